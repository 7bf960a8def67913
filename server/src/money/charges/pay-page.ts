import type { BuyerLanguage } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { trackingPage } from '../../returns/index.ts';
import { openAccount } from '../gateways/accounts.store.ts';
import { CompanySaysNo, companyOf, KeyRefused, type PayPage } from '../gateways/company.ts';
import { markFailing } from '../gateways/connect-account.ts';
import { GatewayTrouble } from '../gateways/gateway.ts';
import { unpaid } from './charge.ts';
import { type ChargeRow, chargeEvent, lockCharge, saveCharge } from './charges.store.ts';

/** A page that ends within this is made anew rather than shown. */
const SHORTLY_MS = 10 * 60_000;

type Of = { slug: string; language: BuyerLanguage; email: string | null };

/**
 * Makes the page a buyer pays on, or finds the one that is open. Its number stands before the company is asked and makes
 * the idempotency key: a process that dies in between makes the same page again. Outside any transaction.
 * Null where the charge is not to be paid (any more), or is paid by hand. Throws `GatewayTrouble`, `KeyRefused`.
 */
export async function openPage(ctx: Ctx, id: string): Promise<string | null> {
  const begun = await inWorkspace(ctx, async (tx) => {
    const charge = await lockCharge(tx, ctx, id);
    if (!unpaid.includes(charge.state) || charge.gateway === 'manual' || !charge.account_id) return null;
    if (isOpen(charge, ctx.now)) return { charge, page: pageOf(charge), account: null, of: null };
    // The last page is over: the next one has a number of its own.
    const number = charge.session_id ? charge.session_number + 1 : charge.session_number;
    if (number !== charge.session_number)
      await saveCharge(tx, ctx, id, { session_number: number, session_id: null, session_url: null });
    const account = await openAccount(tx, ctx, charge.account_id);
    return { charge: { ...charge, session_number: number }, page: null, account, of: await buyerOf(tx, ctx, charge) };
  });
  if (!begun) return null;
  const { charge, account, of } = begun;
  if (begun.page) return begun.page.url;
  if (!account || !of) return null;
  const backTo = charge.return_id
    ? trackingPage(ctx, of.slug, { brand_id: charge.brand_id, order_id: charge.order_id, return_id: charge.return_id })
    : ctx.config.publicUrl;
  const page = await companyOf(account.kind).payPage(ctx.config, account, {
    chargeId: charge.id,
    key: `${charge.id}-page-${charge.session_number}`,
    code: charge.code,
    title: charge.title,
    amount: charge.amount,
    currency: charge.currency,
    hold: charge.purpose === 'hold',
    email: of.email,
    language: of.language,
    backTo,
  });
  return inWorkspace(ctx, async (tx) => {
    const now = await lockCharge(tx, ctx, id);
    if (now.session_number !== charge.session_number) return isOpen(now, ctx.now) ? now.session_url : page.url;
    await saveCharge(tx, ctx, id, {
      session_id: page.id,
      session_url: page.url,
      session_expires_at: page.expiresAt,
      failure: null,
      failure_text: null,
      ...(unpaid.includes(now.state) ? { state: 'asked' as const, asked_at: now.asked_at ?? ctx.now } : {}),
    });
    // Its buyer is told once; a page made anew for who comes back is no news.
    if (now.state === 'wanted') await record(tx, ctx, [chargeEvent('charge.asked', now)]);
    return page.url;
  });
}

/** What a charge is wanted for: the page is made, and the buyer gets the link. By hand it is asked by staff. Runs as a job. */
export async function askBuyer(ctx: Ctx, id: string): Promise<void> {
  const byHand = await inWorkspace(ctx, async (tx) => {
    const charge = await lockCharge(tx, ctx, id);
    if (charge.gateway !== 'manual' || charge.state !== 'wanted') return false;
    await saveCharge(tx, ctx, id, { state: 'asked', asked_at: ctx.now });
    await record(tx, ctx, [chargeEvent('charge.asked', charge)]);
    return true;
  });
  if (byHand) return;
  try {
    await openPage(ctx, id);
  } catch (error) {
    if (error instanceof KeyRefused) await refused(ctx, id, 'key_refused', error.message);
    else if (error instanceof CompanySaysNo) await refused(ctx, id, error.code, error.message);
    else throw error;
  }
}

/** The key is no good, or the company takes no such sum: a person has to see to it before anybody can pay. */
async function refused(ctx: Ctx, id: string, failure: string, text: string): Promise<void> {
  const charge = await inWorkspace(ctx, async (tx) => {
    const found = await lockCharge(tx, ctx, id);
    if (found.state !== 'wanted') return found;
    await saveCharge(tx, ctx, id, { state: 'failed', failure, failure_text: text });
    await record(tx, ctx, [chargeEvent('charge.failed', found, { failure, text })]);
    return found;
  });
  if (charge.account_id && failure === 'key_refused') await markFailing(ctx, charge.account_id, failure, text);
}

/**
 * A buyer wants to pay now: where to? Throws `charge.not_found` for a charge of another order, `charge.wrong_state`,
 * `charge.not_payable_here` (it is paid by hand), `charge.try_later` while the payment company is silent.
 */
export async function payNow(ctx: Ctx & { buyer: { orderId: string } }, id: string): Promise<{ url: string }> {
  await inWorkspace(ctx, async (tx) => {
    const charge = await lockCharge(tx, ctx, id);
    if (charge.order_id !== ctx.buyer.orderId) throw new Refusal('charge.not_found');
    if (!unpaid.includes(charge.state)) throw new Refusal('charge.wrong_state', { state: charge.state });
    if (charge.gateway === 'manual') throw new Refusal('charge.not_payable_here');
  });
  try {
    const url = await openPage(ctx, id);
    if (!url) throw new Refusal('charge.not_payable_here');
    return { url };
  } catch (error) {
    if (error instanceof CompanySaysNo) throw new Refusal('charge.not_payable_here');
    if (error instanceof GatewayTrouble || error instanceof KeyRefused) throw new Refusal('charge.try_later');
    throw error;
  }
}

const isOpen = (charge: ChargeRow, now: Date) =>
  charge.session_url !== null &&
  charge.session_expires_at !== null &&
  charge.session_expires_at.getTime() - SHORTLY_MS > now.getTime();
const pageOf = (charge: ChargeRow): PayPage => ({
  id: charge.session_id!,
  url: charge.session_url!,
  expiresAt: charge.session_expires_at!,
});

async function buyerOf(tx: Tx, ctx: Ctx, charge: ChargeRow): Promise<Of> {
  const found = await sql<Of>`
    select b.slug, coalesce(r.language, c.language) as language, coalesce(o.email, c.email) as email
    from orders o join brands b on b.workspace_id = o.workspace_id and b.id = o.brand_id
    join customers c on c.workspace_id = o.workspace_id and c.id = o.customer_id
    left join returns r on r.workspace_id = o.workspace_id and r.id = ${charge.return_id}
    where o.workspace_id = ${ctx.workspaceId} and o.id = ${charge.order_id}`.execute(tx);
  return found.rows[0]!;
}
