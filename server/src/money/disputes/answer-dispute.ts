import type { EvidenceCode } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { storageOf, useFiles } from '../../uploads/index.ts';
import { accountOfBrand, openAccount } from '../gateways/accounts.store.ts';
import { companyOf } from '../gateways/company.ts';
import { GatewayTrouble } from '../gateways/gateway.ts';
import { stepDispute } from './dispute.ts';
import { disputeEvent } from './dispute-events.ts';
import { type DisputeRow, lockDispute, returnOfOrder, saveDispute } from './disputes.store.ts';
import { makePack } from './make-pack.ts';
import { markPackSent, type PackRow, packsOf, setFiles } from './packs.store.ts';

/** Can the payment company be told from here: the dispute came through it, and the brand is still connected. */
export async function canSubmit(tx: Tx, ctx: Ctx, dispute: Pick<DisputeRow, 'gateway' | 'reference' | 'brand_id'>) {
  if (dispute.reference === null) return false;
  const account = await accountOfBrand(tx, ctx, dispute.brand_id);
  return account !== null && account.kind === dispute.gateway;
}

/**
 * Staff say what there is to say, leave out what does not help, and add files of their own (photos and PDFs).
 * Throws `dispute.not_found`, `dispute.wrong_state`, `file.not_found`, `file.type_not_allowed`.
 */
export function setEvidence(
  ctx: Ctx,
  id: string,
  given: { statement: string; left_out: EvidenceCode[]; file_ids: string[] },
): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const dispute = await lockDispute(tx, ctx, id);
    stepDispute({ ...dispute, can_submit: false }, 'evidence');
    const ids = [...new Set(given.file_ids)];
    await useFiles(tx, ctx, ids, { kinds: ['photo', 'document'], orderId: dispute.order_id });
    await setFiles(tx, ctx, dispute, ids);
    await saveDispute(tx, ctx, id, { statement: given.statement, left_out: [...new Set(given.left_out)] });
    await record(tx, ctx, [disputeEvent('dispute.changed', dispute, await returnOfOrder(tx, ctx, dispute.order_id))]);
  });
}

/**
 * Staff send the evidence through the connected payment company, once: the pack is made and kept, then the row says it is
 * on its way, and a job tells the company with a key of its own. Two who press at once send one.
 *
 * @param version the version the sender saw; another one refuses with `dispute.changed`.
 * Throws `dispute.not_found`, `dispute.wrong_state`, `dispute.not_connected`, `dispute.changed`, `dispute.too_late`.
 */
export async function submitDispute(ctx: Ctx, id: string, version?: number): Promise<void> {
  const allowed = async (tx: Tx) => {
    const dispute = await lockDispute(tx, ctx, id);
    stepDispute({ ...dispute, can_submit: await canSubmit(tx, ctx, dispute) }, 'submit');
    if (version !== undefined && version !== dispute.version)
      throw new Refusal('dispute.changed', { version: dispute.version });
    if (dispute.due_by <= ctx.now) throw new Refusal('dispute.too_late', { due_by: dispute.due_by.toISOString() });
    return dispute;
  };
  await inWorkspace(ctx, allowed);
  await makePack(ctx, id, 'en');
  await inWorkspace(ctx, async (tx) => {
    const dispute = await allowed(tx);
    const { kind, id: by, name } = ctx.actor;
    await saveDispute(tx, ctx, id, {
      sending: 'sending',
      sending_at: ctx.now,
      attempts: dispute.attempts + 1,
      failure: null,
      submitted_by: { kind, id: by, name },
    });
    const returnId = await returnOfOrder(tx, ctx, dispute.order_id);
    await record(tx, ctx, [disputeEvent('dispute.submitting', dispute, returnId)]);
  });
}

/** A person handed the pack in by hand, in the payment company's own screens. Throws `dispute.not_found`, `dispute.wrong_state`. */
export function markSubmitted(ctx: Ctx, id: string, reference: string | null): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const dispute = await lockDispute(tx, ctx, id);
    stepDispute({ ...dispute, can_submit: false }, 'mark_submitted');
    const { kind, id: by, name } = ctx.actor;
    await submitted(tx, ctx, dispute, { reference, by: { kind, id: by, name } });
  });
}

async function submitted(
  tx: Tx,
  ctx: Ctx,
  dispute: DisputeRow,
  how: { reference: string | null; by?: { kind: string; id: string | null; name: string } },
): Promise<void> {
  const packs = await packsOf(tx, ctx, dispute.id);
  const pack =
    dispute.sending === 'sending' ? packSent(dispute, packs) : packs.find(({ language }) => language === 'en');
  if (pack) await markPackSent(tx, ctx, pack.id);
  await saveDispute(tx, ctx, dispute.id, {
    state: 'submitted',
    sending: 'none',
    failure: null,
    submitted_at: ctx.now,
    submit_reference: how.reference,
    ...(how.by ? { submitted_by: how.by } : {}),
  });
  const returnId = await returnOfOrder(tx, ctx, dispute.order_id);
  await record(tx, ctx, [disputeEvent('dispute.submitted', dispute, returnId, { reference: how.reference })]);
}

/**
 * Tells the payment company, outside any transaction. Killed anywhere in between it runs again with the same key, and
 * the answer is taken once. A clear refusal is kept for a person; silence is asked again by the job.
 */
export async function tellCompany(ctx: Ctx, id: string): Promise<void> {
  const asked = await inWorkspace(ctx, async (tx) => {
    const dispute = await lockDispute(tx, ctx, id);
    if (dispute.sending !== 'sending' || dispute.reference === null) return null;
    const connected = await accountOfBrand(tx, ctx, dispute.brand_id);
    const account = connected && (await openAccount(tx, ctx, connected.id));
    const pack = packSent(dispute, await packsOf(tx, ctx, id));
    return { dispute, reference: dispute.reference, account, pack };
  });
  if (!asked) return;
  const failure = await told(ctx, asked);
  await inWorkspace(ctx, async (tx) => {
    const dispute = await lockDispute(tx, ctx, id);
    if (dispute.sending !== 'sending') return;
    if (failure === null) return submitted(tx, ctx, dispute, { reference: asked.reference });
    await saveDispute(tx, ctx, id, { sending: 'failed', failure });
    const returnId = await returnOfOrder(tx, ctx, dispute.order_id);
    await record(tx, ctx, [disputeEvent('dispute.submit_failed', dispute, returnId, { failure })]);
  });
}

/** The pack that was made for sending, whatever a colleague made since: asked again, the company must get the same. */
function packSent<P extends { language: string; made_at: Date }>(
  dispute: DisputeRow,
  packs: readonly P[],
): P | undefined {
  return packs.find(({ language, made_at }) => language === 'en' && made_at <= (dispute.sending_at ?? made_at));
}

type Asked = {
  dispute: DisputeRow;
  reference: string;
  account: Awaited<ReturnType<typeof openAccount>>;
  pack: PackRow | undefined;
};

/** Null when the company has it, else why not. Throws `GatewayTrouble` where nobody knows. */
async function told(ctx: Ctx, { dispute, reference, account, pack }: Asked): Promise<string | null> {
  if (!account || !pack) return 'gateway_removed';
  const bytes = Buffer.from(await (await storageOf(ctx.config)).get(pack.key));
  try {
    await companyOf(account.kind).submitEvidence(ctx.config, account, {
      dispute: reference,
      texts: pack.fields,
      pdf: { name: pack.name, bytes },
      key: `${dispute.id}:${dispute.attempts}`,
    });
    return null;
  } catch (error) {
    if (error instanceof GatewayTrouble) throw error;
    ctx.log.warn({ err: error, dispute: dispute.code }, 'the payment company refused the evidence');
    return error instanceof Error ? error.message.slice(0, 300) : 'refused';
  }
}

/** The manager gave in: the company is told, where it is connected; it books the loss and closes the case. */
export async function tellAccepted(ctx: Ctx, id: string): Promise<void> {
  const asked = await inWorkspace(ctx, async (tx) => {
    const dispute = await lockDispute(tx, ctx, id);
    if (dispute.state !== 'accepted' || dispute.reference === null) return null;
    const connected = await accountOfBrand(tx, ctx, dispute.brand_id);
    if (connected?.kind !== dispute.gateway) return null;
    const account = await openAccount(tx, ctx, connected.id);
    return account && { account, reference: dispute.reference };
  });
  if (!asked) return;
  const company = companyOf(asked.account.kind);
  const now = await company.dispute(ctx.config, asked.account, asked.reference);
  if (now.status !== 'lost' && now.status !== 'won')
    await company.acceptDispute(ctx.config, asked.account, asked.reference);
}
