/** A policy while it is worked on: what it holds, what changed against the live version, and how it is narrowed. */
import type { Policy, PolicyRules, PolicyScope } from '@recoup/contract';

export type Draft = { name: string; scope: PolicyScope; rules: PolicyRules };

/** As the server keeps it: the draft where there is one, else what is live. */
export function keptDraft(policy: Policy): Draft | null {
  const rules = policy.draft?.rules ?? policy.live?.rules;
  return rules ? { name: policy.name, scope: policy.scope, rules } : null;
}

/** Equal whatever order the keys stand in, as JSON columns give them back in their own. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => same(left[key], right[key]));
}

/** Sets of reasons, categories and the like mean the same in any order. */
export function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each));
}

/** How many values of the rules are others than before; a list counts as one value. */
export function countChanges(before: PolicyRules, after: PolicyRules): number {
  return differing(before, after);
}
function differing(a: unknown, b: unknown): number {
  if (Array.isArray(a) && Array.isArray(b)) return sameSet(a.map(String), b.map(String)) ? 0 : 1;
  if (!isTable(a) || !isTable(b)) return same(a, b) ? 0 : 1;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].reduce((sum, key) => sum + differing(a[key], b[key]), 0);
}
function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const everything: PolicyScope = { categories: [], channels: [], skus: [], bought_from: null, bought_to: null };

/** Does it hold for every order of the brand? */
export function holdsForAll({ categories, channels, skus, bought_from, bought_to }: PolicyScope): boolean {
  return categories.length + channels.length + skus.length === 0 && bought_from === null && bought_to === null;
}
