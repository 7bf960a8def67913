/** A reply from what is known, by templates: the best words somebody wrote before, else what policy gives, else what is missing. Pure. */
import type { assistant as api, BodyOf } from '@recoup/contract';
import type { Source } from '../talk.ts';
import { fact, type Known, sourcesOf, variable } from './known.ts';
import { openIn } from './summary.ts';
import { replyWords } from './words.ts';

type Asked = BodyOf<(typeof api)['copilot']>;
export type Wish = Pick<Asked, 'tone' | 'length' | 'draft'>;
export type Reply = { text: string; sources: Source[] };

/** What it is about, and on what it rests. */
type Core = { says: string[]; asks: string | null; sorry: boolean; sources: Source[]; whole?: boolean };

export function replyFrom(known: Known, { tone, length, draft }: Wish): Reply {
  const say = replyWords[known.language];
  const core = draft?.trim() ? { says: [draft.trim()], asks: null, sorry: false, sources: [] } : coreOf(known);
  const [hello] = say.hello[tone](greeted(known.buyer.name, tone, known.language)).split('\n');
  if (core.whole) return { text: core.says.join('\n\n'), sources: core.sources };
  const lead = length === 'short' ? null : core.sorry ? say.sorry[tone] : draft?.trim() ? null : say.thanks[tone];
  const body = length === 'short' ? core.says.slice(0, 1) : core.says.slice(0, length === 'long' ? 4 : 2);
  const begins = core.says[0] ?? '';
  const isGreeted = /^(?:hi|hello|dear|hola|estimad|您好|你好|尊敬|亲)/i.test(begins) || begins.includes(hello ?? '');
  const text = [
    isGreeted ? null : hello,
    [lead, ...body, core.asks].filter((one) => one !== null && one !== '').join('\n\n'),
    length === 'short' ? null : say.closing[tone](known.agent),
  ];
  return { text: text.filter((one) => one !== null).join('\n\n'), sources: core.sources };
}

/** `Dana Whitfield` is Dana to a friend; a Chinese name is said whole. */
function greeted(name: string, tone: Wish['tone'], language: Known['language']): string {
  if (tone === 'formal' || language === 'zh' || /\p{Script=Han}/u.test(name)) return name;
  return name.trim().split(/\s+/)[0] ?? name;
}

function coreOf(known: Known): Core {
  const say = replyWords[known.language];
  const open = openIn(known, known.talk.findLast(({ by }) => by === 'buyer') ?? null);
  const macro = known.macros.find(({ text }) => text !== null);
  if (macro) {
    return {
      says: [macro.text!],
      asks: null,
      sorry: false,
      sources: [{ kind: 'macro', id: macro.id, title: macro.name }],
      whole: true,
    };
  }
  const tells = toldBy(known);
  if (tells) return tells;
  if (open.includes('order') && needsOrder(known))
    return { says: [say.ask_order], asks: null, sorry: false, sources: [] };
  if (known.problem && known.order) {
    const offers = offersIn(known);
    if (offers) return offers;
  }
  const answer = variable(known, 'article.answer');
  const article = known.articles.find(({ title }) => title === variable(known, 'article.title')) ?? known.articles[0];
  if (fact(known, 'article.sure') === true && answer) {
    const cites = article ? [say.article(article)] : [];
    return {
      says: [answer, ...cites],
      asks: null,
      sorry: false,
      sources: sourcesOf(known).filter(({ kind }) => kind === 'article'),
    };
  }
  if (article && known.problem === 'cannot-use') {
    return {
      says: [say.article(article)],
      asks: null,
      sorry: true,
      sources: [{ kind: 'article', id: article.id, title: article.title }],
    };
  }
  if (open.includes('problem')) return { says: [say.ask_problem], asks: null, sorry: false, sources: [] };
  return { says: [say.no_answer], asks: null, sorry: false, sources: [] };
}

/** Questions about the order itself, which what is known of it answers. */
function toldBy(known: Known): Core | null {
  const say = replyWords[known.language];
  const amount = variable(known, 'refunds.amount');
  if ((known.intent === 'refund_status' || known.intent === 'return_status') && amount) {
    const by = variable(known, 'refunds.arrives_by');
    const words = { amount, to: variable(known, 'refunds.to'), by, sent: fact(known, 'refunds.sent') === true };
    return {
      says: [say.refund(words)],
      asks: null,
      sorry: false,
      sources: sourcesOf(known).filter(({ kind }) => kind === 'refund'),
    };
  }
  const number = variable(known, 'tracking.number');
  const WHERE = ['where_is_order', 'tracking_question', 'delivered_not_received', 'arrived_late'];
  if (known.intent && WHERE.includes(known.intent) && number) {
    const words = {
      carrier: variable(known, 'tracking.carrier') ?? '',
      number,
      last: variable(known, 'tracking.last'),
    };
    return { says: [say.tracking(words)], asks: null, sorry: known.intent !== 'where_is_order', sources: [] };
  }
  return null;
}

function offersIn(known: Known): Core | null {
  const say = replyWords[known.language];
  if (fact(known, 'remedies.evidence_needed') === true && !known.photos) {
    return {
      says: [say.ask_photos],
      asks: null,
      sorry: true,
      sources: sourcesOf(known).filter(({ kind }) => kind === 'policy'),
    };
  }
  const ways = known.ways.filter(({ available, second_person }) => available && !second_person);
  const [first, ...others] = ways;
  if (!first)
    return fact(known, 'window.outside') === true
      ? { says: [say.outside], asks: null, sorry: true, sources: sourcesOf(known) }
      : null;
  const asked = ways.find(({ kind }) => kind === known.wants) ?? first;
  const told = (way: (typeof ways)[number]) => [way.title, way.detail].filter(Boolean).join('. ').replace(/\.$/, '');
  const says =
    others.length === 0 || known.wants === asked.kind ? [say.way(told(asked))] : [say.ways(ways.slice(0, 3).map(told))];
  const sources = sourcesOf(known).filter(({ kind }) => kind === 'policy');
  return { says, asks: says[0]!.includes('\n') ? say.choose : say.shall, sorry: true, sources };
}

const needsOrder = ({ intent }: Known) =>
  intent === null ||
  ![
    'product_question',
    'stock_question',
    'shipping_cost',
    'compatibility',
    'how_to_use',
    'setup_help',
    'greeting',
    'discount_code',
  ].includes(intent);
