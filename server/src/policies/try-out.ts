import type { AnswerOf, PolicyRules, policies, RemedyKind, Verdict } from '@recoup/contract';
import { dayIn } from '../platform/clock.ts';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace, type Tx } from '../platform/db.ts';
import { eligibility } from './eligibility.ts';
import type { Facts } from './facts.ts';
import type { OfferLine } from './offer-line.ts';
import { offersFor } from './offers.ts';
import { readPolicy, readVersions } from './policies.store.ts';
import { covers } from './scope.ts';

/** A request of the past with what it rested on then, as the module that keeps requests tells it. */
export type PastAsk = {
  /** The version it was judged by; null where none held. */
  policyVersionId: string | null;
  answer: Verdict['answer'];
  lines: {
    /** As they were at the request; `now` is the moment of it. */
    facts: Omit<Facts, 'policy'>;
    bought: OfferLine['bought'];
    before: number;
    remedy: RemedyKind;
    /** What the offer confirmed for the line came to, minor units; 0 where the request was declined. */
    given: number;
  }[];
};
/** Every request of a brand since then. */
export type PastAsks = (tx: Tx, ctx: Ctx, brandId: string, since: Date) => Promise<PastAsk[]>;

export type TryOut = AnswerOf<typeof policies.tryOut>;
const DAYS = 90;

/**
 * A manager asks what rules not yet published would have decided for the last 90 days' requests under this policy (or,
 * where it was never published, those its scope takes in). Nothing is written. Throws `policy.not_found`.
 */
export function tryOut(ctx: Ctx, id: string, rules: PolicyRules, pastAsks: PastAsks): Promise<TryOut> {
  return inWorkspace(ctx, async (tx) => {
    const { brand, draft } = await readPolicy(tx, ctx, id);
    const versions = new Set((await readVersions(tx, ctx, id)).map((version) => version.id));
    const since = new Date(ctx.now.getTime() - DAYS * 86_400_000);
    const asked = await pastAsks(tx, ctx, brand.id, since);
    const inScope = ({ lines: [first] }: PastAsk) => {
      if (!first || !draft) return false;
      const { zone, order, line } = first.facts;
      return covers(draft.scope, { zone, placedAt: order.placedAt, channel: order.channel, ...line });
    };
    const ours = asked.filter((ask) =>
      versions.size > 0 ? ask.policyVersionId !== null && versions.has(ask.policyVersionId) : inScope(ask),
    );
    return replay(ours, rules);
  });
}

/**
 * Judges past requests by other rules. A request is as hard as its hardest line. The money is what the offers of the
 * same remedies (or the refund, where the new rules don't have that remedy) come to, less what was promised; a request
 * now refused gives nothing, and one a person would look at counts as granted.
 */
export function replay(asked: readonly PastAsk[], rules: PolicyRules): TryOut {
  const change = new Map<string, number>();
  const count = { same: 0, now_allowed: 0, now_refused: 0, now_asked: 0 };
  for (const ask of asked) {
    const verdicts = ask.lines.map(({ facts }) => eligibility({ ...facts, policy: { versionId: 'tried', rules } }));
    const answer = hardest(verdicts);
    if (answer === ask.answer) count.same += 1;
    else count[answer === 'yes' ? 'now_allowed' : answer === 'no' ? 'now_refused' : 'now_asked'] += 1;
    const given = ask.lines.reduce((sum, line) => sum + line.given, 0);
    const currency = ask.lines[0]?.facts.currency;
    if (!currency) continue;
    const difference = (answer === 'no' ? 0 : worth(ask, verdicts, rules)) - given;
    change.set(currency, (change.get(currency) ?? 0) + difference);
  }
  const refund_change = [...change].flatMap(([currency, amount]) => (amount === 0 ? [] : [{ amount, currency }]));
  return { requests: asked.length, ...count, refund_change };
}

function hardest(verdicts: readonly Verdict[]): Verdict['answer'] {
  return (['no', 'ask', 'yes'] as const).find((answer) => verdicts.some((one) => one.answer === answer)) ?? 'yes';
}

const paysNothing: readonly RemedyKind[] = ['spare_part', 'repair', 'next_order_discount', 'guidance'];

function worth({ lines }: PastAsk, verdicts: readonly Verdict[], rules: PolicyRules): number {
  const [first] = lines;
  if (!first) return 0;
  const { zone, now, currency } = first.facts;
  const asked = lines.map(({ facts, bought, before, remedy }, i) => ({
    rules,
    reason: facts.ask.reason ?? 'other',
    quantity: facts.ask.quantity,
    warranty: verdicts[i]!.warranty,
    bought,
    before,
    remedy,
  }));
  const offers = offersFor(asked, { currency, today: dayIn(zone, now), paysTo: null });
  return offers.reduce((sum, kinds, i) => {
    // Parts, help, repairs and codes pay no money, whatever the rules say of refunds.
    if (paysNothing.includes(lines[i]!.remedy)) return sum;
    const offer = kinds.find(({ kind }) => kind === lines[i]!.remedy) ?? kinds.find(({ kind }) => kind === 'refund');
    return sum + (offer?.amount.amount ?? 0);
  }, 0);
}
