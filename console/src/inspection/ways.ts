/** The ways out as the decide station lists them. Pure. */
import type { Disposition, Reckoning, Way } from '@recoup/contract';

/** A way that only a brand's wish closes may be chosen with a reason; what safety, law or the grade closes may not. */
export function isOverridable(way: Way): boolean {
  return !way.allowed && way.closed_because.every(({ facts }) => facts.overridable === true);
}

export type Listed = {
  /** With a number key, in the order of the keys: the suggested way first, then by money. */
  open: Way[];
  /** Closed, together with the others that are closed for the same reason. */
  closed: { because: Way['closed_because'][number]; ways: Disposition[] }[];
};

/** `mayOverride`: ways a brand's rule closes get a number too. */
export function listWays({ ways, suggested }: Pick<Reckoning, 'ways' | 'suggested'>, mayOverride: boolean): Listed {
  const isOpen = (way: Way) => way.allowed || way.disposition === suggested || (mayOverride && isOverridable(way));
  const rank = (way: Way) => (way.disposition === suggested ? 0 : way.allowed ? 1 : 2);
  const open = ways
    .filter(isOpen)
    .sort((a, b) => rank(a) - rank(b) || b.net.amount - a.net.amount)
    .slice(0, 9);
  const closed = new Map<string, Listed['closed'][number]>();
  for (const way of ways.filter((each) => !isOpen(each))) {
    const because = way.closed_because[0];
    if (!because) continue;
    const key = `${because.code} ${JSON.stringify(because.facts)}`;
    const same = closed.get(key);
    if (same) same.ways.push(way.disposition);
    else closed.set(key, { because, ways: [way.disposition] });
  }
  return { open, closed: [...closed.values()] };
}

/** What fills the whole width, so that all bars are compared: the most that any way moves. */
export function scaleOf(ways: readonly Way[]): number {
  return Math.max(1, ...ways.map((way) => Math.max(way.gross.amount, way.spent.amount)));
}

/** What is spent, part by part, as positive amounts. */
export function spentParts(way: Way): number[] {
  return way.lines.filter(({ amount }) => amount.amount < 0).map(({ amount }) => -amount.amount);
}
