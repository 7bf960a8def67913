import { staffName } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { enqueue, record } from '../../platform/record.ts';
import type { Conversation } from '../conversations/conversation.ts';
import { lockConversation, setNextClock } from '../conversations/conversations.store.ts';
import { conversationEvent } from '../conversations/events.ts';
import {
  dropClock,
  historyOf,
  type KeptClock,
  keptClocks,
  mayHaveClocks,
  saveClocks,
  showClock,
} from './clocks.store.ts';
import { escalate } from './escalate.ts';
import { platformTerm } from './platform-rules.ts';
import { promisesInUse } from './promises.store.ts';
import { choosePromise, type Promised, termsOf } from './promises.ts';
import { type Clock, reckon } from './reckon.ts';

/**
 * Reckons the clocks of a conversation from its history and writes them down, says what is running out and what was
 * missed (each once), escalates, and sets the next time to look. Done after whatever happens to the conversation, and
 * when a clock's time comes; doing it twice, or by two workers at once, changes nothing more.
 */
export function keepClocks(ctx: Ctx, conversationId: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const promises = await promisesInUse(tx, ctx);
    if (promises.length === 0 && !(await mayHaveClocks(tx, ctx, conversationId))) return;
    const at = await lockConversation(tx, ctx, conversationId);
    const { standing, facts } = await historyOf(tx, ctx, at);
    const terms = (as: typeof standing) => {
      const platform = platformTerm(as);
      return [...termsOf(choosePromise(promises, as)), ...(platform ? [platform] : [])];
    };
    const reckoned = at.merged_into === null ? reckon(terms, standing, facts, ctx.now) : [];
    const before = await keptClocks(tx, ctx, at.id);
    const asked = new Set(facts.map((fact) => fact.at.getTime()));
    const stillAsked = (started: Date) => at.merged_into === null && asked.has(started.getTime());
    const { brand_id, assignee_id, team_id } = at;
    const of = { workspace_id: ctx.workspaceId, conversation_id: at.id, brand_id, assignee_id, team_id };
    const after = settleClocks(of, before, reckoned, stillAsked);
    for (const clock of after.gone) await dropClock(tx, ctx, clock);
    const rung = after.clocks.map((clock) => ring(clock, ctx.now));
    const changed = rung.map(({ clock }) => clock).filter((clock) => !before.some((old) => sameClock(old, clock)));
    await saveClocks(tx, changed);
    const next = nextToEnd(rung.map(({ clock }) => clock));
    if (at.clock_kind !== (next?.kind ?? null) || at.clock_by?.getTime() !== next?.by.getTime()) {
      await setNextClock(tx, ctx, at.id, next);
      await showClock(tx, ctx, at);
    }
    await tell(tx, ctx, at, rung, promises);
    const look = nextLook(rung.map(({ clock }) => clock));
    if (look) {
      await enqueue(tx, ctx, {
        job: 'ring-clocks',
        payload: { conversation_id: at.id, at: look.toISOString() },
        // A moment late, as the queue's clock may be ahead of ours.
        runAt: new Date(look.getTime() + 1000),
        key: `clocks:${at.id}`,
      });
    }
  });
}

const key = ({ kind, started_at }: { kind: string; started_at: Date }) => `${kind} ${started_at.getTime()}`;

/**
 * What stands in the books after a new reckoning. What ended stays as it ended, under the promise of its time, as long
 * as it is still what happened; what was said to be missed stays missed, however mild the promise has become since.
 */
export function settleClocks(
  of: Pick<KeptClock, 'workspace_id' | 'conversation_id' | 'brand_id' | 'assignee_id' | 'team_id'>,
  before: readonly KeptClock[],
  reckoned: readonly Clock[],
  stillAsked: (startedAt: Date) => boolean,
): { clocks: KeptClock[]; gone: KeptClock[] } {
  const old = new Map(before.map((clock) => [key(clock), clock]));
  const clocks = reckoned.map(({ policy, ...clock }): KeptClock => {
    const kept = old.get(key(clock));
    if (kept?.met_at && kept.met_at.getTime() === clock.met_at?.getTime()) return kept;
    // One that ended and goes on, as a resolution that was opened again, is warned of anew.
    const warned_at = kept?.met_at ? null : (kept?.warned_at ?? null);
    const row = { ...of, ...clock, policy_name: policy, warned_at, escalated_at: kept?.escalated_at ?? null };
    if (!kept?.escalated_at) return row;
    const state = clock.met_at ? 'breached_then_met' : 'breached';
    return { ...row, state, due_at: kept.due_at, left_seconds: null, warn_at: null };
  });
  const now = new Set(clocks.map(key));
  const missing = before.filter((clock) => !now.has(key(clock)));
  const stays = missing.filter((clock) => clock.met_at !== null && stillAsked(clock.started_at));
  return { clocks: [...clocks, ...stays], gone: missing.filter((clock) => !stays.includes(clock)) };
}

type Rung = { clock: KeptClock; what: 'warned' | 'breached' | null };

/** Marks what is running out, and what was missed, so that each is said once. */
function ring(clock: KeptClock, now: Date): Rung {
  const missed = clock.state === 'breached' || clock.state === 'breached_then_met';
  if (missed && !clock.escalated_at) return { clock: { ...clock, escalated_at: now }, what: 'breached' };
  if (clock.state === 'running' && !clock.warned_at && clock.warn_at && clock.warn_at <= now) {
    return { clock: { ...clock, warned_at: now }, what: 'warned' };
  }
  return { clock, what: null };
}

async function tell(
  tx: Tx,
  ctx: Ctx,
  at: Conversation,
  rung: readonly Rung[],
  promises: readonly Promised[],
): Promise<void> {
  for (const { clock, what } of rung) {
    if (what === null) continue;
    const { kind, policy_name: policy, due_at } = clock;
    const holder = at.assignee_id && { id: at.assignee_id, name: await staffName(tx, at.assignee_id) };
    const data = { kind, policy, by: due_at?.toISOString() ?? null, holder };
    await record(tx, ctx, [conversationEvent(at, { type: `clock.${what}`, data })]);
    if (what !== 'breached' || clock.met_at) continue;
    const target = promises.find(({ id }) => id === clock.policy_id)?.targets.find((one) => one.kind === kind);
    if (target?.escalate) await escalate(tx, ctx, clock, target.escalate);
  }
}

/** The promise whose end comes first, of those not ended yet; one that was missed stands first until it is answered. */
export function nextToEnd(clocks: readonly KeptClock[]): { kind: string; by: Date } | null {
  const going = clocks.filter(({ state, due_at }) => (state === 'running' || state === 'breached') && due_at !== null);
  const [first] = going.sort((a, b) => a.due_at!.getTime() - b.due_at!.getTime());
  return first ? { kind: first.kind, by: first.due_at! } : null;
}

function nextLook(clocks: readonly KeptClock[]): Date | null {
  const times = clocks
    .filter(({ state }) => state === 'running')
    .flatMap(({ warned_at, warn_at, due_at }) => [warned_at ? null : warn_at, due_at])
    .filter((time) => time !== null);
  return times.length === 0 ? null : new Date(Math.min(...times.map((time) => time.getTime())));
}

function sameClock(a: KeptClock, b: KeptClock): boolean {
  return (Object.keys(a) as (keyof KeptClock)[]).every((name) => {
    const [one, other] = [a[name], b[name]];
    return one instanceof Date && other instanceof Date ? one.getTime() === other.getTime() : one === other;
  });
}
