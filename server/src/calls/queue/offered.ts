import type { AnswerOf, buyerCalls, CallSettings } from '@recoup/contract';
import { callHours } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { deskState, isOn } from '../desks/desk.ts';
import { readDesks } from '../desks/desks.store.ts';
import { settingsOf } from '../settings/settings.store.ts';
import { callers, lastSeconds } from './queue.store.ts';
import { expectedWait, usualSeconds } from './wait.ts';

type Entry = CallSettings['entries'][number];

/**
 * Whether a buyer is offered a call there, whether somebody would answer it now, and how long they would wait. In the hours the
 * brand set for calls; without any, whenever somebody is there. Outside of them there are slots, where the brand offers any.
 */
export async function offeredNow(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  entry: Entry,
): Promise<AnswerOf<typeof buyerCalls.offered>> {
  const settings = await settingsOf(tx, ctx, brandId);
  if (!settings.enabled || !settings.entries.includes(entry))
    return { offered: false, now: false, expected_seconds: null, slots: false, back_at: null };
  const hours = await callHours(tx, ctx, settings.calendar_id);
  const on = (await readDesks(tx, ctx)).filter((desk) => isOn(desk, brandId, ctx.now));
  const free = on.filter((desk) => deskState(desk, ctx.now).state === 'free').length;
  const ahead = (await callers(tx, ctx)).filter((one) => one.brand_id === brandId && !one.call_back).length;
  const talk = usualSeconds(await lastSeconds(tx, ctx, brandId));
  const wait = hours.open ? expectedWait({ ahead, on: on.length, free, talk }) : null;
  const now = wait !== null && wait <= settings.most_wait_seconds;
  return {
    offered: true,
    now,
    expected_seconds: wait,
    slots: settings.slots.enabled,
    back_at: hours.open ? null : (hours.opens_at?.toISOString() ?? null),
  };
}

/** Does the widget of a brand show the button? */
export async function offersCalls(tx: Tx, ctx: Ctx, brandId: string): Promise<boolean> {
  const settings = await settingsOf(tx, ctx, brandId);
  return settings.enabled && settings.entries.includes('widget');
}
