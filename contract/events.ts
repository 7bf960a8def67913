/** What happened, as timelines and live screens show it. */
import { z } from 'zod';
import { id, instant, photo } from './common.ts';

export const actor = z.object({
  kind: z.enum(['staff', 'api_key', 'buyer', 'system']),
  id: id.nullable(),
  name: z.string(),
});

/** One event of a timeline. `type` is a past fact (`return.approved`); the words are the screen's, from `type` and `data`. */
export const timelineEvent = z.object({
  id,
  at: instant,
  type: z.string(),
  subject_kind: z.string(),
  subject_id: id,
  actor,
  data: z.record(z.string(), z.unknown()),
  photos: z.array(photo).optional(),
});
export type TimelineEvent = z.output<typeof timelineEvent>;

/** What the socket says when something happened; screens refetch what it names. */
export type LiveEvent = {
  id: string;
  type: string;
  subject_kind: string;
  subject_id: string;
  brand_id: string | null;
  site_id: string | null;
  order_id: string | null;
  return_id: string | null;
  unit_id: string | null;
};
