import { assistant, type ChatMessage, inbox, inboxSetup } from '@recoup/contract';
import pg from 'pg';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inWorkspace } from '../../platform/db.ts';
import { takeTurn } from './take-turn.ts';
import { openShop, type Shop, type Talker } from './testing/shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
}, 60_000);
// Limits are counted by minute; each test talks some minutes later than the one before.
let minutes = 0;
beforeEach(() => {
  minutes += 11;
  shop.door.setNow(new Date(Date.parse('2026-11-10T18:00:00Z') + minutes * 60_000));
});

const ours = async (buyer: Talker): Promise<ChatMessage[]> => (await buyer.all()).filter(({ mine }) => !mine);
const holderOf = async (buyer: Talker) => (await buyer.conversation()).holder.kind;
const run = (buyer: Talker) => takeTurn(shop.door.ctx(), { conversation_id: buyer.id(), news: null });
const eventsOf = async (buyer: Talker) => {
  const { items } = await shop.agent.call(inbox.thread, { params: { id: buyer.id() } });
  return items.flatMap((item) => (item.kind === 'event' ? [item.event] : []));
};
const notesOf = async (buyer: Talker) => {
  const { items } = await shop.agent.call(inbox.thread, { params: { id: buyer.id() } });
  return items.flatMap((item) => (item.kind === 'message' && item.message.kind === 'note' ? [item.message] : []));
};
async function asDatabaseOwner(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: shop.door.ownerUrl });
  await client.connect();
  await client.query(statement);
  await client.end();
}

describe('a turn', () => {
  test('a buyer who writes is answered, and why stands on the timeline', async () => {
    const buyer = await shop.buyer();
    const [answer, ...more] = await buyer.ask('I want to return my lamp');
    expect(more).toEqual([]);
    expect(answer).toMatchObject({ author: { kind: 'assistant', name: 'Lumora Assistant' } });
    expect(answer!.text).toContain('order number');
    expect(await buyer.conversation()).toMatchObject({
      holder: { kind: 'assistant' },
      state: 'waiting',
      language: 'en',
    });
    const { rows } = await shop.agent.call(inbox.list, { query: { view: 'all', shelf: 'assistant' } });
    expect(rows.map(({ id }) => id)).toContain(buyer.id());
    const { turns, holds, flow, matters } = await buyer.assistant();
    expect({ holds, flow }).toEqual({ holds: true, flow: 'return' });
    expect(matters).toMatchObject([{ flow: 'return', ending: 'open' }]);
    expect(turns).toHaveLength(1);
    expect(turns[0]).toMatchObject({
      message_ids: [answer!.id],
      why: { understood: { intent: 'want_return', by: 'offline' }, flow: 'return', worded_by: 'flow' },
    });
    const turned = (await eventsOf(buyer)).find(({ type }) => type === 'assistant.turned');
    expect(turned).toMatchObject({ actor: { kind: 'system', name: 'Lumora Assistant' }, data: { flow: 'return' } });
  });

  test('several messages that wait are one turn', async () => {
    const buyer = await shop.buyer();
    await buyer.say('hello');
    await buyer.say('my lamp will not turn on');
    await shop.door.drain();
    expect(await ours(buyer)).toHaveLength(1);
    const { turns, flow } = await buyer.assistant();
    expect(turns).toHaveLength(1);
    expect(flow).toBe('does_not_work');
  });

  test('run twice, or by two at once, it says everything once', async () => {
    const buyer = await shop.buyer();
    await buyer.say('I want to return my lamp');
    await Promise.all([run(buyer), run(buyer), run(buyer)]);
    await run(buyer);
    await shop.door.drain();
    expect(await ours(buyer)).toHaveLength(1);
    expect((await buyer.assistant()).turns).toHaveLength(1);
  });

  test('ended before it is written, it said nothing; run again, it says it once', async () => {
    const buyer = await shop.buyer();
    await buyer.say('I want to return my lamp');
    await asDatabaseOwner(`
      create function no_turns() returns trigger language plpgsql as $$ begin raise exception 'the power went'; end $$;
      create trigger no_turns before insert on assistant_turns for each row execute function no_turns()`);
    await expect(run(buyer)).rejects.toThrow('the power went');
    expect(await ours(buyer)).toEqual([]);
    expect(await holderOf(buyer)).toBe('assistant');
    await asDatabaseOwner('drop trigger no_turns on assistant_turns; drop function no_turns()');
    await shop.door.drain();
    await run(buyer);
    expect(await ours(buyer)).toHaveLength(1);
  });

  test('the counts of the picture grow once a conversation', async () => {
    const counted = async () => {
      const rows = await inWorkspace(shop.door.ctx(), (tx) =>
        tx
          .selectFrom('assistant_steps')
          .select(['step', 'conversations', 'day'])
          .where('flow', '=', 'where_is_it')
          .execute(),
      );
      return Object.fromEntries(rows.map(({ step, conversations }) => [step, conversations]));
    };
    const before = await counted();
    const buyer = await shop.buyer();
    await buyer.ask('where is my order?');
    await buyer.ask('where is it, please');
    const after = await counted();
    expect(after['1']! - (before['1'] ?? 0)).toBe(1);
  });
});

describe('a person', () => {
  test('who takes a conversation is not talked over', async () => {
    const buyer = await shop.buyer();
    await buyer.ask('I want to return my lamp');
    await shop.agent.call(inbox.assign, { params: { id: buyer.id() }, body: { staff_id: shop.agent.id } });
    expect(await buyer.ask('order #20001')).toEqual([]);
    expect(await holderOf(buyer)).toBe('staff');
  });

  test('who answers while the job waits is not talked over', async () => {
    const buyer = await shop.buyer();
    await buyer.say('I want to return my lamp');
    await buyer.answered('I have your lamp before me');
    await shop.door.drain();
    expect((await ours(buyer)).map(({ author }) => author.kind)).toEqual(['staff']);
    expect(await buyer.ask('thanks, and where is it now?')).toEqual([]);
    expect((await buyer.assistant()).turns).toEqual([]);
  });

  test('who answers at the very moment of the turn is told of it, or is not talked over', async () => {
    for (let n = 0; n < 5; n += 1) {
      const buyer = await shop.buyer();
      const said = await buyer.say('I want to return my lamp');
      const reply = shop.agent
        .call(inbox.reply, { params: { id: buyer.id() }, body: { text: 'I am on it', seen_message_id: said.id } })
        .then(() => 'answered')
        .catch((error: Error) => error.message);
      const [answered] = await Promise.all([reply, run(buyer)]);
      const kinds = (await ours(buyer)).map(({ author }) => author.kind);
      expect(answered === 'answered' ? kinds : [...kinds, answered.includes('somebody_answered')]).toEqual(
        answered === 'answered' ? ['staff'] : ['assistant', true],
      );
    }
  });

  test('who answers by a program without taking it silences the assistant all the same', async () => {
    const buyer = await shop.buyer();
    await buyer.ask('I want to return my lamp');
    const program = await shop.door.withKey(['inbox.read', 'inbox.write']);
    await buyer.answered('Our system says: on its way', program);
    expect(await buyer.ask('what?')).toEqual([]);
    expect(await holderOf(buyer)).toBe('nobody');
  });

  test('invites it back, and it answers what waits; silences it, and it stays so', async () => {
    const buyer = await shop.buyer();
    await buyer.ask('I want to return my lamp');
    await buyer.answered('Which order is it?');
    expect(await buyer.ask('I want to return my lamp, the halo one')).toEqual([]);
    const invite = (on: boolean) => shop.agent.call(assistant.invite, { params: { id: buyer.id() }, body: { on } });
    expect((await invite(true)).holder.kind).toBe('assistant');
    await shop.door.drain();
    expect((await ours(buyer)).map(({ author }) => author.kind)).toEqual(['assistant', 'staff', 'assistant']);
    expect((await invite(false)).holder.kind).toBe('nobody');
    expect(await buyer.ask('hello?')).toEqual([]);
  });

  test('cannot invite it where the brand has it answer nothing, nor into what is closed', async () => {
    const buyer = await shop.buyer();
    await buyer.ask('I want to return my lamp');
    await buyer.answered('I have it');
    const invite = () => shop.agent.refused(assistant.invite, { params: { id: buyer.id() }, body: { on: true } });
    await shop.setUp({ answers: {} });
    expect((await invite()).code).toBe('assistant.off');
    expect((await buyer.assistant()).may_hold).toBe(false);
    await shop.setUp({ answers: { chat: 'always' } });
    await shop.agent.call(inbox.close, { params: { id: buyer.id() }, body: {} });
    expect((await invite()).code).toBe('conversation.wrong_state');
  });
});

describe('what it leaves alone', () => {
  test('spam, and what begins where it is off', async () => {
    const buyer = await shop.buyer();
    await buyer.ask('hello');
    await shop.agent.call(inbox.spam, { params: { id: buyer.id() }, body: { spam: true } });
    expect(await buyer.ask('cheap watches')).toEqual([]);
    await shop.setUp({ answers: {} });
    const another = await shop.buyer();
    expect(await another.ask('hello')).toEqual([]);
    expect(await holderOf(another)).toBe('nobody');
    await shop.setUp({ answers: { chat: 'always' } });
  });

  test('what it holds where it was put off since goes to people', async () => {
    const buyer = await shop.buyer();
    await buyer.ask('I want to return my lamp');
    await shop.setUp({ answers: {} });
    expect(await buyer.ask('it is order #20001')).toEqual([]);
    expect(await buyer.assistant()).toMatchObject({ holds: false, hand_over: { reason: 'rule' } });
    await shop.setUp({ answers: { chat: 'always' } });
  });
});

describe('handing over', () => {
  test('danger is urgent: the buyer is told to stop, who leads the inbox is alarmed, once', async () => {
    const manager = await shop.door.as('manager');
    const buyer = await shop.buyer();
    const [warning] = await buyer.ask('my lamp is smoking and the plug caught fire');
    expect(warning!.text).toContain('stop using it');
    expect(await buyer.conversation()).toMatchObject({
      priority: 'urgent',
      state: 'open',
      holder: { kind: 'nobody' },
      tags: expect.arrayContaining(['danger']),
    });
    const types = (await eventsOf(buyer)).map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['conversation.handed_over', 'conversation.alarm']));
    await run(buyer);
    await shop.door.drain();
    const mails = await inWorkspace(shop.door.ctx(), (tx) =>
      tx.selectFrom('mails').select(['subject']).where('template', '=', 'conversation_alarm').execute(),
    );
    expect(mails.length).toBe(2); // the owner and the manager
    expect(mails[0]!.subject).toMatch(/^Danger: /);
    const { items } = await manager
      .call(inbox.list, { query: { view: 'mentions' } })
      .then(({ rows }) => ({ items: rows }));
    expect(items.map(({ id }) => id)).toContain(buyer.id());
  });

  test('a person gets a note in both languages, with what is known', async () => {
    const team = await shop.owner.call(inboxSetup.addTeam, {
      body: { name: 'Returns desk', brand_id: shop.brand.id, share_out: false },
    });
    await shop.setUp({ hand_over: { after_failures: 2, words: [], above: null, team_id: team.id } });
    const order = await shop.order();
    const buyer = await shop.buyer();
    await buyer.ask('My lamp is broken, I want a refund');
    await buyer.prove(order);
    await shop.door.drain();
    await buyer.ask('let me talk to a person');
    const [note] = await notesOf(buyer);
    expect(note).toMatchObject({ author: { kind: 'assistant', name: 'Lumora Assistant' }, language: 'en' });
    expect(note!.text).toContain(`Halo lamp, day 3, ${order.number}: damaged or defective.`);
    expect(note!.translations).toMatchObject([{ language: 'zh', text: expect.stringContaining('签收第 3 天') }]);
    expect(note!.translations[0]!.text).toMatch(/建议方案：[^A-Za-z]*[：（$]/);
    const { hand_over } = await buyer.assistant();
    expect(hand_over).toMatchObject({
      reason: 'asked',
      problem: 'damaged-or-defective',
      slots: { order: order.number },
    });
    expect(hand_over!.suggested).toMatchObject({ cost: { currency: 'USD' } });
    const at = await buyer.conversation();
    expect(at).toMatchObject({ state: 'open', holder: { kind: 'nobody', team: { name: 'Returns desk' } } });
    expect(at.order?.number).toBe(order.number);
    expect(at.subject).toContain('Halo lamp');
    await shop.setUp({ hand_over: { after_failures: 2, words: [], above: null, team_id: null } });
  });

  test('what fails in the assistant goes to a person, with the buyer’s words', async () => {
    const buyer = await shop.buyer();
    await buyer.ask('I want to return my lamp');
    await inWorkspace(shop.door.ctx(), (tx) =>
      tx
        .updateTable('assistant_states')
        .set({ state: JSON.stringify({ matters: [{ id: 'no matter at all' }], current: 0, language: 'en' }) })
        .where('conversation_id', '=', buyer.id())
        .execute(),
    );
    const [word] = await buyer.ask('the order is #20001');
    expect(word!.text).toContain('colleague');
    expect(await buyer.assistant()).toMatchObject({ holds: false, hand_over: { reason: 'fault' } });
    const [note] = await notesOf(buyer);
    expect(note!.text).toContain('the order is #20001');
  });

  test('where no word can be sent any more, a person gets it all the same', async () => {
    const buyer = await shop.buyer();
    await buyer.ask('I want to return my lamp');
    await buyer.say('the order is #20001');
    const archive = (archived: boolean) =>
      shop.owner.call(inboxSetup.changeChannel, { params: { id: shop.channel.id }, body: { archived } });
    await archive(true);
    await shop.door.drain();
    expect(await buyer.assistant()).toMatchObject({ holds: false, hand_over: { reason: 'fault' } });
    const [note] = await notesOf(buyer);
    expect(note!.text).toContain('the order is #20001');
    await archive(false);
  });
});
