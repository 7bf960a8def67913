import type { FlowAct } from '@recoup/contract';
import { type BrandFacts, brandOf } from '../../accounts/index.ts';
import type { Tx } from '../../platform/db.ts';
import type { Look } from '../look-ups/look.ts';
import { noTokens, type Slots } from '../talk.ts';
import type { Act, ActOf } from './act.ts';
import type { At } from './at.ts';
import { cancelAct } from './cancel.ts';
import { giveRemedy } from './give-remedy.ts';
import { receiptAct } from './receipt.ts';
import { settleAct } from './settle.ts';

const acts: ActOf = {
  give_remedy: giveRemedy,
  cancel_order: cancelAct,
  send_receipt: receiptAct,
  settle: settleAct,
};

/** A kept request says itself of which act it is, so each act only ever meets its own. */
export const actNamed = (act: FlowAct): Act => acts[act] as unknown as Act;

/** What an act sees: the same as a look-up, without any words of the buyer's but what the slots hold. */
export async function actLook(
  at: At,
  tx: Tx,
  of: { slots: Slots; language: Look['of']['language'] },
  brand?: BrandFacts,
): Promise<Look> {
  const ctx = { ...at.ctx, tx };
  return {
    at: { ...at, ctx },
    tx,
    ctx,
    brand: brand ?? (await brandOf(tx, at.sight.brand_id)),
    of: { ...of, tokens: noTokens(), text: '' },
  };
}
