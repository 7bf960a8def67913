import type { EvidenceCode, StaffLanguage } from '@recoup/contract';
import type { EvidencePaper, PaperSection } from '../../platform/paper/index.ts';
import type { DisputeRow } from './disputes.store.ts';
import { type Evidence, moneyText } from './evidence.ts';
import { evidenceWords } from './evidence-words.ts';

/** The photos of the case, read from the store; one that cannot be read any more is left out. */
export type Seen = { bytes: Buffer; caption: string | null; at: Date | null; by: 'buyer' | 'brand' };

/** Sections as a bank reads them, whatever the checklist is sorted by. */
const inOrder: EvidenceCode[] = [
  'statement',
  'order',
  'delivery',
  'policy',
  'conversation',
  'photos',
  'inspection',
  'refunds',
  'timeline',
  'files',
];

/** Lays out the pieces that are not left out, in one language. Pure. What people wrote stays as they wrote it, with its translation below. */
export function layOut(
  dispute: DisputeRow,
  evidence: Evidence,
  parts: ReadonlySet<EvidenceCode>,
  given: { pictures: readonly Seen[]; language: StaffLanguage; now: Date },
): EvidencePaper {
  const w = evidenceWords[given.language];
  const { order, brand } = evidence;
  const locale = given.language === 'zh' ? 'zh-CN' : 'en-US';
  const clock = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: brand.timeZone });
  const at = (when: Date | null) => (when === null ? w.not_yet : clock.format(new Date(when)));
  const money = (amount: number) => moneyText(amount, order.currency);
  const fact = (label: keyof typeof w.facts, value: string | null | undefined) =>
    value ? [{ label: w.facts[label], value }] : [];
  const place = (address: Evidence['order']['address']) =>
    address
      ? [
          address.name,
          address.line1,
          address.line2,
          `${address.city}, ${address.region ?? ''} ${address.postal_code}`,
          address.country,
        ]
          .filter((line) => line && line.trim() !== '')
          .join('\n')
      : null;
  const empty = { facts: [], table: null, paragraphs: [], pictures: [] };

  const build: Record<EvidenceCode, () => Omit<PaperSection, 'title' | 'lead'>> = {
    statement: () => ({ ...empty, paragraphs: [{ meta: null, text: dispute.statement }] }),
    order: () => ({
      ...empty,
      facts: [
        ...fact('order', order.number),
        ...fact('placed', at(order.placed_at)),
        ...fact('channel', order.channel),
        ...fact('customer', order.customer.name),
        ...fact('email', order.email ?? order.customer.email),
        ...fact('billed_to', place(order.customer.address)),
        ...fact('payment', order.payments.map(({ label, amount }) => `${label} · ${money(amount)}`).join('\n')),
        ...fact('total', money(order.total)),
      ],
      table: {
        head: [w.head.item, w.head.sku, w.head.quantity, w.head.price],
        shares: [0.52, 0.22, 0.12, 0.14],
        rows: order.lines.map(({ title, sku, quantity, unit_price }) => [
          title,
          sku,
          String(quantity),
          money(unit_price),
        ]),
      },
    }),
    delivery: () => ({
      ...empty,
      facts: [
        ...fact('sent_to', place(order.address)),
        ...evidence.shipments.flatMap(({ carrier, tracking, shipped_at, delivered_at }) => [
          ...fact('carrier', carrier),
          ...fact('tracking', tracking),
          ...fact('shipped', at(shipped_at)),
          ...fact('delivered', at(delivered_at)),
        ]),
      ],
    }),
    policy: () => ({
      ...empty,
      facts: evidence.policies.flatMap(({ name, version, titles }) => [
        ...fact('policy', `${name} · v${version} · ${brand.policy_url}`),
        ...fact('applies_to', titles.join('\n')),
      ]),
      paragraphs: evidence.policies.map((policy) => ({
        meta: null,
        text: policy[given.language].map((s) => `• ${s}`).join('\n'),
      })),
    }),
    conversation: () => ({
      ...empty,
      paragraphs: evidence.said.map((one) => {
        const other = one.translations.find(({ language }) => language === given.language);
        return {
          meta: `${at(one.at)} · ${one.from === 'buyer' ? `${w.customer} ${one.name}` : one.name} · ${one.channel}`,
          text: other && other.text !== one.text ? `${one.text}\n[${given.language}] ${other.text}` : one.text,
        };
      }),
    }),
    photos: () => ({
      ...empty,
      pictures: given.pictures.map(({ bytes, caption, at: taken, by }) => ({
        bytes,
        caption: [w.photo_by[by], caption, taken ? at(taken) : null].filter(Boolean).join(' · '),
      })),
    }),
    inspection: () => ({
      ...empty,
      table: {
        head: [w.head.unit, w.head.item, w.head.when, w.head.grade, w.head.outcome],
        shares: [0.2, 0.32, 0.22, 0.1, 0.16],
        rows: evidence.inspected.map((one) => [
          [one.lpn, one.serial].filter(Boolean).join('\n'),
          one.title,
          at(one.inspected_at),
          one.grade ?? w.not_yet,
          [
            one.acceptance ? (w.outcomes[one.acceptance] ?? '') : '',
            one.failed.length > 0 ? w.failed_steps(one.failed.length) : '',
          ]
            .filter(Boolean)
            .join(', '),
        ]),
      },
    }),
    refunds: () => ({
      ...empty,
      table: {
        head: [w.head.number, w.head.amount, w.head.when, w.head.outcome],
        shares: [0.3, 0.2, 0.28, 0.22],
        rows: [
          ...evidence.refunds
            .filter(({ state }) => state === 'sent')
            .map(({ code, amount, sent_at, state }) => [code, money(amount), at(sent_at), w.states[state]]),
          ...evidence.credits.map(({ amount, at: given_at }) => [
            w.store_credit,
            money(amount),
            at(given_at),
            w.states.sent,
          ]),
        ],
      },
    }),
    timeline: () => ({
      ...empty,
      table: {
        head: [w.head.when, w.head.what, w.head.number],
        shares: [0.3, 0.4, 0.3],
        rows: evidence.timeline.map(({ at: when, code, facts }) => [
          at(when),
          w.events[code] ?? code,
          [facts.carrier, facts.tracking, facts.code].filter((part) => typeof part === 'string').join(' '),
        ]),
      },
    }),
    files: () => ({
      ...empty,
      table: { head: [w.head.file], shares: [1], rows: evidence.files.map(({ name }) => [name]) },
    }),
  };

  return {
    title: w.title,
    brand: brand.name,
    code: dispute.code,
    language: given.language,
    created: given.now,
    facts: [
      ...fact('merchant', brand.name),
      ...fact('dispute', dispute.code),
      ...fact('reference', dispute.reference),
      ...fact('network_code', dispute.network_code && `${dispute.network} ${dispute.network_code}`),
      ...fact('reason', w.reasons[dispute.reason]),
      ...fact('amount', money(dispute.amount)),
      ...fact('opened', at(dispute.opened_at)),
      ...fact('due', at(dispute.due_by)),
      ...fact('order', order.number),
      ...fact('customer', order.customer.name),
    ],
    sections: inOrder.filter((code) => parts.has(code)).map((code) => ({ ...w.sections[code], ...build[code]() })),
    words: { contents: w.contents, page: w.page, made: w.made(clock.format(given.now)) },
  };
}
