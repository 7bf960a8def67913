import { type AssistantSettings, assistant, type BodyIn, type BodyOf, inbox, inboxSetup } from '@recoup/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Client } from '../../../test/front-door.ts';
import { between, type ModelService, openModelService } from '../../../test/model-service.ts';
import { type Buyer, buyerOf } from '../../inbox/testing/buyer.ts';
import { type Order, openWorld, type World } from '../../returns/testing/world.ts';

let world: World;
let agent: Client;
let buyer: Buyer;
let service: ModelService;
let order: Order;
let conversation = '';
beforeAll(async () => {
  world = await openWorld();
  agent = await world.door.as('agent');
  buyer = await buyerOf(world.door, world.brand.id);
  service = await openModelService();
  order = await world.order();
  const written = await buyer.write('My lamp arrived with a crack in the shade. I want a refund. Can you help?');
  conversation = written.conversation_id;
  await agent.call(inbox.link, { params: { id: conversation }, body: { order_id: order.id } });
}, 60_000);
afterAll(() => service.close());

type Model = Partial<BodyOf<(typeof assistant)['changeSettings']>['model']>;
async function model(change: Model) {
  const query = { brand_id: world.brand.id };
  const { model, ...rest }: AssistantSettings = await world.owner.call(assistant.settings, { query });
  const { key_set: _set, spent_this_month: _spent, ...kept } = model;
  await world.owner.call(assistant.changeSettings, { query, body: { ...rest, model: { ...kept, ...change } } });
}
const help = (body: BodyIn<typeof assistant.copilot>, id = conversation, by = agent) =>
  by.call(assistant.copilot, { params: { id }, body });

describe('without a model', () => {
  beforeEach(() => model({ on: false }));

  test('a summary says who, what was bought, what is wrong and what is open, in either language of staff', async () => {
    const { by, text, held_back, note } = await help({ do: 'summary', language: 'en' });
    expect({ by, held_back, note }).toEqual({ by: 'offline', held_back: [], note: null });
    expect(text).toContain('Dana Whitfield');
    expect(text).toContain(`Halo lamp, order ${order.number}`);
    expect(text).toContain('Problem: damaged or defective.');
    expect(text).toContain('arrived with a crack');
    const chinese = await help({ do: 'summary', language: 'zh' });
    expect(chinese.text).toContain('问题：损坏或有故障。');
    expect(chinese.text).toContain(order.number);
  });

  test('a reply offers what policy gives, under the buyer’s name and in the tone and length that were asked for', async () => {
    const warm = await help({ do: 'reply' });
    expect(warm.by).toBe('offline');
    expect(warm.text).toMatch(/^Hi Dana,\n\nI’m sorry about the trouble/);
    expect(warm.text).toContain('Could you send a photo or two of it?'); // policy wants evidence of damage
    expect(warm.text).toMatch(/agent of tests$/);
    const other = await buyer.write('I changed my mind and want to return the lamp.', { from: 'Dana Two' });
    const second = await world.order();
    await agent.call(inbox.link, { params: { id: other.conversation_id }, body: { order_id: second.id } });
    expect((await help({ do: 'reply' }, other.conversation_id)).text).toMatch(
      /What I can offer:[\s\S]+\$131\.69 refunded/,
    );
    const formal = await help({ do: 'reply', tone: 'formal', language: 'zh' });
    expect(formal.text).toMatch(/^尊敬的Dana Whitfield：/);
    const short = await help({ do: 'reply', length: 'short' });
    expect(short.text!.length).toBeLessThan(warm.text!.length);
  });

  test('what the agent wrote is kept where a better one is asked for', async () => {
    const { text } = await help({ do: 'reply', draft: 'I will look at the photos this afternoon.' });
    expect(text).toContain('I will look at the photos this afternoon.');
    expect(text).toMatch(/^Hi Dana,/);
  });

  test('a macro that answers what was written comes first, in its own words', async () => {
    const body: BodyIn<typeof inboxSetup.addMacro> = {
      name: 'Cracked shade',
      brand_id: world.brand.id,
      body: {
        en: 'Hi {{ contact.first_name }}, sorry that the shade of your lamp arrived with a crack. Please send a photo of it.',
      },
      actions: [],
      conditions: [],
      intents: [],
    };
    const { id } = await world.owner.call(inboxSetup.addMacro, { body });
    const { text, sources } = await help({ do: 'reply' });
    expect(text).toBe('Hi Dana, sorry that the shade of your lamp arrived with a crack. Please send a photo of it.');
    expect(sources).toEqual([{ kind: 'macro', id, title: 'Cracked shade' }]);
    const { next } = await help({ do: 'next', language: 'en' });
    expect(next.map(({ kind }) => kind)).toContain('macro');
    await world.owner.call(inboxSetup.changeMacro, { params: { id }, body: { ...body, archived: true } });
  });

  test('the next step is the cheapest fair remedy where all is known, and the order where it is not', async () => {
    const { next } = await help({ do: 'next', language: 'en' });
    expect(next.map(({ kind }) => kind)).toContain('remedy');
    const other = await buyer.write('It does not turn on.', { from: 'Ann Guest' });
    const guest = await help({ do: 'next', language: 'zh' }, other.conversation_id);
    expect(guest.next[0]).toMatchObject({ kind: 'ask', title: '询问订单' });
    const asks = await help({ do: 'reply' }, other.conversation_id);
    expect(asks.text).toContain('Which order is it about?');
  });

  test('tags say what it is about, and not what it is tagged already', async () => {
    const { tags } = await help({ do: 'tags' });
    expect(tags).toContain('damaged-or-defective');
    await agent.call(inbox.setTags, { params: { id: conversation }, body: { tags: ['damaged-or-defective'] } });
    expect((await help({ do: 'tags' })).tags).not.toContain('damaged-or-defective');
  });

  test('who may not write to buyers is not helped to, and nobody of another workspace', async () => {
    const viewer = await world.door.as('viewer');
    const asked = { params: { id: conversation }, body: { do: 'summary' as const } };
    expect((await viewer.refused(assistant.copilot, asked)).code).toBe('permission.not_allowed');
    const stranger = await world.door.anotherWorkspace();
    expect((await stranger.owner.refused(assistant.copilot, asked)).code).toBe('conversation.not_found');
  });
});

describe('with a model', () => {
  beforeEach(() => model({ on: true, name: 'small-1', base_url: service.openai, key: 'sk-1', timeout_ms: 800 }));

  test('its words are shown where what is known bears them, and the rest is held back', async () => {
    service.answer(
      () =>
        'Hi Dana, sorry about the crack in your lamp. I have refunded $999.00 to your card today. Could you send a photo of it?',
    );
    const { by, text, held_back } = await help({ do: 'reply' });
    expect(by).toBe('model');
    expect(text).toBe('Hi Dana, sorry about the crack in your lamp. Could you send a photo of it?');
    expect(held_back).toEqual(['I have refunded $999.00 to your card today.']);
  });

  test('it is shown this buyer and nobody else, and what they wrote only between marks', async () => {
    await world.order(undefined, {
      number: '#77001',
      customer: { external_id: 'c-other', name: 'Zebulon Quibble', email: 'zebulon@canary.example' },
      email: 'zebulon@canary.example',
    });
    service.answer(() => 'Hi Dana, sorry about the lamp.');
    await help({ do: 'reply' });
    const asked = service.asked.at(-1)!;
    expect(asked.instructions + asked.prompt).not.toMatch(/Zebulon|77001|canary/);
    expect(asked.instructions).not.toContain('crack');
    expect(between(asked, 'conversation')).toContain('arrived with a crack');
    expect(between(asked, 'facts')).toContain(order.number);
  });

  test('another buyer’s name is held back whoever told it', async () => {
    service.answer(() => 'Hi Dana, sorry about the lamp. zebulon quibble had the same.');
    const { by, text, held_back } = await help({ do: 'reply' });
    expect(by).toBe('offline');
    expect(text).not.toMatch(/zebulon/i);
    expect(held_back.join()).toContain('zebulon');
    const customer = { external_id: 'c-zh', name: '欧阳霁月', email: 'ouyang@canary.example' };
    await world.order(undefined, { number: '#77002', customer, email: customer.email });
    service.answer(() => 'Dana Whitfield 您好，很抱歉。欧阳霁月也遇到过。');
    const chinese = await help({ do: 'reply', language: 'zh' });
    expect(chinese.by).toBe('offline');
    expect(chinese.held_back.join()).toContain('欧阳霁月');
  });

  test('next steps come in another order at most, tags of our own list alone', async () => {
    const { next: own } = await help({ do: 'next', language: 'en' }).then(async (asked) => {
      await model({ on: false });
      const offline = await help({ do: 'next', language: 'en' });
      await model({ on: true });
      return { ...asked, next: offline.next };
    });
    service.answer(() => `{"order": [${own.length}, 99], "refund": true}`);
    const { by, next } = await help({ do: 'next', language: 'en' });
    expect(by).toBe('model');
    expect(next[0]).toEqual(own.at(-1));
    expect(next).toHaveLength(own.length);
    service.answer(() => '{"tags": ["item-damaged", "refund-approved", "vip"]}');
    const { tags } = await help({ do: 'tags' });
    expect(tags).toContain('item-damaged');
    expect(tags).not.toContain('vip');
  });

  test.each([
    ['slow', 'time_out'],
    ['fault', 'fault'],
    ['cut', 'unreachable'],
    ['tools', 'empty'],
  ] as const)('one that is %s leaves the agent with what is known, and says why', async (misbehaves, why) => {
    service.answer(() => ({ misbehaves }));
    const { by, text, note } = await help({ do: 'summary', language: 'en' });
    expect(by).toBe('offline');
    expect(text).toContain('Dana Whitfield');
    expect([why, 'unreadable', 'resting']).toContain(note);
    service.answer(() => 'Dana Whitfield writes about a lamp.');
    await help({ do: 'summary', language: 'en' });
  });
});
