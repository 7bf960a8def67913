/** As much as an amount on the wire can be, minor units. */
export const MOST_MONEY = 1_000_000_000_00;

const currencies = new Set(Intl.supportedValuesOf('currency'));
export function isCurrency(code: string): boolean {
  return currencies.has(code);
}

const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);
/** True from 1970 to 2100: a slip of the year is told, and PostgreSQL and JavaScript agree on what is left. */
export function isSensibleTime(at: Date): boolean {
  const ms = at.getTime();
  return ms >= EARLIEST && ms < LATEST;
}
