import { expect, it } from 'vitest';
import { htmlOf, minutesToRead, picturesIn, plainOf } from './markdown.ts';

const ID = '0199a700-0000-7000-8000-0000000000a1';
const OTHER = '0199a700-0000-7000-8000-0000000000b2';
const pictures = new Map([[ID, '/v1/files/signed?x=1&y=2']]);
const html = (body: string) => htmlOf(body, pictures).trim();

it.each([
  ['**bold** and *soft*', '<p><strong>bold</strong> and <em>soft</em></p>'],
  ['<script>alert(1)</script>', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'],
  ['<img src=x onerror=alert(1)>', '<p>&lt;img src=x onerror=alert(1)&gt;</p>'],
  ['[x](javascript:alert(1))', '<p>[x](javascript:alert(1))</p>'],
  ['[x](JaVaScRiPt:alert(1))', '<p>[x](JaVaScRiPt:alert(1))</p>'],
  ['[x](data:text/html;base64,PHNjcmlwdD4=)', '<p>[x](data:text/html;base64,PHNjcmlwdD4=)</p>'],
  ['[x](//evil.example)', '<p>[x](//evil.example)</p>'],
  [
    '[shop](https://lumora.example/?a=1&b=2)',
    '<p><a href="https://lumora.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow">shop</a></p>',
  ],
  ['[returns](/r/lumora)', '<p><a href="/r/lumora">returns</a></p>'],
  [
    `![the "switch"](file:${ID})`,
    '<p><img src="/v1/files/signed?x=1&amp;y=2" alt="the &quot;switch&quot;" loading="lazy"></p>',
  ],
  [`![the switch](file:${OTHER})`, '<p>the switch</p>'],
  ['![tracker](https://evil.example/pixel.gif)', '<p>tracker</p>'],
  [
    '[x](https://e.example" onclick="alert(1))',
    '<p>[x](<a href="https://e.example" target="_blank" rel="noopener noreferrer nofollow">https://e.example</a>&quot; onclick=&quot;alert(1))</p>',
  ],
])('%s', (body, shown) => {
  expect(html(body)).toBe(shown);
});

it('pictures of a text are named once, those in code are none', () => {
  expect(picturesIn(`![a](file:${ID}) ![b](file:${ID})\n\n    ![c](file:${OTHER})`)).toEqual([ID]);
});

it('the words alone are found and shown', () => {
  expect(plainOf('# The lamp\n\nPress the **switch**\ntwice. [More](https://x.example)\n\n- one\n- two')).toBe(
    'The lamp\nPress the switch twice. More\none\ntwo',
  );
});

it('reading takes a minute at least', () => {
  expect(minutesToRead('Short.')).toBe(1);
  expect(minutesToRead('word '.repeat(880))).toBe(4);
  expect(minutesToRead('灯'.repeat(800))).toBe(2);
});
