/** Words of the contract while they are typed. Pure. */
import type { BuyerLanguage } from '@recoup/contract';

export type WordsIn = { [L in BuyerLanguage]?: string | undefined };

/** English first, or nothing at all; blank languages are left out. */
export function wordsOf(typed: WordsIn): { en: string; zh?: string; es?: string } | null {
  const [en, zh, es] = [typed.en?.trim() ?? '', typed.zh?.trim() ?? '', typed.es?.trim() ?? ''];
  if (!en && !zh && !es) return null;
  return { en, ...(zh ? { zh } : {}), ...(es ? { es } : {}) };
}

/** The contract wants English where there are words at all: without it a text may stand only while it is typed. */
export const lacksEnglish = (typed: WordsIn): boolean =>
  !typed.en?.trim() && Boolean(typed.zh?.trim() || typed.es?.trim());
