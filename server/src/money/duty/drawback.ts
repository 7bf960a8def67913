/** Drawback, pure: which import a unit is claimed on, what comes back, and what the file needs (19 U.S.C. 1313). */
import type { DrawbackClaim } from '@recoup/contract';
import { addMonths } from '../../platform/clock.ts';
import { ruleOn } from './rules.ts';

export type ImportLine = {
  id: string;
  entry_id: string;
  number: string;
  on: string;
  variant_id: string;
  quantity: number;
  claimed: number;
  duty: number;
};
export type Leaving = { unit_id: string; variant_id: string | null; gone_on: string; in_claim: boolean };
export type Allocation =
  | { unit_id: string; line: ImportLine; amount: number; claim_by: string }
  | {
      unit_id: string;
      because: 'no_import_entry' | 'entry_used_up' | 'too_late' | 'in_claim' | 'no_duty';
      claim_by?: string;
    };

/** The last day a claim on goods imported that day can be filed. */
export const claimBy = (importedOn: string): string =>
  addMonths(importedOn, 12 * ruleOn('claim_within', importedOn < '2019-02-24' ? '2019-02-24' : importedOn));

/** Duty of piece number `nth` (from 0) of a line, so that all pieces together are the line's duty to the cent. */
function pieceDuty(line: ImportLine, nth: number): number {
  const each = Math.floor(line.duty / line.quantity);
  return each + (nth < line.duty - each * line.quantity ? 1 : 0);
}

/**
 * Sets each unit against the oldest import of its product that came before it left, has pieces left and is not too old;
 * every piece of an import is claimed once.
 */
export function allocate(units: readonly Leaving[], lines: readonly ImportLine[], today: string): Allocation[] {
  const used = new Map(lines.map((line) => [line.id, line.claimed]));
  const sorted = [...lines].sort((a, b) => a.on.localeCompare(b.on) || a.id.localeCompare(b.id));
  const share = ruleOn('share_back', today);
  return units.map((unit): Allocation => {
    const { unit_id } = unit;
    if (unit.in_claim) return { unit_id, because: 'in_claim' };
    const covering = sorted.filter((line) => line.variant_id === unit.variant_id && line.on <= unit.gone_on);
    if (covering.length === 0) return { unit_id, because: 'no_import_entry' };
    const open = covering.filter((line) => used.get(line.id)! < line.quantity);
    if (open.length === 0) return { unit_id, because: 'entry_used_up' };
    const inTime = open.filter((line) => today <= claimBy(line.on) && unit.gone_on <= claimBy(line.on));
    const line = inTime[0];
    if (!line) return { unit_id, because: 'too_late', claim_by: claimBy(open.at(-1)!.on) };
    const nth = used.get(line.id)!;
    const amount = Math.floor((pieceDuty(line, nth) * share) / 100);
    if (amount === 0) return { unit_id, because: 'no_duty' };
    used.set(line.id, nth + 1);
    return { unit_id, line, amount, claim_by: claimBy(line.on) };
  });
}

type State = DrawbackClaim['state'];
type Move = DrawbackClaim['moves'][number];
/** The table of ways of a claim. */
export const ways: Record<State, Partial<Record<Move, State>>> = {
  draft: { file: 'filed', withdraw: 'withdrawn' },
  filed: { pay: 'paid', refuse: 'refused', withdraw: 'withdrawn' },
  paid: {},
  refused: {},
  withdrawn: {},
};
export const movesOf = (state: State): Move[] => Object.keys(ways[state]) as Move[];

/** What the file must hold. What only the people at the dock and the broker know is named as missing until the claim is filed. */
export function evidenceOf(
  basis: DrawbackClaim['basis'],
  facts: { state: State; entries: number; units: number; inspected: number },
): DrawbackClaim['evidence'] {
  const filed = facts.state === 'filed' || facts.state === 'paid';
  const notice = basis === 'destroyed' ? 'notice_before_destroying' : 'notice_before_exporting';
  return [
    { code: 'import_entry', have: facts.entries > 0, facts: { entries: facts.entries } },
    { code: 'cbp_7501', have: filed, facts: { entries: facts.entries } },
    { code: 'cbp_7553', have: filed, facts: { working_days: ruleOn(notice, '2026-01-01'), basis } },
    basis === 'destroyed'
      ? { code: 'destruction_proof', have: filed, facts: { units: facts.units } }
      : { code: 'export_proof', have: filed, facts: { units: facts.units } },
    {
      code: 'condition',
      have: facts.inspected === facts.units,
      facts: { inspected: facts.inspected, units: facts.units },
    },
    { code: 'unused_or_rejected', have: filed, facts: {} },
  ];
}
