import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { settingsOf } from '../refunds/refunds.store.ts';
import { who } from '../refunds/send-refund.ts';
import { captureOf, stepCharge } from './charge.ts';
import { type ChargeRow, chargeEvent, lockCharge, saveCharge } from './charges.store.ts';
import { beginRelease, doNow } from './let-go.ts';
import { takePayState } from './look-at-charge.ts';

const BY_HAND = 'manual';

/** Staff mail the buyer the link again; the event's reaction draws the mail. Throws `charge.wrong_state`. */
export function sendLink(ctx: Ctx, id: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const charge = await lockCharge(tx, ctx, id);
    stepCharge(charge, 'send_link');
    await record(tx, ctx, [chargeEvent('charge.asked', charge, { again: true })]);
  });
}

/** Without a payment company: a person saw that the buyer paid (or left a deposit, for a hold). Throws `charge.wrong_state`, `charge.not_manual`. */
export function markChargePaid(ctx: Ctx, id: string, reference: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const charge = await lockCharge(tx, ctx, id);
    stepCharge(charge, 'mark_paid');
    const { amount, currency } = charge;
    const label = 'Paid by hand';
    await takePayState(
      ctx,
      tx,
      charge,
      charge.purpose === 'hold'
        ? { outcome: 'authorized', reference, amount, currency, until: null, label }
        : { outcome: 'paid', reference, amount, currency, label },
    );
  });
}

/**
 * Somebody lets the buyer off, with a reason; the goods may leave. Up to the brand's limit, in minor units of its
 * currency. Throws `charge.wrong_state`, `charge.above_limit`.
 */
export function waiveCharge(ctx: Ctx, id: string, reason: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const charge = await lockCharge(tx, ctx, id);
    stepCharge(charge, 'waive');
    const { waive_up_to } = await settingsOf(tx, ctx, charge.brand_id);
    if (waive_up_to !== null && charge.amount > waive_up_to)
      throw new Refusal('charge.above_limit', { limit: { amount: waive_up_to, currency: charge.currency } });
    const { kind, id: by, name } = who(ctx);
    await saveCharge(tx, ctx, id, {
      state: 'waived',
      waived_by: { kind, id: by, name },
      reason,
      settled_at: ctx.now,
      ...(charge.session_id ? { doing: 'close' as const } : {}),
    });
    await record(tx, ctx, [chargeEvent('charge.waived', charge, { reason })]);
    if (charge.session_id) await doNow(tx, ctx, id);
  });
}

/**
 * The old goods never came: a person turns the hold into a payment, of all or part of it; the rest is let go. Minor units.
 * Throws `charge.wrong_state`, `charge.more_than_held`, `charge.hold_expired`.
 */
export function captureCharge(ctx: Ctx, id: string, amount: number | undefined, reason: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const charge = await lockCharge(tx, ctx, id);
    stepCharge(charge, 'capture');
    const taken = captureOf(charge, amount, ctx.now);
    await saveCharge(tx, ctx, id, { doing: 'capture', doing_amount: taken, reason });
    if (charge.gateway !== BY_HAND) return doNow(tx, ctx, id);
    await takePayState(ctx, tx, charge, {
      outcome: 'paid',
      reference: charge.reference ?? charge.code,
      amount: taken,
      currency: charge.currency,
      label: 'Paid by hand',
    });
  });
}

/** Staff let a hold go before the goods are here. Throws `charge.wrong_state`. */
export function releaseCharge(ctx: Ctx, id: string, reason: string | undefined): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const charge = await lockCharge(tx, ctx, id);
    stepCharge(charge, 'release');
    await beginRelease(tx, ctx, charge, reason ?? null);
    if (charge.gateway === BY_HAND) await releasedByHand(ctx, tx, charge);
  });
}

export function releasedByHand(ctx: Ctx, tx: Parameters<typeof takePayState>[1], charge: ChargeRow): Promise<void> {
  return takePayState(ctx, tx, charge, { outcome: 'released', reference: charge.reference ?? charge.code });
}

/** The buyer is asked again for one that failed, or that they left for too long: a page and a mail of their own. Throws `charge.wrong_state`. */
export function retryCharge(ctx: Ctx, id: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const charge = await lockCharge(tx, ctx, id);
    stepCharge(charge, 'retry');
    await saveCharge(tx, ctx, id, {
      state: 'wanted',
      failure: null,
      failure_text: null,
      session_number: charge.session_number + 1,
      session_id: null,
      session_url: null,
    });
    await record(tx, ctx, [chargeEvent('charge.wanted', charge, { again: true })]);
  });
}
