import { createHash } from 'node:crypto';
import type { StaffLanguage } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { evidencePackPdf } from '../../platform/paper/index.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { keepPaper, storageOf } from '../../uploads/index.ts';
import { disputeEvent } from './dispute-events.ts';
import { lockDispute, returnOfOrder } from './disputes.store.ts';
import { gatherEvidence } from './evidence.read.ts';
import { checklistOf, type Evidence, fieldsOf, partsOf } from './evidence.ts';
import { layOut, type Seen } from './evidence-paper.ts';
import { insertPack } from './packs.store.ts';

export type Drawn = { bytes: Buffer; fields: { name: string; value: string }[]; brandId: string; code: string };

/** Draws the evidence pack as it would be now; nothing is kept. Throws `dispute.not_found`. */
export async function drawPack(ctx: Ctx, id: string, language: StaffLanguage): Promise<Drawn> {
  const { dispute, evidence } = await inWorkspace(ctx, async (tx) => {
    const found = await lockDispute(tx, ctx, id);
    return { dispute: found, evidence: await gatherEvidence(tx, ctx, found) };
  });
  const parts = partsOf(checklistOf(evidence, dispute));
  const pictures = parts.has('photos') || parts.has('files') ? await look(ctx, evidence) : [];
  const paper = layOut(dispute, evidence, parts, { pictures, language, now: ctx.now });
  const fields = fieldsOf(evidence, dispute, parts);
  return { bytes: await evidencePackPdf(paper), fields, brandId: dispute.brand_id, code: dispute.code };
}

/** Photos from the store. What was swept, or is no JPEG or PNG, is left out: a pack without a photo is better than none. */
async function look(ctx: Ctx, { pictures, files }: Evidence): Promise<Seen[]> {
  const storage = await storageOf(ctx.config);
  const own = files
    .filter(({ type }) => type === 'image/jpeg' || type === 'image/png')
    .map(({ key, name }) => ({ key, caption: name, at: null, by: 'brand' as const }));
  const seen: Seen[] = [];
  for (const { key, caption, at, by } of [...pictures, ...own]) {
    try {
      const bytes = Buffer.from(await storage.get(key));
      const jpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
      const png = bytes.subarray(1, 4).toString('latin1') === 'PNG';
      if (jpeg || png) seen.push({ bytes, caption, at, by });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return seen;
}

/**
 * Staff make the pack and keep it: a file with its hash, and the text fields that go with it, never changed after. Drawn
 * and stored outside the transaction; a crash before the row leaves a file nobody refers to.
 *
 * @returns the pack's id. Throws `dispute.not_found`.
 */
export async function makePack(ctx: Ctx, disputeId: string, language: StaffLanguage): Promise<string> {
  const drawn = await drawPack(ctx, disputeId, language);
  const name = `${drawn.code}-${language}.pdf`;
  const file = await keepPaper(ctx, drawn.bytes, name, drawn.brandId);
  const sha256 = createHash('sha256').update(drawn.bytes).digest('hex');
  return inWorkspace(ctx, async (tx) => {
    const dispute = await lockDispute(tx, ctx, disputeId);
    const id = newId();
    const fields = Object.fromEntries(drawn.fields.map(({ name: field, value }) => [field, value]));
    await insertPack(tx, ctx, {
      id,
      dispute_id: disputeId,
      brand_id: dispute.brand_id,
      file_id: file.id,
      language,
      fields,
    });
    const returnId = await returnOfOrder(tx, ctx, dispute.order_id);
    await record(tx, ctx, [disputeEvent('dispute.pack_made', dispute, returnId, { language, sha256 })]);
    return id;
  });
}
