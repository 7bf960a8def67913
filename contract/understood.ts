/** What the assistant makes of a buyer's words, why a turn went as it did, and what a person gets when it hands over. */
import { z } from 'zod';
import { instant, money, remedyKind } from './common.ts';
import { flowKey, handOverReason, intentKey, staffWords, stepId } from './flows.ts';
import { priority } from './inbox.ts';

/** Of what the words say besides the intent. */
export const severity = z.enum(['none', 'annoyed', 'serious', 'danger']);
export const understood = z.object({
  /** Null where it abstained: not sure enough of anything. */
  intent: intentKey.nullable(),
  /** 0 to 1. */
  confidence: z.number(),
  ranking: z.array(z.object({ intent: intentKey, confidence: z.number() })),
  /** The words that spoke most for it, as they stand in the text. */
  because: z.array(z.string()),
  language: z.string().nullable(),
  slots: z.array(z.object({ kind: z.string(), value: z.string(), words: z.string() })),
  /** −1 (angry) to 1 (happy). */
  sentiment: z.number(),
  severity,
  urgent: z.boolean(),
  /** Words that go to a person at once: `smoke`, `lawyer`; `own`: words the brand named in its settings. */
  alarm: z.object({ kind: z.enum(['safety', 'legal', 'own']), words: z.array(z.string()) }).nullable(),
  by: z.enum(['offline', 'model']),
});
export type Understood = z.output<typeof understood>;

/** Why a turn went as it did; on the timeline and in the simulator. */
export const turnWhy = z.object({
  understood: understood.nullable(),
  flow: flowKey.nullable(),
  /** The steps walked this turn, in order. */
  path: z.array(stepId),
  step: stepId.nullable(),
  step_title: staffWords.nullable(),
  /** What it rests on: a policy version, an article, a guide, a remedy answer. `facts` as the look-up gave them. */
  sources: z.array(z.object({ kind: z.string(), id: z.string().nullable(), title: z.string() })),
  facts: z.record(z.string(), z.unknown()),
  handed_over: handOverReason.nullable(),
  /** The act done or offered this turn. */
  act: z.object({ kind: z.string(), state: z.enum(['offered', 'done', 'declined', 'refused', 'expired']) }).nullable(),
  /** Who worded it: the flow's own words, or a model within what the gate gave. */
  worded_by: z.enum(['flow', 'model']),
  /** Why the model was not used or its words were not, where it is on. */
  model_note: z.string().nullable(),
  ms: z.number(),
});
export type TurnWhy = z.output<typeof turnWhy>;

/** What a person gets with a conversation that was handed over, in their language; written from what is known. */
export const handOver = z.object({
  reason: handOverReason,
  at: instant,
  priority,
  summary: z.object({ en: z.string(), zh: z.string() }),
  intent: intentKey.nullable(),
  problem: z.string().nullable(),
  wants: z.string().nullable(),
  /** What was tried, with what came of it. */
  tried: z.array(
    z.object({ kind: z.string(), title: z.string(), outcome: z.enum(['worked', 'failed', 'declined', 'unanswered']) }),
  ),
  slots: z.record(z.string(), z.string()),
  suggested: z.object({ remedy: remedyKind, title: z.string(), cost: money.nullable() }).nullable(),
});
export type HandOver = z.output<typeof handOver>;
