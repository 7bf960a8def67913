import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { type RecordedEvent, reaction } from '../../platform/record.ts';
import {
  type Chosen,
  eventsAfter,
  forgetAll,
  keepChosen,
  keepChosenOfLines,
  keepDispute,
  keepGiven,
  keepGrade,
  keepLabel,
  keepLabelVoid,
  keepProblems,
  keepVoid,
  type Labelled,
  type PastEvent,
} from './learned.store.ts';

type Money = { amount: number; currency: string };
type Lesson = (tx: Tx, ctx: Ctx, event: RecordedEvent) => Promise<void>;

const ended: Lesson = async (tx, ctx, event) => {
  await keepProblems(tx, ctx, event.return_id!);
  await keepVoid(tx, ctx, event.return_id!, event.id);
};

/** What each event teaches. None counts anything: each writes rows keyed by what happened, so it may be told twice. */
const lessons: Record<string, Lesson> = {
  async 'return.requested'(tx, ctx, event) {
    await keepProblems(tx, ctx, event.return_id!);
    const remedies = event.data.remedies as Chosen[] | undefined;
    if (remedies && remedies.length > 0) await keepChosen(tx, ctx, remedies);
    else await keepChosenOfLines(tx, ctx, event.return_id!);
  },
  async 'return.remedy_changed'(tx, ctx, event) {
    await keepProblems(tx, ctx, event.return_id!);
    const { line_id, to } = event.data as { line_id: string; to: string };
    await keepGiven(tx, ctx, { line_id, remedy: to }, event.id);
  },
  'return.declined': ended,
  'return.cancelled': ended,
  'return.expired': ended,
  async 'unit.inspected'(tx, ctx, event) {
    const { grade, seconds = null, return_line_id = null } = event.data as Record<string, string | number | null>;
    await keepGrade(tx, ctx, {
      unit_id: event.unit_id!,
      return_id: event.return_id!,
      return_line_id: return_line_id as string | null,
      grade: grade as string,
      seconds: seconds as number | null,
      event_id: event.id,
      at: event.at,
    });
  },
  async 'dispute.opened'(tx, ctx, { subject, brand_id, order_id, at }) {
    await keepDispute(tx, ctx, { dispute_id: subject.id, brand_id: brand_id!, order_id: order_id!, at });
  },
  'label.made': (tx, ctx, event) => keepLabel(tx, ctx, labelOf(event)),
  'label.voided': (tx, ctx, event) => keepLabelVoid(tx, ctx, labelOf(event), event.id),
};

function labelOf({ subject, brand_id, data, at }: RecordedEvent): Labelled {
  const cost = data.cost as Money | null | undefined;
  const direction = data.outbound_id ? 'out' : 'back';
  const { amount = null, currency = null } = cost ?? {};
  return { label_id: subject.id, brand_id: brand_id!, direction, amount, currency, at };
}

/** Goods nobody owns yet, and what belongs to no return or order, teach nothing. */
function teaches({ type, brand_id, return_id, order_id, unit_id }: RecordedEvent): boolean {
  if (brand_id === null) return false;
  if (type === 'unit.inspected') return unit_id !== null && return_id !== null;
  if (type === 'dispute.opened') return order_id !== null;
  return type.startsWith('label.') || return_id !== null;
}

/** Every remedy chosen, changed, come back, disputed, and every unit inspected moves what the next answer rests on. */
export const learning = reaction({
  on: Object.keys(lessons),
  name: 'learn-remedies',
  when: teaches,
  run: (ctx, event) => inWorkspace(ctx, (tx) => lessons[event.type]!(tx, ctx, event)),
});

const PAGE = 1_000;

/**
 * Forgets everything learned in a workspace and learns it again from its events; the figures are the same as before.
 * For a workspace whose events came from elsewhere, and after a lesson was added. Answers how many events taught.
 */
export function relearn(ctx: Ctx): Promise<number> {
  return inWorkspace(ctx, async (tx) => {
    await forgetAll(tx, ctx);
    let taught = 0;
    for (let after: string | null = null; ; ) {
      const page: PastEvent[] = await eventsAfter(tx, ctx, Object.keys(lessons), after, PAGE);
      for (const row of page) {
        const event = recorded(row);
        if (!teaches(event)) continue;
        await lessons[event.type]!(tx, ctx, event);
        taught += 1;
      }
      if (page.length < PAGE) return taught;
      after = page.at(-1)!.id;
    }
  });
}

const recorded = ({ subject_kind, subject_id, actor, data, ...row }: PastEvent): RecordedEvent => ({
  ...row,
  subject: { kind: subject_kind, id: subject_id },
  actor: actor as RecordedEvent['actor'],
  data: data as RecordedEvent['data'],
});
