import { expect, it } from 'vitest';
import { inWorkspace } from '../../platform/db.ts';
import { linesOf, takesOf } from './takes.store.ts';
import { openDesk } from './testing/desk.ts';

it('whoever reserves, frees or ships two goods holds their shelves in one order, so that nobody waits for each other', async () => {
  const desk = await openDesk();
  const later = await desk.part();
  await desk.receive({ kind: 'part', id: later.id }, 5);
  await desk.receive({ kind: 'part', id: desk.shade.id }, 5);
  const parts = [desk.shade, later].map(({ id }) => ({ part_id: id, quantity: 1 }));
  const { id } = await desk.owed({ remedy: 'spare_part', choice: { parts } });
  const order = await desk.out(id);
  const ctx = desk.door.ctx();
  const [lines, takes] = await inWorkspace(ctx, async (tx) => [
    await linesOf(tx, ctx, order.id),
    await takesOf(tx, ctx, order.id),
  ]);
  expect(takes).toHaveLength(2);
  expect(takes.map(({ line_id }) => line_id)).toEqual(lines.map((line) => line.id));
});
