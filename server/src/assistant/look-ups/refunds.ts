import { BANK_DAYS } from '../../money/index.ts';
import { addDays, dayIn as calendarDay } from '../../platform/clock.ts';
import { returnsOfOrder, trackingPage } from '../../returns/index.ts';
import { dayIn, type Finds, moneyIn, plainCard } from './look.ts';
import { refundsOf } from './orders.read.ts';
import { orderOf } from './seen-order.ts';
import { stageWords } from './words.ts';

/** The money of an order that goes back: what was sent, what is owed, what failed. Speaks of the newest. */
export const refunds: Finds = async (look) => {
  const { tx, ctx, brand, of } = look;
  const order = await orderOf(look);
  if (!order) return { facts: { any: false, sent: false, owed: false, failed: false } };
  const all = await refundsOf(tx, ctx, order.id);
  const has = (...states: string[]) => all.some(({ state }) => states.includes(state));
  const [newest] = all;
  const arrives = newest && arrivesBy(newest, brand.timeZone);
  const returns = await returnsOfOrder(tx, ctx, order.id);
  return {
    facts: { any: all.length > 0, sent: has('sent'), owed: has('owed', 'sending'), failed: has('failed') },
    variables: {
      amount: newest && moneyIn(look, newest),
      on: newest?.sent_at && dayIn(look, newest.sent_at),
      to: newest?.to,
      arrives_by: arrives && dayIn(look, arrives),
    },
    sources: [{ kind: 'order', id: order.id, title: order.number }],
    cards: returns.slice(0, 1).map(({ id, code, title, stage }) =>
      plainCard('return', {
        title: `${code} · ${title}`,
        value: newest ? moneyIn(look, newest) : null,
        detail: stageWords[of.language][stage],
        url: trackingPage(ctx, brand.slug, { brand_id: brand.id, order_id: order.id, return_id: id }),
      }),
    ),
  };
};

/** The day a bank shows it: of what was sent; of what is owed, the same days after it is due. Pure. */
function arrivesBy(of: { kind: string; sent_at: Date | null; due_at: Date | null }, zone: string): string | null {
  const from = of.sent_at ?? of.due_at;
  if (!from) return null;
  return of.kind === 'store_credit' ? calendarDay(zone, from) : addDays(calendarDay(zone, from), BANK_DAYS);
}
