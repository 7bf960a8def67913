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
import { type Actor, may } from '../platform/ctx.ts';
import { Refusal } from '../platform/refusal.ts';

export type Who = TimelineEvent['actor'];

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
  // Money for goods the buyer keeps is owed from approval on.
  nothing_paid_yet: ({ lines }) => lines.every(({ remedy }) => remedy !== 'keep_it'),
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
    close: { to: 'closed', only_if: 'nothing_comes_back' },
  },
  in_transit: {
    receive: { to: 'received' },
    change_remedy: { to: 'in_transit' },
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

/** An exchange or a replacement is owed once goods of its line were accepted, until somebody records what left. */
export function owesReplacement(line: Pick<ReturnLine, 'remedy' | 'accepted' | 'replacement_sent_at'>): boolean {
  return (
    (line.remedy === 'exchange' || line.remedy === 'replacement') &&
    line.accepted > 0 &&
    line.replacement_sent_at === null
  );
}

/** May the remedy of this line still be changed? Not once its goods were judged, nor once money for keeping them is owed. */
export function remedyIsOpen(at: Pick<Return, 'stage'>, line: ReturnLine): boolean {
  if (!ways[at.stage].change_remedy) return false;
  if (line.accepted + line.rejected > 0 || line.replacement_sent_at !== null) return false;
  return at.stage === 'requested' || line.remedy !== 'keep_it';
}

/** What this person may do now; the screens show these buttons and no others. A note may always be left. */
export function movesOf(at: Standing & Pick<Return, 'stage'>, actor: Actor): ReturnMove[] {
  const open: Record<ReturnMove, () => boolean> = {
    approve: () => canStep(at, 'approve'),
    decline: () => canStep(at, 'decline'),
    change_remedy: () => at.lines.some((line) => remedyIsOpen(at, line)),
    cancel: () => canStep(at, 'cancel'),
    resend_label: () => at.goods_back && (at.stage === 'approved' || at.stage === 'in_transit'),
    note: () => true,
    send_replacement: () => canStep(at, 'send_replacement') && at.lines.some(owesReplacement),
    close: () => canStep(at, 'close') && !at.lines.some(owesReplacement),
  };
  return (Object.keys(open) as ReturnMove[]).filter((move) => may(actor, permissionFor[move]) && open[move]());
}

/**
 * Units of each order line that a return lets go of when it ends without them. What came back stays claimed, and so does
 * what the buyer was paid to keep, which is from approval on.
 */
export function claimsLeft(at: Pick<Return, 'lines' | 'approved_at'>): { order_line_id: string; quantity: number }[] {
  return at.lines
    .filter(({ remedy }) => remedy !== 'keep_it' || at.approved_at === null)
    .map(({ order_line_id, quantity, received }) => ({ order_line_id, quantity: quantity - received }))
    .filter(({ quantity }) => quantity > 0);
}

export const stillOpen: readonly ReturnStage[] = ['requested', 'approved', 'in_transit', 'received'];
