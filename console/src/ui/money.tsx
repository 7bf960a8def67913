/** An amount, always with its cents; negative in ink, with a true minus. */
import { useFormat } from './locale.tsx';

type MoneyProps = {
  /** As the wire carries it: integer minor units and ISO 4217. Nothing when there is no amount: an em dash. */
  value: { amount: number; currency: string } | null | undefined;
  /** A key figure: 20 px 600. */
  big?: boolean;
};

export function Money({ value, big }: MoneyProps) {
  const f = useFormat();
  if (!value) return <span className="r-ink3">—</span>;
  const text = f.money(value.amount, value.currency);
  return <span style={big ? { fontSize: 20, lineHeight: '28px', fontWeight: 600 } : undefined}>{text}</span>;
}
