import type { BuyerLanguage, ChatChoice, FlowStep, LookUp, SlotKey } from '@recoup/contract';
import type { Found } from '../talk.ts';

/** Whose answers a question for a slot may be given. */
const ANSWERS: Partial<Record<SlotKey, LookUp>> = {
  order: 'order',
  item: 'order',
  part: 'part',
  variant: 'variants',
  offer: 'remedies',
};

/** What may be tapped below a question: what was found, then the flow's own. */
export function choicesFor(step: FlowStep, found: ReadonlyMap<LookUp, Found>, language: BuyerLanguage): ChatChoice[] {
  const own = (step.choices ?? []).map(({ value, words }) => ({ value, words: words[language] }));
  const from =
    step.kind === 'asks' ? step.slot && ANSWERS[step.slot] : step.shows === 'remedies' ? 'remedies' : undefined;
  return [...((from && found.get(from)?.choices) ?? []), ...own];
}
