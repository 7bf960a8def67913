/** What colleagues find a conversation by, from what the assistant understood. Pure. */

import type { Understood } from '@recoup/contract';
import { flowWords } from '../flows/own-words.ts';
import { smallTalk } from '../meanings.ts';
import type { Matter, TalkState } from '../talk.ts';

type Named = { subject: string; tags: readonly string[]; language: string | null; intent: string | null };
type Change = { subject?: string; tags?: string[]; language?: string; intent?: string };
type Happened = { type: string; data: Record<string, unknown> };

/** Less sure, and it is no word to find a conversation by. */
const SURE = 0.6;

/** What a message says the conversation is about; null for words that are about nothing, or were not surely understood. */
export function aboutIn(understood: Pick<Understood, 'intent' | 'confidence'> | null): string | null {
  if (!understood || understood.intent === null || understood.confidence < SURE) return null;
  return smallTalk.has(understood.intent) || understood.intent === 'talk_to_person' ? null : understood.intent;
}

/** The language the buyer writes in now, and what it is about: from its first problem, until another is opened. */
export function understoodAs(
  at: Named,
  of: { state: TalkState; before: TalkState; understood: Understood | null },
): { change: Change; events: Happened[] } {
  const change: Change = {};
  const events: Happened[] = [];
  const { state, before, understood } = of;
  if (state.language !== at.language) {
    change.language = state.language;
    events.push({ type: 'conversation.language_set', data: { from: at.language, to: state.language } });
  }
  const about = aboutIn(understood);
  const opened = state.matters.length > before.matters.length;
  if (about !== null && about !== at.intent && (at.intent === null || opened)) change.intent = about;
  return { change, events };
}

const NO_TAG = new Set(['person', 'anything_else']);

/**
 * A subject that is only the beginning of what was written becomes the goods and what is wrong, in the buyer's language, who
 * reads it too. One that somebody thought of stays. Tags say what it is about; danger has one of its own.
 */
export function labelled(
  at: Named,
  of: {
    matter: Matter | null;
    language: TalkState['language'];
    intent: string | null;
    danger: boolean;
    opening: string;
  },
): { change: Change; events: Happened[] } {
  const change: Change = {};
  const events: Happened[] = [];
  const title = of.matter?.slots.item?.[0]?.title;
  if (title && at.subject === of.opening) {
    const subject = `${title}: ${flowWords[of.matter!.flow][of.language]}`.slice(0, 200);
    change.subject = subject;
    events.push({ type: 'conversation.subject_set', data: { from: at.subject, to: subject } });
  }
  const flow = of.matter && !NO_TAG.has(of.matter.flow) ? of.matter.flow : null;
  const about = of.intent ?? flow;
  const wanted = [...(about ? [about.replaceAll('_', '-')] : []), ...(of.danger ? ['danger'] : [])];
  const added = wanted.filter((tag) => !at.tags.includes(tag));
  if (added.length > 0 && at.tags.length + added.length <= 30) {
    change.tags = [...at.tags, ...added];
    events.push({ type: 'conversation.tags_set', data: { added, removed: [] } });
  }
  return { change, events };
}
