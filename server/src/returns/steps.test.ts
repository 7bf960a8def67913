import { type ReturnStage, returnStage, returns } from '@recoup/contract';
import { describe, expect, it } from 'vitest';
import { type Client, ProblemError } from '../../test/front-door.ts';
import { expireReturn } from './expire-returns.ts';
import { markInTransit } from './mark-in-transit.ts';
import { ways } from './return.ts';
import { atOnce, byHand } from './testing/by-hand.ts';
import { judge, receive } from './testing/goods.ts';
import { type Made, returnAt } from './testing/stages.ts';
import { claimed, LAMP, openWorld, stageOf } from './testing/world.ts';

const world = await openWorld();
const { door, site, owner } = world;
const agent = await door.as('agent');
const get = (id: string, who: Client = owner) => who.call(returns.get, { params: { id } });
const types = async (id: string) => (await get(id)).timeline.map(({ type }) => type).reverse();

/** One return in every stage, which no test moves. */
const standing = new Map<ReturnStage, Made>();
for (const stage of returnStage.options) standing.set(stage, await returnAt(world, stage));

describe('every step from every stage', () => {
  it.each(returnStage.options)('%s opens what the table opens and refuses the rest, saying why', async (stage) => {
    const { id } = standing.get(stage)!;
    const before = await get(id);
    expect(before.stage).toBe(stage);
    for (const { step, take } of byHand) {
      const way = ways[stage][step];
      // The conditions beside the stage have tests of their own; here goods come back and none is judged.
      if (way && way.only_if !== 'nothing_comes_back' && way.only_if !== 'all_checked') {
        const fresh = await returnAt(world, stage);
        await take(owner, fresh.id);
        expect(await stageOf(owner, fresh.id)).toBe(way.to);
        continue;
      }
      await expect(take(owner, id)).rejects.toThrow(/return.wrong_stage/);
      expect(await get(id)).toEqual(before);
    }
  });

  it('the buttons of a return are those that work', async () => {
    for (const { id, code } of standing.values()) {
      const { moves } = await get(id, agent);
      const [row] = (await agent.call(returns.list, { query: { q: code } })).rows;
      expect(row!.moves).toEqual(moves);
      for (const { step, take } of byHand) {
        if (!moves.includes(step as never)) await expect(take(agent, id)).rejects.toThrow(ProblemError);
      }
    }
  });
});

describe('eight clicks at once', () => {
  const clicks: [string, ReturnStage, (id: string) => Promise<unknown>, ReturnStage][] = [
    ['approve', 'requested', (id) => owner.call(returns.approve, { params: { id }, body: {} }), 'approved'],
    [
      'decline',
      'requested',
      (id) => owner.call(returns.decline, { params: { id }, body: { reason: 'No' } }),
      'declined',
    ],
    [
      'cancel',
      'requested',
      (id) => owner.call(returns.cancel, { params: { id }, body: { reason: 'No' } }),
      'cancelled',
    ],
    ['cancel', 'approved', (id) => owner.call(returns.cancel, { params: { id }, body: { reason: 'No' } }), 'cancelled'],
  ];
  it.each(clicks)('%s a return that is %s once', async (move, from, click, to) => {
    const { id, order } = await returnAt(world, from);
    expect(await atOnce(8, () => click(id))).toEqual({ done: 1, codes: ['return.wrong_stage'] });
    expect(await stageOf(owner, id)).toBe(to);
    const ended = { approve: 'return.approved', decline: 'return.declined', cancel: 'return.cancelled' }[move]!;
    expect((await types(id)).filter((type) => type === ended)).toHaveLength(1);
    expect(await claimed(owner, order.id)).toEqual([to === 'approved' ? 1 : 0]);
  });

  it('under one key give one answer eight times', async () => {
    const { id } = await returnAt(world, 'requested');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => owner.call(returns.approve, { params: { id }, body: {}, key: `yes-${id}` })),
    );
    expect(new Set(answers.map(({ version }) => version)).size).toBe(1);
    expect((await types(id)).filter((type) => type === 'return.approved')).toHaveLength(1);
  });

  it('approve and decline and cancel together leave one of them standing', async () => {
    const { id, order } = await returnAt(world, 'requested');
    const takes = byHand.slice(0, 3).flatMap(({ take }) => [take, take]);
    let next = 0;
    const { done } = await atOnce(takes.length, () => takes[next++]!(owner, id));
    // Approving may be followed by calling off; nothing else by anything.
    expect(done).toBeLessThanOrEqual(2);
    const stage = await stageOf(owner, id);
    expect(await claimed(owner, order.id)).toEqual([stage === 'approved' ? 1 : 0]);
  });

  it('close a return once', async () => {
    const { id } = await returnAt(world, 'received');
    await judge(door.ctx(), id, 0, 1);
    const clicked = await atOnce(8, () => owner.call(returns.close, { params: { id } }));
    expect(clicked).toEqual({ done: 1, codes: ['return.wrong_stage'] });
    expect((await types(id)).filter((type) => type === 'return.closed')).toHaveLength(1);
  });

  it('send a replacement once, and the second learns under which number', async () => {
    const { id } = await world.approved({ remedy: 'exchange', reason: 'arrived-late' });
    await receive(door.ctx(), id, site.id);
    const { lines } = await get(id);
    const send = (reference: string) =>
      owner.call(returns.replacementSent, { params: { id }, body: { line_id: lines[0]!.id, reference } });
    await expect(send('too early')).rejects.toThrow(/return.nothing_to_replace/);
    await judge(door.ctx(), id, 1);
    expect((await get(id)).lines[0]!.replacement).toMatchObject({ owed: true });
    expect(await atOnce(8, () => send('1Z999'))).toEqual({ done: 1, codes: ['return.replacement_sent'] });
    expect((await get(id)).lines[0]!.replacement).toMatchObject({ owed: false, reference: '1Z999' });
  });

  it('take a parcel in once: two who received the same goods do not double them', async () => {
    const { id } = await world.approved({ quantity: 2 }, [{ ...LAMP, quantity: 2 }]);
    const received = await atOnce(8, () => receive(door.ctx(), id, site.id));
    expect(received).toEqual({ done: 1, codes: ['return.more_than_promised'] });
    expect((await get(id)).lines[0]).toMatchObject({ quantity: 2, received: 2 });
    const judged = await atOnce(8, () => judge(door.ctx(), id, 2));
    expect(judged).toEqual({ done: 1, codes: ['return.more_than_received'] });
    expect((await get(id)).lines[0]).toMatchObject({ accepted: 2, rejected: 0 });
  });

  it('expire and the first scan are told once, however often', async () => {
    const { id, order } = await returnAt(world, 'approved');
    await atOnce(8, () => markInTransit(door.ctx(), id, '1Z', door.now()));
    await atOnce(8, () => expireReturn(door.ctx(), id));
    expect((await types(id)).filter((type) => type === 'return.in_transit')).toHaveLength(1);
    expect(await stageOf(owner, id)).toBe('in_transit');
    const other = await returnAt(world, 'approved');
    await atOnce(8, () => expireReturn(door.ctx(), other.id));
    expect((await types(other.id)).filter((type) => type === 'return.expired')).toHaveLength(1);
    expect(await claimed(owner, order.id)).toEqual([1]);
    expect(await claimed(owner, other.order.id)).toEqual([0]);
  });
});
