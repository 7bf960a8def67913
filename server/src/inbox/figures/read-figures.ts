import type { AnswerOf, inbox, QueryOf } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { businessBetween, type Hours } from '../clocks/business-time.ts';
import { hoursOf } from '../clocks/promises.store.ts';
import {
  type Asked,
  conversationsByChannel,
  firstReplies,
  type Handled,
  handled,
  messagesSaid,
  promisesKept,
  type Quantiles,
  quantiles,
  resolutions,
  surveyAnswers,
} from './figures.store.ts';

/** How the inbox does between two instants, as docs/inbox.md defines it. Shares are between 0 and 1; null where nothing was there to be counted. */
export function readFigures(ctx: Ctx, query: QueryOf<typeof inbox.figures>): Promise<AnswerOf<typeof inbox.figures>> {
  const asked: Asked = { ...query, from: new Date(query.from), to: new Date(query.to) };
  return inWorkspace(ctx, async (tx) => {
    const by_channel = await conversationsByChannel(tx, ctx, asked);
    const { messages_in, replies } = await messagesSaid(tx, ctx, asked);
    const settled = await resolutions(tx, ctx, asked);
    const answers = await surveyAnswers(tx, ctx, asked);
    const [csat, nps] = (['csat', 'nps'] as const).map((kind) => answers.find((one) => one.kind === kind));
    return {
      conversations: by_channel.reduce((sum, { conversations }) => sum + conversations, 0),
      messages_in,
      replies,
      resolved: settled.resolved,
      first_contact_resolved: share(settled.first_contact, settled.answered),
      one_touch: share(settled.one_touch, settled.answered),
      handling_seconds: await handlingTime(tx, ctx, await handled(tx, ctx, asked)),
      first_reply_seconds: await firstReplies(tx, ctx, asked),
      clocks: await promisesKept(tx, ctx, asked),
      csat: csat ? { answers: csat.answers, satisfied: csat.good / csat.answers } : null,
      nps: nps ? { answers: nps.answers, score: Math.round(((nps.good - nps.bad) / nps.answers) * 100) } : null,
      by_channel,
    };
  });
}

const share = (part: number, of: number) => (of === 0 ? null : part / of);

/** The work of people on each conversation they answered between two instants: how many there were, and the seconds in sum. */
export async function handlingOf(tx: Tx, ctx: Ctx, asked: Asked): Promise<{ conversations: number; seconds: number }> {
  const each = await secondsOfEach(tx, ctx, await handled(tx, ctx, asked));
  return { conversations: each.length, seconds: each.reduce((sum, seconds) => sum + seconds, 0) };
}

async function handlingTime(tx: Tx, ctx: Ctx, stretches: readonly Handled[]): Promise<Quantiles | null> {
  return quantiles(percentiles(await secondsOfEach(tx, ctx, stretches)));
}

/** The work on each conversation added up, in the brand's business hours where it has some: nights are no work. */
async function secondsOfEach(tx: Tx, ctx: Ctx, stretches: readonly Handled[]): Promise<number[]> {
  const hours = new Map<string, Hours | null>();
  const perConversation = new Map<string, number>();
  for (const { conversation_id, brand_id, from, to } of stretches) {
    if (!hours.has(brand_id)) hours.set(brand_id, await hoursOf(tx, ctx, brand_id, null));
    const open = hours.get(brand_id);
    const ms = open ? businessBetween(open, from, to) : to.getTime() - from.getTime();
    perConversation.set(conversation_id, (perConversation.get(conversation_id) ?? 0) + ms / 1000);
  }
  return [...perConversation.values()];
}

/** The median and the 90th percentile, between neighbours as percentile_cont has it. */
export function percentiles(values: readonly number[]): [number, number] | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number) => {
    const place = part * (sorted.length - 1);
    const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
    return low + (high - low) * (place - Math.floor(place));
  };
  return [at(0.5), at(0.9)];
}
