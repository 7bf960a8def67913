/** Where a turn meets the brand's language model: before it, to understand; after it, to word. Without one, nothing changes. */
import type { AssistantSettings } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import type { Heard, Item, TalkState, Turn } from '../talk.ts';
import { askModel } from './budget.ts';
import { otherBuyerIn } from './others.store.ts';
import { mergedInto, proposalIn, questionFor, wantsProposal } from './propose.ts';
import { mayBeWorded, wordedSays, wordingFor } from './word.ts';

type Of = { brandId: string; settings: AssistantSettings };

/**
 * What was heard, and what the model adds to it where it is on and we did not understand by ourselves. Called before
 * `runTurn`, outside any transaction; never throws for what the model does. `note` says why it added nothing.
 */
export async function proposeFor(
  ctx: Ctx,
  { brandId, settings }: Of,
  heard: Heard,
  state: TalkState,
  known: { intents: readonly string[]; lines: readonly Item[] },
): Promise<{ heard: Heard; note: string | null }> {
  const { model } = settings;
  if (!model.on || !model.understands || !wantsProposal(heard, state)) return { heard, note: null };
  const may = { ...known, pending: state.pending };
  const asked = await askModel(ctx, model, { brandId, ...questionFor(heard, may) }, (one, ask) => one.propose(ask));
  if ('none' in asked) return { heard, note: asked.none };
  const made = proposalIn(asked.answer, may);
  return made ? { heard: mergedInto(heard, made, may), note: null } : { heard, note: 'schema' };
}

/**
 * The turn in the model's words where it is on and they pass the check, else as it is. Called after `runTurn`, before the
 * transaction that writes; never throws for what the model does. `note`: why its words were not taken, as
 * `held_back: amount $999.00`.
 */
export async function wordTurn(
  ctx: Ctx,
  { brandId, settings }: Of,
  turn: Turn,
  of: { heard: string | null; customerId: string | null },
): Promise<{ turn: Turn; worded_by: 'flow' | 'model'; note: string | null }> {
  const own = (note: string | null) => ({ turn, worded_by: 'flow' as const, note });
  const { model, tone } = settings;
  if (!model.on || !model.words || !mayBeWorded(turn)) return own(null);
  const { language } = turn.state;
  const question = wordingFor(turn, { heard: of.heard, language, tone });
  const asked = await askModel(ctx, model, { brandId, ...question }, (one, ask) => one.word(ask));
  if ('none' in asked) return own(asked.none);
  const made = wordedSays(asked.answer, turn, language);
  if ('wrong' in made) {
    return own(made.wrong === 'schema' ? 'schema' : `held_back: ${made.wrong.kind} ${made.wrong.words}`.trim());
  }
  const text = made.says.map((say) => say.text).join('\n');
  const given = turn.says.map((say) => say.text).join('\n');
  const stranger = await inWorkspace(ctx, (tx) => otherBuyerIn(tx, ctx, { brandId, own: of.customerId, text }));
  if (stranger && !given.includes(stranger)) return own('held_back: name');
  return { turn: { ...turn, says: made.says }, worded_by: 'model', note: null };
}
