/** What money needs of a payment company that brands connect their own accounts of. A connector implements it; app.ts adds it. */
import type { Config } from '../../platform/config.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { ElsewhereRefund, GatewayAnswer, RefundIntent } from './gateway.ts';

/** An account with its secrets opened. Never leaves the process. */
export type OpenAccount = {
  id: string;
  brandId: string;
  kind: 'stripe';
  secretKey: string;
  webhookSecret: string | null;
};

/** A page on which a buyer pays, as we want it. */
export type PayPageIntent = {
  chargeId: string;
  /** Idempotency key. */
  key: string;
  code: string;
  title: string;
  amount: number;
  currency: string;
  /** Hold the money and take it later, or never. */
  hold: boolean;
  email: string | null;
  language: 'en' | 'zh' | 'es';
  /** Where the buyer comes back to. */
  backTo: string;
};
export type PayPage = { id: string; url: string; expiresAt: Date };

/** What became of a page and its payment. */
export type PayState =
  | { outcome: 'open' }
  | { outcome: 'expired' }
  /** The money is held: `until` when the card company keeps it. */
  | { outcome: 'authorized'; reference: string; amount: number; currency: string; until: Date | null; label: string }
  | { outcome: 'paid'; reference: string; amount: number; currency: string; label: string }
  /** The hold was let go, or lapsed. */
  | { outcome: 'released'; reference: string }
  | { outcome: 'failed'; failure: string; text: string | null; reference: string | null };

/** A dispute as the company has it now. Minor units; `dueBy` null where nothing more may be sent. */
export type CompanyDispute = {
  reference: string;
  /** The payment it is about, by every name the company has for it. */
  payments: string[];
  amount: number;
  currency: string;
  reason: string;
  /** The company's own word: `needs_response`, `under_review`, `won`, `lost`, `warning_needs_response`… */
  status: string;
  networkReasonCode: string | null;
  dueBy: Date | null;
  createdAt: Date;
  submissions: number;
};

/** What the company told us: about what, by its own id. The state itself is asked anew, so that events may come in any order. */
export type CompanyEvent = {
  id: string;
  type: string;
  about: 'refund' | 'payment' | 'dispute' | 'page' | 'hold' | 'other';
  objectId: string;
  at: Date;
  /** The event as it came. */
  body: Record<string, unknown>;
};

/** The key, or the signing secret, is not (or no longer) good. */
export class KeyRefused extends Error {
  override readonly name = 'KeyRefused';
}

/** The company said no, clearly; `code` is ours and stable, the message its own words. */
export class CompanySaysNo extends Error {
  override readonly name = 'CompanySaysNo';
  readonly code: string;
  constructor(code: string, text: string) {
    super(text);
    this.code = code;
  }
}

export type PaymentCompany = {
  kind: OpenAccount['kind'];
  /** Is this a payment of theirs, by the name the shop gave it? */
  takes(payment: { reference: string | null }): boolean;
  /** Whose key it is. Throws `KeyRefused`, `GatewayTrouble`. */
  whoIs(config: Config, secretKey: string): Promise<{ externalId: string | null; name: string | null; live: boolean }>;
  /** Reads the payment first and refunds it once. Throws `GatewayTrouble`, `KeyRefused`. */
  refund(config: Config, account: OpenAccount, intent: RefundIntent): Promise<GatewayAnswer>;
  /** What became of a refund; `ours` is the id we gave it, when it is one of ours. */
  refundState(
    config: Config,
    account: OpenAccount,
    reference: string,
  ): Promise<{ answer: GatewayAnswer; ours: { id: string; key: string } | null; payments: string[] }>;
  /** What was given back of a payment past us. */
  elsewhere(
    config: Config,
    account: OpenAccount,
    payment: string,
    ours: readonly string[],
  ): Promise<{ payments: string[]; amount: number; left: number; found: ElsewhereRefund[] }>;
  payPage(config: Config, account: OpenAccount, intent: PayPageIntent): Promise<PayPage>;
  payState(
    config: Config,
    account: OpenAccount,
    page: { id: string | null; reference: string | null },
  ): Promise<PayState>;
  /** Nobody pays on it any more. */
  closePage(config: Config, account: OpenAccount, pageId: string): Promise<void>;
  capture(
    config: Config,
    account: OpenAccount,
    hold: { reference: string; amount: number; key: string },
  ): Promise<PayState>;
  release(config: Config, account: OpenAccount, hold: { reference: string; key: string }): Promise<PayState>;
  dispute(config: Config, account: OpenAccount, reference: string): Promise<CompanyDispute>;
  /** Sends the evidence: texts by the company's names, and one PDF. Submitted once and for all. */
  submitEvidence(
    config: Config,
    account: OpenAccount,
    evidence: {
      dispute: string;
      texts: Record<string, string>;
      pdf: { name: string; bytes: Buffer } | null;
      key: string;
    },
  ): Promise<CompanyDispute>;
  acceptDispute(config: Config, account: OpenAccount, reference: string): Promise<CompanyDispute>;
  /** Believes nothing before the signature. Throws `hook.not_signed`, `hook.too_old`, `input.malformed`. */
  readEvent(secret: string, body: string, header: string | undefined, now: Date): CompanyEvent;
  /** An event that was believed and kept, read again. */
  eventOf(body: Record<string, unknown>): CompanyEvent;
};

const companies: PaymentCompany[] = [];
export function addPaymentCompany(company: PaymentCompany): void {
  const at = companies.findIndex((one) => one.kind === company.kind);
  if (at >= 0) companies.splice(at, 1, company);
  else companies.push(company);
}
export function companyOf(kind: string): PaymentCompany {
  const found = companies.find((one) => one.kind === kind);
  if (!found) throw new Error(`no connector speaks to ${kind}`);
  return found;
}

/** What somebody does because a payment company told us of a dispute: given by the disputes folder. */
export type DisputeListener = (
  ctx: Ctx,
  told: { account: OpenAccount; dispute: CompanyDispute; event: CompanyEvent },
) => Promise<void>;
let disputeListener: DisputeListener | null = null;
/** The job that takes in an event calls it with the dispute as the company has it now; may be called twice for one event. */
export function onDispute(listener: DisputeListener): void {
  disputeListener = listener;
}
export function disputeHeard(): DisputeListener | null {
  return disputeListener;
}
