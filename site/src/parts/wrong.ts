import { dollars, percent } from '../format.ts';
import type { Kind, Wrong } from '../number.ts';
import type { Words } from '../words.ts';

/** What is wrong with a number, and what it may be. */
export function wrongWords({ t }: Words, wrong: Wrong, kind: Kind): string {
  if (!('limit' in wrong)) return t(`wrong.${wrong.code}`);
  const limit =
    kind === 'money'
      ? dollars(wrong.limit)
      : kind === 'share'
        ? percent(wrong.limit)
        : wrong.limit.toLocaleString('en-US');
  return t(`wrong.${wrong.code}`, { limit });
}
