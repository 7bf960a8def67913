/** What the buyer said, taken into what is known of the talk. */
import type { AssistantSettings, BuyerLanguage, FlowKey, HandOverReason, Understood } from '@recoup/contract';
import type { Flows, Heard, Matter, Pending, TalkState } from '../talk.ts';
import { disputesOffer, wayNamed } from './disputes.ts';
import { keepSlots, keepTokens, otherOrder, sameSlots, sayTokens } from './keep-slots.ts';
import { beginMatter, changeMatter, endMatter, moveMatter, openMatter } from './matters.ts';
import type { OwnWords } from './own-words.ts';
import { type Answer, takeAnswer } from './take-answer.ts';
import {
  ASKED_IN_WORDS,
  aboutTheThing,
  answersIn,
  believed,
  likelyFlows,
  namesProblem,
  namesWish,
  slotsOf,
  type Task,
  taskOf,
} from './which-flow.ts';

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

const MOST_TEXT = 600;
/** A message that is hardly more than the name of a way. */
const SHORT = 40;
/** Tries to find an order before a person does. */
const MOST_PROOFS = 4;

/**
 * Takes a message in. Pure; `newId` names the matters it begins. In this order: danger and lawyers, a person asked for, a code
 * typed, an answer tapped or plainly given, a no to what was offered, small talk, a problem named (the one at hand, another way
 * to put it, or one more), anything else told, an answer by a word or two; then it was not understood.
 */
export function hear(given: HearOf): Taken {
  const of = { ...given, heard: readFor(given.heard, given.state.pending) };
  const { heard, settings, flows } = of;
  const language = languageNow(of.state, heard, settings);
  const tokens = keepTokens(of.state.tokens, heard.tokens);
  const state: TalkState = { ...of.state, language, tokens };
  const at: HearOf = { ...of, state: withPhotos(state, heard) };

  if (state.pending?.kind === 'code' && heard.tokens.code && /^\D*\d{6}\D*$/.test(heard.text))
    return { ...taken(at.state), deed: { kind: 'prove', code: heard.tokens.code } };
  const alarm = alarmOf(heard);
  if (alarm) return { ...taken(forPerson(at)), hand_over: alarm };
  const task = taskOf(heard.understood, flows);
  if (task?.sure && task.flow === 'person') return taken(begin(at, 'person'));
  const { pending } = state;
  if (pending?.kind === 'code' && heard.tokens.code)
    return { ...taken(at.state), deed: { kind: 'prove', code: heard.tokens.code } };

  const aside = heard.yes === null && heard.understood.confidence >= 0.6 ? smallTalk(at) : null;
  const answer = takeAnswer(at.state, heard, flows, 'clear');
  const { intent } = heard.understood;
  if (aside && (intent === 'never_mind' || (!answer && ASIDE.has(intent ?? '')))) return aside;

  const choosesOffer = pending?.kind === 'slot' && pending.slot === 'offer';
  if (answer && !(choosesOffer && heard.choice === null && insists(heard))) {
    const told =
      heard.choice === null && answer.meant === null ? withTold(answer.state, at, pending) : meantBy(at, answer);
    if (heard.choice === null && elsewhere(answer.state, task))
      return newOrMore({ ...at, state: told }, task) ?? taken(told);
    return queued(at, taken(told));
  }
  if (pending?.kind === 'confirm') {
    const said = answerToOffer(at, pending, task);
    if (said) return said;
  }
  if (choosesOffer && disputesOffer(heard) && (!elsewhere(at.state, task) || task?.flow === 'complaint'))
    return { ...taken(remember(at.state, heard)), hand_over: 'disputes' };
  if (
    task?.sure &&
    task.flow === 'complaint' &&
    pending?.kind === 'slot' &&
    pending.slot === 'problem' &&
    state.failures === 0
  )
    return {
      ...taken(remember(at.state, heard)),
      state: { ...remember(at.state, heard), failures: 1 },
      words: ['so_sorry'],
    };
  if (task?.sure && task.flow === 'complaint' && openMatter(at.state))
    return { ...taken(remember(at.state, heard)), hand_over: 'upset' };
  return smallTalk(at) ?? newOrMore(at, task) ?? byAWord(at) ?? notUnderstood(at);
}

/** The buyer's own, where the brand speaks it; a word or two alone, or one word of another language, changes nothing. */
function languageNow(state: TalkState, { language, text }: Heard, { languages }: AssistantSettings): BuyerLanguage {
  if (!languages.includes(language)) return state.language;
  const han = /\p{Script=Han}/u.test(text);
  const began = state.matters.length > 0 || state.pending !== null;
  if (began && language !== 'zh' && (han || text.trim().length < 5)) return state.language;
  return language;
}

/** “Never mind, I'll keep it”: it is let be, whatever it is kept for. */
const LET_BE = /^\W*(?:never\s?mind|forget (?:it|about it)|算了|déjalo|olvídalo)(?![a-z])/i;

/** As it is believed: what an unsure intent implies is left out, and who lets it be lets it be. */
function readFor(heard: Heard, pending: Pending | null): Heard {
  const asked = pending?.kind === 'slot' && pending.slot === 'problem';
  const { understood } = heard;
  const letBe =
    heard.choice === null && LET_BE.test(heard.text) && understood.confidence < 0.8 && heard.also.length === 0;
  if (letBe)
    return { ...heard, slots: {}, yes: null, understood: { ...understood, intent: 'never_mind', confidence: 0.8 } };
  const slots = believed(understood, heard.slots, asked);
  const { change, ...others } = slots;
  const tells =
    change === undefined || (pending?.kind === 'slot' && pending.slot === 'change') || tellsChange(understood, change);
  return { ...heard, slots: tells ? slots : others };
}

/** A new address has a number in it; another change takes more words than that there is one. */
const tellsChange = ({ intent }: Understood, change: string): boolean =>
  intent === 'change_address' ? /\d/.test(change) : change.length >= 25 || /\d|\p{Script=Han}{8}/u.test(change);

/** Said of nothing that was asked, whatever its words have in common with the answers. */
const ASIDE = new Set(['thanks', 'goodbye', 'greeting']);

const taken = (state: TalkState): Taken => ({
  state: { ...state, failures: 0 },
  deed: null,
  hand_over: null,
  words: [],
  rests: false,
});
const rests = (state: TalkState, ...words: OwnWords[]): Taken => ({ ...taken(state), words, rests: true });

/** Danger, lawyers and the brand's own words, which stand above every flow. */
function alarmOf({ understood: { alarm, intent, confidence, severity } }: Heard): HandOverReason | null {
  if (alarm) return alarm.kind === 'own' ? 'rule' : alarm.kind;
  if (severity === 'danger') return 'safety';
  if (confidence < 0.5) return null;
  return intent === 'safety_report' ? 'safety' : intent === 'legal_threat' ? 'legal' : null;
}

/** A person gets the problem at hand with what was just said, or the words alone. */
const forPerson = (at: HearOf): TalkState =>
  openMatter(at.state) ? remember(at.state, at.heard) : begin(at, 'person');

/** Photos belong to the problem at hand, or wait for the first. */
function withPhotos(state: TalkState, { file_ids, slots }: Heard): TalkState {
  const photos = [...new Set([...file_ids, ...(slots.photos ?? [])])];
  if (photos.length === 0) return state;
  const matter = openMatter(state);
  if (!matter) return { ...state, photos: [...new Set([...(state.photos ?? []), ...photos])] };
  return changeMatter(state, { ...matter, slots: keepSlots(matter.slots, { photos }) });
}

/** The buyer's words are kept with the problem they are about. */
function remember(state: TalkState, { text, choice }: Heard): TalkState {
  const matter = openMatter(state);
  const said = text.trim();
  if (!matter || choice !== null || !said || matter.text?.includes(said)) return state;
  return changeMatter(state, { ...matter, text: [matter.text, said].filter(Boolean).join('\n').slice(-MOST_TEXT) });
}

/** What an answer told beside the answer. */
function withTold(state: TalkState, { heard }: HearOf, pending: Pending | null): TalkState {
  const matter = openMatter(state);
  if (!matter) return state;
  const said = slotsOf(heard.understood, heard.slots);
  if (pending?.kind === 'slot') delete said[pending.slot];
  if (matter.slots.problem) delete said.problem;
  if (pending?.kind === 'slot' && pending.slot === 'offer') delete said.wanted;
  return remember(changeMatter(state, { ...matter, slots: keepSlots(matter.slots, said) }), heard);
}

/** A new problem is begun with what the message says of it; the order at hand is most likely the one it is about. */
function begin(
  { state, heard, flows, newId }: HearOf,
  flow: FlowKey,
  text = heard.choice === null ? heard.text : '',
): TalkState {
  const before = openMatter(state) ?? state.matters.at(-1);
  const carried =
    before && !['where_is_it', 'cancel_or_change', 'before_buying'].includes(flow) ? before.slots.order : undefined;
  const known = flow === 'person' || flow === 'complaint' ? (before?.slots ?? {}) : carried ? { order: carried } : {};
  const own = slotsOf(heard.understood, heard.slots);
  const question = ASKED_IN_WORDS.includes(flow) || (flow === 'complaint' && text.length > 24) ? text.trim() : '';
  const slots = keepSlots(known, { ...(question && { question }), ...own });
  if (otherOrder(slots, heard.tokens)) delete slots.order;
  const begun = beginMatter(state, { id: newId(), flow, slots, text: text.trim().slice(0, MOST_TEXT) }, true);
  const matter = openMatter(begun);
  const task = taskOf(heard.understood, flows);
  if (!matter || task?.flow !== flow || !task.sure) return begun;
  return changeMatter(begun, { ...matter, answers: { ...matter.answers, ...answersIn(task, flows) } });
}

const meantBy = (at: HearOf, { state, meant }: Answer): TalkState =>
  meant === null ? state : begin({ ...at, state }, meant, meant === 'anything_else' ? firstWords(state) : undefined);
const firstWords = (state: TalkState): string => state.unclear ?? '';

/** Other problems the message names wait behind the one at hand. */
function queued(at: HearOf, so: Taken): Taken {
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

/** A yes or no in words to an open card. A yes that changes anything, or brings anything else, is no yes to that card. */
function answerToOffer(at: HearOf, pending: Pending & { kind: 'confirm' }, task: Task | null): Taken | null {
  const { heard, state } = at;
  const matter = openMatter(state);
  if (!matter) return null;
  const yes = heard.choice === 'yes' ? true : heard.choice === 'no' ? false : heard.choice === null ? heard.yes : null;
  const { photos: _, ...said } = heard.slots;
  const changes = !sameSlots(matter.slots, keepSlots(matter.slots, said)) || heard.corrects || sayTokens(heard.tokens);
  if (insists(heard))
    return {
      ...taken(state),
      deed: { kind: 'answer', confirmation_id: pending.confirmation_id, yes: false },
      hand_over: 'disputes',
    };
  if (yes === true && (changes || elsewhere(state, task) || heard.also.length > 0)) return null;
  const named = heard.choice === null && heard.text.length <= SHORT ? wayNamed(heard.text) : null;
  const offered = matter.acts[pending.step];
  const other = named !== null && offered?.act === 'give_remedy' && named !== offered.remedy;
  const no = yes === false || (other && yes === null);
  if (yes !== true && !no) return null;
  const deed: Taken['deed'] = { kind: 'answer', confirmation_id: pending.confirmation_id, yes: yes === true };
  if (no && other && said.offer === undefined) said.offer = named;
  const kept =
    no && (changes || said.offer) ? changeMatter(state, { ...matter, slots: keepSlots(matter.slots, said) }) : state;
  return { ...taken(kept), deed };
}

const insists = (heard: Heard): boolean =>
  disputesOffer(heard) && heard.yes !== true && /\d|%|全|\b(?:full|all|todo)\b/i.test(heard.text) && wantsMore(heard);
const wantsMore = ({ tokens, text }: Heard): boolean =>
  tokens.amounts.length > 0 || /\d+\s?%|\bkeep\b|留|quedar/i.test(text);

/** The message is surely about something that is not the matter at hand. */
function elsewhere(state: TalkState, task: Task | null): boolean {
  const matter = openMatter(state);
  if (!task?.sure || !matter || task.flow === matter.flow) return false;
  return !(aboutTheThing(task.flow) && aboutTheThing(matter.flow));
}

/** Words that are about no problem: a greeting, thanks, never mind. Null where the message is more than that. */
function smallTalk(at: HearOf): Taken | null {
  const { heard, state } = at;
  const { intent, confidence } = heard.understood;
  const matter = openMatter(state);
  const more =
    heard.also.some(({ understood }) => taskOf(understood, at.flows)?.sure) || Object.keys(heard.slots).length > 0;
  if (heard.choice !== null || more || confidence < 0.4) return null;
  if (intent === 'never_mind' && matter) return leftAsItIs(state, matter);
  if (intent === 'it_worked' && matter && aboutTheThing(matter.flow))
    return { ...taken(endMatter(state, matter.id, 'settled')), words: ['glad'] };
  if (intent === 'goodbye' || intent === 'never_mind') return rests(state, 'bye');
  if (intent === 'thanks') return matter ? { ...taken(state), words: ['welcome'] } : rests(state, 'welcome');
  if (intent === 'spam_or_offer' && !matter) return rests(state, 'not_for_us');
  if (intent === 'greeting') return matter ? taken(state) : state.pending ? null : rests(state, 'hello');
  if (!matter && !state.pending && heard.yes !== null) return rests(state, heard.yes ? 'tell_more' : 'bye');
  return null;
}

/** The buyer lets it be; what was offered is declined with it. */
function leftAsItIs(state: TalkState, matter: Matter): Taken {
  const { pending } = state;
  const deed: Taken['deed'] =
    pending?.kind === 'confirm' ? { kind: 'answer', confirmation_id: pending.confirmation_id, yes: false } : null;
  return { ...taken(endMatter(state, matter.id, 'left')), deed, words: ['left_it'] };
}

/** A problem: begun, put another way, or one more; else whatever else the message tells of the one at hand. */
function newOrMore(at: HearOf, task: Task | null): Taken | null {
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
  const slots = keepSlots(matter.slots, said);
  if (task?.sure && task.intent.startsWith('change_') && slots.wanted === 'cancel') delete slots.wanted;
  const moves = task?.sure && movesTo(matter, task, heard);
  const found = otherOrder(slots, heard.tokens);
  if (found) for (const slot of ['order', 'item', 'part', 'variant', 'offer'] as const) delete slots[slot];
  const told = !sameSlots(matter.slots, slots) || heard.file_ids.length > 0 || sayTokens(heard.tokens);
  if (!told && !moves && !(task?.sure && state.pending?.kind !== 'slot'))
    return heard.also.length > 0 ? against(queued(at, taken(state)), state) : null;
  const next = { ...matter, slots, answers: { ...matter.answers, ...(task?.sure ? answersIn(task, flows) : {}) } };
  const kept = remember(changeMatter(state, moves ? moveMatter(next, task.flow) : next), heard);
  return queued(at, proofs(at, taken(kept)));
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
  if (otherItem) return true;
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

function byAWord(at: HearOf): Taken | null {
  const answer = takeAnswer(at.state, at.heard, at.flows, 'weak');
  return answer && queued(at, taken(remember(meantBy(at, answer), at.heard)));
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

/** Not understood: asked once more in other words; a person after as many times as the brand set, and at once for who is upset. */
function notUnderstood(at: HearOf): Taken {
  const { state, heard, settings, flows } = at;
  const failures = state.failures + 1;
  const upset = heard.understood.severity === 'serious' || heard.understood.sentiment <= -0.7;
  const tries = (state.pending?.tries ?? 0) + 1;
  const pending = state.pending && ({ ...state.pending, tries } as Pending);
  const next: Taken = { ...taken(state), state: { ...remember(state, heard), failures, pending } };
  if (upset) return { ...next, hand_over: 'upset' };
  if (failures >= settings.hand_over.after_failures)
    return { ...next, hand_over: state.pending?.kind === 'intent' ? 'not_understood' : 'failed_twice' };
  if (state.pending?.kind !== 'intent') return next;
  const likely = likelyFlows(heard.understood, flows);
  return {
    ...next,
    state: { ...next.state, pending: { kind: 'intent', flows: likely, tries } },
    words: [likely.length > 0 ? 'which' : 'which_open'],
    rests: true,
  };
}
