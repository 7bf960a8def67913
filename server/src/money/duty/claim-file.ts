import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { writeCsv } from '../../platform/files/index.ts';
import type { FileAnswer } from '../../platform/http.ts';
import { decimal } from '../exports/layouts.ts';
import { readClaim } from './claim.ts';
import { drawbackRules } from './rules.ts';

const HEADERS = [
  'claim',
  'provision',
  'import_entry',
  'import_date',
  'sku',
  'description',
  'unit',
  'left_on',
  'as',
  'drawback',
  'currency',
];

/**
 * A claim as a table for the broker: one row a unit with its import, then the evidence with what is here, then the rules
 * with their sources. Throws `drawback.not_found`.
 */
export function claimFile(ctx: Ctx, id: string): Promise<FileAnswer> {
  return inWorkspace(ctx, async (tx) => {
    const claim = await readClaim(tx, ctx, id);
    const empty = (first: string, ...rest: (string | number)[]) => [first, ...rest];
    const rows = [
      ...claim.units.map((one) => [
        claim.code,
        '19 U.S.C. 1313(j)(1)',
        one.entry_number,
        one.on,
        one.unit.sku,
        one.unit.title,
        one.unit.lpn,
        one.gone_at.slice(0, 10),
        claim.basis,
        decimal(one.amount.amount, one.amount.currency),
        one.amount.currency,
      ]),
      empty(
        'TOTAL',
        claim.units.length,
        'units',
        'file by',
        claim.file_by,
        '',
        '',
        '',
        '',
        decimal(claim.claimed.amount, claim.claimed.currency),
        claim.claimed.currency,
      ),
      ...claim.evidence.map(({ code, have, facts }) =>
        empty('EVIDENCE', code, have ? 'here' : 'needed', JSON.stringify(facts)),
      ),
      ...drawbackRules.map((rule) =>
        empty('RULE', rule.code, rule.value, rule.unit, rule.cite, rule.source_url, `checked ${rule.checked_on}`),
      ),
    ];
    return { body: writeCsv(HEADERS, rows), type: 'text/csv; charset=utf-8', name: `${claim.code}.csv` };
  });
}
