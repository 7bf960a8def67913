/**
 * kill −9 of the real process at seeded moments of a refund, a charge and a store credit, with Stripe's wire format on the
 * other side. Every process that starts finds what the dead one left. `CRASH_RUNS` says how often (bench/crashes.ts).
 */
import { writeFile } from 'node:fs/promises';
import {
  type AnswerOf,
  type BodyIn,
  creditsApi,
  moneyApi,
  orders,
  paymentsApi,
  type Refund,
  returns,
} from '@recoup/contract';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { inWorkspace } from '../src/platform/db.ts';
import { acceptUnits, takeIn } from '../src/returns/index.ts';
import { LAMP, openWorld, VACUUM, type World } from '../src/returns/testing/world.ts';
import { afterFile } from './after-file.ts';
import type { Client } from './front-door.ts';
import { type ServerProcess, startServer } from './killed/server-process.ts';
import { openStripe, type StripeWire } from './stripe-wire.ts';

const RUNS = Number(process.env.CRASH_RUNS ?? 5);
const SEED = Number(process.env.CRASH_SEED ?? 20_261_122);
const SECOND = 1_000;

/** The same numbers for the same seed (mulberry32). */
function dice(seed: number) {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

let world: World;
let stripe: StripeWire;
let vacuum: string;
let accountId: string;
let pool: pg.Pool;
beforeAll(async () => {
  world = await openWorld();
  world.door.setNow(new Date()); // the processes' clock is the machine's
  stripe = await openStripe();
  pool = new pg.Pool({ connectionString: world.door.ownerUrl, max: 3 });
  afterFile(async () => {
    await pool.end();
    await stripe.close();
  });
  world.door.product.services.config.stripeUrl = stripe.url;
  await world.publish(world.brand, (rules) => {
    rules.ask_person.above = null;
    rules.ask_person.from_nth_return = null;
    rules.evidence_for = [];
    rules.remedies.store_credit = { allowed: true, bonus_percent: 10 };
  });
  await world.owner.call(moneyApi.changeSettings, {
    query: { brand_id: world.brand.id },
    body: { second_person_above: null, store_credit_months: 24 },
  });
  const body = {
    brand_id: world.brand.id,
    name: 'Stripe',
    secret_key: stripe.secretKey,
    webhook_secret: stripe.webhookSecret,
  };
  accountId = (await world.owner.call(paymentsApi.connect, { body })).id;
  const { rows } = await world.owner.call(orders.products, { query: { brand_id: world.brand.id } });
  vacuum = rows.flatMap(({ variants }) => variants).find(({ sku }) => sku === VACUUM.sku)!.id;
});

type AskLine = BodyIn<typeof returns.request>['lines'][number];
async function returned(change: Partial<AskLine>, charge: string) {
  const order = await world.order([{ ...LAMP, tax: 0 }], {
    payments: [{ external_id: charge, method: 'visa', label: 'Visa ending 4417', amount: LAMP.unit_price }],
  });
  const { id } = await world.owner.call(returns.request, {
    params: { id: order.id },
    body: { lines: world.ask(order, change), override_reason: 'Test' },
  });
  const { lines } = await world.owner.call(returns.get, { params: { id } });
  return { id, order, lineId: lines[0]!.id };
}
async function owedRefund(remedy: 'refund' | 'store_credit'): Promise<{ refund: Refund; charge: string }> {
  const charge = stripe.pay({ amount: LAMP.unit_price }).id;
  const { id, lineId } = await returned({ remedy }, charge);
  const ctx = world.door.ctx();
  await inWorkspace(ctx, (tx) =>
    takeIn(tx, ctx, id, { siteId: world.site.id, lines: [{ line_id: lineId, received: 1 }] }),
  );
  await inWorkspace(ctx, (tx) =>
    acceptUnits(tx, ctx, { returnId: id, returnLineId: lineId, accepted: 1, rejected: 0 }),
  );
  const refund = await until(
    async () => (await world.owner.call(moneyApi.refunds, { query: { return_id: id } })).rows[0],
  );
  return { refund: refund as Refund, charge };
}

async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found) return found;
    await pause(40);
  }
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** A request to a process that may die under it. */
const maybe = <T>(work: Promise<T>): Promise<T | null> => work.catch(() => null);

/** Jobs of the dead are free at once, and what waits for its next try need not wait. */
const takeOver = () =>
  pool.query(
    'update graphile_worker._private_jobs set locked_at = null, locked_by = null, run_at = least(run_at, now()), attempts = greatest(0, attempts - 1)',
  );
const one = async <T extends object>(text: string, values: unknown[]): Promise<T> =>
  (await pool.query<T>(text, values)).rows[0]!;

type Deed = {
  name: string;
  /** What a person, a buyer or Stripe does; pressed again after a crash, as they would. */
  press(door: Client): Promise<unknown>;
  /** Is it over? */
  done(): Promise<boolean>;
  /** Nothing twice, nothing forgotten. */
  check(): Promise<void>;
};

async function refundDeed(): Promise<Deed> {
  const { refund, charge } = await owedRefund('refund');
  const now = () => world.owner.call(moneyApi.refund, { params: { id: refund.id } });
  return {
    name: 'refund',
    async press(door) {
      if ((await now()).state === 'owed')
        await maybe(door.call(moneyApi.send, { params: { id: refund.id }, body: {} }));
    },
    done: async () => (await now()).state === 'sent',
    async check() {
      const paid = [...stripe.refunds.values()].filter((made) => made.charge === charge);
      expect(paid.map(({ amount }) => amount)).toEqual([refund.amount.amount]);
      expect((await now()).reference).toBe(paid[0]!.id);
      const booked = await one<{ n: number }>(
        "select count(*)::int as n from ledger_entries where cause like 'refund.sent:' || $1 || '%'",
        [refund.id],
      );
      expect(booked.n).toBe(1);
      const told = await one<{ n: number }>(
        "select count(*)::int as n from events where type = 'refund.sent' and subject_id = $1",
        [refund.id],
      );
      expect(told.n).toBe(1);
    },
  };
}

async function chargeDeed(): Promise<Deed> {
  const charge = stripe.pay({ amount: LAMP.unit_price }).id;
  const { id, order } = await returned({ remedy: 'exchange', choice: { variant_id: vacuum } }, charge);
  const now = async () => (await world.owner.call(paymentsApi.charges, { query: { return_id: id } })).rows[0];
  const pages = () =>
    [...stripe.sessions.values()].filter((page) => page.metadata.recoup_charge && page.amount_total > 0);
  const mails = () =>
    one<{ n: number }>("select count(*)::int as n from mails where return_id = $1 and template = 'payment_asked'", [
      id,
    ]);
  const isTold = async () => (await mails()).n > 0;
  let event: { id: string; body: string } | null = null;
  return {
    name: 'charge',
    async press(door) {
      const wanted = await now();
      if (!wanted) return;
      const page = pages().find((made) => made.metadata.recoup_charge === wanted.id);
      if (!page || !(await isTold())) return; // nobody pays by a link they have not got
      if (page.status === 'open') stripe.payPage(page.id);
      event ??= stripe.event('checkout.session.completed', page);
      // Stripe tells again until it is answered.
      await maybe(
        door.fetch(`/v1/hooks/payments/${accountId}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'stripe-signature': stripe.signed(event.body) },
          body: event.body,
        }),
      );
    },
    done: async () => (await now())?.state === 'paid',
    async check() {
      const wanted = await now();
      expect(pages().filter((made) => made.metadata.recoup_charge === wanted!.id)).toHaveLength(1);
      const kept = await one<{ n: number; amount: number }>(
        'select count(*)::int as n, sum(amount)::int as amount from payments where order_id = $1 and charge_id is not null',
        [order.id],
      );
      expect(kept).toEqual({ n: 1, amount: wanted!.amount.amount });
      const booked = await one<{ n: number }>('select count(*)::int as n from ledger_entries where cause = $1', [
        `charge.paid:${wanted!.id}`,
      ]);
      expect(booked.n).toBe(1);
      expect((await mails()).n).toBe(1);
    },
  };
}

async function creditDeed(): Promise<Deed> {
  const { refund } = await owedRefund('store_credit');
  const now = () => world.owner.call(moneyApi.refund, { params: { id: refund.id } });
  const spent = 1_500;
  let left: AnswerOf<typeof creditsApi.redeem> | null = null;
  return {
    name: 'credit',
    async press(door) {
      const { state, credit_code } = await now();
      if (state === 'owed') await maybe(door.call(moneyApi.send, { params: { id: refund.id }, body: {} }));
      else if (credit_code)
        left ??= await maybe(
          door.call(creditsApi.redeem, {
            params: { code: credit_code },
            body: { amount: spent, reference: `order of ${refund.code}` },
          }),
        );
    },
    done: async () => left !== null,
    async check() {
      const kept = await one<{ n: number; amount: number; left: number }>(
        'select count(*)::int as n, sum(amount)::int as amount, sum(balance)::int as left from store_credits where refund_id = $1',
        [refund.id],
      );
      expect(kept).toEqual({ n: 1, amount: refund.amount.amount, left: refund.amount.amount - spent });
    },
  };
}

const makers = [refundDeed, chargeDeed, creditDeed];

describe('kill −9', () => {
  test(`${RUNS} times in the middle of refunds, charges and store credits: nothing is paid twice, nothing owed is forgotten, the books balance`, {
    timeout: 60 * SECOND + RUNS * 30 * SECOND,
  }, async () => {
    const began = performance.now();
    const kills: Record<string, number> = {};
    const deeds: Record<string, number> = {};
    let open: Deed[] = [];
    let server: ServerProcess = await startServer(world.door, 'http://127.0.0.1:9', { STRIPE_URL: stripe.url });
    for (let run = 0; run < RUNS; run += 1) {
      const roll = dice(SEED + run);
      for (const make of makers) {
        const deed = await make();
        deeds[deed.name] = (deeds[deed.name] ?? 0) + 1;
        open.push(deed);
      }
      const where = (['before', 'done', 'answered', 'clock', 'clock'] as const)[Math.floor(roll() * 5)]!;
      const after = Math.floor(roll() * (where === 'clock' ? 220 : 7));
      const delay = Math.floor(roll() * 25);
      kills[where] = (kills[where] ?? 0) + 1;

      let isDead = false;
      const dying = server;
      const die = async () => {
        if (isDead) return;
        isDead = true;
        await dying.kill();
      };
      let count = 0;
      stripe.meanwhile =
        where === 'clock'
          ? null
          : async (_, when) => {
              if (when !== where || isDead) return;
              count += 1;
              if (count <= after) return;
              if (when === 'answered') await pause(delay);
              await die();
            };
      const clock = where === 'clock' ? pause(after).then(die) : Promise.resolve();
      const door = server.as(world.owner);
      for (let press = 0; press < 12 && !isDead; press += 1) {
        await Promise.all(open.map((deed) => maybe(deed.press(door))));
        await pause(15);
      }
      await clock;
      await die();
      stripe.meanwhile = null;

      await takeOver();
      server = await startServer(world.door, 'http://127.0.0.1:9', { STRIPE_URL: stripe.url });
      const next = server.as(world.owner);
      for (const deed of open) {
        const until = performance.now() + 25 * SECOND;
        while (!(await deed.done())) {
          if (performance.now() > until)
            throw new Error(`run ${run} (${where} ${after}): the ${deed.name} never ended`);
          await deed.press(next);
          await pause(40);
        }
      }
      // What follows from it (mails, books) is in the queue at most.
      await until(async () => {
        const { n } = await one<{ n: number }>(
          'select count(*)::int as n from graphile_worker.jobs where attempts < max_attempts and run_at <= now()',
          [],
        );
        return n === 0;
      });
      for (const deed of open) await deed.check();
      open = [];
      const unbalanced = await pool.query(
        'select entry_id from ledger_lines group by workspace_id, entry_id having sum(amount) <> 0',
      );
      expect(unbalanced.rows).toEqual([]);
      const payable = await one<{ books: number; open: number }>(
        `select coalesce((select sum(amount) from ledger_lines where account = 'refunds_payable'), 0)::int as books,
            coalesce((select sum(amount) from refunds where state in ('owed', 'sending', 'failed')), 0)::int as open`,
        [],
      );
      expect(payable.books + payable.open).toBe(0);
      const seconds = Math.round((performance.now() - began) / 1000);
      const figures = {
        runs: run + 1,
        seed: SEED,
        kills,
        deeds,
        stripe_refunds: stripe.refunds.size,
        pages: stripe.sessions.size,
        seconds,
      };
      if (process.env.CRASH_REPORT) await writeFile(process.env.CRASH_REPORT, JSON.stringify(figures));
    }
    await server.kill();
  });
});
