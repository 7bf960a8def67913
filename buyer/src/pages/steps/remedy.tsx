import type { RemedyOffer } from '@recoup/contract';
import type { Failed } from '../../api.ts';
import { day, money } from '../../format.ts';
import { ErrorLine, Waiting } from '../../parts/parts.tsx';
import { Shell } from '../../parts/shell.tsx';
import { type Answer, firstParts, needs, unchosen } from '../../request.ts';
import { type Key, useWords, type Words } from '../../words.ts';
import { verdictWords } from './choose.tsx';
import { differenceWords, PartsPicker, stockWords, VariantPicker } from './pickers.tsx';
import { chosenOf, lineOf, type StepProps } from './step.ts';

/** The remedies the policy allows, each with its amount and its day, none hidden. */
export function RemedyStep(props: StepProps & { lineId: string; answer: Answer | null; failed: Failed | null }) {
  const words = useWords();
  const { t } = words;
  const { brand, order, request, tell, next, lineId, answer, failed } = props;
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
      {!refused && (
        <fieldset class="stack" style={{ gap: 9 }}>
          <legend class="visually-hidden">{t('remedy.choose')}</legend>
          {ways.map(({ offer: one, available, notes }) => (
            <div key={one.kind} class="stack" style={{ gap: 9 }}>
              <label class="option">
                <input
                  type="radio"
                  name="remedy"
                  checked={chosen.remedy === one.kind}
                  onChange={() =>
                    tell({
                      type: 'set',
                      lineId,
                      change: {
                        ...unchosen,
                        remedy: one.kind,
                        parts: one.kind === 'spare_part' ? firstParts(seen) : {},
                      },
                    })
                  }
                />
                <span class="body">
                  <span class="row">
                    <span>{t(`remedy.${one.kind}`)}</span>
                    <span class="num">{amountOf(one, words)}</span>
                  </span>
                  <span class="help">
                    {[offerWords(one, words), ...(available ? [] : notes.map((note) => stockWords(note, words)))].join(
                      between(words.language),
                    )}
                  </span>
                </span>
              </label>
              {one.kind === 'spare_part' && chosen.remedy === 'spare_part' && (
                <PartsPicker
                  parts={seen.parts}
                  chosen={chosen.parts}
                  onChange={(parts) => tell({ type: 'set', lineId, change: { parts } })}
                />
              )}
              {one.kind === 'exchange' && chosen.remedy === 'exchange' && (
                <VariantPicker
                  variants={seen.exchange_for}
                  chosen={chosen.variantId}
                  onChange={(variantId) => tell({ type: 'set', lineId, change: { variantId } })}
                />
              )}
            </div>
          ))}
        </fieldset>
      )}
      {!refused && (seen.verdict.answer === 'ask' || way?.waits_for_person) && (
        <p class="notice">{t('remedy.ask', { brand: brand.name })}</p>
      )}
      {offer && offer.amount.amount > 0 && <Sums offer={offer} />}
    </Shell>
  );
}

/** What it is worth to the buyer, in one word at the right of its name. */
export function amountOf(offer: RemedyOffer, { t, language }: Words): string {
  switch (offer.kind) {
    case 'refund':
    case 'store_credit':
    case 'keep_it':
      return money(offer.amount, language);
    case 'next_order_discount':
      return `${offer.discount?.percent ?? 0}%`;
    case 'exchange':
      return offer.difference && offer.difference.amount !== 0 && offer.goods
        ? `${offer.difference.amount > 0 ? '+' : ''}${money(offer.difference, language)}`
        : t('remedy.free');
    default:
      return t('remedy.free');
  }
}

/** To what it goes, by when, and whether anything is sent. */
export function offerWords(offer: RemedyOffer, words: Words): string {
  const { t, language } = words;
  const by = offer.by ? t(offer.goods_back ? 'remedy.by' : 'remedy.by_now', { date: day(offer.by, language) }) : '';
  const where = whereTo(offer, by, words);
  const difference =
    offer.kind === 'exchange' && offer.goods && offer.difference ? differenceWords(offer.difference, words) : '';
  const hold = offer.hold ? t('exchange.hold', { amount: money(offer.hold, language) }) : '';
  const keeps = offer.goods_back ? '' : t('remedy.nothing_to_send');
  return [where, difference && `${difference}${t('stop')}`, hold, keeps].filter(Boolean).join(between(language));
}
/** Chinese sentences follow each other without a gap. */
export const between = (language: Words['language']) => (language === 'zh' ? '' : ' ');

function whereTo(offer: RemedyOffer, by: string, { t, language }: Words): string {
  const door = offer.by ? t('remedy.at_door', { date: day(offer.by, language) }) : '';
  switch (offer.kind) {
    case 'store_credit':
      return t('remedy.credit_note');
    case 'replacement':
    case 'exchange':
      return [offer.ships === 'now' ? t('remedy.leaves_now') : t('remedy.replacement_note'), door]
        .filter(Boolean)
        .join(between(language));
    case 'spare_part':
      return door || t('remedy.part_note');
    case 'repair':
      return t('remedy.repair_note');
    case 'next_order_discount':
      return t('remedy.discount_note');
    case 'guidance':
      return '';
    default:
      return `${offer.to ? t('remedy.to', { to: offer.to }) : t('remedy.to_original')}${by ? t('comma') : ''}${by}${t('stop')}`;
  }
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
