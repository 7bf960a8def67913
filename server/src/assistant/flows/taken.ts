/** What hearing comes to, and the parts every way of hearing shares. */
import type { AssistantSettings, FlowKey, HandOverReason } from '@recoup/contract';
import type { Flows, Heard, Matter, TalkState } from '../talk.ts';
import { keepSlots, otherOrder } from './keep-slots.ts';
import { beginMatter, changeMatter, openMatter } from './matters.ts';
import type { OwnWords } from './own-words.ts';
import { ASKED_IN_WORDS, aboutTheThing, answersIn, namesWish, slotsOf, type Task, taskOf } from './which-flow.ts';

/** What hearing came to: the new state, and what is to be done before and instead of reading the flow. */
export type Taken = {
  state: TalkState;
  /** Asked of the world first: the buyer's answer to an offer, or a code they typed. */
  deed: { kind: 'answer'; confirmation_id: string; yes: boolean } | { kind: 'prove'; code: string } | null;
  hand_over: HandOverReason | null;
  /** The assistant's own words, before those of a flow. */
  words: OwnWords[];
  /** Nothing of a flow is said this turn. */
  rests: boolean;
};
export type HearOf = { state: TalkState; heard: Heard; flows: Flows; settings: AssistantSettings; newId: () => string };

export const MOST_TEXT = 600;
/** A message that is hardly more than the name of a way. */
export const SHORT = 40;

export const taken = (state: TalkState): Taken => ({
  state: { ...state, failures: 0 },
  deed: null,
  hand_over: null,
  words: [],
  rests: false,
});
export const rests = (state: TalkState, ...words: OwnWords[]): Taken => ({ ...taken(state), words, rests: true });

/** The buyer's words are kept with the problem they are about. */
export function remember(state: TalkState, { text, choice }: Heard): TalkState {
  const matter = openMatter(state);
  const said = text.trim();
  if (!matter || choice !== null || !said || matter.text?.includes(said)) return state;
  return changeMatter(state, { ...matter, text: [matter.text, said].filter(Boolean).join('\n').slice(-MOST_TEXT) });
}

/** A new problem is begun with what the message says of it; the order at hand is most likely the one it is about. */
export function begin(
  { state, heard, flows, newId }: HearOf,
  flow: FlowKey,
  text = heard.choice === null ? ownText(heard) : '',
): TalkState {
  const before = openMatter(state) ?? state.matters.at(-1);
  const carried =
    before && !['where_is_it', 'cancel_or_change', 'before_buying'].includes(flow) ? before.slots.order : undefined;
  const known = flow === 'person' || flow === 'complaint' ? (before?.slots ?? {}) : carried ? { order: carried } : {};
  const own = slotsOf(heard.understood, heard.slots);
  const question = ASKED_IN_WORDS.includes(flow) || (flow === 'complaint' && lengthOf(text) > 24) ? text.trim() : '';
  const slots = keepSlots(known, { ...(question && { question }), ...own });
  if (otherOrder(slots, heard.tokens)) delete slots.order;
  const begun = beginMatter(state, { id: newId(), flow, slots, text: text.trim().slice(0, MOST_TEXT) }, true);
  const matter = openMatter(begun);
  const task = taskOf(heard.understood, flows);
  if (!matter || task?.flow !== flow || !task.sure) return begun;
  return changeMatter(begun, { ...matter, answers: { ...matter.answers, ...answersIn(task, flows) } });
}

/** The message without what it says of other problems, which wait with their own words. */
const ownText = ({ text, also }: Heard): string =>
  also
    .flatMap((other) => other.text.split('\n'))
    .reduce((left, part) => left.replace(part, ' '), text)
    .trim() || text;

/** A Chinese character says about as much as three letters. */
const lengthOf = (text: string): number => text.length + 2 * (text.match(/\p{Script=Han}/gu)?.length ?? 0);

/** Other problems the message names wait behind the one at hand. */
export function queued(at: HearOf, so: Taken): Taken {
  let { state } = so;
  for (const other of at.heard.also) {
    const task = taskOf(other.understood, at.flows);
    const here = openMatter(state);
    if (!task?.sure || !here) continue;
    const slots = slotsOf(other.understood, other.slots);
    const same = state.matters.some(
      (matter) =>
        matter.ending === 'open' &&
        (matter.flow === task.flow || matter.slots.problem === slots.problem) &&
        oneThing(matter, slots, task),
    );
    if (same) continue;
    const order =
      here.slots.order && !['where_is_it', 'cancel_or_change'].includes(task.flow) ? { order: here.slots.order } : {};
    const question = ASKED_IN_WORDS.includes(task.flow) ? { question: other.text } : {};
    state = beginMatter(
      state,
      { id: at.newId(), flow: task.flow, slots: { ...order, ...question, ...slots }, text: other.text },
      false,
    );
  }
  return { ...so, state };
}

/** The same trouble with the same thing, said twice. */
function oneThing({ slots: known, flow }: Matter, said: Matter['slots'], task: Task): boolean {
  const item = said.item?.[0]?.order_line_id;
  if (item && known.item && !known.item.some(({ order_line_id }) => order_line_id === item)) return false;
  return flow === task.flow || namesWish(task.intent);
}

/** The message is surely about something that is not the matter at hand. */
export function elsewhere(state: TalkState, task: Task | null): boolean {
  const matter = openMatter(state);
  if (!task?.sure || !matter || task.flow === matter.flow) return false;
  return !(aboutTheThing(task.flow) && aboutTheThing(matter.flow));
}
