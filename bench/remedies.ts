/**
 * What the ranking of remedies is worth: cost per problem of offering what it ranks first, beside always returning and
 * refunding, and beside an oracle that knows each buyer's answer, the grade of the goods and everything that comes of it.
 *
 *   npm run bench -- remedies             20 worlds of 1,500 problems
 *   npm run bench -- remedies --quick     5 worlds of 1,000
 *
 * The population is synthetic and declared (lib/problems.ts): the figures say how much of what could be saved in such a
 * world the ranking saves, and how that changes when it is wrong; they say nothing about any real brand. The ranking, the
 * policy's offers and the reckoning of the bench are the product's own code. It learns as it goes, from what its buyers
 * took and what came back, as it does in the product; the same is shown without learning, where only the declared priors
 * speak. One offer a problem: who says no gets the plain return. `three offers` asks up to three times, in order of rank.
 */
import type { Grade, Reason, RemedyKind } from '@recoup/contract';
import { defaultRates } from '../server/src/inspection/rates.ts';
import type { Past } from '../server/src/money/learned/history.read.ts';
import { historyFor } from '../server/src/money/learned/levels.ts';
import type { Candidate, Problem } from '../server/src/money/remedies/problem.ts';
import { rankRemedies } from '../server/src/money/remedies/rank-remedies.ts';
import { dice, type Estimate, estimate } from './lib/dice.ts';
import { report, round } from './lib/place.ts';
import {
  type Case,
  candidatesFor,
  makeCase,
  makeWorld,
  recoveryOf,
  TAX_PERCENT,
  type Tilt,
  turnedOut,
} from './lib/problems.ts';

const quick = process.argv.includes('--quick');
const WORLDS = quick ? 5 : 20;
const PROBLEMS = quick ? 1_000 : 1_500;
/** For what is misjudged: fewer worlds, as each is compared with itself. */
const TILTED = 5;

/** What was seen so far, in the shape the product's own statement answers. */
function memory() {
  const grades = new Map<string, Past['grades'][number]>();
  const rows = { taken: new Map<string, Past['taken'][number]>(), back: new Map<string, Past['back'][number]>() };
  const labels: Past['labels'] = [];
  const count = (what: 'taken' | 'back', remedy: RemedyKind, reason: Reason, yes: boolean) => {
    const key = `${remedy} ${reason}`;
    const row = rows[what].get(key) ?? { remedy, reason, own: false, of: 0, yes: 0 };
    rows[what].set(key, { ...row, of: row.of + 1, yes: row.yes + Number(yes) });
  };
  return {
    took: (remedy: RemedyKind, reason: Reason, yes: boolean) => count('taken', remedy, reason, yes),
    cameBack: (remedy: RemedyKind, reason: Reason, yes: boolean) => count('back', remedy, reason, yes),
    inspected({ product, reason, grade }: Case) {
      const key = `${product.sku} ${reason} ${grade}`;
      const row = grades.get(key) ?? {
        reason,
        product_id: product.sku,
        category: product.category,
        grade: grade as Grade,
        units: 0,
        seconds: 0,
        timed: 0,
      };
      grades.set(key, { ...row, units: row.units + 1 });
    },
    label(direction: 'back' | 'out', amount: number, grams: number) {
      labels.unshift({ direction, amount, grams });
      if (labels.length > 100) labels.pop();
    },
    past: (): Past => ({
      grades: [...grades.values()],
      taken: [...rows.taken.values()],
      back: [...rows.back.values()],
      dispute: [],
      labels,
    }),
  };
}
const nothing: Past = { grades: [], taken: [], back: [], dispute: [], labels: [] };

function problemOf({ product, reason }: Case, past: Past): Problem {
  const gross = product.price + (product.price * TAX_PERCENT) / 100;
  return {
    currency: 'USD',
    reason,
    quantity: 1,
    paid: { net: product.price, gross },
    order_value: product.price,
    destination: 'home',
    goods: { sku: product.sku, price: product.price, unit_cost: product.unit_cost, weight_g: product.weight_g },
    recovery: recoveryOf(product),
    rates: { labor_per_hour: defaultRates.labor_per_hour, outbound_freight: defaultRates.outbound_freight, own: false },
    history: historyFor(past, { reason, product_id: product.sku, category: product.category }),
  };
}

type Costs = {
  always: number;
  ranked: number;
  three: number;
  untaught: number;
  oracle: number;
  first: Record<string, number>;
};

/** Mean cost of a problem, in dollars, each way; the same buyers every time. With a tilt only what is compared. */
function live(seed: number, tilt?: Tilt): Costs {
  const roll = dice(seed);
  const world = makeWorld(roll, tilt);
  const seen = memory();
  const sum = { always: 0, ranked: 0, three: 0, untaught: 0, oracle: 0 };
  const first: Record<string, number> = {};
  for (let n = 0; n < PROBLEMS; n++) {
    const at = makeCase(roll, world);
    const candidates = candidatesFor(at.product, at.reason);
    const plain = candidates.find(({ offer }) => offer.kind === 'refund')!;
    const cost = (candidate: Candidate) => turnedOut(at, candidate, plain);
    const offered = (past: Past, most: number) => {
      const ranked = rankRemedies(problemOf(at, past), candidates).slice(0, most);
      const asked = ranked.map(({ kind }) => candidates.find(({ offer }) => offer.kind === kind)!);
      // The plain return ends the offers: what ranks after it costs more.
      const until = asked.indexOf(plain);
      return until < 0 ? asked : asked.slice(0, until + 1);
    };
    const outcome = (asked: readonly Candidate[]) => asked.find(({ offer }) => at.says[offer.kind]) ?? plain;

    sum.always += cost(plain);
    sum.oracle += Math.min(...candidates.filter(({ offer }) => at.says[offer.kind]).map(cost));
    if (!tilt) {
      sum.untaught += cost(outcome(offered(nothing, 1)));
      sum.three += cost(outcome(offered(seen.past(), 3)));
    }
    const asked = offered(seen.past(), 1);
    const given = outcome(asked);
    sum.ranked += cost(given);
    const { kind } = asked[0]!.offer;
    first[kind] = (first[kind] ?? 0) + 1 / PROBLEMS;

    if (kind !== 'refund') seen.took(kind, at.reason, at.says[kind]);
    const got = given.offer.kind;
    if (got !== 'refund') seen.cameBack(got, at.reason, at.returns[got]);
    if (given.offer.goods_back || at.returns[got]) {
      seen.inspected(at);
      seen.label('back', at.labels.back, at.product.weight_g);
    }
    if (given.sends.length > 0) seen.label('out', at.labels.out[got], given.sends[0]!.weight_g!);
  }
  const mean = (total: number) => total / PROBLEMS / 100;
  return {
    always: mean(sum.always),
    ranked: mean(sum.ranked),
    three: mean(sum.three),
    untaught: mean(sum.untaught),
    oracle: mean(sum.oracle),
    first,
  };
}

const share = ({ always, oracle }: Costs, cost: number) => (always - cost) / (always - oracle);
const dollars = ({ mean, low, high }: Estimate) =>
  `$${mean.toFixed(2)}  (95 %: ${low.toFixed(2)} to ${high.toFixed(2)})`;
const percent = ({ mean, low, high }: Estimate) =>
  `${round(mean * 100, 1)} %  (95 %: ${round(low * 100, 1)} to ${round(high * 100, 1)})`;

const from = performance.now();
const seeds = Array.from({ length: WORLDS }, (_, n) => 20_261_110 + n);
const lived = seeds.map((seed) => live(seed));
const of = (pick: (costs: Costs) => number) => estimate(lived.map(pick));
const always = of((one) => one.always);
const ranked = of((one) => one.ranked);
const oracle = of((one) => one.oracle);
const ratio = of((one) => share(one, one.ranked));
const saved = of((one) => 1 - one.ranked / one.always);
const firsts = (Object.keys(Object.assign({}, ...lived.map(({ first }) => first))) as RemedyKind[])
  .map((kind) => [kind, of(({ first }) => first[kind] ?? 0).mean] as const)
  .sort((a, b) => b[1] - a[1]);

const tilts: [string, Tilt][] = [
  ['buyers take 30 % less than supposed', { taken: 0.7 }],
  ['buyers take 30 % more', { taken: 1.3 }],
  ['goods bring 30 % less than reckoned', { recovery: 0.7 }],
  ['goods bring 30 % more', { recovery: 1.3 }],
  ['freight 30 % cheaper than supposed', { freight: 0.7 }],
  ['freight 30 % dearer', { freight: 1.3 }],
];
const sensitivity = tilts.map(([name, tilt]) => {
  const worlds = seeds.slice(0, TILTED).map((seed) => live(seed, tilt));
  const mean = (pick: (costs: Costs) => number) => estimate(worlds.map(pick));
  return {
    name,
    always: mean((one) => one.always),
    ranked: mean((one) => one.ranked),
    oracle: mean((one) => one.oracle),
    ratio: mean((one) => share(one, one.ranked)),
  };
});
const seconds = (performance.now() - from) / 1000;

const rows: [string, string][] = [
  [
    'population',
    `synthetic, declared in bench/lib/problems.ts: ${WORLDS} worlds of ${PROBLEMS} problems, seeds ${seeds[0]} to ${seeds.at(-1)}`,
  ],
  ['always return and refund, cost per problem', dollars(always)],
  ['this ranking, one offer', dollars(ranked)],
  ['this ranking, up to three offers', dollars(of((one) => one.three))],
  ['this ranking without learning', dollars(of((one) => one.untaught))],
  ['oracle', dollars(oracle)],
  ['saved of what always returning costs', percent(saved)],
  ['ratio: saved of what the oracle saves', percent(ratio)],
  ['  with up to three offers', percent(of((one) => share(one, one.three)))],
  ['  without learning', percent(of((one) => share(one, one.untaught)))],
  ['ranked first', firsts.map(([kind, part]) => `${kind} ${round(part * 100, 0)} %`).join(', ')],
  ...sensitivity.map(({ name, ratio, always, ranked, oracle }): [string, string] => [
    name,
    `ratio ${percent(ratio)}; $${always.mean.toFixed(2)} → $${ranked.mean.toFixed(2)}, oracle $${oracle.mean.toFixed(2)}`,
  ]),
  ['took', `${round(seconds, 1)} s`],
];
const figure = ({ mean, low, high }: Estimate) => ({ mean: round(mean, 4), low: round(low, 4), high: round(high, 4) });
report('remedies', rows, {
  ratio: round(ratio.mean, 3),
  ratio_95: [round(ratio.low, 3), round(ratio.high, 3)],
  saved_share: figure(saved),
  always: figure(always),
  ranked: figure(ranked),
  three_offers: figure(of((one) => one.three)),
  without_learning: figure(of((one) => one.untaught)),
  oracle: figure(oracle),
  sensitivity: sensitivity.map(({ name, ratio }) => ({ name, ratio: round(ratio.mean, 3) })),
  worlds: WORLDS,
  problems: PROBLEMS,
  seconds: round(seconds, 1),
});
