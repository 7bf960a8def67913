import type { Policy, PolicyRules, PolicyScope } from '@recoup/contract';
import { type Actor, may } from '../platform/ctx.ts';
import { Refusal } from '../platform/refusal.ts';
import { disclosureWarnings } from './disclosure.ts';

/** A policy as it stands in the tables, without what depends on who looks. */
export type PolicyRecord = Omit<Policy, 'warnings' | 'moves' | 'scope'> & {
  live: (Policy['live'] & { scope: PolicyScope }) | null;
  draft: (Policy['draft'] & { scope: PolicyScope }) | null;
};

const EVERYTHING: PolicyScope = { categories: [], channels: [], skus: [], bought_from: null, bought_to: null };

/** What may be done to a policy as it stands. An archived one rests: its versions still hold for what was bought before. */
export function movesOf({ draft, archived_at }: Pick<PolicyRecord, 'draft' | 'archived_at'>): Policy['moves'] {
  if (archived_at) return [];
  return draft ? ['edit', 'publish', 'discard', 'archive'] : ['edit', 'archive'];
}

/** As this person sees it: the scope and the warnings are the draft's while there is one. */
export function policySeenBy({ live, draft, ...policy }: PolicyRecord, actor: Actor): Policy {
  const worked = draft ?? live;
  return {
    ...policy,
    scope: worked?.scope ?? EVERYTHING,
    live: live && { id: live.id, version: live.version, rules: live.rules, published_at: live.published_at },
    draft: draft && { id: draft.id, version: draft.version, rules: draft.rules, changed_at: draft.changed_at },
    warnings: worked ? disclosureWarnings(worked.rules) : [],
    moves: may(actor, 'policies.write') ? movesOf({ draft, archived_at: policy.archived_at }) : [],
  };
}

/** A draft as staff write it. */
export type DraftInput = { name: string; scope: PolicyScope; rules: PolicyRules };

/** Throws `input.invalid` where the season ends before it begins. */
export function checkDraft({ scope }: DraftInput): void {
  if (scope.bought_from === null || scope.bought_to === null || scope.bought_from <= scope.bought_to) return;
  const field = { path: 'scope.bought_to', code: 'before_bought_from', message: 'ends before it begins' };
  throw new Refusal('input.invalid', { fields: [field] });
}
