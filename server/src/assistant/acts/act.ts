/** What every act is made of: it is prepared from what is known, weighed by the verb's own preview, and done by the verb. */
import type { ChatCard, FlowAct, HandOverReason } from '@recoup/contract';
import type { Tx } from '../../platform/db.ts';
import type { Look } from '../look-ups/look.ts';
import type { SeenOrder } from '../look-ups/orders.read.ts';
import type { Source } from '../talk.ts';
import type { BuyerCtx } from './at.ts';
import type { KeptRequest } from './requests.ts';

export type Cannot = { cannot: HandOverReason; facts: Record<string, unknown> };
export const cannot = (because: HandOverReason, facts: Record<string, unknown> = {}): Cannot => ({
  cannot: because,
  facts,
});
export const isCannot = (one: object): one is Cannot => 'cannot' in one;

/** What this very request would come to now. `what` is compared with what was promised; everything is the gate's own. */
export type Weighed = {
  what: unknown;
  /** What the buyer gets, and of it what counts against the caps; minor units of the order's currency. */
  amount: number;
  given: number;
  currency: string;
  card: Pick<ChatCard, 'kind' | 'title' | 'value' | 'detail' | 'remedy' | 'yes' | 'no' | 'photo_url'>;
  variables: Record<string, string | null | undefined>;
  sources: Source[];
};
export type Did = { return_id: string | null; return_code: string | null };

export type Act<R extends KeptRequest = KeptRequest> = {
  /** Wants the code where the brand asks for one: it gives something, or cannot be taken back. */
  consequential: boolean;
  prepare(look: Look, order: SeenOrder): Promise<R | Cannot>;
  weigh(look: Look, order: SeenOrder, request: R): Promise<Weighed | Cannot>;
  /** As the buyer, in the transaction of their yes. Throws what the verb throws. */
  carryOut(ctx: BuyerCtx & { tx: Tx }, orderId: string, request: R): Promise<Did>;
};
export type ActOf = { [K in FlowAct]: Act<Extract<KeptRequest, { kind: K }>> };
