/** Disputes with Stripe's wire format on the other side, and kill −9 between our question and its answer. */
import { disputesApi as api, ledgerApi, paymentsApi } from '@recoup/contract';
import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { LAMP, openWorld, type World } from '../src/returns/testing/world.ts';
import { afterFile } from './after-file.ts';
import { type ServerProcess, startServer } from './killed/server-process.ts';
import { openStripe, type StripeWire } from './stripe-wire.ts';

let world: World;
let stripe: StripeWire;
let accountId: string;
let pool: pg.Pool;
beforeAll(async () => {
  world = await openWorld();
  world.door.setNow(new Date()); // the process's clock is the machine's
  stripe = await openStripe();
  pool = new pg.Pool({ connectionString: world.door.ownerUrl, max: 2 });
  afterFile(async () => {
    await pool.end();
    await stripe.close();
  });
  world.door.product.services.config.stripeUrl = stripe.url;
  const body = {
    brand_id: world.brand.id,
    name: 'Stripe',
    secret_key: stripe.secretKey,
    webhook_secret: stripe.webhookSecret,
  };
  accountId = (await world.owner.call(paymentsApi.connect, { body })).id;
});

const tell = (event: { body: string }) =>
  world.door.stranger.fetch(`/v1/hooks/payments/${accountId}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': stripe.signed(event.body) },
    body: event.body,
  });
/** A paid order whose payment is disputed at Stripe, and told of: twice, as Stripe does. */
async function disputed() {
  const charge = stripe.pay({ amount: LAMP.unit_price });
  const order = await world.order([LAMP], {
    payments: [{ external_id: charge.id, method: 'visa', label: 'Visa ending 4242', amount: LAMP.unit_price }],
  });
  const there = stripe.dispute(charge.id);
  const event = stripe.event('charge.dispute.created', there);
  await Promise.all([tell(event), tell(event)]);
  await world.door.drain();
  const { rows } = await world.owner.call(api.disputes, { query: { order_id: order.id } });
  return { order, there, rows };
}
const readDispute = (id: string) => world.owner.call(api.dispute, { params: { id } });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const submissions = (id: string) =>
  stripe.asked.filter(({ method, path }) => method === 'POST' && path === `/v1/disputes/${id}`);

test('a dispute told of twice opens once, is answered with our texts and one PDF, and its end is booked', async () => {
  const { order, there, rows } = await disputed();
  expect(rows).toMatchObject([
    { reference: there.id, gateway: 'stripe', source: 'gateway', network: 'visa', reason: 'not_received' },
  ]);
  const { id } = rows[0]!;
  expect(await readDispute(id)).toMatchObject({ can_submit: true, state: 'needs_response' });
  const pressed = await Promise.allSettled(
    [1, 2].map(() => world.owner.call(api.submit, { params: { id }, body: {} })),
  );
  expect(pressed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await world.door.drain();
  expect(await readDispute(id)).toMatchObject({ state: 'submitted', sending: 'none' });
  const [sent, ...more] = submissions(there.id);
  expect(more).toEqual([]);
  expect(JSON.stringify(sent!.params)).toContain('Dana Whitfield');
  expect(JSON.stringify(sent!.params)).toMatch(/file_/);
  stripe.disputes.get(there.id)!.status = 'won';
  await tell(stripe.event('charge.dispute.closed', stripe.disputes.get(there.id)));
  await world.door.drain();
  expect(await readDispute(id)).toMatchObject({ state: 'won' });
  const { rows: entries } = await world.owner.call(ledgerApi.entries, { query: { limit: 200 } });
  const lines = entries.filter((entry) => entry.order?.number === order.number).flatMap((entry) => entry.lines);
  expect(lines.map(({ amount }) => amount.amount).reduce((a, b) => a + b, 0)).toBe(0);
  expect(lines.filter(({ account }) => account === 'disputed_funds')).toHaveLength(2);
});

test('a refusal of the company is kept for a person, who can send again', async () => {
  const { there, rows } = await disputed();
  const { id } = rows[0]!;
  stripe.moods.push({
    on: new RegExp(`/v1/disputes/${there.id}`),
    status: 400,
    error: { type: 'invalid_request_error', message: 'This dispute is already closed.' },
    times: 1,
  });
  await world.owner.call(api.submit, { params: { id }, body: {} });
  await world.door.drain();
  expect(await readDispute(id)).toMatchObject({
    state: 'needs_response',
    sending: 'failed',
    moves: expect.arrayContaining(['submit']),
  });
  await world.owner.call(api.submit, { params: { id }, body: {} });
  await world.door.drain();
  expect(await readDispute(id)).toMatchObject({ state: 'submitted' });
});

test('killed between the question and the answer: told again under the same key, with the same pack, and submitted once', async () => {
  const { there, rows } = await disputed();
  const { id } = rows[0]!;
  const start = () =>
    startServer(world.door, 'http://127.0.0.1:9', {
      STRIPE_URL: stripe.url,
      RECOUP_DATA: world.door.product.services.config.dataFolder,
    });
  const first: ServerProcess = await start();
  const files = () => stripe.asked.filter(({ path }) => path === '/v1/files').length;
  const before = files();
  stripe.holdBack();
  await first.as(world.owner).call(api.submit, { params: { id }, body: {} });
  for (let n = 0; n < 400 && files() === before; n++) await pause(50);
  expect(files()).toBeGreaterThan(before);
  await first.kill();
  // A colleague makes another pack meanwhile: what goes is still the one that was made for it.
  await world.owner
    .call(api.evidence, { params: { id }, body: { statement: 'Written after it was sent.' } })
    .catch(() => null);
  await world.owner.call(api.pack, { params: { id }, body: { language: 'en' } });
  stripe.answerAgain();
  // Jobs of the dead are free at once, and what waits for its next try need not wait.
  await pool.query(
    'update graphile_worker._private_jobs set locked_at = null, locked_by = null, run_at = least(run_at, now()), attempts = greatest(0, attempts - 1)',
  );
  const second = await start();
  for (let n = 0; n < 400 && (await readDispute(id)).state !== 'submitted'; n++) await pause(50);
  await second.kill();
  const done = await readDispute(id);
  expect(done.state).toBe('submitted');
  const sent = submissions(there.id);
  expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  expect(done.packs.filter(({ submitted }) => submitted)).toHaveLength(1);
  expect(done.packs.at(-1)).toMatchObject({ submitted: true });
  const { rows: told } = await pool.query(
    "select id from events where type = 'dispute.submitted' and subject_id = $1",
    [id],
  );
  expect(told).toHaveLength(1);
}, 180_000);
