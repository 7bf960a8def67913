/** What modules above the warehouse know and its outbound desk needs; handed in once by app.ts. */
import type { Money } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

export type LaborSide = {
  /** What so many seconds of bench work cost at a site for a brand. */
  cost(tx: Tx, ctx: Ctx, of: { brandId: string; siteId: string; seconds: number; currency: string }): Promise<Money>;
};
let labor: LaborSide = { cost: async (_tx, _ctx, { currency }) => ({ amount: 0, currency }) };

export function setOutboundSides(sides: { labor: LaborSide }): void {
  labor = sides.labor;
}
export const laborSide = (): LaborSide => labor;
