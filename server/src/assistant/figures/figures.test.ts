import { assistant, chatAssistant, inbox, portal } from '@recoup/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { inWorkspace } from '../../platform/db.ts';
import { openShop, type Shop, type Talker } from '../turns/testing/shop.ts';
import type { Counted, EndedMatter } from './figures.store.ts';
import { handedOver, mattersByFlow, share, sharesOf } from './reckon.ts';

const one = (change: Partial<Counted>): Counted => ({
  id: 'one',
  turns: 2,
  person: false,
  handed: false,
  open_matters: 0,
  over: true,
  first_flow: 'return',
  goods_back: false,
  replies_after: 0,
  ...change,
});

describe('what the counts come to', () => {
  test('nothing to divide by is no figure, and shares are of 10,000', () => {
    expect(share(0, 0)).toBeNull();
    expect(share(1, 3)).toBe(3333);
    expect(sharesOf([])).toEqual({ with_assistant: 0, contained: null, deflected: null, one_touch_after: null });
  });

  test('contained is what no person was needed for, of what the assistant is done with', () => {
    const rows = [
      one({}),
      one({ over: false, open_matters: 0 }), // left by the buyer
      one({ person: true }),
      one({ handed: true, over: false }), // nobody has answered yet
      one({ over: false, open_matters: 1 }), // still talking: not counted
      one({ turns: 0, person: true }), // the assistant never spoke
    ];
    expect(sharesOf(rows)).toMatchObject({ with_assistant: 5, contained: 5000 });
  });

  test('deflected is a wish to return that is over with no goods coming back', () => {
    const rows = [
      one({}),
      one({ goods_back: true }),
      one({ person: true }),
      one({ over: false }),
      one({ first_flow: 'how_to' }),
    ];
    expect(sharesOf(rows).deflected).toBe(6667);
  });

  test('one touch after is one answer of the next person and no more', () => {
    const handed = { handed: true, person: true };
    const rows = [
      one({ ...handed, replies_after: 1 }),
      one({ ...handed, replies_after: 2 }),
      one({ ...handed, replies_after: 1, over: false }),
    ];
    expect(sharesOf(rows).one_touch_after).toBe(5000);
  });

  test('problems are counted by flow and by why they were handed over', () => {
    const rows: EndedMatter[] = [
      { flow: 'return', ending: 'settled', because: null, complete: null, count: 3 },
      { flow: 'return', ending: 'handed_over', because: 'disputes', complete: true, count: 2 },
      { flow: 'how_to', ending: 'answered', because: null, complete: null, count: 1 },
      { flow: 'person', ending: 'handed_over', because: 'asked', complete: false, count: 1 },
      { flow: 'return', ending: 'left', because: null, complete: null, count: 1 },
    ];
    expect(mattersByFlow(rows)).toEqual([
      { key: 'return', matters: 6, settled: 3, handed_over: 2, left: 1 },
      { key: 'how_to', matters: 1, settled: 1, handed_over: 0, left: 0 },
      { key: 'person', matters: 1, settled: 0, handed_over: 1, left: 0 },
    ]);
    expect(handedOver(rows)).toEqual({
      by: [
        { reason: 'disputes', count: 2 },
        { reason: 'asked', count: 1 },
      ],
      complete: 6667,
    });
  });
});

describe('a day of one brand', () => {
  let shop: Shop;
  const resolve = (buyer: Talker) => shop.agent.call(inbox.resolve, { params: { id: buyer.id() }, body: {} });
  const at = (time: string) => shop.door.setNow(`2026-11-10T${time}Z`);

  beforeAll(async () => {
    shop = await openShop();
    // Settled by the assistant: an order called off.
    at('18:00:00');
    const unsent = await shop.order(undefined, { fulfilments: [] });
    const first = await shop.buyer();
    await first.ask('please cancel my order, I no longer need it');
    await first.prove(unsent);
    await shop.door.drain();
    const card = (await first.all()).findLast((message) => message.card?.state === 'open')!.card!;
    await first.client.call(chatAssistant.answerCard, { params: { id: card.id }, body: { yes: true } });
    await shop.door.drain();

    // Handed over with all that is needed; one answer of a person after ten minutes ends it, with no goods back.
    at('18:20:00');
    const kept = await shop.order();
    const second = await shop.buyer();
    await second.ask('I want to return my lamp, it is broken');
    await second.prove(kept);
    await shop.door.drain();
    await second.ask('let me talk to a person');
    at('18:30:00');
    await second.answered('We have sent you a new one');
    await resolve(second);

    // Taken over by a person after twenty minutes; the goods come back.
    at('18:40:00');
    const back = await shop.order();
    const third = await shop.buyer();
    await third.ask('I want to return my lamp');
    at('19:00:00');
    await third.answered('You can send it back');
    await shop.agent.call(inbox.link, { params: { id: third.id() }, body: { order_id: back.id } });
    await back.buyer.call(portal.request, { body: { lines: shop.ask(back) } });
    await resolve(third);

    // Left by the buyer.
    at('19:20:00');
    const fourth = await shop.buyer();
    await fourth.ask('where is my order?');

    // Never the assistant's.
    await shop.setUp({ answers: {} });
    const fifth = await shop.buyer();
    await fifth.ask('hello');

    const ctx = shop.door.ctx();
    await inWorkspace(ctx, (tx) =>
      tx
        .insertInto('model_spending')
        .values({
          workspace_id: ctx.workspaceId,
          brand_id: shop.brand.id,
          month: '2026-11-01',
          micro_usd: 600_000,
          calls: 9,
        })
        .execute(),
    );
    shop.door.setNow('2026-11-11T20:00:00Z');
    await shop.door.runJob('assistant.left-alone');
  }, 120_000);

  const read = (query: { from: string; to: string }) =>
    shop.agent.call(assistant.figures, { query: { ...query, brand_id: shop.brand.id } });

  test('comes out as counted by hand', async () => {
    const figures = await read({ from: '2026-11-01', to: '2026-11-30' });
    expect(figures).toMatchObject({
      conversations: 5,
      with_assistant: 4,
      contained: 5000, // called off, and left; not the two that people answered
      deflected: 5000, // of the two wishes to return one had no goods back
      handed_over: [{ reason: 'asked', count: 1 }],
      hand_over_complete: 10_000,
      one_touch_after: 10_000,
      cost_assistant: { amount: 15, currency: 'USD' }, // 60 cents for four conversations
      cost_person: { amount: 600, currency: 'USD' }, // 10 and 20 minutes at $24 an hour, for two
    });
    expect(figures.acts).toEqual([{ kind: 'cancel_order', count: 1, amount: { amount: 13_964, currency: 'USD' } }]);
    expect(figures.by_flow).toEqual(
      expect.arrayContaining([
        { key: 'cancel_or_change', matters: 1, settled: 1, handed_over: 0, left: 0 },
        { key: 'where_is_it', matters: 1, settled: 0, handed_over: 0, left: 1 },
      ]),
    );
  });

  test('is no other day’s, and another brand’s reader sees none of it', async () => {
    expect(await read({ from: '2026-11-11', to: '2026-11-30' })).toMatchObject({
      conversations: 0,
      with_assistant: 0,
      contained: null,
      turns: null,
      cost_assistant: null,
      cost_person: null,
    });
    const other = await shop.door.makeBrand();
    const stranger = await shop.door.as('agent', { brandIds: [other.id] });
    const query = { from: '2026-11-01', to: '2026-11-30' };
    expect(await stranger.call(assistant.figures, { query })).toMatchObject({
      conversations: 0,
      acts: [],
      by_flow: [],
    });
    const no = await stranger.refused(assistant.figures, { query: { ...query, brand_id: shop.brand.id } });
    expect(no.code).toBe('brand.not_found');
  });
});
