/** What the buyer said, taken into what is known of the talk. */
import type { FlowKey, HandOverReason, Reason } from '@recoup/contract';
import type { Heard, Pending, TalkState } from '../talk.ts';
import { disputesOffer, wantsAllAndKeeps, wayNamed } from './disputes.ts';
import { keepSlots, keepTokens, sameSlots, sayTokens } from './keep-slots.ts';
import { changeMatter, openMatter } from './matters.ts';
import { newOrMore } from './new-or-more.ts';
import { languageNow, readFor } from './read-for.ts';
import { ASIDE, smallTalk } from './small-talk.ts';
import { type Answer, takeAnswer } from './take-answer.ts';
import { begin, elsewhere, type HearOf, queued, remember, SHORT, type Taken, taken } from './taken.ts';
import { likelyFlows, slotsOf, type Task, taskOf } from './which-flow.ts';

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

  if (pending?.kind === 'code' && NO_CODE.test(heard.text)) return withoutCode(at, pending);

  const aside = heard.yes === null && heard.understood.confidence >= 0.6 ? smallTalk(at) : null;
  const answer = takeAnswer(at.state, heard, flows, 'clear');
  const { intent } = heard.understood;
  if (aside && (intent === 'never_mind' || (!answer && ASIDE.has(intent ?? '')))) return aside;

  const choosesOffer = pending?.kind === 'slot' && pending.slot === 'offer';
  if (answer && !(choosesOffer && heard.choice === null && insists(heard))) {
    const told =
      heard.choice === null && answer.meant === null ? withTold(answer.state, at, pending) : meantBy(at, answer);
    if (heard.choice === null && !answer.named && elsewhere(answer.state, task))
      return newOrMore({ ...at, state: told }, task) ?? taken(told);
    return queued(at, taken(told));
  }
  if (pending?.kind === 'confirm') {
    const said = answerToOffer(at, pending, task);
    if (said) return said;
  }
  if (
    choosesOffer &&
    !namesAnother(heard) &&
    disputesOffer(heard) &&
    (!elsewhere(at.state, task) || task?.flow === 'complaint')
  )
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

/** About the code itself: it did not come, or they cannot read that mailbox. */
const NO_CODE =
  /\bcodes?\b|验证码|\bc[oó]digo\b|\b(?:didn['’]?t|did not|haven['’]?t|not) (?:get|got|receive|received)\b|没有?收到/i;
/** Told once more where it was mailed to; who cannot read it there is looked after by a person. */
function withoutCode(at: HearOf, pending: Pending & { kind: 'code' }): Taken {
  const so = taken({ ...at.state, pending: { ...pending, tries: pending.tries + 1 } });
  return pending.tries > 0 ? { ...so, hand_over: 'not_proved' } : so;
}

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

function meantBy(at: HearOf, { state, meant }: Answer): TalkState {
  if (meant === null) return state;
  const begun = begin({ ...at, state }, meant, firstWords(state));
  const matter = openMatter(begun);
  const problem = CHOSEN[meant];
  if (!matter || !problem || matter.slots.problem) return begun;
  return changeMatter(begun, { ...matter, slots: { ...matter.slots, problem } });
}
/** Who chooses one of these has said what is the matter. */
const CHOSEN: Partial<Record<FlowKey, Reason>> = {
  missing_part: 'missing-parts-or-accessories',
  damaged: 'damaged-or-defective',
  wrong_item: 'received-the-wrong-item',
};
/** What they wrote before it was asked what they meant is what the problem, or the question, is. */
const firstWords = (state: TalkState): string => state.unclear ?? '';

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

/** “No, only the fan”: a no to which thing it is about, and not to what was offered. */
const namesAnother = ({ corrects, slots }: Heard): boolean =>
  corrects && (slots.item ?? slots.order ?? slots.part ?? slots.variant ?? slots.problem) !== undefined;

/** More than what is listed is asked for by name: an amount of their own, or all of it and the goods. */
const insists = (heard: Heard): boolean =>
  heard.yes !== true &&
  disputesOffer(heard) &&
  (wantsAllAndKeeps(heard.text) || heard.tokens.amounts.length > 0 || /\d+\s?%/.test(heard.text));

function byAWord(at: HearOf): Taken | null {
  const answer = takeAnswer(at.state, at.heard, at.flows, 'weak');
  return answer && queued(at, taken(remember(meantBy(at, answer), at.heard)));
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
