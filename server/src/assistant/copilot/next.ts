/** What an agent would best do next, and the tags that say what it is about. Pure. */

import type { AnswerOf, assistant } from '@recoup/contract';
import { smallTalk } from '../meanings.ts';
import { fact, type Known, staffLanguageOf, type Way } from './known.ts';
import { openIn } from './summary.ts';
import { type CopilotStep, nextWords } from './words.ts';

export type Next = AnswerOf<(typeof assistant)['copilot']>['next'][number];
const MOST = 6;
const SAYS_DONE = new Set(['thanks', 'goodbye', 'it_worked']);

/** First what is missing to decide, then the cheapest fair remedy, then what may be written; the likeliest first. */
export function nextIn(known: Known): Next[] {
  const say = nextWords[staffLanguageOf(known.language)];
  const step = (kind: Next['kind'], name: CopilotStep): Next => ({ kind, id: null, ...say[name] });
  const open = openIn(known, known.talk.findLast(({ by }) => by === 'buyer') ?? null);
  const steps: Next[] = [];
  if (known.intent && SAYS_DONE.has(known.intent) && known.conversation.state !== 'resolved')
    steps.push(step('resolve', 'resolve'));
  if (open.includes('order'))
    steps.push(known.buyer.has_orders ? step('link_order', 'link_order') : step('ask', 'ask_order'));
  if (open.includes('problem') && isAboutGoods(known.intent)) steps.push(step('ask', 'ask_problem'));
  if (open.includes('photos')) steps.push(step('ask', 'ask_photos'));
  const [first, second] = known.ways.filter(({ available }) => available);
  for (const way of [first, second])
    if (way) steps.push({ kind: 'remedy', id: null, title: titleOf(way), because: whyOf(way, known) });
  const article = known.articles[0];
  if (article) steps.push({ kind: 'article', id: article.id, title: article.title, because: say.article_because });
  const macro = known.macros[0];
  if (macro)
    steps.push({
      kind: 'macro',
      id: macro.id,
      title: macro.name,
      because: macro.does ? say.macro_does : say.macro_because,
    });
  if (needsToBeSeen(known)) steps.push(step('call', 'call'));
  return steps.slice(0, MOST);
}

const titleOf = ({ title }: Way) => title;
function whyOf({ cost, fix_first, second_person }: Way, known: Known): string {
  const say = nextWords[staffLanguageOf(known.language)];
  const why = [...(fix_first ? [say.remedy_first] : []), ...(second_person ? [say.remedy_second] : [])];
  if (why.length === 0 && cost) why.push(say.remedy_cost(cost));
  return why.join(' · ');
}

const GOODS = /^(?:want_|item_|wont_|missing_|wrong_|not_as|size_|changed_|arrived_|warranty|complaint)/;
const isAboutGoods = (intent: string | null) => intent === null || GOODS.test(intent);
function needsToBeSeen(known: Known): boolean {
  const works = known.problem === 'cannot-use' || known.problem === 'damaged-or-defective';
  return works && fact(known, 'order.delivered') === true && !known.tried.some(({ kind }) => kind === 'call');
}

/** From what was understood, in the form of tags; those that are there already left out. */
export function tagsIn({ intent, problem, conversation, matter }: Known): string[] {
  const about = intent && !smallTalk.has(intent) && intent !== 'talk_to_person' ? intent : (matter?.flow ?? null);
  const wanted: (string | null | undefined)[] = [
    about?.replaceAll('_', '-'),
    problem && problem !== 'other' ? problem : null,
  ];
  return [...new Set(wanted)].filter(
    (tag): tag is string => typeof tag === 'string' && !conversation.tags.includes(tag),
  );
}
