/** The limit of one person for one case, known before asking: what the server holds everybody to. Pure. */
import type { RemedyKind, RemedyLimit } from '@recoup/contract';

/** The least of the limits that meet this remedy for this role; null where none does. Minor units. */
export function perCase(rows: readonly RemedyLimit[], role: string, kind: RemedyKind): number | null {
  const found = rows.flatMap((row) =>
    row.role === role && (row.remedy === kind || row.remedy === null) && row.per_case !== null ? [row.per_case] : [],
  );
  return found.length > 0 ? Math.min(...found) : null;
}
