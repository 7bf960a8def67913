/** More than somebody may give alone waits for another person; signs of trouble make a person look. Through the front door. */
import { accounts, desk, portal, remediesApi, returns } from '@recoup/contract';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { inWorkspace } from '../../platform/db.ts';
import { atOnce } from '../testing/by-hand.ts';
import { receive } from '../testing/goods.ts';
import { LAMP, type Order, openWorld, VACUUM } from '../testing/world.ts';

const world = await openWorld();
const { door, owner, brand } = world;
const manager = await door.as('manager');
const scratched = { reason: 'item-not-as-described' as const, remedy: 'keep_it' as const };
const plain = { ...LAMP, tax: 0 };
/** Thirty percent of the lamp, where policy gives twenty. */
const thirty = (of: Order) => ({
  lines: world.ask(of, { ...scratched, choice: { amount: 3_870 } }),
  override_reason: 'Scratched shade, and she is a regular',
});
const limits = (rows: Parameters<typeof setLimits>[0]) => setLimits(rows);
async function setLimits(
  rows: {
    role: 'agent' | 'buyer';
    remedy: 'keep_it' | null;
    per_case?: number;
    per_day?: number;
    per_buyer?: number;
  }[],
) {
  const whole = rows.map((row) => ({ per_case: null, per_day: null, per_buyer: null, ...row }));
  await owner.call(remediesApi.changeLimits, { query: { brand_id: brand.id }, body: { rows: whole } });
}
const read = (id: string) => owner.call(returns.get, { params: { id } });
const approvals = (who = manager) => who.call(remediesApi.approvals, { query: { brand_id: brand.id } });

describe('an agent who settles a scratched lamp with 30 %', () => {
  it('asks a second person by it; a manager sees why, with the facts, and says yes', async () => {
    const agent = await door.as('agent');
    const order = await world.order([plain]);
    const made = await agent.call(returns.request, { params: { id: order.id }, body: thirty(order) });
    expect(made.stage).toBe('requested');
    expect(made.review).toEqual(['override.asked', 'limit.per_case']);
    expect(made.verdict.because).toContainEqual({
      rule: 'limit',
      code: 'limit.per_case',
      facts: {
        remedy: 'keep_it',
        limit: { amount: 3_000, currency: 'USD' },
        value: { amount: 3_870, currency: 'USD' },
      },
    });
    expect(made.moves).not.toContain('approve');
    expect(made.timeline.map(({ type }) => type)).toContain('return.approval_asked');
    const mine = await agent.refused(returns.approve, { params: { id: made.id }, body: {} });
    expect(mine.code).toBe('return.needs_second_person');

    const row = (await approvals()).rows.find(({ id }) => id === made.id)!;
    expect(row).toMatchObject({
      kind: 'return',
      code: made.code,
      amount: { amount: 3_870, currency: 'USD' },
      remedies: ['keep_it'],
      asked_by: { kind: 'staff', id: agent.id },
      note: 'Scratched shade, and she is a regular',
      moves: ['approve', 'decline'],
    });
    expect(row.because.map(({ code }) => code)).toEqual(['limit.per_case']);
    expect((await approvals(agent)).rows.find(({ id }) => id === made.id)!.moves).toEqual([]);
    // It waits on the manager's first page, as a second person's, and on nobody's as a plain yes.
    const home = await manager.call(desk.home, {});
    const waits = home.waiting.filter(({ subject }) => subject.id === made.id);
    expect(waits).toMatchObject([{ kind: 'second_person', amount: { amount: 3_870 }, subject: { kind: 'return' } }]);
    expect((await agent.call(desk.home, {})).waiting.map(({ subject }) => subject.id)).not.toContain(made.id);

    const yes = await manager.call(returns.approve, { params: { id: made.id }, body: {} });
    expect(yes).toMatchObject({ stage: 'approved', review: [], decided_by: { id: manager.id } });
    expect(yes.timeline.find(({ type }) => type === 'return.approved')!.data.second_person).toBe(true);
    await door.drain();
    expect((await read(made.id)).facts.money).toMatchObject({ amount: { amount: 3_870 } });
    expect((await approvals()).rows.map(({ id }) => id)).not.toContain(made.id);
  });

  it('cannot be the second person, neither with a key of their own', async () => {
    await limits([{ role: 'agent', remedy: 'keep_it', per_case: 3_000 }]);
    const order = await world.order([plain]);
    // A manager holds no limit here; the one below asks as an agent and was made a manager meanwhile.
    const promoted = await door.as('agent');
    const made = await promoted.call(returns.request, { params: { id: order.id }, body: thirty(order) });
    await owner.call(accounts.changeStaff, { params: { id: promoted.id! }, body: { role: 'owner' } });
    const self = await promoted.refused(returns.approve, { params: { id: made.id }, body: {} });
    expect(self.code).toBe('return.same_person.not_allowed');
    const key = await promoted.call(accounts.createApiKey, {
      body: {
        name: 'Mine',
        scopes: ['returns.decide', 'returns.read', 'money.approve', 'money.read', 'returns.override'],
      },
    });
    const answer = await fetch(`${door.url}/v1/returns/${made.id}/approve`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key.secret}`,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
      body: '{}',
    });
    expect(await answer.json()).toMatchObject({ code: 'return.same_person.not_allowed' });
    expect((await read(made.id)).stage).toBe('requested');
  });

  it('leaves it open to be declined, and the lamp to be asked for again', async () => {
    const agent = await door.as('agent');
    const order = await world.order([plain]);
    const made = await agent.call(returns.request, { params: { id: order.id }, body: thirty(order) });
    await manager.call(returns.decline, { params: { id: made.id }, body: { reason: 'A photo first' } });
    const again = await order.buyer.call(portal.request, { body: { lines: world.ask(order) } });
    expect(again.stage).toBe('approved');
  });
});

describe('limits of a day and of a buyer', () => {
  it('hold two at once: of six who give at the same moment, no more gets through than the day allows', async () => {
    await limits([{ role: 'agent', remedy: 'keep_it', per_day: 6_000 }]);
    const agent = await door.as('agent');
    const orders: Order[] = [];
    for (let i = 0; i < 6; i += 1) orders.push(await world.order([plain]));
    // Twenty percent of the lamp each: $25.80; two of them are $51.60, three are more than sixty.
    const made = await Promise.all(
      orders.map((order) =>
        agent.call(returns.request, { params: { id: order.id }, body: { lines: world.ask(order, scratched) } }),
      ),
    );
    expect(made.filter(({ stage }) => stage === 'approved')).toHaveLength(2);
    const waiting = made.filter(({ stage }) => stage === 'requested');
    expect(waiting.map(({ review }) => review)).toEqual(waiting.map(() => ['limit.per_day']));
    // What a second person approves is theirs, not the agent's day; called off, it would be free again.
    await manager.call(returns.approve, { params: { id: waiting[0]!.id }, body: {} });
    const next = await world.order([plain]);
    const later = await agent.call(returns.request, {
      params: { id: next.id },
      body: { lines: world.ask(next, scratched) },
    });
    expect(later.review).toEqual(['limit.per_day']);
  });

  it('begin anew at midnight in the brand’s zone', async () => {
    await limits([{ role: 'agent', remedy: 'keep_it', per_day: 3_000 }]);
    const agent = await door.as('agent');
    const give = async () => {
      const order = await world.order([plain]);
      return (
        await agent.call(returns.request, { params: { id: order.id }, body: { lines: world.ask(order, scratched) } })
      ).stage;
    };
    expect(await give()).toBe('approved');
    expect(await give()).toBe('requested');
    door.setNow('2026-11-11T05:59:00Z'); // one minute to midnight in Chicago
    expect(await give()).toBe('requested');
    door.setNow('2026-11-11T06:01:00Z');
    expect(await give()).toBe('approved');
    door.setNow('2026-11-10T18:00:00Z');
  });

  it('hold a buyer too, who asks by themselves: beyond it a person looks, and it is never refused', async () => {
    await limits([{ role: 'buyer', remedy: 'keep_it', per_buyer: 4_000 }]);
    const order = await world.order([{ ...plain, quantity: 3 }]);
    const ask = () => order.buyer.call(portal.request, { body: { lines: world.ask(order, scratched) } });
    expect((await ask()).stage).toBe('approved');
    const second = await ask();
    expect(second).toMatchObject({ stage: 'requested', waits_for_person: true });
    const row = (await approvals()).rows.find(({ id }) => id === second.id)!;
    expect(row.asked_by).toMatchObject({ kind: 'buyer', name: 'Dana Whitfield' });
    expect(row.because[0]!.facts).toMatchObject({ given: { amount: 2_580 }, limit: { amount: 4_000 } });
  });

  it('turn an agent’s yes to a buyer’s waiting request into a question, where it is beyond their own', async () => {
    await limits([{ role: 'agent', remedy: 'keep_it', per_case: 3_000 }]);
    const agent = await door.as('agent');
    const order = await world.order([{ ...VACUUM, unit_price: 40_000, tax: 0 }]);
    const asked = await order.buyer.call(portal.request, { body: { lines: world.ask(order, scratched) } });
    expect(asked.stage).toBe('requested');
    const yes = await agent.call(returns.approve, { params: { id: asked.id }, body: {} });
    expect(yes).toMatchObject({ stage: 'requested', asked_by: { id: agent.id } });
    expect(yes.review).toEqual(['value.above', 'limit.per_case']);
    expect((await manager.call(returns.approve, { params: { id: asked.id }, body: {} })).stage).toBe('approved');
  });

  it('bear on a changed remedy: a request waits on, what was approved is not changed', async () => {
    await limits([{ role: 'agent', remedy: 'keep_it', per_case: 2_000 }]);
    const agent = await door.as('agent');
    const waiting = await world.waiting(await world.order([{ ...VACUUM, unit_price: 40_000, tax: 0 }]));
    const change = async (id: string, who = agent) => ({
      params: { id },
      body: {
        line_id: (await who.call(returns.get, { params: { id } })).lines[0]!.id,
        remedy: 'keep_it' as const,
        keep_it_amount: 2_100,
        reason: 'Agreed by mail',
      },
    });
    await world.publish(brand, (rules) => {
      rules.remedies.keep_it = { allowed: true, percent: 20, reasons: [] };
      rules.evidence_for = [];
      rules.ask_person.from_nth_return = null;
    });
    const first = await owner.call(returns.changeRemedy, await change(waiting.id));
    expect(first.stage).toBe('requested');
    const { order } = await world.approved({ reason: 'item-not-as-described' }, [plain]);
    const { rows } = await owner.call(returns.list, { query: { order_id: order.id } });
    const problem = await agent.refused(returns.changeRemedy, await change(rows[0]!.id));
    expect(problem.code).toBe('return.above_limit');
    expect((await read(rows[0]!.id)).lines[0]!.remedy).toBe('refund');
  });

  it('are read as declared until somebody writes them, and are written whole', async () => {
    const other = await door.makeBrand({ name: 'Declared' });
    const { rows } = await owner.call(remediesApi.limits, { query: { brand_id: other.id } });
    expect(rows.find(({ role, remedy }) => role === 'agent' && remedy === 'keep_it')).toMatchObject({
      per_case: 3_000,
    });
    const twice = [1, 2].map((per_case) => ({
      role: 'agent' as const,
      remedy: null,
      per_case,
      per_day: null,
      per_buyer: null,
    }));
    const refused = await owner.refused(remediesApi.changeLimits, {
      query: { brand_id: other.id },
      body: { rows: twice },
    });
    expect(refused.code).toBe('limits.twice');
    await owner.call(remediesApi.changeLimits, { query: { brand_id: other.id }, body: { rows: [] } });
    expect((await owner.call(remediesApi.limits, { query: { brand_id: other.id } })).rows).toEqual([]);
    const agent = await door.as('agent');
    expect(
      (await agent.refused(remediesApi.changeLimits, { query: { brand_id: other.id }, body: { rows: [] } })).code,
    ).toBe('permission.not_allowed');
  });
});

describe('signs of trouble', () => {
  it('make a person look at a buyer who sent an empty box before, with where it was; nothing is refused', async () => {
    await limits([]);
    const order = await world.order([{ ...plain, quantity: 4 }]);
    const first = await order.buyer.call(portal.request, { body: { lines: world.ask(order) } });
    await receive(door.ctx(), first.id, world.site.id, [0]);
    await inWorkspace(door.ctx(), (tx) =>
      sql`insert into parcels (workspace_id, id, code, site_id, brand_id, return_id, order_id, stage, arrived_at, unpacked_at)
        values (${door.workspaceId}, gen_random_uuid(), 'PCL-EMPTY', ${world.site.id}, ${brand.id}, ${first.id}, ${order.id}, 'unpacked', now(), now())`.execute(
        tx,
      ),
    );
    const next = await order.buyer.call(portal.request, { body: { lines: world.ask(order) } });
    expect(next.stage).toBe('requested');
    const told = await read(next.id);
    expect(told.review).toEqual(['risk.empty_box']);
    expect(told.verdict.because).toContainEqual({
      rule: 'risk',
      code: 'risk.empty_box',
      facts: { parcels: 1, returns: [first.code] },
    });
    // Whoever may decide says yes: it takes no second person.
    const agent = await door.as('agent');
    expect((await agent.call(returns.approve, { params: { id: next.id }, body: {} })).stage).toBe('approved');
  });

  it('count what a buyer kept within a year, and hold up the fourth, not staff who looked', async () => {
    await limits([]);
    const order = await world.order([{ ...plain, quantity: 6 }]);
    const ask = () => order.buyer.call(portal.request, { body: { lines: world.ask(order, scratched) } });
    for (let i = 0; i < 3; i += 1) expect((await ask()).stage).toBe('approved');
    const fourth = await ask();
    expect((await read(fourth.id)).review).toEqual(['risk.keep_it_often']);
    const agent = await door.as('agent');
    const body = { lines: world.ask(order, scratched) };
    expect((await agent.call(returns.request, { params: { id: order.id }, body })).stage).toBe('approved');
  });
});

describe('two people on one line', () => {
  it('asked at the same moment, the goods are given once', async () => {
    await limits([]);
    const order = await world.order([plain]);
    const agents = [await door.as('agent'), await door.as('agent')];
    let turn = 0;
    const { done, codes } = await atOnce(2, () => {
      const agent = agents[turn++]!;
      return agent.call(returns.request, { params: { id: order.id }, body: { lines: world.ask(order, scratched) } });
    });
    expect({ done, codes }).toEqual({ done: 1, codes: ['return.more_than_ordered'] });
  });

  it('approved by two managers at once, it is approved once', async () => {
    await limits([{ role: 'agent', remedy: 'keep_it', per_case: 100 }]);
    const agent = await door.as('agent');
    const order = await world.order([plain]);
    const made = await agent.call(returns.request, {
      params: { id: order.id },
      body: { lines: world.ask(order, scratched) },
    });
    const managers = [manager, await door.as('manager')];
    let turn = 0;
    const { done, codes } = await atOnce(2, () =>
      managers[turn++]!.call(returns.approve, { params: { id: made.id }, body: {} }),
    );
    expect({ done, codes }).toEqual({ done: 1, codes: ['return.wrong_stage'] });
    await door.drain();
    expect((await read(made.id)).timeline.filter(({ type }) => type === 'refund.owed')).toHaveLength(1);
  });
});
