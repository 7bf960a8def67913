/** One turn of a talk: what was heard is taken in, the flow is read with what is known, until there is something to say. */
import type { AssistantSettings, BuyerLanguage, HandOverReason } from '@recoup/contract';
import { newId } from '../../platform/ids.ts';
import { type Flows, type Heard, noTokens, type TalkState, type Turn, type World } from '../talk.ts';
import { hear } from './hear.ts';
import { Telling } from './telling.ts';

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

export type TurnOf = {
  flows: Flows;
  state: TalkState;
  /** Null: what was offered was answered by tapping its card (`actAnswered` first), or an order was proved; the talk goes on. */
  heard: Heard | null;
  world: World;
  settings: AssistantSettings;
  /** Something that stands above all flows, known before: the talk goes to a person for it. */
  aboveAll?: HandOverReason | null;
};

/**
 * Runs one turn for whoever heard the buyer (the job, the simulator); writes nothing itself. Never throws for what a buyer says:
 * a flow that was made wrong, or a world that fails to know, ends with a person and `fault`. What the world throws is thrown.
 */
export async function runTurn(of: TurnOf): Promise<Turn> {
  const turn = new Telling(of);
  const { heard, aboveAll } = of;
  if (!heard) {
    if (aboveAll) await turn.handOver(aboveAll, null);
    else await turn.read();
    return turn.told();
  }
  const so = hear({ ...of, heard, newId });
  turn.state = so.state;
  const above =
    aboveAll ??
    (so.hand_over === 'safety' || so.hand_over === 'legal' || so.hand_over === 'rule' ? so.hand_over : null);
  if (above) {
    await turn.handOver(above, null);
    return turn.told();
  }
  turn.greet();
  await turn.take(so, heard);
  return turn.told();
}
