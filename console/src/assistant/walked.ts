/** The way a tried talk took through a flow: its steps, the lines between them, and where it stands. Pure. */
import type { FlowCondition, FlowStep } from '@recoup/contract';

type Why = { flow: string | null; path: readonly string[]; step: string | null; facts: Record<string, unknown> };
export type Walked = { path: readonly string[]; at: string | null; facts: Record<string, unknown> };

export function walkedIn(turns: readonly { why: Why }[] | undefined, flow: string): Walked {
  const last = turns?.findLast(({ why }) => why.flow === flow && why.path.length > 0);
  // A person answers after a hand-over: it stands where it handed over.
  const now = turns?.findLast(({ why }) => why.step !== null)?.why;
  if (!last) return { path: [], at: null, facts: {} };
  const at = now?.flow === flow ? (now.step ?? last.why.path.at(-1) ?? null) : null;
  return { path: last.why.path, at, facts: last.why.facts };
}

/**
 * Which of a step's ways the talk took. Where several lead to the same step, it is the first whose conditions the facts
 * are known to meet, and else the last of them.
 */
export function wayTaken(step: FlowStep, walked: Walked): number | null {
  const place = walked.path.indexOf(step.id);
  const to = place < 0 ? undefined : walked.path[place + 1];
  const ways = step.next.flatMap((way, at) => (way.to === to ? [{ at, when: way.when }] : []));
  const met = ways.find(({ when }) => when.every((each) => holds(each, walked.facts)));
  return (met ?? ways.at(-1))?.at ?? null;
}

/** A fact that is not known holds nothing. */
function holds({ fact, is, in: among, over, not }: FlowCondition, facts: Record<string, unknown>): boolean {
  const value = facts[fact];
  if (value === undefined || value === null) return false;
  const met =
    is !== undefined
      ? value === is
      : among
        ? among.includes(String(value))
        : typeof value === 'number' && value > (over ?? 0);
  return met !== (not ?? false);
}
