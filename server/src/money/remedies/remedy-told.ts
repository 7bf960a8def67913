/** How a way to put it right is told to the buyer: every sum, day and name of it is the gate's own. Pure. */
import type { BuyerLanguage, Money, RemedyKind, RemedyOffer } from '@recoup/contract';
import { dateText, moneyText } from '../../platform/mail/index.ts';

export type Told = {
  /** What it is, short: `Keep it, $24.00 back`. */
  title: string;
  /** `$24.00`, `10%`, `Free`; null where there is none to say. */
  value: string | null;
  /** Whereto: `Visa ending 4417`. */
  to: string | null;
  /** The day the buyer has it. */
  by: string | null;
  /** When, whereto, and what the buyer must do; the lines below the title of a card. */
  detail: string | null;
};
export type Reads = {
  language: BuyerLanguage;
  money(value: Money): string;
  day(value: string): string;
  /** Of an exchange: was it said for what? */
  swap?: boolean;
};

/** As a buyer of this language reads money and days; days of the brand's zone, the year left out where it is this one. */
export const readsIn = (language: BuyerLanguage, timeZone: string, now: Date): Omit<Reads, 'swap'> => ({
  language,
  money: (value) => moneyText(value, language),
  day: (value) => dateText(value, { language, time_zone: timeZone, now }),
});

/** A list as people say it: `a, b and c`. */
export function andOf(language: BuyerLanguage, words: readonly string[]): string {
  const locale = { en: 'en', zh: 'zh-CN', es: 'es' }[language];
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(words);
}

/** Several lines are told as one: their sums added, the latest day. */
export function remedyTold(
  kind: RemedyKind,
  offers: readonly RemedyOffer[],
  { language, money, day, swap = false }: Reads,
): Told {
  const say = words[language];
  const first = offers[0]!;
  const currency = first.amount.currency;
  const amount = offers.reduce((sum, offer) => sum + offer.amount.amount, 0);
  const days = offers.map(({ by }) => by);
  const by = days.every((one) => one !== null) ? day([...days].sort().at(-1)!) : null;
  const goods = andOf(language, [
    ...new Set(
      offers.flatMap((offer) => (offer.goods ?? []).map(({ title, quantity }) => say.pieces(title, quantity))),
    ),
  ]);
  const due = offers.reduce((sum, { difference }) => sum + (difference?.amount ?? 0), 0);
  const held = offers.reduce((sum, { hold }) => sum + (hold?.amount ?? 0), 0);
  const percent = first.discount?.percent ?? 0;
  const sum = money({ amount, currency });
  const isMoney = kind === 'refund' || kind === 'keep_it' || kind === 'store_credit';
  const to = kind === 'store_credit' ? null : isMoney ? first.to : null;
  const back = offers.some(({ goods_back }) => goods_back);
  const fee = offers.reduce(
    (total, { parts }) => total + parts.reduce((of, part) => of + (isFee(part.code) ? -part.amount.amount : 0), 0),
    0,
  );
  const named = kind === 'exchange' && !swap ? '' : goods;
  const title = say.titles[kind]({ sum, goods: named, percent: `${percent}%`, article: first.article?.title ?? '' });
  const value = isMoney
    ? sum
    : kind === 'next_order_discount'
      ? `${percent}%`
      : kind === 'guidance'
        ? null
        : due > 0
          ? money({ amount: due, currency })
          : say.free;
  const detail = [
    to ? say.to(to) : null,
    due > 0 ? say.you_pay(money({ amount: due, currency })) : null,
    due < 0 ? say.you_get(money({ amount: -due, currency })) : null,
    held > 0 ? say.held(money({ amount: held, currency })) : null,
    back ? (first.freight_paid_by === 'buyer' ? say.send_back : say.send_back_free) : goodsStay(kind) ? say.keep : null,
    fee > 0 ? say.fee(money({ amount: fee, currency })) : null,
    by && kind !== 'guidance' && kind !== 'next_order_discount' ? say.by(by) : null,
  ].filter((one) => one !== null);
  return { title, value, to, by, detail: detail.join(say.joint) || null };
}

const isFee = (code: string) => code === 'return_freight' || code === 'restocking_fee';
const goodsStay = (kind: RemedyKind) => kind === 'keep_it' || kind === 'spare_part';

type Named = { sum: string; goods: string; percent: string; article: string };
type Words = {
  titles: Record<RemedyKind, (of: Named) => string>;
  free: string;
  joint: string;
  pieces(title: string, quantity: number): string;
  to(label: string): string;
  by(day: string): string;
  you_pay(sum: string): string;
  you_get(sum: string): string;
  held(sum: string): string;
  fee(sum: string): string;
  send_back: string;
  send_back_free: string;
  keep: string;
};

const words: Record<BuyerLanguage, Words> = {
  en: {
    titles: {
      refund: ({ sum }) => `Send it back, ${sum} refunded`,
      store_credit: ({ sum }) => `Send it back for ${sum} store credit`,
      exchange: ({ goods }) => (goods ? `Exchange it for ${goods}` : 'Exchange it for another one'),
      replacement: ({ goods }) => (goods ? `A replacement: ${goods}` : 'A replacement'),
      spare_part: ({ goods }) => `A spare part: ${goods}`,
      repair: () => 'We repair it',
      keep_it: ({ sum }) => `Keep it, ${sum} back`,
      next_order_discount: ({ percent }) => `${percent} off your next order`,
      guidance: ({ article }) => article || 'Help with using it',
    },
    free: 'Free',
    joint: ' ',
    pieces: (title, quantity) => (quantity > 1 ? `${quantity} × ${title}` : title),
    to: (label) => `To ${label}.`,
    by: (day) => `You have it by ${day}.`,
    you_pay: (sum) => `You pay a difference of ${sum}.`,
    you_get: (sum) => `You get a difference of ${sum} back.`,
    held: (sum) => `A hold of ${sum} on your card until the old one is here.`,
    fee: (sum) => `Fees of ${sum} are taken off already.`,
    send_back: 'You send it back.',
    send_back_free: 'You send it back with our free label.',
    keep: 'Nothing to send back.',
  },
  zh: {
    titles: {
      refund: ({ sum }) => `退货退款 ${sum}`,
      store_credit: ({ sum }) => `退货换 ${sum} 购物金`,
      exchange: ({ goods }) => (goods ? `换货：${goods}` : '换一件'),
      replacement: ({ goods }) => (goods ? `补发：${goods}` : '补发新品'),
      spare_part: ({ goods }) => `寄送配件：${goods}`,
      repair: () => '为您维修',
      keep_it: ({ sum }) => `商品留下，退您 ${sum}`,
      next_order_discount: ({ percent }) => `下一单减免 ${percent}`,
      guidance: ({ article }) => article || '使用指导',
    },
    free: '免费',
    joint: '',
    pieces: (title, quantity) => (quantity > 1 ? `${title} × ${quantity}` : title),
    to: (label) => `退至 ${label}。`,
    by: (day) => `预计${day}前到账或送达。`,
    you_pay: (sum) => `需补差价 ${sum}。`,
    you_get: (sum) => `差价 ${sum} 将退还给您。`,
    held: (sum) => `收到旧品前，您的卡上会预授权 ${sum}。`,
    fee: (sum) => `已扣除费用 ${sum}。`,
    send_back: '需要您把商品寄回。',
    send_back_free: '用我们的免费标签寄回即可。',
    keep: '无需寄回。',
  },
  es: {
    titles: {
      refund: ({ sum }) => `Devolverlo, reembolso de ${sum}`,
      store_credit: ({ sum }) => `Devolverlo por ${sum} de crédito en la tienda`,
      exchange: ({ goods }) => (goods ? `Cambiarlo por ${goods}` : 'Cambiarlo por otro'),
      replacement: ({ goods }) => (goods ? `Un reemplazo: ${goods}` : 'Un reemplazo'),
      spare_part: ({ goods }) => `Un repuesto: ${goods}`,
      repair: () => 'Lo reparamos',
      keep_it: ({ sum }) => `Quedártelo, con ${sum} de vuelta`,
      next_order_discount: ({ percent }) => `${percent} menos en tu próximo pedido`,
      guidance: ({ article }) => article || 'Ayuda para usarlo',
    },
    free: 'Gratis',
    joint: ' ',
    pieces: (title, quantity) => (quantity > 1 ? `${quantity} × ${title}` : title),
    to: (label) => `A ${label}.`,
    by: (day) => `Lo tienes a más tardar el ${day}.`,
    you_pay: (sum) => `Pagas una diferencia de ${sum}.`,
    you_get: (sum) => `Se te devuelve una diferencia de ${sum}.`,
    held: (sum) => `Se retienen ${sum} en tu tarjeta hasta que llegue el anterior.`,
    fee: (sum) => `Ya se descontaron ${sum} de gastos.`,
    send_back: 'Tú lo envías de vuelta.',
    send_back_free: 'Lo envías de vuelta con nuestra etiqueta gratis.',
    keep: 'No hay que enviar nada.',
  },
};
