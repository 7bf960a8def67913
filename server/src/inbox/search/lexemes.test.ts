import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CLOSES, excerpt, OPENS } from './excerpt.ts';
import { indexed, lexemesOf, termsOf, tsquery } from './lexemes.ts';

const WORKSPACE = '019a7000-0000-7000-8000-0000000000a1';
const OTHER = '019a7000-0000-7000-8000-0000000000b2';
const BRAND = '019a7000-0000-7000-8000-0000000000c3';

/** As the index does it: every term has one of its lexemes among the text's. */
function finds(typed: string, text: string): boolean {
  const lexemes = lexemesOf(text);
  const terms = termsOf(typed);
  return (
    terms.length > 0 &&
    terms.every(({ any }) =>
      any.some(({ lexeme, begins }) => lexemes.some((one) => (begins ? one.startsWith(lexeme) : one === lexeme))),
    )
  );
}

it.each([
  ['lamp', 'The Lamp flickers.'],
  ['LÁMPARA', 'la lampara parpadea'],
  ['lamps', 'one lamp'],
  ['lamp', 'two lamps'],
  ['flick', 'The lamp flickers'],
  ['the flick', 'The lamp flickers'],
  ['RMA-7F3K-92QD', 'about rma7f3k92qd please'],
  ['rma7f3k92qd', 'about RMA-7F3K-92QD please'],
  ['RMA-7F3K', 'about RMA-7F3K-92QD please'],
  ['#W-20377', 'order W20377'],
  ['w20377', 'order #W-20377'],
  ['20377', 'order W20377'],
  ['20377', 'order #W-20377'],
  ['114-3941689-8772232', 'Amazon order 11439416898772232'],
  ['11439416898772232', 'order 114-3941689-8772232'],
  ['dana@first.example', 'write to Dana@First.example, please'],
  ['dana@fi', 'write to dana@first.example'],
  ['dana', 'write to dana@first.example'],
  ['(512) 555-0100', 'call +1 512 555 0100'],
  ['+1 512 555 0100', 'call (512) 555-0100'],
  ['pre-order', 'a pre-order'],
  ['preorder', 'a pre-order'],
  ["don't", 'I don’t know'],
  ['台灯', '我的台灯不亮了'],
  ['不亮', '我的台灯不亮了'],
  ['灯', '我的台灯不亮了'],
  ['台灯 W20377', '订单 W-20377 的台灯'],
  ['订单W20377', '订单 W-20377 的台灯'],
  ['Ｗ２０３７７', 'order W20377'],
  ['glas', 'a glass lamp'],
])('«%s» finds «%s»', (typed, text) => {
  expect(finds(typed, text)).toBe(true);
});

it.each([
  ['lamp shade', 'the lamp'],
  ['lam the', 'the lamp'],
  ['灯台', '我的台灯不亮了'],
  ['RMA-7F3K-92QE', 'about RMA-7F3K-92QD'],
  ['dana@second.example', 'dana@first.example'],
  ['!!!', 'what!!!'],
])('«%s» does not find «%s»', (typed, text) => {
  expect(finds(typed, text)).toBe(false);
});

it('any stretch of a Chinese text finds it', () => {
  const characters = fc.array(fc.constantFrom(...'退货退款台灯收到坏了订单缺件垫子'), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(characters, fc.nat(), fc.nat(), (text, a, b) => {
      const from = a % text.length;
      const to = from + 1 + (b % (text.length - from));
      expect(finds(text.slice(from, to).join(''), text.join(''))).toBe(true);
    }),
  );
});

it('whatever is typed or written makes lexemes and a query that PostgreSQL can read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
      for (const lexeme of lexemesOf(typed)) expect(lexeme.length).toBeLessThanOrEqual(48);
      const query = tsquery(WORKSPACE, [BRAND], termsOf(typed));
      const texts = [query?.finished ?? '', query?.unfinished ?? ''];
      for (const text of texts) expect(text.replace(/''/g, '').split("'").length % 2).toBe(1);
    }),
  );
});

it('a lexeme names its workspace, and a row its brand', () => {
  const ours = indexed(WORKSPACE, BRAND, ['lamp']);
  const theirs = indexed(OTHER, BRAND, ['lamp']);
  expect(ours.some((one) => theirs.includes(one))).toBe(false);
  expect(tsquery(WORKSPACE, null, termsOf('!!'))).toBeNull();
});

const marked = (text: string) => text.replaceAll(OPENS, '[').replaceAll(CLOSES, ']');

it.each([
  ['lampara', 'La Lámpara no enciende', 'La [Lámpara] no enciende'],
  ['lamps', 'one lamp, two lamps', 'one [lamp], two [lamps]'],
  ['台灯', '我的台灯不亮了', '我的[台灯]不亮了'],
  ['w20377', 'order #W20377\nis late', 'order #[W20377] is late'],
  ['amp', 'the lamp', 'the lamp'],
])('«%s» is marked in «%s»', (typed, text, shown) => {
  expect(marked(excerpt(text, termsOf(typed)))).toBe(shown);
});

it('a long text is cut to the words around the find', () => {
  const shown = excerpt(`${'before '.repeat(100)}the cushion ${'after '.repeat(100)}`, termsOf('cushion'));
  expect(marked(shown)).toMatch(/^…before.*the \[cushion\] after.*…$/);
  expect(shown.length).toBeLessThan(200);
});

it("a buyer's own marks are not taken for ours", () => {
  expect(excerpt(`a${OPENS}b${CLOSES} lamp`, termsOf('lamp'))).toBe(`ab ${OPENS}lamp${CLOSES}`);
});
