import { moneyApi, returns } from '@recoup/contract';
import { expect, test } from 'vitest';
import { inWorkspace } from '../../platform/db.ts';
import { acceptUnits, takeIn } from '../../returns/index.ts';
import { openWorld } from '../../returns/testing/world.ts';

test('a refund of an order whose payments nobody told us of is not raised above what the order came to', async () => {
  const world = await openWorld();
  const order = await world.order(undefined, { payments: [] });
  const { id } = await world.owner.call(returns.request, {
    params: { id: order.id },
    body: { lines: world.ask(order), override_reason: 'Test' },
  });
  const line = (await world.owner.call(returns.get, { params: { id } })).lines[0]!;
  const ctx = world.door.ctx();
  await inWorkspace(ctx, (tx) =>
    takeIn(tx, ctx, id, { siteId: world.site.id, lines: [{ line_id: line.id, received: 1 }] }),
  );
  await inWorkspace(ctx, (tx) =>
    acceptUnits(tx, ctx, { returnId: id, returnLineId: line.id, accepted: 1, rejected: 0 }),
  );
  await world.door.drain();
  const [owed] = (await world.owner.call(moneyApi.refunds, { query: { return_id: id } })).rows;
  const change = (amount: number) => ({ params: { id: owed!.id }, body: { amount, reason: 'odd' } });
  const refused = await world.owner.refused(moneyApi.changeAmount, change(13_965));
  expect(refused.code).toBe('refund.more_than_paid');
  expect((await world.owner.call(moneyApi.changeAmount, change(12_900))).amount.amount).toBe(12_900);
});
