import type { AssistantSettings } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { lookUp } from '../look-ups/look-up.ts';
import type { Sight, World } from '../talk.ts';
import { answerInWords } from './answer-card.ts';
import { offerAct } from './offer.ts';
import { proveInTalk } from './prove-code.ts';

/**
 * What one turn of a talk may find out and do, in the sight of this buyer. `ctx` is the product's own (a job's, or a member of
 * staff's who tries a talk); what is done is done as the buyer. Called inside a transaction or outside one: whatever is
 * offered, done or proved stands by itself and is found again by the turn that is run anew. An order that is proved on the
 * way is in sight for the rest of the turn. `tried`: the caller takes all of it back. A simulated sight looks up alike, and offers, does and mails nothing.
 */
export function worldFor(ctx: Ctx, sight: Sight, settings: AssistantSettings, { tried = false } = {}): World {
  const at = { ctx, sight: { ...sight, orders: [...sight.orders] }, settings, tried };
  return {
    now: ctx.now,
    lookUp: (key, of) => lookUp(at, key, of),
    offer: (act, of) => offerAct(at, act, of),
    answer: (confirmationId, yes, language) => answerInWords(at, confirmationId, yes, language),
    prove: (code) => proveInTalk(at, code),
  };
}
