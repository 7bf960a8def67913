/** What makes a person look at a buyer's next request: goods that came back otherwise than promised. */
import { orders, portal, returns } from '@recoup/contract';
import { expect, it } from 'vitest';
import { inWorkspace } from '../platform/db.ts';
import { openDock, R7, withSerials } from './testing/dock.ts';
import { troubleOfCustomers } from './trouble.ts';

const dock = await openDock();
const { door, owner } = dock;
const since = new Date(door.now().getTime() - 365 * 86_400_000);
const customerOf = async (orderId: string) => (await owner.call(orders.get, { params: { id: orderId } })).customer.id;
const trouble = async (orderId: string) => {
  const customerId = await customerOf(orderId);
  return inWorkspace(door.ctx(), (tx) => troubleOfCustomers.ofCustomer(tx, door.ctx(), { customerId, since }));
};

it('a vacuum with somebody else’s serial number, and a box with nothing in it, are told; a right one is not', async () => {
  await dock.promised([R7], withSerials('R7-OTHER-1'));
  const honest = await dock.promised([R7], withSerials('R7-OWN-1'));
  await dock.takenIn(honest);
  expect(await trouble(honest.order.id)).toEqual({ serial_swaps: 0, empty_boxes: 0, returns: [] });

  const swapped = await dock.promised([R7], withSerials('R7-OWN-2'));
  const parcel = await dock.arrive({ return_id: swapped.id });
  await dock.count(parcel, { return_line_id: parcel.lines[0]!.return_line_id, serial: 'R7-OTHER-1' });
  await dock.close(parcel);
  expect(await trouble(swapped.order.id)).toEqual({ serial_swaps: 1, empty_boxes: 0, returns: [swapped.code] });

  const emptied = await dock.promised([{ ...R7, quantity: 2 }]);
  const box = await dock.arrive({ return_id: emptied.id });
  await dock.close(box);
  expect(await trouble(emptied.order.id)).toEqual({ serial_swaps: 0, empty_boxes: 1, returns: [emptied.code] });
});

it('the next request of such a buyer waits for a person, with where it was; it is not refused', async () => {
  const made = await dock.promised([{ ...R7, quantity: 2 }]);
  await owner.call(returns.cancel, { params: { id: made.id }, body: { reason: 'Only one of them' } });
  const [line] = dock.ask(made.order, { reason: 'other' });
  const first = await made.order.buyer.call(portal.request, { body: { lines: [line!] } });
  const box = await dock.arrive({ return_id: first.id });
  await dock.close(box);
  const next = await made.order.buyer.call(portal.request, { body: { lines: [line!] } });
  expect(next).toMatchObject({ stage: 'requested', waits_for_person: true });
  expect((await owner.call(returns.get, { params: { id: next.id } })).review).toContain('risk.empty_box');
});
