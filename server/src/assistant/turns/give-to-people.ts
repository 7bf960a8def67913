import type { AssistantSettings, HandOver } from '@recoup/contract';
import {
  type Conversation,
  excerptOf,
  findTeam,
  handToPeople,
  keepNote,
  raiseAlarm,
  settle,
} from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { handOverOf, isComplete, type Known } from './hand-over.ts';
import { remedyWords } from './hand-over-words.ts';
import { aboutIn, labelled } from './label.ts';
import { openingOf } from './states.store.ts';
import { moneyInWords, suggestRemedy } from './suggest-remedy.ts';

export type Given = {
  settings: AssistantSettings;
  known: Omit<Known, 'at' | 'about' | 'suggested'>;
  /** The buyer's message that led to it. */
  message_id: string | null;
};

/**
 * A person is needed: what is known stands in a note for colleagues in both their languages, the conversation gets words and
 * tags it is found by, rises by how serious it is, and goes to the team the brand named, where the inbox shares it out.
 * Danger alarms who leads the inbox. `at` is the conversation under lock, after the last words were said.
 */
export async function giveToPeople(
  tx: Tx,
  ctx: Ctx,
  at: Conversation,
  { settings, known, message_id }: Given,
): Promise<{ at: Conversation; handOver: HandOver; complete: boolean }> {
  const { matter, understood, reason, state } = known;
  const about = aboutIn(understood) ?? at.intent;
  const suggested = await suggestRemedy(tx, ctx, matter);
  const handOver = handOverOf({ ...known, at: ctx.now, about, suggested });
  const danger = reason === 'safety' || understood?.alarm?.kind === 'safety';
  const opening = excerptOf(await openingOf(tx, ctx, at.id), 80);
  const labels = labelled(at, { matter, language: state.language, intent: about, danger, opening });
  let now = await settle(tx, ctx, at, labels);
  await keepNote(tx, ctx, now, noteOf(handOver, settings.name, ctx.now));
  const team = await teamOf(tx, ctx, now.brand_id, settings.hand_over.team_id);
  now = await settle(tx, ctx, now, handToPeople(now, { team, priority: handOver.priority, reason }));
  if (danger && message_id !== null) {
    const words = understood?.alarm?.kind === 'safety' ? understood.alarm.words : [];
    await raiseAlarm(tx, ctx, now, { message_id, text: known.said, words });
  }
  return { at: now, handOver, complete: isComplete(matter, about) };
}

function noteOf({ summary, suggested }: HandOver, name: string, now: Date): Parameters<typeof keepNote>[3] {
  const cost = suggested?.cost ? moneyInWords(suggested.cost) : null;
  const en = suggested ? `\nSuggested: ${suggested.title}${cost ? ` (costs us about ${cost})` : ''}` : '';
  const zh = suggested ? `\n建议方案：${titleInChinese(suggested)}${cost ? `（我方成本约 ${cost}）` : ''}` : '';
  return {
    author: { kind: 'assistant', id: null, name },
    text: `${summary.en}${en}`,
    language: 'en',
    translations: [{ language: 'zh', text: `${summary.zh}${zh}`, by: 'assistant', at: now.toISOString() }],
  };
}

/** What is given, and how much or what of it: `留下商品，部分退款：$25.80`. */
function titleInChinese({ remedy, title }: NonNullable<HandOver['suggested']>): string {
  const { en, zh } = remedyWords[remedy];
  return title.startsWith(`${en}: `) ? `${zh}：${title.slice(en.length + 2)}` : zh;
}

/** The team the brand named, where it is still there. */
async function teamOf(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  id: string | null,
): Promise<{ id: string; name: string } | null> {
  if (id === null) return null;
  try {
    const team = await findTeam(tx, ctx, id);
    return team.brand_id === null || team.brand_id === brandId ? { id: team.id, name: team.name } : null;
  } catch (error) {
    if (error instanceof Refusal) return null; // archived since
    throw error;
  }
}
