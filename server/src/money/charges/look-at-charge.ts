import { addPayment } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { openAccount } from '../gateways/accounts.store.ts';
import { type CompanyEvent, companyOf, type OpenAccount, type PayState } from '../gateways/company.ts';
import { book } from '../ledger/ledger.store.ts';
import { chargeReceived, holdEnded, holdPlaced, type Line } from '../ledger/ledger.ts';
import { type ChargeRow, chargeBehind, chargeEvent, isOver, lockCharge, saveCharge } from './charges.store.ts';
import { beginRelease, giveBack } from './let-go.ts';

/** A payment company told of a page or a payment: the charge behind it, if there is one of ours, is brought to where it stands. */
export async function lookAtCharge(ctx: Ctx, account: OpenAccount, event: CompanyEvent): Promise<void> {
  const object = (event.body.data as { object?: { metadata?: { recoup_charge?: unknown } } } | undefined)?.object;
  const named = object?.metadata?.recoup_charge;
  const id = await inWorkspace(ctx, (tx) =>
    chargeBehind(tx, ctx, account.id, { id: typeof named === 'string' ? named : null, objectId: event.objectId }),
  );
  // What was told of is looked at, and not the newest page: a buyer may pay on one that was left open.
  const { objectId } = event;
  if (id)
    await lookAt(
      ctx,
      id,
      event.about === 'page' ? { id: objectId, reference: null } : { id: null, reference: objectId },
    );
}

type Named = { id: string | null; reference: string | null };

/** Asks the company what became of a charge's page and payment (or of the one named), and writes it down. Outside any transaction. */
export async function lookAt(ctx: Ctx, id: string, named: Named | null = null): Promise<void> {
  const { charge, account } = await inWorkspace(ctx, async (tx) => {
    const found = await lockCharge(tx, ctx, id);
    return { charge: found, account: found.account_id ? await openAccount(tx, ctx, found.account_id) : null };
  });
  const about = named ?? { id: charge.session_id, reference: charge.reference };
  if (!account || (!about.id && !about.reference)) return;
  const state = await companyOf(account.kind).payState(ctx.config, account, about);
  await inWorkspace(ctx, async (tx) => takePayState(ctx, tx, await lockCharge(tx, ctx, id), state));
}

/**
 * Writes down what the company says a charge is now. In whatever order and how often it is told, money is counted once:
 * its books hang on the charge, and its payment on the company's reference. The charge is locked.
 */
export async function takePayState(ctx: Ctx, tx: Tx, charge: ChargeRow, state: PayState): Promise<void> {
  if (state.outcome === 'authorized') return authorized(ctx, tx, charge, state);
  if (state.outcome === 'paid') return paid(ctx, tx, charge, state);
  const isStanding =
    charge.reference === null || (state.outcome === 'released' && state.reference === charge.reference);
  if (state.outcome === 'released' && charge.state === 'authorized' && isStanding) return released(ctx, tx, charge);
  if (state.outcome === 'failed' && charge.doing !== null) {
    // A capture that the company refused: the hold is what it is, and a person decides.
    await saveCharge(tx, ctx, charge.id, {
      doing: null,
      doing_amount: null,
      failure: state.failure,
      failure_text: state.text,
    });
    await record(tx, ctx, [chargeEvent('charge.failed', charge, { failure: state.failure, text: state.text })]);
  }
}

type Held = Extract<PayState, { outcome: 'authorized' }>;
type Paid = Extract<PayState, { outcome: 'paid' }>;
const OPEN = new Set(['wanted', 'asked', 'failed', 'expired']);

async function authorized(
  ctx: Ctx,
  tx: Tx,
  charge: ChargeRow,
  { reference, until, amount, currency }: Held,
): Promise<void> {
  if (charge.state === 'authorized') return;
  const wrong = misfit(charge, amount, currency);
  if (!OPEN.has(charge.state) || wrong) {
    // Held though nobody asks for it any more (or another sum than was asked): it is let go at once.
    if (charge.state === 'paid' || charge.state === 'captured' || charge.state === 'released') return;
    await saveCharge(tx, ctx, charge.id, { reference, ...(wrong ? { failure: wrong } : {}) });
    return beginRelease(tx, ctx, charge, null);
  }
  await saveCharge(tx, ctx, charge.id, {
    state: 'authorized',
    reference,
    hold_until: until,
    paid_at: ctx.now,
    failure: null,
    failure_text: null,
  });
  await bookFor(tx, ctx, charge, 'authorized', holdPlaced(charge.amount));
  await record(tx, ctx, [chargeEvent('charge.authorized', charge, { reference })]);
}

async function paid(ctx: Ctx, tx: Tx, charge: ChargeRow, state: Paid): Promise<void> {
  const { reference, amount, currency } = state;
  if (charge.state === 'paid' || charge.state === 'captured') {
    if (reference !== charge.reference && currency === charge.currency) await paidTwice(ctx, tx, charge, state);
    return;
  }
  const wasHeld = charge.state === 'authorized';
  const isWanted = (wasHeld || OPEN.has(charge.state)) && !isOver(charge);
  const wrong = currency !== charge.currency ? 'currency_mismatch' : null;
  if (wrong) {
    // Money in a currency we did not ask for: nobody counts it, a person looks.
    await saveCharge(tx, ctx, charge.id, {
      state: 'failed',
      reference,
      failure: wrong,
      failure_text: null,
      doing: null,
    });
    await record(tx, ctx, [chargeEvent('charge.failed', charge, { failure: wrong, paid: { amount, currency } })]);
    return;
  }
  const payment_id = await addPayment(tx, ctx, {
    orderId: charge.order_id,
    chargeId: charge.id,
    // What a person writes down ("cash") may be written twice.
    reference: charge.gateway === 'manual' ? `${charge.code} ${reference}` : reference,
    method: 'card',
    label: state.label,
    amount,
    currency,
  });
  const next = charge.purpose === 'hold' ? 'captured' : 'paid';
  await saveCharge(tx, ctx, charge.id, {
    state: next,
    reference,
    payment_id,
    captured: Math.min(amount, charge.amount),
    paid_at: ctx.now,
    settled_at: ctx.now,
    capture_due: false,
    doing: null,
    doing_amount: null,
    failure: null,
    failure_text: null,
  });
  if (wasHeld) await bookFor(tx, ctx, charge, 'held', holdEnded(charge.amount));
  await bookFor(tx, ctx, charge, 'paid', chargeReceived(amount, amount === charge.amount ? charge.tax : 0));
  await record(tx, ctx, [chargeEvent(`charge.${next}`, charge, { reference, paid: { amount, currency } })]);
  // Let off, or not wanted any more, and paid all the same while we were telling the company: it goes back.
  if (!isWanted) await giveBack(tx, ctx, { ...charge, state: next, payment_id, captured: amount, reference });
}

/** On a page that was left open, after another one was paid: counted, and owed back at once. */
async function paidTwice(
  ctx: Ctx,
  tx: Tx,
  charge: ChargeRow,
  { reference, amount, currency, label }: Paid,
): Promise<void> {
  const payment_id = await addPayment(tx, ctx, {
    orderId: charge.order_id,
    chargeId: charge.id,
    reference,
    method: 'card',
    label,
    amount,
    currency,
  });
  await bookFor(tx, ctx, charge, `paid_again:${reference}`, chargeReceived(amount));
  await giveBack(tx, ctx, { ...charge, payment_id }, { amount, tax: 0, cause: `charge:${charge.id}:${reference}` });
}

async function released(ctx: Ctx, tx: Tx, charge: ChargeRow): Promise<void> {
  await saveCharge(tx, ctx, charge.id, {
    state: 'released',
    settled_at: ctx.now,
    capture_due: false,
    doing: null,
    doing_amount: null,
  });
  await bookFor(tx, ctx, charge, 'held', holdEnded(charge.amount));
  await record(tx, ctx, [chargeEvent('charge.released', charge, isOver(charge) ? { over: true } : {})]);
}

const misfit = (charge: ChargeRow, amount: number, currency: string) =>
  currency !== charge.currency ? 'currency_mismatch' : amount !== charge.amount ? 'amount_mismatch' : null;

function bookFor(tx: Tx, ctx: Ctx, charge: ChargeRow, what: string, lines: Line[]): Promise<void> {
  const { brand_id, order_id, return_id, currency, code } = charge;
  return book(tx, ctx, [
    { brand_id, order_id, return_id, currency, memo: code, cause: `charge.${what}:${charge.id}`, lines },
  ]);
}
