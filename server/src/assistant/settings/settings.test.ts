import { type AssistantSettings, assistant, type BodyOf, inboxSetup } from '@recoup/contract';
import { beforeAll, expect, test } from 'vitest';
import { type FrontDoor, openFrontDoor } from '../../../test/front-door.ts';
import { inWorkspace } from '../../platform/db.ts';
import { modelKeyOf } from './settings.store.ts';

let door: FrontDoor;
let brandId = '';
beforeAll(async () => {
  door = await openFrontDoor({ INBOX_PRIVATE_HOSTS: 'deny' });
  brandId = (await door.makeBrand({ name: 'Lumora', languages: ['en', 'zh'] })).id;
});

type Body = BodyOf<(typeof assistant)['changeSettings']>;
const read = (by = door.owner) => by.call(assistant.settings, { query: { brand_id: brandId } });
function bodyOf({ model, ...rest }: AssistantSettings, change: Partial<Body['model']> = {}): Body {
  const { key_set: _set, spent_this_month: _spent, ...kept } = model;
  return { ...rest, model: { ...kept, ...change } };
}
const change = async (to: (now: AssistantSettings) => Body) =>
  door.owner.call(assistant.changeSettings, { query: { brand_id: brandId }, body: to(await read()) });
const refused = async (to: (now: AssistantSettings) => Body) =>
  door.owner.refused(assistant.changeSettings, { query: { brand_id: brandId }, body: to(await read()) });
const keyNow = () => inWorkspace(door.ctx(), (tx) => modelKeyOf(tx, door.ctx(), brandId));

const HOSTED = { on: true, name: 'small-1', base_url: 'https://192.0.32.10/v1' };

test('a brand nobody set up answers nowhere, in the languages of the brand', async () => {
  expect(await read()).toMatchObject({
    answers: {},
    name: 'Lumora Assistant',
    languages: ['en', 'zh'],
    proof: 'email_code',
    hand_over: { after_failures: 2, team_id: null },
    caps: { acts_per_conversation: 5, acts_per_day: 200, amount_per_day: 200_000 },
    model: { on: false, key_set: false, spent_this_month: 0 },
  });
  expect((await read()).may_offer).not.toContain('repair');
});

test('what a manager sets is what holds, and an agent may read it and not set it', async () => {
  await change((now) => ({ ...bodyOf(now), answers: { chat: 'always', email: 'when_away' }, tone: 'plain' }));
  const agent = await door.as('agent');
  expect(await read(agent)).toMatchObject({ answers: { chat: 'always', email: 'when_away' }, tone: 'plain' });
  const no = await agent.refused(assistant.changeSettings, {
    query: { brand_id: brandId },
    body: bodyOf(await read()),
  });
  expect(no.code).toBe('permission.not_allowed');
});

test('the key of a model is kept sealed and never shown, and stays where it is left out', async () => {
  const set = await change((now) => bodyOf(now, { ...HOSTED, key: 'sk-secret-1' }));
  expect(set.model).toMatchObject({ on: true, key_set: true });
  expect(JSON.stringify(set)).not.toContain('sk-secret-1');
  await change((now) => bodyOf(now, { timeout_ms: 3000 }));
  expect(await keyNow()).toBe('sk-secret-1');
  const kept = await inWorkspace(door.ctx(), (tx) => tx.selectFrom('assistant_settings').selectAll().execute());
  expect(JSON.stringify(kept)).not.toContain('sk-secret-1');
  const told = await inWorkspace(door.ctx(), (tx) =>
    tx.selectFrom('events').select('data').where('type', '=', 'assistant_settings.changed').execute(),
  );
  expect(JSON.stringify(told)).not.toContain('sk-secret-1');
});

test('a key given for one server is not sent to another', async () => {
  await change((now) => bodyOf(now, { ...HOSTED, key: 'sk-secret-2' }));
  await change((now) => bodyOf(now, { ...HOSTED, base_url: 'https://192.0.32.10/v2' }));
  expect(await keyNow()).toBe('sk-secret-2');
  await change((now) => bodyOf(now, { ...HOSTED, base_url: 'https://192.0.32.11/v1' }));
  expect(await keyNow()).toBeNull();
});

test('a model that nobody could ask is not put on', async () => {
  const to = (model: Partial<Body['model']>) => refused((now) => bodyOf(now, { ...HOSTED, key: null, ...model }));
  expect((await to({ name: null })).code).toBe('assistant.model_incomplete');
  expect((await to({ base_url: null })).code).toBe('assistant.model_incomplete');
  expect((await to({ kind: 'anthropic', base_url: null })).code).toBe('assistant.model_incomplete');
});

test('no model is asked in the network Recoup stands in, nor in the clear', async () => {
  for (const base_url of [
    'https://127.0.0.1/v1',
    'http://169.254.169.254/latest',
    'https://[::1]/v1',
    'https://10.1.2.3',
  ]) {
    const no = await refused((now) => bodyOf(now, { base_url }));
    expect([base_url, no.code, no.details?.because]).toEqual([base_url, 'assistant.host_not_allowed', 'private']);
  }
  expect((await refused((now) => bodyOf(now, { base_url: 'http://192.0.32.10/v1' }))).details?.because).toBe(
    'not_encrypted',
  );
  for (const base_url of ['ftp://192.0.32.10/v1', 'https://key:word@192.0.32.10/v1'])
    expect((await refused((now) => bodyOf(now, { base_url }))).code).toBe('assistant.host_not_allowed');
});

test('a team of another brand takes nothing over', async () => {
  const other = await door.makeBrand();
  const team = await door.owner.call(inboxSetup.addTeam, {
    body: { name: 'Night', brand_id: other.id, share_out: false },
  });
  const no = await refused((now) => ({ ...bodyOf(now), hand_over: { ...now.hand_over, team_id: team.id } }));
  expect(no.code).toBe('team.not_found');
});
