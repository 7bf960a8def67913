import { sql } from 'kysely';
import type { Ctx } from './ctx.ts';
import type { Tx } from './db.ts';
import { newId } from './ids.ts';

/** A past fact a verb reports: `return.approved`. The references say on whose timelines and screens it shows. */
export type NewEvent = {
  type: string;
  subject: { kind: string; id: string };
  data?: Record<string, unknown>;
  brand_id?: string | null;
  site_id?: string | null;
  order_id?: string | null;
  return_id?: string | null;
  unit_id?: string | null;
};

/** An event as it was recorded, which is what reactions get. */
export type RecordedEvent = {
  id: string;
  at: Date;
  type: string;
  subject: { kind: string; id: string };
  actor: { kind: 'staff' | 'api_key' | 'buyer' | 'system'; id: string | null; name: string };
  brand_id: string | null;
  site_id: string | null;
  order_id: string | null;
  return_id: string | null;
  unit_id: string | null;
  data: Record<string, unknown>;
};

/**
 * What happens because something happened. Runs as a job of its own after the event's transaction committed, and may
 * run more than once (a crash between work and acknowledgement), so its effects must be idempotent: the event's id is
 * the natural cause to hang them on.
 */
export type Reaction = {
  /** Unique in the product; stored with the job, so a rename must keep the old name alive until its jobs are done. */
  name: string;
  on: readonly string[];
  /** Asked while the event is recorded: where it answers false no job is made. By default every event of `on` counts. */
  when?(event: RecordedEvent): boolean;
  run(ctx: Ctx, event: RecordedEvent): Promise<void>;
};

export function reaction({
  on,
  ...spec
}: Omit<Reaction, 'on'> & {
  on: string | readonly string[];
}): Reaction {
  return { ...spec, on: typeof on === 'string' ? [on] : on };
}

const reactions = new Map<string, Reaction>();
const byType = new Map<string, Reaction[]>();

/** Tells `record` what to enqueue for which event. Called once by app.ts with the reactions of every module. */
export function registerReactions(list: readonly Reaction[]): void {
  reactions.clear();
  byType.clear();
  for (const one of list) {
    if (reactions.has(one.name)) throw new Error(`two reactions are named ${one.name}`);
    reactions.set(one.name, one);
    for (const type of one.on) byType.set(type, [...(byType.get(type) ?? []), one]);
  }
}

export function reactionNamed(name: string): Reaction | undefined {
  return reactions.get(name);
}

/** A job as `record_events` takes it. */
type JobSpec = { task: string; payload: unknown; run_at?: string; job_key?: string; queue?: string };

/**
 * Writes what happened, tells the live screens and enqueues the reactions, in the verb's own transaction: state,
 * events and jobs stand or fall together. One statement, however many events.
 */
export async function record(tx: Tx, ctx: Ctx, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const actor = { kind: ctx.actor.kind, id: ctx.actor.id, name: ctx.actor.name };
  const nowhere = { brand_id: null, site_id: null, order_id: null, return_id: null, unit_id: null };
  const recorded = events.map((event): RecordedEvent => {
    return { ...nowhere, data: {}, ...event, id: newId(), at: ctx.now, actor };
  });
  const jobs = recorded.flatMap((event) =>
    (byType.get(event.type) ?? [])
      .filter((one) => one.when?.(event) ?? true)
      .map(
        ({ name }): JobSpec => ({ task: 'react', payload: { workspace_id: ctx.workspaceId, event, reaction: name } }),
      ),
  );
  const rows = recorded.map(({ subject, ...event }) => {
    return { ...event, subject_kind: subject.kind, subject_id: subject.id };
  });
  await send(tx, rows, jobs);
}

/**
 * Enqueues a plain job in the verb's own transaction. `key` makes it the only one waiting under that key (a later call
 * replaces it), `runAt` lets it wait, `queue` has the jobs of one queue run one after the other.
 */
export async function enqueue(
  tx: Tx,
  ctx: Ctx,
  job: { job: string; payload?: unknown; runAt?: Date; key?: string; queue?: string },
): Promise<void> {
  const spec: JobSpec = {
    task: job.job,
    payload: { workspace_id: ctx.workspaceId, payload: job.payload ?? null },
    run_at: job.runAt?.toISOString(),
    job_key: job.key && `${ctx.workspaceId}:${job.key}`,
    queue: job.queue && `${ctx.workspaceId}:${job.queue}`,
  };
  await send(tx, [], [spec]);
}

async function send(tx: Tx, events: unknown[], jobs: JobSpec[]): Promise<void> {
  await sql`select record_events(${JSON.stringify(events)}::jsonb, ${JSON.stringify(jobs)}::jsonb)`.execute(tx);
}
