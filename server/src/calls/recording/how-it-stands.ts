/** What every verb of recording looks at first: who is in the call, what they said, which rule holds, in which words. */
import type { BuyerLanguage, ConsentRule, StaffLanguage } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { readerOf } from '../calls/beside-call.read.ts';
import type { Call } from '../calls/call.ts';
import { type Part, partsOf } from '../calls/calls.store.ts';
import { settingsOf } from '../settings/settings.store.ts';
import { inTheCall } from './consent.ts';
import { type Consent, consentsOf, placeOfCall } from './recordings.store.ts';
import { ruleFor } from './state-rules.ts';
import { type Asked, type Wording, wordingOf } from './wording.ts';

export type Standing = {
  enabled: boolean;
  keep_days: number;
  rule: ConsentRule;
  parts: Part[];
  said: Consent[];
  /** What who of staff acts reads. */
  reads: StaffLanguage;
  /** The words for one side, in a language; `agent`: who asks. */
  wording(asked: Asked, language: BuyerLanguage, agent: string): Wording;
};

export async function howItStands(tx: Tx, ctx: Ctx, call: Call): Promise<Standing> {
  const { recording } = await settingsOf(tx, ctx, call.brand_id);
  const { brand, address } = await placeOfCall(tx, ctx, call);
  const rule = ruleFor(address);
  return {
    ...recording,
    rule,
    parts: await partsOf(tx, ctx, call.id),
    said: await consentsOf(tx, ctx, call.id),
    reads: (await readerOf(tx, ctx)) === 'zh' ? 'zh' : 'en',
    wording: (asked, language, agent) =>
      wordingOf(asked, language, rule, { brand, agent, keep_days: recording.keep_days }),
  };
}

/** The seat in this call of who of staff acts. Throws `call.not_in_it`. */
export function seatOfStaff(ctx: Ctx, { parts }: Pick<Standing, 'parts'>): Part {
  const mine = inTheCall(parts).find(({ staff_id }) => staff_id !== null && staff_id === ctx.actor.id);
  if (!mine) throw new Refusal('call.not_in_it');
  return mine;
}

/** Throws `recording.turned_off`. */
export function mustBeEnabled({ enabled }: Pick<Standing, 'enabled'>): void {
  if (!enabled) throw new Refusal('recording.turned_off');
}

/** Throws `call.wrong_stage`. */
export function mustBeLive({ stage }: Pick<Call, 'stage'>): void {
  if (stage !== 'live') throw new Refusal('call.wrong_stage', { stage });
}

export const actorOf = ({ actor }: Ctx, name = actor.name) => ({ kind: actor.kind, id: actor.id, name });
