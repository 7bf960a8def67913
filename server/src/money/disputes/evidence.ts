/** What speaks for the brand in a dispute: which pieces there are, which the reason rests on, and the texts a payment company takes. Pure. */
import type { DisputeReason, EvidenceCode, EvidenceItem } from '@recoup/contract';
import { evidenceCode } from '@recoup/contract';
import type { OrderFacts } from '../../orders/index.ts';
import type { RefundFact } from './dispute.ts';
import type { Inspected, Picture, Said } from './sides.ts';

export type Shipment = {
  carrier: string | null;
  tracking: string | null;
  shipped_at: Date | null;
  delivered_at: Date | null;
};
export type Accepted = { name: string; version: number; titles: string[]; en: string[]; zh: string[] };
export type Happened = { at: Date; code: string; facts: Record<string, unknown> };
export type OwnFile = { id: string; key: string; name: string; type: string };
export type Evidence = {
  brand: { name: string; slug: string; timeZone: string; policy_url: string };
  order: OrderFacts;
  shipments: Shipment[];
  said: Said[];
  pictures: Picture[];
  inspected: Inspected[];
  policies: Accepted[];
  refunds: RefundFact[];
  credits: { amount: number; at: Date }[];
  returns: { code: string; stage: string; requested_at: Date; reasons: string[]; received_at: Date | null }[];
  timeline: Happened[];
  files: OwnFile[];
};

/** The pieces each reason rests on; the others help. After Stripe's guide to evidence by category (https://docs.stripe.com/disputes/categories). */
const keys: Record<DisputeReason, readonly EvidenceCode[]> = {
  fraud: ['order', 'delivery', 'conversation'],
  not_received: ['delivery', 'order', 'conversation'],
  not_as_described: ['policy', 'conversation', 'photos', 'inspection'],
  credit_not_given: ['refunds', 'policy', 'inspection'],
  cancelled: ['policy', 'conversation', 'timeline'],
  duplicate: ['order', 'refunds', 'statement'],
  wrong_amount: ['order', 'statement'],
  paid_other_way: ['order', 'statement'],
  unknown: ['order', 'delivery', 'policy'],
};

const day = (at: Date | null) => at?.toISOString() ?? null;

/** What is there, what is missing, what was left out by hand; first what the reason rests on. */
export function checklistOf(
  evidence: Evidence,
  of: { reason: DisputeReason; statement: string; left_out: readonly EvidenceCode[] },
): EvidenceItem[] {
  const { order, shipments, said, pictures, inspected, policies, refunds, timeline, files } = evidence;
  const delivered = shipments.filter(({ delivered_at }) => delivered_at !== null);
  const found: Record<EvidenceCode, { count: number; facts: Record<string, unknown> }> = {
    statement: { count: of.statement.trim() === '' ? 0 : 1, facts: { characters: of.statement.trim().length } },
    order: { count: 1, facts: { number: order.number, placed_at: day(order.placed_at), lines: order.lines.length } },
    delivery: {
      count: shipments.length,
      facts: {
        carrier: shipments[0]?.carrier ?? null,
        tracking: shipments[0]?.tracking ?? null,
        delivered_at: day(delivered.at(-1)?.delivered_at ?? null),
        proved: delivered.some(({ tracking }) => tracking !== null),
      },
    },
    conversation: {
      count: said.length,
      facts: { by_buyer: said.filter(({ from }) => from === 'buyer').length, last_at: day(said.at(-1)?.at ?? null) },
    },
    photos: { count: pictures.length, facts: { by_buyer: pictures.filter(({ by }) => by === 'buyer').length } },
    inspection: {
      count: inspected.filter(({ inspected_at }) => inspected_at !== null).length,
      facts: { grades: inspected.map(({ grade }) => grade).filter((grade) => grade !== null) },
    },
    policy: {
      count: policies.length,
      facts: { name: policies[0]?.name ?? null, version: policies[0]?.version ?? null },
    },
    refunds: {
      count: refunds.filter(({ state }) => state === 'sent').length + evidence.credits.length,
      facts: { codes: refunds.filter(({ state }) => state === 'sent').map(({ code }) => code) },
    },
    timeline: { count: timeline.length, facts: {} },
    files: { count: files.length, facts: { names: files.map(({ name }) => name) } },
  };
  const weight = (code: EvidenceCode) => (keys[of.reason].includes(code) ? 'key' : 'helps');
  const items = evidenceCode.options.map((code): EvidenceItem => {
    const { count, facts } = found[code];
    const state = of.left_out.includes(code) ? 'left_out' : count > 0 ? 'there' : 'missing';
    return { code, state, weight: weight(code), count, facts };
  });
  return items.sort((a, b) => (a.weight === b.weight ? 0 : a.weight === 'key' ? -1 : 1));
}

/** The pieces that go into the pack. */
export function partsOf(checklist: readonly EvidenceItem[]): Set<EvidenceCode> {
  return new Set(checklist.filter(({ state }) => state === 'there').map(({ code }) => code));
}

/** Stripe takes 150,000 characters in all (https://docs.stripe.com/api/disputes/update); long pieces are cut well below. */
const MOST = 20_000;
const cut = (text: string) => (text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text);

/** The text fields by Stripe's names, from the pieces that are not left out; empty ones are not sent. */
export function fieldsOf(
  evidence: Evidence,
  of: { reason: DisputeReason; statement: string },
  parts: ReadonlySet<EvidenceCode>,
): { name: string; value: string }[] {
  const { order, shipments, policies, refunds, said } = evidence;
  const last = shipments.findLast(({ tracking }) => tracking !== null) ?? shipments.at(-1);
  const policy = policies.flatMap(({ en }) => en).join('\n');
  const sent = refunds.filter(({ state }) => state === 'sent');
  const money = (amount: number) => moneyText(amount, order.currency);
  const gave = sent
    .map(({ code, amount, sent_at }) => `${code}: ${money(amount)} refunded on ${dateOf(sent_at)}.`)
    .join('\n');
  const talk = said.map(
    ({ at, from, name, text }) => `${at.toISOString()} ${from === 'buyer' ? 'Customer' : name}: ${text}`,
  );
  const values: Record<string, string | null> = {
    customer_name: order.customer.name,
    customer_email_address: order.email ?? order.customer.email,
    product_description: parts.has('order')
      ? order.lines.map(({ quantity, title, sku }) => `${quantity} × ${title} (${sku})`).join('\n')
      : null,
    billing_address: addressText(order.customer.address),
    shipping_address: parts.has('delivery') ? addressText(order.address) : null,
    shipping_carrier: parts.has('delivery') ? (last?.carrier ?? null) : null,
    shipping_tracking_number: parts.has('delivery') ? (last?.tracking ?? null) : null,
    shipping_date: parts.has('delivery') ? dateOf(last?.shipped_at ?? null) : null,
    refund_policy_disclosure: parts.has('policy')
      ? `Shown on ${evidence.brand.policy_url} and in force when the order was placed (${policies.map(({ name, version }) => `${name}, version ${version}`).join('; ')}):\n${policy}`
      : null,
    refund_refusal_explanation:
      of.reason === 'credit_not_given' && parts.has('refunds') && gave !== '' ? `The refund was sent.\n${gave}` : null,
    uncategorized_text:
      [
        parts.has('statement') ? of.statement.trim() : '',
        parts.has('refunds') && of.reason !== 'credit_not_given' ? gave : '',
        parts.has('conversation') ? talk.join('\n\n') : '',
      ]
        .filter((text) => text !== '')
        .join('\n\n') || null,
  };
  return Object.entries(values).flatMap(([name, value]) =>
    value === null || value.trim() === '' ? [] : [{ name, value: cut(value) }],
  );
}

export function moneyText(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}
function dateOf(at: Date | null): string {
  return at?.toISOString().slice(0, 10) ?? '';
}
function addressText(address: OrderFacts['address']): string | null {
  if (!address) return null;
  const { name, line1, line2, city, region, postal_code, country } = address;
  return [name, line1, line2, `${city}, ${[region, postal_code].filter(Boolean).join(' ')}`, country]
    .filter((line) => line && line.trim() !== '')
    .join('\n');
}
