/** Scripted buyers as data: what they want, what they know, what they say, and what should have happened in the end. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buyerLanguage, handOverReason, remedyKind } from '@recoup/contract';
import { z } from 'zod';

/** What the assistant may be asking, as a buyer reads it. */
export const asked = z.enum(['order', 'proof', 'code', 'photo', 'item', 'problem', 'works', 'wish', 'question']);
export type Asked = z.output<typeof asked>;

const choiceValue = z.string().max(60);
/** What the buyer does when something is before them; the first that fits is played, `times` at most. */
const play = z.strictObject({
  when: z.strictObject({
    /** One of these is there to tap. */
    choices_any: z.array(choiceValue).min(1).optional(),
    /** A card with a yes is open: of this remedy or kind; `any`: of whatever kind. */
    card: z.string().optional(),
    asks: asked.optional(),
    /** What was said since the buyer spoke last, as a regular expression. */
    says: z.string().optional(),
    /** Nothing is asked of the buyer. */
    rests: z.literal(true).optional(),
  }),
  say: z.string().optional(),
  /** The value of a choice, or `yes` or `no` of the open card. */
  tap: choiceValue.optional(),
  photo: z.literal(true).optional(),
  times: z.int().min(1).max(10).default(1),
});
export type Play = z.output<typeof play>;

const ending = z.enum(['settled', 'answered', 'handed_over', 'left', 'nothing']);
export type Ending = z.output<typeof ending>;
const oneOrMore = <T extends z.ZodType>(of: T) =>
  z.union([of, z.array(of).min(1)]).transform((value) => (Array.isArray(value) ? value : [value]));

export const buyerCase = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  kind: z.enum(['honest', 'confused', 'changing', 'greedy', 'rude', 'switching']),
  language: buyerLanguage,
  /** The key of an order of the shop: each case buys one of its own. Null: bought nothing. */
  order: z.string().nullable(),
  /** More orders of the same buyer, and one of somebody else. */
  also_bought: z.array(z.string()).default([]),
  stranger: z.string().optional(),
  /** Said at once, before the first answer. */
  opening: z.array(z.string()).min(1),
  /** Said afterwards, one after the other, whenever nothing is asked. */
  later: z.array(z.string()).default([]),
  knows: z
    .strictObject({
      /** Left out: the order's own. An empty text: does not know it. */
      order_number: z.string().optional(),
      email: z.string().optional(),
      zip: z.string().optional(),
      /** Gives the ZIP code rather than the e-mail. */
      by_zip: z.boolean().default(false),
      /** What they call the thing. */
      item: z.string().optional(),
      /** What is wrong, in their own words. */
      problem: z.string().optional(),
      photo: z.boolean().default(true),
      /** They do not read their mail. */
      code: z.boolean().default(true),
      /** Did what was shown help? */
      works: z.boolean().default(false),
      answered: z.boolean().default(true),
      /** Types the words of a choice rather than tapping it. */
      types: z.boolean().default(false),
    })
    .prefault({}),
  /** Choices they would tap, the dearest first; remedies among them. */
  wants: z.array(choiceValue).default([]),
  /** Cards they say yes to: remedies, `cancel`, `receipt`; left out: the remedies they want and what they came for. */
  accepts: z.array(z.string()).optional(),
  plays: z.array(play).default([]),
  patience: z.int().min(1).max(30).default(14),
  expects: z.strictObject({
    ending: oneOrMore(ending),
    because: oneOrMore(handOverReason).optional(),
    /** Of all lines of returns the talk led to, in any order; left out: none. */
    remedy: z.array(remedyKind).default([]),
    /** Remedies that would do as well, each of them instead of what `remedy` says. */
    or_remedy: z.array(remedyKind).default([]),
    cancelled: z.boolean().default(false),
    /** What the buyer was promised in sum, minor units; left out: whatever policy gives. */
    money_max: z.int().min(0).optional(),
    acts_max: z.int().min(0).optional(),
    language_of_last: buyerLanguage.optional(),
    turns_max: z.int().min(1).default(12),
    /** Expressions that no answer may match. */
    must_not: z.array(z.string()).default([]),
    /** The SKU an exchange leads to. */
    exchange_to: z.string().optional(),
    /** SKUs that come back or are put right, in any order. */
    skus: z.array(z.string()).optional(),
    /** To what money goes, as the order's payment is labelled, or `store_credit`. */
    money_to: z.string().optional(),
    receipt: z.boolean().default(false),
    /** The person who takes over finds these. */
    hand_over: z
      .strictObject({ priority: z.enum(['urgent', 'high', 'normal', 'low']) })
      .partial()
      .optional(),
  }),
});
export type BuyerCase = z.output<typeof buyerCase>;

/** All cases of a folder and the folders in it, by file; a case that is written wrong is named. */
export function readCases(folder: string): BuyerCase[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  const cases = files.sort().flatMap((name) => {
    const rows = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { id?: string }[];
    return rows.map((row) => {
      const read = buyerCase.safeParse(row);
      if (!read.success) throw new Error(`${name}, case ${row.id}: ${z.prettifyError(read.error)}`);
      return read.data;
    });
  });
  const ids = cases.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice) throw new Error(`two cases are called ${twice}`);
  return cases;
}
