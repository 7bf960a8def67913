import { assistant, inbox } from '@recoup/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Client, clientWith } from '../../../test/front-door.ts';
import { inWorkspace } from '../../platform/db.ts';
import { readShipped } from '../intents/shipped.ts';
import { openShop, type Shop, type Talker } from '../turns/testing/shop.ts';
import { liveClassifier } from './live-classifier.ts';
import { inThread, trainModel } from './train-model.ts';
import { verdict } from './training.ts';
import type { Trained } from './training-thread.ts';

let shop: Shop;
let manager: Client;
beforeAll(async () => {
  shop = await openShop();
  manager = shop.owner;
}, 60_000);

/** What a buyer wrote, as the inbox has it. */
async function written(text: string): Promise<{ buyer: Talker; message: string }> {
  const buyer = await shop.buyer();
  await buyer.ask(text);
  const { items } = await shop.agent.call(inbox.thread, { params: { id: buyer.id() } });
  const message = items.flatMap((item) =>
    item.kind === 'message' && item.message.direction === 'in' ? [item.message] : [],
  )[0]!;
  return { buyer, message: message.id };
}
async function taught(text: string, intent: string): Promise<string> {
  const { message } = await written(text);
  const row = await shop.agent.call(assistant.correct, { params: { id: message }, body: { intent } });
  await manager.call(assistant.review, { params: { id: row.id }, body: { accept: true } });
  return row.id;
}
const { head, packed } = readShipped();
/** A training that came to this, without the half minute. */
const came = (accuracy: number) => async (): Promise<Trained> => ({
  packed,
  rows: head.rows + 1,
  figures: { ...head.figures, accuracy },
  live: head.figures,
});
const models = async () => (await manager.call(assistant.models)).rows;
const stateOf = async (id: string) => (await models()).find((one) => one.id === id)?.state;

describe('what agents teach', () => {
  test('a correction waits for review, with what the message was taken for', async () => {
    const { buyer, message } = await written('I want to return my lamp');
    const row = await shop.agent.call(assistant.correct, {
      params: { id: message },
      body: { intent: 'want_exchange' },
    });
    expect(row).toMatchObject({
      text: 'I want to return my lamp',
      was: 'want_return',
      intent: 'want_exchange',
      state: 'waiting',
    });
    expect(row.conversation?.id).toBe(buyer.id());
    const { rows } = await manager.call(assistant.training, { query: { state: 'waiting' } });
    expect(rows.map(({ id }) => id)).toContain(row.id);
    const { items } = await shop.agent.call(inbox.thread, { params: { id: buyer.id() } });
    expect(items.some((item) => item.kind === 'event' && item.event.type === 'training.taught')).toBe(true);
  });

  test('corrected twice, a message is one row, and what was accepted as another intent is reviewed anew', async () => {
    const { message } = await written('my lamp has no shade in the box');
    const first = await shop.agent.call(assistant.correct, {
      params: { id: message },
      body: { intent: 'missing_part' },
    });
    await manager.call(assistant.review, { params: { id: first.id }, body: { accept: true } });
    const same = await shop.agent.call(assistant.correct, {
      params: { id: message },
      body: { intent: 'missing_part' },
    });
    expect(same).toMatchObject({ id: first.id, state: 'accepted' });
    const other = await shop.agent.call(assistant.correct, { params: { id: message }, body: { intent: 'wrong_item' } });
    expect(other).toMatchObject({ id: first.id, state: 'waiting', reviewed_by: null });
  });

  test('a reviewer may take it as another intent, or not at all', async () => {
    const { message } = await written('what about the thing');
    const { id } = await shop.agent.call(assistant.correct, { params: { id: message }, body: { intent: 'complaint' } });
    const accepted = await manager.call(assistant.review, { params: { id }, body: { accept: true, intent: 'oos' } });
    expect(accepted).toMatchObject({ state: 'accepted', intent: 'oos' });
    const rejected = await manager.call(assistant.review, { params: { id }, body: { accept: false } });
    expect(rejected).toMatchObject({ state: 'rejected' });
  });

  test('nobody teaches an intent that does not exist, or by what was not a buyer’s message', async () => {
    const { buyer, message } = await written('hello');
    const unknown = await shop.agent.refused(assistant.correct, {
      params: { id: message },
      body: { intent: 'want_moon' },
    });
    expect(unknown.code).toBe('intent.unknown');
    const ours = (await buyer.all()).find(({ mine }) => !mine)!;
    const refused = await shop.agent.refused(assistant.correct, {
      params: { id: ours.id },
      body: { intent: 'greeting' },
    });
    expect(refused.code).toBe('message.not_found');
  });

  test('an agent teaches, and does not review', async () => {
    const { message } = await written('is it possible to have an invoice');
    const { id } = await shop.agent.call(assistant.correct, {
      params: { id: message },
      body: { intent: 'invoice_request' },
    });
    expect((await shop.agent.refused(assistant.review, { params: { id }, body: { accept: true } })).status).toBe(403);
  });
});

describe('training anew', () => {
  test('needs something new, runs once at a time, and goes live where it is not worse', async () => {
    await taught('gimme the papers for the tax man', 'invoice_request');
    const began = await manager.call(assistant.retrain);
    expect(began.state).toBe('training');
    expect((await manager.refused(assistant.retrain)).code).toBe('model.training_now');
    await trainModel(shop.door.ctx(), began.id, came(head.figures.accuracy + 10));
    const rows = await models();
    expect(rows.map(({ state }) => state)).toEqual(['live', 'ready']);
    expect(rows[0]).toMatchObject({ id: began.id, accuracy: head.figures.accuracy + 10 });
    expect(rows[0]!.taught).toBeGreaterThan(0);
    expect((await manager.refused(assistant.retrain)).code).toBe('model.nothing_new');
  });

  test('understands the buyers of all brands, so a manager of some neither begins one nor goes back', async () => {
    const ofOne = await shop.door.as('manager', { brandIds: [shop.brand.id] });
    const { id } = (await models()).find(({ state }) => state === 'ready')!;
    const refused = [
      await ofOne.refused(assistant.retrain),
      await ofOne.refused(assistant.activate, { params: { id } }),
    ];
    expect(refused.map(({ code }) => code)).toEqual(['permission.not_allowed', 'permission.not_allowed']);
    expect(await stateOf(id)).toBe('ready');
  });

  test('a worse one is kept and not taken; a manager may take it, and go back in a click', async () => {
    await taught('the thingy is off somehow', 'item_defective');
    const before = (await models()).find(({ state }) => state === 'live')!;
    const { id } = await manager.call(assistant.retrain);
    await trainModel(shop.door.ctx(), id, came(head.figures.accuracy - 1));
    expect(await stateOf(id)).toBe('worse');
    expect(await stateOf(before.id)).toBe('live');
    await manager.call(assistant.activate, { params: { id } });
    await manager.call(assistant.activate, { params: { id } });
    expect([await stateOf(id), await stateOf(before.id)]).toEqual(['live', 'ready']);
    await manager.call(assistant.activate, { params: { id: before.id } });
    expect([await stateOf(id), await stateOf(before.id)]).toEqual(['ready', 'live']);
  });

  test('one that fails says so, and may be begun again; a second run of its job changes nothing', async () => {
    await taught('hmm the cable', 'missing_part');
    const { id } = await manager.call(assistant.retrain);
    await trainModel(shop.door.ctx(), id, async () => Promise.reject(new Error('out of memory')));
    await trainModel(shop.door.ctx(), id, came(10_000));
    expect((await models())[0]).toMatchObject({ state: 'failed', failure: 'out of memory' });
    expect((await manager.refused(assistant.activate, { params: { id } })).code).toBe('model.not_ready');
    const again = await manager.call(assistant.retrain);
    // Its worker is killed: the job runs again and ends it.
    await trainModel(shop.door.ctx(), again.id, came(head.figures.accuracy));
    expect(await stateOf(again.id)).toBe('live');
  });

  test('one that was lost with its worker holds nobody up for longer than an hour', async () => {
    await taught('the knob again', 'item_defective');
    const lost = await manager.call(assistant.retrain);
    shop.door.setNow(new Date(shop.door.now().getTime() + 61 * 60_000));
    const next = await manager.call(assistant.retrain);
    expect(await stateOf(lost.id)).toBe('failed');
    await trainModel(shop.door.ctx(), lost.id, came(10_000));
    await trainModel(shop.door.ctx(), next.id, came(head.figures.accuracy));
    expect([await stateOf(lost.id), await stateOf(next.id)]).toEqual(['failed', 'live']);
  });

  test('two who press at once begin one training', async () => {
    await taught('and the switch', 'item_defective');
    const answers = await Promise.allSettled([manager.call(assistant.retrain), manager.call(assistant.retrain)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const running = (await models()).filter(({ state }) => state === 'training');
    expect(running).toHaveLength(1);
    await trainModel(shop.door.ctx(), running[0]!.id, came(head.figures.accuracy));
  });

  test('in its thread a model learns what agents taught, while the process goes on', async () => {
    const words = [
      'flumox the gribbet',
      'please flumox my gribbet',
      'can you flumox gribbet',
      'my gribbet wants a flumox',
    ];
    const rows = words.map((text, at) => ({ text, intent: 'warranty_claim', author: `agent ${at}` }));
    let beats = 0;
    const beat = setInterval(() => {
      beats += 1;
    }, 100);
    const trained = await inThread({ taught: rows, live: null });
    clearInterval(beat);
    expect(beats).toBeGreaterThan(20);
    expect(trained.live).toEqual(head.figures);
    await taught('gribbet flumox needed', 'warranty_claim');
    const { id } = await manager.call(assistant.retrain);
    await trainModel(shop.door.ctx(), id, async () => ({ ...trained, live: trained.figures }));
    const said = await inWorkspace(shop.door.ctx(), async (tx) =>
      (await liveClassifier(tx, shop.door.ctx())).classify('flumox gribbet please'),
    );
    expect(said.intent).toBe('warranty_claim');
  }, 240_000);
});

test.each([
  [{ accuracy: 0, coverage: 0, oos_recall: 0 }, 'live'],
  [{ accuracy: 10, coverage: -200, oos_recall: 0 }, 'live'],
  [{ accuracy: -1, coverage: 300, oos_recall: 300 }, 'worse'],
  [{ accuracy: 10, coverage: -900, oos_recall: 0 }, 'worse'],
  [{ accuracy: 10, coverage: 500, oos_recall: -3_000 }, 'worse'],
] as const)('a model that differs by %j is %s', (by, state) => {
  const live = { accuracy: 8_000, coverage: 9_000, oos_recall: 5_000 };
  const trained = {
    accuracy: live.accuracy + by.accuracy,
    coverage: live.coverage + by.coverage,
    oos_recall: live.oos_recall + by.oos_recall,
  };
  expect(verdict(trained, live)).toBe(state);
});

test('what it tells apart has words in both languages, and is what the shipped model knows', async () => {
  const { rows } = await shop.agent.call(assistant.intents);
  const { intents } = await inWorkspace(shop.door.ctx(), (tx) => liveClassifier(tx, shop.door.ctx()));
  expect(rows.map(({ intent }) => intent).sort()).toEqual([...intents].sort());
  for (const { name, example } of rows) {
    expect(name.en && name.zh && example.en && example.zh).toBeTruthy();
    expect(name.zh).toMatch(/\p{Script=Han}/u);
  }
});

test('staff see what it makes of a sentence', async () => {
  const said = await shop.agent.call(assistant.understand, {
    body: { brand_id: shop.brand.id, text: 'My fryer started smoking, order #20455!' },
  });
  expect(said).toMatchObject({ by: 'offline', severity: 'danger', alarm: { kind: 'safety', words: ['smoking'] } });
  expect(said.slots).toContainEqual({ kind: 'order_number', value: '20455', words: 'order #20455' });
});

test('who may not read orders tries nothing as the buyer of one', async () => {
  const order = await shop.order();
  const key = await shop.door.withKey(['inbox.read']);
  const as = { brand_id: shop.brand.id, order_id: order.id };
  const refused = [
    await key.refused(assistant.understand, { body: { ...as, text: 'where is it' } }),
    await key.refused(assistant.try, { body: { ...as, turns: [{ text: 'where is my order' }] } }),
  ];
  expect(refused.map(({ code }) => code)).toEqual(['permission.not_allowed', 'permission.not_allowed']);
});

test('a stranger teaches nothing', async () => {
  const nobody = clientWith(shop.door.url, {});
  expect((await nobody.refused(assistant.training)).status).toBe(401);
});
