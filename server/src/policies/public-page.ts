import type { AnswerOf, policies } from '@recoup/contract';
import { brandOf } from '../accounts/index.ts';
import { addDays, dayIn } from '../platform/clock.ts';
import { inWorkspace } from '../platform/db.ts';
import type { visitorOf } from '../platform/http.ts';
import { Refusal } from '../platform/refusal.ts';
import { readPolicies } from './policies.store.ts';
import { specificity } from './scope.ts';

type Visitor = Awaited<ReturnType<typeof visitorOf>>;

/**
 * A brand's policies as anybody may read them: in force, the widest first. A season that is over is told as long as
 * somebody who bought in it may still ask. Throws `brand.not_found`.
 */
export function publicPage(ctx: Visitor): Promise<AnswerOf<typeof policies.publicPage>> {
  return inWorkspace(ctx, async (tx) => {
    const brand = await brandOf(tx, ctx.brandId);
    if (brand.archivedAt) throw new Refusal('brand.not_found');
    const today = dayIn(brand.timeZone, ctx.now);
    const all = await readPolicies(tx, ctx, { brandId: ctx.brandId });
    const inForce = all.flatMap(({ name, live, archived_at }) => {
      if (!live || archived_at) return [];
      const { scope, rules, published_at } = live;
      if (scope.bought_to && addDays(scope.bought_to, rules.window.days) < today) return [];
      return [{ name, scope, rules, in_force_since: published_at }];
    });
    inForce.sort((a, b) => specificity(a.scope) - specificity(b.scope));
    const { name, slug, currency, look } = brand;
    return { brand: { name, slug, currency, look: { color: look.color, dot: look.dot } }, policies: inForce };
  });
}
