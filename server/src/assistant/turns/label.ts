/** What colleagues find a conversation by, from what the assistant understood. Pure. */
import { flowWords } from '../flows/own-words.ts';
import type { Matter, TalkState } from '../talk.ts';

type Named = { subject: string; tags: readonly string[]; language: string | null; intent: string | null };
type Change = { subject?: string; tags?: string[]; language?: string; intent?: string };
type Happened = { type: string; data: Record<string, unknown> };

/** The language the buyer writes in now, and what it is about. */
export function understoodAs(
  at: Named,
  state: TalkState,
  intent: string | null,
): { change: Change; events: Happened[] } {
  const change: Change = {};
  const events: Happened[] = [];
  if (state.language !== at.language) {
    change.language = state.language;
    events.push({ type: 'conversation.language_set', data: { from: at.language, to: state.language } });
  }
  if (intent !== null && intent !== at.intent && !SMALL_TALK.has(intent)) change.intent = intent;
  return { change, events };
}

/** Words that are about nothing. */
const SMALL_TALK = new Set([
  'greeting',
  'thanks',
  'goodbye',
  'yes',
  'no',
  'it_worked',
  'it_did_not_work',
  'never_mind',
  'spam_or_offer',
  'talk_to_person',
]);

/**
 * A subject that is only the beginning of what was written becomes the goods and what is wrong, in the buyer's language, who
 * reads it too. One that somebody thought of stays. Tags say the intent; danger has one of its own.
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
  const about = of.intent !== null && !SMALL_TALK.has(of.intent) ? of.intent : (of.matter?.flow ?? null);
  const wanted = [...(about ? [about.replaceAll('_', '-')] : []), ...(of.danger ? ['danger'] : [])];
  const added = wanted.filter((tag) => !at.tags.includes(tag));
  if (added.length > 0 && at.tags.length + added.length <= 30) {
    change.tags = [...at.tags, ...added];
    events.push({ type: 'conversation.tags_set', data: { added, removed: [] } });
  }
  return { change, events };
}
