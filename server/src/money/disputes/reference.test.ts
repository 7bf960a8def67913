import { disputesApi } from '@recoup/contract';
import { expect, test } from 'vitest';
import { openWorld } from '../../returns/testing/world.ts';

test('a reference opens one dispute of its order, and is nobody else’s', async () => {
  const world = await openWorld();
  const [one, other] = [await world.order(), await world.order()];
  const body = { kind: 'chargeback' as const, amount: 5_000, network: 'visa' as const, reference: 'case 1' };
  const open = (order_id: string) => world.owner.call(disputesApi.open, { body: { ...body, order_id } });
  const first = await open(one.id);
  expect((await open(one.id)).id).toBe(first.id);
  const refused = await world.owner.refused(disputesApi.open, { body: { ...body, order_id: other.id } });
  expect(refused.code).toBe('dispute.reference_taken');

  // Of a brand somebody does not see, the answer is the same and tells nothing.
  const brand = await world.door.makeBrand({ name: 'Northwind' });
  const there = await world.order(undefined, {}, brand);
  const agent = await world.door.as('agent', { brandIds: [brand.id] });
  const blind = await agent.refused(disputesApi.open, { body: { ...body, order_id: there.id } });
  expect(blind.code).toBe('dispute.reference_taken');
});
