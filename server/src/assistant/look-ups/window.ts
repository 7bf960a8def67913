import type { Because, Verdict } from '@recoup/contract';
import { dayIn as calendarDay, daysBetween } from '../../platform/clock.ts';
import { rulesInForce } from '../../policies/index.ts';
import { previewReturn } from '../../returns/index.ts';
import { buyerCtx } from '../acts/at.ts';
import { dayIn, type Finds, moneyIn, nothing } from './look.ts';
import { linesMeant, orderFacts, orderOf } from './seen-order.ts';
import { free } from './words.ts';

/** May the goods that are spoken of still go back: what policy says, as the return pages would say it. */
export const window: Finds = async (look) => {
  const { tx, ctx, brand, of, at } = look;
  const found = await orderOf(look);
  if (!found) return nothing;
  const order = await orderFacts(look, found);
  const meant = linesMeant(order, of.slots).filter(({ left }) => left > 0);
  if (meant.length === 0) return { facts: { inside: false, outside: false } };
  const asked = meant.map(({ line }) => {
    return { order_line_id: line.id, quantity: 1, reason: of.slots.problem ?? null, opened: of.slots.opened ?? null };
  });
  const preview = await previewReturn(buyerCtx(at, order.id), order.id, asked);
  const rules = await rulesInForce(tx, ctx, {
    brandId: order.brand_id,
    placedAt: order.placed_at,
    channel: order.channel,
    lines: meant.map(({ line }) => line),
  });
  const verdicts = preview.lines.map(({ verdict }) => verdict);
  const until = untilOf(verdicts);
  const fee = feeOf(preview.lines.flatMap(({ offers }) => offers));
  const days = until === null ? null : daysBetween(calendarDay(brand.timeZone, ctx.now), until);
  const inForce = rules.filter((one) => one !== null);
  return {
    facts: {
      inside: verdicts.every(({ answer, warranty }) => answer !== 'no' && !warranty),
      outside: said(verdicts, /^window\.(closed|none)$/),
      final_sale: said(verdicts, /^line\.final_sale$/),
      asks_person: preview.waits_for_person,
      evidence_needed: preview.evidence_needed,
      warranty_inside: verdicts.some(({ warranty }) => warranty),
    },
    variables: {
      days: days === null || days < 0 ? null : String(days),
      until: until && dayIn(look, until),
      freight:
        fee === null ? null : fee === 0 ? free[of.language] : moneyIn(look, { amount: fee, currency: order.currency }),
    },
    sources: [...new Map(inForce.map((one) => [one.versionId, one])).values()].map(({ versionId, name, version }) => {
      return { kind: 'policy', id: versionId, title: `${name} (${version})` };
    }),
  };
};

/** A reason that the warranty took the place of counts too: the window is over, whoever mends it. */
function said(verdicts: readonly Verdict[], code: RegExp): boolean {
  const codes = ({ code: own, facts }: Because) => [own, ...((facts.instead_of as string[] | undefined) ?? [])];
  return verdicts.some(({ because }) => because.some((one) => codes(one).some((each) => code.test(each))));
}

/** The last day to ask for any of it; of a window that is over, the day it closed. */
function untilOf(verdicts: readonly Verdict[]): string | null {
  const closed = verdicts.flatMap(({ because }) =>
    because.flatMap(({ facts }) => (typeof facts.until === 'string' ? [facts.until] : [])),
  );
  const open = verdicts.flatMap(({ until }) => until ?? []);
  return [...(open.length > 0 ? open : closed)].sort()[0] ?? null;
}

/** What is taken for the way back, minor units; null where no return is offered yet. */
function feeOf(
  offers: readonly { kind: string; parts: { code: string; amount: { amount: number } }[] }[],
): number | null {
  const refunds = offers.filter(({ kind }) => kind === 'refund' || kind === 'store_credit');
  const [first] = refunds;
  if (!first) return null;
  return first.parts.reduce((sum, { code, amount }) => sum - (code === 'return_freight' ? amount.amount : 0), 0) || 0;
}
