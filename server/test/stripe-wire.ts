/**
 * Stripe on a local port, as far as we speak with it: form-encoded requests, its error shapes, idempotency keys that
 * answer again (and refuse other parameters), and events signed as Stripe signs them. What it says and when it is silent
 * is the test's to choose. https://docs.stripe.com/api
 */
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type WireCharge = {
  id: string;
  object: 'charge';
  amount: number;
  amount_captured: number;
  amount_refunded: number;
  captured: boolean;
  currency: string;
  disputed: boolean;
  refunded: boolean;
  payment_intent: string | null;
  payment_method_details: unknown;
  status: string;
};
export type WireRefund = {
  id: string;
  object: 'refund';
  amount: number;
  charge: string;
  payment_intent: string | null;
  currency: string;
  created: number;
  status: 'succeeded' | 'pending' | 'failed' | 'canceled' | 'requires_action';
  failure_reason?: string;
  metadata: Record<string, string>;
  reason: string | null;
};
type Intent = {
  id: string;
  object: 'payment_intent';
  amount: number;
  amount_capturable: number;
  amount_received: number;
  capture_method: string;
  currency: string;
  status: string;
  latest_charge: string | null;
  metadata: Record<string, string>;
};
type Session = {
  id: string;
  object: 'checkout.session';
  url: string | null;
  status: 'open' | 'complete' | 'expired';
  payment_status: string;
  payment_intent: string | null;
  expires_at: number;
  amount_total: number;
  currency: string;
  metadata: Record<string, string>;
  intent: { capture: string; metadata: Record<string, string> };
};
type Dispute = Record<string, unknown> & { id: string; status: string; charge: string };
type Asked = { method: string; path: string; key: string | null; params: Record<string, string> };
/** What the next request that fits is answered with, instead of being done. `done: true`: it is done, and the answer lost. */
type Mood = {
  on?: RegExp;
  status?: number;
  error?: Record<string, unknown>;
  silent?: boolean;
  done?: boolean;
  /** The fault itself is what the key is answered with from now on, as Stripe keeps its 500s. */
  keeps?: boolean;
  times: number;
  headers?: Record<string, string>;
};

export type StripeWire = {
  url: string;
  secretKey: string;
  webhookSecret: string;
  account: string;
  asked: Asked[];
  charges: Map<string, WireCharge>;
  refunds: Map<string, WireRefund>;
  intents: Map<string, Intent>;
  sessions: Map<string, Session>;
  disputes: Map<string, Dispute>;
  /** Money that left for good: refunds that succeeded or are pending, by charge. */
  paidOut(charge: string): number;
  pay(change?: Partial<{ id: string; amount: number; currency: string; intent: string }>): WireCharge;
  /** Somebody refunds in Stripe's own screens. */
  refundThere(charge: string, amount: number): WireRefund;
  /** The next refunds end so. */
  nextRefund(status: WireRefund['status'], failure?: string): void;
  settleRefund(id: string, status: WireRefund['status'], failure?: string): WireRefund;
  payPage(session: string, card?: { last4: string; brand: string }): Intent;
  dispute(charge: string, change?: Partial<Dispute>): Dispute;
  moods: Mood[];
  /** Called before a request is done, when it is done, and when its answer has left. What it waits for, the request waits for. */
  meanwhile: ((asked: Asked, when: 'before' | 'done' | 'answered') => void | Promise<void>) | null;
  /** Stripe's own clock. */
  now(): Date;
  /** From now on everything is done and no answer leaves. */
  holdBack(): void;
  answerAgain(): void;
  /** Waits until a request that fits was taken in. */
  until(path: RegExp): Promise<void>;
  /** An event as Stripe posts it: the body and its signature. */
  event(type: string, object: unknown, change?: { id?: string; at?: Date }): { id: string; body: string };
  signed(body: string, at?: Date): string;
  close(): Promise<void>;
};

const id = (prefix: string) => `${prefix}_${randomBytes(12).toString('hex')}`;
const secondsOf = (at: Date) => Math.floor(at.getTime() / 1000);

class StripeError extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;
  constructor(status: number, body: Record<string, unknown>) {
    super(String(body.message));
    this.status = status;
    this.body = body;
  }
}
const invalid = (message: string, more: Record<string, unknown> = {}, status = 400) =>
  new StripeError(status, { type: 'invalid_request_error', message, ...more });
const missing = (what: string, name: string) =>
  invalid(`No such ${what}: '${name}'`, { code: 'resource_missing', param: 'id' }, 404);
const dollars = (amount: number) => `$${(amount / 100).toFixed(2)}`;

export async function openStripe(): Promise<StripeWire> {
  const kept: ServerResponse[] = [];
  /** Key → what was asked with it, and what was answered. */
  const keys = new Map<string, { path: string; params: string; status: number; body: unknown }>();
  let isSilent = false;
  const seconds = (at = wire.now()) => secondsOf(at);
  let heard: ((asked: Asked) => void)[] = [];
  let next: { status: WireRefund['status']; failure?: string }[] = [];

  const chargeOf = (name: string): WireCharge => {
    const intent = wire.intents.get(name);
    const found = wire.charges.get(intent?.latest_charge ?? name);
    if (!found) throw missing(name.startsWith('pi_') ? 'payment_intent' : 'charge', name);
    return found;
  };
  const recount = (charge: WireCharge) => {
    charge.amount_refunded = wire.paidOut(charge.id);
    charge.refunded = charge.amount_refunded === charge.amount_captured && charge.amount_captured > 0;
  };

  function createRefund(params: Record<string, string>): WireRefund {
    const named = params.charge ?? params.payment_intent;
    if (!named)
      throw invalid('One of the following params should be provided for this request: payment_intent or charge.');
    const charge = chargeOf(named);
    const amount =
      params.amount === undefined ? charge.amount_captured - charge.amount_refunded : Number(params.amount);
    if (!Number.isInteger(amount))
      throw invalid(`Invalid integer: ${params.amount}`, { param: 'amount', code: 'parameter_invalid_integer' });
    if (amount < 1)
      throw invalid('This value must be greater than or equal to 1.', {
        param: 'amount',
        code: 'parameter_invalid_integer',
      });
    if (charge.refunded)
      throw invalid(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
    if (charge.disputed)
      throw invalid(`The charge ${charge.id} has been charged back; cannot issue a refund.`, {
        code: 'charge_disputed',
      });
    const left = charge.amount_captured - charge.amount_refunded;
    // Stripe names no code here.
    if (amount > left)
      throw invalid(
        `Refund amount (${dollars(amount)}) is greater than unrefunded amount on charge (${dollars(left)})`,
        { param: 'amount' },
      );
    const { status, failure } = next.shift() ?? { status: 'succeeded' as const };
    return makeRefund(charge, amount, metadataOf(params), status, failure);
  }
  function makeRefund(
    charge: WireCharge,
    amount: number,
    metadata: Record<string, string>,
    status: WireRefund['status'],
    failure?: string,
  ): WireRefund {
    const made: WireRefund = {
      id: id('re'),
      object: 'refund',
      amount,
      charge: charge.id,
      payment_intent: charge.payment_intent,
      currency: charge.currency,
      created: seconds(),
      status,
      ...(failure ? { failure_reason: failure } : {}),
      metadata,
      reason: null,
    };
    wire.refunds.set(made.id, made);
    recount(charge);
    return made;
  }

  function createSession(params: Record<string, string>): Session {
    const amount = Number(params['line_items[0][price_data][unit_amount]']);
    if (params.mode !== 'payment' || !Number.isInteger(amount) || amount < 50)
      throw invalid('The Checkout Session’s total amount must convert to at least 50 cents.', {
        code: 'amount_too_small',
      });
    if (!params.success_url)
      throw invalid('Missing required param: success_url.', { param: 'success_url', code: 'parameter_missing' });
    const made: Session = {
      id: id('cs_test'),
      object: 'checkout.session',
      url: '',
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      expires_at: seconds() + 24 * 3600,
      amount_total: amount,
      currency: params['line_items[0][price_data][currency]'] ?? 'usd',
      metadata: metadataOf(params),
      intent: {
        capture: params['payment_intent_data[capture_method]'] ?? 'automatic',
        metadata: metadataOf(params, 'payment_intent_data[metadata]'),
      },
    };
    made.url = `${wire.url}/pay/${made.id}`;
    wire.sessions.set(made.id, made);
    return made;
  }

  function answer(method: string, path: string, params: Record<string, string>): unknown {
    const [, , kind, one, deed] = path.split('/') as string[];
    if (path === '/v1/account')
      return {
        id: wire.account,
        object: 'account',
        email: 'shop@example.com',
        settings: { dashboard: { display_name: 'Lumora Inc' } },
      };
    if (path === '/v1/refunds' && method === 'POST') return createRefund(params);
    if (path === '/v1/refunds') {
      const data = [...wire.refunds.values()]
        .filter((refund) => !params.charge || refund.charge === params.charge)
        .toReversed();
      const from = params.starting_after ? data.findIndex((refund) => refund.id === params.starting_after) + 1 : 0;
      const limit = Number(params.limit ?? 10);
      return {
        object: 'list',
        url: '/v1/refunds',
        data: data.slice(from, from + limit),
        has_more: data.length > from + limit,
      };
    }
    if (kind === 'refunds') return wire.refunds.get(one!) ?? fail(missing('refund', one!));
    if (kind === 'charges') return chargeOf(one!);
    if (path === '/v1/checkout/sessions' && method === 'POST') return createSession(params);
    if (kind === 'checkout') {
      const [, , , , session, how] = path.split('/') as string[];
      const found = wire.sessions.get(session!) ?? fail(missing('checkout.session', session!));
      if (how === 'expire') {
        if (found.status !== 'open') throw invalid('Only Checkout Sessions with a status in ["open"] can be expired.');
        found.status = 'expired';
        found.url = null;
      }
      return found;
    }
    if (kind === 'payment_intents') {
      const intent = wire.intents.get(one!) ?? fail(missing('payment_intent', one!));
      if (deed === 'capture') captureIntent(intent, params);
      if (deed === 'cancel') cancelIntent(intent);
      return params['expand[0]'] === 'latest_charge' && intent.latest_charge
        ? { ...intent, latest_charge: wire.charges.get(intent.latest_charge) }
        : intent;
    }
    if (path === '/v1/disputes') {
      const data = [...wire.disputes.values()].filter((dispute) => dispute.charge === params.charge);
      return { object: 'list', url: '/v1/disputes', data, has_more: false };
    }
    if (kind === 'disputes') {
      const found = wire.disputes.get(one!) ?? fail(missing('dispute', one!));
      if (method === 'POST' && deed === 'close') found.status = 'lost';
      else if (method === 'POST') {
        found.evidence = params;
        if (params.submit === 'true') found.status = 'under_review';
      }
      return found;
    }
    if (path === '/v1/files') return { id: id('file'), object: 'file', purpose: 'dispute_evidence' };
    throw invalid(`Unrecognized request URL (${method}: ${path}).`, {}, 404);
  }
  const fail = (error: Error): never => {
    throw error;
  };
  const unexpected = (intent: Intent, deed: string) =>
    invalid(`This PaymentIntent could not be ${deed} because it has a status of ${intent.status}.`, {
      code: 'payment_intent_unexpected_state',
    });
  function captureIntent(intent: Intent, params: Record<string, string>): void {
    if (intent.status !== 'requires_capture') throw unexpected(intent, 'captured');
    const amount = Number(params.amount_to_capture ?? intent.amount_capturable);
    if (amount > intent.amount_capturable)
      throw invalid('You cannot capture more than the amount authorized.', { code: 'amount_too_large' });
    Object.assign(intent, { status: 'succeeded', amount_received: amount, amount_capturable: 0 });
    Object.assign(wire.charges.get(intent.latest_charge!)!, { captured: true, amount_captured: amount });
  }
  function cancelIntent(intent: Intent): void {
    if (intent.status === 'succeeded' || intent.status === 'canceled') throw unexpected(intent, 'canceled');
    Object.assign(intent, { status: 'canceled', amount_capturable: 0 });
  }

  async function take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const url = new URL(req.url ?? '/', 'http://stripe');
    const raw = Buffer.concat(chunks).toString('latin1');
    const isForm = !String(req.headers['content-type'] ?? '').startsWith('multipart/');
    const params = {
      ...Object.fromEntries(url.searchParams),
      ...(isForm ? Object.fromEntries(new URLSearchParams(raw)) : {}),
    };
    const key = typeof req.headers['idempotency-key'] === 'string' ? req.headers['idempotency-key'] : null;
    const asked: Asked = { method: req.method ?? 'GET', path: url.pathname, key, params };
    wire.asked.push(asked);
    await wire.meanwhile?.(asked, 'before');
    if (req.destroyed && req.socket.destroyed) return;
    const mood = wire.moods.find((one) => one.times > 0 && (one.on ?? /./).test(`${asked.method} ${asked.path}`));
    if (mood) mood.times -= 1;
    const send = (status: number, body: unknown, headers: Record<string, string> = {}) => {
      for (const one of heard) one(asked);
      if (isSilent || mood?.silent) return void kept.push(res);
      res
        .writeHead(status, { 'content-type': 'application/json', 'request-id': id('req'), ...headers })
        .end(JSON.stringify(body));
    };
    if (mood && !mood.done) {
      const error = mood.error ?? { type: 'api_error', message: 'Something went wrong on Stripe’s end.' };
      if (key && mood.keeps)
        keys.set(key, {
          path: asked.path,
          params: JSON.stringify(params),
          status: mood.status ?? 500,
          body: { error },
        });
      return send(mood.status ?? 500, { error }, mood.headers);
    }
    if (req.headers.authorization !== `Bearer ${wire.secretKey}`)
      return send(401, { error: { type: 'invalid_request_error', message: 'Invalid API Key provided: sk_test_****' } });
    const told = JSON.stringify(params);
    const known = key ? keys.get(key) : undefined;
    if (known && asked.method === 'POST') {
      if (known.path !== asked.path || known.params !== told) {
        const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;
        return send(400, { error: { type: 'idempotency_error', message } });
      }
      return send(known.status, known.body, { 'idempotent-replayed': 'true' });
    }
    let status = 200;
    let body: unknown;
    try {
      body = structuredClone(answer(asked.method, asked.path, params));
    } catch (error) {
      if (!(error instanceof StripeError)) throw error;
      status = error.status;
      body = { error: error.body };
    }
    // What began is answered again whatever came of it; a request that failed its validation never began, and its key is free.
    const began = status < 400 || (body as { error: { code?: string } }).error.code?.startsWith('charge_');
    if (key && asked.method === 'POST' && began) keys.set(key, { path: asked.path, params: told, status, body });
    await wire.meanwhile?.(asked, 'done');
    send(mood?.status ?? status, mood?.status ? { error: { type: 'api_error', message: 'An error occurred.' } } : body);
    await wire.meanwhile?.(asked, 'answered');
  }

  const server = createServer((req, res) => {
    take(req, res).catch((error: unknown) => {
      res.writeHead(500).end(String(error));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const wire: StripeWire = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    secretKey: `sk_test_${randomBytes(12).toString('hex')}`,
    webhookSecret: `whsec_${randomBytes(16).toString('hex')}`,
    account: id('acct').replace('_', '_1'),
    asked: [],
    charges: new Map(),
    refunds: new Map(),
    intents: new Map(),
    sessions: new Map(),
    disputes: new Map(),
    moods: [],
    meanwhile: null,
    now: () => new Date(),
    paidOut: (charge) =>
      [...wire.refunds.values()]
        .filter((one) => one.charge === charge && one.status !== 'failed' && one.status !== 'canceled')
        .reduce((sum, one) => sum + one.amount, 0),
    pay({ id: named = id('ch'), amount = 12_900, currency = 'usd', intent } = {}) {
      const made: WireCharge = {
        id: named,
        object: 'charge',
        amount,
        amount_captured: amount,
        amount_refunded: 0,
        captured: true,
        currency,
        disputed: false,
        refunded: false,
        payment_intent: intent ?? null,
        payment_method_details: { type: 'card', card: { brand: 'visa', last4: '4242' } },
        status: 'succeeded',
      };
      wire.charges.set(made.id, made);
      if (intent)
        wire.intents.set(intent, {
          id: intent,
          object: 'payment_intent',
          amount,
          amount_capturable: 0,
          amount_received: amount,
          capture_method: 'automatic',
          currency,
          status: 'succeeded',
          latest_charge: made.id,
          metadata: {},
        });
      return made;
    },
    refundThere: (charge, amount) => makeRefund(chargeOf(charge), amount, {}, 'succeeded'),
    nextRefund(status, failure) {
      next = [...next, { status, failure }];
    },
    settleRefund(name, status, failure) {
      const found = wire.refunds.get(name)!;
      found.status = status;
      if (failure) found.failure_reason = failure;
      recount(chargeOf(found.charge));
      return found;
    },
    payPage(name, card = { last4: '4242', brand: 'visa' }) {
      const session = wire.sessions.get(name)!;
      const isHold = session.intent.capture === 'manual';
      const intent = id('pi');
      const charge = wire.pay({ amount: session.amount_total, currency: session.currency, intent });
      charge.payment_method_details = {
        type: 'card',
        card: { ...card, ...(isHold ? { capture_before: seconds() + 7 * 24 * 3600 } : {}) },
      };
      if (isHold) Object.assign(charge, { captured: false, amount_captured: 0 });
      const made = wire.intents.get(intent)!;
      Object.assign(made, {
        metadata: session.intent.metadata,
        capture_method: session.intent.capture,
        ...(isHold ? { status: 'requires_capture', amount_capturable: session.amount_total, amount_received: 0 } : {}),
      });
      Object.assign(session, {
        status: 'complete',
        payment_status: isHold ? 'unpaid' : 'paid',
        payment_intent: intent,
        url: null,
      });
      return made;
    },
    dispute(charge, change = {}) {
      const of = chargeOf(charge);
      of.disputed = true;
      const made: Dispute = {
        id: id('dp'),
        object: 'dispute',
        amount: of.amount,
        charge: of.id,
        payment_intent: of.payment_intent,
        currency: of.currency,
        created: seconds(),
        reason: 'product_not_received',
        status: 'needs_response',
        network_reason_code: '13.1',
        evidence_details: {
          due_by: seconds() + 9 * 24 * 3600,
          submission_count: 0,
          has_evidence: false,
          past_due: false,
        },
        metadata: {},
        ...change,
      };
      wire.disputes.set(made.id, made);
      return made;
    },
    holdBack() {
      isSilent = true;
    },
    answerAgain() {
      isSilent = false;
      for (const res of kept.splice(0)) res.destroy();
    },
    until: (path) =>
      new Promise((resolve) => {
        const seen = (asked: Asked) => {
          if (!path.test(`${asked.method} ${asked.path}`)) return;
          heard = heard.filter((one) => one !== seen);
          resolve();
        };
        if (wire.asked.some((asked) => path.test(`${asked.method} ${asked.path}`))) resolve();
        else heard.push(seen);
      }),
    event(type, object, { id: name = id('evt'), at = wire.now() } = {}) {
      const body = {
        id: name,
        object: 'event',
        api_version: '2026-10-28.endive',
        created: seconds(at),
        type,
        livemode: false,
        data: { object },
      };
      return { id: name, body: JSON.stringify(body, null, 2) };
    },
    signed(body, at = wire.now()) {
      const t = seconds(at);
      return `t=${t},v1=${createHmac('sha256', wire.webhookSecret).update(`${t}.${body}`).digest('hex')}`;
    },
    async close() {
      for (const res of kept.splice(0)) res.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return wire;
}

function metadataOf(params: Record<string, string>, under = 'metadata'): Record<string, string> {
  const found = Object.entries(params).flatMap(([name, value]) => {
    const key = name.startsWith(`${under}[`) ? name.slice(under.length + 1, -1) : null;
    return key ? [[key, value] as const] : [];
  });
  return Object.fromEntries(found);
}
