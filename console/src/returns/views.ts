/** What the list of returns can be asked: its standard views, its sentence as it stands in the address, and the query it makes. Pure. */
import { type QueryIn, reasons, returnStage, type returns } from '@recoup/contract';
import { z } from 'zod';

export const views = ['needs_decision', 'late', 'on_the_way', 'at_dock', 'refund_owed', 'closed_week', 'all'] as const;
export type View = (typeof views)[number];

export const sorts = ['clock', 'newest', 'oldest'] as const;
export type Sort = (typeof sorts)[number];
/** Days back, of "asked in the last 30 days". */
export const askedChoices = ['7', '30', '90'] as const;

const many = (of: readonly string[]) => z.string().refine((value) => value.split(',').every((one) => of.includes(one)));
const gone = <T extends z.ZodType>(of: T) => of.optional().catch(undefined);
/** The address of the list. What cannot be read is left out, so that an old or hand-typed address still opens. */
export const listSearch = z.object({
  view: z.enum(views).catch('needs_decision').default('needs_decision'),
  sort: gone(z.enum(sorts)),
  site: gone(z.uuid()),
  brand: gone(z.uuid()),
  sku: gone(z.string().min(1).max(80)),
  reason: gone(many(reasons)),
  stage: gone(many(returnStage.options)),
  customer: gone(z.uuid()),
  order: gone(z.uuid()),
  asked: gone(z.enum(askedChoices)),
  q: gone(z.string().min(1).max(100)),
});
export type ListSearch = z.output<typeof listSearch>;

/** Where something must happen by a time, what is due first comes first. */
export function usualSort(view: View): Sort {
  return view === 'all' || view === 'closed_week' ? 'newest' : 'clock';
}

const DAY = 86_400_000;
type Query = NonNullable<QueryIn<typeof returns.list>>;
type Scope = { brand_id?: string | undefined; site_id?: string | undefined };

/** The query of the API. What the bar at the top narrows to stands unless the sentence names another. `dayKey` is the reader's calendar. */
export function queryOf(search: ListSearch, scope: Scope, now: number, dayKey: (at: number) => string): Query {
  return {
    view: search.view,
    sort: search.sort ?? usualSort(search.view),
    brand_id: search.brand ?? scope.brand_id,
    site_id: search.site ?? scope.site_id,
    sku: search.sku,
    reason: search.reason?.split(',') as Query['reason'],
    stage: search.stage?.split(',') as Query['stage'],
    customer_id: search.customer,
    order_id: search.order,
    asked_from: search.asked && dayKey(now - Number(search.asked) * DAY),
    q: search.q,
  };
}

/** Is the view as it comes, so that its count is the count of the list? */
export function isPlain({ view: _, sort: __, ...rest }: ListSearch): boolean {
  return Object.values(rest).every((value) => value === undefined);
}

/** The sentence as it is kept in a saved view: what is not said is left out. */
export function toKeep(search: ListSearch): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** A saved view as the address it opens. */
export function fromKept(query: Record<string, unknown>): ListSearch {
  return listSearch.parse(query);
}

export function sameSearch(a: ListSearch, b: ListSearch): boolean {
  const [one, other] = [toKeep(a), toKeep(b)];
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => one[key] === other[key]);
}

let last: ListSearch | null = null;
/** The sentence the list was left with, for the way back from a return. */
export const lastSearch = {
  keep: (search: ListSearch) => {
    last = search;
  },
  get: (): ListSearch => last ?? { view: 'needs_decision' },
  /** Did one come from the list at all? */
  kept: (): ListSearch | null => last,
};
