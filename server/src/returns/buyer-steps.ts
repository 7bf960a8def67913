/** The steps on the buyer's tracking page: what was done, where it stands, what is to come, with the days we know. Pure. */
import type { BuyerReturn } from '@recoup/contract';
import { goodsLeave, type Return } from './return.ts';
import type { MoneyFacts } from './sides.ts';

export type StepsInput = Pick<
  Return,
  | 'stage'
  | 'goods_back'
  | 'requested_at'
  | 'approved_at'
  | 'in_transit_at'
  | 'received_at'
  | 'ended_at'
  | 'decide_by'
  | 'ship_by'
  | 'lines'
> & {
  site: string | null;
  /** When the last received unit was judged. */
  checked_at: Date | null;
  /** The offers' own day, where no refund is owed yet. */
  money_by: string | null;
  money: MoneyFacts;
  /** A day in the brand's zone. */
  dayOf(at: Date): string;
};
type Step = BuyerReturn['steps'][number];

/** `now` is the first step that is not done; an end before its time is the last step and nothing comes after it. */
export function buyerSteps(at: StepsInput): Step[] {
  const steps: Step[] = [done('requested', at.requested_at)];
  if (at.stage === 'declined' || at.stage === 'cancelled' || at.stage === 'expired') {
    if (at.approved_at) steps.push(done('approved', at.approved_at));
    steps.push(done(at.stage, at.ended_at));
    return steps;
  }
  steps.push(
    at.approved_at ? done('approved', at.approved_at) : open('approved', at.decide_by ? at.dayOf(at.decide_by) : null),
  );
  if (at.goods_back) {
    const sent = at.in_transit_at ?? at.received_at;
    steps.push(sent ? done('ship', sent) : open('ship', at.ship_by));
    steps.push(sent ? step('in_transit', at.in_transit_at, null, at.received_at !== null) : open('in_transit', null));
    steps.push(received(at));
    steps.push(checked(at));
  }
  const left = sentStep(at);
  if (left) steps.push(left);
  const paid = moneyStep(at);
  if (paid) steps.push(paid);
  return marked(steps);
}

const done = (code: Step['code'], at: Date | null): Step => step(code, at, null, true);
const open = (code: Step['code'], by: string | null): Step => step(code, null, by, false);
function step(code: Step['code'], at: Date | null, by: string | null, isDone: boolean): Step {
  return { code, at: at?.toISOString() ?? null, by, state: isDone ? 'done' : 'to_come' };
}

function received({ received_at, site, lines }: StepsInput): Step {
  const facts = {
    ...(site ? { site } : {}),
    ...(received_at
      ? {
          received: sum(lines.map((line) => line.received)),
          asked: sum(travelling(lines).map((line) => line.quantity)),
        }
      : {}),
  };
  return { ...step('received', received_at, null, received_at !== null), facts };
}

function checked({ received_at, checked_at, lines }: StepsInput): Step {
  const all = received_at !== null && lines.every((line) => line.accepted + line.rejected === line.received);
  const some = sum(lines.map((line) => line.accepted + line.rejected)) > 0;
  const isDone = all && (some || sum(lines.map((line) => line.received)) === 0);
  const facts = {
    accepted: sum(lines.map((line) => line.accepted)),
    rejected: sum(lines.map((line) => line.rejected)),
  };
  return { ...step('checked', isDone ? checked_at : null, null, isDone), facts };
}

/** Goods, parts or the repaired unit on their way to the buyer; null where nothing leaves. */
function sentStep({ lines, stage }: StepsInput): Step | null {
  const leaving = lines.filter(({ remedy }) => goodsLeave(remedy));
  if (leaving.length === 0) return null;
  const all = stage === 'closed' || leaving.every((line) => line.replacement_sent_at !== null);
  const last = leaving.map((line) => line.replacement_sent_at).sort(later)[0] ?? null;
  const by = leaving
    .map(({ offer }) => offer.by)
    .filter((day) => day !== null)
    .sort()
    .at(-1);
  return step('sent', all ? last : null, all ? null : (by ?? null), all);
}

/** Null where the buyer is promised goods and no money. */
function moneyStep({ lines, money, money_by, stage, dayOf }: StepsInput): Step | null {
  const pays = lines.some(({ offer }) => offer.amount.amount > 0);
  if (!pays && money.refunds.length === 0) return null;
  const sent = money.refunds.length > 0 && money.refunds.every((refund) => refund.state === 'sent');
  const at = sent ? (money.refunds.map((refund) => refund.sent_at).sort(later)[0] ?? null) : null;
  const by = money.due ? dayOf(money.due) : money_by;
  return step('money', at, sent ? null : by, sent || stage === 'closed');
}

/** The first step not done is where it stands. */
function marked(steps: Step[]): Step[] {
  const at = steps.findIndex((one) => one.state !== 'done');
  return steps.map((one, i) => (i === at ? { ...one, state: 'now' } : one));
}

const travelling = (lines: StepsInput['lines']) => lines.filter(({ offer }) => offer.goods_back);
const sum = (counts: number[]) => counts.reduce((all, one) => all + one, 0);
const later = (a: Date | null, b: Date | null) => (b?.getTime() ?? 0) - (a?.getTime() ?? 0);
