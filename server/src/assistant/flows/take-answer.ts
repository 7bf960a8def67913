/** What the assistant asked last, and whether the buyer's words answer it. */
import type { BuyerLanguage, ChatChoice, FlowKey, SlotKey } from '@recoup/contract';
import type { Flows, Heard, Matter, Pending, TalkState } from '../talk.ts';
import { wayNamed } from './disputes.ts';
import { keepSlots, slotOfChoices } from './keep-slots.ts';
import { choiceFor, matchChoice, matchChoices, meansAll } from './match-choice.ts';
import { changeMatter, openMatter, tried } from './matters.ts';
import { flowWords } from './own-words.ts';
import { namesWish } from './which-flow.ts';

/** `meant`: a flow was chosen, or a person; the rest is in the state. */
export type Answer = {
  state: TalkState;
  meant: FlowKey | null;
  /** The answer was named, and not only a yes or no. */
  named?: boolean;
};
export type How = 'clear' | 'weak';

/** Slots that a buyer's own words fill as they stand. */
const IN_WORDS: readonly SlotKey[] = ['question', 'change', 'company', 'cancel_reason'];
const MOST_WORDS = 1000;

/** An answer that is tapped, or said so that it can mean nothing else (`clear`), or only by a word or two (`weak`). Null: it is none. */
export function takeAnswer(state: TalkState, heard: Heard, flows: Flows, how: How): Answer | null {
  const { pending } = state;
  if (heard.choice !== null) return how === 'clear' ? tapped(state, heard.choice, flows) : null;
  if (!pending) return null;
  if (pending.kind === 'intent') {
    const only = pending.flows.length === 1 && heard.yes === true ? (pending.flows[0] ?? null) : null;
    const meant = only ?? named(heard.text, intentChoices(pending.flows, state.language), how);
    return meant === null ? null : { state: { ...state, pending: null }, meant: meant as FlowKey };
  }
  const matter = openMatter(state);
  if (!matter || pending.kind === 'confirm' || pending.kind === 'code') return null;
  if (pending.kind === 'choice') {
    const said = choiceSaid(pending, heard, how);
    if (said === null) return null;
    if (said.value === 'person') return { state, meant: 'person' };
    return { state: answered(state, matter, pending, said.value, flows), meant: null, named: said.named };
  }
  return slotSaid(state, matter, pending, heard, how);
}

export const intentChoices = (flows: readonly FlowKey[], language: BuyerLanguage): ChatChoice[] =>
  flows.map((value) => ({ value, words: flowWords[value][language] }));

function named(text: string, choices: readonly ChatChoice[], how: How): string | null {
  const match = matchChoice(text, choices);
  return match && (how === 'weak' || match.how === 'clear') ? match.choice.value : null;
}

/** Words of somebody who tried, whatever the message is taken for. */
const WORKS =
  /(?<!doesn.?t |not |isn.?t )\b(?:works|working|worked|fixed|solved)\b|可以了|好了|能用了|连上了|成功了|搞定|\b(?:ya funciona|funcionó|ya está)\b/i;
const FAILS =
  /\b(?:still|didn.?t|doesn.?t|won.?t|can.?t|not|no luck|nothing)\b|不行|没用|没反应|不可以|不能用|连不上|\b(?:sigue|no funciona|tampoco|nada)\b/i;

function choiceSaid(
  pending: Pending & { kind: 'choice' },
  { text, yes, understood: { intent, confidence } }: Heard,
  how: How,
): { value: string; named: boolean } | null {
  const sign = (meant: boolean) => {
    const value = choiceFor(meant, pending.values);
    return value === null ? null : { value, named: false };
  };
  const tells = confidence >= 0.4 && (intent === 'it_worked' || intent === 'it_did_not_work');
  if (pending.values.includes('worked')) {
    const [works, fails] = [WORKS.test(text), FAILS.test(text)];
    if (works !== fails) return sign(works);
    if (tells) return sign(intent === 'it_worked');
  }
  const byWords = named(text, pending.choices ?? [], how);
  if (byWords !== null) return { value: byWords, named: true };
  if (tells) return sign(intent === 'it_worked');
  if (yes !== null) return sign(yes);
  return intent !== null && namesWish(intent) ? sign(false) : null;
}

function slotSaid(
  state: TalkState,
  matter: Matter,
  { slot, choices = [] }: Pending & { kind: 'slot' },
  heard: Heard,
  how: How,
): Answer | null {
  const { text } = heard;
  const kept = (said: Matter['slots'] | null): Answer | null =>
    said && {
      state: changeMatter(state, { ...matter, slots: keepSlots(matter.slots, said) }),
      meant: null,
      named: true,
    };
  if (how === 'clear' && heard.slots[slot] !== undefined && slot !== 'order')
    return kept({ [slot]: heard.slots[slot] });
  if (choices.length > 0) {
    const several = slot === 'item' && (meansAll(text) || how === 'weak') ? matchChoices(text, choices) : [];
    if (several.length > 0) return kept(slotOfChoices(slot, several));
    const way = slot === 'offer' && text.length <= 40 ? wayNamed(text) : null;
    const value = named(text, choices, how) ?? way;
    if (value === 'person') return { state, meant: 'person' };
    const choice = choices.find((one) => one.value === value);
    if (choice) return kept(slotOfChoices(slot, [choice]));
  }
  if (slot === 'photos' && heard.yes === false) return kept({ photos: [] });
  if (slot === 'opened' && heard.yes !== null) return kept({ opened: heard.yes });
  if (how === 'weak' && IN_WORDS.includes(slot) && text.trim())
    return kept({ [slot]: text.trim().slice(0, MOST_WORDS) });
  return null;
}

/** A button, of the last question or of one asked earlier: an earlier answer given anew is a change of mind. */
function tapped(state: TalkState, choice: string, flows: Flows): Answer | null {
  const { pending } = state;
  if (choice === 'person') return { state, meant: 'person' };
  if (pending?.kind === 'intent')
    return pending.flows.includes(choice as FlowKey)
      ? { state: { ...state, pending: null }, meant: choice as FlowKey }
      : null;
  const matter = openMatter(state);
  if (!matter) return flows.has(choice as FlowKey) ? { state, meant: choice as FlowKey } : null;
  if (pending?.kind === 'choice' && pending.values.includes(choice))
    return { state: answered(state, matter, pending, choice, flows), meant: null };
  if (pending?.kind === 'slot') {
    const shown = pending.choices?.find(({ value }) => value === choice);
    const said = shown ? slotOfChoices(pending.slot, [shown]) : null;
    if (said) return { state: changeMatter(state, { ...matter, slots: keepSlots(matter.slots, said) }), meant: null };
  }
  const steps = flows.get(matter.flow)?.steps ?? [];
  const earlier = steps.find(({ id, choices }) => matter.answers[id] && choices?.some(({ value }) => value === choice));
  const before = earlier && matter.answers[earlier.id];
  if (earlier && before) {
    const answers = { ...matter.answers, [earlier.id]: { ...before, value: choice } };
    return { state: changeMatter(state, { ...matter, answers }), meant: null };
  }
  const asked = steps.find(
    ({ kind, slot, choices }) => kind === 'asks' && slot && choices?.some(({ value }) => value === choice),
  );
  const said = asked?.slot
    ? slotOfChoices(asked.slot, [{ value: choice, words: choice }])
    : slotOfChoices('offer', [{ value: choice, words: choice }]);
  return said && { state: changeMatter(state, { ...matter, slots: keepSlots(matter.slots, said) }), meant: null };
}

function answered(
  state: TalkState,
  matter: Matter,
  { step, under = '' }: Pending & { kind: 'choice' },
  value: string,
  flows: Flows,
): TalkState {
  const shows = flows.get(matter.flow)?.steps.find(({ id }) => id === step)?.shows;
  const offer = shows === 'remedies' ? slotOfChoices('offer', [{ value, words: value }]) : null;
  const slots = offer ? keepSlots(matter.slots, offer) : matter.slots;
  const next: Matter = { ...matter, slots, answers: { ...matter.answers, [step]: { value, under } } };
  const guided =
    shows === 'guide' || shows === 'article'
      ? next.tried.find(({ kind, outcome }) => kind === shows && outcome === 'unanswered')
      : undefined;
  const worked = choiceFor(true, [value]) === value;
  return changeMatter(state, guided ? tried(next, { ...guided, outcome: worked ? 'worked' : 'failed' }) : next);
}
