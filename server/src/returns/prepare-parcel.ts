/** What goods that come back need: where they go, by when they must be sent, and a label. */
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import type { NewEvent } from '../platform/record.ts';
import { shipBy } from '../policies/index.ts';
import { siteFor, wantLabel } from '../shipping/index.ts';
import { returnEvent } from './events.ts';
import type { Return } from './return.ts';
import type { Footing } from './returns.store.ts';

type Of = Pick<Return, 'id' | 'code' | 'brand_id' | 'order_id' | 'site_id'>;

/** The site the goods of a request come to; null where none takes them. */
export async function siteOfGoods(tx: Tx, ctx: Ctx, brandId: string, on: Footing): Promise<string | null> {
  const site = await siteFor(tx, ctx, { brandId, categories: on.categories, from: on.from });
  return site?.id ?? null;
}

/** The last day to hand the goods over, in the brand's zone. Of several policies the shortest time holds. */
export function lastDayToSend(on: Footing, now: Date): string {
  const days = (on.rules.length > 0 ? on.rules : [null]).map((rules) => shipBy(rules, now, on.zone));
  return days.sort()[0]!;
}

/** Wishes for a label in the same transaction; a job then gets it from the carrier. */
export async function wishLabel(tx: Tx, ctx: Ctx, of: Of & { site_id: string }, on: Footing): Promise<void> {
  await wantLabel(tx, ctx, {
    returnId: of.id,
    orderId: of.order_id,
    brandId: of.brand_id,
    siteId: of.site_id,
    from: on.from,
    weightG: on.weight_g,
  });
}

/** `keep_it`: lines whose goods stay with the buyer for money; it is owed from approval on. `second_person`: it was beyond a limit. */
export function approvedEvent(
  at: Of & Pick<Return, 'goods_back'> & { lines: readonly { id: string; remedy: string }[] },
  said: { by_policy: boolean; reason: string | null; second_person?: boolean },
): NewEvent {
  const keep_it = at.lines.filter(({ remedy }) => remedy === 'keep_it').map(({ id }) => id);
  const reason = said.reason === null ? {} : { reason: said.reason };
  return returnEvent('return.approved', at, {
    by_policy: said.by_policy,
    ...reason,
    goods_back: at.goods_back,
    keep_it,
    remedies: at.lines.map(({ id, remedy }) => ({ line_id: id, remedy })),
    ...(said.second_person ? { second_person: true } : {}),
  });
}
