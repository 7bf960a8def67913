import type { DisputeState } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newCode, newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import type { CompanyDispute, DisputeListener } from '../gateways/company.ts';
import { end } from './decide-dispute.ts';
import { heard } from './dispute.ts';
import { disputeEvent } from './dispute-events.ts';
import {
  type DisputeRow,
  firstWord,
  lockByReference,
  type NewDispute,
  paymentNamed,
  returnOfOrder,
  saveDispute,
} from './disputes.store.ts';
import { dueBy, networkReason, reasonOfCompany } from './network-reasons.ts';
import { begin, bookWithdrawn } from './open-dispute.ts';

/** What a payment company says of a dispute, with the number of the message that made us ask. */
export type DisputeWord = {
  brandId: string;
  gateway: string;
  eventId: string;
  at: Date;
  dispute: CompanyDispute;
};

/**
 * Takes in what a payment company says of a dispute. Its messages come twice, late and in any order: each is taken in
 * once by its number, an older one than the newest heard changes nothing, and nothing that is over begins again. A
 * dispute heard of for the first time is opened, however far it is already.
 */
export async function takeDisputeEvent(tx: Tx, ctx: Ctx, word: DisputeWord): Promise<void> {
  const { dispute: told, gateway } = word;
  const now = (await lockByReference(tx, ctx, gateway, told.reference)) ?? (await first(tx, ctx, word));
  if (!now) return;
  const { event_id, at } = { event_id: word.eventId, at: word.at };
  if (!(await firstWord(tx, ctx, { gateway, event_id, dispute_id: now.id, brand_id: now.brand_id, at }))) return;
  const state = heard(now, { state: stateOf(told.status), at });
  if (now.heard_at !== null && at < now.heard_at) return;
  const became = kindOf(told.status) === 'chargeback' && now.kind === 'inquiry';
  const open = now.state === 'needs_response';
  const due = open && told.dueBy !== null && told.dueBy.getTime() !== now.due_by.getTime() ? told.dueBy : null;
  await saveDispute(tx, ctx, now.id, {
    heard_at: at,
    ...(became ? { kind: 'chargeback' as const } : {}),
    ...(due ? { due_by: due, due_rule: dueBy(now.network, now.opened_at, due).rule, told: [] } : {}),
    ...(told.networkReasonCode && !now.network_code ? { network_code: told.networkReasonCode } : {}),
    ...(state === 'submitted' && open
      ? { state, sending: 'none' as const, failure: null, submitted_at: now.submitted_at ?? ctx.now }
      : {}),
  });
  const next: DisputeRow = { ...now, kind: became ? 'chargeback' : now.kind, due_by: due ?? now.due_by };
  const returnId = await returnOfOrder(tx, ctx, now.order_id);
  if (became) await bookWithdrawn(tx, ctx, now, returnId);
  if (state === 'submitted' && open) await record(tx, ctx, [disputeEvent('dispute.submitted', next, returnId)]);
  else if ((state === 'won' || state === 'lost') && state !== now.state) await end(tx, ctx, next, state, null);
  else if (became || due) await record(tx, ctx, [disputeEvent('dispute.changed', next, returnId)]);
}

/** The first we hear of it. Null where its payment is none we know: that is told once and left to a person. */
async function first(tx: Tx, ctx: Ctx, { brandId, gateway, dispute: told }: DisputeWord): Promise<DisputeRow | null> {
  const payment = await paymentNamed(tx, ctx, brandId, told.payments);
  if (!payment) {
    ctx.log.warn({ gateway, reference: told.reference }, 'a dispute about a payment no order knows');
    return null;
  }
  const network = networkOf(told.networkReasonCode);
  const due = dueBy(network, told.createdAt, told.dueBy);
  const row: NewDispute = {
    id: newId(),
    code: newCode('DP'),
    brand_id: brandId,
    order_id: payment.order_id,
    customer_id: payment.customer_id,
    payment_id: payment.id,
    kind: kindOf(told.status),
    source: 'gateway',
    gateway,
    reference: told.reference,
    network,
    network_code: told.networkReasonCode,
    reason: networkReason(network, told.networkReasonCode)?.reason ?? reasonOfCompany(told.reason),
    amount: told.amount,
    currency: told.currency,
    fee: 0,
    opened_at: told.createdAt,
    due_by: due.at,
    due_rule: due.rule,
  };
  await begin(tx, ctx, row);
  return lockByReference(tx, ctx, gateway, told.reference);
}

/** Stripe's `warning_…` are inquiries, which have taken no money (https://docs.stripe.com/disputes/how-disputes-work#inquiries). */
function kindOf(status: string): 'inquiry' | 'chargeback' {
  return status.startsWith('warning_') ? 'inquiry' : 'chargeback';
}
function stateOf(status: string): DisputeState {
  if (status === 'won' || status === 'warning_closed' || status === 'prevented') return 'won';
  if (status === 'lost') return 'lost';
  if (status === 'under_review' || status === 'warning_under_review') return 'submitted';
  return 'needs_response';
}

/** The companies' codes name their network by their looks: `13.1` Visa, `4853` Mastercard, `C08` American Express. */
function networkOf(code: string | null): NewDispute['network'] {
  if (code === null) return 'other';
  if (/^1[0-3]\.\d/.test(code)) return 'visa';
  if (/^48\d\d$/.test(code)) return 'mastercard';
  if (/^[ACFPRM]\d\d$/.test(code)) return 'amex';
  return /^(AA|AP|AT|AW|CD|CR|DP|EX|IN|LP|NF|PM|RG|RM|RN\d?|TF|UA\d\d)$/.test(code) ? 'discover' : 'other';
}

/** What the webhooks of a brand's payment account lead to. */
export const hearDispute: DisputeListener = (ctx, { account, dispute, event }) =>
  inWorkspace(ctx, (tx) =>
    takeDisputeEvent(tx, ctx, {
      brandId: account.brandId,
      gateway: account.kind,
      eventId: event.id,
      at: event.at,
      dispute,
    }),
  );
