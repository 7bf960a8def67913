import type { AnswerOf, assistant, FlowKey } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { addDays, dayIn } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { changesIn } from './changes.ts';
import { checkFlow } from './check-flow.ts';
import { endedSince, type KeptFlow, keptFlows, stepsSince } from './flows.store.ts';

type Row = AnswerOf<(typeof assistant)['flows']>['rows'][number];
type Detail = AnswerOf<(typeof assistant)['flow']>;
const DAYS = 30;

/** A brand's flows with how each did in the last 30 days. Throws `brand.not_found`. */
export async function flowRows(tx: Tx, ctx: Ctx, brandId: string): Promise<Row[]> {
  const brand = await brandOf(tx, brandId);
  const ended = await endedSince(tx, ctx, brand.id, daysAgo(ctx));
  return (await keptFlows(tx, ctx, brand.id)).map((kept) => rowOf(kept, ended.get(kept.key)));
}

/** One flow, live and draft, with what is wrong with it and the counts of its picture. Throws `brand.not_found`. */
export async function flowDetail(tx: Tx, ctx: Ctx, brandId: string, key: FlowKey): Promise<Detail> {
  const brand = await brandOf(tx, brandId);
  const all = await keptFlows(tx, ctx, brand.id);
  const kept = all.find((one) => one.key === key);
  if (!kept) throw new Error(`no flow is shipped for ${key}`);
  const ended = await endedSince(tx, ctx, brand.id, daysAgo(ctx));
  const today = dayIn(brand.timeZone, ctx.now);
  return {
    ...rowOf(kept, ended.get(key)),
    live: kept.live,
    draft: kept.draft,
    draft_by: kept.draft_by,
    problems: checkFlow(
      kept.draft ?? kept.live,
      all.map(({ live }) => live),
    ),
    counts: await stepsSince(tx, ctx, brand.id, key, addDays(today, -DAYS)),
    published_at: kept.published_at?.toISOString() ?? null,
    published_by: kept.published_by,
  };
}

function rowOf({ key, version, live, draft }: KeptFlow, ended: { matters: number; settled: number } | undefined): Row {
  const { matters, settled } = ended ?? { matters: 0, settled: 0 };
  const now = draft ?? live;
  return {
    key,
    name: now.name,
    intents: now.starts.intents,
    version,
    draft_changes: draft ? changesIn(live, draft) : 0,
    matters,
    settled: matters === 0 ? null : Math.round((settled * 10_000) / matters),
  };
}

const daysAgo = ({ now }: Ctx): Date => new Date(now.getTime() - DAYS * 86_400_000);
