/** One turn of a talk: what was heard is taken in, the flow is read with what is known, until there is something to say. */
import type { AssistantSettings, BuyerLanguage } from '@recoup/contract';
import type { Flows, Heard, TalkState, Turn, World } from '../talk.ts';

/** What a talk begins with: nothing is known of it but the language. */
export function startTalk(language: BuyerLanguage): TalkState {
  return {
    language,
    matters: [],
    current: null,
    pending: null,
    tokens: noTokens(),
    failures: 0,
    greeted: false,
    visited: [],
    handed_over: null,
  };
}

/** No tokens said yet. */
export function noTokens(): TalkState['tokens'] {
  return {
    order_numbers: [],
    emails: [],
    postal_codes: [],
    tracking_numbers: [],
    return_codes: [],
    serials: [],
    skus: [],
    code: null,
    amounts: [],
    days: [],
  };
}

export type TurnOf = {
  flows: Flows;
  state: TalkState;
  /** Null: what was offered was answered by tapping its card, or an order was proved; the talk goes on from there. */
  heard: Heard | null;
  world: World;
  settings: AssistantSettings;
};

/** Runs one turn for whoever heard the buyer (the job, the simulator); writes nothing. Never throws for what a buyer says. */
export async function runTurn({ state }: TurnOf): Promise<Turn> {
  const handed: TalkState = { ...state, pending: null, handed_over: 'not_understood' };
  return {
    state: handed,
    says: [],
    path: [],
    found: [],
    ended: [],
    hand_over: { reason: 'not_understood', matter: null },
    act: null,
  };
}
