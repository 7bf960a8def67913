/** What a ranking rests on. Plain values; money in integer minor units of one currency, the order's. */
import type { Because, Disposition, Grade, Reason, RemedyKind, RemedyOffer } from '@recoup/contract';
import type { GradeCounts, ReasonTally } from './chances.ts';

/** Sums of amounts that were observed, with how many they were. */
export type Observed = { sum: number; of: number };

/** This brand's own past, far levels before near ones; empty where there is none yet. */
export type History = {
  /** Grades of units of that reason: brand, category, product. */
  grades: readonly GradeCounts[];
  /** Seconds an inspection took, the same levels. */
  seconds: readonly Observed[];
  /** What was shown and taken; what was given and came back; what was given and disputed; by reason, this buyer's own apart. */
  taken: Partial<Record<RemedyKind, readonly ReasonTally[]>>;
  back: Partial<Record<RemedyKind, readonly ReasonTally[]>>;
  dispute: Partial<Record<RemedyKind, readonly ReasonTally[]>>;
  /** The brand's newest labels: what they cost, and how heavy they were. */
  labels: Record<'back' | 'out', readonly { amount: number; grams: number | null }[]>;
};

/** Something that leaves for a remedy, so many of it. */
export type Sent = {
  kind: 'variant' | 'part';
  sku: string;
  quantity: number;
  /** Of one; null where the catalogue does not say. */
  unit_cost: number | null;
  price: number | null;
  weight_g: number | null;
  /** Duty and fees on one at the border, where known. */
  duty: { amount: number; facts: Record<string, unknown> } | null;
};

export type Problem = {
  /** ISO 4217. */
  currency: string;
  reason: Reason;
  quantity: number;
  /** What was paid for these units: without tax, and with. */
  paid: { net: number; gross: number };
  /** Items of the whole order without tax; the next order is supposed to be like it. */
  order_value: number;
  /** Where the buyer is, seen from the site. */
  destination: 'home' | 'far' | 'abroad';
  /** Of one unit: what it sells for now (else what was paid), its cost and weight. */
  goods: { sku: string; price: number | null; unit_cost: number | null; weight_g: number | null };
  /** What one unit of a grade brings once all is paid, by the way out that brings most. */
  recovery: Record<Grade, { way: Disposition; net: number }>;
  rates: {
    labor_per_hour: number;
    outbound_freight: number;
    /** Somebody wrote them for this brand or site; else they are declared assumptions. */
    own: boolean;
  };
  history: History;
};

/** One thing policy allows, with what would leave for it. */
export type Candidate = {
  offer: RemedyOffer;
  sends: readonly Sent[];
  available: boolean;
  notes: readonly Because[];
  second_person: readonly Because[];
};
