/** Who has a thing in hands: one box or one unit is worked on by one person at a time. Pure. */

/** After so many minutes without a scan or an answer another person may take it over. */
export const QUIET_MINUTES = 10;

export type Hand = { kind: string; id: string | null; name: string };

/** The other person who holds it; null when it is the actor's own, nobody's, or has been quiet for long enough. */
export function heldByOther(holder: Hand | null, actor: Hand, touchedAt: Date, now: Date): Hand | null {
  if (holder === null || isSame(holder, actor)) return null;
  return now.getTime() - touchedAt.getTime() >= QUIET_MINUTES * 60_000 ? null : holder;
}

export function isSame(one: Hand, other: Hand): boolean {
  return one.kind === other.kind && one.id === other.id;
}

/** Until when a hold that was last touched then keeps others out. */
export function freeAt(touchedAt: Date): Date {
  return new Date(touchedAt.getTime() + QUIET_MINUTES * 60_000);
}
