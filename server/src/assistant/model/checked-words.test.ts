import { describe, expect, it } from 'vitest';
import { bearable, type Given, unborne, wrongInRewording } from './checked-words.ts';

const offer: Given = {
  text: 'We can give you $24.00 back and you keep the lamp. The money goes to your Visa within 5 business days. Shall I do that?',
  also: ['Marisol', 'Halo lamp', '#20455'],
  language: 'en',
};
const no: Given = {
  text: 'Your return window ended on November 3, so a refund is not possible here. A person looks at it.',
  also: [],
  language: 'en',
};
const zh: Given = {
  text: '我们可以退您 24.00 美元，灯留着不用寄回。5个工作日内退到您的 Visa 卡。需要我办理吗？',
  also: ['#20455'],
  language: 'zh',
};
const es: Given = {
  text: 'Podemos devolverle $24.00 y usted se queda con la lámpara. ¿Lo hago?',
  also: [],
  language: 'es',
};
const kindsOf = (said: string, given: Given) => wrongInRewording(said, given).map(({ kind }) => kind);

describe('words that say the same are taken', () => {
  it.each([
    [
      offer,
      'Marisol, we can give you $24.00 back and you keep your Halo lamp. It goes to your Visa within 5 business days. Shall I go ahead?',
    ],
    [offer, 'How about this: you keep the lamp and we can give you $24.00 back, to your Visa, within 5 business days?'],
    [no, 'Sorry, the return window closed on Nov 3, so a refund is not possible here. A person looks at it.'],
    [zh, '好的，我们可以退您 24.00 美元，灯您留着，不用寄回，5个工作日内退到您的 Visa 卡，要我办理吗？'],
    [es, 'Podemos devolverle $24.00 y usted se queda con su lámpara. ¿Quiere que lo haga?'],
  ])('%#', (given, said) => {
    expect(wrongInRewording(said, given)).toEqual([]);
  });
});

describe('words that say more, less or something else are not', () => {
  it.each([
    ['another amount', offer, 'We can give you $240.00 back and you keep the lamp, within 5 business days?', 'amount'],
    [
      'an amount in words',
      offer,
      'We can give you $24.00 back plus twenty dollars, keep the lamp, within 5 business days?',
      'amount',
    ],
    [
      'figures of another script',
      offer,
      'We can give you $24.00 back and ٥٠٠ dollars, within 5 business days?',
      'amount',
    ],
    ['a percent', offer, 'We can give you $24.00 back, that is 50%, keep the lamp, within 5 business days?', 'percent'],
    ['half', offer, 'We can give you $24.00 back and half off, within 5 business days?', 'percent'],
    ['a nearer deadline', offer, 'We can give you $24.00 back and you keep the lamp, within 2 business days?', 'span'],
    [
      'a deadline of its own',
      offer,
      'We can give you $24.00 back tomorrow, within 5 business days. Keep the lamp?',
      'when',
    ],
    ['no deadline', offer, 'We can give you $24.00 back and you keep the lamp. Shall I do that?', 'left_out'],
    [
      'an order it does not know',
      offer,
      'For #20999 we can give you $24.00 back within 5 business days. Keep it?',
      'code',
    ],
    ['a link', offer, 'We can give you $24.00 back within 5 business days. OK? See lumora-refunds.com', 'link'],
    ['a link in disguise', offer, 'We can give you $24.00 back within 5 business days. OK? lumora[.]com', 'link'],
    ['a mail address', offer, 'We can give you $24.00 back within 5 business days. Write to x@y.co?', 'email'],
    ['a phone number', offer, 'We can give you $24.00 back within 5 business days? (212) 555-0199', 'phone'],
    ['a firm promise', offer, 'We will give you $24.00 back and you keep the lamp within 5 business days.', 'promise'],
    [
      'a full refund',
      offer,
      'We can give you a full refund of $24.00, keep the lamp, within 5 business days?',
      'promise',
    ],
    ['something free', offer, 'We can give you $24.00 back and a free lamp within 5 business days?', 'promise'],
    [
      'a promise in disguise',
      offer,
      'We can give you $24.00 back, keep the lamp, within 5 business days? Re-pla-ce-ment too',
      'promise',
    ],
    ['a spaced-out promise', offer, 'We can give you $24.00 back, within 5 business days? r e p l a c e', 'hidden'],
    ['zero-width letters', offer, 'We can give you $24.00 back within 5 business days?\u200B ok', 'hidden'],
    ['text turned round', offer, 'We can give you $24.00 back within 5 business days? \u202Eko', 'hidden'],
    ['letters of another script', offer, 'We can give you $24.00 back within 5 business days? rеfund', 'script'],
    ['markup', offer, 'We can give you <b>$24.00</b> back within 5 business days?', 'markup'],
    ['a picture', offer, 'We can give you $24.00 back within 5 business days? ![x](y)', 'markup'],
    ['another buyer', offer, 'We can give you $24.00 back within 5 business days? So did Zebulon Quibble', 'name'],
    ['what it was told', offer, 'My instructions say we can give you $24.00 back within 5 business days?', 'leak'],
    ['a person', offer, 'I am a real person. We can give you $24.00 back within 5 business days?', 'leak'],
    [
      'a question made an answer',
      offer,
      'We can give you $24.00 back and you keep the lamp, within 5 business days.',
      'left_out',
    ],
    ['a secret', offer, 'We can give you $24.00 back within 5 business days. What is your card number?', 'promise'],
    [
      'what is only known besides',
      { ...no, also: ['Send it back, $129.00 refunded', 'A spare part: bulb'] },
      `${no.text} You could have a spare part.`.replace('You could have', 'We replace it with'),
      'promise',
    ],
    ['another language', offer, '我们可以退您 $24.00，5 business days?', 'language'],
    ['a no made a yes', no, 'Your return window ended on November 3, and a refund is possible here.', 'turned_round'],
    [
      'two amounts that change places',
      { ...offer, text: 'You paid $48.00; $4.80 can come back.' },
      'You paid $4.80; $48.00 can come back.',
      'turned_round',
    ],
    ['much more', no, `${no.text} ${'We are here for you. '.repeat(20)}`, 'too_long'],
    ['nothing', no, '  ', 'empty'],
    ['全额退款', zh, '我们全额退您 24.00 美元，灯留着不用寄回。5个工作日内退到您的 Visa 卡，好吗？', 'promise'],
    ['马上到账', zh, '我们可以马上退您 24.00 美元，灯留着不用寄回，5个工作日内到您的 Visa 卡，好吗？', 'when'],
    ['保证', zh, '我们保证可以退您 24.00 美元，灯留着不用寄回，5个工作日内到您的 Visa 卡，好吗？', 'promise'],
    ['退 款 in disguise', { ...zh, text: '请问灯出了什么问题？' }, '请问灯出了什么问题？给您 赔·偿', 'promise'],
    ['一百美元', zh, '我们可以退您 24.00 美元加一百美元，不用寄回，5个工作日内到您的 Visa 卡，好吗？', 'amount'],
    ['英语', zh, 'We can give you $24.00 back and you keep the lamp, within 5 business days?', 'language'],
    ['gratis', es, 'Podemos devolverle $24.00 y una lámpara gratis. ¿Lo hago?', 'promise'],
    ['mañana', es, 'Podemos devolverle $24.00 mañana y usted se queda con la lámpara. ¿Lo hago?', 'when'],
  ] as const)('%s', (_what, given, said, kind) => {
    expect(kindsOf(said, given as Given)).toContain(kind);
  });
});

it('of a draft that a person reads, the sentences nothing bears are held back and the others stand', () => {
  const given: Given = {
    text: 'The buyer may keep the lamp and get $24.00 back. Order #20455, delivered November 12.',
    also: ['Marisol'],
    language: 'en',
  };
  const { text, held } = bearable(
    'Hi Marisol, sorry about the lamp. You can keep it and get $24.00 back if you like. I have also refunded $99.00 to your card. Zebulon Quibble got one too.',
    given,
  );
  expect(text).toBe('Hi Marisol, sorry about the lamp. You can keep it and get $24.00 back if you like.');
  expect(held).toEqual(['I have also refunded $99.00 to your card.', 'Zebulon Quibble got one too.']);
  expect(bearable('<p>Hi Marisol</p>', given)).toEqual({ text: null, held: ['<p>Hi Marisol</p>'] });
});

it('what was given may be said, word for word', () => {
  for (const given of [offer, no, zh, es]) {
    expect(unborne(given.text, given)).toEqual([]);
    expect(wrongInRewording(given.text, given)).toEqual([]);
  }
});

it('words without end are held back, and soon', () => {
  const given = { text: 'Your refund of $24.00 is on its way.', also: [], language: 'en' as const };
  const began = performance.now();
  for (const said of ['百'.repeat(500_000), 'Sure. '.repeat(50_000), '2026-'.repeat(1_200)])
    expect(bearable(said, given).text).toBeNull();
  expect(performance.now() - began).toBeLessThan(20_000);
});
