/** What a cost line is made of, in words: `10 days × $0.03 a day`. What is not known is not said. */
import type { CostLine } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import { useFormat } from '../ui/locale.tsx';

const count = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

export function useFactWords(): (line: Pick<CostLine, 'account' | 'facts' | 'amount' | 'from'>) => string {
  const { t } = useTranslation('costs');
  const f = useFormat();
  const terms = useTerms();
  return ({ account, facts, amount, from }) => {
    const money = (value: unknown) => f.money(count(value) ?? 0, amount.currency);
    const percent = (value: unknown) => f.percent((count(value) ?? 0) / 10_000);
    const days = count(facts.days) ?? count(facts.days_so_far);
    const parts: (string | null)[] = [];
    if (from === 'manual') parts.push(text(facts.reason), text(facts.reference));
    else if (account === 'storage' && days !== null && count(facts.per_day_hundredths) !== null)
      parts.push(
        t('fact.storage', {
          count: days,
          each: f.money(Math.round(count(facts.per_day_hundredths)! / 100), amount.currency),
        }),
      );
    else if (account === 'capital' && days !== null && count(facts.value) !== null)
      parts.push(
        t('fact.capital', { count: days, value: money(facts.value), percent: percent(facts.per_year_hundredths) }),
      );
    else if (account === 'fees_lost' && count(facts.refund) !== null)
      parts.push(t('fact.fees', { percent: percent(facts.percent), refund: money(facts.refund) }));
    else if (account === 'outbound_freight_lost' && count(facts.ordered) !== null)
      parts.push(t('fact.freight', { pieces: count(facts.pieces), ordered: count(facts.ordered) }));
    else if (account === 'inspection' && count(facts.seconds) !== null && count(facts.per_hour) !== null)
      parts.push(t('fact.inspection', { time: f.duration(count(facts.seconds)!), each: money(facts.per_hour) }));
    else if (account === 'resale' && count(facts.percent) !== null && count(facts.price) !== null && from !== 'event')
      parts.push(t('fact.resale', { percent: percent(facts.percent), price: money(facts.price) }));
    else if (account === 'duty_brokerage' && text(facts.entry))
      parts.push(t('fact.entry', { number: text(facts.entry) }));
    else if (account === 'duty_brokerage' && count(facts.rate) !== null)
      parts.push(
        t(facts.verified ? 'fact.duty' : 'fact.duty_unverified', {
          percent: percent(facts.rate),
          hts: text(facts.hts),
          on: text(facts.on),
        }),
      );
    else if (facts.as === 'offer') parts.push(t('fact.offer'));
    if (count(facts.pieces) !== null && count(facts.pieces)! > 1 && account !== 'outbound_freight_lost')
      parts.push(t('fact.pieces', { count: count(facts.pieces)! }));
    if (text(facts.disposition)) parts.push(terms.disposition(text(facts.disposition)!));
    if (count(facts.cases) !== null) parts.push(t('fact.cases', { count: count(facts.cases)! }));
    if (text(facts.claim)) parts.push(text(facts.claim));
    return parts.filter(Boolean).join(t('comma'));
  };
}
