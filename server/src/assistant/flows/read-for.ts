import type { AssistantSettings, BuyerLanguage, Understood } from '@recoup/contract';
import type { Heard, Pending, TalkState } from '../talk.ts';
import { believed } from './which-flow.ts';

/** “Never mind, I'll keep it”: it is let be, whatever it is kept for. */
const LET_BE = /^\W*(?:never\s?mind|forget (?:it|about it)|算了|déjalo|olvídalo)(?![a-z])/i;

/** As it is believed: what an unsure intent implies is left out, and who lets it be lets it be. */
export function readFor(heard: Heard, pending: Pending | null): Heard {
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

/** The buyer's own, where the brand speaks it; a word or two alone, or one word of another language, changes nothing. */
export function languageNow(
  state: TalkState,
  { language, text }: Heard,
  { languages }: AssistantSettings,
): BuyerLanguage {
  if (!languages.includes(language)) return state.language;
  const han = /\p{Script=Han}/u.test(text);
  const began = state.matters.length > 0 || state.pending !== null;
  if (began && language !== 'zh' && (han || text.trim().length < 5)) return state.language;
  return language;
}
