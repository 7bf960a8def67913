import { type AssistantSettings, assistant, type BodyOf } from '@recoup/contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type FrontDoor, openFrontDoor } from '../../../test/front-door.ts';
import { type ModelService, openModelService } from '../../../test/model-service.ts';
import { inWorkspace } from '../../platform/db.ts';

let door: FrontDoor;
let service: ModelService;
let brandId = '';
beforeAll(async () => {
  door = await openFrontDoor();
  service = await openModelService();
});
afterAll(() => service.close());
beforeEach(async () => {
  brandId = (await door.makeBrand({ time_zone: 'America/Los_Angeles' })).id;
  service.answer(() => ({ text: 'I am here.', usage: { input: 1_000, output: 200 } }));
});

type Model = Partial<BodyOf<(typeof assistant)['changeSettings']>['model']>;
const read = (): Promise<AssistantSettings> => door.owner.call(assistant.settings, { query: { brand_id: brandId } });
async function setUp(change: Model = {}) {
  const { model, ...rest } = await read();
  const { key_set: _set, spent_this_month: _spent, ...kept } = model;
  const next = { ...kept, on: true, name: 'small-1', base_url: service.openai, key: 'sk-secret-1', ...change };
  await door.owner.call(assistant.changeSettings, { query: { brand_id: brandId }, body: { ...rest, model: next } });
}
const ask = (by = door.owner) => by.call(assistant.testModel, { query: { brand_id: brandId } });
const spent = () =>
  inWorkspace(door.ctx(), (tx) =>
    tx.selectFrom('model_spending').select(['micro_usd', 'calls', 'month']).where('brand_id', '=', brandId).execute(),
  );

test('a manager sees that the model answers, and what it cost is counted in the month of the brand', async () => {
  door.setNow('2026-12-01T06:00:00Z');
  await setUp();
  expect(await ask()).toMatchObject({ ok: true, failure: null, sample: 'I am here.' });
  expect(service.asked.at(-1)!.headers.authorization).toBe('Bearer sk-secret-1');
  expect(await spent()).toEqual([{ micro_usd: 1_000 + 200 * 5, calls: 1, month: '2026-11-01' }]);
  expect((await read()).model.spent_this_month).toBeCloseTo(0.2);
});

test('Anthropic is asked at the address that was given', async () => {
  await setUp({ kind: 'anthropic', base_url: service.anthropic });
  expect(await ask()).toMatchObject({ ok: true });
  expect(service.asked.at(-1)!.headers['x-api-key']).toBe('sk-secret-1');
});

test('past the cap nothing is asked, and two at once do not both take the last of it', async () => {
  await setUp({ budget_per_month: 0 });
  const before = service.asked.length;
  expect(await ask()).toMatchObject({ ok: false, failure: 'over_budget' });
  expect(service.asked.length).toBe(before);
  expect(await spent()).toEqual([]);
  // One question puts aside a little more than a tenth of a cent: of twenty at once the cent bears some, and not all.
  await setUp({ budget_per_month: 1 });
  service.answer(() => ({ text: 'Here.', usage: { input: 70, output: 200 } }));
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask()));
  const [row] = await spent();
  expect(answers.filter(({ ok }) => ok).length).toBe(row!.calls);
  expect(answers.filter(({ failure }) => failure === 'over_budget').length).toBe(20 - row!.calls);
  expect(row!.calls).toBeGreaterThan(4);
  expect(row!.micro_usd).toBeLessThanOrEqual(10_000);
});

test('a model that is late may have cost all of it; one that fails cost nothing', async () => {
  await setUp({ timeout_ms: 500 });
  service.answer(() => ({ misbehaves: 'slow' }));
  const late = await ask();
  expect(late).toMatchObject({ ok: false, failure: 'time_out' });
  expect(late.ms).toBeLessThan(3_000);
  const [aside] = await spent();
  expect(aside!.micro_usd).toBeGreaterThan(1_000);
  service.answer(() => ({ misbehaves: 'fault' }));
  expect(await ask()).toMatchObject({ failure: 'fault' });
  expect((await spent())[0]!.micro_usd).toBe(aside!.micro_usd);
});

test('one that failed several times in a row is left alone for a minute, and then asked again', async () => {
  await setUp();
  service.answer(() => ({ misbehaves: 'limited' }));
  const failures = [];
  for (let n = 0; n < 6; n += 1) failures.push((await ask()).failure);
  expect(failures).toEqual(['limited', 'limited', 'limited', 'limited', 'resting', 'resting']);
  service.answer(() => 'Back.');
  door.setNow(new Date(door.now().getTime() + 61_000));
  expect(await ask()).toMatchObject({ ok: true, sample: 'Back.' });
});

test('nobody but a manager has it asked, and not where nothing was set up', async () => {
  const no = await door.owner.refused(assistant.testModel, { query: { brand_id: brandId } });
  expect(no.code).toBe('assistant.model_incomplete');
  const agent = await door.as('agent');
  expect((await agent.refused(assistant.testModel, { query: { brand_id: brandId } })).code).toBe(
    'permission.not_allowed',
  );
});
