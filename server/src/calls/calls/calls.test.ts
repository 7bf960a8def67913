/** A call from its beginning to its end, through the front door. */
import { buyerCalls, type CallDetail, calls, callTimes, chat, inbox, inboxSetup } from '@recoup/contract';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inWorkspace } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { type Agent, type Buyer, type CallsWorld, openCallsWorld } from '../testing/calls-world.ts';
import { lockCall } from './calls.store.ts';
import { lookAtCall } from './clock.ts';
import { endNow } from './end-call.ts';

let world: CallsWorld;
beforeAll(async () => {
  world = await openCallsWorld();
}, 60_000);
/** Nobody is at a desk but whom the test seats there, and nothing waits from the one before. */
beforeEach(async () => {
  const ctx = world.door.ctx();
  await inWorkspace(ctx, async (tx) => {
    const open = await tx
      .selectFrom('calls')
      .select('id')
      .where('stage', 'in', ['scheduled', 'waiting', 'ringing', 'live'])
      .execute();
    for (const { id } of open) await endNow(tx, ctx, await lockCall(tx, ctx, id), 'cancelled');
    await tx.deleteFrom('call_desks').execute();
    await tx.deleteFrom('call_settings').execute();
  });
  await world.door.drain();
});

const by = (id: string) => ({ params: { id } });
const ringsAt = async (agent: Agent) => (await agent.call(calls.now, {})).ringing.map(({ id }) => id);
const answer = (agent: Agent, id: string) => agent.call(calls.answer, by(id));
const hangUp = (agent: Agent, id: string) => agent.call(calls.end, { ...by(id), body: {} });
const read = (id: string): Promise<CallDetail> => world.owner.call(calls.read, by(id));
/** A screen of theirs says that it is there, as it does every 20 seconds. */
const still = (...agents: Agent[]) =>
  Promise.all(agents.map((one) => one.call(calls.desk, { body: { takes_calls: true } })));
const threadOf = async (buyer: Buyer, id: string) =>
  (await buyer.session.call(chat.messages, { ...by(id), query: {} })).rows;

describe('from the chat', () => {
  test('a buyer taps, one agent rings and answers, both hang up; each sees each of it, and the thread says so', async () => {
    const grace = await world.agent();
    const buyer = await world.buyer();
    await buyer.say('My lamp flickers');
    const { token, call } = await buyer.call();
    const mine = world.seat(token);
    expect(call).toMatchObject({ stage: 'ringing', queue: { ahead: 0, expected_seconds: 0 }, with: null });
    const now = await grace.call(calls.now, {});
    expect(now.ringing.map(({ id }) => id)).toEqual([call.id]);
    expect(now.ringing[0]!.moves).toEqual(expect.arrayContaining(['answer', 'pass']));
    expect(now.me).toMatchObject({ state: 'ringing', call_id: call.id });

    const answered = await answer(grace, call.id);
    expect(answered).toMatchObject({ stage: 'live', staff: { id: grace.id }, note: 'My lamp flickers' });
    expect((await answer(grace, call.id)).version).toBe(answered.version); // answering twice is answering once
    const conversation = await grace.call(inbox.read, by(answered.conversation.id));
    expect(conversation.holder.staff?.id).toBe(grace.id);
    expect(await mine.call(buyerCalls.read)).toMatchObject({
      stage: 'live',
      with: { name: 'agent', initials: 'AT' },
      queue: null,
    });

    await mine.call(buyerCalls.say, { body: { client_id: newId(), text: 'Here, look' } });
    const [ended, left] = await Promise.all([
      hangUp(grace, call.id),
      mine.call(buyerCalls.leave, { body: { because: 'buyer_hung_up' } }),
    ]);
    expect([ended.stage, left.stage]).toEqual(['ended', 'ended']);
    expect(ended.ended_because).toBe(left.ended_because);
    expect(ended.timeline.filter(({ type }) => type === 'call.ended')).toHaveLength(1);

    expect(left.ask_csat).toBe(true);
    expect(await mine.call(buyerCalls.csat, { body: { score: 5, comment: 'Quick' } })).toMatchObject({
      csat: 5,
      ask_csat: false,
    });
    expect((await grace.call(calls.now, {})).me.state).toBe('wrapping_up');
    const wrapped = await grace.call(calls.wrapUp, { ...by(call.id), body: { note: 'Driver board' } });
    expect(wrapped).toMatchObject({ wrap_up: { note: 'Driver board' }, moves: [] });
    expect((await grace.call(calls.now, {})).me.state).toBe('free');

    await world.door.drain();
    const lines = (await threadOf(buyer, answered.conversation.id)).filter(({ author }) => author.kind === 'system');
    expect(lines.map(({ text }) => text)).toEqual([
      'Video call asked for',
      'Video call with agent',
      'Video call ended · less than a minute',
    ]);
    const said = await mine.call(buyerCalls.messages, { query: {} });
    expect(said.rows.some(({ text, mine: own }) => text === 'Here, look' && own)).toBe(true);
    expect(said.rows.some(({ text }) => text === 'My lamp flickers')).toBe(false);
    const { items } = await grace.call(inbox.thread, { ...by(answered.conversation.id), query: {} });
    const events = items.flatMap((item) => (item.kind === 'event' ? [item.event.type] : []));
    expect(events).toEqual(expect.arrayContaining(['call.asked', 'call.answered', 'call.ended', 'call.rated']));
    expect(events).not.toContain('call.rang');
    expect(items.filter((item) => item.kind === 'message' && item.message.text.startsWith('Video call'))).toEqual([]);
  });

  test('a double tap is one call, also at the same time; another tap of the same chat goes on with it', async () => {
    await world.agent();
    const buyer = await world.buyer();
    const client_id = newId();
    const [a, b] = await Promise.all([buyer.call({ client_id }), buyer.call({ client_id })]);
    expect(b.call.id).toBe(a.call.id);
    expect(b.call.me.part_id).toBe(a.call.me.part_id);
    const again = await buyer.call({ client_id: newId() });
    expect(again.call).toMatchObject({ id: a.call.id, me: { knocks: false } });
    expect(
      (await world.owner.call(calls.list, { query: { conversation_id: (await read(a.call.id)).conversation.id } }))
        .rows,
    ).toHaveLength(1);
    // The browser that was left behind holds nothing any more.
    expect((await world.seat(a.token).refused(buyerCalls.read)).code).toBe('link.not_found');
  });

  test('a call is about the order the session names, if it proved it, and opens the conversation it needs', async () => {
    const order = await world.order();
    const buyer = await world.buyer();
    expect(
      (await buyer.session.refused(buyerCalls.fromChat, { body: { client_id: newId(), order_id: order.id } })).code,
    ).toBe('order.not_found');
    await buyer.session.call(chat.findOrder, { body: { number: order.number, email_or_zip: 'dana@example.com' } });
    const { call } = await buyer.call();
    expect(call.goods).toMatchObject({ order_number: order.number, sku: 'LM-H1' });
    const { rows } = await buyer.session.call(chat.conversations);
    expect(rows).toMatchObject([{ subject: 'Video call' }]);
    expect(await read(call.id)).toMatchObject({
      goods: { order_line_id: order.lines[0]!.id },
      buyer: { place: 'Plano, TX' },
    });
  });

  test('the chat says that calls are offered, until they are turned off', async () => {
    const hello = async () =>
      (await world.door.stranger.call(chat.hello, { params: { key: world.key }, query: {} })).calls;
    expect(await hello()).toBe(true);
    await world.settings({ entries: ['portal'] });
    expect(await hello()).toBe(false);
    const buyer = await world.buyer();
    expect((await buyer.session.refused(buyerCalls.fromChat, { body: { client_id: newId() } })).code).toBe(
      'call.turned_off',
    );
  });

  test('who calls without end is stopped', async () => {
    const buyer = await world.buyer();
    const codes: (string | null)[] = [];
    for (let n = 0; n < 14; n++)
      codes.push(
        await buyer.call().then(
          () => null,
          (error: Error) => error.message.split(' ')[1]!,
        ),
      );
    expect(codes.slice(0, 12)).toEqual(Array(12).fill(null));
    expect(codes.at(-1)).toBe('call.too_many');
  });
});

describe('who is rung', () => {
  test('of two who answer one has it; the other is told, and is free', async () => {
    await world.settings({ rings: 'all' });
    const [grace, luis] = [await world.agent(), await world.agent()];
    const { call } = await (await world.buyer()).call();
    expect(await Promise.all([ringsAt(grace), ringsAt(luis)])).toEqual([[call.id], [call.id]]);
    const outcomes = await Promise.all(
      [grace, luis].map((one) =>
        answer(one, call.id).then(
          () => 'has it',
          (error: Error) => error.message.split(' ')[1],
        ),
      ),
    );
    expect(outcomes.sort()).toEqual(['call.taken', 'has it']);
    const states = await Promise.all([grace, luis].map(async (one) => (await one.call(calls.now, {})).me.state));
    expect(states.sort()).toEqual(['busy', 'free']);
  });

  test('one who answers two calls at once has one', async () => {
    await world.settings({ rings: 'all' });
    const grace = await world.agent();
    const [a, b] = [await (await world.buyer()).call(), await (await world.buyer()).call()];
    const outcomes = await Promise.allSettled([answer(grace, a.call.id), answer(grace, b.call.id)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const stages = [(await read(a.call.id)).stage, (await read(b.call.id)).stage];
    expect(stages.filter((stage) => stage === 'live')).toHaveLength(1);
  });

  test('it rings on after 20 seconds, at each twice, waits, and rings whoever comes back to their desk', async () => {
    await world.settings({ most_wait_seconds: 600 });
    const agents = [await world.agent(), await world.agent()] as const;
    const { call } = await (await world.buyer()).call();
    const rang: number[] = [];
    for (let n = 0; n < 4; n++) {
      const at = await Promise.all(agents.map(ringsAt));
      rang.push(at.findIndex((ids) => ids.includes(call.id)));
      await still(...agents);
      await world.pass(21);
    }
    expect([...rang].sort()).toEqual([0, 0, 1, 1]);
    expect(rang[0]).not.toBe(rang[1]);
    expect((await read(call.id)).stage).toBe('waiting');
    await agents[0].call(calls.desk, { body: { takes_calls: false } });
    await agents[0].call(calls.desk, { body: { takes_calls: true } });
    await world.door.drain();
    expect(await ringsAt(agents[0])).toEqual([call.id]);
  });

  test('who passes hears the next one that waits, and the passed call rings at somebody else', async () => {
    const grace = await world.agent();
    const first = await (await world.buyer()).call();
    const second = await (await world.buyer()).call();
    expect(second.call).toMatchObject({ stage: 'waiting', queue: { ahead: 0 } });
    const luis = await world.agent();
    await world.door.drain();
    expect(await ringsAt(luis)).toEqual([second.call.id]);
    await grace.call(calls.pass, by(first.call.id));
    await world.door.drain();
    expect((await grace.refused(calls.pass, by(second.call.id))).code).toBe('call.wrong_stage');
    await luis.call(calls.pass, by(second.call.id));
    await world.door.drain();
    const [at1, at2] = await Promise.all([ringsAt(grace), ringsAt(luis)]);
    expect([...at1, ...at2].sort()).toEqual([first.call.id, second.call.id].sort());
  });

  test('whoever becomes free gets the longest-waiting; call-backs come after those who wait live', async () => {
    await world.settings({ most_wait_seconds: 600 });
    const grace = await world.agent();
    const a = await (await world.buyer()).call();
    await answer(grace, a.call.id);
    const back = await (await world.buyer()).call();
    await world.seat(back.token).call(buyerCalls.wish, { body: { wish: 'call_back' } });
    const b = await (await world.buyer()).call();
    const c = await (await world.buyer()).call();
    expect(c.call.queue).toMatchObject({ ahead: 1 });
    expect(c.call.queue!.expected_seconds).toBeGreaterThan(0);
    await hangUp(grace, a.call.id);
    await world.door.drain();
    expect(await ringsAt(grace)).toEqual([]); // wraps up
    await still(grace);
    await world.pass(61);
    await still(grace);
    await world.door.drain();
    expect(await ringsAt(grace)).toEqual([b.call.id]);
    for (const next of [c, back]) {
      const [id] = await ringsAt(grace);
      await answer(grace, id!);
      await hangUp(grace, id!);
      await grace.call(calls.wrapUp, { ...by(id!), body: {} });
      await world.door.drain();
      expect(await ringsAt(grace)).toEqual([next.call.id]);
    }
  });

  test('nobody who may not see the brand is rung, sees the call, or learns which one a colleague is in', async () => {
    const other = await world.door.makeBrand({ name: 'Solis' });
    const held = await world.agent('agent', { brandIds: [other.id] });
    const grace = await world.agent();
    const { call } = await (await world.buyer()).call();
    expect(await ringsAt(held)).toEqual([]);
    expect((await held.refused(calls.read, by(call.id))).code).toBe('call.not_found');
    expect((await held.refused(calls.answer, by(call.id))).code).toBe('call.not_found');
    await answer(grace, call.id);
    const seen = (await held.call(calls.now, {})).desks.find(({ staff }) => staff.id === grace.id);
    expect(seen).toMatchObject({ state: 'busy', call_id: null });
    // A call of another brand keeps them as busy.
    const theirs = await (await world.buyer()).call();
    expect(theirs.call.stage).toBe('waiting');
  });

  test('out of the hours of calls nobody is rung, and the page of an order says when they are taken again', async () => {
    const calendar = await world.owner.call(inboxSetup.addCalendar, {
      body: { name: 'Never today', time_zone: 'UTC', weekly: weekBut(world.door.now()), holidays: [] },
    });
    await world.settings({ calendar_id: calendar.id });
    await world.agent();
    const order = await world.order();
    const offered = await order.buyer.call(buyerCalls.offered, { query: { origin: 'portal' } });
    expect(offered).toMatchObject({ offered: true, now: false, expected_seconds: null, slots: true });
    expect(offered.back_at).not.toBeNull();
    const { call } = await order.buyer.call(buyerCalls.fromOrder, { body: { origin: 'portal', client_id: newId() } });
    expect(call).toMatchObject({
      stage: 'waiting',
      queue: { expected_seconds: null },
      instead: ['photos', 'slot', 'call_back', 'chat'],
    });
  });
});

/** Hours on every day of the week but this one. */
function weekBut(now: Date) {
  const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
  return days.filter((_, n) => n !== now.getUTCDay()).map((day) => ({ day, from: '09:00', to: '17:00' }));
}

describe('from the page of an order', () => {
  test('the line and the note stand beside the call, the customer is its buyer, and what is written stays in their conversation', async () => {
    const grace = await world.agent();
    const order = await world.order();
    const body = {
      origin: 'tracking',
      client_id: newId(),
      order_line_id: order.lines[0]!.id,
      note: 'It hums',
      language: 'es',
    } as const;
    const { token, call } = await order.buyer.call(buyerCalls.fromOrder, { body });
    expect(call).toMatchObject({ language: 'es', goods: { order_number: order.number } });
    const answered = await answer(grace, call.id);
    expect(answered).toMatchObject({ note: 'It hums', origin: 'tracking', buyer: { name: 'Dana Whitfield' } });
    await world.seat(token).call(buyerCalls.say, { body: { client_id: newId(), text: 'Aquí' } });
    const { items } = await grace.call(inbox.thread, { ...by(answered.conversation.id), query: {} });
    expect(items.some((item) => item.kind === 'message' && item.message.text === 'Aquí')).toBe(true);
    await hangUp(grace, call.id);
    const again = await order.buyer.call(buyerCalls.fromOrder, { body: { origin: 'portal', client_id: newId() } });
    expect((await read(again.call.id)).conversation.id).toBe(answered.conversation.id);
    const foreign = (await world.order()).lines[0]!.id;
    const refused = await (await world.order()).buyer.refused(buyerCalls.fromOrder, {
      body: { ...body, client_id: newId(), order_line_id: foreign },
    });
    expect(refused.code).toBe('order.line_not_found');
  });
});

describe('from a thread', () => {
  test('it rings in the chat of the buyer, who takes it; another chat does not see it', async () => {
    const grace = await world.agent();
    const [buyer, stranger] = [await world.buyer(), await world.buyer()];
    const talk = await buyer.say('Where is my part?');
    const started = await grace.call(calls.start, { ...by(talk), body: {} });
    expect(started).toMatchObject({ stage: 'ringing', origin: 'thread', staff: { id: grace.id } });
    expect((await grace.call(calls.start, { ...by(talk), body: {} })).id).toBe(started.id);
    const { call } = await buyer.session.call(buyerCalls.ringing);
    expect(call).toMatchObject({ id: started.id, with: 'agent', stage: 'ringing' });
    expect((await stranger.session.call(buyerCalls.ringing)).call).toBeNull();
    const body = { client_id: newId(), call_id: started.id };
    expect((await stranger.session.refused(buyerCalls.fromChat, { body })).code).toBe('call.not_found');
    const luis = await world.agent();
    expect((await luis.refused(calls.answer, by(started.id))).code).toBe('call.taken');
    const { call: taken } = await buyer.session.call(buyerCalls.fromChat, { body });
    expect(taken).toMatchObject({ stage: 'live', with: { name: 'agent' } });
  });

  test('the buyer says no, or does not come: both are told, and nobody is busy any more', async () => {
    const grace = await world.agent();
    const buyer = await world.buyer();
    const talk = await buyer.say('Hello');
    const first = await grace.call(calls.start, { ...by(talk), body: {} });
    expect((await grace.call(calls.now, {})).me).toMatchObject({ state: 'busy', call_id: first.id });
    expect((await grace.refused(calls.start, { ...by(await (await world.buyer()).say('Hi')), body: {} })).code).toBe(
      'call.desk_busy',
    );
    await still(grace);
    await world.pass(91);
    expect(await read(first.id)).toMatchObject({ stage: 'missed', ended_because: 'nobody_answered' });
    expect((await threadOf(buyer, talk)).at(-1)!.text).toBe('We tried to call you by video');
    await grace.call(calls.desk, { body: { takes_calls: true } });
    const second = await grace.call(calls.start, { ...by(talk), body: {} });
    expect(await hangUp(grace, second.id)).toMatchObject({ stage: 'declined', ended_because: 'staff_hung_up' });
    expect((await grace.call(calls.now, {})).me.state).toBe('free');
  });
});

describe('nobody comes', () => {
  test('after as long as the brand lets buyers wait it is missed, the conversation is urgent, and other ways are offered', async () => {
    const buyer = await world.buyer();
    const { token, call } = await buyer.call();
    expect(call).toMatchObject({ stage: 'waiting', queue: { ahead: 0, expected_seconds: null } });
    await world.pass(121);
    const mine = world.seat(token);
    expect(await mine.call(buyerCalls.read)).toMatchObject({
      stage: 'missed',
      instead: ['photos', 'slot', 'call_back', 'chat'],
    });
    const { conversation } = await read(call.id);
    expect(await world.owner.call(inbox.read, by(conversation.id))).toMatchObject({ state: 'open', priority: 'high' });
    await lookAtCall(world.door.ctx(), call.id); // the clock comes late and twice
    expect((await read(call.id)).timeline.filter(({ type }) => type === 'call.missed')).toHaveLength(1);

    await mine.call(buyerCalls.wish, { body: { wish: 'call_back' } });
    const grace = await world.agent();
    await world.door.drain();
    expect(await ringsAt(grace)).toEqual([call.id]);
    const calling = await answer(grace, call.id);
    expect(calling).toMatchObject({ stage: 'ringing', staff: { id: grace.id }, call_back: true });
    expect((await buyer.session.call(buyerCalls.ringing)).call).toMatchObject({ id: call.id, with: 'agent' });
    const taken = await buyer.session.call(buyerCalls.fromChat, { body: { client_id: newId(), call_id: call.id } });
    expect(taken.call).toMatchObject({ stage: 'live', with: { name: 'agent' } });
  });

  test('a phone number is wanted before a call by phone is promised, and stands in a note for colleagues', async () => {
    const { token, call } = await (await world.buyer()).call();
    const mine = world.seat(token);
    expect((await mine.refused(buyerCalls.wish, { body: { wish: 'phone' } })).code).toBe('call.phone_missing');
    expect((await mine.refused(buyerCalls.wish, { body: { wish: 'phone', phone: 'call me' } })).code).toBe(
      'call.phone_missing',
    );
    expect(await mine.call(buyerCalls.wish, { body: { wish: 'phone', phone: '(512) 555-0142' } })).toMatchObject({
      stage: 'declined',
    });
    const { conversation, phone } = await read(call.id);
    expect(phone).toBe('+15125550142');
    const { items } = await world.owner.call(inbox.thread, { ...by(conversation.id), query: {} });
    const notes = items.flatMap((item) =>
      item.kind === 'message' && item.message.kind === 'note' ? [item.message.text] : [],
    );
    expect(notes).toEqual(['Call back by phone: +15125550142']);
    expect((await mine.refused(buyerCalls.wish, { body: { wish: 'call_back' } })).code).toBe('call.wrong_stage');
  });

  test('a buyer who leaves in the moment somebody answers has left, or is in a call that ends: never half of it', async () => {
    for (let n = 0; n < 6; n++) {
      const grace = await world.agent();
      const { token, call } = await (await world.buyer()).call();
      await Promise.allSettled([
        answer(grace, call.id),
        world.seat(token).call(buyerCalls.leave, { body: { because: 'buyer_left' } }),
      ]);
      const after = await read(call.id);
      const me = (await grace.call(calls.now, {})).me.state;
      expect(['missed free', 'ended wrapping_up']).toContain(`${after.stage} ${me}`);
      expect(after.parts.every(({ left_at }) => left_at !== null)).toBe(true);
      await grace.call(calls.desk, { body: { takes_calls: false } });
    }
  });
});

describe('a live call', () => {
  async function live(): Promise<{ grace: Agent; buyer: Buyer; token: string; id: string }> {
    const grace = await world.agent();
    const buyer = await world.buyer();
    const { token, call } = await buyer.call();
    await answer(grace, call.id);
    return { grace, buyer, token, id: call.id };
  }

  test('who leads listens in and the buyer is told; others come where they are asked in; a fourth side does not', async () => {
    const { grace, token, id } = await live();
    const [luis, tasha, helen] = [await world.agent(), await world.agent('technician'), await world.agent('manager')];
    expect((await luis.refused(calls.join, { ...by(id), body: { mode: 'talks' } })).code).toBe('call.not_invited');
    expect(
      (await luis.refused(calls.bringIn, { ...by(id), body: { staff_id: luis.id, kind: 'technician' } })).code,
    ).toBe('call.not_invited');
    await grace.call(calls.bringIn, { ...by(id), body: { staff_id: tasha.id, kind: 'technician' } });
    expect(await ringsAt(tasha)).toEqual([id]);
    await tasha.call(calls.join, { ...by(id), body: { mode: 'talks' } });
    expect(await ringsAt(tasha)).toEqual([]);
    expect((await helen.refused(calls.join, { ...by(id), body: { mode: 'listens' } })).code).toBe('call.full');
    expect(
      (await grace.refused(calls.bringIn, { ...by(id), body: { staff_id: luis.id, kind: 'supervisor' } })).code,
    ).toBe('call.full');
    expect((await world.seat(token).call(buyerCalls.read)).others).toEqual([
      { name: 'technician', kind: 'technician', mode: 'talks' },
    ]);
    await tasha.call(calls.leave, by(id));
    await tasha.call(calls.leave, by(id));
    await helen.call(calls.join, { ...by(id), body: { mode: 'listens' } });
    expect((await world.seat(token).call(buyerCalls.read)).others).toEqual([
      { name: 'manager', kind: 'supervisor', mode: 'listens' },
    ]);
    expect(await read(id)).toMatchObject({ stage: 'live', staff: { id: grace.id } });
  });

  test('the agent leaves it to a colleague who talks; where nobody is left it ends', async () => {
    const { grace, token, id } = await live();
    const helen = await world.agent('manager');
    await helen.call(calls.join, { ...by(id), body: { mode: 'talks' } });
    await grace.call(calls.leave, by(id));
    expect(await world.seat(token).call(buyerCalls.read)).toMatchObject({ stage: 'live', with: { name: 'manager' } });
    await helen.call(calls.leave, by(id));
    expect(await read(id)).toMatchObject({ stage: 'ended', ended_because: 'staff_hung_up' });
    const states = await Promise.all([grace, helen].map(async (one) => (await one.call(calls.now, {})).me.state));
    expect(states).toEqual(['free', 'wrapping_up']);
  });

  test('nobody ends a call that is a colleague’s, but who leads', async () => {
    const { id } = await live();
    const luis = await world.agent();
    expect((await luis.refused(calls.end, { ...by(id), body: {} })).code).toBe('permission.not_allowed');
    const helen = await world.agent('manager');
    expect(await hangUp(helen, id)).toMatchObject({ stage: 'ended' });
    expect(await hangUp(helen, id)).toMatchObject({ stage: 'ended' });
  });

  test('a minute without one side drops it; it is warned of two minutes before its longest, and then ends', async () => {
    const dropped = await live();
    await world.pass(61);
    expect(await read(dropped.id)).toMatchObject({ stage: 'ended', ended_because: 'dropped' });

    await world.settings({ most_minutes: 5 });
    const { id } = await live();
    const ctx = world.door.ctx();
    const stay = () =>
      inWorkspace(ctx, (tx) =>
        tx
          .updateTable('call_parts')
          .set({ here_until: new Date(world.door.now().getTime() + 600_000) })
          .where('call_id', '=', id)
          .execute(),
      );
    await stay();
    await world.pass(61);
    expect((await read(id)).stage).toBe('live');
    await stay();
    await world.pass(120);
    expect((await read(id)).timeline.filter(({ type }) => type === 'call.ends_soon')).toHaveLength(1);
    await world.pass(120);
    expect(await read(id)).toMatchObject({ stage: 'ended', ended_because: 'too_long' });
  });

  test('what happens when it ends happens whole or not at all', async () => {
    const { grace, id } = await live();
    const ctx = world.door.ctx();
    const broken = inWorkspace(ctx, async (tx) => {
      await endNow(tx, ctx, await lockCall(tx, ctx, id), 'dropped');
      throw new Refusal('call.wrong_stage');
    });
    await expect(broken).rejects.toThrow('call.wrong_stage');
    expect(await read(id)).toMatchObject({ stage: 'live', ended_at: null });
    expect((await grace.call(calls.now, {})).me).toMatchObject({ state: 'busy', call_id: id });
    expect((await read(id)).timeline.map(({ type }) => type)).not.toContain('call.ended');
  });

  test('more time to wrap up keeps one busy, being done makes one free, and the note may be mended later', async () => {
    const { grace, id } = await live();
    await hangUp(grace, id);
    const more = await grace.call(calls.wrapUp, { ...by(id), body: { more_seconds: 300, done: false, note: 'Board' } });
    expect(more.wrap_up).toMatchObject({ note: 'Board', at: null });
    await still(grace);
    await world.pass(100);
    await still(grace);
    expect((await grace.call(calls.now, {})).me.state).toBe('wrapping_up');
    expect((await grace.call(calls.now, {})).mine?.id).toBe(id);
    await world.pass(201);
    await still(grace);
    expect((await grace.call(calls.now, {})).me.state).toBe('free');
    expect((await read(id)).wrap_up?.at).not.toBeNull();
    const luis = await world.agent();
    expect((await luis.refused(calls.wrapUp, { ...by(id), body: { note: 'mine' } })).code).toBe(
      'permission.not_allowed',
    );
    const mended = await grace.call(calls.wrapUp, { ...by(id), body: { note: 'Driver board' } });
    expect(mended.wrap_up?.note).toBe('Driver board');
    expect((await grace.call(calls.now, {})).me.state).toBe('free');
  });
});

test('calls are found by code, number, name, stage and verdict, page by page', async () => {
  const order = await world.order();
  const { call } = await order.buyer.call(buyerCalls.fromOrder, { body: { origin: 'portal', client_id: newId() } });
  const found = async (query: object) => (await world.owner.call(calls.list, { query })).rows.map(({ id }) => id);
  for (const q of [call.code, call.code.toLowerCase(), order.number, 'dana whit'])
    expect([q, await found({ q, stage: ['waiting'] })]).toEqual([q, [call.id]]);
  expect(await found({ order_id: order.id, verdict: ['carrier'] })).toEqual([]);
  const first = await world.owner.call(calls.list, { query: { limit: 2 } });
  const next = await world.owner.call(calls.list, { query: { limit: 2, cursor: first.next_cursor! } });
  expect(first.rows[0]!.id).toBe(call.id);
  expect(next.rows.some(({ id }) => first.rows.some((one) => one.id === id))).toBe(false);
});

test('the list counts its views, and puts what is agreed on in the order it comes', async () => {
  const grace = await world.agent();
  await grace.call(calls.desk, { body: { takes_calls: false } });
  const day = 86_400_000;
  const at = (ms: number) => new Date(world.door.now().getTime() + ms).toISOString();
  const span = { day_ends: at(day), week_ends: at(8 * day), since: at(-1000) };
  const counts = () => world.owner.call(calls.counts, { query: { brand_id: world.brand.id, ...span } });
  const before = await counts();
  const asked: string[] = [];
  for (let n = 0; n < 3; n += 1) asked.push((await (await world.buyer()).call()).call.id);
  expect(await counts()).toEqual({ ...before, now: before.now + 3 });
  const { rows } = await grace.call(callTimes.free, { query: { brand_id: world.brand.id, days: 7 } });
  // The first who asked takes the later time.
  const [late, soon, gone] = asked as [string, string, string];
  await grace.call(callTimes.agreeCall, { ...by(late), body: { starts_at: rows.at(-1)!.starts_at } });
  await grace.call(callTimes.agreeCall, { ...by(soon), body: { starts_at: rows[0]!.starts_at } });
  await world.owner.call(calls.end, { ...by(gone), body: { because: 'cancelled' } });
  const query = { stage: ['scheduled' as const], agreed_to: span.week_ends, limit: 1 };
  const first = await world.owner.call(calls.list, { query });
  const next = await world.owner.call(calls.list, { query: { ...query, cursor: first.next_cursor! } });
  expect([...first.rows, ...next.rows].map(({ id }) => id)).toEqual([soon, late]);
  expect(next.next_cursor).toBeNull();
  expect(await counts()).toMatchObject({ now: before.now, week: before.week + 2 });
});

test('what a brand decides about calls is checked, kept and told once', async () => {
  const query = { brand_id: world.brand.id };
  const before = await world.owner.call(calls.settings, { query });
  const change = (body: object) => world.owner.refused(calls.changeSettings, { query, body: { ...before, ...body } });
  expect((await change({ calendar_id: newId() })).code).toBe('calendar.not_found');
  expect((await change({ ring_seconds: 1 })).code).toBe('input.invalid');
  const after = await world.owner.call(calls.changeSettings, { query, body: { ...before, ring_seconds: 30 } });
  expect(after.ring_seconds).toBe(30);
  expect(await world.owner.call(calls.settings, { query })).toEqual(after);
  const agent = await world.door.as('agent');
  expect((await agent.refused(calls.changeSettings, { query, body: before })).code).toBe('permission.not_allowed');
  await world.owner.call(calls.changeSettings, { query, body: before });
});
