import { describe, expect, test } from 'vitest';
import { shippedFlows } from '../flows/default-flows/index.ts';
import { wrongInRewording } from './checked-words.ts';

/** Values as look-ups give them. */
const SAMPLES: Record<string, string> = {
  'offer.amount': '$24.00',
  'offer.title': 'Keep it, $24.00 back',
  'offer.by': 'Tuesday, November 24',
  'offer.to': 'Visa ending 4417',
  'order.number': '#20455',
  'order.title': 'Halo lamp',
  'window.days': '12',
  'window.until': 'Saturday, December 12',
};
const filled = (text: string) => text.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_, name: string) => SAMPLES[name] ?? 'Halo');

describe('what the flows say as shipped may be said, word for word', () => {
  const says = [...shippedFlows.values()].flatMap(({ key, steps }) =>
    steps.flatMap(({ id, say, say_again }) =>
      [say, say_again].flatMap((words) =>
        words
          ? (['en', 'zh', 'es'] as const).map(
              (language) => [`${key}/${id} ${language}`, language, filled(words[language])] as const,
            )
          : [],
      ),
    ),
  );
  test.each(says)('%s', (_where, language, text) => {
    expect(wrongInRewording(text, { text, also: [], language })).toEqual([]);
  });
});
