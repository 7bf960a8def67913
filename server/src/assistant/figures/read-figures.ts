import type { AnswerOf, assistant, QueryOf } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { handlingOf, percentiles } from '../../inbox/index.ts';
import { readRates } from '../../money/index.ts';
import { addDays, startOfDay } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import type { Money } from '../../platform/money.ts';
import {
  type Asked,
  actsDone,
  brandsAsked,
  countedConversations,
  type Done,
  endedMatters,
  modelSpending,
  understoodTurns,
} from './figures.store.ts';
import { handedOver, mattersByFlow, share, sharesOf } from './reckon.ts';

type Query = QueryOf<(typeof assistant)['figures']>;
const MICRO_USD_PER_CENT = 10_000;

/**
 * How the assistant does, over conversations that began between two days of each brand's zone; defined in docs/assistant.md.
 * Throws `brand.not_found`.
 */
export function readFigures(ctx: Ctx, asked: Query): Promise<AnswerOf<(typeof assistant)['figures']>> {
  return inWorkspace(ctx, async (tx) => {
    if (asked.brand_id !== undefined) await brandOf(tx, asked.brand_id);
    const rows = await countedConversations(tx, ctx, asked);
    const spoke = rows.filter(({ turns }) => turns > 0);
    const ids = spoke.map(({ id }) => id);
    const matters = await endedMatters(tx, ctx, ids);
    const { heard, abstained } = await understoodTurns(tx, ctx, ids);
    const { by, complete } = handedOver(matters);
    const turns = percentiles(spoke.map((one) => one.turns));
    const spent = spoke.length === 0 ? null : (await modelSpending(tx, ctx, asked)) / MICRO_USD_PER_CENT / spoke.length;
    return {
      conversations: rows.length,
      ...sharesOf(rows),
      handed_over: by,
      hand_over_complete: complete,
      turns: turns && { p50: turns[0], p90: turns[1] },
      cost_assistant: spent === null ? null : { amount: Math.round(spent), currency: 'USD' },
      cost_person: await costOfPeople(tx, ctx, asked),
      abstained: share(abstained, heard),
      acts: inOneCurrency(await actsDone(tx, ctx, ids)),
      by_flow: mattersByFlow(matters),
    };
  });
}

/**
 * What a conversation costs that people answer: the seconds they worked on those they answered in the time, by what an hour of
 * work costs the brand, shared among them. Null where they answered none, or the brands reckon in several currencies.
 */
async function costOfPeople(tx: Tx, ctx: Ctx, { from, to, brand_id }: Asked): Promise<Money | null> {
  const brands = await brandsAsked(tx, ctx, brand_id);
  const [first] = brands;
  if (!first || brands.some(({ currency }) => currency !== first.currency)) return null;
  let [conversations, cost] = [0, 0];
  for (const { id, time_zone } of brands) {
    const worked = await handlingOf(tx, ctx, {
      from: startOfDay(time_zone, from),
      to: startOfDay(time_zone, addDays(to, 1)),
      brand_id: id,
    });
    if (worked.conversations === 0) continue;
    const { rates } = await readRates(tx, ctx, id);
    const perHour = rates.find(({ name }) => name === 'inspection_per_hour')!.value;
    conversations += worked.conversations;
    cost += (worked.seconds * perHour) / 3600;
  }
  return conversations === 0 ? null : { amount: Math.round(cost / conversations), currency: first.currency };
}

/** By kind; an amount only where it is of one currency. */
function inOneCurrency(done: readonly Done[]): { kind: string; count: number; amount: Money | null }[] {
  const kinds = [...new Set(done.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const own = done.filter((one) => one.kind === kind);
    const [only, ...more] = own;
    const count = own.reduce((total, one) => total + one.count, 0);
    return { kind, count, amount: more.length === 0 ? { amount: only!.amount, currency: only!.currency } : null };
  });
}
