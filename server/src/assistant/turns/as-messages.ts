/** What a turn says, as messages of its channel. Pure. */
import type { BuyerLanguage, ChannelKind, ChatCard, ChatChoice } from '@recoup/contract';
import type { Say } from '../talk.ts';
import { mailWords } from './mail-words.ts';

export type Written = { text: string; choices: ChatChoice[]; card: ChatCard | null };

/**
 * On a chat a card stands below its own words; words without one are said in one breath with what follows them, and only the
 * last message carries short answers. Elsewhere nothing can be tapped: one message says it all, names the answers in words,
 * and where a card wants a tap gives a link to where it can be had.
 */
export function asMessages(
  says: readonly Say[],
  to: { channel: ChannelKind; language: BuyerLanguage; name: string; portalUrl: string | null },
): Written[] {
  const spoken = says.filter(({ text, card }) => text.trim() !== '' || card !== null);
  if (spoken.length === 0) return [];
  return to.channel === 'chat' ? onChat(spoken) : [inWords(spoken, to)];
}

function onChat(says: readonly Say[]): Written[] {
  const messages: Written[] = [];
  let words: string[] = [];
  for (const [n, { text, card, choices }] of says.entries()) {
    if (text.trim() !== '') words.push(text.trim());
    const isLast = n === says.length - 1;
    if (card === null && !isLast) continue;
    messages.push({ text: words.join('\n\n'), choices: isLast ? choices : [], card });
    words = [];
  }
  return messages;
}

function inWords(
  says: readonly Say[],
  { language, name, portalUrl }: { language: BuyerLanguage; name: string; portalUrl: string | null },
): Written {
  const words = mailWords[language];
  const parts = says.flatMap(({ text, card }) => [text.trim(), card ? cardInWords(card) : '']).filter(Boolean);
  const last = says.at(-1)!;
  const answers = last.choices.map((one) => one.words);
  const wantsYes = says.some(({ card }) => card?.state === 'open' && card.yes !== null);
  if (wantsYes && answers.length === 0) {
    const { card } = says.findLast((one) => one.card?.state === 'open' && one.card.yes !== null)!;
    answers.push(...[card!.yes, card!.no].filter((one) => one !== null));
  }
  if (answers.length > 0) parts.push(words.answers(answers));
  if (wantsYes && portalUrl) parts.push(words.portal(portalUrl));
  parts.push(words.automatic(name));
  return { text: parts.join('\n\n'), choices: [], card: null };
}

function cardInWords({ title, value, detail, url }: ChatCard): string {
  const first = value === null ? title : `${title}: ${value}`;
  return [first, detail, url].filter((one) => one !== null && one !== '').join('\n');
}
