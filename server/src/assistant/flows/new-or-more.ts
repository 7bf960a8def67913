import type { FlowKey } from '@recoup/contract';
import type { Heard, Matter, Pending, TalkState } from '../talk.ts';
import { keepSlots, otherOrder, sameSlots, sayTokens } from './keep-slots.ts';
import { beginMatter, changeMatter, moveMatter, openMatter } from './matters.ts';
import type { OwnWords } from './own-words.ts';
import {
  begin,
  elsewhere,
  type HearOf,
  MOST_TEXT,
  queued,
  remember,
  rests,
  SHORT,
  type Taken,
  taken,
} from './taken.ts';
import { aboutTheThing, answersIn, likelyFlows, namesProblem, slotsOf, type Task, taskOf } from './which-flow.ts';

/** Tries to find an order before a person does. */
const MOST_PROOFS = 4;

/** A problem: begun, put another way, or one more; else whatever else the message tells of the one at hand. */
export function newOrMore(at: HearOf, task: Task | null): Taken | null {
  const { heard, state, flows } = at;
  const matter = openMatter(state);
  if (!matter) {
    const back = heard.understood.intent === 'it_did_not_work' ? reopened(at) : null;
    if (back) return taken(back);
    if (task?.sure) return queued(at, taken(begin(at, task.flow)));
    const first = heard.also
      .map((one) => ({ one, found: taskOf(one.understood, at.flows) }))
      .find(({ found }) => found?.sure);
    if (first?.found)
      return queued(
        at,
        taken(
          begin(
            { ...at, heard: { ...heard, understood: first.one.understood, slots: first.one.slots } },
            first.found.flow,
          ),
        ),
      );
    const named = heard.slots.problem ?? heard.slots.wanted;
    return named && heard.slots.wanted !== 'cancel' ? queued(at, taken(begin(at, 'return'))) : again(at);
  }
  if (task?.sure && elsewhere(state, task)) {
    const waiting = state.matters.findIndex(({ ending, flow }) => ending === 'open' && flow === task.flow);
    const next = waiting < 0 ? begin(at, task.flow) : { ...state, current: waiting, pending: null };
    return queued(at, taken(next));
  }
  const said = task?.sure ? slotsOf(heard.understood, heard.slots) : heard.slots;
  if (task?.sure && oneMore(at, matter, task, said)) {
    const id = at.newId();
    const order = matter.slots.order ? { order: matter.slots.order } : {};
    return queued(
      at,
      taken(beginMatter(state, { id, flow: task.flow, slots: { ...order, ...said }, text: heard.text }, false)),
    );
  }
  const slots = keepSlots(matter.slots, addsItem(matter.slots, said, heard));
  if (task?.sure && task.intent.startsWith('change_') && slots.wanted === 'cancel') delete slots.wanted;
  const moves = task?.sure && !isOneMoreItem(heard) && movesTo(matter, task, heard);
  const found = otherOrder(slots, heard.tokens);
  if (found) for (const slot of ['order', 'item', 'part', 'variant', 'offer'] as const) delete slots[slot];
  const told = !sameSlots(matter.slots, slots) || heard.file_ids.length > 0 || sayTokens(heard.tokens);
  if (!told && !moves && !(task?.sure && state.pending?.kind !== 'slot'))
    return heard.also.length > 0 ? against(queued(at, taken(state)), state) : null;
  const next = { ...matter, slots, answers: { ...matter.answers, ...(task?.sure ? answersIn(task, flows) : {}) } };
  const kept = remember(changeMatter(state, moves ? moveMatter(next, task.flow) : next), heard);
  return queued(at, proofs(at, taken(kept)));
}

const ADDS = /\b(?:too|also|as well|and)\b|也|还有|一起|\b(?:también|y)\b/i;
const isOneMoreItem = ({ text, corrects, slots }: Heard): boolean =>
  slots.item !== undefined && !corrects && text.length <= SHORT && ADDS.test(text);

/** “And the fan too”: one more item, and not another instead. */
function addsItem({ item }: Matter['slots'], said: Matter['slots'], { text, corrects }: Heard): Matter['slots'] {
  if (!item || !said.item || corrects || !ADDS.test(text)) return said;
  const more = said.item.filter(({ order_line_id }) => !item.some((one) => one.order_line_id === order_line_id));
  return { ...said, item: [...item, ...more] };
}

/** What was said to work does not after all: the same problem goes on where it worked. */
function reopened({ state, newId }: HearOf): TalkState | null {
  const last = state.matters.at(-1);
  const step =
    last?.ending === 'settled' && Object.keys(last.answers).find((id) => last.answers[id]?.value === 'worked');
  if (!last || !step) return null;
  const answers = { ...last.answers, [step]: { value: 'not_worked', under: last.answers[step]?.under ?? '' } };
  const failed = last.tried.map((one) => (one.outcome === 'worked' ? { ...one, outcome: 'failed' as const } : one));
  const matter: Matter = { ...last, id: newId(), answers, tried: failed, acts: {}, ending: 'open' };
  return { ...state, matters: [...state.matters, matter], current: state.matters.length };
}

/** Only a message that queued something counts as understood. */
const against = (so: Taken, before: TalkState): Taken | null =>
  so.state.matters.length > before.matters.length ? so : null;

/** Another problem than the one that is known, and not put right: one more, of the same or another thing. */
function oneMore({ heard, state }: HearOf, { slots, flow }: Matter, task: Task, said: Matter['slots']): boolean {
  if (heard.corrects || !aboutTheThing(task.flow) || !namesProblem(task.intent)) return false;
  if (state.pending?.kind === 'slot' && state.pending.slot === 'problem') return false;
  const otherItem =
    said.item &&
    slots.item &&
    !said.item.some(({ order_line_id: id }) => slots.item?.some((one) => one.order_line_id === id));
  if (otherItem) return !isOneMoreItem(heard);
  return (
    slots.problem !== undefined && said.problem !== undefined && slots.problem !== said.problem && task.flow !== flow
  );
}

/** The flow that fits what is now said of the same thing. `return` reads every problem itself. */
function movesTo({ flow }: Matter, task: Task, { corrects }: Heard): boolean {
  if (task.flow === flow || flow === 'return') return task.flow === 'exchange' && flow === 'return';
  if (task.flow === 'exchange' || flow === 'how_to' || flow === 'warranty') return true;
  return corrects && namesProblem(task.intent);
}

/** An order that cannot be found in a few tries is looked for by a person. */
function proofs({ state, heard }: HearOf, so: Taken): Taken {
  const { pending } = state;
  if (pending?.kind !== 'slot' || pending.slot !== 'order' || !sayTokens(heard.tokens)) return so;
  if (pending.tries + 1 >= MOST_PROOFS) return { ...so, hand_over: 'not_proved' };
  return { ...so, state: { ...so.state, pending: { ...pending, tries: pending.tries + 1 } } };
}

/** Nothing begun and nothing sure: what was meant is asked, with the likeliest to tap. */
function again({ state, heard, flows }: HearOf): Taken | null {
  if (state.pending) return null;
  if (!heard.text.trim() && heard.file_ids.length === 0) return rests(state, 'hello');
  const onlyPhoto = !heard.text.trim();
  const likely: FlowKey[] = onlyPhoto
    ? ['damaged', 'does_not_work', 'wrong_item']
    : likelyFlows(heard.understood, flows);
  const pending: Pending = { kind: 'intent', flows: likely.filter((key) => flows.has(key)), tries: 1 };
  const words: OwnWords = onlyPhoto ? 'photo_of_what' : likely.length > 0 ? 'which' : 'which_open';
  return {
    ...rests({ ...state, pending, unclear: heard.text.slice(0, MOST_TEXT) }, words),
    state: {
      ...state,
      pending,
      unclear: heard.text.slice(0, MOST_TEXT),
      failures: state.failures + (onlyPhoto ? 0 : 1),
    },
  };
}
