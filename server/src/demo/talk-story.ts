/** What buyers of the demo say in the last two weeks, and what is answered. All names are invented. */
import type { BuyerLanguage } from '@recoup/contract';
import type { BrandKey } from './story.ts';

export type Agent = 'grace' | 'luis' | 'helen';
/** One thing that happens, so many minutes after the one before. */
export type Turn = { after: number } & (
  | { by: 'buyer'; says: string; photos?: readonly string[] }
  /** `original`: what was written in Chinese, where the buyer got its translation. */
  | { by: Agent; says: string; original?: string; leaves?: 'open' | 'waiting' | 'resolved' }
  | { by: Agent; notes: string; mentions?: readonly Agent[] }
  | { by: Agent; does: 'resolve' | 'spam' | 'take' }
  | { by: Agent; does: 'tag'; tags: string[] }
  | { by: Agent; does: 'name'; subject: string }
  | { by: Agent; does: 'urgent' | 'high' }
  /** Until so many hours after the story stops. */
  | { by: Agent; does: 'snooze' | 'remind'; hours: number }
);
export type Talk = {
  brand: BrandKey;
  channel: 'chat' | 'email' | 'form' | 'phone';
  name: string;
  language?: BuyerLanguage;
  subject?: string;
  /** What they bought, and how many days ago it came. Left out: they bought nothing, or we do not know. */
  order?: { number: string; sku: string; days: number };
  /** When it begins, in hours before the story stops. */
  ago: number;
  turns: readonly Turn[];
};

const R7 = 'LM-R7-WHT';
const R5 = 'LM-R5-WHT';
const HALO = 'LM-HALO-BLK';
const GLOW = 'LM-GLOW-WHT';
const CRISP5 = 'TV-CRISP5-BLK';
const CRISP4 = 'TV-CRISP4-BLK';

export const talks: readonly Talk[] = [
  {
    brand: 'tavola',
    channel: 'chat',
    name: 'Marisol Vega',
    order: { number: '#20418', sku: CRISP4, days: 5 },
    ago: 0.35,
    turns: [
      { after: 0, by: 'buyer', says: 'I want to return my air fryer. It’s only been five days.' },
      {
        after: 3,
        by: 'buyer',
        says: 'The metal plate that goes in the bottom of the basket wasn’t in the box. Everything drips and burns.',
        photos: ['fryer_open.jpg', 'fryer_kitchen.jpg'],
      },
      { after: 1, by: 'grace', does: 'tag', tags: ['missing-part', 'crisper-plate'] },
      { after: 1, by: 'grace', does: 'take' },
      { after: 0, by: 'grace', does: 'name', subject: 'Crisper plate missing, wants to return' },
      {
        after: 4,
        by: 'buyer',
        says: 'Honestly I’d just like my money back unless you can get me the part before Saturday. I’m cooking for my mom’s birthday.',
      },
    ],
  },
  {
    brand: 'lumora',
    channel: 'chat',
    name: 'Lena Ortiz',
    order: { number: '#20455', sku: HALO, days: 9 },
    ago: 0.5,
    turns: [
      { after: 0, by: 'buyer', says: 'The lamp will not join my Wi-Fi. It is a 5 GHz network, is that a problem?' },
      { after: 2, by: 'buyer', says: 'The app just says “not found”.' },
    ],
  },
  {
    brand: 'lumora',
    channel: 'email',
    name: 'Owen Pratt',
    subject: 'Never got the replacement brush',
    order: { number: '#20441', sku: R5, days: 24 },
    ago: 27,
    turns: [
      {
        after: 0,
        by: 'buyer',
        says: 'Hi,\n\nyou promised me a new side brush two weeks ago and nothing ever came. The old one is down to the stub. Can somebody look into it please?\n\nOwen Pratt',
      },
      { after: 300, by: 'luis', does: 'high' },
    ],
  },
  {
    brand: 'lumora',
    channel: 'email',
    name: 'Takeshi Nakamura',
    subject: 'Day 31 of 30, asking for an exception',
    order: { number: '#20377X', sku: R7, days: 31 },
    ago: 22.5,
    turns: [
      {
        after: 0,
        by: 'buyer',
        says: 'Hello. I was travelling for work and saw today that my 30 days ended yesterday. The R7 has been used twice and is as new. Would you make an exception?\n\nThank you, T. Nakamura',
      },
      {
        after: 90,
        by: 'grace',
        notes: 'One day late, second order, never returned anything. I would let him.',
        mentions: ['helen'],
      },
    ],
  },
  {
    brand: 'lumora',
    channel: 'form',
    name: 'Priya Raman',
    subject: 'Cracked shade on arrival',
    order: { number: '#20431', sku: HALO, days: 2 },
    ago: 21,
    turns: [
      {
        after: 0,
        by: 'buyer',
        says: 'The shade of my Halo lamp has a crack from top to bottom. The box looked fine from outside.',
      },
      {
        after: 40,
        by: 'luis',
        says: 'I’m sorry about that, Priya. Could you send us a photo of the crack and one of the box? Then I can settle it today.',
      },
      { after: 200, by: 'buyer', says: 'Here they are.', photos: ['lamp_crack.jpg', 'lamp_box.jpg'] },
    ],
  },
  {
    brand: 'lumora',
    channel: 'email',
    name: 'Jo Abrams',
    subject: 'Which filter fits the R7?',
    ago: 20,
    turns: [
      { after: 0, by: 'buyer', says: 'Do I need the F2 or the F3 filter for the Sweep R7? Your shop shows both.' },
    ],
  },
  {
    brand: 'lumora',
    channel: 'chat',
    name: 'Dana Whitfield',
    order: { number: '#20409', sku: R7, days: 16 },
    ago: 5,
    turns: [
      { after: 0, by: 'buyer', says: 'My vacuum was delivered back to you last week. When does my refund arrive?' },
      {
        after: 12,
        by: 'grace',
        says: 'Hi Dana, we have your R7 in Dallas and it passed inspection this morning. The refund goes to your card today, your bank shows it in 2 to 3 days.',
      },
      { after: 6, by: 'buyer', says: 'Perfect, thank you!' },
      { after: 2, by: 'grace', does: 'resolve' },
    ],
  },
  {
    brand: 'tavola',
    channel: 'phone',
    name: 'Hal Brandt',
    subject: 'Air fryer smells of plastic',
    order: { number: '#20402', sku: CRISP5, days: 3 },
    ago: 19,
    turns: [
      {
        after: 0,
        by: 'buyer',
        says: 'Called: the fryer smells of hot plastic in the first ten minutes. Has run it empty once. Wants to know whether it is safe.',
      },
      {
        after: 5,
        by: 'luis',
        notes:
          'Told him to run it empty at 400 °F for 20 minutes with the window open, and to call back if it still smells.',
      },
      { after: 2, by: 'luis', does: 'remind', hours: 20 },
    ],
  },
  {
    brand: 'lumora',
    channel: 'chat',
    name: 'Wes Dunn',
    order: { number: '#20360X', sku: R7, days: 40 },
    ago: 30,
    turns: [
      { after: 0, by: 'buyer', says: 'The robot maps the same room twice, every single time.' },
      {
        after: 9,
        by: 'helen',
        says: 'That happens when it starts away from the dock. Please put it on the dock, choose “New map” in the app and let it run once without lifting it. Tell me how it went?',
        original:
          '如果不是从充电座出发就会这样。请把它放回充电座,在 App 里选择“新建地图”,完整跑一遍,中途不要抬起。之后告诉我结果好吗?',
      },
    ],
  },
  {
    brand: 'tavola',
    channel: 'email',
    name: 'Bea Collins',
    subject: 'Is it 30 or 60 days?',
    ago: 46,
    turns: [
      {
        after: 0,
        by: 'buyer',
        says: 'Your ad says 60 days to return, your page says 30. Which one holds if I buy for Christmas?',
      },
      {
        after: 150,
        by: 'luis',
        says: 'Hi Bea, what you buy from November 1 on can come back until January 31, so the longer one holds for you. Happy holidays!',
        leaves: 'resolved',
      },
    ],
  },
  {
    brand: 'lumora',
    channel: 'chat',
    name: 'Carlos Mejía',
    language: 'es',
    order: { number: '#20436', sku: GLOW, days: 6 },
    ago: 1.2,
    turns: [
      { after: 0, by: 'buyer', says: 'Hola, la lámpara parpadea cuando bajo la luz. ¿Está dañada?' },
      {
        after: 14,
        by: 'luis',
        says: 'Hola Carlos, lo siento. ¿Me puede decir si parpadea también con la luz al máximo?',
      },
      { after: 8, by: 'buyer', says: 'No, al máximo está bien. Solo parpadea por debajo de la mitad.' },
    ],
  },
  {
    brand: 'lumora',
    channel: 'email',
    name: '林佳怡',
    language: 'zh',
    subject: '台灯少了一个螺丝',
    order: { number: '#20428', sku: GLOW, days: 4 },
    ago: 18,
    turns: [{ after: 0, by: 'buyer', says: '您好,我收到的床头灯底座少了一颗螺丝,装不稳。可以补寄一颗吗?谢谢。' }],
  },
  {
    brand: 'lumora',
    channel: 'chat',
    name: 'Renee Fox',
    order: { number: '#20390X', sku: R5, days: 12 },
    ago: 52,
    turns: [
      {
        after: 0,
        by: 'buyer',
        says: 'Wheel stopped turning. Pulled out a ball of hair but it still drags.',
        photos: ['wheel.jpg'],
      },
      {
        after: 25,
        by: 'grace',
        says: 'Thank you for the photo, Renee. The axle cap has come loose; I’m sending you a new wheel, no need to send anything back.',
      },
      { after: 4, by: 'grace', does: 'tag', tags: ['wheel', 'spare-part'] },
      { after: 1, by: 'grace', does: 'snooze', hours: 50 },
    ],
  },
  {
    brand: 'tavola',
    channel: 'chat',
    name: 'Gus Moretti',
    order: { number: '#20412', sku: CRISP5, days: 11 },
    ago: 3.4,
    turns: [
      { after: 0, by: 'buyer', says: 'Basket handle wobbles. Is there a screw I can tighten?' },
      {
        after: 20,
        by: 'helen',
        says: 'Yes: there are two under the rubber pad of the handle, a small Phillips fits. Could you try that and tell me?',
      },
      { after: 95, by: 'buyer', says: 'Found them. Rock solid now.' },
      { after: 9, by: 'helen', says: 'Wonderful. Enjoy the fries!', leaves: 'resolved' },
    ],
  },
  {
    brand: 'lumora',
    channel: 'email',
    name: 'Patricia Holloway',
    subject: 'Third time asking, I will dispute the charge',
    order: { number: '#20344X', sku: R7, days: 28 },
    ago: 25.5,
    turns: [
      {
        after: 0,
        by: 'buyer',
        says: 'This is the third time I write. The vacuum stopped charging after two weeks and nobody has answered. If I do not hear back by Friday I will open a chargeback with my bank.',
        photos: ['vac_under.jpg'],
      },
      {
        after: 200,
        by: 'grace',
        notes: 'Her first two mails went to the old address, found in the archive. Offer a replacement today.',
        mentions: ['helen', 'luis'],
      },
    ],
  },
  {
    brand: 'lumora',
    channel: 'email',
    name: 'Best SEO Agency',
    subject: 'Rank your website number 1',
    ago: 33,
    turns: [
      { after: 0, by: 'buyer', says: 'Dear owner, we can bring you 10,000 visitors a day. Reply for our price list.' },
      { after: 60, by: 'luis', does: 'spam' },
    ],
  },
  {
    brand: 'lumora',
    channel: 'chat',
    name: 'Tom Becker',
    ago: 0.15,
    turns: [{ after: 0, by: 'buyer', says: 'Does the Halo lamp work with Alexa?' }],
  },
  {
    brand: 'lumora',
    channel: 'form',
    name: 'Sarah Kim',
    subject: 'Change my shipping address',
    ago: 70,
    turns: [
      { after: 0, by: 'buyer', says: 'I moved last week and typed my old address. Can you still change it?' },
      {
        after: 35,
        by: 'luis',
        says: 'Just in time: it has not shipped yet and now goes to your new address.',
        leaves: 'resolved',
      },
    ],
  },
  {
    brand: 'lumora',
    channel: 'email',
    name: 'Derek Stone',
    subject: 'Invoice for my company',
    order: { number: '#20370X', sku: R7, days: 15 },
    ago: 96,
    turns: [
      { after: 0, by: 'buyer', says: 'Could you send me an invoice with our company name, Stone & Daughters LLC?' },
      { after: 120, by: 'grace', says: 'Of course, Derek. What is the address that should stand on it?' },
    ],
  },
  {
    brand: 'tavola',
    channel: 'chat',
    name: 'Alma Ruiz',
    language: 'es',
    order: { number: '#20399X', sku: CRISP4, days: 20 },
    ago: 120,
    turns: [
      { after: 0, by: 'buyer', says: '¿Puedo lavar la cesta en el lavavajillas?' },
      {
        after: 7,
        by: 'luis',
        says: 'Sí, la cesta y la bandeja pueden ir al lavavajillas, en la parte de arriba.',
        leaves: 'resolved',
      },
    ],
  },
  {
    brand: 'lumora',
    channel: 'chat',
    name: 'Nina Patel',
    order: { number: '#20350X', sku: GLOW, days: 30 },
    ago: 150,
    turns: [
      { after: 0, by: 'buyer', says: 'The touch sensor reacts with a delay of about two seconds.' },
      {
        after: 18,
        by: 'grace',
        says: 'Please unplug it for a minute: it calibrates the sensor when it gets power again.',
      },
      { after: 30, by: 'buyer', says: 'That did it!' },
      { after: 3, by: 'grace', says: 'Great to hear!', leaves: 'resolved' },
    ],
  },
  {
    brand: 'lumora',
    channel: 'phone',
    name: 'Ruth Keller',
    subject: 'Wants to cancel, already shipped',
    order: { number: '#20420', sku: HALO, days: 1 },
    ago: 26,
    turns: [
      { after: 0, by: 'buyer', says: 'Called: ordered the wrong colour and wants to cancel. It shipped this morning.' },
      {
        after: 3,
        by: 'grace',
        notes: 'Explained that she can refuse the parcel or start a return from the link in her mail.',
      },
      { after: 1, by: 'grace', does: 'resolve' },
    ],
  },
  {
    brand: 'tavola',
    channel: 'email',
    name: 'Kevin O’Leary',
    subject: 'Recipe book missing',
    order: { number: '#20415', sku: CRISP4, days: 7 },
    ago: 23.4,
    turns: [
      { after: 0, by: 'buyer', says: 'The box says “with recipe book”, but there was none. Could you mail me one?' },
      { after: 15, by: 'luis', does: 'tag', tags: ['missing-part', 'recipe-book'] },
    ],
  },
  {
    brand: 'lumora',
    channel: 'email',
    name: 'Monica Hale',
    subject: 'Two charges on my card',
    order: { number: '#20440', sku: R5, days: 3 },
    ago: 8,
    turns: [
      {
        after: 0,
        by: 'buyer',
        says: 'I see two charges of $159 for one order. Please refund one of them as soon as possible.',
      },
      { after: 25, by: 'helen', does: 'urgent' },
      { after: 1, by: 'helen', does: 'take' },
    ],
  },
  {
    brand: 'lumora',
    channel: 'chat',
    name: 'Ivy Chen',
    order: { number: '#20380X', sku: R7, days: 18 },
    ago: 200,
    turns: [
      { after: 0, by: 'buyer', says: 'It keeps saying “bin full” although it is empty.', photos: ['vac_bench.jpg'] },
      {
        after: 11,
        by: 'luis',
        says: 'The sensor behind the bin is dusty. A dry cloth over the small window on the left usually helps.',
      },
      { after: 45, by: 'buyer', says: 'Works again, thanks a lot.' },
      { after: 2, by: 'luis', does: 'resolve' },
    ],
  },
];
