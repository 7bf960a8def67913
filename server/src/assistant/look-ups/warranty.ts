import { addMonths, dayIn as calendarDay } from '../../platform/clock.ts';
import { rulesInForce } from '../../policies/index.ts';
import { dayIn, type Finds, nothing } from './look.ts';
import { linesMeant, orderFacts, orderOf } from './seen-order.ts';

/**
 * How long the goods are under warranty: months from the day of delivery in the brand's zone, the last day included; the
 * product's own months go before the policy's. Of several goods the one that ends last. What it covers is policy's to say
 * once the problem is known: a problem it does not cover is outside.
 */
export const warranty: Finds = async (look) => {
  const { tx, ctx, brand, of } = look;
  const found = await orderOf(look);
  if (!found) return nothing;
  const order = await orderFacts(look, found);
  const meant = linesMeant(order, of.slots);
  const lines = meant.map(({ line }) => line);
  const inForce = await rulesInForce(tx, ctx, {
    brandId: order.brand_id,
    placedAt: order.placed_at,
    channel: order.channel,
    lines,
  });
  const covers = lines.flatMap((line, i) => {
    const rules = inForce[i]?.rules.warranty;
    const months = line.warranty_months ?? rules?.months ?? 0;
    if (!line.delivered_at || months === 0 || !rules) return [];
    if (of.slots.problem && !rules.covers.includes(of.slots.problem)) return [];
    return [{ months, until: addMonths(calendarDay(brand.timeZone, line.delivered_at), months), by: inForce[i]! }];
  });
  const last = covers.sort((a, b) => a.until.localeCompare(b.until)).at(-1);
  const inside = last !== undefined && calendarDay(brand.timeZone, ctx.now) <= last.until;
  return {
    facts: { inside, outside: !inside },
    variables: { until: last && dayIn(look, last.until), months: last && String(last.months) },
    sources: last ? [{ kind: 'policy', id: last.by.versionId, title: `${last.by.name} (${last.by.version})` }] : [],
  };
};
