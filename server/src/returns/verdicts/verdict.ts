/** Who is responsible for a problem with goods: what is written, and which earlier words it replaces. Pure. */
import type { Reason, VerdictBody, VerdictOf } from '@recoup/contract';
import type { Who } from '../return.ts';

export type Verdict = {
  id: string;
  brand_id: string;
  order_id: string;
  order_line_id: string;
  return_id: string | null;
  call_id: string | null;
  conversation_id: string | null;
  verdict: VerdictOf;
  reason: Reason;
  defect: string | null;
  note: string | null;
  serial: string | null;
  batch: string | null;
  file_ids: string[];
  by: Who;
  at: Date;
};

/** Where it is given: beside a return, in a call, in a thread; all may be unknown. */
export type Place = Pick<Verdict, 'return_id' | 'call_id' | 'conversation_id'>;
export type Given = VerdictBody & Place;

/** What a line of an order shipped, as far as known: its serial numbers with the batch each came from. */
export type Shipped = { serials: readonly { serial: string; batch: string | null }[]; batch: string | null };

/**
 * Two verdicts are about one problem when they are of the same line, and of one call, one return or one reason: whoever
 * looks again corrects themselves, also in naming the problem. Two units with different serial numbers are two problems.
 */
export function isSameProblem(
  earlier: Pick<Verdict, 'order_line_id' | 'return_id' | 'call_id' | 'reason' | 'serial'>,
  given: Pick<Verdict, 'order_line_id' | 'return_id' | 'call_id' | 'reason' | 'serial'>,
): boolean {
  if (earlier.order_line_id !== given.order_line_id) return false;
  if (earlier.serial !== null && given.serial !== null && !sameSerial(earlier.serial, given.serial)) return false;
  const shared = (a: string | null, b: string | null) => a !== null && a === b;
  return (
    shared(earlier.call_id, given.call_id) ||
    shared(earlier.return_id, given.return_id) ||
    earlier.reason === given.reason
  );
}

const sameSerial = (a: string, b: string) => a.trim().toUpperCase() === b.trim().toUpperCase();

/** The serial that was said, else the only one that was shipped; its batch, else the only batch of the line. */
export function unitOf(
  shipped: Shipped,
  said: Pick<Given, 'serial' | 'batch'>,
): { serial: string | null; batch: string | null } {
  const only = shipped.serials.length === 1 ? shipped.serials[0]!.serial : null;
  const serial = said.serial ?? only;
  const known = serial ? shipped.serials.find((one) => sameSerial(one.serial, serial)) : undefined;
  return { serial: known?.serial ?? serial, batch: said.batch ?? known?.batch ?? (serial ? null : shipped.batch) };
}

/**
 * What counts from now on, and which of those that stood it replaces. What is left unsaid stays as the newest of them said;
 * evidence is added to, never taken away. `replaces` is empty and `verdict` the earlier one where nothing changed by it.
 */
export function decideVerdict(
  of: { brand_id: string; order_id: string; shipped: Shipped },
  given: Given,
  standing: readonly Verdict[],
  { id, by, now }: { id: string; by: Who; now: Date },
): { verdict: Verdict; replaces: Verdict[]; changed: boolean } {
  const alike = standing.filter((one) => isSameProblem(one, { ...given, serial: given.serial ?? null }));
  const earlier = alike.toSorted((a, b) => b.at.getTime() - a.at.getTime())[0];
  const said = {
    serial: given.serial === undefined ? earlier?.serial : given.serial,
    batch: given.batch === undefined ? (given.serial === undefined ? earlier?.batch : undefined) : given.batch,
  };
  const verdict: Verdict = {
    id,
    brand_id: of.brand_id,
    order_id: of.order_id,
    order_line_id: given.order_line_id,
    return_id: given.return_id ?? earlier?.return_id ?? null,
    call_id: given.call_id ?? earlier?.call_id ?? null,
    conversation_id: given.conversation_id ?? earlier?.conversation_id ?? null,
    verdict: given.verdict,
    reason: given.reason,
    defect: given.defect === undefined ? (earlier?.defect ?? null) : given.defect,
    note: given.note === undefined ? (earlier?.note ?? null) : given.note,
    ...unitOf(of.shipped, said),
    file_ids: [...new Set([...(earlier?.file_ids ?? []), ...given.file_ids])],
    by,
    at: now,
  };
  const changed = !earlier || alike.length > 1 || !saysTheSame(earlier, verdict);
  return changed ? { verdict, replaces: alike, changed } : { verdict: earlier, replaces: [], changed };
}

const SAID = [
  'return_id',
  'call_id',
  'conversation_id',
  'verdict',
  'reason',
  'defect',
  'note',
  'serial',
  'batch',
] as const;
const saysTheSame = (a: Verdict, b: Verdict) =>
  SAID.every((name) => a[name] === b[name]) && a.file_ids.length === b.file_ids.length;
