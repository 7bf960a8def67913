/** Jobs come in any order, people change their minds, and companies fall silent: money is still owed and sent once. */
import { moneyApi as api, returns } from '@recoup/contract';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { inWorkspace } from '../../platform/db.ts';
import { type RecordedEvent, reactionNamed } from '../../platform/record.ts';
import { acceptUnits, takeIn } from '../../returns/index.ts';
import { LAMP, openWorld, stageOf, type World } from '../../returns/testing/world.ts';
import { addGateway, removeGateway } from '../index.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.publish(world.brand, (rules) => {
    rules.ask_person.above = null;
    rules.evidence_for = [];
  });
});
afterEach(() => removeGateway('card company'));

async function promised(quantity: number) {
  const { id } = await world.approved({ quantity }, [{ ...LAMP, quantity }]);
  const { lines } = await world.owner.call(returns.get, { params: { id } });
  return { id, lineId: lines[0]!.id };
}
/** One unit comes and is accepted; what follows from it waits. */
async function oneComes(id: string, lineId: string) {
  const ctx = world.door.ctx();
  await inWorkspace(ctx, (tx) =>
    takeIn(tx, ctx, id, { siteId: world.site.id, lines: [{ line_id: lineId, received: 1 }] }),
  );
  await inWorkspace(ctx, (tx) =>
    acceptUnits(tx, ctx, { returnId: id, returnLineId: lineId, accepted: 1, rejected: 0 }),
  );
}
const refundsOf = async (id: string) =>
  (await world.owner.call(api.refunds, { query: { return_id: id } })).rows.toReversed();
async function paid(refundId: string) {
  const at = { params: { id: refundId } };
  await world.owner.call(api.send, { ...at, body: {} });
  await world.owner.call(api.markPaid, { ...at, body: { reference: 'ch_1' } });
}

describe('the second half of a return', () => {
  test('comes after the first was paid: the return stays open until it is paid too, whichever job runs first', async () => {
    const { id, lineId } = await promised(2);
    await oneComes(id, lineId);
    await world.door.drain();
    await paid((await refundsOf(id))[0]!.id);
    await world.door.drain();
    expect(await stageOf(world.owner, id)).toBe('received');

    await oneComes(id, lineId);
    const checked = { type: 'return.goods_checked', return_id: id } as RecordedEvent;
    await reactionNamed('settle-return')!.run(world.door.ctx(), checked);
    expect(await stageOf(world.owner, id)).toBe('received');
    await world.door.drain();
    const [, second, ...more] = await refundsOf(id);
    expect([second!.state, more]).toEqual(['owed', []]);
    await paid(second!.id);
    await world.door.drain();
    expect(await stageOf(world.owner, id)).toBe('closed');
  });
});

describe('above the limit', () => {
  test('who changes the amount after somebody asked cannot approve it by that asking', async () => {
    const limits = {
      query: { brand_id: world.brand.id },
      body: { second_person_above: 5_000, store_credit_months: 12 },
    };
    await world.owner.call(api.changeSettings, limits);
    const { id, lineId } = await promised(1);
    await oneComes(id, lineId);
    await world.door.drain();
    const at = { params: { id: (await refundsOf(id))[0]!.id } };
    const [asker, changer] = [await world.door.as('manager'), await world.door.as('manager')];
    await asker.call(api.askSecond, { ...at, body: {} });
    const changed = await changer.call(api.changeAmount, { ...at, body: { amount: 9_000, reason: 'scratched' } });
    expect(changed).toMatchObject({ needs_second: true, asked_by: null });
    expect((await changer.refused(api.approve, { ...at, body: {} })).code).toBe('refund.nobody_asked');
    await changer.call(api.askSecond, { ...at, body: {} });
    expect((await changer.refused(api.approve, { ...at, body: {} })).code).toBe('refund.same_person.not_allowed');
    expect(await asker.call(api.approve, { ...at, body: {} })).toMatchObject({ state: 'sending' });
  });
});

describe('a payment company that was silent', () => {
  test('for longer than its job was tried is asked again every hour, and by nobody where a person pays', async () => {
    const asked: string[] = [];
    addGateway({
      name: 'card company',
      takes: (method) => method === 'card',
      send: async ({ id }) => {
        asked.push(id);
        if (asked.length === 1) throw new Error('no answer');
        return { outcome: 'sent', reference: 'ch_late' };
      },
    });
    const limits = {
      query: { brand_id: world.brand.id },
      body: { second_person_above: null, store_credit_months: 12 },
    };
    await world.owner.call(api.changeSettings, limits);
    const { id, lineId } = await promised(1);
    await oneComes(id, lineId);
    await world.door.drain();
    const [refund] = await refundsOf(id);
    await world.owner.call(api.send, { params: { id: refund!.id }, body: {} });
    await world.door.drain({ mayFail: true });
    await world.door.runJob('chase-refunds');
    await world.door.drain({ mayFail: true });
    expect((await refundsOf(id))[0]).toMatchObject({ state: 'sending' }); // its own job is still being tried

    world.door.setNow(new Date(world.door.now().getTime() + 2 * 3_600_000));
    await world.door.runJob('chase-refunds');
    await world.door.drain({ mayFail: true });
    expect((await refundsOf(id))[0]).toMatchObject({ state: 'sent', reference: 'ch_late' });
    expect(new Set(asked)).toEqual(new Set([refund!.id]));
  });
});
