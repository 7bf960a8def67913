/** What the list of calls can be asked: its views, its sentence as it stands in the address, and the query it makes. Pure. */
import { callStage, type calls, type QueryIn, verdictOf } from '@recoup/contract';
import { z } from 'zod';

export const views = ['now', 'today', 'week', 'missed', 'ended', 'all'] as const;
export type View = (typeof views)[number];
/** Days back, of "asked for in the last 30 days". */
export const askedChoices = ['7', '30', '90'] as const;

const many = (of: readonly string[]) => z.string().refine((value) => value.split(',').every((one) => of.includes(one)));
const gone = <T extends z.ZodType>(of: T) => of.optional().catch(undefined);
/** The address of the list. What cannot be read is left out, so that an old or hand-typed address still opens. */
export const listSearch = z.object({
  view: z.enum(views).catch('now').default('now'),
  staff: gone(z.uuid()),
  verdict: gone(many(verdictOf.options)),
  stage: gone(many(callStage.options)),
  asked: gone(z.enum(askedChoices)),
  order: gone(z.uuid()),
  q: gone(z.string().min(1).max(100)),
});
export type ListSearch = z.output<typeof listSearch>;

type Query = NonNullable<QueryIn<typeof calls.list>>;
export type Days = { day_ends: string; week_ends: string; since: string };
const DAY = 86_400_000;

const stages = {
  now: ['live', 'ringing', 'waiting'],
  today: ['scheduled'],
  week: ['scheduled'],
  missed: ['missed'],
  ended: ['ended'],
} as const satisfies Partial<Record<View, Query['stage']>>;

/** The query of the API. `days` is the reader's calendar: missed and ended ones are those of its last seven days. */
export function queryOf(search: ListSearch, brandId: string | undefined, days: Days, now: number): Query {
  const { view } = search;
  const back = view === 'missed' || view === 'ended' ? days.since : undefined;
  const from = search.asked ? new Date(now - Number(search.asked) * DAY).toISOString() : back;
  return {
    brand_id: brandId,
    stage: view === 'all' ? (search.stage?.split(',') as Query['stage']) : [...stages[view]],
    agreed_to: view === 'today' ? days.day_ends : view === 'week' ? days.week_ends : undefined,
    staff_id: search.staff,
    verdict: search.verdict?.split(',') as Query['verdict'],
    order_id: search.order,
    from,
    q: search.q,
  };
}

/** When the reader's day ends, the next seven days, and the last seven began; `key` is a day of their calendar. */
export function daysOf(now: number, midnight: (day: string) => Date, dayKey: (at: number) => string): Days {
  const after = (days: number) =>
    midnight(dayKey(midnight(dayKey(now)).getTime() + days * DAY + DAY / 2)).toISOString();
  return { day_ends: after(1), week_ends: after(7), since: after(-7) };
}

/** Is the view as it comes, so that its count is the count of the list? */
export function isPlain({ view: _, ...rest }: ListSearch): boolean {
  return Object.values(rest).every((value) => value === undefined);
}
