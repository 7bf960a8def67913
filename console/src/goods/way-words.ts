/** A way out in words: what it rests on, its reckoning line by line, and why it is closed. */
import type { Way } from '@recoup/contract';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/locale.tsx';

export type ReckoningLine = { key: string; label: string; amount: Way['net'] };

export function useWayWords() {
  const { t, i18n } = useTranslation('goods');
  const f = useFormat();
  return useMemo(() => {
    /** The price it sells at, how long that takes, how likely it is. */
    const note = (way: Way): string => {
      const sale = way.lines.find(({ code }) => code === 'sale');
      const lot = way.lines.find(({ code }) => code === 'lot_price');
      if (sale) {
        const price = f.money(Number(sale.facts.price ?? 0), sale.amount.currency);
        const words = { price, days: way.days, chance: way.chance };
        return way.disposition === 'restock' ? t('way.new', words) : t('way.used', words);
      }
      if (lot) return t('way.lot', { price: f.money(lot.amount.amount, lot.amount.currency), days: way.days });
      if (way.disposition === 'recycle') return t('way.recycle');
      if (way.disposition === 'return_to_buyer') return t('way.return_to_buyer');
      return way.disposition === 'hold' ? t('way.hold') : '';
    };
    /** `Labor 14 min`, −$5.60. */
    const lines = (way: Way): ReckoningLine[] =>
      way.lines.map(({ code, amount, facts }) => {
        const what = t(`line.${code}`);
        const { minutes, days, percent } = facts as { minutes?: number; days?: number; percent?: number };
        const label =
          minutes !== undefined
            ? t('line.with_minutes', { what, n: minutes })
            : days !== undefined
              ? t('line.with_days', { what, n: days })
              : percent !== undefined
                ? t('line.with_percent', { what, n: percent })
                : what;
        return { key: code, label, amount };
      });
    const because = ({ code, facts }: { code: string; facts?: Record<string, unknown> }): string =>
      i18n.exists(`because.${code}`, { ns: 'goods' }) ? t(`because.${code}`, { ...facts }) : code;
    return { note, lines, because };
  }, [t, i18n, f]);
}
