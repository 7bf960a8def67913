/** Who is responsible, and what is settled on a call: through the front door, agent and buyer at once. */
import {
  accounts,
  type BodyIn,
  buyerCallOffers,
  buyerCalls,
  callDiagnosis,
  callOffers,
  callSummaries,
  calls,
  chat,
  diagnosisSheets,
  inbox,
  orders,
  portal,
  portalRemedies,
  type RemedyKind,
  remediesApi,
  returns,
  verdicts,
} from '@recoup/contract';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Client } from '../../../test/front-door.ts';
import { atOnce } from '../../returns/testing/by-hand.ts';
import { LAMP, type Order, ZIP } from '../../returns/testing/world.ts';
import { type Agent, type CallsWorld, openCallsWorld } from '../testing/calls-world.ts';
import { figuresNotOffered, waitsFor } from './offer.ts';

let world: CallsWorld;
let grace: Agent;
let hour = 0;
beforeAll(async () => {
  world = await openCallsWorld();
  await world.publish(world.brand, (rules) => {
    rules.evidence_for = [];
    rules.ask_person = { above: null, from_nth_return: null, late_days: 0 };
    rules.remedies.keep_it = { allowed: true, percent: 20, reasons: [] };
    rules.freight = { seller_pays_for: [], buyer_fee: 900 };
    rules.restocking_fee = { kind: 'percent', amount: 0, percent: 10, waived_for: [] };
  });
  grace = await world.agent();
}, 60_000);
beforeEach(() => {
  hour += 1;
  world.door.setNow(new Date(Date.parse('2026-11-10T18:00:00Z') + hour * 3_600_000));
});
afterEach(async () => {
  const { live } = await world.owner.call(calls.now);
  for (const { id } of live) await world.owner.call(calls.end, { params: { id }, body: {} });
});

/** A buyer with a delivered lamp, live with Grace about it. */
async function live(bought = [LAMP], change: Record<string, unknown> = {}) {
  const order = await world.order(bought, change);
  const buyer = await world.buyer();
  const conversation_id = await buyer.say('It came broken');
  await buyer.session.call(chat.findOrder, { body: { number: order.number, email_or_zip: ZIP, conversation_id } });
  const { token, call } = await buyer.call({ conversation_id, order_id: order.id });
  await world.door.drain();
  await grace.call(calls.desk, { body: { takes_calls: true } });
  await grace.call(calls.answer, { params: { id: call.id } }).catch(async () => {
    await world.owner.call(calls.answer, { params: { id: call.id } });
  });
  return { order, id: call.id, conversation_id, seat: world.seat(token) };
}
type Live = Awaited<ReturnType<typeof live>>;
type Body = BodyIn<typeof callOffers.show>;
const offerOf = (order: Order, remedy: RemedyKind = 'keep_it', change: Partial<Body> = {}): Body => ({
  order_id: order.id,
  lines: [{ order_line_id: order.lines[0]!.id, quantity: 1, reason: 'changed-my-mind' }],
  remedy,
  ...change,
});
const shows = (at: Live, change: Partial<Body> = {}, by: Client = grace) =>
  by.call(callOffers.show, { params: { id: at.id }, body: offerOf(at.order, 'keep_it', change) });
const says = (at: Live, id: string, answer: 'seen' | 'yes' | 'no' | 'what_else') =>
  at.seat.call(buyerCallOffers.answer, { params: { id }, body: { answer } });
const returnsOf = async ({ id }: Order) => (await world.owner.call(returns.list, { query: { order_id: id } })).rows;
const offersOn = async (at: Live) => (await grace.call(callOffers.list, { params: { id: at.id } })).rows;

describe('an offer on the buyer’s screen', () => {
  test('is previewed, shown, seen, and done by their yes: the return has the agent’s name, the call the buyer’s consent', async () => {
    const at = await live();
    const before = await grace.call(callOffers.preview, { params: { id: at.id }, body: offerOf(at.order) });
    expect(before).toMatchObject({
      title: 'Keep it, $25.80 back',
      says: 'Keep it, and we’ll give you $25.80 back to Visa ending 4417. No return needed.',
      amount: { amount: 2_580, currency: 'USD' },
      waits_for: [],
      outside: false,
    });
    expect((await at.seat.call(buyerCallOffers.list)).rows).toEqual([]);
    const { id, ...shown } = await shows(at);
    expect(shown).toMatchObject({ state: 'open', title: before.title, seen_at: null, return: null });
    expect((await at.seat.call(buyerCallOffers.list)).rows).toMatchObject([
      { id, state: 'open', title: before.title, value: '$25.80', waits_for_person: false, by: 'agent' },
    ]);
    await says(at, id, 'seen');
    expect((await offersOn(at))[0]!.seen_at).not.toBeNull();
    expect(await returnsOf(at.order)).toEqual([]);

    const done = await says(at, id, 'yes');
    const [made] = await returnsOf(at.order);
    expect(done).toMatchObject({ state: 'done', return_code: made!.code });
    expect(done.return_url).toContain('/r/');
    const whole = await world.owner.call(returns.get, { params: { id: made!.id } });
    expect(whole.lines[0]).toMatchObject({ remedy: 'keep_it', offer: { amount: { amount: 2_580 } } });
    expect(whole.timeline.find(({ type }) => type === 'return.requested')?.actor).toMatchObject({
      kind: 'staff',
      id: grace.id,
    });
    const { timeline, return: linked } = await grace.call(calls.read, { params: { id: at.id } });
    expect(linked).toMatchObject({ id: made!.id });
    expect(timeline.find(({ type }) => type === 'call.settled')).toMatchObject({
      actor: { kind: 'buyer' },
      data: { return_code: made!.code, waits: false, consent: { words: { title: 'Keep it, $25.80 back' } } },
    });
    expect(await world.owner.call(inbox.read, { params: { id: at.conversation_id } })).toMatchObject({
      order: { id: at.order.id },
      return: { id: made!.id },
    });
  });

  test('tapped twice, in two tabs at once, and again, gives once', async () => {
    const at = await live();
    const { id } = await shows(at);
    const answers = await Promise.all([1, 2, 3, 4].map(() => says(at, id, 'yes')));
    expect(new Set(answers.map(({ state, return_code }) => `${state} ${return_code}`)).size).toBe(1);
    expect((await says(at, id, 'no')).state).toBe('done');
    expect(await returnsOf(at.order)).toHaveLength(1);
  });

  test('withdrawn as the buyer says yes is one or the other on both screens', async () => {
    for (let round = 0; round < 3; round++) {
      const at = await live();
      const { id } = await shows(at);
      const withdraw = () => grace.call(callOffers.withdraw, { params: { id: at.id, offer_id: id } });
      const [theirs, ours] = await Promise.all([says(at, id, 'yes'), withdraw()]);
      expect(theirs.state).toBe(ours.state);
      expect(await returnsOf(at.order)).toHaveLength(ours.state === 'done' ? 1 : 0);
      await grace.call(calls.end, { params: { id: at.id }, body: {} });
    }
  });

  test('declined does nothing then or later; “what else” tells the agent; another takes its place', async () => {
    const at = await live();
    const first = await shows(at);
    expect(await says(at, first.id, 'what_else')).toMatchObject({ state: 'declined', what_else: true });
    expect((await says(at, first.id, 'yes')).state).toBe('declined');
    const second = await shows(at);
    expect(second.id).not.toBe(first.id);
    expect((await shows(at)).id).toBe(second.id);
    const third = await shows(at, { remedy: 'refund' });
    expect(await offersOn(at)).toMatchObject([
      { id: third.id, state: 'open', title: expect.stringContaining('Send it back') },
      { id: second.id, state: 'withdrawn' },
      { id: first.id, state: 'declined', what_else: true },
    ]);
    expect((await says(at, second.id, 'yes')).state).toBe('withdrawn');
    expect(await returnsOf(at.order)).toEqual([]);
  });

  test('runs out after half an hour, and ten minutes after the call; both screens say so', async () => {
    const at = await live();
    const { id } = await shows(at);
    await world.door.drain();
    await grace.call(calls.end, { params: { id: at.id }, body: {} });
    await world.door.drain();
    world.door.setNow(new Date(world.door.now().getTime() + 9 * 60_000));
    expect((await at.seat.call(buyerCallOffers.read, { params: { id } })).state).toBe('open');
    world.door.setNow(new Date(world.door.now().getTime() + 2 * 60_000));
    expect((await at.seat.call(buyerCallOffers.read, { params: { id } })).state).toBe('expired');
    expect((await says(at, id, 'yes')).state).toBe('expired');
    expect(await offersOn(at)).toMatchObject([{ state: 'expired' }]);

    const waits = await live();
    const left = await shows(waits);
    world.door.setNow(new Date(world.door.now().getTime() + 31 * 60_000));
    await world.door.runJob('calls.lapse-offers');
    const { timeline } = await grace.call(calls.read, { params: { id: waits.id } });
    expect(timeline.find(({ type }) => type === 'call.offer_expired')?.data).toMatchObject({ offer_id: left.id });
    expect(await returnsOf(at.order)).toEqual([]);
  });

  test('after the call, in time, a yes still counts', async () => {
    const at = await live();
    const { id } = await shows(at);
    await grace.call(calls.end, { params: { id: at.id }, body: {} });
    expect((await says(at, id, 'yes')).state).toBe('done');
  });

  test('that can no longer be given as promised is refused, and nothing is done', async () => {
    const at = await live();
    const gone = await shows(at);
    await at.order.buyer.call(portal.request, { body: { lines: world.ask(at.order) } });
    expect(await says(at, gone.id, 'yes')).toMatchObject({ state: 'refused', return_code: null });
    expect(await offersOn(at)).toMatchObject([{ because: 'return.more_than_ordered' }]);
    await grace.call(calls.end, { params: { id: at.id }, body: {} });

    const dearer = await live();
    const line = { order_line_id: dearer.order.lines[0]!.id, quantity: 1, reason: 'damaged-or-defective' as const };
    const { id, amount } = await shows(dearer, { remedy: 'refund', lines: [line] });
    await grace.call(verdicts.give, { params: { id: dearer.order.id }, body: { ...line, verdict: 'factory' } });
    expect((await says(dearer, id, 'yes')).state).toBe('refused');
    expect(await offersOn(dearer)).toMatchObject([{ because: 'offer.changed' }]);
    expect(await returnsOf(dearer.order)).toEqual([]);
    const anew = await shows(dearer, { remedy: 'refund', lines: [line] });
    expect(anew.amount.amount).toBeGreaterThan(amount.amount);
    expect((await says(dearer, anew.id, 'yes')).state).toBe('done');
  });

  test('is of its call alone: another buyer’s seat, a stranger’s, a lost one finds nothing', async () => {
    const mine = await live();
    const { id } = await shows(mine);
    const other = await world.buyer();
    const seat = world.seat((await other.call()).token);
    expect((await seat.refused(buyerCallOffers.answer, { params: { id }, body: { answer: 'yes' } })).code).toBe(
      'offer.not_found',
    );
    expect((await world.door.stranger.refused(buyerCallOffers.read, { params: { id } })).code).toBe('auth.link_needed');
    expect(await returnsOf(mine.order)).toEqual([]);
  });

  test('names no sum and no day the offer does not', async () => {
    const at = await live();
    const body = offerOf(at.order, 'keep_it', { say: 'Keep it, and we send $50.00 by tomorrow' });
    expect(await grace.refused(callOffers.show, { params: { id: at.id }, body })).toMatchObject({
      code: 'offer.names_sums',
      details: { figures: ['50.00'] },
    });
    expect(await shows(at, { say: 'Sorry about this. You keep it and get $25.80 back.' })).toMatchObject({
      says: 'Sorry about this. You keep it and get $25.80 back.',
    });
    const said = { title: 'Keep it, $25.80 back', value: '$25.80', detail: 'To Visa ending 4417.' };
    expect(figuresNotOffered('退您 25.80 元，3 天内', said, '')).toEqual(['3']);
  });

  test('is worded in the buyer’s language, whoever shows it', async () => {
    const order = await world.order([LAMP]);
    const buyer = await world.buyer();
    const conversation_id = await buyer.say('坏了');
    await buyer.session.call(chat.findOrder, { body: { number: order.number, email_or_zip: ZIP, conversation_id } });
    const { token, call } = await buyer.session.call(buyerCalls.fromChat, {
      body: { client_id: `zh-${Date.now()}-tab`, conversation_id, order_id: order.id, language: 'zh' },
    });
    await world.door.drain();
    await grace.call(calls.answer, { params: { id: call.id } });
    const made = await grace.call(callOffers.show, { params: { id: call.id }, body: offerOf(order) });
    expect(made).toMatchObject({
      language: 'zh',
      title: '商品留下，退您 $25.80',
      says: expect.stringContaining('商品您留着，我们退您 $25.80'),
    });
    expect((await world.seat(token).call(buyerCallOffers.list)).rows[0]).toMatchObject({ language: 'zh' });
  });
});

describe('what is above the agent', () => {
  test('is said before it is shown, and after the buyer’s yes waits for a second person', async () => {
    const at = await live([{ ...LAMP, unit_price: 40_000 }]);
    const preview = await grace.call(callOffers.preview, { params: { id: at.id }, body: offerOf(at.order) });
    expect(preview.waits_for).toMatchObject([{ code: 'limit.per_case', facts: { limit: { amount: 3_000 } } }]);
    const { id } = await shows(at);
    expect((await at.seat.call(buyerCallOffers.read, { params: { id } })).waits_for_person).toBe(true);
    expect((await says(at, id, 'yes')).state).toBe('done');
    const [made] = await returnsOf(at.order);
    expect((await world.owner.call(returns.get, { params: { id: made!.id } })).stage).toBe('requested');
    const { timeline } = await grace.call(calls.read, { params: { id: at.id } });
    expect(timeline.find(({ type }) => type === 'call.settled')?.data).toMatchObject({ waits: true });
  });

  test('outside the policy wants a reason; an agent’s waits for somebody who may, a manager’s is done with it logged', async () => {
    const late = await live();
    const line = [
      {
        order_line_id: late.order.lines[0]!.id,
        quantity: 1,
        reason: 'changed-my-mind' as const,
        choice: { amount: 5_000 },
      },
    ];
    expect(
      (
        await grace.refused(callOffers.show, {
          params: { id: late.id },
          body: offerOf(late.order, 'keep_it', { lines: line }),
        })
      ).code,
    ).toBe('return.remedy_not_offered');
    const asked = await shows(late, { lines: line, outside: 'Two calls already' });
    expect(asked).toMatchObject({
      outside: 'Two calls already',
      waits_for: expect.arrayContaining([expect.objectContaining({ code: 'override.asked' })]),
    });
    const manager = await world.agent('manager');
    const granted = await shows(late, { lines: line, outside: 'Two calls already' }, manager);
    expect(granted.waits_for).toEqual([]);
    await says(late, granted.id, 'yes');
    const [made] = await returnsOf(late.order);
    const whole = await world.owner.call(returns.get, { params: { id: made!.id } });
    expect(whole).toMatchObject({ stage: 'approved', override_reason: 'Two calls already' });
  });

  test('and what policy wants a person for is approved by the agent who looks, in the buyer’s own yes', async () => {
    const actor = { permissions: new Set(['returns.decide']) } as never;
    const because = [{ rule: 'value', code: 'value.above', facts: {} }];
    expect(waitsFor({ review: ['value.above'], because, limits: [] }, actor)).toEqual([]);
    expect(waitsFor({ review: ['value.above'], because, limits: [] }, { permissions: new Set() } as never)).toEqual(
      because,
    );
  });

  test('who may do nothing any more gives nothing', async () => {
    const at = await live();
    const manager = await world.agent('manager');
    const { id } = await shows(at, {}, manager);
    await world.owner.call(accounts.changeStaff, { params: { id: manager.id }, body: { disabled: true } } as never);
    expect((await says(at, id, 'yes')).state).toBe('refused');
    expect(await offersOn(at)).toMatchObject([{ because: 'offer.by_gone' }]);
    expect(await returnsOf(at.order)).toEqual([]);
  });
});

describe('who is responsible', () => {
  const serials = (of: string[], batch: string) => ({
    fulfilments: [
      {
        external_id: 'f',
        shipped_at: '2026-11-06T12:00:00Z',
        delivered_at: '2026-11-08T12:00:00Z',
        lines: [{ line_external_id: 'l0', quantity: of.length, serials: of, batch }],
      },
    ],
  });
  const gives = (at: Live, change: object = {}) =>
    grace.call(verdicts.giveOnCall, {
      params: { id: at.id },
      body: { order_line_id: at.order.lines[0]!.id, verdict: 'carrier', reason: 'changed-my-mind', ...change } as never,
    });

  test('is said once for a problem: whoever looks again corrects it, the earlier words are kept, the batch is found', async () => {
    const at = await live([LAMP], serials(['SN-A1'], 'B26-41'));
    const first = await gives(at, { verdict: 'unclear' });
    expect(first).toMatchObject({
      serial: 'SN-A1',
      batch: 'B26-41',
      call_id: at.id,
      conversation_id: at.conversation_id,
    });
    expect((await gives(at, { verdict: 'unclear' })).id).toBe(first.id);
    const second = await gives(at, { verdict: 'carrier', reason: 'damaged-or-defective', defect: 'Shade cracked' });
    const third = await gives(at, {
      verdict: 'carrier',
      reason: 'damaged-or-defective',
      note: 'Dent at the same corner',
    });
    expect(third).toMatchObject({ defect: 'Shade cracked', note: 'Dent at the same corner', replaced_by: null });
    const of = { order_id: at.order.id };
    expect((await grace.call(verdicts.list, { query: of })).rows.map(({ id }) => id)).toEqual([third.id]);
    expect(
      (await grace.call(verdicts.list, { query: { ...of, all: 'true' } as never })).rows.map(({ id, replaced_by }) => [
        id,
        replaced_by,
      ]),
    ).toEqual([
      [third.id, null],
      [second.id, third.id],
      [first.id, second.id],
    ]);
    expect((await grace.call(verdicts.list, { query: { batch: 'B26-41', verdict: ['carrier'] } })).rows).toHaveLength(
      1,
    );
    expect((await grace.call(verdicts.list, { query: { batch: 'B26-41', verdict: ['factory'] } })).rows).toEqual([]);
    const { rows } = await grace.call(verdicts.defects, {
      params: { id: at.order.id },
      query: { order_line_id: at.order.lines[0]!.id },
    });
    expect(rows).toContainEqual({ defect: 'Shade cracked', count: 1 });
    const { verdict, timeline } = await grace.call(calls.read, { params: { id: at.id } });
    expect(verdict).toBe('carrier');
    expect(timeline.filter(({ type }) => type === 'call.verdict_given')).toHaveLength(3);
  });

  test('of two units of one line, each with its serial number, are two', async () => {
    const at = await live([{ ...LAMP, quantity: 2 } as never], serials(['SN-B1', 'SN-B2'], 'B26-42'));
    await gives(at, { serial: 'sn-b1', verdict: 'factory' });
    await gives(at, { serial: 'SN-B2', verdict: 'carrier' });
    const { rows } = await grace.call(verdicts.list, { query: { order_id: at.order.id } });
    expect(rows.map(({ serial, verdict, batch }) => [serial, verdict, batch])).toEqual([
      ['SN-B2', 'carrier', 'B26-42'],
      ['SN-B1', 'factory', 'B26-42'],
    ]);
  });

  test('is said from a thread or beside a return too; of many at once one counts', async () => {
    const order = await world.order([LAMP]);
    const body = { order_line_id: order.lines[0]!.id, reason: 'damaged-or-defective' as const };
    const both = ['carrier', 'factory', 'user', 'seller'] as const;
    await Promise.all(
      both.map((verdict) => grace.call(verdicts.give, { params: { id: order.id }, body: { ...body, verdict } })),
    );
    expect((await grace.call(verdicts.list, { query: { order_id: order.id } })).rows).toHaveLength(1);
    const bad = await grace.refused(verdicts.give, {
      params: { id: order.id },
      body: { ...body, verdict: 'carrier', order_line_id: (await world.order()).lines[0]!.id },
    });
    expect(bad.code).toBe('order.line_not_found');
  });

  test('decides what the buyer pays: carrier, factory and seller cost them nothing, and their own doing is for a person', async () => {
    const order = await world.order([LAMP]);
    const line = { order_line_id: order.lines[0]!.id, quantity: 1, reason: 'damaged-or-defective' as const };
    const refund = async (responsible?: 'carrier' | 'user') => {
      const body = { lines: [{ ...line, ...(responsible ? { responsible } : {}) }] };
      const { lines } = await grace.call(remediesApi.ask, { params: { id: order.id }, body });
      return {
        answer: lines[0]!.verdict,
        amount: lines[0]!.remedies.find(({ kind }) => kind === 'refund')!.offer.amount.amount,
      };
    };
    const plain = await refund();
    expect(await refund('carrier')).toMatchObject({ amount: 12_900 + 1_064, answer: { answer: 'yes' } });
    expect(plain.amount).toBe(12_900 + 1_064 - 900 - 1_290);
    expect(await refund('user')).toMatchObject({
      amount: plain.amount,
      answer: { answer: 'ask', because: [{ code: 'damage.by_buyer_ask' }] },
    });
    // A buyer who says so themselves is not believed; what staff found is.
    const said = { lines: [{ ...line, responsible: 'carrier' as const }] };
    const asBuyer = async () =>
      (await order.buyer.call(portalRemedies.ask, { body: said })).lines[0]!.remedies.find(
        ({ offer }) => offer.kind === 'refund',
      )!.offer.amount.amount;
    expect(await asBuyer()).toBe(plain.amount);
    await grace.call(verdicts.give, { params: { id: order.id }, body: { ...line, verdict: 'factory' } });
    expect(await asBuyer()).toBe(12_900 + 1_064);
    const made = await order.buyer.call(portal.request, { body: { lines: [{ ...line, remedy: 'refund' }] } });
    expect((await world.owner.call(returns.get, { params: { id: made.id } })).lines[0]!.offer.amount.amount).toBe(
      12_900 + 1_064,
    );
  });
});

describe('a diagnosis on a call', () => {
  test('is drafted from a starting sheet, published, walked, corrected, and suggests who is responsible', async () => {
    const query = { brand_id: world.brand.id };
    const starting = await world.owner.call(diagnosisSheets.starting, { query });
    expect(starting.rows.map(({ key }) => key)).toEqual([
      'arrived_damaged',
      'does_not_turn_on',
      'missing_part',
      'wrong_item',
      'not_as_described',
    ]);
    const draft = await world.owner.call(diagnosisSheets.create, {
      body: { ...query, name: 'Arrived damaged', from: 'arrived_damaged' },
    });
    expect(draft).toMatchObject({
      live: null,
      draft: { faults: [] },
      for: { reasons: ['damaged-or-defective'] },
      moves: ['edit', 'publish', 'archive'],
    });
    const sheet = await world.owner.call(diagnosisSheets.publish, {
      params: { id: draft.id },
      body: { version: draft.draft!.version },
    });
    expect(sheet).toMatchObject({ live: { version: 1 }, draft: null });
    const at = await live();
    const params = { id: at.id };
    const offered = await grace.call(callDiagnosis.read, { params, query: { reason: 'damaged-or-defective' } });
    expect(offered).toMatchObject({ sheets: [{ id: sheet.id, fits: 'reason', steps: 5 }], runs: [] });
    const run = await grace.call(callDiagnosis.start, { params, body: { sheet_id: sheet.id } });
    expect((await grace.call(callDiagnosis.start, { params, body: { sheet_id: sheet.id } })).id).toBe(run.id);

    // A new version meanwhile: this run keeps its own.
    const steps = sheet.live!.steps.map((step) =>
      step.key === 'when_seen' ? { ...step, ask: { en: 'When?' } } : step,
    );
    const edited = await world.owner.call(diagnosisSheets.saveDraft, {
      params: { id: sheet.id },
      body: { version: draft.draft!.version + 1, name: sheet.name, for: sheet.for, steps },
    });
    const stale = { version: draft.draft!.version, name: sheet.name, for: sheet.for, steps };
    expect((await world.owner.refused(diagnosisSheets.saveDraft, { params: { id: sheet.id }, body: stale })).code).toBe(
      'sheet.changed',
    );
    await world.owner.call(diagnosisSheets.publish, {
      params: { id: sheet.id },
      body: { version: edited.draft!.version },
    });

    const answer = (step: string, given: object) =>
      grace.call(callDiagnosis.answer, { params: { ...params, diagnosis_id: run.id }, body: { step, ...given } });
    const refused = (step: string, given: object) =>
      grace
        .refused(callDiagnosis.answer, { params: { ...params, diagnosis_id: run.id }, body: { step, ...given } })
        .then(({ code }) => code);
    expect(await refused('box', { answer: 'dented' })).toBe('diagnosis.still_missing');
    expect(await refused('when_seen', { answer: 'opening' })).toBe('diagnosis.not_asked');
    expect(await refused('nowhere', { answer: 'yes' })).toBe('diagnosis.step_unknown');
    expect(await refused('box', { answer: 'purple', still_ids: [] })).toBe('diagnosis.answer_unknown');
    expect(await refused('box', { answer: 'gone', still_ids: [at.order.id] })).toBe('call.still_not_found');
    expect(run.sheet.version).toBe(1);
    expect((await grace.call(callDiagnosis.read, { params })).runs).toMatchObject([
      { id: run.id, sheet: { version: 1 }, next: 'box' },
    ]);
    await world.owner.call(diagnosisSheets.archive, { params: { id: sheet.id }, body: { archived: true } });
    expect((await grace.call(callDiagnosis.read, { params })).sheets).toEqual([]);
    expect(answer).toBeDefined();
  });

  test('takes a code for what was sold, a number for its limits, and drops what followed an answer that was changed', async () => {
    const says = { en: 'So.' };
    const end = (verdict: 'factory' | 'seller' | 'unclear', ...answers: string[]) => ({
      answers,
      outcome: { verdict, says },
    });
    const made = await world.owner.call(diagnosisSheets.create, {
      body: {
        brand_id: world.brand.id,
        name: 'Lamps',
        for: { categories: ['lamp'] },
        steps: [
          {
            key: 'code',
            ask: { en: 'Code?' },
            kind: 'code',
            leads: [{ answers: ['matches', 'unread'], step: 'size' }, end('seller', 'differs')],
          },
          {
            key: 'size',
            ask: { en: 'Size?' },
            kind: 'measure',
            measure: { unit: 'cm', low: 30, high: 32 },
            leads: [{ answers: ['within'], step: 'say' }, end('factory')],
          },
          { key: 'say', ask: { en: 'Say?' }, kind: 'note', leads: [end('unclear')] },
        ],
      },
    });
    await world.owner.call(diagnosisSheets.publish, { params: { id: made.id }, body: { version: 1 } });
    const at = await live([LAMP], {
      fulfilments: [
        {
          external_id: 'f',
          shipped_at: '2026-11-06T12:00:00Z',
          delivered_at: '2026-11-08T12:00:00Z',
          lines: [{ line_external_id: 'l0', quantity: 1, serials: ['LMP-0009'] }],
        },
      ],
    });
    const lineId = at.order.lines[0]!.id;
    const params = { id: at.id };
    const { sheets } = await grace.call(callDiagnosis.read, { params, query: { order_line_id: lineId } });
    expect(sheets[0]).toMatchObject({ name: 'Lamps', fits: 'category' });
    const run = await grace.call(callDiagnosis.start, { params, body: { sheet_id: made.id, order_line_id: lineId } });
    const answer = (step: string, given: object) =>
      grace.call(callDiagnosis.answer, { params: { ...params, diagnosis_id: run.id }, body: { step, ...given } });
    expect(await answer('code', { value: 'lmp 0009' })).toMatchObject({
      next: 'size',
      answers: [{ answer: 'matches' }],
    });
    expect(await answer('size', { value: 31 })).toMatchObject({ next: 'say' });
    expect(await answer('say', { value: 'It flickers' })).toMatchObject({
      next: null,
      outcome: { verdict: 'unclear' },
    });
    const changed = await answer('size', { value: 40.5 });
    expect(changed).toMatchObject({ next: null, outcome: { verdict: 'factory' } });
    expect(changed.answers.map(({ step, answer: word }) => [step, word])).toEqual([
      ['code', 'matches'],
      ['size', 'above'],
    ]);
    expect(await answer('code', { value: 'OTHER-1' })).toMatchObject({
      outcome: { verdict: 'seller' },
      answers: [{ answer: 'differs' }],
    });
    const { timeline } = await grace.call(calls.read, { params });
    expect(timeline.filter(({ type }) => type === 'call.diagnosed')).toHaveLength(1);
    const [listed] = (await world.owner.call(diagnosisSheets.list, { query: { brand_id: world.brand.id } })).rows;
    expect(listed).toMatchObject({ name: 'Lamps', runs: { begun: 1, ended: 1, outcomes: { seller: 1 } } });
  });

  test('only a sheet that holds together is published; who may not write settings writes none', async () => {
    const bare = await world.owner.call(diagnosisSheets.create, { body: { brand_id: world.brand.id, name: 'Bare' } });
    expect(bare).toMatchObject({ draft: { faults: [{ code: 'no_steps' }] }, moves: ['edit', 'archive'] });
    expect(
      (await world.owner.refused(diagnosisSheets.publish, { params: { id: bare.id }, body: { version: 1 } })).code,
    ).toBe('sheet.faults');
    expect(
      (await grace.refused(diagnosisSheets.create, { body: { brand_id: world.brand.id, name: 'Mine' } })).code,
    ).toBe('permission.not_allowed');
    expect((await world.owner.refused(diagnosisSheets.discardDraft, { params: { id: bare.id } })).code).toBe(
      'sheet.nothing_live',
    );
    const tried = await atOnce(3, () =>
      world.owner.call(diagnosisSheets.saveDraft, {
        params: { id: bare.id },
        body: { version: 1, name: 'Bare', for: { product_ids: [], categories: [], reasons: [] }, steps: [] },
      }),
    );
    expect(tried).toEqual({ done: 1, codes: ['sheet.changed'] });
    const { rows } = await world.owner.call(orders.list, { query: { brand_id: world.brand.id } });
    expect(rows.length).toBeGreaterThan(0);
  });
});

describe('after the call', () => {
  test('both sides are told what was seen and agreed, in their languages; the buyer once', async () => {
    const at = await live();
    const params = { id: at.id };
    expect((await grace.refused(callSummaries.send, { params })).code).toBe('call.wrong_stage');
    await grace.call(verdicts.giveOnCall, {
      params,
      body: {
        order_line_id: at.order.lines[0]!.id,
        verdict: 'carrier',
        reason: 'damaged-or-defective',
        defect: 'Shade cracked',
      },
    });
    const { id } = await shows(at);
    const { return_code } = await says(at, id, 'yes');
    await grace.call(calls.end, { params, body: {} });
    const made = await grace.call(callSummaries.read, { params });
    expect(made.to_buyer).toContain('We saw that it was damaged on its way to you.');
    expect(made.to_buyer).toContain(`We agreed: Keep it, $25.80 back. To Visa ending 4417.`);
    expect(made.to_buyer).toContain(`Your number is ${return_code}.`);
    expect(made.to_staff.en).toContain('Responsible: the carrier (Shade cracked).');
    expect(made.to_staff.zh).toContain('责任判定：承运商（Shade cracked）。');
    expect(made.to_staff.zh).toContain(`已商定：商品留下，退您 $25.80，${return_code}`);
    expect(made).toMatchObject({
      sent_at: null,
      language: 'en',
      facts: { verdict: 'carrier', agreed: { state: 'done' } },
    });
    const words = `${made.to_buyer}\nSorry again!`;
    await grace.call(callSummaries.change, { params, body: { to_buyer: words } });
    const sent = await Promise.all([1, 2, 3].map(() => grace.call(callSummaries.send, { params })));
    expect(new Set(sent.map(({ sent_at }) => sent_at)).size).toBe(1);
    const { items } = await grace.call(inbox.thread, { params: { id: at.conversation_id } });
    const told = items.filter((item) => item.kind === 'message' && item.message.text.includes('Sorry again!'));
    expect(told).toHaveLength(1);
    expect((await grace.refused(callSummaries.change, { params, body: { to_buyer: 'Other words' } })).code).toBe(
      'summary.sent',
    );
  });
});
