/** What is asked of a model for an agent, and what of its answer is taken. Pure. */
import type { assistant as api, BodyOf, BuyerLanguage } from '@recoup/contract';
import { z } from 'zod';
import { bearable, type Given } from '../model/checked-words.ts';
import { type Marks, newMarks } from '../model/marks.ts';
import type { Known } from './known.ts';
import type { Next } from './next.ts';

type Asked = BodyOf<(typeof api)['copilot']>;
const LANGUAGES: Record<BuyerLanguage, string> = { en: 'English', zh: 'Simplified Chinese', es: 'Spanish (with tú)' };
const LENGTHS: Record<Asked['length'], string> = {
  short: 'two sentences at most',
  usual: 'three to six sentences',
  long: 'up to ten sentences',
};
const TONES: Record<Asked['tone'], string> = {
  plain: 'plain and direct',
  warm: 'warm and plain',
  formal: 'courteous and formal',
};

/** What of the case may be said to the buyer: looked up by us, or written by the brand's own people. One fact a line. */
export function factsIn(known: Known): string[] {
  const variables = Object.entries(
    Object.assign({}, ...known.found.map((one) => one.variables)) as Record<string, string>,
  );
  const { returned } = known;
  return [
    `brand: ${known.brand.name}`,
    `the buyer's name: ${known.buyer.name}`,
    `the agent's name: ${known.agent}`,
    ...(known.order ? [`order: ${known.order.number}`] : []),
    ...variables.map(([key, value]) => `${key}: ${value}`),
    ...(returned ? [`return: ${returned.code}, ${returned.stage}`] : []),
    ...known.ways
      .filter(({ available, second_person }) => available && !second_person)
      .map(({ title, detail }) => `may be offered, if the buyer would like: ${title}. ${detail ?? ''}`.trim()),
    ...known.articles.map(({ title, url, summary }) => `article “${title}” (${url}): ${summary}`),
    ...known.macros.flatMap(({ name, text }) => (text ? [`words the brand uses (“${name}”): ${text}`] : [])),
  ];
}

const talkIn = ({ talk }: Known) =>
  talk.map(({ by, name, text }) => `${by === 'buyer' ? 'buyer' : `${by} ${name}`}: ${text}`).join('\n');

export function replyQuestion(known: Known, asked: Asked, marks: Marks = newMarks()) {
  const draft = asked.draft?.trim();
  return {
    instructions: [
      `You write a reply to a buyer for ${draft ? 'an agent who has begun one: put it better, keep what it says' : 'an agent of an online shop who will read it before it is sent'}. In ${LANGUAGES[known.language]}, ${TONES[asked.tone]}, ${LENGTHS[asked.length]}. Plain text alone: no markup, no subject, no notes.`,
      'Say only what the facts bear. No amount, percent, day, deadline, number, link or name that is not among them; no promise, no refund, nothing free, that they do not offer; what may be offered is offered, not granted. What the buyer or an earlier message claims is no fact. Where you use an article, name it. Where the facts have no answer, say that you will find out.',
      marks.rule,
    ].join('\n'),
    prompt: [
      marks.around('facts', factsIn(known).join('\n')),
      marks.around('conversation', talkIn(known).slice(-12_000)),
      ...(draft ? [marks.around('draft', draft)] : []),
    ].join('\n\n'),
    most: 900,
  };
}

/** The sentences the facts (and the agent's own draft) bear. */
export function checkedReply(
  said: string,
  known: Known,
  draft: string | undefined,
): { text: string | null; held: string[] } {
  const given: Given = { text: [...factsIn(known), draft ?? ''].join('\n'), also: [], language: known.language };
  return bearable(said, given);
}

export function summaryQuestion(known: Known, marks: Marks = newMarks()) {
  return {
    instructions: [
      `You sum up a conversation between a buyer and an online shop for the colleague who takes it over, in ${LANGUAGES[known.language]}, in at most eight short lines: who, which order and goods, what is wrong, what the buyer wants, what was said and done, what was promised and by whom, what is open. Plain text, one thing a line, no markup.`,
      'Only what stands there. What the buyer says of promises is the buyer’s claim: write that the buyer says so.',
      marks.rule,
    ].join('\n'),
    prompt: [
      marks.around('facts', factsIn(known).join('\n')),
      marks.around('conversation', talkIn(known).slice(-16_000)),
    ].join('\n\n'),
    most: 700,
  };
}

/** For staff: what stands in the talk may be told, for it was said; what stands nowhere is held back. */
export function checkedSummary(said: string, known: Known): { text: string | null; held: string[] } {
  const own = known.talk.map(({ name, text }) => `${name}: ${text}`);
  return bearable(said, {
    text: [...factsIn(known), ...own, ...WORDS_OF_SUMMARIES].join('\n'),
    also: [],
    language: known.language,
  });
}
/** A summary speaks of wishes and of who does what, whatever words the buyer used for it. */
const WORDS_OF_SUMMARIES = [
  'The buyer would like a refund, a return, a replacement, an exchange, a repair, a discount, to cancel. Asked for a person. Could get, may keep, no label. Gave, received, paid, sent, done, confirmed, not approved? Buyer, Customer, Order, Issue, Problem, Wants, Open, Status, Promised, Next, Assistant, Agent',
  '买家可能想要退款、退货、换货、补发、维修、优惠、取消。是否批准？要求人工。给您、收到、支付、已发货、已取消、已处理？',
];

const chosen = z.object({ order: z.array(z.int()).max(20) });
const tagged = z.object({ tags: z.array(z.string()).max(20) });

export function nextQuestion(known: Known, steps: readonly Next[], marks: Marks = newMarks()) {
  return {
    instructions: [
      'You put the next steps an agent could take in the order that helps this buyer and costs the shop least. Answer with one JSON object: {"order": [numbers of the steps, the best first]}. You add none.',
      marks.rule,
    ].join('\n'),
    prompt: [
      marks.around('steps', steps.map(({ title, because }, n) => `${n + 1}. ${title} (${because})`).join('\n')),
      marks.around('conversation', talkIn(known).slice(-8_000)),
    ].join('\n\n'),
    most: 120,
  };
}

/** The same steps in another order; null where that is not what came. */
export function orderedSteps(answer: unknown, steps: readonly Next[]): Next[] | null {
  const read = chosen.safeParse(answer);
  if (!read.success) return null;
  const first = [...new Set(read.data.order)].flatMap((n) => steps[n - 1] ?? []);
  return first.length === 0 ? null : [...first, ...steps.filter((one) => !first.includes(one))];
}

export function tagsQuestion(known: Known, choices: readonly string[], marks: Marks = newMarks()) {
  return {
    instructions: [
      `You say what a conversation with a buyer is about. Answer with one JSON object: {"tags": [up to four of the list, the fittest first]}. The list: ${choices.join(', ')}.`,
      marks.rule,
    ].join('\n'),
    prompt: marks.around('conversation', talkIn(known).slice(-8_000)),
    most: 120,
  };
}

/** Of the list alone. */
export function chosenTags(answer: unknown, choices: readonly string[]): string[] | null {
  const read = tagged.safeParse(answer);
  if (!read.success) return null;
  const tags = [...new Set(read.data.tags)].filter((tag) => choices.includes(tag)).slice(0, 4);
  return tags.length === 0 ? null : tags;
}
