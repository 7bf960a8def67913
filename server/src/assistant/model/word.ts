/** What a flow says, said better: asked of a model, and taken only where the check finds nothing in it that was not given. */
import type { AssistantSettings, BuyerLanguage } from '@recoup/contract';
import { z } from 'zod';
import type { Say, Turn } from '../talk.ts';
import { type Finding, type Given, wrongInRewording } from './checked-words.ts';
import { type Marks, newMarks } from './marks.ts';

const LANGUAGES: Record<BuyerLanguage, string> = { en: 'English', zh: 'Simplified Chinese', es: 'Spanish (with tú)' };
const TONES: Record<AssistantSettings['tone'], string> = {
  plain: 'plain and short',
  warm: 'warm and plain, never gushing',
  formal: 'courteous and formal',
};
const worded = z.object({ says: z.array(z.string().max(8000)).max(20) });

/** Messages with words of their own; words that warn of danger or speak of law stay as they are. */
export function mayBeWorded({ says, hand_over }: Turn): boolean {
  if (hand_over && ['safety', 'legal', 'fault'].includes(hand_over.reason)) return false;
  return says.some(({ text }) => text.trim() !== '');
}

export function wordingFor(
  turn: Turn,
  of: { heard: string | null; language: BuyerLanguage; tone: AssistantSettings['tone'] },
  marks: Marks = newMarks(),
) {
  const says = turn.says.map(({ text }) => text);
  const known = Object.entries(
    Object.assign({}, ...turn.found.map(({ variables }) => variables)) as Record<string, string>,
  );
  return {
    instructions: [
      `You put the messages of an online shop’s automatic after-sales assistant into better words, in ${LANGUAGES[of.language]}, ${TONES[of.tone]}. Answer with one JSON object and nothing else: {"says": [string, …]}, one string for every message, in their order.`,
      'Say exactly what each message says: every amount, day, date, number, name and link as it stands there and in that order, every condition, every question, every no. Add no fact, no promise, no apology for more than is said, no offer. A question stays a question, a “can” stays a “can”. No markup, no lists, no emoji. No message becomes longer than it is now by more than a half.',
      'Where a message names an article, name it too; where it says that something is not known, say so.',
      marks.rule,
    ].join('\n'),
    prompt: [
      marks.around('messages', JSON.stringify(says)),
      ...(known.length > 0 ? [marks.around('known', known.map(([key, value]) => `${key}: ${value}`).join('\n'))] : []),
      ...(of.heard ? [marks.around('buyer', of.heard.slice(0, 2000))] : []),
    ].join('\n\n'),
    most: Math.min(4000, 200 + says.join('').length * 2),
  };
}

/** The messages in the model's words, or what is wrong with them: one wrong word and the flow's own are said. */
export function wordedSays(
  answer: unknown,
  turn: Turn,
  language: BuyerLanguage,
): { says: Say[] } | { wrong: 'schema' | Finding } {
  const read = worded.safeParse(answer);
  if (!read.success || read.data.says.length !== turn.says.length) return { wrong: 'schema' };
  const also = turn.found.flatMap(({ variables }) => Object.values(variables));
  const says: Say[] = [];
  for (const [n, say] of turn.says.entries()) {
    if (say.text.trim() === '') {
      says.push(say);
      continue;
    }
    const given: Given = { text: say.text, also: namesOnly(also), language };
    const text = read.data.says[n]!.trim();
    const [wrong] = wrongInRewording(text, given);
    if (wrong) return { wrong };
    says.push({ ...say, text });
  }
  return { says };
}

/** Of what is known besides, what may be named without being said in the message: goods, numbers and names, but no promise. */
const namesOnly = (variables: readonly string[]) => variables.filter((one) => one.length <= 80);
