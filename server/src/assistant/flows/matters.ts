import type { FlowKey, HandOverReason } from '@recoup/contract';
import type { ActState, Matter, Slots, TalkState, Tried } from '../talk.ts';

/** Problems of one talk that are kept open at once; a further one waits to be said again. */
const MOST_OPEN = 6;

export const openMatter = (state: TalkState): Matter | null => {
  const matter = state.current === null ? undefined : state.matters[state.current];
  return matter?.ending === 'open' ? matter : null;
};

export const changeMatter = (state: TalkState, matter: Matter): TalkState => {
  return { ...state, matters: state.matters.map((one) => (one.id === matter.id ? matter : one)) };
};

/**
 * A new problem, behind those there are. `now`: it is what the talk is about from here, and what was open waits. Photos that came
 * before anything was said go with it.
 */
export function beginMatter(
  state: TalkState,
  of: { id: string; flow: FlowKey; slots: Slots; text: string },
  now: boolean,
): TalkState {
  const { photos = [], ...rest } = state;
  if (state.matters.filter(({ ending }) => ending === 'open').length >= MOST_OPEN) return state;
  const slots: Slots = photos.length > 0 ? { photos: [...photos, ...(of.slots.photos ?? [])], ...of.slots } : of.slots;
  const matter: Matter = { ...of, slots, answers: {}, said: {}, acts: {}, tried: [], ending: 'open' };
  const matters = [...state.matters, matter];
  return now || openMatter(state) === null
    ? { ...rest, matters, current: matters.length - 1, pending: null }
    : { ...rest, matters };
}

/** The problem goes on in another flow with what is known; an act of the old one is found again by its confirmation. */
export function moveMatter(matter: Matter, flow: FlowKey): Matter {
  const acts = Object.fromEntries(
    Object.entries(matter.acts).map(([step, act]) => [step.includes('/') ? step : `${matter.flow}/${step}`, act]),
  );
  return { ...matter, flow, answers: {}, said: {}, acts };
}

export function endMatter(state: TalkState, id: string, ending: Exclude<Matter['ending'], 'open'>): TalkState {
  const matters = state.matters.map((one) => (one.id === id ? { ...one, ending } : one));
  const next = matters.findIndex((one) => one.ending === 'open');
  return { ...state, matters, current: next < 0 ? null : next, pending: null };
}

/** A person takes the whole talk: nothing of it stays open with the assistant. */
export function handOverAll(state: TalkState, reason: HandOverReason): TalkState {
  const matters = state.matters.map((one): Matter => (one.ending === 'open' ? { ...one, ending: 'handed_over' } : one));
  return { ...state, matters, pending: null, handed_over: reason };
}

export const tried = (matter: Matter, what: Tried): Matter => {
  const others = matter.tried.filter(({ kind, title }) => kind !== what.kind || title !== what.title);
  return { ...matter, tried: [...others, what] };
};

/**
 * What came of an offer: told by the world in a turn, or by whoever carried it out when the buyer tapped its card, before the turn
 * is run. A remedy of the buyer's own choosing that was declined is no longer chosen, so that they choose again; the second
 * time it stays, and the flow says what then. An offer that is not known changes nothing.
 */
export function actAnswered(
  state: TalkState,
  confirmationId: string,
  came: { state: ActState; variables?: Record<string, string>; because?: HandOverReason | null },
): TalkState {
  for (const matter of state.matters) {
    const step = Object.keys(matter.acts).find((id) => matter.acts[id]?.confirmation_id === confirmationId);
    const act = step === undefined ? undefined : matter.acts[step];
    if (step === undefined || !act || act.state === came.state) continue;
    const variables = { ...act.variables, ...came.variables };
    const acts = {
      ...matter.acts,
      [step]: { ...act, state: came.state, variables, ...(came.because && { because: came.because }) },
    };
    const pending =
      state.pending?.kind === 'confirm' && state.pending.confirmation_id === confirmationId ? null : state.pending;
    return { ...changeMatter(state, afterAct({ ...matter, acts }, step)), pending };
  }
  return state;
}

function afterAct(matter: Matter, step: string): Matter {
  const act = matter.acts[step];
  const title = act?.variables?.['offer.title'] ?? matter.slots.offer;
  if (act?.act !== 'give_remedy' || (act.state !== 'declined' && act.state !== 'done')) return matter;
  const next = title
    ? tried(matter, { kind: 'remedy', title, outcome: act.state === 'done' ? 'worked' : 'declined' })
    : matter;
  const noBefore = Object.values(matter.acts).some((one) => one !== act && one.chosen && one.state === 'declined');
  if (act.state === 'done' || (act.chosen && noBefore)) return next;
  const { offer: _, wanted: __, ...others } = next.slots;
  const anew = next.slots.offer !== undefined && act.remedy !== undefined && next.slots.offer !== act.remedy;
  const slots = anew ? { ...others, offer: next.slots.offer } : others;
  if (!act.chosen) return { ...next, slots };
  const { [step]: ___, ...acts } = next.acts;
  return { ...next, slots, acts: { ...acts, [`${matter.flow}/${step}`]: act } };
}
