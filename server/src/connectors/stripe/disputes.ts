import type Stripe from 'stripe';
import type { CompanyDispute, OpenAccount } from '../../money/index.ts';
import type { Config } from '../../platform/config.ts';
import { ask, clientFor } from './client.ts';

const idOf = (one: string | { id: string } | null | undefined) => (typeof one === 'string' ? one : (one?.id ?? null));

export async function dispute(config: Config, account: OpenAccount, reference: string): Promise<CompanyDispute> {
  return shown(await ask(() => clientFor(config, account.secretKey).disputes.retrieve(reference)));
}

/** Texts by Stripe's own names (https://docs.stripe.com/api/disputes/evidence_object) and one PDF, handed in for good. */
export async function submitEvidence(
  config: Config,
  account: OpenAccount,
  {
    dispute: reference,
    texts,
    pdf,
    key,
  }: {
    dispute: string;
    texts: Record<string, string>;
    pdf: { name: string; bytes: Buffer } | null;
    key: string;
  },
): Promise<CompanyDispute> {
  const client = clientFor(config, account.secretKey);
  const file = pdf
    ? await ask(() =>
        client.files.create(
          { purpose: 'dispute_evidence', file: { data: pdf.bytes, name: pdf.name, type: 'application/pdf' } },
          { idempotencyKey: `${key}-file` },
        ),
      )
    : null;
  const evidence = { ...texts, ...(file ? { uncategorized_file: file.id } : {}) };
  return shown(await ask(() => client.disputes.update(reference, { evidence, submit: true }, { idempotencyKey: key })));
}

/** The brand gives in; the dispute is lost and over. */
export async function acceptDispute(config: Config, account: OpenAccount, reference: string): Promise<CompanyDispute> {
  return shown(await ask(() => clientFor(config, account.secretKey).disputes.close(reference)));
}

function shown(one: Stripe.Dispute): CompanyDispute {
  const due = one.evidence_details?.due_by;
  return {
    reference: one.id,
    payments: [idOf(one.charge), idOf(one.payment_intent)].filter((name) => name !== null),
    amount: one.amount,
    currency: one.currency.toUpperCase(),
    reason: one.reason,
    status: one.status,
    networkReasonCode: one.network_reason_code ?? null,
    dueBy: due ? new Date(due * 1000) : null,
    createdAt: new Date(one.created * 1000),
    submissions: one.evidence_details?.submission_count ?? 0,
  };
}
