/** Two versions beside each other, sentence by sentence, as a buyer would have read them. */
import type { PolicyRules, StaffLanguage } from '@recoup/contract';
import { policyWords, type WordPart } from '@recoup/contract/policy-words';

/** `opened_accepted` and `opened_refused` are one matter; the rest of the key tells which way it went. */
const matterOf = (key: string) => key.split('_')[0]!;

export type Compared = { matter: string; before: WordPart[][]; after: WordPart[][]; same: boolean };

/** Every matter of either version, in reading order, with its sentences before and after. */
export function compareRules(
  before: PolicyRules,
  after: PolicyRules,
  language: StaffLanguage,
  currency: string,
): Compared[] {
  const [old, now] = [before, after].map((rules) => byMatter(policyWords(rules, language, currency))) as [
    Matters,
    Matters,
  ];
  const matters = [...now.keys()];
  for (const matter of old.keys()) if (!matters.includes(matter)) matters.push(matter);
  return matters.map((matter) => {
    const [was, is] = [old.get(matter) ?? [], now.get(matter) ?? []];
    return { matter, before: was, after: is, same: textOf(was) === textOf(is) };
  });
}

type Matters = Map<string, WordPart[][]>;
function byMatter(sentences: ReturnType<typeof policyWords>): Matters {
  const found: Matters = new Map();
  for (const { key, parts } of sentences) found.set(matterOf(key), [...(found.get(matterOf(key)) ?? []), parts]);
  return found;
}
export function textOf(sentences: WordPart[][]): string {
  return sentences.map((parts) => parts.map((part) => ('text' in part ? part.text : part.value)).join('')).join(' ');
}
