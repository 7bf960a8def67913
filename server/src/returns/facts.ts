/** The three facts of a return, its clock and its stages, as every screen shows them. Pure. */
import type { ReturnDetail, ReturnRow, ReturnStage } from '@recoup/contract';
import { endOfDay } from '../platform/clock.ts';
import type { LineOffer, Return, ReturnLine } from './return.ts';
import type { GoodsSummary, MoneyFacts } from './sides.ts';

type Standing = Pick<Return, 'stage' | 'goods_back' | 'decide_by' | 'ship_by'>;
type Counted = Pick<ReturnLine, 'received' | 'accepted' | 'rejected' | 'remedy'> & {
  offer: Pick<LineOffer, 'goods_back'> & Partial<Pick<LineOffer, 'amount'>>;
};

export type FactsInput = Standing & {
  site: { id: string; name: string } | null;
  tracking: string | null;
  lines: readonly Counted[];
  goods: GoodsSummary;
  money: MoneyFacts;
};

/** Where it is, what we decided, did money move: beside each other, never one status. */
export function factsOf(at: FactsInput): ReturnRow['facts'] {
  return {
    place: {
      stage: at.stage,
      site: at.site,
      bin: at.goods.bin,
      tracking: at.tracking,
      due: at.stage === 'approved' && at.goods_back ? at.ship_by : null,
    },
    decision: { state: decisionOf(at.stage, at.lines), way: at.goods.way },
    money: { state: moneyOf(at), amount: at.money.amount, due: at.money.due?.toISOString() ?? null },
  };
}

function decisionOf(stage: ReturnStage, lines: readonly Counted[]): ReturnRow['facts']['decision']['state'] {
  if (stage === 'requested') return 'asks_a_person';
  if (stage === 'declined') return 'declined';
  if (stage === 'cancelled' || stage === 'expired') return 'none';
  const accepted = lines.reduce((all, line) => all + line.accepted, 0);
  const rejected = lines.reduce((all, line) => all + line.rejected, 0);
  if (accepted > 0 && rejected > 0) return 'partly_accepted';
  if (accepted > 0) return 'accepted';
  return rejected > 0 ? 'rejected' : 'approved';
}

/** Where no refund exists yet, tells "not yet" from "there is nothing to pay". */
function moneyOf({ stage, lines, money }: FactsInput): ReturnRow['facts']['money']['state'] {
  if (money.state !== 'not_owed') return money.state;
  if (stage === 'declined' || stage === 'cancelled' || stage === 'expired' || stage === 'closed') return 'nothing_due';
  const pays = lines.filter(paysMoney);
  const judged = lines.some((line) => line.rejected > 0) && lines.every((line) => line.rejected === line.received);
  const keeps = pays.some(({ offer }) => !offer.goods_back);
  return pays.length === 0 || (stage === 'received' && judged && !keeps) ? 'nothing_due' : 'not_owed';
}

/** Money, not goods; of an exchange the difference, where the buyer gets one back. */
const paysMoney = ({ remedy, offer }: Counted) =>
  remedy === 'refund' ||
  remedy === 'store_credit' ||
  remedy === 'keep_it' ||
  (remedy === 'exchange' && (offer.amount?.amount ?? 0) > 0);

/** What must happen by when: an answer, the goods handed over (to the end of that day in the brand's zone), the money. */
export function clockOf(at: Standing, moneyDue: Date | null, zone: string): ReturnRow['clock'] {
  if (at.stage === 'requested' && at.decide_by) return { what: 'decide', by: at.decide_by.toISOString() };
  if (at.stage === 'approved' && at.goods_back && at.ship_by) {
    return { what: 'ship', by: endOfDay(zone, at.ship_by).toISOString() };
  }
  return moneyDue ? { what: 'refund', by: moneyDue.toISOString() } : null;
}

type Reached = Pick<
  Return,
  'stage' | 'goods_back' | 'requested_at' | 'approved_at' | 'in_transit_at' | 'received_at' | 'ended_at'
>;

/** The stage rail: what was passed with its time, where it is now, what is to come. A return that ended early shows its end. */
export function stagesOf(at: Reached): ReturnDetail['stages'] {
  const reached: Record<ReturnStage, Date | null> = {
    requested: at.requested_at,
    approved: at.approved_at,
    in_transit: at.in_transit_at,
    received: at.received_at,
    closed: at.ended_at,
    declined: at.ended_at,
    cancelled: at.ended_at,
    expired: at.ended_at,
  };
  const endedEarly = at.stage === 'declined' || at.stage === 'cancelled' || at.stage === 'expired';
  const rail: ReturnStage[] = endedEarly
    ? [...(['requested', 'approved', 'in_transit'] as const).filter((stage) => reached[stage] !== null), at.stage]
    : at.goods_back
      ? ['requested', 'approved', 'in_transit', 'received', 'closed']
      : ['requested', 'approved', 'closed'];
  return rail.map((stage) => ({
    stage,
    at: (stage === 'closed' && at.stage !== 'closed' ? null : reached[stage])?.toISOString() ?? null,
    now: stage === at.stage,
  }));
}
