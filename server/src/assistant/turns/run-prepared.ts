import type { HandOverReason } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { SYSTEM } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { answersOf } from '../acts/answers.ts';
import { worldFor } from '../acts/world.ts';
import { actAnswered } from '../flows/matters.ts';
import { runTurn } from '../flows/run-turn.ts';
import type { Flows, Heard, TalkState, Turn, World } from '../talk.ts';
import type { News, Prepared } from './prepare-turn.ts';

/** The assistant under the name buyers know it by. */
export const assistantCtx = (ctx: Ctx, name: string): Ctx => ({ ...ctx, actor: { ...SYSTEM, name } });

/**
 * The turn itself: what the flow comes to, with what is looked up and done on the way in the buyer's sight. Cards that were
 * tapped meanwhile count first. `tried`: the caller takes it all back. Null where there is news and the talk knows it already, or waits for something else.
 */
export async function turnOf(
  tx: Tx,
  ctx: Ctx,
  prepared: Prepared,
  flows: Flows,
  heard: Heard | null,
  { tried = false } = {},
): Promise<Turn | null> {
  const { sight, settings, kept, news } = prepared;
  const state = await withAnswers(tx, ctx, kept.state, news);
  if (news && !isAwaited(news, state, kept.state)) return null;
  const world = worldFor(assistantCtx(ctx, settings.name), sight, settings, { tried });
  return forPeople(await runTurn({ flows, state, heard: news ? null : heard, world, settings }), world);
}

/** Who takes over reads when the order came, also where the flow had no need to look. */
async function forPeople(turn: Turn, world: World): Promise<Turn> {
  const slots = turn.hand_over?.matter?.slots;
  if (!slots?.order || turn.found.some(({ look_up }) => look_up === 'order')) return turn;
  const { tokens, language } = turn.state;
  const order = await world.lookUp('order', { slots, tokens, language, text: '' });
  return { ...turn, found: [...turn.found, order] };
}

/**
 * What came of offers by their cards. One that ran out is told in the turn that hears the buyer's late yes, or after their late
 * tap; then, as where policy gives something else by now, the flow offers anew.
 */
async function withAnswers(tx: Tx, ctx: Ctx, state: TalkState, news: News | null): Promise<TalkState> {
  const acts = state.matters.flatMap((matter) => Object.values(matter.acts));
  const open = acts.filter((act) => act.state === 'offered').map((act) => act.confirmation_id);
  let next = state;
  for (const [id, came] of await answersOf(tx, ctx, open)) {
    if (came.state === 'offered' || (came.state === 'expired' && news?.what !== 'answered')) continue;
    next = actAnswered(next, id, came);
  }
  return next;
}

function isAwaited({ what }: News, state: TalkState, before: TalkState): boolean {
  if (what === 'answered') return state !== before;
  if (what === 'code') return state.pending?.kind === 'code';
  return state.pending?.kind === 'slot' && state.pending.slot === 'order';
}

/** A turn that only hands over; with words for the buyer where there are any. */
export function handedOver(state: TalkState, reason: HandOverReason, words: string | null): Turn {
  const matter = state.current === null ? null : (state.matters[state.current] ?? null);
  const ended = matter && { ...matter, ending: 'handed_over' as const };
  return {
    state: {
      ...state,
      matters: state.matters.map((one) => (one.id === ended?.id ? ended : one)),
      current: null,
      pending: null,
      handed_over: reason,
    },
    says: words === null ? [] : [{ step: null, text: words, choices: [], card: null }],
    path: [],
    found: [],
    ended: ended ? [ended] : [],
    hand_over: { reason, matter: ended },
    act: null,
  };
}
