/** What the inbox can be asked: its views and shelves, the sentence of filters as it stands in the address, the query it makes. Pure. */
import { channelKind, type inbox, inboxShelf, inboxView, priority, type QueryIn, tagWord } from '@recoup/contract';
import { z } from 'zod';

export type View = z.output<typeof inboxView>;
export type Shelf = z.output<typeof inboxShelf>;
export const shelves = ['open', 'waiting', 'snoozed', 'assistant', 'resolved', 'closed'] as const satisfies Shelf[];
export const sorts = ['clock', 'newest', 'oldest'] as const;

const gone = <T extends z.ZodType>(of: T) => of.optional().catch(undefined);
/** The address of the list. What cannot be read is left out, so that an old or hand-typed address still opens. */
export const inboxSearch = z.object({
  view: gone(inboxView),
  shelf: gone(inboxShelf),
  sort: gone(z.enum(sorts)),
  team: gone(z.uuid()),
  who: gone(z.uuid()),
  channel: gone(channelKind),
  tag: gone(tagWord),
  priority: gone(priority),
  language: gone(z.string().regex(/^[a-z]{2}(-[A-Za-z]{2,4})?$/)),
  contact: gone(z.uuid()),
  customer: gone(z.uuid()),
  order: gone(z.uuid()),
  return: gone(z.uuid()),
  /** The message of a search's find, where one conversation is opened. */
  message: gone(z.uuid()),
});
export type InboxSearch = z.output<typeof inboxSearch>;

type Query = NonNullable<QueryIn<typeof inbox.list>>;

/** Views that stand across the shelves: what is late is late wherever it stands. */
const acrossShelves: ReadonlySet<View> = new Set(['breach_soon', 'breached', 'spam', 'mentions']);
/** Nothing runs out on these shelves: the newest word comes first. */
const newestFirst: ReadonlySet<Shelf> = new Set(['resolved', 'closed', 'any']);

export const viewOf = (search: InboxSearch): View => search.view ?? 'mine_and_unassigned';
export const hasShelves = (search: InboxSearch): boolean => !acrossShelves.has(viewOf(search));
export const shelfOf = (search: InboxSearch): Shelf => (hasShelves(search) ? (search.shelf ?? 'open') : 'any');
export const sortOf = (search: InboxSearch) => search.sort ?? (newestFirst.has(shelfOf(search)) ? 'newest' : 'clock');

/** The query of the API. The brand is the one chosen in the bar. */
export function queryOf(search: InboxSearch, scope: { brand_id?: string | undefined }): Query {
  const view = viewOf(search);
  return {
    view,
    // Late and nearly late are asked of what still runs; the rest of these views holds every shelf.
    shelf: shelfOf(search),
    sort: sortOf(search),
    brand_id: scope.brand_id,
    team_id: search.team,
    assignee_id: search.who,
    channel: search.channel,
    tag: search.tag,
    priority: search.priority,
    language: search.language,
    contact_id: search.contact,
    customer_id: search.customer,
    order_id: search.order,
    return_id: search.return,
  };
}

const filterKeys = [
  'team',
  'who',
  'channel',
  'tag',
  'priority',
  'language',
  'contact',
  'customer',
  'order',
  'return',
] as const;
/** Is anything asked beyond view and shelf, so that the counts of the shelves do not say how long the list is? */
export const isFiltered = (search: InboxSearch): boolean => filterKeys.some((key) => search[key] !== undefined);
/** The same view and shelf without its filters. */
export const unfiltered = ({ view, shelf, sort }: InboxSearch): InboxSearch => ({ view, shelf, sort });
