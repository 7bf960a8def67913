/** Who agreed to be recorded, and until when a recording stands on everybody's yes. Pure. */
import type { CallRecording, PartKind } from '@recoup/contract';

export type Answer = 'asked' | 'yes' | 'no' | 'withdrawn';
export type Side = {
  id: string;
  kind: PartKind;
  joined_at: Date | null;
  left_at: Date | null;
  knocks: boolean;
  refused_at: Date | null;
};
/** In the order they were given. */
export type Said = { part_id: string | null; answer: Answer; at: Date };
export type Cut = { at: Date; because: NonNullable<CallRecording['cut']>['because'] };

/** Everybody who hears or sees this call now. */
export function inTheCall<S extends Side>(sides: readonly S[]): S[] {
  return sides.filter((side) => side.joined_at !== null && side.left_at === null && !side.knocks && !side.refused_at);
}

/** What a side said last; null where it was never asked. */
export function standing(partId: string, said: readonly Said[]): Answer | null {
  return said.findLast(({ part_id }) => part_id === partId)?.answer ?? null;
}

/** Recording may run: both sides are there, and everybody's last word is yes. */
export function mayRecord(sides: readonly Side[], said: readonly Said[]): boolean {
  const here = inTheCall(sides);
  return (
    here.some(({ kind }) => kind === 'buyer') &&
    here.some(({ kind }) => kind !== 'buyer') &&
    here.every(({ id }) => standing(id, said) === 'yes')
  );
}

/**
 * From when on a recording has no longer everybody's yes: somebody took theirs back, came in without one, or the call was over.
 * Null while it stands. Nothing captured after that moment is kept.
 */
export function cutOf(
  recording: { began_at: Date },
  { sides, said, ended_at }: { sides: readonly Side[]; said: readonly Said[]; ended_at: Date | null },
): Cut | null {
  const cuts: Cut[] = said
    .filter(({ answer, at }) => (answer === 'withdrawn' || answer === 'no') && at >= recording.began_at)
    .map(({ at }) => ({ at, because: 'withdrawn' }));
  for (const { id, joined_at, knocks, refused_at } of sides) {
    if (joined_at === null || knocks || refused_at || joined_at <= recording.began_at) continue;
    const before = said.filter(({ at }) => at <= joined_at);
    if (standing(id, before) !== 'yes') cuts.push({ at: joined_at, because: 'somebody_came' });
  }
  if (ended_at) cuts.push({ at: ended_at, because: 'call_ended' });
  return cuts.sort((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null;
}

/** The recorder stops a moment after the call did. */
const AFTER_END_MS = 15_000;

/** Whether a piece that ends then may be kept. */
export function isCovered(to: Date, cut: Cut | null): boolean {
  if (!cut) return true;
  return to.getTime() <= cut.at.getTime() + (cut.because === 'call_ended' ? AFTER_END_MS : 0);
}
