/** Numbers as people type them: "$1,289.5", "１２％", "5.0 %". */

export type Kind = 'money' | 'share' | 'count';
export type Bounds = { kind: Kind; min: number; max: number };
export type Wrong =
  | { code: 'missing' }
  | { code: 'not_a_number' }
  | { code: 'whole' }
  | { code: 'too_fine' }
  | { code: 'too_small'; limit: number }
  | { code: 'too_large'; limit: number };
export type Read = { ok: true; value: number } | { ok: false; wrong: Wrong };

/** The whole number a field stands for: cents, basis points or a count. Two decimals at most; never rounded in silence. */
export function readNumber(typed: string, { kind, min, max }: Bounds): Read {
  const text = typed
    .normalize('NFKC')
    .replace(/[\s$¥,%，]/g, '')
    .replace(/^−/, '-');
  if (text === '') return { ok: false, wrong: { code: 'missing' } };
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(text)) return { ok: false, wrong: { code: 'not_a_number' } };
  const decimals = text.split('.')[1]?.replace(/0+$/, '').length ?? 0;
  if (kind === 'count' && decimals > 0) return { ok: false, wrong: { code: 'whole' } };
  if (decimals > 2) return { ok: false, wrong: { code: 'too_fine' } };
  const value = kind === 'count' ? Number(text) : Math.round(Number(text) * 100);
  if (value < min) return { ok: false, wrong: { code: 'too_small', limit: min } };
  if (value > max) return { ok: false, wrong: { code: 'too_large', limit: max } };
  return { ok: true, value };
}

const whole = new Intl.NumberFormat('en-US');
/** As it stands in a field: 289.00, 5.0, 2,000. */
export function writeNumber(value: number, kind: Kind): string {
  if (kind === 'count') return whole.format(value);
  if (kind === 'money')
    return (value / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (value / 100).toLocaleString('en-US', {
    minimumFractionDigits: value % 100 === 0 && value >= 1_000 ? 0 : 1,
    maximumFractionDigits: 2,
    useGrouping: false,
  });
}

/** As it stands in a link: 289.00, 5, 2000. */
export const linkNumber = (value: number, kind: Kind): string =>
  kind === 'count' ? String(value) : String(value / 100);
