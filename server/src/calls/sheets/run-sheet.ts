import { type AnswerOf, type BodyOf, type callDiagnosis, type Diagnosis, type QueryOf, walk } from '@recoup/contract';
import { orderForReturn } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { photoOf } from '../../uploads/index.ts';
import type { Call } from '../calls/call.ts';
import { findCall, lockCall } from '../calls/calls.store.ts';
import { settleCall } from '../calls/settle-call.ts';
import { type ShownStill, shownStills } from '../evidence/stills.store.ts';
import { take } from './answer-step.ts';
import { codesOfLine, insertRun, type Run, runsOf, saveRun } from './runs.store.ts';
import { picturesOf } from './sheet-answer.ts';
import { liveVersions, sheetsOf } from './sheets.store.ts';
import { bestFirst } from './which-sheet.ts';

type Api = typeof callDiagnosis;

/** What was looked into on a call, and the sheets that fit its goods and problem, the best first. Throws `call.not_found`. */
export function readDiagnosis(ctx: Ctx, callId: string, query: QueryOf<Api['read']>): Promise<AnswerOf<Api['read']>> {
  return inWorkspace(ctx, async (tx) => {
    const call = await findCall(tx, ctx, callId);
    const line = await lineOf(tx, ctx, call, query.order_line_id ?? call.order_line_id);
    const goods = {
      product_id: line?.product_id ?? null,
      category: line?.category ?? null,
      reason: query.reason ?? null,
    };
    const sheets = (await sheetsOf(tx, ctx, { brand_id: call.brand_id, archived: false })).filter(
      ({ version }) => version > 0,
    );
    const fitting = bestFirst(sheets, goods);
    const live = await liveVersions(
      tx,
      ctx,
      fitting.map(({ sheet }) => sheet.id),
    );
    const runs: Diagnosis[] = [];
    const stills = await shownStills(tx, ctx, call.id);
    for (const run of await runsOf(tx, ctx, call.id)) runs.push(await shown(tx, ctx, run, stills));
    return {
      sheets: fitting.map(({ sheet, fits }) => ({
        id: sheet.id,
        name: sheet.name,
        steps: live.get(sheet.id)?.steps.length ?? 0,
        fits,
      })),
      runs,
    };
  });
}

/**
 * Begins a sheet on a call, with the version that is live now. Begun already for that line and still open it goes on, unless it
 * is to be begun `anew`. Throws `call.not_found`, `call.wrong_stage`, `sheet.not_found`, `sheet.nothing_live`,
 * `order.line_not_found`.
 */
export function startDiagnosis(ctx: Ctx, callId: string, body: BodyOf<Api['start']>): Promise<Diagnosis> {
  return inWorkspace(ctx, async (tx) => {
    const call = await lockAnswered(tx, ctx, callId);
    const [sheet] = await sheetsOf(tx, ctx, { id: body.sheet_id });
    if (!sheet || sheet.brand_id !== call.brand_id || sheet.archived_at) throw new Refusal('sheet.not_found');
    if (sheet.version === 0) throw new Refusal('sheet.nothing_live');
    const order_line_id = body.order_line_id ?? call.order_line_id;
    if (body.order_line_id && !(await lineOf(tx, ctx, call, body.order_line_id)))
      throw new Refusal('order.line_not_found', { line: body.order_line_id });
    const stills = await shownStills(tx, ctx, call.id);
    const standing = (await runsOf(tx, ctx, call.id)).find(
      (run) => run.sheet_id === sheet.id && run.order_line_id === order_line_id && run.ended_at === null,
    );
    if (standing && !body.anew) return shown(tx, ctx, standing, stills);
    const { kind, id: by, name } = ctx.actor;
    const id = newId();
    await insertRun(tx, ctx, {
      id,
      brand_id: call.brand_id,
      call_id: call.id,
      sheet_id: sheet.id,
      sheet_version: sheet.version,
      order_line_id,
      by: { kind: kind as 'staff', id: by, name },
    });
    await settleCall(tx, ctx, call, {}, []);
    return shown(tx, ctx, (await runsOf(tx, ctx, call.id, id))[0]!, stills);
  });
}

/**
 * Answers a step, with stills of the call as proof. Answered otherwise than before, what followed is dropped. At an outcome the
 * run has ended; the verdict it suggests is given by a person. Throws `call.not_found`, `call.wrong_stage`,
 * `diagnosis.not_found`, `call.still_not_found`, and what `take` throws.
 */
export function answerDiagnosis(ctx: Ctx, callId: string, id: string, body: BodyOf<Api['answer']>): Promise<Diagnosis> {
  return inWorkspace(ctx, async (tx) => {
    const call = await lockAnswered(tx, ctx, callId);
    const [run] = await runsOf(tx, ctx, call.id, id);
    if (!run) throw new Refusal('diagnosis.not_found');
    const stills = await shownStills(tx, ctx, call.id);
    const unseen = body.still_ids.find((one) => !stills.some((still) => still.id === one && !still.removed_at));
    if (unseen) throw new Refusal('call.still_not_found', { still: unseen });
    const codes = run.order_line_id ? await codesOfLine(tx, ctx, run.order_line_id) : [];
    const { answers, outcome, ended_at } = take(run, body, codes, ctx.now);
    await saveRun(tx, ctx, id, { answers, outcome, ended_at });
    const data = { diagnosis_id: id, sheet: run.sheet_name, verdict: outcome?.verdict, defect: outcome?.defect };
    const ended = outcome && run.ended_at === null ? [{ type: 'call.diagnosed', data }] : [];
    await settleCall(tx, ctx, call, {}, ended);
    return shown(tx, ctx, (await runsOf(tx, ctx, call.id, id))[0]!, stills);
  });
}

/** A diagnosis belongs to a call that took place. */
async function lockAnswered(tx: Tx, ctx: Ctx, callId: string): Promise<Call> {
  const call = await lockCall(tx, ctx, callId);
  if (call.answered_at === null) throw new Refusal('call.wrong_stage', { stage: call.stage });
  return call;
}

async function lineOf(tx: Tx, ctx: Ctx, call: Call, lineId: string | null) {
  if (!call.order_id || !lineId) return null;
  const { lines } = await orderForReturn(tx, ctx, call.order_id);
  return lines.find(({ id }) => id === lineId) ?? null;
}

async function shown(tx: Tx, ctx: Ctx, run: Run, stills: readonly ShownStill[]): Promise<Diagnosis> {
  const seen = stills.filter((one) => !one.removed_at && !one.erased_at);
  const { answers, next, outcome } = walk(run.steps, run.answers);
  return {
    id: run.id,
    sheet: { id: run.sheet_id, name: run.sheet_name, version: run.sheet_version },
    order_line_id: run.order_line_id,
    steps: run.steps,
    pictures: await picturesOf(tx, ctx, run.brand_id, run.steps),
    answers: answers.map((one) => ({
      ...one,
      photos: seen
        .filter(({ id }) => one.still_ids.includes(id))
        .map((still) =>
          photoOf(ctx, {
            id: still.drawn_file_id ?? still.file_id,
            key: still.drawn_key ?? still.key,
            thumb_key: still.drawn_thumb_key ?? still.thumb_key,
            caption: still.caption,
            added_at: still.captured_at,
          }),
        ),
    })),
    next,
    outcome,
    began_at: run.began_at.toISOString(),
    ended_at: run.ended_at?.toISOString() ?? null,
    by: run.by,
  };
}
