import type { BodyOf, callEvidence } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { dropStored, keepStored, type StoredPicture, storageOf, storeDrawn } from '../../uploads/index.ts';
import { lockCall } from '../calls/calls.store.ts';
import { type Happened, settleCall } from '../calls/settle-call.ts';
import { unitOfOrder } from './codes.store.ts';
import { drawMarks } from './marks-picture.ts';
import { findStill, isLineOf, type ShownStill, type StillRow, saveStill, shownStills } from './stills.store.ts';

type Change = BodyOf<(typeof callEvidence)['change']>;

/**
 * Staff say what a still shows, or draw on it, during the call or after it. What was drawn is put onto the kept picture here and
 * kept as a picture of its own; earlier ones stay, as papers may hold them.
 *
 * Throws `call.not_found`, `call.still_not_found`, `call.still_gone`, `order.line_not_found`.
 */
export async function changeStill(ctx: Ctx, callId: string, id: string, change: Change): Promise<ShownStill> {
  const drawn = change.marks && change.marks.length > 0 ? await draw(ctx, callId, id, change.marks) : null;
  return inWorkspace(ctx, async (tx) => {
    const call = await lockCall(tx, ctx, callId);
    const still = standing(await findStill(tx, ctx, callId, id));
    const { order_line_id, serial, caption, marks } = change;
    if (order_line_id && !(await isLineOf(tx, ctx, call.order_id, order_line_id))) {
      throw new Refusal('order.line_not_found');
    }
    if (drawn) await keepStored(tx, ctx, drawn, { brand_id: call.brand_id, order_id: call.order_id });
    await saveStill(tx, ctx, id, {
      ...(caption !== undefined ? { caption } : {}),
      ...(order_line_id !== undefined ? { order_line_id } : {}),
      ...(serial !== undefined
        ? { serial, unit_id: serial && (await unitOfOrder(tx, ctx, serial, call.order_id)) }
        : {}),
      ...(marks ? { marks, drawn_file_id: drawn?.id ?? null } : {}),
    });
    await settleCall(tx, ctx, call, {}, told(still, change, drawn));
    return shownNow(tx, ctx, callId, id);
  }).catch(async (error: unknown) => {
    if (drawn) await dropStored(ctx, drawn);
    throw error;
  });
}

async function draw(ctx: Ctx, callId: string, id: string, marks: NonNullable<Change['marks']>): Promise<StoredPicture> {
  const { key, name } = await inWorkspace(ctx, async (tx) => {
    standing(await findStill(tx, ctx, callId, id));
    const [still] = await shownStills(tx, ctx, callId, id);
    return { key: still!.key, name: `still-${still!.position}-marked.jpg` };
  });
  return storeDrawn(ctx, await drawMarks(await (await storageOf(ctx.config)).get(key), marks), name);
}

function standing(still: StillRow): StillRow {
  if (still.removed_at || still.erased_at) throw new Refusal('call.still_gone');
  return still;
}

function told(still: StillRow, { marks, ...named }: Change, drawn: StoredPicture | null): Happened[] {
  const of = { still_id: still.id, position: still.position };
  const changed = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  return [
    ...(Object.keys(changed).length > 0 ? [{ type: 'call.still_named', data: { ...of, ...changed } }] : []),
    ...(marks
      ? [
          {
            type: 'call.still_marked',
            data: { ...of, marks: marks.length, ...(drawn ? { file_ids: [drawn.id], sha256: drawn.file.sha256 } : {}) },
          },
        ]
      : []),
  ];
}

async function shownNow(tx: Tx, ctx: Ctx, callId: string, id: string): Promise<ShownStill> {
  return (await shownStills(tx, ctx, callId, id))[0]!;
}
