import type { FlowAct } from '@recoup/contract';
import type { Look } from '../look-ups/look.ts';
import type { SeenOrder } from '../look-ups/orders.read.ts';
import { orderFacts } from '../look-ups/seen-order.ts';
import { type Cannot, cannot } from './act.ts';
import type { At } from './at.ts';
import { actNamed } from './the-acts.ts';

/** An order above the brand's sum goes to a person before anything of weight is done. */
export async function gateOf(look: Look, order: SeenOrder, act: FlowAct): Promise<Cannot | null> {
  const { above } = look.at.settings.hand_over;
  if (above === null || !actNamed(act).consequential) return null;
  const { total } = await orderFacts(look, order);
  return total > above ? cannot('rule', { total, above }) : null;
}

/** Must the order be proved by a code first? Where the brand wants one, for whatever gives something or cannot be taken back. */
export function needsCode({ sight, settings }: At, order: { id: string }, act: FlowAct): boolean {
  if (sight.simulated || settings.proof !== 'email_code' || !actNamed(act).consequential) return false;
  return !sight.orders.some(({ order_id, by_code }) => order_id === order.id && by_code);
}
