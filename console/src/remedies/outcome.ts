/** The confirm button of a picked remedy, with its amount, and what happens once it is pressed. */
import { type Because, type RankedRemedy, type RemedyOffer, remediesApi } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useFormat } from '../ui/locale.tsx';
import { perCase } from './limits.ts';
import { type AnswerLine, type Picked, sumOf } from './pick.ts';
import { useRemedyWords } from './remedy-words.ts';

export type Outcome = {
  /** `Ship the part`, `Give $38.70 back`. */
  verb: string;
  /** The same when a message goes with it: `Send and ship the part`. */
  withReply: string;
  /** One sentence each: what leaves, what comes back, who says yes first. */
  says: readonly string[];
  /** A second person says yes first. */
  asks: boolean;
};

export function useOutcome(of: {
  brandId: string;
  picked: Picked | null;
  offer: RemedyOffer | undefined;
  remedy: RankedRemedy | undefined;
  line: Pick<AnswerLine, 'exchange_for' | 'parts'> | undefined;
}): Outcome | null {
  const { picked, offer, remedy, line } = of;
  const { t } = useTranslation('remedies');
  const f = useFormat();
  const words = useRemedyWords();
  const { me, may } = useSession();
  const limits = useApi(
    remediesApi.limits,
    { query: { brand_id: of.brandId } },
    { on: may('settings.read') && picked !== null },
  );
  if (!picked) return null;
  const sum = sumOf(picked, offer);
  const limit = perCase(limits.data?.rows ?? [], me.role ?? '', picked.kind);
  const above: Pick<Because, 'code' | 'facts'>[] =
    sum && limit !== null && sum.amount > limit && !remedy?.second_person.some(({ code }) => code.endsWith('per_case'))
      ? [{ code: 'limit.per_case', facts: { limit: { amount: limit, currency: sum.currency } } }]
      : [];
  const seconds = [
    ...(remedy?.second_person ?? []).filter(
      // A smaller sum than policy's may stay under the limit.
      ({ code }) => !(code.endsWith('per_case') && sum && limit !== null && sum.amount <= limit),
    ),
    ...above,
  ];
  const asks = seconds.length > 0;
  const difference =
    offer?.goods?.some(({ id }) => id === picked.variantId) && offer.difference
      ? offer.difference
      : line?.exchange_for.find(({ variant_id }) => variant_id === picked.variantId)?.difference;
  const diff = picked.kind === 'exchange' ? (difference?.amount ?? 0) : 0;
  const amount = sum ? words.money(sum) : difference ? f.money(Math.abs(diff), difference.currency) : '';
  const variant =
    picked.kind === 'exchange' && diff !== 0 ? (diff > 0 ? 'exchange_pays' : 'exchange_gets') : picked.kind;
  const shown =
    picked.kind === 'refund' && offer?.goods_back === false
      ? 'refund_keep'
      : picked.kind === 'refund'
        ? 'refund'
        : variant;
  const values = { amount, percent: `${picked.percent ?? offer?.discount?.percent ?? 0}%` };
  const ships = picked.ships ?? offer?.ships;
  const parts = (line?.parts ?? []).filter(({ part_id }) => (picked.parts[part_id] ?? 0) > 0);
  const short = parts.filter(({ part_id, in_stock }) => in_stock < (picked.parts[part_id] ?? 0));
  const says = [
    asks ? t('second', { why: seconds.map(words.because).join(t('comma')) }) : null,
    ...short.map((part) =>
      part.expected_on
        ? t('happens.waits_until', { what: part.title, day: f.calendarDay(part.expected_on, true) })
        : t('happens.waits', { what: part.title }),
    ),
    picked.kind === 'spare_part' && short.length === 0 ? t('happens.part') : null,
    ships && (picked.kind === 'exchange' || picked.kind === 'replacement') ? t(`happens.${ships}`) : null,
    diff > 0 ? t('happens.pays_first', { amount }) : diff < 0 ? t('happens.gets', { amount }) : null,
    offer?.hold && ships === 'now' ? t('happens.hold', { amount: words.money(offer.hold) }) : null,
    sum && offer?.to ? t('happens.to', { amount, to: offer.to }) : null,
    offer ? t(offer.goods_back ? 'happens.comes_back' : 'happens.keeps') : null,
    picked.kind === 'next_order_discount' ? t('happens.code') : null,
    offer?.by ? t('happens.by', { day: f.calendarDay(offer.by, true) }) : null,
  ].filter((said) => said !== null);
  return {
    verb: t(asks ? (amount ? 'verb.ask_amount' : 'verb.ask') : `verb.${shown}`, values),
    withReply: t(asks ? 'with_reply.ask' : `with_reply.${shown}`, values),
    says,
    asks,
  };
}
