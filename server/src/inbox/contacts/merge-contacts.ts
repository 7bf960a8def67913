import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { moveToContact } from '../conversations/conversations.store.ts';
import { endJoin, findJoin, insertJoin, lockJoin } from '../conversations/joins.store.ts';
import { contactEvent } from './contact-event.ts';
import {
  addPoint,
  type ContactRow,
  dropPoints,
  lockContactItself,
  movePoints,
  pointsOfContact,
  updateContact,
} from './contacts.store.ts';
import type { Point } from './points.ts';

/** What went over from one contact to the other, and what the one that stays had itself. */
type Moved = {
  points: Point[];
  had: Point[];
  conversation_ids: string[];
  customer_id: string | null;
  note: string | null;
};

/**
 * Two contacts are one person: `otherId` becomes part of `id` with its addresses and conversations; messages keep the name
 * they were written under. Somebody blocked under either name stays blocked. Returns the join, by which it is taken back.
 *
 * Throws `contact.not_found` (also for one that is part of another already), `contact.same`, `contact.other_brand`.
 */
export function mergeContacts(ctx: Ctx, id: string, otherId: string): Promise<string> {
  if (id === otherId) throw new Refusal('contact.same');
  return inWorkspace(ctx, async (tx) => {
    const { into, from } = await both(tx, ctx, id, otherId);
    if (into.merged_into !== null || from.merged_into !== null) throw new Refusal('contact.not_found');
    if (into.brand_id !== from.brand_id) throw new Refusal('contact.other_brand');
    const points = (await pointsOfContact(tx, ctx, from.id)).map(bare);
    const had = (await pointsOfContact(tx, ctx, into.id)).map(bare);
    await movePoints(tx, ctx, from.id, into, points);
    const conversation_ids = await moveToContact(tx, ctx, { from: from.id, into: into.id, only: null });
    const { customer_id, note } = into;
    const moved: Moved = { points, had, conversation_ids, customer_id, note };
    await updateContact(tx, ctx, into.id, {
      customer_id: customer_id ?? from.customer_id,
      note: [note, from.note].filter(Boolean).join('\n\n') || null,
      ...(into.blocked_at === null && from.blocked_at !== null ? blockOf(from) : {}),
    });
    await updateContact(tx, ctx, from.id, { merged_into: into.id });
    const join = { kind: 'contacts' as const, brand_id: into.brand_id, from_id: from.id, into_id: into.id, moved };
    const joinId = await insertJoin(tx, ctx, join);
    await record(tx, ctx, [contactEvent('contact.merged', into, { with: from.name, join_id: joinId })]);
    return joinId;
  });
}

/**
 * They are two people after all: addresses and conversations go back to whom they were. What came since over an address
 * that goes back stays in the conversations it stands in.
 *
 * Throws `contact.not_found`, `join.not_found` for one of other contacts, `join.too_late` where it was taken back already or
 * the contact became part of another since.
 */
export function undoContactMerge(ctx: Ctx, id: string, joinId: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const found = await findJoin<Moved>(tx, ctx, joinId);
    const isOf = found?.kind === 'contacts' && (found.into_id === id || found.from_id === id);
    if (!isOf) {
      await lockContactItself(tx, ctx, id); // who asks of nobody learns just that
      throw new Refusal('join.not_found');
    }
    const { into, from } = await both(tx, ctx, found.into_id, found.from_id);
    const join = await lockJoin<Moved>(tx, ctx, joinId);
    if (!join || join.undone_at !== null || into.merged_into !== null || from.merged_into !== into.id)
      throw new Refusal('join.too_late');
    const { points, had, conversation_ids, customer_id } = join.moved;
    await dropPoints(tx, ctx, into.id, points);
    for (const point of had) await addPoint(tx, ctx, into, point);
    for (const point of points) await addPoint(tx, ctx, from, point);
    await moveToContact(tx, ctx, { from: into.id, into: from.id, only: conversation_ids });
    const wasTaken = customer_id === null && into.customer_id !== null && into.customer_id === from.customer_id;
    const wasBlocked = into.blocked_at !== null && into.blocked_at.getTime() === from.blocked_at?.getTime();
    await updateContact(tx, ctx, into.id, {
      ...(wasTaken ? { customer_id: null } : {}),
      ...(wasBlocked ? { blocked_at: null, blocked_by: null, blocked_reason: null } : {}),
      ...(into.note === ([join.moved.note, from.note].filter(Boolean).join('\n\n') || null)
        ? { note: join.moved.note }
        : {}),
    });
    await updateContact(tx, ctx, from.id, { merged_into: null });
    await endJoin(tx, ctx, joinId);
    await record(tx, ctx, [contactEvent('contact.unmerged', into, { with: from.name, join_id: joinId })]);
  });
}

/** Both held, in the order of their ids, so that two who join the same two never wait for one another. */
async function both(tx: Tx, ctx: Ctx, intoId: string, fromId: string): Promise<{ into: ContactRow; from: ContactRow }> {
  const first = await lockContactItself(tx, ctx, intoId < fromId ? intoId : fromId);
  const second = await lockContactItself(tx, ctx, intoId < fromId ? fromId : intoId);
  return first.id === intoId ? { into: first, from: second } : { into: second, from: first };
}

const bare = ({ kind, value, verified }: Point): Point => ({ kind, value, verified });
const blockOf = ({ blocked_at, blocked_by, blocked_reason }: ContactRow) => ({
  blocked_at,
  blocked_by,
  blocked_reason,
});
