/** What the cost of a return needs of modules money may not import: handed in once, by app.ts. */
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

export type UnitFacts = {
  id: string;
  lpn: string;
  sku: string | null;
  title: string;
  brand_id: string | null;
  site_id: string;
  variant_id: string | null;
  return_id: string | null;
  return_line_id: string | null;
  order_id: string | null;
  stage: string;
  disposition: string | null;
  arrived_at: Date;
  gone_at: Date | null;
  gone_as: string | null;
  /** Nothing, where the parcel held something else than was promised. */
  arrival: string;
};

export type UnitsForCost = {
  ofReturn(tx: Tx, ctx: Ctx, returnId: string): Promise<UnitFacts[]>;
  some(tx: Tx, ctx: Ctx, unitIds: readonly string[]): Promise<UnitFacts[]>;
  /** Units of a brand that were destroyed or sent out of the country, newest first. */
  destroyedOrExported(tx: Tx, ctx: Ctx, brandId: string): Promise<UnitFacts[]>;
};

type Sides = { units: UnitsForCost };
let sides: Sides = {
  units: { ofReturn: async () => [], some: async () => [], destroyedOrExported: async () => [] },
};
export function setCostSides(given: Partial<Sides>): void {
  sides = { ...sides, ...given };
}
export const units = (): UnitsForCost => sides.units;
