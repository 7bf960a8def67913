import { type BodyOf, type DiagnosisSheet, type diagnosisSheets, faultsOf } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { useFiles } from '../../uploads/index.ts';
import { answerSheet } from './sheet-answer.ts';
import {
  type Draft,
  insertSheet,
  insertVersion,
  lockSheet,
  namesOf,
  type SheetRow,
  saveSheet,
  versionsOf,
} from './sheets.store.ts';
import { startingSheets } from './starting-sheets.ts';

type Api = typeof diagnosisSheets;

/**
 * A manager adds a sheet as a draft: empty, with steps, or begun from one that comes with the product (`from`).
 * Throws `brand.not_found`, `sheet.not_found` (no such one comes with it), `product.not_found`, `file.not_found`.
 */
export function createSheet(ctx: Ctx, { brand_id, from, ...given }: BodyOf<Api['create']>): Promise<DiagnosisSheet> {
  return inWorkspace(ctx, async (tx) => {
    await brandOf(tx, brand_id);
    const start = from === undefined ? null : startingSheets.find(({ key }) => key === from);
    if (start === undefined) throw new Refusal('sheet.not_found', { from });
    const draft: Draft = {
      name: given.name,
      for: start
        ? { ...given.for, reasons: given.for.reasons.length > 0 ? given.for.reasons : start.reasons }
        : given.for,
      steps: start && given.steps.length === 0 ? start.steps : given.steps,
    };
    await checkNamed(tx, ctx, brand_id, draft);
    const id = newId();
    await insertSheet(tx, ctx, { id, brand_id, ...columnsOf(draft), version: 0, draft, draft_version: 1 });
    await tell(tx, ctx, { id, brand_id, name: draft.name }, 'sheet.created', { from: from ?? null });
    return answerSheet(tx, ctx, id);
  });
}

/**
 * Writes the draft whole. Of two people who wrote at once the second is told, by the draft's version, and loses nothing of the
 * first's. Throws `sheet.not_found`, `sheet.archived`, `sheet.changed`, `product.not_found`, `file.not_found`.
 */
export function saveDraft(
  ctx: Ctx,
  id: string,
  { version, ...draft }: BodyOf<Api['saveDraft']>,
): Promise<DiagnosisSheet> {
  return change(ctx, id, async (tx, sheet) => {
    if (sheet.draft_version !== version) throw new Refusal('sheet.changed', { version: sheet.draft_version });
    await checkNamed(tx, ctx, sheet.brand_id, draft);
    await saveSheet(tx, ctx, id, { draft, draft_version: version + 1 });
  });
}

/** Throws the draft away; what is live stays. Throws `sheet.not_found`, `sheet.no_draft`, `sheet.nothing_live`. */
export function discardDraft(ctx: Ctx, id: string): Promise<DiagnosisSheet> {
  return change(ctx, id, async (tx, sheet) => {
    if (!sheet.draft) throw new Refusal('sheet.no_draft');
    if (sheet.version === 0) throw new Refusal('sheet.nothing_live');
    await saveSheet(tx, ctx, id, { draft: null, draft_version: sheet.draft_version + 1 });
  });
}

/**
 * Publishes the draft: calls begin with it from now on, runs under way go on with theirs. Throws `sheet.not_found`,
 * `sheet.no_draft`, `sheet.changed`, `sheet.archived`, `sheet.faults` (with them).
 */
export function publishSheet(ctx: Ctx, id: string, version: number): Promise<DiagnosisSheet> {
  return change(ctx, id, async (tx, sheet) => {
    const { draft } = sheet;
    if (!draft) throw new Refusal('sheet.no_draft');
    if (sheet.draft_version !== version) throw new Refusal('sheet.changed', { version: sheet.draft_version });
    const faults = faultsOf(draft.steps);
    if (faults.length > 0) throw new Refusal('sheet.faults', { faults });
    const { kind, id: by, name } = ctx.actor;
    const next = sheet.version + 1;
    await insertVersion(tx, ctx, {
      sheet_id: id,
      brand_id: sheet.brand_id,
      version: next,
      steps: draft.steps,
      published_by: { kind: kind as 'staff', id: by, name },
    });
    await saveSheet(tx, ctx, id, { ...columnsOf(draft), version: next, draft: null, draft_version: version + 1 });
    await tell(tx, ctx, { ...sheet, name: draft.name }, 'sheet.published', {
      version: next,
      steps: draft.steps.length,
    });
  });
}

/** Takes an older version as the draft, in place of the one there is. Throws `sheet.not_found`, `sheet.archived`, `sheet.version_not_found`. */
export function restoreSheet(ctx: Ctx, id: string, version: number): Promise<DiagnosisSheet> {
  return change(ctx, id, async (tx, sheet) => {
    const [found] = await versionsOf(tx, ctx, [id], version);
    if (!found) throw new Refusal('sheet.version_not_found', { version });
    const held = sheet.draft ?? {
      name: sheet.name,
      for: {
        product_ids: sheet.for_products,
        categories: sheet.for_categories,
        reasons: sheet.for_reasons as Draft['for']['reasons'],
      },
    };
    const draft: Draft = { name: held.name, for: held.for, steps: found.steps };
    await saveSheet(tx, ctx, id, { draft, draft_version: sheet.draft_version + 1 });
  });
}

/** No call is offered it any more, or again. Runs under way go on. Throws `sheet.not_found`. */
export function archiveSheet(ctx: Ctx, id: string, archived: boolean): Promise<DiagnosisSheet> {
  return change(
    ctx,
    id,
    async (tx, sheet) => {
      if ((sheet.archived_at !== null) === archived) return;
      await saveSheet(tx, ctx, id, { archived_at: archived ? ctx.now : null });
      await tell(tx, ctx, sheet, archived ? 'sheet.archived' : 'sheet.brought_back');
    },
    { alsoArchived: true },
  );
}

function change(
  ctx: Ctx,
  id: string,
  work: (tx: Tx, sheet: SheetRow) => Promise<void>,
  { alsoArchived = false } = {},
): Promise<DiagnosisSheet> {
  return inWorkspace(ctx, async (tx) => {
    const sheet = await lockSheet(tx, ctx, id);
    if (sheet.archived_at && !alsoArchived) throw new Refusal('sheet.archived');
    await work(tx, sheet);
    return answerSheet(tx, ctx, id);
  });
}

const columnsOf = ({ name, for: scope }: Draft) => ({
  name,
  for_products: scope.product_ids,
  for_categories: scope.categories,
  for_reasons: scope.reasons,
});

/** Products must be the brand's own; pictures are kept from now on. Throws `product.not_found`, `file.not_found`, `file.type_not_allowed`. */
async function checkNamed(tx: Tx, ctx: Ctx, brandId: string, { for: scope, steps }: Draft): Promise<void> {
  const { products } = await namesOf(tx, ctx, { brand_id: brandId, product_ids: scope.product_ids, file_ids: [] });
  const missing = scope.product_ids.find((id) => !products.some((one) => one.id === id));
  if (missing) throw new Refusal('product.not_found', { product: missing });
  const files = [...new Set(steps.flatMap(({ picture_file_id }) => picture_file_id ?? []))];
  await useFiles(tx, ctx, files, { kinds: ['photo'] });
}

async function tell(
  tx: Tx,
  ctx: Ctx,
  { id, brand_id, name }: Pick<SheetRow, 'id' | 'brand_id' | 'name'>,
  type: string,
  data: Record<string, unknown> = {},
): Promise<void> {
  await record(tx, ctx, [{ type, subject: { kind: 'sheet', id }, brand_id, data: { name, ...data } }]);
}
