/** Claims against carriers, from the verdict on a call to the money: through the front door. */
import { claimsApi as api, buyerCalls, callEvidence, calls, chat, ledgerApi, orders, verdicts } from '@recoup/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Agent, type CallsWorld, openCallsWorld } from '../src/calls/testing/calls-world.ts';
import { hangUp, phonePhoto, sha256, stillForm } from '../src/calls/testing/live-call.ts';
import { LAMP, type Order, ZIP } from '../src/returns/testing/world.ts';

describe('from a call to the money', () => {
  let world: CallsWorld;
  let grace: Agent;
  beforeAll(async () => {
    world = await openCallsWorld();
    grace = await world.agent();
  }, 60_000);

  const days = (n: number) => new Date(world.door.now().getTime() - n * 86_400_000).toISOString();
  async function fedex(quantity = 1): Promise<Order> {
    const sent = {
      external_id: 'f',
      carrier: 'FedEx Ground',
      tracking: '7946 0231',
      shipped_at: days(6),
      delivered_at: days(3),
    };
    return world.order([{ ...LAMP, quantity }], {
      fulfilments: [{ ...sent, lines: [{ line_external_id: 'l0', quantity }] }],
    });
  }
  const give = (order: Order, change: Record<string, unknown> = {}) =>
    grace.call(verdicts.give, {
      params: { id: order.id },
      body: { order_line_id: order.lines[0]!.id, verdict: 'carrier', reason: 'damaged-or-defective', ...change },
    });
  async function booked(order: Order) {
    const { rows } = await world.owner.call(ledgerApi.entries, { query: { order_id: order.id, limit: 50 } });
    return rows.flatMap(({ lines }) => lines.map(({ account, amount }) => [account, amount.amount]));
  }
  /** The last day as FedEx has it, in the brand's zone. */
  const lastDay = () => {
    const at = new Date(Date.parse(days(3)));
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Chicago' }).format(at);
    return new Date(Date.parse(day) + 60 * 86_400_000).toISOString().slice(0, 10);
  };

  test('stills of the call back it, the papers hold what proves them, and what FedEx pays is booked once', async () => {
    const order = await fedex();
    const buyer = await world.buyer();
    const conversation_id = await buyer.say('The shade is shattered');
    await buyer.session.call(chat.findOrder, { body: { number: order.number, email_or_zip: ZIP, conversation_id } });
    const { token, call } = await buyer.call({ conversation_id, order_id: order.id });
    await world.door.drain();
    await grace.call(calls.answer, { params: { id: call.id } });
    const seat = world.seat(token);
    expect((await seat.call(buyerCalls.read)).stage).toBe('live');
    const bytes = await phonePhoto();
    const sent = await seat.fetch(callEvidence.buyerTake.path, { method: 'POST', body: stillForm(world, bytes) });
    expect(sent.status).toBe(200);
    const still = (await grace.call(callEvidence.list, { params: { id: call.id } })).rows[0]!;
    const marked = await grace.fetch(`/v1/calls/${call.id}/stills/${still.id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ caption: 'Crack in the shade' }),
    });
    expect(marked.status).toBe(200);
    const verdict = await grace.call(verdicts.giveOnCall, {
      params: { id: call.id },
      body: {
        order_line_id: order.lines[0]!.id,
        verdict: 'carrier',
        reason: 'damaged-or-defective',
        defect: 'shade cracked',
        still_ids: [still.id],
      },
    });
    await hangUp(grace, call.id);

    const before = await grace.call(api.possible, { query: { verdict_id: verdict.id } });
    expect(before).toMatchObject({
      claim: null,
      would: {
        kind: 'damage',
        carrier: 'FedEx Ground',
        tracking: '7946 0231',
        // Sold for $129.00; FedEx covers a hundred.
        amount: { amount: 10_000, currency: 'USD' },
        file_by: lastDay(),
        stills: [still.position],
      },
    });
    // Pressed twice at once, and again: one claim.
    const [one, other] = await Promise.all([
      grace.call(api.open, { body: { verdict_id: verdict.id } }),
      grace.call(api.open, { body: { verdict_id: verdict.id } }),
    ]);
    expect(other.id).toBe(one.id);
    expect((await grace.call(api.possible, { query: { verdict_id: verdict.id } })).claim?.id).toBe(one.id);
    expect(one).toMatchObject({
      state: 'draft',
      claimed: { amount: 10_000 },
      value: { goods: { amount: LAMP.unit_price }, limit: { amount: 10_000 } },
      verdict: { defect: 'shade cracked', call_id: call.id },
      flags: [],
      moves: ['change', 'file', 'drop'],
      said: [{ text: 'The shade is shattered' }],
      photos: [{ caption: 'Crack in the shade', still: { position: 1, captured_sha256: sha256(bytes) } }],
    });

    const paper = await grace.fetch(`/v1/claims/${one.id}/pack.pdf`, { method: 'GET' });
    expect(paper.headers.get('content-type')).toContain('application/pdf');
    expect(
      Buffer.from(await paper.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');

    // A second look adds evidence to the verdict, which takes its place: the claim goes with it.
    const again = await give(order, { verdict: 'carrier', note: 'The box is dented too' });
    expect(again.id).not.toBe(verdict.id);
    expect((await grace.call(api.open, { body: { verdict_id: again.id } })).id).toBe(one.id);

    await grace.refused(api.pay, { params: { id: one.id }, body: { amount: 1 } });
    const filed = await grace.call(api.file, { params: { id: one.id }, body: { reference: 'C-9921' } });
    expect(filed).toMatchObject({
      state: 'filed',
      reference: 'C-9921',
      days_left: null,
      moves: ['pay', 'decline', 'drop'],
    });
    expect(await booked(order)).toEqual([]);
    const much = await grace.refused(api.pay, { params: { id: one.id }, body: { amount: 1_000_000 } });
    expect(much.code).toBe('claim.more_than_claimed');
    const pays = () =>
      grace.fetch(`/v1/claims/${one.id}/pay`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ amount: 8_500, version: filed.version }),
      });
    const answers = await Promise.all([pays(), pays(), pays()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await booked(order)).toEqual([
      ['claims_clearing', 8_500],
      ['carrier_claims', -8_500],
    ]);
    expect(await grace.call(api.claim, { params: { id: one.id } })).toMatchObject({
      state: 'paid',
      paid: { amount: 8_500 },
      moves: [],
    });
    const { timeline } = await world.owner.call(orders.get, { params: { id: order.id } });
    expect(timeline.map(({ type }) => type).filter((type) => type.startsWith('claim.'))).toEqual(
      expect.arrayContaining(['claim.opened', 'claim.filed', 'claim.paid']),
    );
  });

  test('what runs out first stands on top; a changed verdict is said, and one that is not the carrier opens none', async () => {
    const first = await fedex(2);
    const verdict = await give(first);
    const claim = await grace.call(api.open, { body: { verdict_id: verdict.id, amount: 25_800 } });
    expect(claim).toMatchObject({ claimed: { amount: 25_800 }, flags: ['no_pictures'], days_left: 57 });
    const order = await fedex();
    const lost = { order_id: order.id, kind: 'loss' as const };
    const parcel = await grace.call(api.open, { body: lost });
    expect((await grace.call(api.open, { body: lost })).id).toBe(parcel.id);
    expect(parcel).toMatchObject({ verdict: null, claimed: { amount: 10_000 }, rule: { from: 'shipped', days: 273 } });
    const list = async (query = {}) =>
      (await grace.call(api.claims, { query: { state: ['draft'], ...query } })).rows.map(({ id }) => id);
    expect(await list()).toEqual([claim.id, parcel.id]);
    const page = await grace.call(api.claims, { query: { state: ['draft'], limit: 1 } });
    const rest = await grace.call(api.claims, { query: { state: ['draft'], limit: 1, cursor: page.next_cursor! } });
    expect([...page.rows, ...rest.rows].map(({ id }) => id)).toEqual([claim.id, parcel.id]);
    // The carrier's own letter goes before its rule.
    const sooner = days(-2).slice(0, 10);
    const told = await grace.call(api.change, {
      params: { id: parcel.id },
      body: { file_by: sooner, kind: 'missing_contents' },
    });
    expect(told).toMatchObject({ file_by: sooner, kind: 'missing_contents', flags: ['due_soon', 'no_pictures'] });
    expect(await list()).toEqual([parcel.id, claim.id]);
    expect(await world.owner.call(api.counts, { query: {} })).toMatchObject({ draft: 2, due_soon: 1, filed: 0 });

    await give(first, { verdict: 'user' });
    expect((await grace.call(api.claim, { params: { id: claim.id } })).flags).toContain('verdict_changed');
    const users = await give(order, { verdict: 'user' });
    expect(await grace.call(api.possible, { query: { verdict_id: users.id } })).toEqual({ claim: null, would: null });
    const refused = async (body: Parameters<typeof grace.refused<typeof api.open>>[1]['body']) =>
      (await grace.refused(api.open, { body })).code;
    expect(await refused({ verdict_id: users.id })).toBe('claim.not_the_carrier');
    expect(await refused({ verdict_id: verdict.id })).toBe('claim.not_the_carrier');
    const third = await fedex();
    expect(await refused({ order_id: third.id, kind: 'damage', amount: 12_901 })).toBe('claim.more_than_goods');

    const drop = { params: { id: claim.id }, body: { as: 'dropped' as const, reason: 'It was the buyer' } };
    expect(await grace.call(api.end, drop)).toMatchObject({ state: 'dropped', moves: [] });
    expect((await grace.refused(api.end, drop)).code).toBe('claim.wrong_state');
    // What was dropped may be opened anew when the carrier is found responsible after all.
    const back = await give(first, { verdict: 'carrier' });
    expect((await grace.call(api.open, { body: { verdict_id: back.id } })).id).not.toBe(claim.id);

    await grace.call(api.file, { params: { id: parcel.id }, body: { reference: 'C-1' } });
    await grace.call(api.end, { params: { id: parcel.id }, body: { as: 'declined', reason: 'Poorly packed' } });
    // On appeal they paid after all.
    const won = await grace.call(api.pay, { params: { id: parcel.id }, body: { amount: 10_000 } });
    expect(won.state).toBe('paid');
  });
});
