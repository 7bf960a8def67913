/** Flows through the front door: changed, published, restored, tried as a buyer, and held to what was kept. */
import { type AnswerOf, assistant, type BodyIn, type Flow, type FlowKey } from '@recoup/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { inWorkspace } from '../../platform/db.ts';
import { LAMP, type Order, openWorld, type World } from '../../returns/testing/world.ts';
import { flowsOf } from './flows.store.ts';
import { linesOf, shippedTalks } from './shipped-talks.ts';

let world: World;
let order: Order;
beforeAll(async () => {
  world = await openWorld();
  order = await world.order([LAMP]);
}, 60_000);

type Detail = AnswerOf<typeof assistant.flow>;
const at = (key: FlowKey) => ({ params: { key }, query: { brand_id: world.brand.id } });
const read = (key: FlowKey): Promise<Detail> => world.owner.call(assistant.flow, at(key));
const save = (key: FlowKey, body: Flow) => world.owner.call(assistant.saveFlow, { ...at(key), body });
const publish = (key: FlowKey) => world.owner.call(assistant.publishFlow, at(key));
const sayingAt = (flow: Flow, id: string, en: string): Flow => ({
  ...flow,
  steps: flow.steps.map((step) => (step.id === id && step.say ? { ...step, say: { ...step.say, en } } : step)),
});
const live = async (key: FlowKey) =>
  (await inWorkspace(world.door.ctx(), (tx) => flowsOf(tx, world.door.ctx(), world.brand.id))).get(key);

describe('a flow of a brand', () => {
  test('is what Recoup ships until somebody changes it', async () => {
    const { rows } = await world.owner.call(assistant.flows, { query: { brand_id: world.brand.id } });
    expect(rows).toHaveLength(16);
    expect(
      rows.every(({ version, draft_changes, settled }) => version === 0 && draft_changes === 0 && settled === null),
    ).toBe(true);
    expect(await read('return')).toMatchObject({ version: 0, draft: null, problems: [], published_at: null });
  });

  test('is drafted, published, discarded and restored, and buyers are answered by what is in force', async () => {
    const { live: shipped } = await read('complaint');
    const drafted = await save('complaint', sayingAt(shipped, '1', 'Oh no. What happened?'));
    expect(drafted).toMatchObject({ draft_changes: 1, version: 0, draft_by: expect.any(String), problems: [] });
    expect((await live('complaint'))?.steps[0]?.say?.en).toBe(shipped.steps[0]?.say?.en);

    expect(await publish('complaint')).toMatchObject({ version: 1, draft: null, draft_changes: 0 });
    expect((await live('complaint'))?.steps[0]?.say?.en).toBe('Oh no. What happened?');
    expect((await world.owner.refused(assistant.publishFlow, at('complaint'))).code).toBe('flow.no_draft');

    await save('complaint', sayingAt(shipped, '2', 'Somebody will call.'));
    expect((await world.owner.call(assistant.discardFlow, at('complaint'))).draft).toBeNull();
    expect((await world.owner.refused(assistant.discardFlow, at('complaint'))).code).toBe('flow.no_draft');

    const restored = await world.owner.call(assistant.restoreFlow, { ...at('complaint'), body: { version: 0 } });
    expect(restored.draft?.steps[0]?.say?.en).toBe(shipped.steps[0]?.say?.en);
    expect(await publish('complaint')).toMatchObject({ version: 2 });
    const { rows } = await world.owner.call(assistant.flowVersions, at('complaint'));
    expect(rows.map(({ version, changes }) => [version, changes])).toEqual([
      [2, 1],
      [1, 1],
    ]);
    const refused = await world.owner.refused(assistant.restoreFlow, { ...at('complaint'), body: { version: 9 } });
    expect(refused.code).toBe('flow.version_not_found');
  });

  test('with something wrong is kept as a draft and not published', async () => {
    const { live: shipped } = await read('invoice');
    const broken = sayingAt(shipped, '3', 'You get 20% off.');
    expect((await save('invoice', broken)).problems).toContainEqual({
      step: '3',
      code: 'amount_in_words',
      facts: { language: 'en', words: '20%' },
    });
    const problem = await world.owner.refused(assistant.publishFlow, at('invoice'));
    expect(problem).toMatchObject({ code: 'flow.has_problems', details: { problems: [{ code: 'amount_in_words' }] } });
    expect((await live('invoice'))?.steps).toEqual(shipped.steps);
    await world.owner.call(assistant.discardFlow, at('invoice'));
  });

  test('takes no intent that begins another', async () => {
    const { live: shipped } = await read('invoice');
    const greedy = { ...shipped, starts: { ...shipped.starts, intents: ['invoice_request', 'cancel_order'] } };
    expect((await save('invoice', greedy)).problems).toEqual([
      { step: null, code: 'intent_taken', facts: { intent: 'cancel_order', flow: 'cancel_or_change' } },
    ]);
    await world.owner.call(assistant.discardFlow, at('invoice'));
  });

  test('a draft that changes nothing is none, and a flow of another key is refused', async () => {
    const { live: shipped } = await read('person');
    expect((await save('person', shipped)).draft).toBeNull();
    const wrong = await world.owner.refused(assistant.saveFlow, { ...at('invoice'), body: shipped });
    expect(wrong.code).toBe('flow.other_key');
  });

  test('two who publish at once make one version', async () => {
    const { live: shipped } = await read('warranty');
    await save('warranty', sayingAt(shipped, '6', 'Fine.'));
    const both = await Promise.allSettled([publish('warranty'), publish('warranty')]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await read('warranty')).version).toBe(1);
  });

  test('an agent reads flows and changes none', async () => {
    const agent = await world.door.as('agent');
    expect((await agent.call(assistant.flow, at('return'))).key).toBe('return');
    expect((await agent.refused(assistant.publishFlow, at('return'))).code).toBe('permission.not_allowed');
  });
});

type Asked = BodyIn<typeof assistant.try>;
const tries = (turns: (string | Asked['turns'][number])[], more: Partial<Asked> = {}) =>
  world.owner.call(assistant.try, {
    body: {
      brand_id: world.brand.id,
      order_id: order.id,
      turns: turns.map((turn) => (typeof turn === 'string' ? { text: turn } : turn)),
      ...more,
    },
  });
const saidIn = (turn: AnswerOf<typeof assistant.try>['turns'][number] | undefined) =>
  turn?.says.map(({ text }) => text).join('\n');

describe('a tried talk', () => {
  test('is told as a buyer would hear it, with why, and nothing is done', async () => {
    const { turns, end } = await tries([
      'i want to send this back',
      { text: 'I changed my mind', choice: 'changed_my_mind' },
    ]);
    expect(saidIn(turns[0])).toContain('What went wrong with it?');
    expect(turns[0]?.why).toMatchObject({ flow: 'return', step: '2', understood: { intent: 'want_return' } });
    expect(turns[1]?.says.at(-1)?.choices.map(({ value }) => value)).toContain('refund');
    expect(end).toMatchObject({ flow: 'return', ending: 'open', acts: [] });
  });

  test('a yes counts as if it had been done, and no return is made', async () => {
    const turns = [
      'i want to send this back',
      { text: 'x', choice: 'changed_my_mind' },
      { text: 'x', choice: 'refund' },
      'yes',
    ];
    const { end } = await tries(turns);
    expect(end).toMatchObject({ ending: 'settled', acts: ['give_remedy: refund'] });
    const kept = await inWorkspace(world.door.ctx(), (tx) =>
      tx.selectFrom('assistant_confirmations').select('id').execute(),
    );
    expect(kept).toEqual([]);
  });

  test('says what a person would get', async () => {
    const { hand_over, end } = await tries(['there is smoke coming out of my lamp']);
    expect(end).toMatchObject({ ending: 'handed_over', handed_over: 'safety' });
    expect(hand_over?.priority).toBe('urgent');
    expect(hand_over?.summary.zh).toMatch(/\p{Script=Han}/u);
  });

  test('goes in the language it is begun in, and follows the buyer', async () => {
    const { turns } = await tries(['我想退货'], { language: 'zh' });
    expect(saidIn(turns[0])).toMatch(/什么原因/);
  });

  test('is tried with the drafts, or as it runs', async () => {
    const { live: shipped } = await read('return');
    await save('return', sayingAt(shipped, '2', 'Tell me why.'));
    expect(saidIn((await tries(['i want to send this back'])).turns[0])).toContain('Tell me why.');
    expect(saidIn((await tries(['i want to send this back'], { flows: 'live' })).turns[0])).toContain(
      'What went wrong',
    );
    await world.owner.call(assistant.discardFlow, at('return'));
  });

  test('with an order of another brand is refused', async () => {
    const brand = await world.door.makeBrand({ name: 'Other' });
    const body = { brand_id: brand.id, order_id: order.id, turns: [{ text: 'hi' }] };
    expect((await world.owner.refused(assistant.try, { body })).code).toBe('order.not_found');
  });
});

test('kept talks are run again after a change, and one that ends elsewhere is seen', async () => {
  const saveTalk = (name: string, turns: Asked['turns']) =>
    world.owner.call(assistant.saveTalk, {
      body: { brand_id: world.brand.id, order_id: order.id, language: 'en', name, turns },
    });
  const kept = await saveTalk('Angry from the start', [
    { text: 'your customer service is terrible, nobody ever answers me' },
  ]);
  expect(kept.expects).toMatchObject({ flow: 'complaint', ending: 'handed_over', handed_over: 'upset' });
  await saveTalk('Asks for a person', [{ text: 'talk to a human' }]);
  const run = () =>
    world.owner.call(assistant.runTalks, { query: { brand_id: world.brand.id }, body: { flows: 'draft' } });
  expect(await run()).toMatchObject({ passed: 2, failed: 0 });

  const { live: shipped } = await read('complaint');
  await save('complaint', {
    ...shipped,
    steps: shipped.steps.map((step) => (step.id === '2' ? { ...step, because: 'rule' as const } : step)),
  });
  const after = await run();
  expect(after).toMatchObject({ passed: 1, failed: 1 });
  expect(after.rows.find(({ id }) => id === kept.id)?.last).toMatchObject({
    passed: false,
    end: { handed_over: 'rule' },
  });

  await world.owner.call(assistant.discardFlow, at('complaint'));
  await world.owner.call(assistant.dropTalk, { params: { id: kept.id } });
  const { rows } = await world.owner.call(assistant.talks, { query: { brand_id: world.brand.id } });
  expect(rows.map(({ name, last }) => [name, last?.passed])).toEqual([['Asks for a person', true]]);
  expect((await world.owner.refused(assistant.dropTalk, { params: { id: kept.id } })).code).toBe('talk.not_found');
});

test.each([
  ['Changed my mind, takes the refund', 'return', 'settled', null],
  ['Disputes the fee', 'return', 'handed_over', 'disputes'],
  ['All the money and keeps it', 'return', 'handed_over', 'disputes'],
  ['Cancels too late', 'cancel_or_change', 'answered', null],
  ['Asks for the receipt', 'invoice', 'settled', null],
  ['An invoice to a company', 'invoice', 'handed_over', 'cannot_do'],
  ['Asks for a refund that was never begun', 'refund_status', 'answered', null],
  ['Smoke', null, 'handed_over', 'safety'],
  ['A lawyer', null, 'handed_over', 'legal'],
  ['A person, please', 'person', 'handed_over', 'asked'],
  ['A complaint', 'complaint', 'handed_over', 'upset'],
  ['Not understood twice', null, 'handed_over', 'not_understood'],
  ['不想要了，退款', 'return', 'settled', null],
  ['冒烟', null, 'handed_over', 'safety'],
  ['转人工', 'person', 'handed_over', 'asked'],
])('the shipped talk “%s” ends in %s, %s', async (name, flow, ending, handed_over) => {
  const talk = shippedTalks.find((one) => one.name === name)!;
  const { end } = await tries(linesOf(talk), { language: talk.language, order_id: talk.order ? order.id : null });
  expect(end).toMatchObject({ ending, handed_over, ...(flow ? { flow } : {}) });
});
