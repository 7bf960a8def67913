/** How a brand's assistant is set up, as it is kept; pure. What is not kept is as it is where nobody set anything. */
import type { AssistantSettings } from '@recoup/contract';

/** As it is kept: without what is said of the key and of what was spent, which have columns and tables of their own. */
export type Kept = Omit<AssistantSettings, 'model'> & {
  model: Omit<AssistantSettings['model'], 'key_set' | 'spent_this_month'>;
};

/**
 * Nobody set anything: it answers nowhere. Where it is put on, it may offer whatever policy lets it but a repair, which wants
 * a person's eye; it asks for a code by mail before it does anything, and gives at most 2,000.00 a day in the brand's currency.
 */
export function defaultsFor(brand: { name: string; languages: AssistantSettings['languages'] }): Kept {
  return {
    answers: {},
    name: `${brand.name} Assistant`.slice(0, 60),
    languages: brand.languages.length > 0 ? brand.languages : ['en'],
    tone: 'warm',
    greeting: null,
    may_offer: [
      'guidance',
      'spare_part',
      'keep_it',
      'next_order_discount',
      'store_credit',
      'exchange',
      'replacement',
      'refund',
    ],
    proof: 'email_code',
    hand_over: { after_failures: 2, words: [], above: null, team_id: null },
    caps: { acts_per_conversation: 5, acts_per_day: 200, amount_per_day: 200_000 },
    model: {
      on: false,
      kind: 'openai_compatible',
      base_url: null,
      name: null,
      timeout_ms: 8_000,
      budget_per_month: 2_000,
      price_in: 1,
      price_out: 5,
      words: true,
      understands: true,
      copilot: true,
    },
  };
}

/** What was kept by an earlier version says nothing of what came since: there the defaults hold. */
export function completed(kept: Partial<Kept> | null, defaults: Kept): Kept {
  if (!kept) return defaults;
  return {
    ...defaults,
    ...kept,
    hand_over: { ...defaults.hand_over, ...kept.hand_over },
    caps: { ...defaults.caps, ...kept.caps },
    model: { ...defaults.model, ...kept.model },
  };
}

/** What of it changed, by name; never what a key was. */
export function changedIn(before: Kept, after: Kept): string[] {
  const names = Object.keys(after) as (keyof Kept)[];
  return names.filter((name) => JSON.stringify(sorted(before[name])) !== JSON.stringify(sorted(after[name])));
}

/** JSON in the database comes back with its names in another order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}

/** Where a model is asked: a key given for one server is not shown to another. */
export function placeOf(model: Pick<Kept['model'], 'kind' | 'base_url'>): string {
  return `${model.kind}:${model.base_url === null ? '' : new URL(model.base_url).origin}`;
}

/** Nobody can be asked: the model has no name, no address, or no key where one is needed. An own server may do without a key. */
export function isIncomplete(model: Kept['model'], hasKey: boolean): boolean {
  if (!model.on) return false;
  return model.name === null || (model.kind === 'anthropic' ? !hasKey : model.base_url === null);
}
