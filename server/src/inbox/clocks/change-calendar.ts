import type { BodyOf, Calendar, inboxSetup } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { checkCalendar } from './check-calendar.ts';
import { findCalendar, saveCalendar } from './promises.store.ts';
import { reckonAllAnew } from './reckon-anew.ts';

type Written = BodyOf<typeof inboxSetup.addCalendar>;

/** A manager writes down business hours. Throws `calendar.shifts_overlap`, `calendar.shift_backwards`. */
export function addCalendar(ctx: Ctx, written: Written): Promise<Calendar> {
  return inWorkspace(ctx, async (tx) => {
    const id = newId();
    await saveCalendar(tx, ctx, id, checkCalendar(written));
    await record(tx, ctx, [event('calendar.added', id, written)]);
    return findCalendar(tx, ctx, id);
  });
}

/** A manager changes business hours; a job reckons what runs by them anew. Throws `calendar.not_found` besides. */
export function changeCalendar(ctx: Ctx, id: string, written: Written): Promise<Calendar> {
  return inWorkspace(ctx, async (tx) => {
    await findCalendar(tx, ctx, id);
    await saveCalendar(tx, ctx, id, checkCalendar(written));
    await record(tx, ctx, [event('calendar.changed', id, written)]);
    await reckonAllAnew(tx, ctx);
    return findCalendar(tx, ctx, id);
  });
}

const event = (type: string, id: string, { name, time_zone }: Written) => {
  return { type, subject: { kind: 'calendar', id }, data: { name, time_zone } };
};
