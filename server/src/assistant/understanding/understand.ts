import type { Understood } from '@recoup/contract';
import type { Classifier } from '../intents/shipped.ts';
import type { Heard } from '../talk.ts';
import { alarmIn } from './alarm.ts';
import { itemsIn, productsMeant } from './items.ts';
import { answersIn, ownLanguage } from './language.ts';
import { moodOf, severityOf } from './mood.ts';
import { beginsAnew, halves, sentences } from './parts.ts';
import type { Context, Said } from './said.ts';
import { slotsIn } from './slots.ts';
import { MOST_READ, plain } from './spelling.ts';
import { tokensIn } from './tokens.ts';
import { isProblem, isQuestion, isTalk, isWish, oneMatter } from './topics.ts';
import { wishIn } from './wishes.ts';
import { correctsItself, yesOrNo } from './yes-no.ts';

export { type Classifier, shippedClassifier } from '../intents/shipped.ts';
export type { Context, KnownLine, KnownOrder, KnownProduct, Said } from './said.ts';

/** A part of a message opens a matter of its own when it is taken for something with at least this likelihood. */
const SURE = 0.6;
/** Of several matters the first is the one at hand, where it is said plainly. */
const PLAIN = 0.65;
/** Intents shown beside the one taken. */
const SHOWN = 5;

/** A message, or a part of it, with what it was taken for; `intent` is null where the classifier abstained. */
type Taken = {
  text: string;
  intent: string | null;
  confidence: number;
  ranking: { intent: string; confidence: number }[];
};

/**
 * What a buyer's words come to: the intent and how sure it is, everything they name, how they sound, and what else they ask
 * for. Pure: the same words in the same context give the same answer. Nothing is believed for being said; who acts proves it.
 * A tapped button is an answer and is not asked what it might mean; its words still sound the alarm.
 */
export function understand(said: Said, classifier: Classifier): Heard {
  const { context, choice } = said;
  const text = said.text.slice(0, MOST_READ);
  const low = plain(text);
  const { tokens, shown } = tokensIn(text, low, context);
  const yes = choice === null ? yesOrNo(low) : null;
  const whole = choice === null ? answered(take(text, classifier), low, yes) : tapped(text);
  const { main, others } =
    choice === null && yes === null ? apart(text, whole, context, classifier) : { main: whole, others: [] };
  const alarm = alarmIn(low, context.extra_words);
  const { sentiment, urgent } = moodOf(text, low);
  const sight = { language: ownLanguage(text), alarm, sentiment, urgent };
  // What a button is called says nothing of its own: "Cancel or change an order" is not yet a wish to cancel.
  const part = {
    text: main.text,
    plain: plain(main.text),
    intent: main.intent,
    yes,
    order_numbers: tokens.order_numbers,
  };
  const slots = choice === null ? slotsIn(part, context) : {};
  if (said.file_ids.length > 0) slots.photos = [...said.file_ids];
  return {
    message_ids: [...said.message_ids],
    text: said.text,
    language: answersIn(text, said.language),
    choice,
    file_ids: [...said.file_ids],
    understood: understoodOf(main, classifier, { ...sight, slots: [...shown, ...shownSlots(slots)] }),
    also: others.map((other) => alsoOf(other, said, classifier)),
    slots,
    tokens,
    yes,
    corrects: correctsItself(low),
  };
}

function take(text: string, classifier: Classifier): Taken {
  const { intent, confidence, abstained, ranking } = classifier.classify(text);
  return {
    text,
    intent: abstained ? null : intent,
    confidence,
    ranking: ranking.slice(0, SHOWN).map((one) => ({ intent: one.intent, confidence: round(one.p) })),
  };
}

/** A bare yes or no is that, whatever letters it has. */
function answered(taken: Taken, low: string, yes: boolean | null): Taken {
  if (yes === null || low.trim().length > 24) return taken;
  if (taken.intent !== null && !isTalk(taken.intent) && taken.confidence > 0.8) return taken;
  if (taken.intent === 'never_mind' || taken.intent === 'thanks') return taken;
  return { ...taken, intent: yes ? 'yes' : 'no', confidence: 1 };
}

const tapped = (text: string): Taken => ({ text, intent: null, confidence: 0, ranking: [] });

/**
 * The matter a message is about and the others it names besides. A story about one thing is one matter however many sentences
 * it has; a question of another kind, another problem with another product, or what begins with "also" is a matter of its own.
 */
function apart(text: string, whole: Taken, context: Context, classifier: Classifier): { main: Taken; others: Taken[] } {
  const parts = sentences(text).flatMap((sentence) => inHalves(sentence, context, classifier));
  if (parts.length < 2) return { main: askedBeside(whole, text, classifier), others: [] };
  const taken = parts.map((part) => take(part, classifier));
  const topics = taken.filter(({ intent, confidence }) => intent !== null && !isTalk(intent) && confidence >= SURE);
  const main = leading(whole, topics);
  const intent = main.intent;
  if (intent === null) return { main, others: [] };
  const mainItems = named(
    taken.filter((one) => one.intent === intent),
    context,
  );
  const groups = new Map<string | null, string[]>([[null, []]]);
  const first = new Map<string, Taken>();
  let current: string | null = null;
  for (const part of taken) {
    if (topics.includes(part) && part.intent !== null) {
      if (part.intent === intent) current = null;
      else if (first.has(part.intent)) current = part.intent;
      else if (isAnother(part, intent, mainItems, context)) {
        first.set(part.intent, part);
        groups.set(part.intent, []);
        current = part.intent;
      } else if (current !== null && !oneMatter(part.intent, current)) current = null;
    }
    groups.get(current)!.push(part.text);
  }
  const others = [...first].map(([key, part]) => ({ ...part, text: groups.get(key)!.join('\n') }));
  const mine = groups.get(null)!.join('\n');
  return { main: { ...main, text: others.length === 0 || mine === '' ? text : mine }, others };
}

/** Who asks for a person gets one, whatever else is said; else the whole decides, and where it says too little the surest part. */
function leading(whole: Taken, topics: readonly Taken[]): Taken {
  const person = topics.find(({ intent }) => intent === 'talk_to_person');
  if (person) return { ...person, text: whole.text };
  // Somebody whose thing is broken and who asks about postage besides has a thing that is broken.
  const trouble = whole.intent !== null && onlyAsks(whole.intent) && surestOf(topics.filter(isTrouble));
  if (trouble) return { ...trouble, text: whole.text };
  const wholeIsTopic = whole.intent !== null && !isTalk(whole.intent);
  const surest = surestOf(topics);
  if (!surest) return whole;
  const [first] = topics;
  const several = topics.some(({ intent }) => !oneMatter(first!.intent!, intent!));
  if (several && first!.confidence >= PLAIN) return { ...first!, text: whole.text };
  // A whole that no part bears out is an average of several things.
  if (wholeIsTopic && topics.some(({ intent }) => intent === whole.intent)) return whole;
  if (wholeIsTopic && whole.confidence >= surest.confidence) return whole;
  return { ...surest, text: whole.text };
}

/** Who calls an order off or changes it asks for a deed, whatever reason they give. */
const onlyAsks = (intent: string): boolean => isQuestion(intent) && !/^(?:cancel|change)_/.test(intent);
const isTrouble = ({ intent }: Taken): boolean => intent !== null && (isProblem(intent) || isWish(intent));
const surestOf = (taken: readonly Taken[]): Taken | null =>
  taken.reduce<Taken | null>((best, one) => (best && best.confidence >= one.confidence ? best : one), null);

function isAnother(part: Taken, intent: string, mainItems: ReadonlySet<string>, context: Context): boolean {
  const other = part.intent!;
  // "I would rather have store credit": what is wished for the trouble, not a question of its own.
  if (isQuestion(other) && !isQuestion(intent) && wishIn(plain(part.text)) !== null) return false;
  if (!oneMatter(intent, other)) return true;
  const items = named([part], context);
  const elsewhere = items.size > 0 && mainItems.size > 0 && [...items].every((item) => !mainItems.has(item));
  return elsewhere || (beginsAnew(part.text) && items.size > 0 && [...items].some((item) => !mainItems.has(item)));
}

/** The buyer's goods that are named; before an order is known, the goods of the shop they might be. */
const named = (parts: readonly Taken[], { orders, products = [] }: Context): ReadonlySet<string> =>
  new Set(
    parts.flatMap(({ text }) =>
      orders.length > 0
        ? itemsIn(plain(text), orders).items.map(({ order_line_id }) => order_line_id)
        : productsMeant(plain(text), products).map(({ product_id }) => product_id),
    ),
  );

/** "The lamp is cracked and the vacuum has no filter": two halves, where each names another thing and says another problem. */
function inHalves(sentence: string, context: Context, classifier: Classifier): string[] {
  const parts = halves(sentence);
  if (parts.length === 1 || parts.length > 4) return [sentence];
  const taken = parts.map((part) => take(part, classifier));
  const all = taken.every(({ intent, confidence }) => intent !== null && !isTalk(intent) && confidence >= SURE);
  if (!all) return [sentence];
  const [one, ...rest] = taken as [Taken, ...Taken[]];
  const things = named([one], context);
  const another = rest.every((part) => {
    const items = named([part], context);
    const elsewhere = items.size > 0 && things.size > 0 && [...items].every((item) => !things.has(item));
    return part.intent !== one.intent && (elsewhere || !oneMatter(one.intent!, part.intent!));
  });
  return another ? parts : [sentence];
}

function alsoOf(other: Taken, said: Said, classifier: Classifier): Heard['also'][number] {
  const { text } = other;
  const low = plain(text);
  const { tokens, shown } = tokensIn(text, low, said.context);
  const slots = slotsIn(
    { text, plain: low, intent: other.intent, yes: null, order_numbers: tokens.order_numbers },
    said.context,
  );
  const { sentiment, urgent } = moodOf(text, low);
  const sight = { language: ownLanguage(text), alarm: alarmIn(low, said.context.extra_words), sentiment, urgent };
  return {
    text,
    slots,
    understood: understoodOf(other, classifier, { ...sight, slots: [...shown, ...shownSlots(slots)] }),
  };
}

/** One sentence taken for a question, of which a half says what is the trouble: "it is cheaper elsewhere, I want to return it". */
function askedBeside(whole: Taken, text: string, classifier: Classifier): Taken {
  const { intent } = whole;
  if (intent === null || !onlyAsks(intent)) return whole;
  const trouble = surestOf(
    halves(text)
      .map((part) => take(part, classifier))
      .filter(isTrouble),
  );
  return trouble && trouble.confidence >= SURE && oneMatter(intent, trouble.intent!) ? { ...trouble, text } : whole;
}

type Sight = Pick<Understood, 'language' | 'alarm' | 'sentiment' | 'urgent' | 'slots'>;
function understoodOf(taken: Taken, classifier: Classifier, sight: Sight): Understood {
  const { intent, confidence, ranking, text } = taken;
  const known = intent !== null && classifier.intents.includes(intent);
  return {
    intent,
    confidence: round(confidence),
    ranking,
    because: known ? classifier.explain(text, intent).map(({ quote }) => quote) : [],
    ...sight,
    severity: severityOf(sight.alarm, sight.sentiment),
    by: 'offline',
  };
}

const round = (value: number) => Math.round(value * 10_000) / 10_000;

function shownSlots(slots: Heard['slots']): Understood['slots'] {
  return Object.entries(slots).flatMap(([kind, value]) => {
    if (kind === 'order' || kind === 'photos') return [];
    if (kind === 'item') return (slots.item ?? []).map(({ title, sku }) => ({ kind, value: title, words: sku }));
    return [{ kind, value: typeof value === 'object' ? '' : String(value), words: '' }];
  });
}
