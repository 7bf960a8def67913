/** Talks by which a change of a flow is tried, for a brand that begins: what a buyer says, and with which kind of order. */
import type { BuyerLanguage } from '@recoup/contract';

export type ShippedTalk = {
  name: string;
  language: BuyerLanguage;
  /** The order it is tried with; null: a guest, or it does not matter. */
  order: 'delivered' | 'not_shipped' | null;
  /** What is said; `=value` taps that answer. */
  lines: readonly string[];
};

const talk = (
  name: string,
  order: ShippedTalk['order'],
  lines: readonly string[],
  language: BuyerLanguage = 'en',
): ShippedTalk => ({ name, language, order, lines });

export const shippedTalks: readonly ShippedTalk[] = [
  talk('Changed my mind, takes the refund', 'delivered', [
    'I want to return this',
    '=changed_my_mind',
    '=refund',
    'yes',
  ]),
  talk('Cannot connect, the guide helps', 'delivered', ['my lamp wont connect to wifi', '=worked']),
  talk('Cannot connect, wants it gone', 'delivered', [
    'i want to send this back, waste of money',
    'cant get it on my wifi. tried like 5 times',
    '=not_worked',
  ]),
  talk('Disputes the fee', 'delivered', ['i want to send this back', '=changed_my_mind', '5.95?? that is on you']),
  talk('All the money and keeps it', 'delivered', [
    'I want 100% of my money back and I keep it',
    '=item_not_as_described',
    'no. full refund and I keep it',
  ]),
  talk('A part is missing', 'delivered', ['one screw is missing from the box']),
  talk('Arrived damaged', 'delivered', ['it arrived broken']),
  talk('The wrong item', 'delivered', ['you sent me the wrong item']),
  talk('Where is my order', 'delivered', ['where is my order?']),
  talk('A guest asks where it is', null, ['where is my order?']),
  talk('Cancels before it ships', 'not_shipped', ['please cancel my order', 'yes']),
  talk('Thinks better of it', 'not_shipped', ['please cancel my order', 'no']),
  talk('Changes the address', 'not_shipped', ['change my address please', '12 Oak St, Austin TX 78704']),
  talk('Cancels too late', 'delivered', ['please cancel my order', '=no_keep']),
  talk('Asks for the receipt', 'delivered', ['can I get a receipt', 'yes please']),
  talk('An invoice to a company', 'delivered', ['I need an invoice for my company Acme Inc, tax id 12-3456789']),
  talk('Asks for a refund that was never begun', 'delivered', ['where is my refund?', '=no_thanks']),
  talk('Smoke', 'delivered', ['there is smoke coming out of my lamp']),
  talk('A lawyer', 'delivered', ['you will hear from my lawyer']),
  talk('A person, please', 'delivered', ['talk to a human']),
  talk('A complaint', 'delivered', ['your customer service is terrible, nobody ever answers me']),
  talk('Not understood twice', null, ['asdf qwer', 'zxcv']),
  talk('夜里连不上，照指引解决', 'delivered', ['台灯连不上手机怎么办', '=worked'], 'zh'),
  talk('不想要了，退款', 'delivered', ['我想退货', '=changed_my_mind', '=refund', '好的'], 'zh'),
  talk('冒烟', 'delivered', ['灯冒烟了'], 'zh'),
  talk('转人工', 'delivered', ['转人工'], 'zh'),
  talk('Llegó roto', 'delivered', ['llegó roto'], 'es'),
];

/** The lines as the simulator is asked. */
export const linesOf = ({ lines }: ShippedTalk): { text: string; choice?: string; photos: number }[] =>
  lines.map((line) =>
    line.startsWith('=') ? { text: line.slice(1), choice: line.slice(1), photos: 0 } : { text: line, photos: 0 },
  );
