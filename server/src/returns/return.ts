/** A return: the promise to take goods back. What may be done with it at which stage, and by whom. Pure. */
import type {
  Reason,
  RemedyKind,
  RemedyOffer,
  ReturnMove,
  ReturnStage,
  TimelineEvent,
  Verdict,
} from '@recoup/contract';
import type { BuyerLanguage } from '@recoup/contract/common';
import { type Actor, may, samePerson } from '../platform/ctx.ts';
import { Refusal } from '../platform/refusal.ts';

export type Who = TimelineEvent['actor'];
/** With the member of staff behind a key: two hands of one person are not two people. */
export type Asker = Who & { personId?: string | null };

/**
 * The offer as it was confirmed, with what it rests on: what was paid for the units asked (minor units), the policy of
 * that line, what the buyer said of the box, and how many units of the order line were promised back before.
 */
export type LineOffer = RemedyOffer & {
  paid: number;
  policy_version_id: string | null;
  asked: { opened: boolean | null; before: number };
};

export type ReturnLine = {
  id: string;
  order_line_id: string;
  variant_id: string | null;
  sku: string;
  title: string;
  quantity: number;
  received: number;
  accepted: number;
  rejected: number;
  reason: Reason;
  detail: string | null;
  comment: string | null;
  remedy: RemedyKind;
  offer: LineOffer;
  /** The remedies the buyer saw when choosing. */
  shown: RemedyKind[];
  /** What the remedy gives, minor units, as limits count it. */
  gives: number;
  /** Of what leaves for it, or of the discount code: under which number, when. */
  replacement_reference: string | null;
  replacement_sent_at: Date | null;
};

export type Return = {
  id: string;
  code: string;
  brand_id: string;
  order_id: string;
  customer_id: string;
  site_id: string | null;
  source: 'portal' | 'staff' | 'api' | 'blind';
  stage: ReturnStage;
  review: string[];
  policy_version_id: string | null;
  verdict: Verdict;
  currency: string;
  freight_paid_by: 'seller' | 'buyer' | 'nobody';
  goods_back: boolean;
  language: BuyerLanguage;
  decline_reason: string | null;
  override_reason: string | null;
  decided_by: Who | null;
  /** Null for a request made before anybody was kept. */
  asked_by: Asker | null;
  /** The person (customer, key) who gave the remedies, and when; null while nobody has said yes. */
  given_by: string | null;
  given_at: Date | null;
  decide_by: Date | null;
  /** A day in the brand's time zone. */
  ship_by: string | null;
  requested_at: Date;
  approved_at: Date | null;
  in_transit_at: Date | null;
  received_at: Date | null;
  ended_at: Date | null;
  version: number;
  lines: ReturnLine[];
};

/** Everything that can happen to a return: moves of people, and what the carrier, the dock and the calendar do. */
export type Step =
  | 'approve'
  | 'decline'
  | 'cancel'
  | 'change_remedy'
  | 'ship'
  | 'receive'
  | 'check'
  | 'send_replacement'
  | 'expire'
  | 'close';

/** A condition beside the stage, over the facts of the return itself. */
export type Condition = 'goods_come_back' | 'nothing_comes_back' | 'nothing_paid_yet' | 'all_checked';
type Standing = Pick<Return, 'goods_back' | 'lines'>;

export const conditions: Record<Condition, (standing: Standing) => boolean> = {
  goods_come_back: ({ goods_back }) => goods_back,
  nothing_comes_back: ({ goods_back }) => !goods_back,
  // What needs no goods back is owed from approval on: money for goods the buyer keeps, a discount code.
  nothing_paid_yet: ({ lines }) => lines.every((line) => !givenAtApproval(line) && line.replacement_sent_at === null),
  all_checked: ({ lines }) => lines.every((line) => line.accepted + line.rejected === line.received),
};

export type Way = { to: ReturnStage; only_if?: Condition };

/**
 * The table of ways: stage → step → stage. What is not in it does not happen. It feeds the decisions, the buttons
 * (`moves`), docs/returns.md and the test that walks all of it.
 *
 * An expired return may still be received: the buyer was late, but the goods are here.
 */
export const ways: Record<ReturnStage, Partial<Record<Step, Way>>> = {
  requested: {
    approve: { to: 'approved' },
    decline: { to: 'declined' },
    cancel: { to: 'cancelled' },
    change_remedy: { to: 'requested' },
  },
  approved: {
    ship: { to: 'in_transit', only_if: 'goods_come_back' },
    receive: { to: 'received', only_if: 'goods_come_back' },
    expire: { to: 'expired', only_if: 'goods_come_back' },
    cancel: { to: 'cancelled', only_if: 'nothing_paid_yet' },
    change_remedy: { to: 'approved' },
    send_replacement: { to: 'approved' },
    close: { to: 'closed', only_if: 'nothing_comes_back' },
  },
  in_transit: {
    receive: { to: 'received' },
    change_remedy: { to: 'in_transit' },
    send_replacement: { to: 'in_transit' },
  },
  received: {
    receive: { to: 'received' },
    check: { to: 'received' },
    change_remedy: { to: 'received' },
    send_replacement: { to: 'received' },
    close: { to: 'closed', only_if: 'all_checked' },
  },
  expired: { receive: { to: 'received' } },
  closed: {},
  declined: {},
  cancelled: {},
};

/** Which permission a person needs for a step; steps left out are not taken by hand. */
export const permissionFor: Record<ReturnMove, string> = {
  approve: 'returns.decide',
  decline: 'returns.decide',
  change_remedy: 'returns.decide',
  cancel: 'returns.write',
  resend_label: 'labels.write',
  note: 'returns.write',
  send_replacement: 'returns.write',
  close: 'returns.decide',
};

/** The stage a step leads to. Throws `return.wrong_stage` with the stage, the step and the condition that does not hold. */
export function step(at: Standing & Pick<Return, 'stage'>, name: Step): ReturnStage {
  const way = ways[at.stage][name];
  if (!way) throw new Refusal('return.wrong_stage', { stage: at.stage, move: name });
  if (way.only_if && !conditions[way.only_if](at)) {
    throw new Refusal('return.wrong_stage', { stage: at.stage, move: name, because: way.only_if });
  }
  return way.to;
}

export function canStep(at: Standing & Pick<Return, 'stage'>, name: Step): boolean {
  const way = ways[at.stage][name];
  return way !== undefined && (!way.only_if || conditions[way.only_if](at));
}

const leaving: readonly RemedyKind[] = ['exchange', 'replacement', 'spare_part', 'repair'];
/** Do goods leave for this remedy? */
export const goodsLeave = (remedy: RemedyKind): boolean => leaving.includes(remedy);

type Promised = Pick<ReturnLine, 'remedy' | 'accepted' | 'replacement_sent_at'> & {
  offer: Pick<LineOffer, 'ships' | 'goods_back'>;
};

/** What needs no goods back and cannot be taken back once it was said: money, a code. */
const givenAtApproval = ({ remedy, offer }: Pick<ReturnLine, 'remedy' | 'offer'>) =>
  remedy === 'keep_it' ||
  remedy === 'next_order_discount' ||
  (!offer.goods_back && (remedy === 'refund' || remedy === 'store_credit'));

/**
 * Is something still to leave for this line, until somebody (the outbound desk, staff by hand, the store of codes) says
 * that it did? What ships now, or needs no goods back, is owed from approval on; what ships on receipt once goods of the
 * line were accepted.
 */
export function owesReplacement(at: Pick<Return, 'stage'>, line: Promised): boolean {
  if (!stillRuns.includes(at.stage) || line.replacement_sent_at !== null) return false;
  if (line.remedy === 'next_order_discount') return true;
  if (!goodsLeave(line.remedy)) return false;
  return line.accepted > 0 || line.offer.ships === 'now' || !line.offer.goods_back;
}
const stillRuns: readonly ReturnStage[] = ['approved', 'in_transit', 'received'];

/** The same, of goods alone: what staff may record by hand. */
export const owesGoods = (at: Pick<Return, 'stage'>, line: Promised): boolean =>
  goodsLeave(line.remedy) && owesReplacement(at, line);

/** May the remedy of this line still be changed? Not once its goods were judged, what was promised left, or money without goods is owed. */
export function remedyIsOpen(at: Pick<Return, 'stage'>, line: ReturnLine): boolean {
  if (!ways[at.stage].change_remedy) return false;
  if (line.accepted + line.rejected > 0 || line.replacement_sent_at !== null) return false;
  return at.stage === 'requested' || !givenAtApproval(line);
}

/** Codes of review that a second person must answer: more than the asker may give alone. */
export const needsSecond = (at: Pick<Return, 'stage' | 'review'>): boolean =>
  at.stage === 'requested' && at.review.some((code) => code.startsWith('limit.'));

type Judged = Standing & Pick<Return, 'stage' | 'review' | 'asked_by'>;

/** Why this person may not say yes, though they may to others: `return.needs_second_person`, `return.same_person.not_allowed`. */
export function whyNotApprove(at: Pick<Return, 'stage' | 'review' | 'asked_by'>, actor: Actor): string | null {
  if (!needsSecond(at)) return null;
  if (!may(actor, 'money.approve')) return 'return.needs_second_person';
  return samePerson(at.asked_by, actor) ? 'return.same_person.not_allowed' : null;
}

/** What this person may do now; the screens show these buttons and no others. A note may always be left. */
export function movesOf(at: Judged, actor: Actor): ReturnMove[] {
  const open: Record<ReturnMove, () => boolean> = {
    approve: () => canStep(at, 'approve') && whyNotApprove(at, actor) === null,
    decline: () => canStep(at, 'decline'),
    change_remedy: () => at.lines.some((line) => remedyIsOpen(at, line)),
    cancel: () => canStep(at, 'cancel'),
    resend_label: () => at.goods_back && (at.stage === 'approved' || at.stage === 'in_transit'),
    note: () => true,
    send_replacement: () => canStep(at, 'send_replacement') && at.lines.some((line) => owesGoods(at, line)),
    close: () => canStep(at, 'close') && !at.lines.some((line) => owesReplacement(at, line)),
  };
  return (Object.keys(open) as ReturnMove[]).filter((move) => may(actor, permissionFor[move]) && open[move]());
}

const kept: readonly RemedyKind[] = ['spare_part', 'next_order_discount', 'guidance'];

/**
 * Units of each order line that a return lets go of when it ends without them. What came back stays claimed, and so does
 * what the buyer keeps for money or got another one for, which is from approval on, or once the other one left. Goods
 * that were mended, or helped with, may be asked for again while policy allows it.
 */
export function claimsLeft(at: Pick<Return, 'lines' | 'approved_at'>): { order_line_id: string; quantity: number }[] {
  return at.lines
    .map((line) => ({ order_line_id: line.order_line_id, quantity: letGoOf(at, line) }))
    .filter(({ quantity }) => quantity > 0);
}

function letGoOf({ approved_at }: Pick<Return, 'approved_at'>, line: ReturnLine): number {
  const { quantity, received, remedy, offer, replacement_sent_at } = line;
  if (approved_at === null || kept.includes(remedy)) return quantity - received;
  // The repaired unit is the buyer's again.
  if (remedy === 'repair') return replacement_sent_at ? quantity : quantity - received;
  if (!offer.goods_back) return 0;
  // Another one left before the old one came: the buyer has both, and cannot ask for the old one again.
  if (offer.ships === 'now' && replacement_sent_at) return 0;
  return quantity - received;
}

export const stillOpen: readonly ReturnStage[] = ['requested', 'approved', 'in_transit', 'received'];
