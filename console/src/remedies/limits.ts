/** The limit of one person for one case, known before asking: what the server holds everybody to. Pure. */
import type { RemedyKind, RemedyLimit } from '@recoup/contract';

/** The least of the limits that meet this remedy for this role; null where none does. Minor units. */
export function perCase(rows: readonly RemedyLimit[], role: string, kind: RemedyKind): number | null {
  const found = rows.flatMap((row) =>
    row.role === role && (row.remedy === kind || row.remedy === null) && row.per_case !== null ? [row.per_case] : [],
  );
  return found.length > 0 ? Math.min(...found) : null;
}

/** The first limit that is written twice for the same role and remedy; null where none is. */
export function twiceIn(rows: readonly RemedyLimit[]): RemedyLimit | null {
  const seen = new Set<string>();
  for (const row of rows) {
    const key = `${row.role}/${row.remedy}`;
    if (seen.has(key)) return row;
    seen.add(key);
  }
  return null;
}
