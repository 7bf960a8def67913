/**
 * What an event has to say beyond its name: how much, how many, which, why. Events of years ago and of newer servers
 * come here too, so nothing about `data` is taken for granted: what is not there is not said.
 */
import type { TFunction } from 'i18next';
import type { Terms } from '../terms/terms.ts';
import type { Format } from '../ui/locale.tsx';
import type { Tone } from '../ui/status.tsx';

export type Say = { t: TFunction; f: Format; terms: Terms; review: (code: string) => string };
export type Told = {
  /** Instead of the plain title. */
  title?: string;
  parts?: readonly (string | null)[];
  tone?: Tone;
  /** A person's own words, set apart under the line. */
  text?: string | null;
  /** Who did it is in the title or the parts already. */
  withoutWho?: boolean;
};
type Data = Record<string, unknown>;

const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() ? value.trim() : null);
const count = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const thing = (value: unknown): Data => (typeof value === 'object' && value !== null ? (value as Data) : {});

function amount(value: unknown, { f }: Say): string | null {
  const { amount, currency } = thing(value);
  return typeof amount === 'number' && typeof currency === 'string' ? f.money(amount, currency) : null;
}
const quoted = (value: unknown, { t }: Say) => (text(value) ? t('events:more.quoted', { text: text(value) }) : null);
const units = (n: number | null, { t }: Say) => (n ? t('events:more.units', { count: n }) : null);
const fromTo = (from: string | null, to: string | null, { t }: Say) =>
  from && to ? t('events:more.from_to', { from, to }) : to;
const day = (value: unknown, say: Say) =>
  text(value) ? say.t('events:more.by_day', { day: say.f.calendarDay(text(value)!, true) }) : null;
const total = (lines: unknown, name: string) =>
  list(lines).reduce<number>((sum, line) => sum + (count(thing(line)[name]) ?? 0), 0);
const brought = (d: Data, { t, f }: Say) => [
  count(d.created) ? t('events:more.created', { n: f.number(count(d.created)!) }) : null,
  count(d.updated) ? t('events:more.updated', { n: f.number(count(d.updated)!) }) : null,
];
const carrier = (d: Data, { terms }: Say) => (text(d.carrier) ? terms.carrier(text(d.carrier)!) : null);
/** An outbound order names itself: several of one return stand on one timeline. */
const outbound = (type: string, d: Data, say: Say, more: Told = {}): Told => ({
  title: say.t(`events:outbound.${type}.title`, { code: text(d.code) ?? '' }),
  ...more,
});
const ENDS = new Set([
  'nobody_answered',
  'buyer_left',
  'buyer_declined',
  'no_show',
  'dropped',
  'too_long',
  'buyer_hung_up',
  'staff_hung_up',
  'cancelled',
]);
const howItEnded = (d: Data, say: Say): string | null =>
  ENDS.has(String(d.because)) ? say.t(`events:call.how.because.${d.because}`) : null;
const onCall = (type: 'offered' | 'settled', d: Data, say: Say): Told => ({
  title: say.t(`events:call.${type}.title`, { title: text(d.title) ?? '' }),
  parts: [text(d.return_code), d.waits === true ? say.t('events:verdict.waits') : null],
});
/** Against which carrier, for how much, and why it ended. */
const ofClaim = (type: 'opened' | 'filed' | 'paid' | 'declined' | 'dropped', d: Data, say: Say): Told => ({
  title: say.t(`events:claim.${type}.title`, {
    carrier: text(d.carrier) ?? say.t('events:claim.carrier'),
    amount: amount(type === 'paid' ? d.paid : d.amount, say) ?? '',
  }),
  parts: [text(d.code), text(d.reference), quoted(d.reason, say)],
});
const WHO = new Set(['carrier', 'factory', 'user', 'seller', 'unclear']);
const responsible = (type: 'call.verdict_given' | 'verdict.given', d: Data, say: Say): Told => ({
  title: say.t(`events:${type}.title`, {
    who: WHO.has(String(d.verdict)) ? say.t(`events:verdict.who.${d.verdict}`) : '',
  }),
  parts: [text(d.defect), text(d.title)],
});
const things = (lines: unknown, { t }: Say) =>
  list(lines).map((line) => {
    const { quantity, title, sku } = thing(line);
    return t('events:more.times', { quantity: count(quantity) ?? 1, title: text(title) ?? text(sku) ?? '' });
  });
const version = (d: Data, { t }: Say) => [
  text(d.name),
  count(d.version) ? t('events:more.version', { n: count(d.version) }) : null,
];
const fields = (d: Data, { t }: Say) => ({
  parts: [list(d.fields).length ? t('events:more.fields', { count: list(d.fields).length }) : null],
});
const named = (d: Data) => ({ parts: [text(d.name) ?? text(d.code)] });
const credit = (type: string, d: Data, say: Say): Told => ({
  title: say.t(`events:credit.${type}.title`, { amount: amount(d.amount, say) ?? '' }),
  parts: [text(d.code), text(d.reference), quoted(d.reason, say)],
});
const disputeEnd = (type: string, d: Data, say: Say): Told => ({
  title: say.t(`events:dispute.${type}.title`, { amount: amount(d.amount, say) ?? '' }),
  parts: [text(d.code), quoted(d.note, say)],
});
const flags = ['due_soon', 'overdue', 'refund_would_settle', 'refunded_already', 'refund_waits', 'paid_twice'];
const mail = (type: 'sent' | 'kept' | 'failed') => (d: Data, say: Say) => ({
  title: say.t(`events:mail.${type}.title`, { what: text(d.template) ? say.terms.mail(text(d.template)!) : '' }),
  parts: [
    text(d.to) ? say.t('events:more.to', { address: text(d.to) }) : null,
    type === 'kept' ? say.t('events:more.kept') : null,
    text(d.failure),
  ],
  withoutWho: true,
});

const joined = (type: 'merged' | 'split' | 'join_undone', d: Data, say: Say): Told => {
  if (!text(d.code)) return {};
  // Both conversations tell of it, each from its side.
  const code = text(d.code);
  if (type === 'merged' && d.into_id) return { title: say.t('events:conversation.merged.into', { code }) };
  if (type === 'split' && d.from_id) return { title: say.t('events:conversation.split.from', { code }) };
  return { title: say.t(`events:conversation.${type}.code`, { code }) };
};
const priorities = new Set(['low', 'normal', 'high', 'urgent']);
const clockKinds = new Set(['first_reply', 'next_reply', 'resolution', 'platform']);
const clockRan = (type: 'warned' | 'breached', d: Data, say: Say): Told => ({
  ...(clockKinds.has(String(d.kind))
    ? { title: say.t(`events:clock.${type}.kind`, { kind: say.t(`events:clock_kind.${d.kind}`) }) }
    : {}),
  parts: [
    text(d.policy),
    text(d.by) && !Number.isNaN(Date.parse(text(d.by)!))
      ? say.t('events:more.by_day', { day: say.f.dateTime(text(d.by)!) })
      : null,
    text(d.holder) ?? text(thing(d.holder).name),
  ],
  withoutWho: true,
});

const reasons = new Set([
  'missed_call',
  'asked',
  'safety',
  'legal',
  'failed_twice',
  'not_understood',
  'rule',
  'policy_asks',
  'policy_says_no',
  'disputes',
  'over_cap',
  'not_proved',
  'cannot_do',
  'upset',
  'fault',
]);
const acts = new Set(['give_remedy', 'cancel_order', 'send_receipt', 'settle']);
const known = new Set([
  'answers',
  'name',
  'languages',
  'tone',
  'greeting',
  'may_offer',
  'proof',
  'hand_over',
  'caps',
  'model',
  'key',
]);
/** What the assistant put before a buyer, and what came of it. */
const offered = (type: 'offered' | 'confirmed' | 'declined' | 'refused', d: Data, say: Say): Told => ({
  title: say.t(`events:assistant.${type}.title`, {
    act: say.t(`events:assistant_act.${acts.has(String(d.act)) ? d.act : 'other'}`),
  }),
  parts: [
    text(d.title) ?? (text(d.remedy) ? say.terms.remedy(text(d.remedy)!) : null),
    amount(d.amount, say),
    text(d.return_code),
    reasons.has(String(d.because)) ? say.t(`events:because.${d.because}`) : null,
  ],
  withoutWho: true,
});

/** By type; what is not here has its title and who did it. */
export const details: Record<string, (data: Data, say: Say) => Told> = {
  'return.requested': (d, say) => ({
    ...(d.source === 'blind' ? { title: say.t('events:return.requested.blind') } : {}),
    ...(list(d.review).length ? { tone: 'clock' as const } : {}),
    parts: [
      units(count(d.units), say),
      amount(d.value, say),
      ...new Set(
        list(d.remedies)
          .flatMap((one) => text(thing(one).remedy) ?? [])
          .map(say.terms.remedy),
      ),
      ...list(d.review).map((code) => say.review(String(code))),
    ],
  }),
  'return.approved': (d, say) => ({
    ...(d.by_policy ? { title: say.t('events:return.approved.policy'), withoutWho: true } : {}),
    parts: [d.second_person ? say.t('events:more.second_person') : null, quoted(d.reason, say)],
  }),
  'return.approval_asked': (d, say) => ({
    parts: list(d.limits).map((one) => say.review(text(thing(one).code) ?? '')),
  }),
  'return.declined': (d, say) => ({ parts: [quoted(d.reason, say)] }),
  'return.cancelled': (d, say) => ({ parts: [quoted(d.reason, say)] }),
  'return.reminded': (d, say) => ({ parts: [day(d.ship_by, say)] }),
  'return.in_transit': (d) => ({ parts: [text(d.tracking)], withoutWho: true }),
  'return.received': (d, say) => ({
    parts: [say.t('events:more.received', { n: total(d.lines, 'received') })],
  }),
  'return.goods_checked': (d, say) => {
    const accepted = total(d.lines, 'accepted');
    const rejected = total(d.lines, 'rejected');
    const open = count(d.open_units) ?? 0;
    return {
      tone: open > 0 ? 'idle' : accepted > 0 ? 'good' : 'diff',
      parts: [
        accepted > 0 ? say.t('events:more.accepted', { n: accepted }) : null,
        rejected > 0 ? say.t('events:more.rejected', { n: rejected }) : null,
        open > 0 ? say.t('events:more.to_check', { count: open }) : null,
      ],
    };
  },
  'return.remedy_changed': (d, say) => ({
    title: say.t('events:return.remedy_changed.title', { remedy: text(d.to) ? say.terms.remedy(text(d.to)!) : '' }),
    parts: [amount(d.amount, say), quoted(d.reason, say)],
  }),
  'return.note': (d) => ({ text: text(d.text) }),
  'return.files_added': (d, { t }) => ({
    parts: [t('events:more.photos', { count: list(d.file_ids).length }), text(d.caption)],
  }),
  'return.replacement_sent': (d, { t }) => ({
    parts: [text(d.reference) ? t('events:more.reference', { reference: text(d.reference) }) : null],
  }),
  'label.wanted': (d, say) => ({ parts: [carrier(d, say)], withoutWho: true }),
  'label.made': (d, say) => ({
    parts: [
      carrier(d, say),
      text(d.tracking),
      amount(d.cost, say) ? say.t('events:more.cost', { amount: amount(d.cost, say) }) : null,
    ],
    withoutWho: true,
  }),
  'label.failed': (d, say) => ({
    parts: [carrier(d, say), text(d.failure) ? say.terms.failure(text(d.failure)!) : null],
    withoutWho: true,
  }),
  'label.resent': (d) => ({ parts: [text(d.tracking)] }),
  'label.voided': (d, say) => ({ parts: [carrier(d, say), text(d.tracking)] }),
  'tracking.recorded': (d, say) => {
    const what = text(d.code) ? say.terms.tracking(text(d.code)!) : '';
    const place = text(d.place);
    const key = place ? 'at' : 'title';
    return {
      title: say.t(`events:tracking.recorded.${key}`, { what, place }),
      tone: d.code === 'delivered' ? 'good' : d.code === 'exception' ? 'bad' : 'move',
      parts: [text(d.detail), text(d.tracking)],
      withoutWho: true,
    };
  },
  'parcel.arrived': (d, say) => ({
    ...(d.blind ? { title: say.t('events:parcel.arrived.blind'), tone: 'diff' as const } : {}),
    parts: [
      text(d.code),
      text(d.tracking),
      text(thing(d.meant_for).name) ? say.t('events:more.meant_for', { site: text(thing(d.meant_for).name) }) : null,
    ],
  }),
  'parcel.unpacked': (d, say) => {
    const outcomes = list(d.outcomes).map(String);
    const missing = list(d.missing).map((each) => {
      const { title, quantity } = thing(each);
      return say.t('events:more.times', { title: text(title) ?? '', quantity: count(quantity) ?? 1 });
    });
    return {
      tone: outcomes.every((outcome) => outcome === 'right') ? 'good' : 'diff',
      parts: [
        units(count(d.units), say),
        ...outcomes.map((outcome) => say.terms.outcome(outcome)),
        missing.length ? say.t('events:more.missing', { list: say.f.listed(missing) }) : null,
      ],
    };
  },
  'parcel.matched': (d) => ({ parts: [text(d.return_code), text(d.order)] }),
  'parcel.photographed': (d, { t }) => ({
    parts: [t('events:more.photos', { count: count(d.photos) ?? 1 }), text(d.caption)],
  }),
  'unit.arrived': (d, say) => ({
    ...(d.arrival && d.arrival !== 'right' ? { tone: 'diff' as const } : {}),
    parts: [
      text(d.lpn),
      text(d.title),
      d.arrival && d.arrival !== 'right' ? say.terms.arrival(String(d.arrival)) : null,
      text(d.serial) ? say.t('events:more.serial', { serial: text(d.serial) }) : null,
    ],
  }),
  'unit.uncounted': (d) => ({ parts: [text(d.lpn)] }),
  'unit.inspected': (d, say) => {
    // Steps are told by their keys or, where the event has them, by their titles in both languages; keys are no words.
    const failed = list(d.failed).flatMap((each) => {
      const { title } = thing(each);
      return text(title) ?? text(thing(title)[say.f.language]) ?? text(thing(title).en) ?? [];
    });
    const points = list(d.failed).length;
    const grade = text(d.grade);
    return {
      ...(count(d.seconds)
        ? { title: say.t('events:unit.inspected.in', { span: say.f.duration(count(d.seconds)!) }) }
        : {}),
      tone: d.acceptance === 'ask' ? 'clock' : d.acceptance === 'rejected' ? 'diff' : 'good',
      parts: [
        text(d.lpn),
        grade ? say.t('events:more.grade', { grade }) : null,
        say.terms.axes({ functional: text(d.functional), cosmetic: text(d.cosmetic) }) || null,
        text(d.acceptance) && d.acceptance !== 'accepted' ? say.terms.acceptance(String(d.acceptance)) : null,
        failed.length > 0
          ? say.t('events:more.failed', { list: say.f.listed(failed) })
          : points > 0
            ? say.t('events:more.failed_points', { count: points })
            : null,
      ],
    };
  },
  'unit.acceptance_set': (d, say) => ({
    title: say.t('events:unit.acceptance_set.title', {
      acceptance: text(d.acceptance) ? say.terms.acceptance(text(d.acceptance)!) : '',
    }),
    tone: d.acceptance === 'accepted' ? 'good' : 'diff',
    parts: [quoted(d.reason, say)],
  }),
  'unit.decided': (d, say) => ({
    title: say.t('events:unit.decided.title', {
      way: text(d.disposition) ? say.terms.disposition(text(d.disposition)!) : '',
    }),
    parts: [
      text(d.lpn),
      amount(d.net, say) ? say.t('events:more.expected', { amount: amount(d.net, say) }) : null,
      text(d.override_reason) && text(d.suggested)
        ? say.t('events:more.instead_of', { way: say.terms.disposition(text(d.suggested)!) })
        : null,
      quoted(d.override_reason, say),
    ],
  }),
  'unit.moved': (d, say) => ({ parts: [text(d.lpn), fromTo(text(d.from), text(d.to), say)] }),
  'unit.ready': (d, say) => ({
    parts: [text(d.lpn), text(d.bin), text(d.disposition) ? say.terms.disposition(text(d.disposition)!) : null],
  }),
  'outbound.opened': (d, say) => outbound('opened', d, say, { parts: things(d.lines, say), withoutWho: true }),
  'outbound.reserved': (d, say) => outbound('reserved', d, say, { parts: [text(d.site)], withoutWho: true }),
  'outbound.waiting': (d, say) => ({
    title: say.t('events:outbound.waiting.title', {
      code: text(d.code) ?? '',
      what: ['payment', 'goods', 'stock', 'repair'].includes(String(d.waits_for))
        ? say.t(`events:outbound.waiting.what.${d.waits_for}`)
        : '',
    }),
    parts: [...things(d.missing, say), day(d.expected_on, say)],
    withoutWho: true,
  }),
  'outbound.repaired': (d, say) =>
    outbound('repaired', d, say, {
      parts: [...things(d.used, say), amount(d.labor, say), amount(d.parts, say)],
      text: text(d.note),
    }),
  'outbound.picked': (d, say) => outbound('picked', d, say),
  'outbound.packed': (d, say) =>
    outbound('packed', d, say, { parts: [count(d.weight_g) ? say.f.weight(count(d.weight_g)!) : null] }),
  'outbound.shipped': (d, say) =>
    outbound('shipped', d, say, {
      parts: [
        carrier(d, say),
        text(d.tracking),
        amount(d.goods_cost, say) ? say.t('events:more.cost', { amount: amount(d.goods_cost, say) }) : null,
        d.not_owed === true ? say.t('events:outbound.shipped.not_owed') : null,
      ],
      ...(d.not_owed === true ? { tone: 'bad' as const } : {}),
    }),
  'outbound.delivered': (d, say) => outbound('delivered', d, say, { parts: [text(d.tracking)], withoutWho: true }),
  'outbound.cancelled': (d, say) =>
    outbound('cancelled', d, say, {
      parts: [
        ['return_changed', 'goods_changed'].includes(String(d.reason))
          ? say.t(`events:outbound.cancelled.because.${d.reason}`)
          : quoted(d.reason, say),
      ],
    }),
  'outbound.readdressed': (d, say) => outbound('readdressed', d, say, { parts: [text(d.place)] }),
  'stock.changed': (d) => ({ parts: [text(d.sku), count(d.change) ? String(count(d.change)) : null] }),
  'stock.expected': (d, say) => ({ parts: [text(d.sku), day(d.on, say)] }),
  'stock.counted': (d, say) => ({ parts: brought(d, say) }),
  'parts.upserted': (d, say) => ({ parts: brought(d, say) }),
  'part.created': (d) => ({ parts: [text(d.sku), text(d.title)] }),
  'part.changed': (d, say) => ({ parts: [text(d.sku), ...fields(d, say).parts] }),
  'unit.gone': (d, say) => ({
    title: say.t('events:unit.gone.title', { as: text(d.as) ? say.terms.gone(text(d.as)!) : '' }),
    parts: [
      text(d.lpn),
      amount(d.recovered, say) ? say.t('events:more.brought', { amount: amount(d.recovered, say) }) : null,
      text(d.reference) ? say.t('events:more.reference', { reference: text(d.reference) }) : null,
    ],
  }),
  'refund.owed': (d, say) => {
    const kind = d.kind === 'store_credit' || d.kind === 'keep_it' ? d.kind : 'refund';
    return {
      title: say.t(`events:refund.owed.${kind}`, { amount: amount(d.amount, say) ?? '' }),
      parts: [
        text(d.code),
        text(d.due_at) ? say.t('events:more.by_day', { day: say.f.weekdayDate(text(d.due_at)!) }) : null,
        d.needs_second ? say.t('events:more.second_person') : null,
      ],
      withoutWho: true,
    };
  },
  'refund.second_person_asked': (d, say) => ({ parts: [amount(d.amount, say), quoted(d.note, say)] }),
  'refund.sending': (d, say) => ({
    title: say.t('events:refund.sending.title', { amount: amount(d.amount, say) ?? '' }),
    parts: [text(d.code)],
  }),
  'refund.sent': (d, say) => {
    const key = d.elsewhere ? 'sent_elsewhere.title' : d.kind === 'store_credit' ? 'sent.store_credit' : 'sent.title';
    return {
      title: say.t(`events:refund.${key}`, { amount: amount(d.amount, say) ?? '' }),
      parts: [
        text(d.code),
        text(d.reference) ? say.t('events:more.reference', { reference: text(d.reference) }) : null,
      ],
    };
  },
  'refund.failed': (d, say) => ({
    parts: [text(d.code), text(d.failure) ? say.terms.failure(text(d.failure)!) : null],
  }),
  'refund.bounced': (d, say) => ({
    title: say.t('events:refund.bounced.title', { amount: amount(d.amount, say) ?? '' }),
    parts: [text(d.code), text(d.failure) ? say.terms.failure(text(d.failure)!) : null],
  }),
  'refund.elsewhere': (d, say) => ({
    title: say.t('events:refund.elsewhere.title', { amount: amount(d.amount, say) ?? '' }),
    parts: Array.isArray(d.references) ? d.references.map((one) => text(one)) : [],
  }),
  ...Object.fromEntries(
    ['wanted', 'authorized', 'paid', 'captured', 'released', 'expired', 'void'].map(
      (what): [string, (d: Data, say: Say) => Told] => [
        `charge.${what}`,
        (d, say) => ({
          title: say.t(`events:charge.${what}.title`, { amount: amount(d.paid ?? d.amount, say) ?? '' }),
          parts: [
            text(d.code),
            text(d.reference) ? say.t('events:more.reference', { reference: text(d.reference) }) : null,
          ],
        }),
      ],
    ),
  ),
  'charge.asked': (d, say) => ({
    title: say.t(`events:charge.asked.${d.again ? 'again' : d.purpose === 'hold' ? 'hold' : 'difference'}`, {
      amount: amount(d.amount, say) ?? '',
    }),
    parts: [text(d.code)],
  }),
  'charge.waived': (d, say) => ({
    title: say.t('events:charge.waived.title', { amount: amount(d.amount, say) ?? '' }),
    parts: [text(d.code), quoted(d.reason, say)],
  }),
  'charge.failed': (d, say) => ({
    title: say.t('events:charge.failed.title', { amount: amount(d.amount, say) ?? '' }),
    parts: [text(d.code), text(d.failure) ? say.terms.failure(text(d.failure)!) : null],
  }),
  'charge.capture_due': (d, say) => ({
    title: say.t('events:charge.capture_due.title', { amount: amount(d.amount, say) ?? '' }),
    parts: [text(d.code), text(d.why) ? say.t(`events:charge.capture_due.${text(d.why)}`) : null],
  }),
  'payment_account.connected': (d) => ({ parts: [text(d.name)] }),
  'payment_account.changed': (d) => ({ parts: [text(d.name)] }),
  'payment_account.removed': (d) => ({ parts: [text(d.name)] }),
  'payment_account.failing': (d, say) => ({
    parts: [text(d.name), text(d.code) ? say.terms.failure(text(d.code)!) : null],
  }),
  'refund.approved': (d) => ({ parts: [text(d.code)] }),
  'refund.void': (d) => ({ parts: [text(d.code)] }),
  'refund.changed': (d, say) => ({
    parts: [fromTo(amount(d.from, say), amount(d.to, say), say), quoted(d.reason, say)],
  }),
  'credit.issued': (d, say) => ({ parts: [text(d.code), amount(d.amount, say)] }),
  'credit.asked': (d, say) => credit('asked', d, say),
  'credit.given_back': (d, say) => credit('given_back', d, say),
  'credit.expired': (d, say) => credit('expired', d, say),
  'credit.voided': (d, say) => credit('voided', d, say),
  'credit.declined': (d, say) => credit('declined', d, say),
  'credit.cashed_out': (d, say) => credit('cashed_out', d, say),
  'discount.issued': (d, say) => ({
    title: say.t('events:discount.issued.title', { percent: count(d.percent) ?? '' }),
    parts: [text(d.code)],
  }),
  'discount.used': (d, say) => ({
    title: say.t('events:discount.used.title', { amount: amount(d.amount, say) ?? '' }),
    parts: [text(d.code), text(d.reference)],
  }),
  'discount.expired': (d) => ({ parts: [text(d.code)] }),
  'discount.voided': (d, say) => ({ parts: [text(d.code), quoted(d.reason, say)] }),
  'dispute.opened': (d, say) => ({
    title: say.t(`events:dispute.opened.${d.kind === 'inquiry' ? 'inquiry' : 'title'}`, {
      amount: amount(d.amount, say) ?? '',
    }),
    parts: [text(d.code)],
  }),
  'dispute.changed': (d) => ({ parts: [text(d.code)] }),
  'dispute.pack_made': (d) => ({ parts: [text(d.code)] }),
  'dispute.submitting': (d) => ({ parts: [text(d.code)] }),
  'dispute.submitted': (d) => ({ parts: [text(d.code), text(d.reference)] }),
  'dispute.submit_failed': (d) => ({ parts: [text(d.code), text(d.failure)] }),
  'claim.opened': (d, say) => ofClaim('opened', d, say),
  'claim.changed': (d) => ({ parts: [text(d.code)] }),
  'claim.filed': (d, say) => ofClaim('filed', d, say),
  'claim.paid': (d, say) => ofClaim('paid', d, say),
  'claim.declined': (d, say) => ofClaim('declined', d, say),
  'claim.dropped': (d, say) => ofClaim('dropped', d, say),
  'period.closed': (d, { t }) => ({ title: t('events:period.closed.title', { month: text(d.month) ?? '' }) }),
  'cost.booked': (d, say) => ({
    title: say.t('events:cost.booked.title', { amount: amount(d.amount, say) ?? '' }),
    parts: [
      text(d.account) ? say.t(`ledger:account.${text(d.account)}`) : null,
      text(d.reference),
      quoted(d.reason, say),
    ],
  }),
  'import_entry.added': (d, say) => ({
    title: say.t('events:import_entry.added.title', { number: text(d.number) ?? '' }),
    parts: [amount(d.duty, say)],
  }),
  'drawback.opened': (d, say) => ({
    title: say.t('events:drawback.opened.title', { amount: amount(d.claimed, say) ?? '' }),
    parts: [text(d.code), units(count(d.units), say)],
  }),
  'drawback.filed': (d) => ({ parts: [text(d.code), text(d.reference)] }),
  'drawback.paid': (d, say) => ({
    title: say.t('events:drawback.paid.title', { amount: amount(d.amount, say) ?? '' }),
    parts: [text(d.code)],
  }),
  'drawback.refused': (d, say) => ({ parts: [text(d.code), quoted(d.reason, say)] }),
  'drawback.withdrawn': (d, say) => ({ parts: [text(d.code), quoted(d.reason, say)] }),
  'dispute.won': (d, say) => disputeEnd('won', d, say),
  'dispute.lost': (d, say) => disputeEnd('lost', d, say),
  'dispute.accepted': (d, say) => disputeEnd('accepted', d, say),
  'dispute.flagged': (d, say) => ({
    parts: [text(d.code), flags.includes(String(d.flag)) ? say.t(`events:dispute.flagged.${d.flag}`) : null],
    ...(d.flag === 'overdue' || d.flag === 'paid_twice' ? { tone: 'bad' as const } : {}),
  }),
  'credit.redeemed': (d, say) => ({
    title: say.t('events:credit.redeemed.title', { amount: amount(d.amount, say) ?? '' }),
    parts: [text(d.code), text(d.reference) ? say.t('events:more.reference', { reference: text(d.reference) }) : null],
  }),
  'mail.sent': mail('sent'),
  'mail.kept': mail('kept'),
  'mail.failed': mail('failed'),
  'conversation.opened': (d, say) => {
    const page = thing(d.page);
    const from = text(page.title) ?? text(page.url);
    return from
      ? { title: say.t('events:conversation.opened.page', { page: from }), parts: [text(d.code)], withoutWho: true }
      : { parts: [text(d.code), text(d.subject)] };
  },
  'conversation.assigned': (d, say) => {
    const name = text(d.staff) ?? text(d.team) ?? text(thing(d.staff).name) ?? text(thing(d.team).name);
    const key = d.because === 'reply' ? 'taken' : d.because === 'shared_out' ? 'shared' : 'to';
    return {
      title: name
        ? say.t(`events:conversation.assigned.${key}`, { name })
        : say.t('events:conversation.assigned.nobody'),
      parts: [d.because === 'rule' ? say.t('events:more.by_rule') : null],
      withoutWho: key === 'taken',
    };
  },
  'conversation.handed_over': (d, say) => ({
    ...(reasons.has(String(d.reason))
      ? { title: say.t('events:conversation.handed_over.why', { why: say.t(`events:because.${d.reason}`) }) }
      : {}),
    withoutWho: true,
  }),
  'conversation.alarm': (d) => ({
    parts: [list(d.words).map(String).join(', ') || null],
    text: text(d.excerpt),
    withoutWho: true,
  }),
  'assistant.turned': (d, say) => ({
    ...(list(d.message_ids).length === 0 && !d.handed_over ? { title: say.t('events:assistant.turned.quiet') } : {}),
    parts: [
      text(d.intent) && typeof d.confidence === 'number'
        ? say.t('events:confidence', { intent: text(d.intent), percent: `${Math.round(d.confidence * 100)}%` })
        : null,
      text(d.flow) && text(d.step) ? `${text(d.flow)} ${text(d.step)}` : null,
    ],
    withoutWho: true,
  }),
  'assistant.offered': (d, say) => offered('offered', d, say),
  'assistant.confirmed': (d, say) => offered('confirmed', d, say),
  'assistant.declined': (d, say) => offered('declined', d, say),
  'assistant.refused': (d, say) => offered('refused', d, say),
  'assistant.proved': (d) => ({ parts: [text(d.to)], withoutWho: true }),
  'call.asked': (d) => ({ parts: [text(d.by)], withoutWho: true }),
  'call.rang': (d) => ({ parts: [text(d.staff)], withoutWho: true }),
  'call.answered': (d, say) => ({
    parts: [count(d.waited) ? say.t('events:call.how.waited', { span: say.f.duration(count(d.waited)!) }) : null],
    tone: 'good',
  }),
  'call.missed': (d, say) => ({ parts: [howItEnded(d, say)], withoutWho: true }),
  'call.declined': (d, say) => ({ parts: [howItEnded(d, say)] }),
  'call.ended': (d, say) => ({
    parts: [
      count(d.seconds) ? say.t('events:call.how.took', { span: say.f.duration(count(d.seconds)!) }) : null,
      howItEnded(d, say),
    ],
    withoutWho: true,
  }),
  'call.joined': (d, say) => ({
    parts: [d.mode === 'talks' || d.mode === 'listens' ? say.t(`events:call.how.mode.${d.mode}`) : null],
  }),
  'call.handed_on': (d) => ({ parts: [text(d.staff)] }),
  'call.brought_in': (d) => ({ parts: [text(d.staff)] }),
  'call.rated': (d, say) => ({
    parts: [count(d.score) ? say.t('events:call.how.score', { score: count(d.score) }) : null],
    text: text(d.comment),
  }),
  'call.wished': (d, say) => ({
    parts: [
      d.wish === 'phone' || d.wish === 'chat' || d.wish === 'photos' ? say.t(`events:call.how.wish.${d.wish}`) : null,
      text(d.phone),
    ],
  }),
  'call.still_taken': (d) => ({ parts: [count(d.position) ? `#${count(d.position)}` : null] }),
  'call.still_named': (d) => ({
    parts: [count(d.position) ? `#${count(d.position)}` : null, text(d.serial)],
    text: text(d.caption),
  }),
  'call.still_marked': (d) => ({ parts: [count(d.position) ? `#${count(d.position)}` : null] }),
  'call.still_removed': (d) => ({ parts: [count(d.position) ? `#${count(d.position)}` : null], text: text(d.because) }),
  'call.code_read': (d) => ({ parts: [text(d.said)] }),
  'call.swap_seen': (d) => ({ parts: [text(d.said)], tone: 'bad' }),
  'call.erased': (d) => ({ text: text(d.because) }),
  'call.recording_asked': (d) => ({ parts: [text(d.rule)] }),
  'call.invited': (d, say) => ({
    parts: [text(d.by) ? say.t(`events:call.invited.${text(d.by)}`, { defaultValue: '' }) || null : null, text(d.to)],
  }),
  'call.link_revoked': (d) => ({ parts: [text(d.to)] }),
  'call.scheduled': (d, say) =>
    text(d.for) ? { title: say.t('events:call.scheduled.at', { at: say.f.dateTime(text(d.for)!) }) } : {},
  'call.moved': (d, say) =>
    text(d.to) ? { title: say.t('events:call.moved.at', { at: say.f.dateTime(text(d.to)!) }) } : {},
  'call.offered': (d, say) => onCall('offered', d, say),
  'call.offer_seen': (d) => ({ parts: [text(d.title)] }),
  'call.offer_declined': (d, say) => ({
    parts: [text(d.title), d.what_else === true ? say.t('events:verdict.what_else') : null],
  }),
  'call.offer_withdrawn': (d) => ({ parts: [text(d.title)] }),
  'call.offer_expired': (d) => ({ parts: [text(d.title)] }),
  'call.offer_refused': (d) => ({ parts: [text(d.title)], tone: 'bad' }),
  'call.settled': (d, say) => ({ ...onCall('settled', d, say), tone: 'good' }),
  'call.verdict_given': (d, say) => responsible('call.verdict_given', d, say),
  'call.diagnosed': (d, say) => ({ title: say.t('events:call.diagnosed.title', { sheet: text(d.sheet) ?? '' }) }),
  'verdict.given': (d, say) => responsible('verdict.given', d, say),
  'sheet.created': (d) => ({ parts: [text(d.name)] }),
  'sheet.published': (d, say) => ({ parts: version(d, say) }),
  'sheet.archived': (d) => ({ parts: [text(d.name)] }),
  'sheet.brought_back': (d) => ({ parts: [text(d.name)] }),
  'assistant_settings.changed': (d, say) => ({
    parts: list(d.changed).flatMap((one) => (known.has(String(one)) ? say.t(`events:assistant_setting.${one}`) : [])),
  }),
  'flow.published': (d, say) => ({
    parts: [
      text(d.name) ?? text(d.key),
      count(d.version) ? say.t('events:more.version', { n: count(d.version) }) : null,
    ],
  }),
  'training.taught': (d) => ({
    parts: [text(d.was), text(d.intent)].map((one, n) => (n === 1 && one ? `→ ${one}` : one)),
  }),
  'training.reviewed': (d) => ({ parts: [text(d.intent)] }),
  'intent_model.trained': (d, say) =>
    d.state === 'live' || d.state === 'worse' || d.state === 'failed'
      ? { title: say.t(`events:intent_model.trained.${d.state}`), withoutWho: true }
      : {},
  'conversation.snoozed': (d, say) =>
    text(d.until) ? { title: say.t('events:conversation.snoozed.until', { at: say.f.dateTime(text(d.until)!) }) } : {},
  'conversation.woken': (d, say) =>
    d.because === 'time' || d.because === 'buyer'
      ? { title: say.t(`events:conversation.woken.${d.because}`), withoutWho: true }
      : {},
  'conversation.resolved': (d, say) =>
    d.by === 'assistant' || d.by === 'rule'
      ? { title: say.t(`events:conversation.resolved.${d.by}`), withoutWho: true }
      : {},
  'conversation.reopened': (d, say) =>
    d.because === 'buyer' || d.because === 'not_delivered' || d.because === 'missed_call'
      ? { title: say.t(`events:conversation.reopened.${d.because}`), withoutWho: true }
      : {},
  'conversation.merged': (d, say) => joined('merged', d, say),
  'conversation.split': (d, say) => joined('split', d, say),
  'conversation.join_undone': (d, say) => joined('join_undone', d, say),
  'conversation.tags_set': (d, say) => ({
    parts: [
      list(d.added).length ? say.t('events:more.added', { list: say.f.listed(list(d.added).map(String)) }) : null,
      list(d.removed).length ? say.t('events:more.removed', { list: say.f.listed(list(d.removed).map(String)) }) : null,
    ],
  }),
  'conversation.priority_set': (d, say) =>
    priorities.has(String(d.to))
      ? { title: say.t('events:conversation.priority_set.to', { priority: say.t(`events:priority.${d.to}`) }) }
      : {},
  'conversation.linked': (d, say) => {
    const what = [text(d.order_number), text(d.return_code)].filter(Boolean).join(say.t('events:join'));
    if (what) return { title: say.t('events:conversation.linked.to', { what }) };
    return 'order_number' in d ? { title: say.t('events:conversation.linked.nothing') } : {};
  },
  'conversation.subject_set': (d, say) => ({ parts: [quoted(d.subject ?? d.to, say)] }),
  'conversation.language_set': (d, say) => {
    const language = text(d.language) ?? text(d.to);
    return language
      ? { title: say.t('events:conversation.language_set.to', { language: say.terms.language(language) }) }
      : {};
  },
  'conversation.reminded': (d, say) => ({
    title: say.t('events:conversation.reminded.back'),
    parts: [quoted(d.text, say)],
  }),
  'message.received': (d, say) => ({
    ...(d.automatic ? { title: say.t('events:message.received.automatic') } : {}),
    parts: [quoted(d.excerpt, say)],
  }),
  'message.written': (d, say) => ({
    ...(d.automatic ? { title: say.t('events:message.written.automatic') } : {}),
    parts: [quoted(d.excerpt, say)],
  }),
  'message.failed': (d) => ({ parts: [text(d.failure)], withoutWho: true }),
  'note.added': (d) => ({ text: text(d.excerpt) }),
  'contact.blocked': (d, say) => ({ parts: [text(d.name), quoted(d.reason, say)] }),
  'contact.changed': fields,
  'clock.warned': (d, say) => clockRan('warned', d, say),
  'clock.breached': (d, say) => clockRan('breached', d, say),
  'survey.asked': (d, say) =>
    d.kind === 'nps' ? { title: say.t('events:survey.asked.nps'), withoutWho: true } : { withoutWho: true },
  'survey.answered': (d, say) => {
    const known = (d.kind === 'csat' || d.kind === 'nps') && count(d.score) !== null;
    return {
      ...(known
        ? { title: say.t(`events:survey.answered.${d.kind as 'csat' | 'nps'}`, { score: count(d.score) }) }
        : {}),
      text: text(d.comment),
    };
  },
  'rule.ran': (d, say) => ({
    ...(text(d.rule) ? { title: say.t('events:rule.ran.name', { name: text(d.rule) }) } : {}),
    withoutWho: true,
  }),
  'rule.created': named,
  'rule.changed': named,
  'rule.deleted': named,
  'macro.used': (d, say) => (text(d.macro) ? { title: say.t('events:macro.used.name', { name: text(d.macro) }) } : {}),
  'macro.created': named,
  'macro.changed': named,
  'article.published': (d, say) => ({ parts: [text(d.title), ...version(d, say)] }),
  'article.created': (d) => ({ parts: [text(d.title)] }),
  'article.changed': (d) => ({ parts: [text(d.title)] }),
  'article.archived': (d) => ({ parts: [text(d.title)] }),
  'article.restored': (d) => ({ parts: [text(d.title)] }),
  'channel.opened': named,
  'channel.changed': named,
  'channel.archived': named,
  'channel.failing': (d) => ({ parts: [text(d.name), text(d.failure)], withoutWho: true }),
  'channel.recovered': (d) => ({ parts: [text(d.name)], withoutWho: true }),
  'orders.upserted': (d, say) => ({ parts: brought(d, say) }),
  'products.upserted': (d, say) => ({ parts: brought(d, say) }),
  'customers.upserted': (d, say) => ({ parts: brought(d, say) }),
  'import.opened': (d) => ({ parts: [text(d.file_name)] }),
  'import.progressed': (d, { t, f }) => ({
    parts: [
      count(d.total)
        ? t('events:more.done_of', { done: f.number(count(d.done) ?? 0), total: f.number(count(d.total)!) })
        : null,
    ],
    withoutWho: true,
  }),
  'import.finished': (d, say) => ({
    parts: [
      ...brought(d, say),
      count(d.failed) ? say.t('events:more.unread', { n: say.f.number(count(d.failed)!) }) : null,
    ],
  }),
  'import.failed': (d) => ({ parts: [text(d.failure)] }),
  'variant.changed': fields,
  'assessment.applied': named,
  'brand.opened': named,
  'brand.changed': fields,
  'site.opened': named,
  'site.changed': fields,
  'workspace.opened': named,
  'workspace.renamed': (d, say) => ({ parts: [fromTo(text(d.from), text(d.to), say)] }),
  'policy.created': named,
  'policy.changed': named,
  'policy.archived': named,
  'policy.published': (d, say) => ({ parts: version(d, say) }),
  'policy.draft_discarded': (d, say) => ({ parts: version(d, say) }),
  'sop.created': named,
  'sop.published': (d, say) => ({ parts: version(d, say) }),
  'bin.made': (d, say) => ({
    title: say.t('events:bin.made.title', { code: text(d.code) ?? '' }),
    parts: [text(d.purpose) ? say.terms.bin(text(d.purpose)!) : null],
  }),
  'bin.closed': (d, say) => ({ title: say.t('events:bin.closed.title', { code: text(d.code) ?? '' }) }),
  'bins.made': (d, say) => ({ parts: [say.t('events:more.bins', { count: count(d.bins) ?? 0 })] }),
  'staff.invited': (d, say) => ({
    title: say.t('events:staff.invited.title', { name: text(d.name) ?? '' }),
    parts: [text(d.role) ? say.terms.role(text(d.role)!) : null],
  }),
  'staff.joined': (d, say) => ({
    title: say.t('events:staff.joined.title', { name: text(d.name) ?? '' }),
    parts: [text(d.role) ? say.terms.role(text(d.role)!) : null],
    withoutWho: true,
  }),
  'staff.role_changed': (d, say) => ({
    parts: [fromTo(text(d.from) && say.terms.role(text(d.from)!), text(d.to) && say.terms.role(text(d.to)!), say)],
  }),
  'api_key.made': named,
  'api_key.revoked': named,
};
