import { assistant, inbox } from '@recoup/contract';
import { expect, test } from 'vitest';
import { openShop } from '../turns/testing/shop.ts';

test('what an agent taught is learned by the job, from the press of the button to a model that is kept', async () => {
  const shop = await openShop();
  const buyer = await shop.buyer();
  await buyer.ask('gimme the papers for the tax man');
  const { items } = await shop.agent.call(inbox.thread, { params: { id: buyer.id() } });
  const said = items.flatMap((item) => (item.kind === 'message' ? [item.message] : []))[0]!;
  const body = { intent: 'invoice_request' };
  const { id } = await shop.agent.call(assistant.correct, { params: { id: said.id }, body });
  await shop.owner.call(assistant.review, { params: { id }, body: { accept: true } });
  await shop.owner.call(assistant.retrain);
  await shop.door.drain();
  const { rows } = await shop.owner.call(assistant.models);
  expect(rows).toHaveLength(2);
  expect(['live', 'worse']).toContain(rows[0]!.state);
  expect(rows[0]).toMatchObject({ taught: 1, failure: null });
  expect(rows[0]!.bytes).toBeGreaterThan(500_000);
  await buyer.ask('hello again');
}, 240_000);
