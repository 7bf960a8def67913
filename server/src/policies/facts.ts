import type { Because, PolicyRules, Reason, VerdictOf } from '@recoup/contract';

/** Everything the answer rests on, for one order line. Nothing else is looked at. */
export type Facts = {
  now: Date;
  /** The brand's time zone (IANA), in which days are counted. */
  zone: string;
  /** ISO 4217, of the order. */
  currency: string;
  /** The version in force for this line when it was bought; null where no policy holds. */
  policy: { versionId: string; rules: PolicyRules } | null;
  order: { placedAt: Date; cancelledAt: Date | null; channel: string };
  line: {
    sku: string;
    category: string;
    finalSale: boolean;
    /** Units not yet promised back. */
    left: number;
    /** When the last of it came, where it came in several parcels; null while it is on its way. */
    deliveredAt: Date | null;
  };
  /** `warrantyMonths` of the variant goes before the policy's; null: the policy's. */
  variant: { warrantyMonths: number | null; finalSale: boolean; hygiene: boolean } | null;
  buyer: {
    /** Returns of this buyer that still stand, asked for in the 365 days before, this one not among them. */
    returnsLast365Days: number;
  };
  ask: {
    /** Null before the buyer has said: then only what holds for every reason is answered. */
    reason: Reason | null;
    opened: boolean | null;
    /** Who staff found responsible for this problem, where somebody looked. */
    responsible?: VerdictOf | null;
    quantity: number;
    /** Minor units: what was paid, with tax, for all units of all lines asked for together. */
    value: number;
  };
};

/** What one rule has to say; a rule that has nothing against it says nothing. */
export type Finding = Because & { answer: 'ask' | 'no' };
export type Rule = (facts: Facts) => Finding | null;
export type PolicyRule = (facts: Facts, rules: PolicyRules) => Finding | null;
