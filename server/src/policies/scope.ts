import type { PolicyRules, PolicyScope } from '@recoup/contract';
import { dayIn } from '../platform/clock.ts';

/** A version that may hold for an order: of each policy the one in force when the order was placed, or else its first. */
export type Candidate = {
  policyId: string;
  versionId: string;
  version: number;
  name: string;
  scope: PolicyScope;
  rules: PolicyRules;
  publishedAt: Date;
  archivedAt: Date | null;
};
export type Bought = { placedAt: Date; zone: string; channel: string; sku: string; category: string };

const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();
const holds = (list: readonly string[], value: string) => list.length === 0 || list.some((one) => same(one, value));

/** Does the scope take in this order line? Dates are days of purchase in the brand's zone, both included. */
export function covers(scope: PolicyScope, bought: Bought): boolean {
  const day = dayIn(bought.zone, bought.placedAt);
  return (
    holds(scope.skus, bought.sku) &&
    holds(scope.categories, bought.category) &&
    holds(scope.channels, bought.channel) &&
    (scope.bought_from === null || day >= scope.bought_from) &&
    (scope.bought_to === null || day <= scope.bought_to)
  );
}

/** How narrow a scope is: named products before categories before channels before a season before everything. */
export function specificity(scope: PolicyScope): number {
  return (
    (scope.skus.length > 0 ? 8 : 0) +
    (scope.categories.length > 0 ? 4 : 0) +
    (scope.channels.length > 0 ? 2 : 0) +
    (scope.bought_from || scope.bought_to ? 1 : 0)
  );
}

/**
 * The version that holds for an order line; null where none does. In this order:
 * 1. what was in force when it was bought, before what was first published later (an order older than every policy
 *    still has one) and, of the latter, policies in use before archived ones;
 * 2. the narrower scope;
 * 3. the newer publication.
 */
export function policyFor(candidates: readonly Candidate[], bought: Bought): Candidate | null {
  const rank = (one: Candidate) => {
    const inForce = one.publishedAt <= bought.placedAt;
    return [Number(inForce), Number(inForce || !one.archivedAt), specificity(one.scope), one.publishedAt.getTime()];
  };
  const found = candidates
    // An archived policy stays for what was bought before.
    .filter((one) => (one.archivedAt === null || one.archivedAt > bought.placedAt) && covers(one.scope, bought))
    .map((one) => ({ one, rank: rank(one) }));
  found.sort((a, b) => a.rank.reduce((order, value, i) => order || b.rank[i]! - value, 0));
  return found[0]?.one ?? null;
}
