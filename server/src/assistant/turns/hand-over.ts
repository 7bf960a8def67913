/** What a person gets with a conversation that is handed over. Pure: from what is known, by templates, in both languages of staff. */
import type { FlowKey, HandOver, HandOverReason, Priority, Understood } from '@recoup/contract';
import type { Found, Matter, TalkState } from '../talk.ts';
import { type Both, becauseWords, problemWords, triedWords, upper, wishWords } from './hand-over-words.ts';

export type Known = {
  reason: HandOverReason;
  at: Date;
  state: TalkState;
  /** The problem it is about; null where none was understood. */
  matter: Matter | null;
  /** What this turn looked up. */
  found: readonly Found[];
  /** What the conversation is about, as an intent. */
  about: string | null;
  /** How the buyer's last words were understood. */
  understood: Understood | null;
  /** The buyer's last words. */
  said: string;
  suggested: HandOver['suggested'];
};

/** The hand-over as it is kept, shown beside the conversation and written into its note. */
export function handOverOf(known: Known): HandOver {
  const { reason, at, matter, understood, suggested } = known;
  const sentences = summaryOf(known);
  return {
    reason,
    at: at.toISOString(),
    priority: priorityOf(reason, understood),
    summary: { en: sentences.map(({ en }) => en).join(' '), zh: sentences.map(({ zh }) => zh).join('') },
    intent: known.about,
    problem: matter?.slots.problem ?? null,
    wants: wishIn(known),
    tried: [...(matter?.tried ?? [])],
    slots: slotsInWords(matter),
    suggested,
  };
}

/** Danger before everything; the law and angry buyers before the rest. Never less urgent than it was. */
export function priorityOf(
  reason: HandOverReason,
  understood: Pick<Understood, 'severity' | 'urgent'> | null,
): Priority {
  if (reason === 'safety' || understood?.severity === 'danger') return 'urgent';
  if (reason === 'legal' || reason === 'upset') return 'high';
  if (understood?.severity === 'serious' || understood?.urgent) return 'high';
  return 'normal';
}

/** Flows about goods somebody has: without the order and what is wrong with it, the next person has to ask again. */
const ABOUT_GOODS: ReadonlySet<FlowKey> = new Set([
  'return',
  'exchange',
  'damaged',
  'missing_part',
  'wrong_item',
  'does_not_work',
  'warranty',
  'complaint',
  'person',
  'anything_else',
]);
const ABOUT_ORDER: ReadonlySet<FlowKey> = new Set(['where_is_it', 'cancel_or_change', 'refund_status', 'invoice']);

/** Is everything known that the next person would else ask for: what it is about, which order, what is wrong? */
export function isComplete(matter: Matter | null, intent: string | null): boolean {
  if (!matter || (intent === null && matter.flow === 'anything_else')) return false;
  const { order, problem, question, item } = matter.slots;
  if (ABOUT_GOODS.has(matter.flow)) return order !== undefined && problem !== undefined;
  if (ABOUT_ORDER.has(matter.flow)) return order !== undefined;
  return question !== undefined || item !== undefined || order !== undefined;
}

/** Where the buyer's last words say more than any template. */
const OWN_WORDS: ReadonlySet<HandOverReason> = new Set([
  'not_understood',
  'failed_twice',
  'upset',
  'legal',
  'safety',
  'fault',
]);

function summaryOf(known: Known): Both[] {
  const { matter, found, reason, understood } = known;
  const parts = [whatItIs(known), ...done(matter), ...(matter?.tried ?? []).map(triedWords)];
  if (reason === 'disputes') parts.push(disputed(found));
  const wish = wishOf(wishIn(known), found);
  if (wish) parts.push(wish);
  const because = reason === 'disputes' ? null : becauseWords[reason];
  if (because) parts.push(because);
  // What waited behind it went to the person with it.
  const others = known.state.matters.filter(
    ({ id, ending }) => id !== matter?.id && (ending === 'open' || ending === 'handed_over'),
  );
  if (others.length > 0)
    parts.push({ en: `Has ${others.length + 1} problems.`, zh: `共有${others.length + 1}个问题。` });
  const alarm = understood?.alarm;
  if (alarm && alarm.words.length > 0) {
    parts.push({ en: `Words: ${alarm.words.join(', ')}.`, zh: `触发词：${alarm.words.join('、')}。` });
  } else if (reason !== 'upset' && understood && (understood.severity === 'serious' || understood.sentiment <= -0.6)) {
    parts.push({ en: 'Sounds angry.', zh: '语气激动。' });
  }
  if (known.said.trim() !== '' && (!matter?.slots.problem || OWN_WORDS.has(reason))) {
    const said = cut(known.said, 140);
    parts.push({ en: `Wrote: “${said}”`, zh: `原话：“${said}”` });
  }
  return parts;
}

/** `Halo lamp, day 6, #20455: cannot get it to work.` */
function whatItIs({ matter, found }: Known): Both {
  const facts: Found['facts'] = Object.assign({}, ...found.map((one) => one.facts));
  const { item, order, quantity, problem, part, variant } = matter?.slots ?? {};
  const title =
    item?.map((one) => one.title).join(', ') || variableOf(found, 'order.title') || part?.title || variant?.title;
  const days = facts['order.days'];
  const en: string[] = [];
  const zh: string[] = [];
  if (title) {
    en.push(quantity && quantity > 1 ? `${quantity} × ${title}` : title);
    zh.push(quantity && quantity > 1 ? `${title} ${quantity} 件` : title);
  }
  if (typeof days === 'number') {
    en.push(`day ${days}`);
    zh.push(`签收第 ${days} 天`);
  } else if (facts['order.shipped'] === false) {
    en.push('not shipped yet');
    zh.push('尚未发货');
  }
  if (order) {
    en.push(order.number);
    zh.push(order.number);
  }
  if (en.length === 0) return { en: 'No order known.', zh: '未确认订单。' };
  const wrong = problem ? problemWords[problem] : null;
  return wrong
    ? { en: `${en.join(', ')}: ${wrong.en}.`, zh: `${zh.join('，')}：${wrong.zh}。` }
    : { en: `${en.join(', ')}.`, zh: `${zh.join('，')}。` };
}

const actWords = {
  give_remedy: { en: 'the remedy', zh: '解决方案' },
  cancel_order: { en: 'the cancellation', zh: '取消订单' },
  send_receipt: { en: 'the receipt', zh: '收据' },
  settle: { en: 'the guidance', zh: '使用指导' },
} as const;

function done(matter: Matter | null): Both[] {
  return Object.values(matter?.acts ?? {}).flatMap(({ act, state, variables }) => {
    const title = variables?.['offer.title'];
    const name = title ? { en: `“${title}”`, zh: `“${title}”` } : actWords[act];
    if (state === 'done') return [{ en: `${upper(name.en)} was carried out.`, zh: `${name.zh}已办理。` }];
    if (state === 'declined') return [{ en: `Said no to ${name.en}.`, zh: `拒绝了${name.zh}。` }];
    if (state === 'refused') return [{ en: `${upper(name.en)} was refused by policy.`, zh: `${name.zh}被政策拒绝。` }];
    if (state === 'expired') return [{ en: `Left ${name.en} unanswered.`, zh: `没有答复${name.zh}。` }];
    return [{ en: `Was offered ${name.en}, no answer yet.`, zh: `已给出${name.zh}，尚未答复。` }];
  });
}

function disputed(found: readonly Found[]): Both {
  const freight = variableOf(found, 'window.freight');
  if (freight) return { en: `Disputes the ${freight} freight.`, zh: `对${freight}运费有异议。` };
  const amount = variableOf(found, 'offer.amount');
  if (amount) return { en: `Disputes the ${amount} offered.`, zh: `对提供的${amount}有异议。` };
  return becauseWords.disputes!;
}

type Wish = keyof typeof wishWords;

/** What the buyer wants for this problem; where they did not say, what they last wanted in this talk. */
function wishIn({ matter, state }: Known): Wish | null {
  const own = matter?.slots.offer ?? matter?.slots.wanted;
  return own ?? state.matters.findLast(({ slots }) => slots.wanted)?.slots.wanted ?? null;
}

/** `Wants a refund to Visa 6140.` */
function wishOf(wanted: Wish | null, found: readonly Found[]): Both | null {
  if (!wanted) return null;
  const to = wanted === 'refund' || wanted === 'return' ? variableOf(found, 'offer.to') : undefined;
  const { en, zh } = wishWords[wanted];
  return {
    en: to ? `Wants ${en} to ${to}.` : `Wants ${en}.`,
    zh: to ? `想要${zh}，退回 ${to}。` : `想要${zh}。`,
  };
}

/** Slots as staff read them beside the conversation. */
export function slotsInWords(matter: Matter | null): Record<string, string> {
  if (!matter) return {};
  const {
    order,
    item,
    quantity,
    problem,
    opened,
    photos,
    wanted,
    part,
    variant,
    offer,
    question,
    change,
    cancel_reason,
    company,
  } = matter.slots;
  const words: Record<string, string | undefined> = {
    order: order?.number,
    item: item?.map(({ title }) => title).join(', '),
    quantity: quantity?.toString(),
    problem,
    opened: opened?.toString(),
    photos: photos && photos.length > 0 ? String(photos.length) : undefined,
    wanted,
    part: part?.title,
    variant: variant?.title,
    offer,
    question,
    change,
    cancel_reason,
    company,
  };
  return Object.fromEntries(
    Object.entries(words).filter((one): one is [string, string] => one[1] !== undefined && one[1] !== ''),
  );
}

const variableOf = (found: readonly Found[], name: string): string | undefined =>
  found.findLast(({ variables }) => variables[name])?.variables[name];

function cut(text: string, most: number): string {
  const letters = [...text.replace(/\s+/g, ' ').trim()];
  return letters.length <= most ? letters.join('') : `${letters.slice(0, most - 1).join('')}…`;
}
