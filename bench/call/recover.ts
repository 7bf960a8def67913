/** The path a call goes by is cut while it runs, and nobody is told: how long the picture stands still. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Impaired } from './impair.ts';
import { inPage, type Meeting } from './meet.ts';

type Gaps = { longest: number; last: number };
type Stats = Record<string, number | string | null>;
const LIMIT_MS = 30_000;

/** Until the picture moves on both pages, at 10 pictures a second at least. */
export async function flows({ buyer, agent }: Meeting): Promise<void> {
  for (let until = Date.now() + LIMIT_MS; Date.now() < until; ) {
    const before = await Promise.all([buyer, agent].map((page) => inPage<Stats>(page, 'readStats')));
    await pause(1_000);
    const after = await Promise.all([buyer, agent].map((page) => inPage<Stats>(page, 'readStats')));
    if (after.every(({ frames }, n) => Number(frames) - Number(before[n]!.frames) >= 10)) return;
  }
  throw new Error('the picture does not move');
}

/**
 * Cuts the way the buyer's relay is reached by, of those the buyer has. Answers how long, in milliseconds, each page saw no new
 * picture; infinite where none came within half a minute.
 */
export async function cutAndWait(
  meeting: Meeting,
  ways: readonly Impaired[],
): Promise<{ buyer: number; agent: number }> {
  await flows(meeting);
  const { relay } = await inPage<Stats>(meeting.buyer, 'readStats');
  const used = ways.find(({ port }) => String(relay).includes(`:${port}`));
  if (!used) throw new Error(`the buyer's way is none of ours: ${relay}`);
  await Promise.all([meeting.buyer, meeting.agent].map((page) => inPage(page, 'watchPicture')));
  await pause(500);
  used.cut();
  const cutAt = performance.timeOrigin + performance.now();
  const [buyer, agent] = await Promise.all([meeting.buyer, meeting.agent].map((page) => gapOf(page, cutAt)));
  used.mend();
  return { buyer: buyer!, agent: agent! };
}

async function gapOf(page: Meeting['buyer'], cutAt: number): Promise<number> {
  // What was under way still arrives; the gap is there once it is longer than any between two pictures of a good line.
  for (let until = Date.now() + LIMIT_MS; Date.now() < until; await pause(100)) {
    const { longest, last } = await inPage<Gaps>(page, 'readGaps');
    if (longest > 400 && last > cutAt + 400) return longest;
  }
  return Number.POSITIVE_INFINITY;
}
