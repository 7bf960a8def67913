import type { BuyerCall } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { callHours } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { fileUrlOr, photoOf } from '../../uploads/index.ts';
import { deskState, isOn } from '../desks/desk.ts';
import { readDesks } from '../desks/desks.store.ts';
import { inOrder } from '../queue/choose.ts';
import { callers, lastSeconds } from '../queue/queue.store.ts';
import { expectedWait, usualSeconds } from '../queue/wait.ts';
import { settingsOf } from '../settings/settings.store.ts';
import { fileKey, stillsOf } from './buyer-view.read.ts';
import type { Call } from './call.ts';
import { goodsAnswer } from './call-answer.ts';
import { loadCall } from './calls.read.ts';
import { insteadOf } from './instead.ts';
import { initialsOf, shownName } from './shown-name.ts';

/** A call as the buyer's side shows it, to whoever holds that seat. Throws `call.not_found`. */
export async function buyerView(tx: Tx, ctx: Ctx, at: Pick<Call, 'id'>, partId: string): Promise<BuyerCall> {
  const row = await loadCall(tx, ctx, at.id);
  if (!row) throw new Refusal('call.not_found');
  const brand = await brandOf(tx, row.brand_id);
  const settings = await settingsOf(tx, ctx, row.brand_id);
  const me = row.parts.find(({ id }) => id === partId);
  const staff = row.staff && { name: shownName(row.staff.name), initials: initialsOf(row.staff.name) };
  const others = row.parts.filter(
    (part) =>
      part.kind !== 'buyer' && part.joined_at !== null && part.left_at === null && part.staff_id !== row.staff_id,
  );
  const { logo_file_id: logo } = brand.look;
  const goods = row.goods && goodsAnswer(ctx, row.goods);
  return {
    id: row.id,
    code: row.code,
    stage: row.stage,
    brand: {
      name: brand.name,
      slug: brand.slug,
      color: brand.look.color,
      dot: brand.look.dot ?? null,
      logo_url: logo ? fileUrlOr(ctx, await fileKey(tx, ctx, logo)) : null,
    },
    language: row.language ?? brand.languages[0] ?? 'en',
    audio_only: row.audio_only,
    with: staff,
    others: others.map(({ name, kind, mode }) => ({ name: shownName(name), kind, mode })),
    goods: goods && {
      order_number: goods.order_number,
      title: goods.title,
      sku: goods.sku,
      photo_url: goods.photo_url,
    },
    queue: await queueOf(tx, ctx, row),
    scheduled_for: row.scheduled_for?.toISOString() ?? null,
    instead: insteadOf(row, settings),
    answered_at: row.answered_at?.toISOString() ?? null,
    ended_at: row.ended_at?.toISOString() ?? null,
    ended_because: row.ended_because,
    me: { part_id: partId, knocks: me?.knocks ?? false },
    stills: (await stillsOf(tx, ctx, row.id)).map((file) => photoOf(ctx, file)),
    ask_csat: settings.ask_csat && row.stage === 'ended' && row.csat === null,
    csat: row.csat,
  };
}

/** How many stand before it, and how long it will take; null once somebody has it. */
async function queueOf(tx: Tx, ctx: Ctx, at: Call): Promise<BuyerCall['queue']> {
  if (at.stage !== 'waiting' && !(at.stage === 'ringing' && at.staff_id === null)) return null;
  const desks = await readDesks(tx, ctx);
  const on = desks.filter((desk) => isOn(desk, at.brand_id, ctx.now));
  const free = on.filter((desk) => deskState(desk, ctx.now).state === 'free').length;
  const [me] = await callers(tx, ctx, at.id);
  const waiting = (await callers(tx, ctx)).filter(({ id, brand_id }) => id !== at.id && brand_id === at.brand_id);
  const ahead = me ? inOrder([...waiting, me]).findIndex(({ id }) => id === at.id) : 0;
  const talk = usualSeconds(await lastSeconds(tx, ctx, at.brand_id));
  // It rings already: somebody is there.
  const isRinging = at.stage === 'ringing';
  const { calendar_id } = await settingsOf(tx, ctx, at.brand_id);
  const { open } = await callHours(tx, ctx, calendar_id);
  const waits = open ? expectedWait({ ahead, on: on.length, free, talk }) : null;
  const expected = isRinging ? 0 : waits;
  return { ahead: isRinging ? 0 : ahead, expected_seconds: expected };
}
