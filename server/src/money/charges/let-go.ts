import { takeFromPayment } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newCode, newId } from '../../platform/ids.ts';
import { enqueue, record } from '../../platform/record.ts';
import { waysOf } from '../gateways/gateway-for.ts';
import { book } from '../ledger/ledger.store.ts';
import { owed } from '../ledger/ledger.ts';
import { refundEvent } from '../refunds/refund-events.ts';
import { insertRefunds, settingsOf } from '../refunds/refunds.store.ts';
import { unpaid } from './charge.ts';
import { type ChargeRow, chargeEvent, saveCharge } from './charges.store.ts';

/** A charge that is wanted no more. What was not paid is not asked for any more, a hold is released, what was paid is owed back. The charge is locked. */
export async function letGo(tx: Tx, ctx: Ctx, charge: ChargeRow): Promise<void> {
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

/** What a buyer paid for something they do not get after all is owed like any refund, once: through the queue, by the same rules. */
export async function giveBack(tx: Tx, ctx: Ctx, charge: ChargeRow): Promise<void> {
  if (!charge.payment_id) return;
  const amount = charge.captured ?? charge.amount;
  const { brand_id, order_id, return_id, customer_id, currency, code, title } = charge;
  const { second_person_above } = await settingsOf(tx, ctx, brand_id);
  const payment = {
    id: charge.payment_id,
    external_id: charge.reference ?? '',
    method: 'card',
    label: '',
    currency,
    left: 0,
  };
  const parts = [
    { code: 'charge', amount, facts: { line_id: charge.return_line_id ?? '', title, quantity: 1, charge: code } },
  ];
  const row = {
    id: newId(),
    code: newCode('RF'),
    kind: 'refund' as const,
    payment,
    amount,
    parts,
    lines: [],
    cause: `charge:${charge.id}`,
    ...(await waysOf(tx, ctx, brand_id))(charge.gateway === 'manual' ? null : payment),
    needs_second: second_person_above !== null && amount > second_person_above,
    due_at: null,
    goes_at: null,
  };
  const [made] = await insertRefunds(tx, ctx, { brand_id, order_id, customer_id, currency, return_id }, [row]);
  if (!made) return;
  await takeFromPayment(tx, ctx, charge.payment_id, amount);
  await book(tx, ctx, [
    { brand_id, order_id, return_id, currency, memo: row.code, cause: `refund.owed:${row.id}`, lines: owed(parts) },
  ]);
  await record(tx, ctx, [
    refundEvent(
      'refund.owed',
      { ...row, brand_id, order_id, return_id },
      { amount: { amount, currency }, due_at: null, needs_second: row.needs_second },
    ),
  ]);
}
