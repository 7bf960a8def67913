/** What a model makes of a buyer's words, held to what there is, and taken only where we did not understand by ourselves. */
import { type Reason, reason, remedyKind, type Understood } from '@recoup/contract';
import { z } from 'zod';
import type { Heard, Item, Pending, Slots, TalkState } from '../talk.ts';
import { type Marks, newMarks } from './marks.ts';

/** What may be proposed at this point: everything else that comes is dropped. */
export type Sayable = {
  intents: readonly string[];
  /** Lines of the orders in this buyer's sight; proposed by their place. */
  lines: readonly Item[];
  pending: Pending | null;
};

const wanted = z.enum([...remedyKind.options, 'return', 'cancel']);
const orNothing = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null);
/** No amount, no order, no proof, and no yes to an offer: those come from look-ups and from the buyer alone. */
const proposal = z.object({
  intent: orNothing(z.string().max(40)),
  confidence: z.number().min(0).max(1).catch(0),
  problem: orNothing(reason),
  wanted: orNothing(wanted),
  opened: orNothing(z.boolean()),
  quantity: orNothing(z.int().min(1).max(99)),
  lines: orNothing(z.array(z.int().min(1).max(50)).max(20)),
  question: orNothing(z.string().trim().min(1).max(300)),
  next: orNothing(z.string().max(60)),
  alarm: orNothing(z.object({ kind: z.enum(['safety', 'legal']), words: z.string().min(2).max(80) })),
});
export type Proposal = z.output<typeof proposal>;

/** A model's word is worth less than our own: never surer than this. */
const SUREST = 0.8;
const SURE_ENOUGH = 0.5;

/** Worth asking only where something is open that the words may answer; an alarm is never argued with. */
export function wantsProposal({ understood, choice, yes, slots }: Heard, { pending }: TalkState): boolean {
  if (understood.alarm || choice !== null) return false;
  if (pending?.kind === 'confirm' || pending?.kind === 'code') return false;
  if (pending?.kind === 'slot' && slots[pending.slot] !== undefined) return false;
  if (pending?.kind === 'choice' && yes !== null) return false;
  return understood.intent === null || pending?.kind === 'slot' || pending?.kind === 'choice';
}

export function questionFor(heard: Heard, may: Sayable, marks: Marks = newMarks()) {
  const { pending } = may;
  const nexts = nextsOf(pending);
  const open =
    pending?.kind === 'slot'
      ? `The shop's assistant has just asked for: ${pending.slot}.`
      : nexts.length > 0
        ? 'The shop’s assistant has just offered the answers that stand under "answers". Put the one the message means under "next", word for word, or null.'
        : 'Nothing has been asked; put null under "next".';
  return {
    instructions: [
      'You read what a buyer wrote to an online shop’s after-sales assistant and say what it means, as one JSON object and nothing else:',
      '{"intent": string|null, "confidence": 0..1, "problem": string|null, "wanted": string|null, "opened": boolean|null, "quantity": number|null, "lines": number[]|null, "question": string|null, "next": string|null, "alarm": {"kind": "safety"|"legal", "words": string}|null}',
      `intent is one of: ${may.intents.join(', ')}; null when it is none of them or you are not sure.`,
      `problem is one of: ${reason.options.join(', ')}. wanted is one of: ${wanted.options.join(', ')}.`,
      'lines: numbers of the ordered products the message speaks of. question: what is asked about a product, in the buyer’s words. alarm: danger to people or a lawyer, with the words as they stand in the message.',
      'Anything the message does not say is null. You decide nothing and grant nothing: no amounts, no order numbers, no approvals.',
      open,
      marks.rule,
    ].join('\n'),
    prompt: [
      ...(may.lines.length > 0
        ? [marks.around('products', may.lines.map(({ title }, n) => `${n + 1}. ${title}`).join('\n'))]
        : []),
      ...(nexts.length > 0 ? [marks.around('answers', nexts.join('\n'))] : []),
      marks.around('message', heard.text.slice(0, 4000)),
    ].join('\n\n'),
    most: 400,
  };
}

function nextsOf(pending: Pending | null): readonly string[] {
  if (pending?.kind === 'choice') return pending.values;
  return pending?.kind === 'intent' ? pending.flows : [];
}

/** Null where what came is no proposal at all. Names there are none of are taken out. */
export function proposalIn(answer: unknown, may: Sayable): Proposal | null {
  const read = proposal.safeParse(answer);
  if (!read.success) return null;
  const { intent, next, lines, ...rest } = read.data;
  return {
    ...rest,
    intent: intent && may.intents.includes(intent) ? intent : null,
    next: next && nextsOf(may.pending).includes(next) ? next : null,
    lines: lines?.filter((n) => n <= may.lines.length) ?? null,
  };
}

/**
 * What was heard with what a model adds: the intent where we abstained; what else it read where it agrees with us or we
 * abstained; never instead of anything we heard ourselves. An alarm of its own counts only with words that stand in the text.
 */
export function mergedInto(heard: Heard, made: Proposal, may: Sayable): Heard {
  const ours = heard.understood;
  if (ours.alarm) return heard;
  const alarm = made.alarm && heard.text.toLowerCase().includes(made.alarm.words.toLowerCase()) ? made.alarm : null;
  const abstained = ours.intent === null;
  const isTaken = abstained && made.intent !== null && made.confidence >= SURE_ENOUGH;
  const agrees = isTaken || made.intent === ours.intent || made.intent === null;
  const understood: Understood = {
    ...ours,
    ...(isTaken ? { intent: made.intent, confidence: Math.min(SUREST, made.confidence), by: 'model' as const } : {}),
    ...(alarm ? { alarm: { kind: alarm.kind, words: [alarm.words] }, by: 'model' as const } : {}),
  };
  const slots = agrees ? { ...slotsOf(made, may), ...heard.slots } : heard.slots;
  const isSlotsTaken = Object.keys(slots).length > Object.keys(heard.slots).length;
  const choice = agrees && heard.choice === null && may.pending?.kind === 'choice' ? (made.next ?? null) : heard.choice;
  return {
    ...heard,
    understood: isSlotsTaken || choice !== heard.choice ? { ...understood, by: 'model' } : understood,
    slots,
    choice,
  };
}

function slotsOf({ problem, wanted, opened, quantity, lines, question }: Proposal, may: Sayable): Slots {
  const item = (lines ?? []).flatMap((n) => may.lines[n - 1] ?? []);
  const most = item.length === 1 ? item[0]!.quantity : 1;
  return {
    ...(problem ? { problem: problem as Reason } : {}),
    ...(wanted ? { wanted } : {}),
    ...(typeof opened === 'boolean' ? { opened } : {}),
    ...(item.length > 0 ? { item } : {}),
    ...(quantity && quantity <= most ? { quantity } : {}),
    ...(question ? { question } : {}),
  };
}
