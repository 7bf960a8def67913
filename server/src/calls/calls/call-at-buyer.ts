import { concerns } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { sendLink } from '../links/make-link.ts';
import { dueWhileCalling } from '../queue/due.ts';
import type { Call } from './call.ts';
import { partsOf, savePart } from './calls.store.ts';
import { buyerPart } from './seat.ts';
import { settleCall } from './settle-call.ts';
import { shownName } from './shown-name.ts';
import { tellRings } from './tell.ts';
import { writeLine } from './thread-line.ts';

/**
 * Our side is in, and it rings at the buyer: in their chat where they have one open. Who asked to be called back, or agreed on
 * this time, gets a link by mail besides, as their page may be long gone. `staff` is in already.
 */
export async function callAtBuyer(tx: Tx, ctx: Ctx, at: Call, staff: { id: string; name: string }): Promise<Call> {
  const linked = at.call_back || at.stage === 'scheduled';
  const seat = buyerPart(await partsOf(tx, ctx, at.id));
  if (seat?.left_at) await savePart(tx, ctx, seat.id, { left_at: null });
  const change = { stage: 'ringing' as const, staff_id: staff.id, due_at: dueWhileCalling(ctx.now, linked) };
  const next = await settleCall(tx, ctx, at, change, [
    { type: 'call.calling', data: { staff_id: staff.id, staff: staff.name } },
  ]);
  const { contact_id, sessions } = await concerns(tx, ctx, { id: at.conversation_id, contact_id: at.contact_id });
  await tellRings(tx, ctx, { call_id: at.id, with: shownName(staff.name), contact_id, sessions });
  await writeLine(tx, ctx, at, (words) => words.calling);
  return at.call_back ? mailedLink(tx, ctx, next) : next;
}

/** Nobody is told where no address is known: their chat rings all the same. */
async function mailedLink(tx: Tx, ctx: Ctx, at: Call): Promise<Call> {
  try {
    await sendLink(tx, ctx, at, { by: 'mail' });
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'call.no_address')) throw error;
  }
  return at;
}
