import type { AssistantSettings } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { flowsOf } from '../flows/flows.store.ts';
import { proposeFor, wordTurn } from '../model/with-model.ts';
import type { Heard, Turn } from '../talk.ts';
import { liveClassifier } from '../training/live-classifier.ts';
import { knownOrders } from './known-goods.read.ts';
import { hear, type Prepared, prepareTurn, type Wanted } from './prepare-turn.ts';
import { turnOf } from './run-prepared.ts';
import type { WordedBy } from './why.ts';

/** Goods a model is told of: those of the newest orders. */
const MOST_LINES = 50;

/** What the brand's model adds to a turn, made before the transaction that writes it. */
export type Added = {
  /** What was heard with what the model proposes; null where other words wait for an answer by now. */
  heardInstead(prepared: Prepared): Heard | null;
  /** The turn in the model's words; null where the turn says something else by now. */
  wordsFor(turn: Turn): { turn: Turn; by: WordedBy } | null;
  note: string | null;
};

/** Undoes everything a turn did when it was run only to see what it would say. */
class TakenBack extends Error {
  override readonly name = 'TakenBack';
  readonly turn: Turn;
  constructor(turn: Turn) {
    super('run to see what it would say');
    this.turn = turn;
  }
}

/**
 * Asks the model while nothing is held. What it would word is found by running the turn and taking everything back; the turn
 * is then run anew for good, and takes the model's words only where it says the very same. Null where no model is on, or there
 * is nothing to answer.
 */
export async function askModelFirst(ctx: Ctx, settings: AssistantSettings, wanted: Wanted): Promise<Added | null> {
  if (wanted.news || !settings.model.on || (!settings.model.words && !settings.model.understands)) return null;
  const read = await inWorkspace(ctx, async (tx) => {
    const joined = { ...ctx, tx };
    const prepared = await prepareTurn(tx, joined, wanted);
    if (prepared?.may.answer !== 'yes') return null;
    const heard = await hear(tx, joined, prepared);
    const orders = await knownOrders(tx, joined, prepared.sight);
    const lines = orders.flatMap((order) => order.lines).slice(0, MOST_LINES);
    return { prepared, heard, lines, intents: (await liveClassifier(tx, joined)).intents };
  });
  if (!read) return null;
  const { prepared, lines, intents } = read;
  const of = { brandId: prepared.brand.id, settings };
  const known = { intents, lines };
  const proposed = read.heard
    ? await proposeFor(ctx, of, read.heard, prepared.kept.state, known)
    : { heard: null, note: null };
  const ids = prepared.messages.map(({ id }) => id).join();
  const worded = await wordsOf(ctx, of, prepared, proposed.heard, wanted);
  return {
    heardInstead: (now) => (now.messages.map(({ id }) => id).join() === ids ? proposed.heard : null),
    wordsFor: (turn) => (worded && saysTheSame(turn, worded.dry) ? inWords(turn, worded) : null),
    note: worded?.note ?? proposed.note,
  };
}

type Worded = { dry: Turn; turn: Turn; worded_by: WordedBy['worded_by']; note: string | null };

/** A code or a yes is answered in the flow's own words: what they do is done once, and not to see how it would sound. */
async function wordsOf(
  ctx: Ctx,
  of: { brandId: string; settings: AssistantSettings },
  prepared: Prepared,
  heard: Heard | null,
  wanted: Wanted,
): Promise<Worded | null> {
  const pending = prepared.kept.state.pending?.kind;
  if (!of.settings.model.words || heard === null || pending === 'code' || pending === 'confirm') return null;
  const dry = await dryRun(ctx, heard, wanted);
  if (!dry || dry.act) return null;
  const customerId = prepared.at.customer_id;
  return { dry, ...(await wordTurn(ctx, of, dry, { heard: heard.text, customerId })) };
}

async function dryRun(ctx: Ctx, heard: Heard, wanted: Wanted): Promise<Turn | null> {
  try {
    await inWorkspace(ctx, async (tx) => {
      const joined = { ...ctx, tx };
      const prepared = await prepareTurn(tx, joined, wanted);
      if (prepared?.may.answer !== 'yes') return;
      const flows = await flowsOf(tx, joined, prepared.brand.id);
      const turn = await turnOf(tx, joined, prepared, flows, heard, { tried: true });
      if (turn) throw new TakenBack(turn);
    });
    return null;
  } catch (error) {
    if (error instanceof TakenBack) return error.turn;
    ctx.log.warn({ err: error, conversation_id: wanted.conversation_id }, 'a turn could not be tried for its words');
    return null; // run for good, it fails again and a person is asked
  }
}

function saysTheSame(turn: Turn, dry: Turn): boolean {
  return turn.says.length === dry.says.length && turn.says.every(({ text }, n) => text === dry.says[n]!.text);
}

function inWords(turn: Turn, { turn: made, worded_by, note }: Worded): { turn: Turn; by: WordedBy } {
  const says = turn.says.map((say, n) => ({ ...say, text: made.says[n]!.text }));
  return { turn: { ...turn, says }, by: { worded_by, model_note: note } };
}
