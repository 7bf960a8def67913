/** Diagnoses on calls: a sheet's version, walked. Changed with their call held. */
import type { SheetOutcome, SheetStep } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

export type Answered = {
  step: string;
  answer: string;
  value: number | string | null;
  note: string | null;
  still_ids: string[];
  at: string;
};
export type Run = {
  id: string;
  brand_id: string;
  call_id: string;
  sheet_id: string;
  sheet_version: number;
  sheet_name: string;
  steps: SheetStep[];
  order_line_id: string | null;
  answers: Answered[];
  outcome: SheetOutcome | null;
  began_at: Date;
  ended_at: Date | null;
  by: { kind: 'staff' | 'api_key'; id: string | null; name: string };
};

/** Of a call, newest first. */
export async function runsOf(tx: Tx, ctx: Ctx, callId: string, id?: string): Promise<Run[]> {
  const { rows } =
    await sql<Run>`select d.id, d.brand_id, d.call_id, d.sheet_id, d.sheet_version, s.name as sheet_name, v.steps,
      d.order_line_id, d.answers, d.outcome, d.began_at, d.ended_at, d.by
    from diagnoses d
    join diagnosis_sheets s on s.workspace_id = d.workspace_id and s.id = d.sheet_id
    join diagnosis_sheet_versions v on v.workspace_id = d.workspace_id and v.sheet_id = d.sheet_id and v.version = d.sheet_version
    where d.workspace_id = ${ctx.workspaceId} and d.call_id = ${callId} ${id ? sql`and d.id = ${id}` : sql``}
    order by d.id desc limit 50`.execute(tx);
  return rows;
}

export type NewRun = Pick<Run, 'id' | 'brand_id' | 'call_id' | 'sheet_id' | 'sheet_version' | 'order_line_id' | 'by'>;
export async function insertRun(tx: Tx, ctx: Ctx, { by, ...run }: NewRun): Promise<void> {
  await tx
    .insertInto('diagnoses')
    .values({ ...run, by: JSON.stringify(by), workspace_id: ctx.workspaceId, began_at: ctx.now })
    .execute();
}

export async function saveRun(
  tx: Tx,
  ctx: Ctx,
  id: string,
  { answers, outcome, ended_at }: Pick<Run, 'answers' | 'outcome' | 'ended_at'>,
): Promise<void> {
  await tx
    .updateTable('diagnoses')
    .set({ answers: JSON.stringify(answers), outcome: outcome && JSON.stringify(outcome), ended_at })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** What a code on the goods of a line may say: serial numbers that were shipped, its SKU and barcodes. */
export async function codesOfLine(tx: Tx, ctx: Ctx, orderLineId: string): Promise<string[]> {
  const { rows } = await sql<{ codes: (string | null)[] }>`select array[l.sku, v.upc, v.ean, v.asin, v.fnsku]
      || coalesce((select array_agg(s) from fulfilment_lines f, unnest(f.serials) s
        where f.workspace_id = l.workspace_id and f.order_line_id = l.id), '{}') as codes
    from order_lines l left join variants v on v.workspace_id = l.workspace_id and v.id = l.variant_id
    where l.workspace_id = ${ctx.workspaceId} and l.id = ${orderLineId}`.execute(tx);
  return (rows[0]?.codes ?? []).filter((code) => code !== null);
}
