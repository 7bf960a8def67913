import { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { record } from '../../platform/record.ts';
import { returnForMoney } from '../../returns/index.ts';
import { openAccount } from '../gateways/accounts.store.ts';
import { companyOf, KeyRefused, type PayState } from '../gateways/company.ts';
import { markFailing } from '../gateways/connect-account.ts';
import { releasedByHand } from './change-charge.ts';
import { captureDue, unpaid } from './charge.ts';
import { type ChargeRow, chargeEvent, lockCharge, lockChargesOf, openCharges, saveCharge } from './charges.store.ts';
import { beginRelease, doNow, letGo } from './let-go.ts';
import { lookAt, takePayState } from './look-at-charge.ts';

/** How long a buyer has to pay. */
const LINK_DAYS = 14;
const DAY_MS = 86_400_000;

/**
 * Asks the company to capture or release a hold, or to close a page, and writes down what it says. Outside any
 * transaction; killed anywhere it runs again: the payment is read first, and each deed has one idempotency key.
 */
export const settleChargeJob = job({
  name: 'settle-charge',
  payload: z.object({ charge_id: z.uuid() }),
  async run(ctx, { charge_id: id }) {
    const { charge, account } = await inWorkspace(ctx, async (tx) => {
      const found = await lockCharge(tx, ctx, id);
      if (found.doing === 'release' && found.gateway === 'manual') await releasedByHand(ctx, tx, found);
      return { charge: found, account: found.account_id ? await openAccount(tx, ctx, found.account_id) : null };
    });
    if (charge.doing === null || !account) return;
    const company = companyOf(account.kind);
    try {
      if (charge.doing === 'close') {
        if (charge.session_id) await company.closePage(ctx.config, account, charge.session_id);
        await inWorkspace(ctx, (tx) => saveCharge(tx, ctx, id, { doing: null }));
        return await lookAt(ctx, id); // paid in the last moment?
      }
      const reference = charge.reference!;
      const state: PayState =
        charge.doing === 'capture'
          ? await company.capture(ctx.config, account, {
              reference,
              amount: charge.doing_amount ?? charge.amount,
              key: `${id}-capture-${charge.doing_amount}`,
            })
          : await company.release(ctx.config, account, { reference, key: `${id}-release` });
      await inWorkspace(ctx, async (tx) => {
        const now = await lockCharge(tx, ctx, id);
        if (now.doing === null) return;
        await takePayState(ctx, tx, now, state);
        await letGoOfOthers(tx, ctx, now, state);
      });
    } catch (error) {
      if (!(error instanceof KeyRefused)) throw error;
      await markFailing(ctx, account.id, 'key_refused', error.message);
      throw error; // tried again with pauses, until somebody gave a key that is good
    }
  },
});

/** A hold nobody asked for (another sum, a charge that is over) was released: there are no books of it, only the deed ends. */
async function letGoOfOthers(
  tx: Parameters<typeof saveCharge>[0],
  ctx: Ctx,
  charge: ChargeRow,
  state: PayState,
): Promise<void> {
  if (state.outcome === 'released' && charge.state !== 'authorized')
    await saveCharge(tx, ctx, charge.id, { doing: null });
}

/**
 * Goods of a return were judged: a hold for them is let go once all of them were accepted, and not asked for any more.
 * Where some were rejected or are missing a person looks at it.
 */
export function releaseHolds(ctx: Ctx, returnId: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const promised = await returnForMoney(tx, ctx, returnId);
    for (const charge of await lockChargesOf(tx, ctx, returnId)) {
      const line = promised.lines.find(({ id }) => id === charge.return_line_id);
      if (!line || charge.purpose !== 'hold') continue;
      if (unpaid.includes(charge.state) && line.accepted >= line.quantity) await letGo(tx, ctx, charge);
      if (charge.state !== 'authorized' || charge.doing !== null) continue;
      if (line.accepted >= line.quantity) await beginRelease(tx, ctx, charge, null);
      else if (line.rejected > 0 && !charge.capture_due) await askAPerson(tx, ctx, charge, 'goods_rejected');
    }
  });
}

async function askAPerson(
  tx: Parameters<typeof saveCharge>[0],
  ctx: Ctx,
  charge: ChargeRow,
  why: string,
): Promise<void> {
  await saveCharge(tx, ctx, charge.id, { capture_due: true });
  await record(tx, ctx, [
    chargeEvent('charge.capture_due', charge, { why, hold_until: charge.hold_until?.toISOString() ?? null }),
  ]);
}

/**
 * Twice an hour: links nobody used for two weeks expire; holds whose goods are late, or that the card company is about to
 * drop, ask a person; pages and holds are looked at, in case the company's news got lost.
 */
export const keepChargesJob = job({
  name: 'keep-charges',
  cron: '*/30 * * * *',
  async run(ctx) {
    const open = await inWorkspace(ctx, (tx) => openCharges(tx, ctx));
    for (const { id, state, doing, account_id, session_id, reference } of open) {
      if (doing === null && account_id && (session_id || reference) && state !== 'wanted')
        await lookAt(ctx, id).catch((error: unknown) =>
          ctx.log.warn({ err: error, charge_id: id }, 'a charge could not be looked at'),
        );
      await inWorkspace(ctx, async (tx) => {
        const charge = await lockCharge(tx, ctx, id);
        if (charge.doing !== null) return doNow(tx, ctx, id);
        if (
          charge.state === 'asked' &&
          charge.asked_at &&
          charge.asked_at.getTime() + LINK_DAYS * DAY_MS <= ctx.now.getTime()
        ) {
          await saveCharge(tx, ctx, id, { state: 'expired' });
          return record(tx, ctx, [chargeEvent('charge.expired', charge)]);
        }
        const why = charge.state === 'authorized' && !charge.capture_due ? captureDue(charge, ctx.now) : null;
        if (why) await askAPerson(tx, ctx, charge, why);
      });
    }
  },
});

export const chargeLinkDays = LINK_DAYS;
