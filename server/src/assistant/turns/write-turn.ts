import { conversationEvent, lockConversation, settle, writeMessage } from '../../inbox/index.ts';
import { dayIn } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { portalForInbox } from '../../returns/index.ts';
import { sightOf } from '../acts/sight.ts';
import type { Flows, Heard, Matter, Turn } from '../talk.ts';
import { asMessages } from './as-messages.ts';
import { giveToPeople } from './give-to-people.ts';
import { understoodAs } from './label.ts';
import { linkOrder } from './link-order.ts';
import { type MatterChange, saveMatters } from './matters.store.ts';
import type { Prepared } from './prepare-turn.ts';
import { assistantCtx } from './run-prepared.ts';
import { saveState } from './states.store.ts';
import { countSteps, insertTurn } from './turns.store.ts';
import { type WordedBy, whyOf } from './why.ts';

export type Done = {
  turn: Turn;
  heard: Heard | null;
  /** The buyer's words, where they could not be understood at all. */
  said?: string;
  flows: Flows;
  by: WordedBy;
  ms: number;
};

/**
 * Writes one turn: its words, what is known now, why, what is counted, and hands over where it came to that. All of it in the
 * transaction that holds the conversation, so that it is written whole or not at all, and once. Answers how many messages it was.
 */
export async function writeTurn(
  tx: Tx,
  ctx: Ctx,
  prepared: Prepared,
  { turn, heard, said: words, flows, by, ms }: Done,
): Promise<number> {
  const { settings, kept, brand, messages, news } = prepared;
  const own = assistantCtx(ctx, settings.name);
  const id = news?.event_id ?? newId();
  // What was done in the turn may have linked it.
  const found = await lockConversation(tx, ctx, prepared.at.id);
  const understood = heard?.understood ?? null;
  let at = await settle(tx, own, found, understoodAs(found, { state: turn.state, before: kept.state, understood }));
  // An order that was proved in this very turn is in sight by now.
  const lastId = messages.at(-1)?.id ?? kept.heard_id;
  const sight = lastId === null ? prepared.sight : await sightOf(tx, ctx, at, lastId);
  at = await linkOrder(tx, own, at, turn.state, sight);
  const said = await say({ tx, ctx: own, prepared: { ...prepared, at, sight }, turn, id });
  at = said.at;
  const handed = turn.hand_over
    ? await giveToPeople(tx, own, at, {
        settings,
        known: {
          reason: turn.hand_over.reason,
          matter: turn.hand_over.matter,
          state: turn.state,
          found: turn.found,
          understood,
          said: heard?.text ?? words ?? '',
        },
        message_id: lastId,
      })
    : null;
  const why = whyOf({ turn, heard, flows, by, ms });
  await insertTurn(tx, ctx, at, { id, heard_ids: messages.map((one) => one.id), message_ids: said.ids, why });
  await saveState(tx, ctx, at, {
    state: turn.state,
    heard_id: lastId,
    failures: turn.state.failures,
    silent: false,
  });
  await saveMatters(tx, ctx, at, mattersAfter(kept.state.matters, turn, handed));
  const day = dayIn(brand.timeZone, ctx.now);
  await countSteps(tx, ctx, brand.id, day, newSteps(kept.state.visited, turn.state.visited));
  await record(tx, own, [
    conversationEvent(at, {
      type: 'assistant.turned',
      data: {
        turn_id: id,
        message_ids: said.ids,
        intent: understood?.intent ?? null,
        confidence: understood?.confidence ?? null,
        flow: why.flow,
        step: why.step,
        ...(turn.act ? { act: turn.act.kind, act_state: turn.act.state } : {}),
        ...(turn.hand_over ? { handed_over: turn.hand_over.reason } : {}),
      },
    }),
  ]);
  return said.ids.length;
}

/** Writes the words of a turn, each once; the last leaves the conversation as the turn does. */
async function say({
  tx,
  ctx,
  prepared,
  turn,
  id,
}: {
  tx: Tx;
  ctx: Ctx;
  prepared: Prepared;
  turn: Turn;
  id: string;
}): Promise<{ at: Prepared['at']; ids: string[] }> {
  const { around, settings, brand } = prepared;
  const order = turn.state.matters.findLast(({ slots }) => slots.order)?.slots.order;
  const inSight = order && prepared.sight.orders.some(({ order_id }) => order_id === order.order_id);
  const written = asMessages(turn.says, {
    channel: around.channel,
    language: turn.state.language,
    name: settings.name,
    portalUrl: inSight
      ? portalForInbox.orderUrl(ctx, { slug: brand.slug, brand_id: brand.id, order_id: order.order_id })
      : null,
  });
  let { at } = prepared;
  const ids: string[] = [];
  for (const [n, one] of written.entries()) {
    const { message, conversation } = await writeMessage(tx, ctx, {
      conversation: at,
      channel_id: around.channel_id,
      author: { kind: 'assistant', id: null, name: settings.name },
      text: one.text,
      language: turn.state.language,
      card: one.card,
      choices: one.choices,
      after: n < written.length - 1 ? 'waiting' : afterwards(turn),
      // Services know their messages by ids of their own; on a chat this one keeps the same words from being said twice.
      external_id: around.channel === 'chat' ? `turn:${id}:${n}` : null,
    });
    at = conversation;
    ids.push(message.id);
  }
  return { at, ids };
}

/** Settled, and nothing is open: it is resolved. Else the buyer has the next word, or a person has. */
function afterwards({ state, hand_over, ended }: Turn): 'open' | 'waiting' | 'resolved' {
  if (hand_over) return 'open';
  const isOver = state.pending === null && state.matters.every(({ ending }) => ending !== 'open');
  return isOver && ended.at(-1)?.ending === 'settled' ? 'resolved' : 'waiting';
}

function mattersAfter(
  before: readonly Matter[],
  { state, hand_over, ended }: Turn,
  handed: { handOver: MatterChange['hand_over']; complete: boolean } | null,
): MatterChange[] {
  const now = new Map(state.matters.map((one) => [one.id, one]));
  for (const one of [...ended, ...(hand_over?.matter ? [hand_over.matter] : [])]) {
    if (!now.has(one.id)) now.set(one.id, one);
  }
  const current = state.current === null ? null : state.matters[state.current]?.id;
  const over = hand_over && (hand_over.matter?.id ?? current ?? newId());
  if (over && !now.has(over)) now.set(over, nothingUnderstood(over));
  return [...now.values()].flatMap((matter): MatterChange[] => {
    const isHanded = matter.id === over;
    const was = before.find(({ id }) => id === matter.id);
    const talked = matter.id === current || isHanded || ended.some(({ id }) => id === matter.id);
    if (!talked && was?.ending === matter.ending && was.flow === matter.flow) return [];
    const { id, flow, ending } = matter;
    if (!isHanded || !handed) return [{ id, flow, ending, talked }];
    return [
      {
        id,
        flow,
        ending: 'handed_over',
        talked,
        because: hand_over!.reason,
        complete: handed.complete,
        hand_over: handed.handOver,
      },
    ];
  });
}

/** Handed over before anything was understood: counted with what no flow is for. */
function nothingUnderstood(id: string): Matter {
  return { id, flow: 'anything_else', slots: {}, answers: {}, said: {}, acts: {}, tried: [], ending: 'handed_over' };
}

function newSteps(before: readonly string[], now: readonly string[]): { flow: string; step: string }[] {
  const known = new Set(before);
  return [...new Set(now)]
    .filter((one) => !known.has(one))
    .map((one) => {
      const [flow = '', step = ''] = one.split('/');
      return { flow, step };
    });
}
