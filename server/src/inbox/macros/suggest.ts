import type { Macro } from '@recoup/contract';
import { type Calendars, type Case, reasons } from '../cases/case.ts';
import { likeness } from './similarity.ts';

/** Texts this alike are about the same thing; below it is chance. */
const ALIKE = 0.12;

export type Suggested = Macro & { suggested: boolean };

/**
 * Macros in the order somebody would want them for a case: those whose intent it is, then those whose words, or the
 * messages they answered before, are most like what the buyer wrote, then the most used. A macro whose conditions do not
 * hold stands last. `answered` are messages of buyers by the macro that answered them.
 */
export function inOrder(
  macros: readonly Macro[],
  at: Case,
  calendars: Calendars,
  answered: ReadonlyMap<string, readonly string[]>,
): Suggested[] {
  const texts = macros.flatMap((macro) => [
    [macro.name, ...Object.values(macro.body ?? {})].join(' ').replace(/\{[{%].*?[%}]\}/gs, ' '),
    (answered.get(macro.id) ?? []).join(' '),
  ]);
  const alike = likeness(at.text, texts);
  const ranked = macros.map((macro, n) => {
    const fits = reasons(macro.conditions, at, calendars) !== null;
    const intended = at.intent !== null && macro.intents.includes(at.intent);
    const similar = Math.max(alike[2 * n] ?? 0, alike[2 * n + 1] ?? 0);
    const suggested = fits && (intended || similar >= ALIKE || macro.conditions.length > 0);
    return { macro, fits, suggested, intended, similar };
  });
  ranked.sort(
    (a, b) =>
      Number(b.suggested) - Number(a.suggested) ||
      Number(b.fits) - Number(a.fits) ||
      Number(b.intended) - Number(a.intended) ||
      (a.suggested ? b.similar - a.similar : 0) ||
      b.macro.used - a.macro.used ||
      a.macro.name.localeCompare(b.macro.name),
  );
  return ranked.map(({ macro, suggested }) => ({ ...macro, suggested }));
}
