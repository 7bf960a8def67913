/** Remedies in words: what each does, of what its cost is made and how that is known, what holds it up, who says yes first. */
import type { Because, CostPart, RankedRemedy, RemedyKind, RemedyOffer, Signal } from '@recoup/contract';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import type { Format } from '../ui/locale.tsx';
import { useFormat } from '../ui/locale.tsx';
import { useVerdictWords } from '../verdicts/verdict-words.ts';
import { type AnswerLine, type Picked, paysNothing, sumOf, told } from './pick.ts';

export function useRemedyWords() {
  const { t, i18n } = useTranslation('remedies');
  const f = useFormat();
  const terms = useTerms();
  const verdicts = useVerdictWords();
  return useMemo(() => {
    const has = (key: string) => i18n.exists(key, { ns: 'remedies' });
    const money = (value: { amount: number; currency: string }) => f.money(value.amount, value.currency);
    const chance = (of10000: number) => f.percent(of10000 / 10_000, of10000 % 100 === 0 ? 0 : 1);
    const because = ({ code, facts }: Pick<Because, 'code' | 'facts'>) => {
      const values = readable(facts, f, terms.role);
      const dated = has(`note.${code}_on`) && facts.expected_on ? `note.${code}_on` : `note.${code}`;
      return has(dated) ? t(dated, values) : verdicts.said({ code, facts });
    };
    return {
      money,
      chance,
      /** `Send: crisper plate`, `Keep it, give $21.00 back`: what would be done, from the offer. */
      name: (remedy: Pick<RankedRemedy, 'kind' | 'offer'>, picked?: Picked) =>
        nameOf(remedy.kind, remedy.offer, picked, { t, money, listed: f.listed }),
      /** The two or three figures that matter, and by when the buyer has it. */
      short: ({ parts, offer, cost, cost_if_taken }: RankedRemedy) => {
        const figures = told(parts.filter(({ code }) => has(`cost.${code}.short`)));
        const words = figures
          .slice(0, 3)
          .map(({ code, full }) => t(`cost.${code}.short`, { amount: money(abs(full)) }));
        return [
          cost.amount === cost_if_taken.amount ? null : t('agreed', { amount: money(cost_if_taken) }),
          ...words,
          offer.by ? t(paysNothing(offer.kind) ? 'arrives' : 'by', { day: f.calendarDay(offer.by, true) }) : null,
        ]
          .filter(Boolean)
          .join(t('comma'));
      },
      cost: (code: CostPart['code']) => t(`cost.${code}.name`),
      /** Where a figure comes from: the order, the policy, a rate, this brand's own cases, or an assumption. */
      from: ({ from, count, chance: of, full, facts }: CostPart) =>
        [
          of === null ? null : t('chance_of', { chance: chance(of), full: money(abs(full)) }),
          typeof facts.minutes === 'number' ? t('minutes', { n: f.number(facts.minutes) }) : null,
          from === 'history' ? t('from.history', { count: count ?? 0 }) : t(`from.${from}`),
        ]
          .filter(Boolean)
          .join(t('comma')),
      taken: ({ taken, taken_from, taken_count }: RankedRemedy) =>
        taken_from === 'certain'
          ? null
          : t(taken_from === 'history' ? 'taken.history' : 'taken.prior', {
              chance: chance(taken),
              count: taken_count,
            }),
      because,
      signal: ({ code, facts }: Signal) =>
        t(`signal.${code}`, { ...readable(facts, f, terms.role), count: countOf(facts) }),
      /** Why somebody else says yes first. */
      asks: (remedy: RankedRemedy) =>
        remedy.second_person.length === 0
          ? null
          : t('second', { why: remedy.second_person.map(because).join(t('comma')) }),
    };
  }, [t, i18n, f, terms, verdicts]);
}
export type RemedyWords = ReturnType<typeof useRemedyWords>;

const abs = ({ amount, currency }: { amount: number; currency: string }) => ({ amount: Math.abs(amount), currency });

type Say = {
  t: TFunction<'remedies'>;
  money: (value: { amount: number; currency: string }) => string;
  listed: (items: readonly string[]) => string;
};
function nameOf(kind: RemedyKind, offer: RemedyOffer, picked: Picked | undefined, { t, money, listed }: Say): string {
  const goods = offer.goods?.map(({ title, quantity }) => (quantity > 1 ? `${quantity} × ${title}` : title)) ?? [];
  switch (kind) {
    case 'spare_part':
      return goods.length > 0 ? t('name.spare_part_of', { what: listed(goods) }) : t('name.spare_part');
    case 'keep_it': {
      const sum = picked ? sumOf(picked, offer) : offer.amount;
      return t('name.keep_it', { amount: money(sum ?? offer.amount) });
    }
    case 'next_order_discount':
      return t('name.next_order_discount', { percent: `${picked?.percent ?? offer.discount?.percent ?? 0}%` });
    case 'guidance':
      return offer.article ? t('name.guidance_of', { what: offer.article.title }) : t('name.guidance');
    case 'refund':
      return t(offer.goods_back ? 'name.refund' : 'name.refund_keep');
    case 'exchange':
      return offer.goods?.some(({ id }) => id === picked?.variantId)
        ? t('name.exchange_of', { what: listed(goods) })
        : t('name.exchange');
    default:
      return t(`name.${kind}`);
  }
}

/** Of what a sign speaks: times, units, parcels, addresses. */
function countOf({ times, units, parcels, addresses }: Record<string, unknown>): number {
  return Number(times ?? units ?? parcels ?? addresses ?? 0);
}

/** Facts as a person reads them: amounts, days and roles. */
function readable(facts: Record<string, unknown>, f: Format, role: (code: string) => string) {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, read(name, value, f, role)]));
}
function read(name: string, value: unknown, f: Format, role: (code: string) => string): unknown {
  if (name === 'role' && typeof value === 'string') return role(value);
  if (typeof value === 'number') return name === 'count' ? value : f.number(value);
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return f.calendarDay(value, true);
  if (typeof value !== 'object' || value === null || !('amount' in value) || !('currency' in value)) return value;
  return f.money(Number(value.amount), String(value.currency));
}

/** The line of the answer that belongs to a line of the order. */
export const lineOf = (lines: readonly AnswerLine[] | undefined, orderLineId: string | undefined) =>
  lines?.find((line) => line.order_line_id === orderLineId);
