import type { Matter, TalkState } from '../talk.ts';
import { endMatter, openMatter } from './matters.ts';
import { type HearOf, rests, type Taken, taken } from './taken.ts';
import { aboutTheThing, taskOf } from './which-flow.ts';

/** Answers to whether there is anything else. */
const NOTHING_ELSE =
  /^\W*(?:没有?了|没别的|就这些|不用了|that(?:’|')?s (?:all|it)|nothing else|all good|nada más|eso es todo)/i;
const THERE_IS_MORE = /^\W*(?:yes|yeah|yep|有|还有|是的?|s[ií])(?!\p{L})/iu;

/** Said of nothing that was asked, whatever its words have in common with the answers. */
export const ASIDE = new Set(['thanks', 'goodbye', 'greeting']);

/** Words that are about no problem: a greeting, thanks, never mind. Null where the message is more than that. */
export function smallTalk(at: HearOf): Taken | null {
  const { heard, state } = at;
  const { intent, confidence } = heard.understood;
  const matter = openMatter(state);
  const more =
    heard.also.some(({ understood }) => taskOf(understood, at.flows)?.sure) || Object.keys(heard.slots).length > 0;
  if (heard.choice !== null || more) return null;
  if (confidence < 0.4 && heard.yes === null && !NOTHING_ELSE.test(heard.text)) return null;
  if (!matter && !state.pending && NOTHING_ELSE.test(heard.text)) return rests(state, 'bye');
  if (intent === 'never_mind' && matter) return leftAsItIs(state, matter);
  if (intent === 'it_worked' && matter && aboutTheThing(matter.flow))
    return { ...taken(endMatter(state, matter.id, 'settled')), words: ['glad'] };
  if (intent === 'goodbye' || intent === 'never_mind') return rests(state, 'bye');
  if (intent === 'thanks') return matter ? { ...taken(state), words: ['welcome'] } : rests(state, 'welcome');
  if (intent === 'spam_or_offer' && !matter) return rests(state, 'not_for_us');
  if (intent === 'greeting') return matter ? taken(state) : state.pending ? null : rests(state, 'hello');
  if (!matter && !state.pending && heard.yes !== null)
    return rests(state, !heard.yes ? 'bye' : THERE_IS_MORE.test(heard.text) ? 'tell_more' : 'welcome');
  return null;
}

/** The buyer lets it be; what was offered is declined with it. */
function leftAsItIs(state: TalkState, matter: Matter): Taken {
  const { pending } = state;
  const deed: Taken['deed'] =
    pending?.kind === 'confirm' ? { kind: 'answer', confirmation_id: pending.confirmation_id, yes: false } : null;
  return { ...taken(endMatter(state, matter.id, 'left')), deed, words: ['left_it'] };
}
