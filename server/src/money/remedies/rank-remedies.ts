/** The cheapest fair remedy first: what offering each is expected to cost the brand, line by line. Pure. */
import type { CostPart, RankedRemedy, Reason, RemedyKind } from '@recoup/contract';
import { chanceFor } from './chances.ts';
import { type Draft, directParts } from './cost-of-remedy.ts';
import {
  backPrior,
  chanceOf,
  DISPUTE_FEE,
  disputePrior,
  FIX_FIRST_FLOOR,
  GUIDANCE_FLOOR,
  TAKEN_FLOOR,
  TEN_THOUSAND,
  takenPrior,
  UNSETTLED_DISPUTE,
} from './priors.ts';
import type { Candidate, Problem } from './problem.ts';

/** In the order equal costs are preferred: what leaves the buyer with working goods before what ends the sale. */
const preferred: readonly RemedyKind[] = [
  'guidance',
  'spare_part',
  'keep_it',
  'replacement',
  'exchange',
  'repair',
  'store_credit',
  'refund',
  'next_order_discount',
];
/** What happens when the buyer says no to everything else; the first that policy or warranty grants. */
const fallbacks: readonly RemedyKind[] = ['refund', 'replacement', 'exchange', 'store_credit', 'repair'];
const fixes: readonly RemedyKind[] = ['guidance', 'spare_part', 'keep_it'];

/**
 * Ranks what policy, law and warranty allow; it adds nothing to that and takes nothing away. Answers every candidate:
 * first what is a real offer and can be done now, cheapest first; then what hardly anybody takes (under TAKEN_FLOOR);
 * last what cannot be done now. The fallback (the plain return, where policy has it) is always a real offer.
 *
 * cost = taken × (direct + chance to come back × what then happens + chance of a dispute × what is lost)
 *      + (1 − taken) × cost of the fallback
 *
 * Each part is rounded once; the cost is their sum. A part that is dearer never makes its remedy cheaper.
 */
export function rankRemedies(problem: Problem, candidates: readonly Candidate[]): RankedRemedy[] {
  const fallback = fallbackOf(candidates);
  const plain = fallback && reckoned(problem, fallback, null, true);
  const ranked = candidates.map((one) =>
    plain && one === fallback
      ? remedyOf(plain, problem, true, null)
      : remedyOf(reckoned(problem, one, plain, false), problem, false, plain),
  );
  const tier = (one: RankedRemedy) => (!one.available ? 2 : one.taken < TAKEN_FLOOR ? 1 : 0);
  return ranked.sort(
    (a, b) =>
      tier(a) - tier(b) ||
      a.cost.amount - b.cost.amount ||
      preferred.indexOf(a.kind) - preferred.indexOf(b.kind) ||
      a.offer.amount.amount - b.offer.amount.amount,
  );
}

function fallbackOf(candidates: readonly Candidate[]): Candidate | null {
  for (const kind of fallbacks) {
    const found = candidates.find(({ offer }) => offer.kind === kind && offer.goods_back);
    if (found) return found;
  }
  return null;
}

type Reckoned = {
  candidate: Candidate;
  /** Given that it is taken; with what may come of it. */
  drafts: Draft[];
  taken: { value: number; from: RankedRemedy['taken_from']; count: number };
  back: number;
  /** Expected, given that it is taken. */
  ifTaken: number;
};

const expected = (draft: Draft) => Math.round((draft.full * draft.chance) / TEN_THOUSAND) || 0;
const sumOf = (drafts: readonly Draft[]) => drafts.reduce((sum, one) => sum + expected(one), 0);

/** `plain`: what happens instead when it does not last; null for the fallback itself, and where policy grants none. */
function reckoned(problem: Problem, candidate: Candidate, plain: Reckoned | null, isFallback: boolean): Reckoned {
  const { kind } = candidate.offer;
  const direct = directParts(candidate, problem);
  const { reason, history } = problem;
  const back = learned(backPrior, (of) => chanceOf(backPrior.value[kind], of), reason, history.back[kind]);
  const given = givenBack(candidate);
  const later = plain ? Math.max(0, plain.ifTaken - given) : sumOf(direct);
  const dispute = learned(disputePrior, () => disputePrior.value[kind], reason, history.dispute[kind]);
  const lost = Math.max(0, problem.paid.gross - given) + DISPUTE_FEE.value;
  const drafts: Draft[] = [
    ...direct,
    {
      code: 'comes_back',
      full: later,
      chance: back.value,
      from: back.from,
      count: back.count || null,
      facts: {
        instead: plain?.candidate.offer.kind ?? kind,
        ...(back.count > 0 ? {} : { prior: 'back', basis: backPrior.basis }),
      },
    },
    {
      code: 'dispute',
      full: lost,
      chance: dispute.value,
      from: dispute.from,
      count: dispute.count || null,
      facts: { fee: DISPUTE_FEE.value, ...(dispute.count > 0 ? {} : { prior: 'dispute', basis: disputePrior.basis }) },
    },
  ];
  const taken = isFallback
    ? { value: TEN_THOUSAND, from: 'certain' as const, count: 0 }
    : learned(takenPrior, (of) => chanceOf(takenPrior.value[kind], of), reason, history.taken[kind]);
  const kept = drafts.filter((one) => one.full !== 0 && one.chance !== 0);
  return { candidate, drafts: kept, taken, back: back.value, ifTaken: sumOf(kept) };
}

/** Money the buyer already has by it, in the payment or as credit, when something else must follow. */
const givenBack = ({ offer }: Candidate) =>
  offer.kind === 'next_order_discount' ? 0 : Math.max(0, offer.amount.amount);

function learned(
  { weight }: { weight: number },
  prior: (reason: Reason) => number,
  reason: Reason,
  rows: Problem['history']['taken'][RemedyKind] = [],
): { value: number; from: 'history' | 'prior'; count: number } {
  const { value, count } = chanceFor(prior, weight, reason, rows);
  return { value, count, from: count > 0 ? 'history' : 'prior' };
}

function remedyOf(
  { candidate, drafts, taken, back, ifTaken }: Reckoned,
  problem: Problem,
  isFallback: boolean,
  plain: Reckoned | null,
): RankedRemedy {
  const { currency } = problem;
  const { offer, available } = candidate;
  const all = isFallback
    ? drafts
    : [
        ...drafts.map((one) => ({ ...one, chance: combined(one.chance, taken.value) })),
        declined(problem, taken.value, plain),
      ];
  const parts = all.filter((one) => one.full !== 0 && one.chance !== 0).map((one) => partOf(one, currency));
  const cost = parts.reduce((sum, part) => sum + part.amount.amount, 0);
  const lasting = combined(taken.value, TEN_THOUSAND - back);
  const floor = offer.kind === 'guidance' ? GUIDANCE_FLOOR : FIX_FIRST_FLOOR;
  return {
    kind: offer.kind,
    offer,
    cost: { amount: cost, currency },
    parts,
    cost_if_taken: { amount: ifTaken, currency },
    taken: taken.value,
    taken_from: taken.from,
    taken_count: taken.count,
    fix_first:
      fixes.includes(offer.kind) &&
      available &&
      !offer.goods_back &&
      lasting >= floor &&
      (!plain || cost < plain.ifTaken),
    fallback: isFallback,
    available,
    notes: [...candidate.notes],
    second_person: [...candidate.second_person],
  };
}

const combined = (a: number, b: number) => Math.round((a * b) / TEN_THOUSAND);

/** The buyer says no: the plain return, or, where policy grants none, a problem that nobody settled. */
function declined(problem: Problem, taken: number, plain: Reckoned | null): Draft {
  const chance = TEN_THOUSAND - taken;
  if (plain) {
    const instead = plain.candidate.offer.kind;
    return { code: 'declined', full: plain.ifTaken, chance, from: 'prior', count: null, facts: { instead } };
  }
  return {
    code: 'declined',
    full: problem.paid.gross + DISPUTE_FEE.value,
    chance: combined(chance, UNSETTLED_DISPUTE),
    from: 'prior',
    count: null,
    facts: { instead: null, fee: DISPUTE_FEE.value, dispute: UNSETTLED_DISPUTE },
  };
}

function partOf(draft: Draft, currency: string): CostPart {
  return {
    code: draft.code,
    amount: { amount: expected(draft), currency },
    full: { amount: draft.full, currency },
    chance: draft.chance === TEN_THOUSAND ? null : draft.chance,
    from: draft.from,
    count: draft.count,
    facts: draft.facts,
  };
}
