import { type BodyIn, inbox, inboxSetup } from '@recoup/contract';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { type FrontDoor, openFrontDoor } from '../../../test/front-door.ts';
import { inWorkspace } from '../../platform/db.ts';
import { type Buyer, buyerOf } from '../testing/buyer.ts';

let door: FrontDoor;
let buyer: Buyer;
let brandId: string;

beforeAll(async () => {
  door = await openFrontDoor();
  door.setNow('2036-11-17T15:00:00Z');
  brandId = (await door.makeBrand()).id;
  buyer = await buyerOf(door, brandId);
});
beforeEach(async () => {
  for (const { id } of (await door.owner.call(inboxSetup.rules)).rows)
    await door.owner.call(inboxSetup.deleteRule, { params: { id } });
});

type RuleBody = BodyIn<typeof inboxSetup.addRule>;
const rule = (change: Partial<RuleBody> & Pick<RuleBody, 'on' | 'actions'>): RuleBody => ({
  name: 'Refunds first',
  conditions: [],
  enabled: true,
  ...change,
});
const add = (change: Parameters<typeof rule>[0]) => door.owner.call(inboxSetup.addRule, { body: rule(change) });
const read = (id: string) => door.owner.call(inbox.read, { params: { id } });
const events = async (id: string, type: string) =>
  (await inWorkspace(door.ctx(), (tx) =>
    tx.selectFrom('events').select(['data', 'actor']).where('subject_id', '=', id).where('type', '=', type).execute(),
  )) as { data: Record<string, unknown>; actor: Record<string, unknown> }[];

test('a message that says so is tagged and made urgent, by the rule and under its name', async () => {
  const { id: ruleId } = await add({
    on: 'message_received',
    conditions: [{ on: 'text', any_of: ['refund', '退款'] }],
    actions: [
      { do: 'add_tags', tags: ['refund'] },
      { do: 'priority', priority: 'high' },
    ],
  });
  const asked = await buyer.write('I want a refund', { from: 'Ana' });
  const other = await buyer.write('Where is it?', { from: 'Bo' });
  await door.drain();
  expect(await read(asked.conversation_id)).toMatchObject({ tags: ['refund'], priority: 'high' });
  expect(await read(other.conversation_id)).toMatchObject({ tags: [], priority: 'normal' });
  const [set] = await events(asked.conversation_id, 'conversation.priority_set');
  expect(set!.actor).toEqual({ kind: 'system', id: ruleId, name: 'Refunds first' });
  const { rows } = await door.owner.call(inboxSetup.rules);
  expect(rows[0]).toMatchObject({ runs: 1, last_run_at: expect.any(String) });
});

test('rules run in their order, and each sees what the one before it did', async () => {
  await add({
    name: 'Second',
    on: 'conversation_opened',
    position: 2,
    conditions: [{ on: 'tag', is: ['new'] }],
    actions: [{ do: 'add_tags', tags: ['seen'] }],
  });
  await add({ name: 'First', on: 'conversation_opened', position: 1, actions: [{ do: 'add_tags', tags: ['new'] }] });
  const { conversation_id: id } = await buyer.write('Hello', { from: 'Cy' });
  await door.drain();
  expect((await read(id)).tags).toEqual(['new', 'seen']);
});

test('two rules cannot chase one another: what a rule does sets off no rule', async () => {
  await add({ name: 'Resolve', on: 'reopened', actions: [{ do: 'resolve' }] });
  await add({
    name: 'Open',
    on: 'resolved',
    actions: [
      { do: 'add_tags', tags: ['chased'] },
      { do: 'note', text: 'again' },
    ],
  });
  const { conversation_id: id } = await buyer.write('Hello', { from: 'Di' });
  await door.owner.call(inbox.resolve, { params: { id }, body: {} });
  await door.drain();
  expect((await read(id)).tags).toEqual(['chased']);
  await door.owner.call(inbox.reopen, { params: { id }, body: {} });
  await door.drain();
  expect(await read(id)).toMatchObject({ state: 'resolved' });
  expect(await events(id, 'rule.ran')).toHaveLength(2);
});

test('a rule answers a buyer once, in their language, and that answers no clock and takes nothing', async () => {
  const macro = await door.owner.call(inboxSetup.addMacro, {
    body: {
      name: 'Got it',
      body: { en: 'Hi {{ contact.first_name }}, we got it.', es: 'Hola {{ contact.first_name }}, lo tenemos.' },
    },
  });
  await add({ on: 'message_received', actions: [{ do: 'reply', macro_id: macro.id }] });
  const { conversation_id: id } = await buyer.write('Hola, ¿dónde está mi pedido? Gracias', { from: 'Eva' });
  await door.drain();
  await buyer.write('¿Hola? ¿Hay alguien?', { from: 'Eva' });
  await door.drain();
  const { items } = await door.owner.call(inbox.thread, { params: { id } });
  const sent = items.flatMap((item) =>
    item.kind === 'message' && item.message.direction === 'out' ? [item.message] : [],
  );
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ text: 'Hola Eva, lo tenemos.', automatic: 'rule', author: { kind: 'system' } });
  expect(await read(id)).toMatchObject({ state: 'open', holder: { kind: 'nobody' } });
});

test('a job that runs twice does its work once, and an action that is refused leaves the others standing', async () => {
  await add({ on: 'message_received', actions: [{ do: 'resolve' }, { do: 'resolve' }, { do: 'note', text: 'done' }] });
  const { conversation_id: id, message_id } = await buyer.write('Hello', { from: 'Fo' });
  await door.drain();
  const { runRules } = await import('./run-rules.ts');
  const row = await inWorkspace(door.ctx(), (tx) =>
    tx
      .selectFrom('events')
      .selectAll()
      .where('subject_id', '=', id)
      .where('type', '=', 'message.received')
      .executeTakeFirstOrThrow(),
  );
  const again = { ...row, subject: { kind: 'conversation', id }, data: { message_id } };
  await runRules(door.ctx(), again as never);
  const ran = await events(id, 'rule.ran');
  expect(ran).toHaveLength(1);
  expect(ran[0]!.data.refused).toEqual([{ do: 'resolve', code: 'conversation.wrong_state' }]);
  expect(await events(id, 'note.added')).toHaveLength(1);
});

test('a rule that is off, or of another brand, does nothing; spam is left alone', async () => {
  const other = await door.makeBrand();
  await add({ on: 'message_received', enabled: false, actions: [{ do: 'close' }] });
  await add({ on: 'message_received', brand_id: other.id, actions: [{ do: 'close' }] });
  const { conversation_id: id } = await buyer.write('Hello', { from: 'Gi' });
  await door.drain();
  expect((await read(id)).state).toBe('open');
});

test('silence: once for each silence that lasts long enough, and no sooner', async () => {
  await add({
    name: 'Nudge',
    on: 'idle',
    idle_hours: 48,
    conditions: [{ on: 'state', is: ['waiting'] }],
    actions: [{ do: 'add_tags', tags: ['silent'] }, { do: 'resolve' }],
  });
  const { conversation_id: id } = await buyer.write('The lamp flickers', { from: 'Hu' });
  await door.owner.call(inbox.wait, { params: { id }, body: {} });
  await door.drain();
  const start = door.now().getTime();
  const later = async (hours: number) => {
    door.setNow(new Date(start + hours * 3_600_000));
    await door.runJob('inbox.idle-rules');
    return (await read(id)).state;
  };
  expect(await later(47)).toBe('waiting');
  expect(await later(49)).toBe('resolved');
  const twice = await later(60);
  expect(twice).toBe('resolved');
  expect(await events(id, 'rule.ran')).toHaveLength(1);
  expect(await read(id)).toMatchObject({ tags: ['silent'] });
});

test('a rule is held against past conversations as they stood then, and touches nothing', async () => {
  const { conversation_id: id } = await buyer.write('My kettle leaks, and I want a refund', { from: 'Ida' });
  const calm = await buyer.write('My kettle is lovely', { from: 'Jo' });
  await door.drain();
  // As it stood when the message came it was normal and had no tags; now it is urgent, tagged and closed.
  await door.owner.call(inbox.setPriority, { params: { id }, body: { priority: 'urgent' } });
  await door.owner.call(inbox.setTags, { params: { id }, body: { tags: ['later'] } });
  await door.owner.call(inbox.setSubject, { params: { id }, body: { subject: 'Something else' } });
  await door.owner.call(inbox.close, { params: { id }, body: {} });
  await door.drain();
  const before = await read(id);
  const hold = (change: Partial<RuleBody>) =>
    door.owner.call(inboxSetup.testRule, {
      body: { rule: rule({ on: 'message_received', actions: [{ do: 'close' }], ...change }), days: 1 },
    });
  const touched = async (change: Partial<RuleBody>) => (await hold(change)).rows.map((row) => row.conversation.id);

  const kettle: NonNullable<RuleBody['conditions']> = [{ on: 'text', any_of: ['kettle'] }];
  const found = await hold({ conditions: [...kettle, { on: 'text', any_of: ['refund'] }] });
  expect(found.touched).toBe(1);
  expect(found.looked_at).toBeGreaterThanOrEqual(2);
  expect(found.rows[0]).toMatchObject({ conversation: { id }, because: ['text:kettle', 'text:refund'] });
  expect(await touched({ conditions: kettle })).toEqual(expect.arrayContaining([id, calm.conversation_id]));
  expect(await touched({ conditions: [...kettle, { on: 'priority', is: ['normal'] }] })).toContain(id);
  expect(await touched({ conditions: [...kettle, { on: 'priority', is: ['urgent'] }] })).toEqual([]);
  expect(await touched({ conditions: [...kettle, { on: 'tag', is: ['later'] }] })).toEqual([]);
  expect(await touched({ conditions: [...kettle, { on: 'state', is: ['open'] }] })).toContain(id);
  expect(await touched({ conditions: [...kettle, { on: 'subject', any_of: ['something else'] }] })).toEqual([]);
  expect(await touched({ on: 'resolved', conditions: [] })).not.toContain(id);

  expect(await read(id)).toEqual(before);
  expect(await events(id, 'rule.ran')).toEqual([]);
  expect((await read(calm.conversation_id)).state).toBe('open');
});

test('a rule that is taken away is gone, and what it did stays', async () => {
  const { id: ruleId } = await add({ on: 'message_received', actions: [{ do: 'add_tags', tags: ['kept'] }] });
  const { conversation_id: id } = await buyer.write('Hello', { from: 'Ki' });
  await door.drain();
  await door.owner.call(inboxSetup.deleteRule, { params: { id: ruleId } });
  expect((await door.owner.refused(inboxSetup.deleteRule, { params: { id: ruleId } })).code).toBe('rule.not_found');
  expect((await read(id)).tags).toEqual(['kept']);
});
