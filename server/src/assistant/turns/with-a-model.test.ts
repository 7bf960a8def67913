/** A talk whose brand has put a language model on: a server on this machine that speaks the wire, and misbehaves. */
import { assistant, type BodyOf } from '@recoup/contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { between, type ModelService, openModelService } from '../../../test/model-service.ts';
import { inWorkspace } from '../../platform/db.ts';
import { openShop, type Shop } from './testing/shop.ts';

let shop: Shop;
let service: ModelService;
type Model = BodyOf<(typeof assistant)['changeSettings']>['model'];

async function putOn(change: Partial<Model>): Promise<void> {
  const query = { brand_id: shop.brand.id };
  const { model, ...rest } = await shop.owner.call(assistant.settings, { query });
  const { key_set: _, spent_this_month: __, ...kept } = model;
  const next = { ...kept, on: true, name: 'small-1', base_url: service.openai, timeout_ms: 2000, ...change };
  await shop.owner.call(assistant.changeSettings, { query, body: { ...rest, model: next } });
}

beforeAll(async () => {
  service = await openModelService();
  shop = await openShop();
}, 60_000);
afterAll(() => service.close());
let minutes = 0;
beforeEach(() => {
  minutes += 11;
  shop.door.setNow(new Date(Date.parse('2026-11-10T18:00:00Z') + minutes * 60_000));
  service.asked.length = 0;
});
const lastWhy = async (buyer: Awaited<ReturnType<Shop['buyer']>>) => (await buyer.assistant()).turns.at(-1)!.why;

/** Every message it is given, in other words. */
const rewords = (with_: string) =>
  service.answer((asked) => {
    const says = JSON.parse(between(asked, 'messages') ?? '[]') as string[];
    return JSON.stringify({ says: says.map((say) => `${with_}${say}`) });
  });

test('words what the flow says, and why says who worded it', async () => {
  await putOn({ understands: false });
  rewords('Sure. ');
  const buyer = await shop.buyer();
  const [answer] = await buyer.ask('I want to return my lamp');
  expect(answer!.text).toMatch(/^Sure\. .*order number/s);
  expect(await lastWhy(buyer)).toMatchObject({ worded_by: 'model', model_note: null, flow: 'return' });
  expect(service.asked).toHaveLength(1);
});

test('trying a turn for its words leaves nothing behind: one turn, one answer, one count', async () => {
  await putOn({ understands: false });
  rewords('Sure. ');
  const buyer = await shop.buyer();
  await buyer.ask('I want to return my lamp');
  const ctx = shop.door.ctx();
  const kept = await inWorkspace(ctx, (tx) =>
    tx.selectFrom('assistant_turns').select('id').where('conversation_id', '=', buyer.id()).execute(),
  );
  expect(kept).toHaveLength(1);
  expect((await buyer.all()).filter(({ mine }) => !mine)).toHaveLength(1);
  const events = await inWorkspace(ctx, (tx) =>
    tx
      .selectFrom('events')
      .select('type')
      .where('subject_id', '=', buyer.id())
      .where('type', '=', 'assistant.turned')
      .execute(),
  );
  expect(events).toHaveLength(1);
});

test('a promise nobody gave is not said: the flow’s own words are, and why says what was held back', async () => {
  await putOn({ understands: false });
  rewords('We will refund you $500.00 today. ');
  const buyer = await shop.buyer();
  const [answer] = await buyer.ask('I want to return my lamp');
  expect(answer!.text).not.toContain('500');
  const why = await lastWhy(buyer);
  expect(why.worded_by).toBe('flow');
  expect(why.model_note).toMatch(/^held_back/);
});

test('one that is slow, broken or gone costs the buyer nothing: they are answered in the same turn', async () => {
  await putOn({ understands: true, timeout_ms: 500 });
  for (const misbehaves of ['slow', 'fault', 'broken_json', 'gone'] as const) {
    service.answer(() => ({ misbehaves }));
    const buyer = await shop.buyer();
    const [answer] = await buyer.ask('I want to return my lamp');
    expect([misbehaves, answer?.text.includes('order number')]).toEqual([misbehaves, true]);
    const why = await lastWhy(buyer);
    expect([misbehaves, why.worded_by, typeof why.model_note]).toEqual([misbehaves, 'flow', 'string']);
  }
});

test('a person who takes over while the model thinks is not talked over', async () => {
  await putOn({ understands: false });
  const buyer = await shop.buyer();
  let thinks = () => {};
  const asked = new Promise<void>((resolve) => {
    thinks = resolve;
  });
  service.answer((one) => {
    thinks();
    const says = JSON.parse(between(one, 'messages') ?? '[]') as string[];
    return JSON.stringify({ says });
  });
  await buyer.say('I want to return my lamp');
  const turn = shop.door.drain();
  await asked;
  await buyer.answered('I am here myself').catch(() => {});
  await turn;
  const kinds = (await buyer.all()).filter(({ mine }) => !mine).map(({ author }) => author.kind);
  expect(kinds).toHaveLength(1);
});
