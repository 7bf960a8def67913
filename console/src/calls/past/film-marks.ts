/** Where in a film something happened. Pure. */
import type { CallRecording, TimelineEvent } from '@recoup/contract';

export type FilmMark = { id: string; kind: 'still' | 'verdict' | 'offer' | 'swap'; second: number; n: number };

const kinds: Record<string, FilmMark['kind']> = {
  'call.still_taken': 'still',
  'call.verdict_given': 'verdict',
  'call.offered': 'offer',
  'call.settled': 'offer',
  'call.swap_seen': 'swap',
};

/** What happened while it was recorded, in its order, counted by kind; seconds from the film's begin. */
export function marksOf(
  recording: Pick<CallRecording, 'began_at' | 'duration_ms'>,
  timeline: readonly Pick<TimelineEvent, 'id' | 'at' | 'type'>[],
): FilmMark[] {
  const began = Date.parse(recording.began_at);
  const length = (recording.duration_ms ?? 0) / 1000;
  const counted = new Map<string, number>();
  return timeline
    .flatMap(({ id, at, type }) => {
      const kind = kinds[type];
      const second = (Date.parse(at) - began) / 1000;
      return kind && second >= 0 && second <= length + 1 ? [{ id, kind, second: Math.min(second, length) }] : [];
    })
    .toSorted((a, b) => a.second - b.second)
    .map((mark) => {
      const n = (counted.get(mark.kind) ?? 0) + 1;
      counted.set(mark.kind, n);
      return { ...mark, n };
    });
}
