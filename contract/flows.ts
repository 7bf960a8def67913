/** The assistant's conversation flows, as data: what it looks up, asks, says, does, and when a person takes over. */
import { z } from 'zod';
import { line, remedyKind, text } from './common.ts';

/** What a buyer reads. Variables in double braces come from look-ups alone: `{{order.number}}`, `{{offer.amount}}`. */
export const spoken = z.object({ en: text(2000), zh: text(2000), es: text(2000) });
export type Spoken = z.output<typeof spoken>;
/** What staff read. */
export const staffWords = z.object({ en: line(120), zh: line(120) });

/** Lower case words joined by underscores: `want_return`. The whole list is `GET /v1/assistant/intents`. */
export const intentKey = z
  .string()
  .regex(/^[a-z]+(?:_[a-z]+)*$/)
  .max(40);
export const flowKey = z.enum([
  'return',
  'exchange',
  'damaged',
  'missing_part',
  'wrong_item',
  'does_not_work',
  'how_to',
  'where_is_it',
  'cancel_or_change',
  'refund_status',
  'warranty',
  'invoice',
  'before_buying',
  'complaint',
  'person',
  'anything_else',
]);
export type FlowKey = z.output<typeof flowKey>;

/** What the assistant may find out. Each reads only, in the sight of this buyer, and gives the facts documented in docs/assistant.md. */
export const lookUp = z.enum([
  'order',
  'tracking',
  'window',
  'guide',
  'part',
  'variants',
  'remedies',
  'refunds',
  'warranty',
  'article',
  'cancellation',
  'people',
]);
export type LookUp = z.output<typeof lookUp>;

/** What it may come to know from the buyer's words. */
export const slotKey = z.enum([
  'order',
  'item',
  'quantity',
  'problem',
  'opened',
  'photos',
  'wanted',
  'part',
  'variant',
  'offer',
  'question',
  'change',
  'cancel_reason',
  'company',
]);
export type SlotKey = z.output<typeof slotKey>;

/** What it may do: each a verb the buyer could use, behind a confirmation made by the server. */
export const flowAct = z.enum(['give_remedy', 'cancel_order', 'send_receipt', 'settle']);
export type FlowAct = z.output<typeof flowAct>;

export const handOverReason = z.enum([
  'asked',
  'safety',
  'legal',
  'failed_twice',
  'not_understood',
  'rule',
  'policy_asks',
  'policy_says_no',
  'disputes',
  'over_cap',
  'not_proved',
  'cannot_do',
  'upset',
  'fault',
]);
export type HandOverReason = z.output<typeof handOverReason>;

/**
 * One thing that must hold. `fact` is a slot (`problem`), a fact of a look-up (`order.shipped`), the answer given to a step
 * (`answer.4b`), or what an act came to (`done.7`). Exactly one of `is`, `in`, `over` is given; `not` turns it round. A fact
 * that is not known holds nothing.
 */
export const flowCondition = z.object({
  fact: z
    .string()
    .regex(/^[a-z_]+(?:\.[a-z0-9_]+)?$/)
    .max(60),
  is: z.union([z.string().max(60), z.boolean()]).optional(),
  in: z.array(z.string().max(60)).min(1).max(20).optional(),
  over: z.number().optional(),
  not: z.boolean().optional(),
});
export type FlowCondition = z.output<typeof flowCondition>;

export const stepId = z.string().regex(/^[1-9][0-9]?[a-z]?$/);
export const flowStep = z.object({
  id: stepId,
  kind: z.enum(['looks_up', 'asks', 'says', 'does', 'hands_over', 'goes_to']),
  title: staffWords,
  note: staffWords.nullable().default(null),
  /** looks_up */
  look_up: lookUp.optional(),
  /** asks: passed over where it is known already. */
  slot: slotKey.optional(),
  /** asks, says, does, hands_over (a last word before the person). */
  say: spoken.optional(),
  /** Said instead where the answer was not understood. */
  say_again: spoken.optional(),
  /** Buttons below it. With choices, what it says is a question whose answer is `answer.<id>`. */
  choices: z
    .array(
      z.object({
        value: z
          .string()
          .regex(/^[a-z][a-z0-9_]*$/)
          .max(40),
        words: spoken,
      }),
    )
    .max(6)
    .optional(),
  /** says: shows what was found beside the words. */
  shows: z.enum(['guide', 'article', 'part', 'remedies', 'tracking', 'return']).optional(),
  /** does */
  act: flowAct.optional(),
  /** does `give_remedy`: this one; left out: the one the buyer chose. */
  remedy: remedyKind.optional(),
  /** hands_over */
  because: handOverReason.optional(),
  /** goes_to */
  flow: flowKey.optional(),
  /** The first whose conditions all hold is taken; without conditions it always is. No way on: the matter ends as `ends` says. */
  next: z
    .array(
      z.object({
        when: z.array(flowCondition).max(6).default([]),
        to: stepId,
        label: staffWords.nullable().default(null),
      }),
    )
    .max(8)
    .default([]),
  /** How the matter ends here: the problem is settled, or a question was answered. */
  ends: z.enum(['settled', 'answered']).optional(),
});
export type FlowStep = z.output<typeof flowStep>;

/** Read from its first step on every turn with all that is known by then: the first thing not known is what is asked. */
export const flow = z.object({
  key: flowKey,
  name: staffWords,
  starts: z.object({
    intents: z.array(intentKey).max(12),
    /** Percent. Under it the assistant asks what was meant. */
    surer_than: z.int().min(0).max(100),
  }),
  steps: z.array(flowStep).min(1).max(60),
});
export type Flow = z.output<typeof flow>;

/** What is wrong with a flow as it stands, for the editor: it cannot be published with any of these. */
export const flowProblem = z.object({
  step: stepId.nullable(),
  code: z.enum([
    'unknown_next',
    'never_reached',
    'no_way_on',
    'goes_in_circles',
    'kind_incomplete',
    'unknown_fact',
    'unknown_variable',
    'amount_in_words',
    'words_missing',
    'twice',
    'intent_taken',
  ]),
  facts: z.record(z.string(), z.unknown()),
});
export type FlowProblem = z.output<typeof flowProblem>;
