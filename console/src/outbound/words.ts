/** What stands where an order is, in one word and one shape; and which group of the queue it is in. */
import type { OutboundRow } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/locale.tsx';
import type { Tone } from '../ui/status.tsx';

/** In the order of the queue: what a hand can do now comes first. */
export const groups = [
  'label_failed',
  'packed',
  'picked',
  'reserved',
  'repair',
  'stock',
  'payment',
  'goods',
  'shipped',
  'delivered',
  'cancelled',
] as const;
export type Group = (typeof groups)[number];
type Standing = Pick<OutboundRow, 'state' | 'waits_for' | 'label'>;

export function groupOf({ state, waits_for, label }: Standing): Group {
  if (state === 'waiting') return waits_for ?? 'stock';
  if (state === 'packed' && label?.state === 'failed') return 'label_failed';
  return state;
}

const tones: Record<Group, Tone> = {
  label_failed: 'bad',
  packed: 'here',
  picked: 'here',
  reserved: 'clock',
  repair: 'idle',
  stock: 'idle',
  payment: 'idle',
  goods: 'idle',
  shipped: 'move',
  delivered: 'good',
  cancelled: 'idle',
};
export const toneOf = (at: Standing): Tone => tones[groupOf(at)];

/** The next thing that is expected: the day of stock, who carries it. */
export function useStanding() {
  const { t } = useTranslation('outbound');
  const f = useFormat();
  return (row: OutboundRow): { word: string; tone: Tone; note: string | null } => {
    const group = groupOf(row);
    const short = row.lines.filter(({ in_stock, quantity }) => in_stock !== null && in_stock < quantity);
    const days = short.map(({ expected_on }) => expected_on);
    const day = short.length > 0 && days.every((one) => one !== null) ? (days.sort().at(-1) ?? null) : null;
    const note =
      group === 'stock'
        ? day
          ? t('expected', { day: f.calendarDay(day) })
          : t('not_expected')
        : group === 'packed'
          ? t(`label.${row.label?.state ?? 'none'}`)
          : group === 'label_failed'
            ? (row.label?.failure ?? null)
            : null;
    return { word: t(`group.${group}.word`), tone: tones[group], note };
  };
}

/** `2 × Glass shade and 1 more`. */
export function useGoodsLine() {
  const { t, i18n } = useTranslation('outbound');
  const nameOf = useLineName();
  return ({ lines }: Pick<OutboundRow, 'lines'>): string => {
    const [first, ...rest] = lines;
    if (!first) return '—';
    const name = nameOf(first);
    const head = first.quantity > 1 ? t('times', { quantity: first.quantity, title: name }) : name;
    return rest.length > 0 ? t('and_more', { first: head, count: rest.length, lng: i18n.language }) : head;
  };
}

export function useLineName() {
  const { i18n } = useTranslation('outbound');
  return ({ title, title_zh }: { title: string; title_zh: string | null }) =>
    i18n.language.startsWith('zh') ? (title_zh ?? title) : title;
}
