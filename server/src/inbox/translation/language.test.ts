import { expect, it } from 'vitest';
import { languageOf } from './language.ts';

it.each([
  ['The lamp I ordered does not turn on. Can you help?', 'en'],
  ['where is my order?', 'en'],
  ['Hello', 'en'],
  ['La lámpara que pedí no enciende, ¿me pueden ayudar?', 'es'],
  ['¿dónde está mi pedido?', 'es'],
  ['hola', 'es'],
  ['台灯不亮了，可以退货吗？', 'zh'],
  ['订单 #W-20377 的 lamp shade 少发了', 'zh'],
  ['ランプが点きません', 'ja'],
  ['注文した商品が届きません', 'ja'],
  ['램프가 켜지지 않아요', 'ko'],
  ['Die Lampe, die ich bestellt habe, geht nicht an. Können Sie mir helfen?', null],
  ["La lampe que j'ai commandée ne s'allume pas, pouvez-vous m'aider ?", null],
  ['Лампа не включается', null],
  ['W20377', null],
  ['🙏🙏', null],
  ['', null],
  ['https://the.example/and/you/your', null],
  ['Dana Whitfield', null],
])('«%s» is %s', (text, language) => {
  expect(languageOf(text)).toBe(language);
});
