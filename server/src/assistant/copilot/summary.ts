/** What a conversation comes to, for a colleague who opens it: from what is known, by templates, in their language. Pure. */
import type { StaffLanguage } from '@recoup/contract';
import { promisesIn, sentencesOf } from '../model/promises.ts';
import { problemWords, triedWords, wishWords } from '../turns/hand-over-words.ts';
import { fact, type Known, type Said, variable } from './known.ts';
import { summaryWords } from './words.ts';

const MOST_QUOTED = 220;
/** Sentences that bind us, quoted word for word: who takes over must keep them. */
const MOST_PROMISES = 3;

export function summaryOf(known: Known, language: StaffLanguage): string {
  const say = summaryWords[language];
  const parts = [
    say.who({
      name: known.buyer.name,
      channel: say.channels[known.channel] ?? known.channel,
      language: say.languages[known.theirs],
    }),
    orderIn(known, language),
  ];
  if (known.problem) parts.push(say.problem(problemWords[known.problem][language]));
  if (known.wants) parts.push(say.wants(wishWords[known.wants][language]));
  parts.push(...known.tried.map((one) => triedWords(one)[language]));
  const last = known.talk.findLast(({ by }) => by === 'buyer');
  const told = known.talk.findLast(({ by }) => by !== 'buyer');
  if (last) parts.push(say.last({ name: known.buyer.name, text: cut(last.text) }));
  if (told) parts.push(say.told({ name: told.name, text: cut(told.text) }));
  parts.push(...promised(known, language));
  const open = openIn(known, last ?? null);
  if (open.length > 0) parts.push(say.open(open.map((one) => say.asks[one])));
  return parts.join('\n');
}

function orderIn(known: Known, language: StaffLanguage): string {
  const say = summaryWords[language];
  if (!known.order) return say.no_order;
  const days = fact(known, 'order.days');
  const state = fact(known, 'order.delivered')
    ? ('delivered' as const)
    : fact(known, 'order.shipped')
      ? ('shipped' as const)
      : fact(known, 'order.shipped') === false
        ? ('waiting' as const)
        : null;
  return say.order({
    number: known.order.number,
    title: variable(known, 'order.title'),
    on: variable(known, 'order.delivered_on'),
    day: typeof days === 'number' ? days : null,
    state,
  });
}

function promised(known: Known, language: StaffLanguage): string[] {
  const say = summaryWords[language];
  const parts: string[] = [];
  const { returned } = known;
  if (returned) parts.push(say.returned({ code: returned.code, stage: say.stages[returned.stage] ?? returned.stage }));
  const amount = variable(known, 'refunds.amount');
  if (amount) {
    const by = variable(known, 'refunds.arrives_by');
    parts.push(
      say.refunds({ amount, to: variable(known, 'refunds.to'), by, sent: fact(known, 'refunds.sent') === true }),
    );
  }
  const ours = known.talk.filter(({ by }) => by !== 'buyer').flatMap(({ text }) => sentencesOf(text));
  const binding = ours.filter((sentence) =>
    promisesIn(sentence).some(({ what, firmness }) => firmness === 2 && BINDS.has(what)),
  );
  return [...parts, ...[...new Set(binding)].slice(-MOST_PROMISES).map((one) => say.promised(cut(one)))];
}
const BINDS = new Set(['refund', 'free', 'replace', 'exchange', 'credit', 'guarantee', 'give', 'exception', 'keep']);

type Open = 'order' | 'problem' | 'photos' | 'answer' | 'remedy';
export function openIn(known: Known, last: Said | null): Open[] {
  const newest = known.talk.at(-1);
  const offered = Object.values(known.matter?.acts ?? {}).some(({ state }) => state === 'offered');
  const photos = fact(known, 'remedies.evidence_needed') === true && !known.photos;
  return [
    ...(known.order ? [] : (['order'] as const)),
    ...(known.order && !known.problem && !known.returned ? (['problem'] as const) : []),
    ...(photos ? (['photos'] as const) : []),
    ...(newest === last && last && /[?？]/.test(last.text) ? (['answer'] as const) : []),
    ...(offered ? (['remedy'] as const) : []),
  ];
}

function cut(text: string): string {
  const letters = [...text.replace(/\s+/g, ' ').trim()];
  return letters.length <= MOST_QUOTED ? letters.join('') : `${letters.slice(0, MOST_QUOTED - 1).join('')}…`;
}
