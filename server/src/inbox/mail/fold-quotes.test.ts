import { describe, expect, it, test } from 'vitest';
import { fold, pieces } from './fold-quotes.ts';
import { quotedMails } from './testing/quoted-mails.ts';

describe('what a mail quotes and how it is signed is told from what was written', () => {
  test.each(quotedMails)('$name', ({ pieces: expected }) => {
    const whole = expected.map(({ text }) => text).join('');
    expect(pieces(whole)).toEqual(expected);
  });

  it('is known from more than forty programs and habits', () => {
    expect(quotedMails.length).toBeGreaterThanOrEqual(40);
  });

  it('reads the same with the line ends of the wire', () => {
    for (const { pieces: expected } of quotedMails) {
      const whole = expected.map(({ text }) => text.replaceAll('\n', '\r\n')).join('');
      expect(pieces(whole).map(({ kind }) => kind)).toEqual(expected.map(({ kind }) => kind));
      expect(
        pieces(whole)
          .map(({ text }) => text)
          .join(''),
      ).toBe(whole);
    }
  });

  it('loses nothing, whatever the order lines stand in', () => {
    const lines = quotedMails.flatMap(({ pieces: expected }) => expected.flatMap(({ text }) => text.split(/(?<=\n)/)));
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    for (let n = 0; n < 2000; n += 1) {
      const whole = Array.from({ length: random(30) }, () => lines[random(lines.length)]).join('');
      expect(
        pieces(whole)
          .map(({ text }) => text)
          .join(''),
      ).toBe(whole);
    }
  });

  it('takes no longer for a mail made to be slow', () => {
    const began = performance.now();
    fold(`${'On '.repeat(50_000)}\n${'> \n\n'.repeat(20_000)}${'From: a\n'.repeat(20_000)}x`);
    fold(`> a\n${'\n'.repeat(50_000)}> b\n${'\n'.repeat(50_000)}c`);
    fold(`${'On a\n'.repeat(20_000)}${'在 '.repeat(300)}写道`);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
