/** What duty a product of an origin owed on a day: pure, over dated rows. */
import type { DutyLookup, DutyRate } from '@recoup/contract';

/**
 * Of each kind one row counts: a workspace's own before the one that comes with the product, then the longest code, then
 * the row for that origin, then the newest. Rates add up; the total is null where no general rate is known.
 */
export function lookUp(rates: readonly DutyRate[], hts: string, origin: string, on: string): DutyLookup {
  const applies = rates.filter(
    (row) =>
      hts.startsWith(row.hts) &&
      (row.origin === null || row.origin === origin) &&
      row.from <= on &&
      (row.to === null || on <= row.to),
  );
  const rows = [...Map.groupBy(applies, (row) => row.kind).values()].map((same) => same.sort(best)[0]!);
  const known = rows.some((row) => row.kind === 'general');
  const sum = (of: readonly DutyRate[]) => of.reduce((all, row) => all + row.rate, 0);
  return {
    hts,
    origin,
    on,
    rows: rows.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)),
    total: known ? sum(rows) : null,
    drawback: known ? sum(rows.filter((row) => row.drawback)) : null,
    verified: rows.length > 0 && rows.every((row) => row.own || row.checked_on !== null),
  };
}

const order = ['general', 'section_301', 'section_232', 'ieepa', 'section_122', 'antidumping', 'other'];

const best = (a: DutyRate, b: DutyRate): number =>
  Number(b.own) - Number(a.own) ||
  b.hts.length - a.hts.length ||
  Number(b.origin !== null) - Number(a.origin !== null) ||
  b.from.localeCompare(a.from);
