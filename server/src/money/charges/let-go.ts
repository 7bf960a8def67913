import { paymentsOf, takeFromPayment } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newCode, newId } from '../../platform/ids.ts';
import { enqueue, record } from '../../platform/record.ts';
import { waysOf } from '../gateways/gateway-for.ts';
import { book } from '../ledger/ledger.store.ts';
import { owed } from '../ledger/ledger.ts';
import { type PaymentLeft, shared } from '../refunds/owed.ts';
import { refundEvent } from '../refunds/refund-events.ts';
import { insertRefunds, isOwed, settingsOf } from '../refunds/refunds.store.ts';
import { unpaid } from './charge.ts';
import { type ChargeRow, chargeEvent, isOver, overCause, saveCharge } from './charges.store.ts';

/**
 * A charge that is wanted no more. What was not paid is not asked for any more, a hold is released, what was paid is owed
 * back; a capture on its way is, once it is through. Who was let off stays let off. The charge is locked.
 */
export async function letGo(tx: Tx, ctx: Ctx, charge: ChargeRow): Promise<void> {
  if (isOver(charge) || charge.state === 'waived') return;
  await saveCharge(tx, ctx, charge.id, { cause: overCause(charge) });
  if (unpaid.includes(charge.state)) {
    await saveCharge(tx, ctx, charge.id, { state: 'void', settled_at: ctx.now, ...closing(charge) });
    await record(tx, ctx, [chargeEvent('charge.void', charge)]);
    if (charge.session_id) await doNow(tx, ctx, charge.id);
  } else if (charge.state === 'authorized' && charge.doing === null) {
    await beginRelease(tx, ctx, charge, null);
  } else if (charge.state === 'paid' || charge.state === 'captured') {
    await giveBack(tx, ctx, charge);
  }
}

const closing = (charge: ChargeRow) => (charge.session_id ? { doing: 'close' as const } : {});

/** The company is asked to let the hold go; by hand it is gone at once. */
export async function beginRelease(tx: Tx, ctx: Ctx, charge: ChargeRow, reason: string | null): Promise<void> {
  await saveCharge(tx, ctx, charge.id, { doing: 'release', ...(reason ? { reason } : {}) });
  await doNow(tx, ctx, charge.id);
}

export function doNow(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  return enqueue(tx, ctx, { job: 'settle-charge', payload: { charge_id: id } });
}

/**
 * What a buyer paid for something they do not get after all is owed like any refund, once: through the queue, by the same
 * rules. It goes to the payment it came by; what another refund took of that, to others of the order, or by hand.
 */
export async function giveBack(tx: Tx, ctx: Ctx, charge: ChargeRow, back: Back = wholeOf(charge)): Promise<void> {
  const { cause } = back;
  if (!charge.payment_id || (await isOwed(tx, ctx, cause))) return;
  const { brand_id, order_id, return_id, customer_id, currency } = charge;
  const { second_person_above } = await settingsOf(tx, ctx, brand_id);
  const wayOf = await waysOf(tx, ctx, brand_id);
  const takes = await takesOf(tx, ctx, charge, back.amount);
  const rows = shared(partsOf(charge, back), takes, 0).map(({ payment, amount, parts }, n) => ({
    id: newId(),
    code: newCode('RF'),
    kind: 'refund' as const,
    payment,
    amount,
    parts,
    lines: [],
    cause: n === 0 ? cause : `${cause}#${n + 1}`,
    ...wayOf(charge.gateway === 'manual' && payment?.id === charge.payment_id ? null : payment),
    needs_second: second_person_above !== null && amount > second_person_above,
    due_at: null,
    goes_at: null,
  }));
  await insertRefunds(tx, ctx, { brand_id, order_id, customer_id, currency, return_id }, rows);
  for (const { payment, amount } of rows) if (payment) await takeFromPayment(tx, ctx, payment.id, amount);
  await book(
    tx,
    ctx,
    rows.map(({ id, code: memo, parts }) => ({
      brand_id,
      order_id,
      return_id,
      currency,
      memo,
      cause: `refund.owed:${id}`,
      lines: owed(parts),
    })),
  );
  await record(
    tx,
    ctx,
    rows.map((row) =>
      refundEvent(
        'refund.owed',
        { ...row, brand_id, order_id, return_id },
        {
          amount: { amount: row.amount, currency },
          due_at: null,
          needs_second: row.needs_second,
          charge_id: charge.id,
        },
      ),
    ),
  );
}

/** How much of a charge is owed back, with the tax in it, and why: one cause is owed once. */
export type Back = { amount: number; tax: number; cause: string };

/** As it was booked when it came in: the tax of the whole difference, none of a part of it. */
function wholeOf(charge: ChargeRow): Back {
  const amount = charge.captured ?? charge.amount;
  return { amount, tax: amount === charge.amount ? charge.tax : 0, cause: `charge:${charge.id}` };
}

function partsOf(charge: ChargeRow, { amount, tax }: Back) {
  const facts = { line_id: charge.return_line_id ?? '', title: charge.title, quantity: 1, charge: charge.code };
  return [
    { code: 'charge', amount: amount - tax, facts },
    { code: 'tax', amount: tax, facts },
  ];
}

type GiveFrom = { payment: PaymentLeft | null; amount: number };

/** From which payments of the order it is given back, its own first; by hand where none has so much left. */
async function takesOf(tx: Tx, ctx: Ctx, charge: ChargeRow, amountBack: number): Promise<GiveFrom[]> {
  const { payments } = await paymentsOf(tx, ctx, charge.order_id);
  const usable = payments.filter(({ currency }) => currency === charge.currency);
  const own = (id: string) => Number(id !== charge.payment_id);
  let open = amountBack;
  const takes: GiveFrom[] = [];
  for (const payment of usable.toSorted((a, b) => own(a.id) - own(b.id))) {
    const left = payment.amount - payment.refunded;
    const amount = Math.min(open, left);
    if (amount > 0) takes.push({ payment: { ...payment, left }, amount });
    open -= Math.max(0, amount);
  }
  return open > 0 ? [...takes, { payment: null, amount: open }] : takes;
}
