/** The code of a store credit is money to whoever has it: it is on no timeline. */
import { moneyApi, returns } from '@recoup/contract';
import { expect, test } from 'vitest';
import { inWorkspace } from '../../platform/db.ts';
import { acceptUnits, takeIn } from '../../returns/index.ts';
import { openWorld } from '../../returns/testing/world.ts';

test('who works at the dock sees that a credit was issued, and not its code', async () => {
  const world = await openWorld();
  const { id } = await world.approved({ remedy: 'store_credit' });
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
  await world.owner.call(moneyApi.send, { params: { id: owed!.id }, body: {} });
  await world.door.drain();
  const sent = await world.owner.call(moneyApi.refund, { params: { id: owed!.id } });
  expect(sent.credit_code).toMatch(/^SC-/);
  const dock = await world.door.as('warehouse');
  const seen = JSON.stringify(await dock.call(returns.get, { params: { id } }));
  expect(seen).toContain('refund.sent');
  expect(seen).not.toContain(sent.credit_code);
});
