import type { RemedyOffer } from '@recoup/contract';
import type { Failed } from '../../api.ts';
import { money } from '../../format.ts';
import { ErrorLine, Waiting } from '../../parts/parts.tsx';
import { Shell } from '../../parts/shell.tsx';
import { type Answer, needs } from '../../request.ts';
import { type Key, useWords } from '../../words.ts';
import { verdictWords } from './choose.tsx';
import { chosenOf, lineOf, type StepProps } from './step.ts';
import { Ways } from './ways.tsx';

/** The remedies the policy allows, each with its amount and its day, none hidden. */
export function RemedyStep(props: StepProps & { lineId: string; answer: Answer | null; failed: Failed | null }) {
  const words = useWords();
  const { t } = words;
  const { brand, order, request, next, lineId, answer, failed } = props;
  const line = lineOf(order, lineId);
  const chosen = chosenOf(request, lineId);
  const seen = answer?.lines.find((one) => one.order_line_id === lineId);
  if (!seen) return <Shell {...props}>{failed ? <ErrorLine failed={failed} /> : <Waiting />}</Shell>;
  // Help with using it was offered before; it is no way to make good what it did not mend.
  // An exchange needs something to exchange it for.
  const ways = seen.remedies.filter(
    ({ offer }) => offer.kind !== 'guidance' && (offer.kind !== 'exchange' || seen.exchange_for.length > 0),
  );
  const offers = ways.map(({ offer }) => offer);
  const way = ways.find(({ offer }) => offer.kind === chosen.remedy);
  const offer = way?.offer;
  const refused = seen.verdict.answer === 'no' || offers.length === 0;
  const missing = needs(chosen);
  // Money back tells who pays the freight; a replacement never costs the buyer any.
  const freight = (offers.find((one) => one.kind === 'refund') ?? offers.find((one) => one.goods_back))
    ?.freight_paid_by;
  return (
    <Shell
      {...props}
      foot={
        !refused && (
          <>
            <button type="button" class="button" disabled={!offer || missing !== null} onClick={next}>
              {t('continue')}
            </button>
            <p class="help">{t(!offer ? 'remedy.choose' : missing ? `choose.${missing}` : 'review.note')}</p>
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
      {!refused && <Ways {...props} name="remedy" ways={ways} seen={seen} />}
      {!refused && (seen.verdict.answer === 'ask' || way?.waits_for_person) && (
        <p class="notice">{t('remedy.ask', { brand: brand.name })}</p>
      )}
      {offer && offer.amount.amount > 0 && <Sums offer={offer} />}
    </Shell>
  );
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
