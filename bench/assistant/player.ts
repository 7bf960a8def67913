/** A buyer who follows a case: sees what the widget shows and their own mailbox, and answers. Pure. */
import { type ChatMessage, flowKey, remedyKind } from '@recoup/contract';
import type { Asked, BuyerCase, Play } from './case.ts';
import type { Owned } from './shop.ts';

export type Move =
  | { do: 'say'; text: string; choice?: string; photo?: boolean }
  | { do: 'card'; id: string; yes: boolean };

/** What the buyer of a case has before them. */
export type Seen = {
  /** Said since they spoke last. */
  news: readonly ChatMessage[];
  /** The assistant still answers here. */
  assistant: boolean;
};
export type Buyer = {
  case: BuyerCase;
  orders: readonly Owned[];
  stranger: Owned | null;
  /** Reads the newest code of a mailbox. */
  mailbox(): Promise<string | null>;
  /** Not yet said of `later`; plays that were played, by their place. */
  left: string[];
  played: Map<number, number>;
};

const ASKS: readonly (readonly [Asked, RegExp])[] = [
  ['code', /six-digit code|code does not match|六位验证码|验证码不对|código de seis|código no coincide/i],
  [
    'photo',
    /send me a photo|a photo from your phone|发一张.*照片|手机拍一张|env[ií]a(?:s|me)? una foto|una foto con el móvil/i,
  ],
  [
    'proof',
    /the e-mail or the zip code of the order|e-mail you ordered with, or the zip|请再提供下单邮箱|请提供下单时用的邮箱|el correo o el código postal del pedido|necesito el correo/i,
  ],
  [
    'order',
    /your order number|the order number is|find an order with that|订单号，以及|订单号在|没有查到对应的订单|[st]u número de pedido|el número está|no encuentro un pedido/i,
  ],
];

/** What is asked in words. */
export function askedIn(text: string): Asked | null {
  return ASKS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

/** The next thing the buyer does; null where they are content, gone, or wait for a person. */
export async function nextMove(buyer: Buyer, { news, assistant }: Seen): Promise<Move | null> {
  if (!assistant) return null;
  const text = news.map((one) => one.text).join('\n');
  const last = news.at(-1);
  const choices = last?.choices ?? [];
  const card = news.findLast((one) => one.card?.state === 'open' && one.card.yes !== null)?.card ?? null;
  const asks = askedIn(last?.text ?? '') ?? byChoices(choices.map(({ value }) => value));
  const question = isQuestion(last?.text ?? '');
  const rests = !card && asks === null && choices.length === 0 && !question;

  for (const [at, play] of buyer.case.plays.entries()) {
    if ((buyer.played.get(at) ?? 0) >= play.times) continue;
    if (!fits(play, { text, choices, card, asks, rests })) continue;
    buyer.played.set(at, (buyer.played.get(at) ?? 0) + 1);
    if (play.tap && card && (play.tap === 'yes' || play.tap === 'no'))
      return { do: 'card', id: card.id, yes: play.tap === 'yes' };
    const tapped = play.tap ? choices.find(({ value }) => value === play.tap) : undefined;
    if (play.tap && !tapped) continue;
    return {
      do: 'say',
      text: filled(buyer, play.say ?? tapped?.words ?? ''),
      ...(tapped && !play.say ? { choice: tapped.value } : {}),
      ...(play.photo ? { photo: true } : {}),
    };
  }
  if (card) return answerCard(buyer, card);
  if (asks === 'code') {
    const code = buyer.case.knows.code ? await buyer.mailbox() : null;
    return { do: 'say', text: code ?? words(buyer).no_code };
  }
  if (asks === 'order' || asks === 'proof') return { do: 'say', text: filled(buyer, proofOf(buyer, asks)) };
  if (asks === 'photo') {
    if (buyer.case.knows.photo) return { do: 'say', text: '', photo: true };
    const none = choices.find(({ value }) => value === 'no_photo');
    return none ? { do: 'say', text: none.words, choice: none.value } : { do: 'say', text: words(buyer).no_photo };
  }
  if (choices.length > 0) {
    const chosen = choose(buyer, choices);
    if (chosen) return { do: 'say', text: chosen.words, ...(buyer.case.knows.types ? {} : { choice: chosen.value }) };
  }
  const own = buyer.case.knows.problem;
  if (question && own && !closes(last?.text ?? '') && (buyer.played.get(-1) ?? 0) < 2) {
    buyer.played.set(-1, (buyer.played.get(-1) ?? 0) + 1);
    return { do: 'say', text: filled(buyer, own) };
  }
  const next = buyer.left.shift();
  return next === undefined ? null : { do: 'say', text: filled(buyer, next) };
}

type Choice = ChatMessage['choices'][number];
type Card = NonNullable<ChatMessage['card']>;

function fits(
  { when }: Play,
  at: { text: string; choices: readonly Choice[]; card: Card | null; asks: Asked | null; rests: boolean },
): boolean {
  if (when.choices_any && !at.choices.some(({ value }) => when.choices_any?.includes(value))) return false;
  if (when.card && !(at.card && [at.card.remedy, at.card.kind, 'any'].includes(when.card))) return false;
  if (when.asks && at.asks !== when.asks) return false;
  if (when.says && !new RegExp(when.says, 'i').test(at.text)) return false;
  return !(when.rests && !at.rests);
}

function byChoices(values: readonly string[]): Asked | null {
  const has = (...any: string[]) => values.some((value) => any.includes(value));
  if (has('no_photo')) return 'photo';
  if (has('worked', 'yes_helped', 'yes_answered')) return 'works';
  if (has('cannot_use', 'damaged_or_defective', 'too_small')) return 'problem';
  if (values.some((value) => remedyKind.safeParse(value).success)) return 'wish';
  return values.some((value) => value.includes('-')) ? 'item' : null;
}

/** What stands open asks for something; the last words of a talk ("Anything else?") do not. */
const isQuestion = (text: string) => /[?？]/.test(text) && !closes(text);
const closes = (text: string) => /(?:anything else\?|还有别的需要帮忙吗？|¿algo más\?)\s*$/i.test(text);

function answerCard({ case: of }: Buyer, card: Card): Move {
  const kinds = [card.remedy, card.kind].filter((kind) => kind !== null) as string[];
  const accepts = of.accepts ?? [
    ...of.wants,
    ...of.expects.remedy,
    ...of.expects.or_remedy,
    'receipt',
    ...(of.expects.cancelled ? ['cancel'] : []),
  ];
  const yes = kinds.some((kind) => accepts.includes(kind));
  return { do: 'card', id: card.id, yes };
}

/** The dearest of what they want; else what follows from what they know; else the way to a person, or nothing. */
function choose({ case: of, orders }: Buyer, choices: readonly Choice[]): Choice | null {
  const { wants, knows } = of;
  const value = (...any: string[]) => choices.find((choice) => any.includes(choice.value));
  const wanted = wants
    .map((want) => value(want) ?? choices.find(({ words }) => words === want))
    .find((choice) => choice !== undefined);
  if (wanted) return wanted;
  const item = knows.item?.toLowerCase();
  const named = item ? choices.find(({ words }) => words.toLowerCase().includes(item)) : undefined;
  if (named) return named;
  const own = choices.find(({ words }) => orders[0] && words.includes(orders[0].number));
  if (own) return own;
  const works = value(
    ...(knows.works ? ['worked', 'yes_helped', 'yes_found'] : ['not_worked', 'not_helped', 'not_found']),
  );
  if (works) return works;
  const answered = value(knows.answered ? 'yes_answered' : 'not_answered');
  if (answered) return answered;
  const flow = choices.find((choice) => flowKey.safeParse(choice.value).success && choice.value !== 'anything_else');
  if (flow) return flow;
  const plain = value('no_just_asking', 'no_thanks', 'no_wait', 'no_keep');
  return plain ?? value('person') ?? choices.at(-1) ?? null;
}

function proofOf({ case: of, orders }: Buyer, asks: 'order' | 'proof'): string {
  const { knows, language } = of;
  const [order] = orders;
  const number = knows.order_number ?? order?.number ?? '';
  const proof = knows.by_zip ? (knows.zip ?? order?.zip ?? '') : (knows.email ?? order?.email ?? '');
  if (!number && !proof) return words({ case: of }).no_number;
  if (asks === 'proof') return proof || words({ case: of }).no_number;
  if (!number) return proof;
  return [number, proof].filter(Boolean).join(language === 'zh' ? '，' : ', ');
}

const WORDS = {
  en: {
    no_code: 'I did not get any code',
    no_photo: 'I can’t take a photo',
    no_number: 'I don’t have the number any more',
  },
  zh: { no_code: '没有收到验证码', no_photo: '不方便拍照', no_number: '订单号找不到了' },
  es: {
    no_code: 'No me ha llegado ningún código',
    no_photo: 'No puedo hacer una foto',
    no_number: 'Ya no tengo el número',
  },
} as const;
const words = ({ case: { language } }: Pick<Buyer, 'case'>) => WORDS[language];

/** What the case writes in braces: `{{number}}`, `{{bare}}`, `{{email}}`, `{{zip}}`, `{{tracking}}`, `{{other.number}}`, `{{stranger.email}}`. */
export function filled({ orders, stranger }: Pick<Buyer, 'orders' | 'stranger'>, text: string): string {
  return text.replace(/\{\{(?:(other|stranger)\.)?(number|bare|email|zip|tracking)\}\}/g, (whole, who, what) => {
    const order = who === 'other' ? orders[1] : who === 'stranger' ? stranger : orders[0];
    if (!order) throw new Error(`nothing stands for ${whole} in: ${text}`);
    return what === 'bare' ? order.number.replace('#', '') : order[what as 'number' | 'email' | 'zip' | 'tracking'];
  });
}
