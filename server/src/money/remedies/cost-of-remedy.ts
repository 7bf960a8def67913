/** What a remedy costs the brand if the buyer takes it, part by part, before what may come of it. Pure. */
import type { CostPart, Grade } from '@recoup/contract';
import { gradesAfter, meanAfter } from './chances.ts';
import {
  CREDIT_USED,
  DISCOUNT_USED,
  FREIGHT,
  FREIGHT_PERCENT,
  gradePrior,
  MINUTES,
  PART_COST_SHARE,
  REPAIR_PARTS_SHARE,
  TEN_THOUSAND,
  UNIT_COST_SHARE,
  UNKNOWN_GRAMS,
} from './priors.ts';
import type { Candidate, Problem, Sent } from './problem.ts';

/** A part before the chance that the buyer takes the remedy is put to it. `chance`: of happening once taken. */
export type Draft = {
  code: CostPart['code'];
  full: number;
  chance: number;
  from: CostPart['from'];
  count: number | null;
  facts: Record<string, unknown>;
};

/** Every part that is not nothing. Spent positive, what comes back negative. */
export function directParts({ offer, sends }: Candidate, problem: Problem): Draft[] {
  const parts: Draft[] = [...moneyParts(offer, problem)];
  const minutes: Record<string, number> = {};
  let learnedMinutes = 0;
  if (offer.goods_back) {
    const inspected = inspectionMinutes(problem);
    learnedMinutes = inspected.count;
    minutes.receive = MINUTES.receive.value;
    minutes.inspect = inspected.value * problem.quantity;
    parts.push(freightOf('back', gramsOf(problem.goods.weight_g, 'goods') * problem.quantity, problem));
  }
  if (offer.kind === 'repair') {
    minutes.repair = MINUTES.repair.value * problem.quantity;
    parts.push(repairParts(problem));
  } else if (offer.goods_back) parts.push(recovery(problem));
  const leaving = sends.length > 0 || offer.kind === 'repair';
  if (leaving) {
    minutes.pack = MINUTES.pack.value;
    parts.push(...sends.flatMap((sent) => [goodsPart(sent, problem), dutyPart(sent)]).filter((one) => one !== null));
    const grams = sends.reduce((sum, sent) => sum + gramsOf(sent.weight_g, kindOfGrams(sent)) * sent.quantity, 0);
    const back = gramsOf(problem.goods.weight_g, 'goods') * problem.quantity;
    parts.push(freightOf('out', offer.kind === 'repair' ? back : grams, problem));
  }
  if (offer.kind === 'guidance') minutes.help = MINUTES.help.value;
  if (Object.keys(minutes).length > 0) parts.push(handling(minutes, learnedMinutes, problem));
  return added(parts).filter((part) => part.full !== 0);
}

const certain = TEN_THOUSAND;
const kindOfGrams = (sent: Sent) => (sent.kind === 'part' ? 'part' : 'goods');
const gramsOf = (grams: number | null, kind: keyof typeof UNKNOWN_GRAMS) => grams ?? UNKNOWN_GRAMS[kind];
const share = (amount: number, of: number) => Math.round((amount * of) / TEN_THOUSAND);

/** What the offer pays out. Sales tax given back is reclaimed from the state and costs nothing. */
function moneyParts(offer: Candidate['offer'], problem: Problem): Draft[] {
  const sum = (...codes: string[]) =>
    offer.parts.filter((part) => codes.includes(part.code)).reduce((all, part) => all + part.amount.amount, 0);
  const used = offer.kind === 'store_credit' ? CREDIT_USED : null;
  const happens = used?.value ?? certain;
  const basis = used ? { prior: 'credit_used', basis: used.basis } : {};
  const parts: Draft[] = [
    {
      code: 'payout',
      full: sum('price', 'shipping', 'keep_it'),
      chance: happens,
      from: 'order',
      count: null,
      facts: { tax_reclaimed: sum('tax'), ...basis },
    },
    { code: 'bonus', full: sum('bonus'), chance: happens, from: 'policy', count: null, facts: basis },
    {
      code: 'fees_kept',
      full: sum('restocking_fee', 'return_freight', 'condition'),
      chance: happens,
      from: 'policy',
      count: null,
      facts: basis,
    },
  ];
  if (offer.kind === 'next_order_discount' && offer.discount) {
    const { percent } = offer.discount;
    parts.push({
      code: 'payout',
      full: Math.round((problem.order_value * percent) / 100),
      chance: DISCOUNT_USED.value,
      from: 'prior',
      count: null,
      facts: { percent, order_value: problem.order_value, prior: 'discount_used', basis: DISCOUNT_USED.basis },
    });
  }
  const difference = offer.difference?.amount ?? 0;
  if (difference !== 0) {
    // With tax, as the buyer sees it; the tax in it is not ours, so the line's own share of tax is taken off.
    const net = problem.paid.gross > 0 ? Math.round((difference * problem.paid.net) / problem.paid.gross) : difference;
    parts.push({ code: 'payout', full: -net, chance: certain, from: 'order', count: null, facts: { difference } });
  }
  return parts;
}

/** What one of it costs, from the catalogue or supposed from a price. */
export function unitCost(sent: Pick<Sent, 'kind' | 'unit_cost' | 'price'>, goodsPrice: number) {
  if (sent.unit_cost !== null) return { amount: sent.unit_cost, prior: null };
  if (sent.kind === 'part') return { amount: share(goodsPrice, PART_COST_SHARE.value), prior: PART_COST_SHARE };
  return { amount: share(sent.price ?? goodsPrice, UNIT_COST_SHARE.value), prior: UNIT_COST_SHARE };
}

const priceOf = ({ goods, paid, quantity }: Problem) => goods.price ?? Math.round(paid.net / quantity);

function goodsPart(sent: Sent, problem: Problem): Draft {
  const { amount, prior } = unitCost(sent, priceOf(problem));
  const basis = prior ? { prior: sent.kind === 'part' ? 'part_cost' : 'unit_cost', basis: prior.basis } : {};
  return {
    code: 'goods',
    full: amount * sent.quantity,
    chance: certain,
    from: prior ? 'prior' : 'rate',
    count: null,
    facts: { sku: sent.sku, quantity: sent.quantity, unit_cost: amount, ...basis },
  };
}

/** Duty was paid on what leaves, and is not paid back. */
function dutyPart({ duty, quantity }: Sent): Draft | null {
  if (!duty) return null;
  const full = duty.amount * quantity;
  return { code: 'duty', full, chance: certain, from: 'rate', count: null, facts: { quantity, ...duty.facts } };
}

function repairParts(problem: Problem): Draft {
  return {
    code: 'goods',
    full: share(priceOf(problem), REPAIR_PARTS_SHARE.value) * problem.quantity,
    chance: certain,
    from: 'prior',
    count: null,
    facts: { prior: 'repair_parts', basis: REPAIR_PARTS_SHARE.basis },
  };
}

const estimate = (grams: number) => FREIGHT.value.find(([upTo]) => grams <= upTo)![1];

type Labels = Problem['history']['labels']['back'];
/** The same labels are asked about for every remedy. */
const ratios = new WeakMap<Labels, ReturnType<typeof meanAfter>>();

/** What labels cost beside the estimate for their weight, ten-thousandths. */
function ratioOf(labels: Labels) {
  const known = ratios.get(labels);
  if (known) return known;
  const sum = labels.reduce(
    (all, { amount, grams }) => all + (amount * TEN_THOUSAND) / estimate(grams ?? UNKNOWN_GRAMS.goods),
    0,
  );
  const found = meanAfter(TEN_THOUSAND, FREIGHT.weight, [{ sum, of: labels.length }]);
  ratios.set(labels, found);
  return found;
}

/** The declared estimate for that weight, moved by what the brand's own labels cost beside it. */
export function freightOf(direction: 'back' | 'out', grams: number, problem: Problem): Draft {
  const { history, destination, rates } = problem;
  const ratio = ratioOf(history.labels[direction]);
  // A rate somebody wrote is for a parcel of goods; what is lighter travels as the estimate says.
  const fromRate = direction === 'out' && rates.own && grams > UNKNOWN_GRAMS.part && ratio.count === 0;
  const percent = FREIGHT_PERCENT[destination];
  const base = fromRate ? rates.outbound_freight : share(estimate(grams), ratio.value);
  return {
    code: direction === 'back' ? 'freight_back' : 'freight_out',
    full: Math.round((base * percent) / 100),
    chance: certain,
    from: fromRate ? 'rate' : ratio.count > 0 ? 'history' : 'prior',
    count: ratio.count || null,
    facts: {
      grams,
      destination,
      percent,
      ...(ratio.count > 0 || fromRate ? {} : { prior: 'freight', basis: FREIGHT.basis }),
    },
  };
}

function inspectionMinutes({ history }: Problem) {
  const { value, count } = meanAfter(MINUTES.inspect.value * 60, MINUTES.inspect.weight, history.seconds);
  return { value: value / 60, count };
}

function handling(minutes: Record<string, number>, learned: number, { rates }: Problem): Draft {
  const all = Object.values(minutes).reduce((sum, one) => sum + one, 0);
  return {
    code: 'handling',
    full: Math.round((all * rates.labor_per_hour) / 60),
    chance: certain,
    from: learned > 0 ? 'history' : rates.own ? 'rate' : 'prior',
    count: learned || null,
    facts: {
      minutes: Object.fromEntries(Object.entries(minutes).map(([work, one]) => [work, Math.round(one * 10) / 10])),
      per_hour: rates.labor_per_hour,
      ...(learned > 0 || rates.own ? {} : { prior: 'minutes', basis: MINUTES.inspect.basis }),
    },
  };
}

/** What the goods bring once they are back, by the grades they are likely to have. */
function recovery(problem: Problem): Draft {
  const { value: grades, count } = gradesAfter(
    gradePrior.value[problem.reason],
    gradePrior.weight,
    problem.history.grades,
  );
  const letters = Object.keys(grades) as Grade[];
  const each = letters.reduce((sum, grade) => sum + grades[grade] * problem.recovery[grade].net, 0) / TEN_THOUSAND;
  const of = <T>(pick: (grade: Grade) => T) => Object.fromEntries(letters.map((grade) => [grade, pick(grade)]));
  return {
    code: 'recovery',
    full: -Math.round(each * problem.quantity) || 0,
    chance: certain,
    from: count > 0 ? 'history' : 'prior',
    count: count || null,
    facts: {
      grades,
      ways: of((grade) => problem.recovery[grade].way),
      nets: of((grade) => problem.recovery[grade].net),
      ...(count > 0 ? {} : { prior: 'grades', basis: gradePrior.basis }),
    },
  };
}

/** Parts of one code and one origin are one line: several goods that leave, several sums that are paid. */
function added(parts: readonly Draft[]): Draft[] {
  const lines: Draft[] = [];
  for (const part of parts) {
    const same = lines.find((one) => one.code === part.code && one.chance === part.chance && one.from === part.from);
    if (!same) lines.push({ ...part });
    else {
      same.full += part.full;
      if (part.full !== 0) same.facts = { ...part.facts, ...same.facts };
    }
  }
  return lines;
}
