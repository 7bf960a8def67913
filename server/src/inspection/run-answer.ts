import type { Inspection } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { photoOf } from '../uploads/index.ts';
import { type UnitRow, unitAnswer } from '../warehouse/index.ts';
import { gradeFrom } from './grade.ts';
import type { RunRow } from './runs.store.ts';
import { askedSteps, openSteps } from './sop-steps.ts';

/** A run as it crosses the wire: the whole checklist, what was answered, and the step that comes next. */
export function runAnswer(ctx: Ctx, run: RunRow, unit: UnitRow): Inspection {
  return {
    id: run.id,
    state: run.state,
    unit: unitAnswer(ctx, unit),
    sop: {
      id: run.sop_id,
      name: run.sop_name,
      version_id: run.version_id,
      version: run.version,
      usual_seconds: run.usual_seconds,
      steps: run.steps,
    },
    answers: Object.entries(run.answers).map(([step, given]) => ({
      step,
      answer: given.answer,
      note: given.note,
      photos: run.photos.filter((photo) => photo.step === step).map((photo) => photoOf(ctx, photo)),
      seconds: given.seconds,
    })),
    asked: askedSteps(run.steps, run.answers).map(({ key }) => key),
    next: run.state === 'running' ? (openSteps(run.steps, run.answers)[0]?.key ?? null) : null,
    functional: run.functional,
    cosmetic: run.cosmetic,
    grade: run.grade,
    acceptance: run.acceptance,
    failed: run.failed,
    unsafe: gradeFrom(run.steps, run.answers).unsafe,
    by: run.by as Inspection['by'],
    started_at: run.started_at.toISOString(),
    finished_at: run.finished_at?.toISOString() ?? null,
    seconds: run.seconds,
  };
}
