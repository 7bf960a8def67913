import type { RemedyOffer } from '@recoup/contract';
import type { Failed } from '../../api.ts';
import { day, money } from '../../format.ts';
import { ErrorLine, Waiting } from '../../parts/parts.tsx';
import { Shell } from '../../parts/shell.tsx';
import type { Preview } from '../../request.ts';
import { type Key, useWords, type Words } from '../../words.ts';
import { verdictWords } from './choose.tsx';
import { chosenOf, lineOf, type StepProps } from './step.ts';

/** The remedies the policy allows, each with its amount and its day, none hidden. */
export function RemedyStep(props: StepProps & { lineId: string; preview: Preview | null; failed: Failed | null }) {
  const words = useWords();
  const { t } = words;
  const { brand, order, request, tell, next, lineId, preview, failed } = props;
  const line = lineOf(order, lineId);
  const chosen = chosenOf(request, lineId);
  const seen = preview?.lines.find((one) => one.order_line_id === lineId);
  if (!seen) return <Shell {...props}>{failed ? <ErrorLine failed={failed} /> : <Waiting />}</Shell>;
  const offer = seen.offers.find((one) => one.kind === chosen.remedy);
  const refused = seen.verdict.answer === 'no' || seen.offers.length === 0;
  // Money back tells who pays the freight; a replacement never costs the buyer any.
  const freight = (seen.offers.find((one) => one.kind === 'refund') ?? seen.offers.find((one) => one.goods_back))
    ?.freight_paid_by;
  return (
    <Shell
      {...props}
      foot={
        !refused && (
          <>
            <button type="button" class="button" disabled={!offer} onClick={next}>
              {t('continue')}
            </button>
            <p class="help">{offer ? t('review.note') : t('remedy.choose')}</p>
          </>
        )
      }
    >
      <div class="stack">
        <h1>
          {refused
            ? t('remedy.no')
            : request.lines.length > 1 && request.lines[0]?.lineId !== lineId
              ? t('remedy.title_many', { title: line.title })
              : t('remedy.title')}
        </h1>
        {refused ? (
          <p>{verdictWords(seen.verdict, words)}</p>
        ) : (
          freight && <p class="help">{freight === 'seller' ? t('remedy.seller_pays') : t('remedy.buyer_pays')}</p>
        )}
      </div>
      {refused && brand.support_email && <p class="notice">{t('order.ask_us', { email: brand.support_email })}</p>}
      {!refused && (
        <fieldset class="stack" style={{ gap: 9 }}>
          <legend class="visually-hidden">{t('remedy.choose')}</legend>
          {seen.offers.map((one) => (
            <label key={one.kind} class="option">
              <input
                type="radio"
                name="remedy"
                checked={chosen.remedy === one.kind}
                onChange={() => tell({ type: 'set', lineId, change: { remedy: one.kind } })}
              />
              <span class="body">
                <span class="row">
                  <span>{t(`remedy.${one.kind}`)}</span>
                  <span class="num">{amountOf(one, words)}</span>
                </span>
                <span class="help">{offerWords(one, words)}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {!refused && seen.verdict.answer === 'ask' && <p class="notice">{t('remedy.ask', { brand: brand.name })}</p>}
      {offer && offer.amount.amount > 0 && <Sums offer={offer} />}
    </Shell>
  );
}

export function amountOf(offer: RemedyOffer, { t, language }: Words): string {
  return offer.kind === 'replacement' || offer.kind === 'exchange' ? t('remedy.free') : money(offer.amount, language);
}

function offerWords(offer: RemedyOffer, { t, language }: Words): string {
  const by = offer.by ? t(offer.goods_back ? 'remedy.by' : 'remedy.by_now', { date: day(offer.by, language) }) : '';
  const where =
    offer.kind === 'store_credit'
      ? t('remedy.credit_note')
      : offer.kind === 'replacement' || offer.kind === 'exchange'
        ? t('remedy.replacement_note')
        : `${offer.to ? t('remedy.to', { to: offer.to }) : t('remedy.to_original')}${by ? `, ${by}.` : '.'}`;
  return offer.goods_back ? where : `${where} ${t('remedy.nothing_to_send')}`;
}

/** How an amount is made up. */
export function Sums({ offer }: { offer: RemedyOffer }) {
  const { t, language } = useWords();
  return (
    <div class="sums">
      {offer.parts.map((part) => (
        <div key={part.code}>
          <span>{t(`part.${part.code}` as Key)}</span>
          <span class="num">{money(part.amount, language)}</span>
        </div>
      ))}
      {offer.goods_back && offer.freight_paid_by === 'seller' && (
        <div>
          <span>{t('part.freight_free')}</span>
          <span class="num">{t('remedy.free')}</span>
        </div>
      )}
      <div class="all">
        <span>{t('part.total')}</span>
        <span class="num">{money(offer.amount, language)}</span>
      </div>
    </div>
  );
}
