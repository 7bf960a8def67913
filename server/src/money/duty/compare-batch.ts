/**
 * A batch of returned goods: resell here, send back to the maker, or destroy. Pure; minor units of one currency, in
 * positive, out negative. Every line says from what it is reckoned.
 */
import type { BatchComparison, BatchQuestion } from '@recoup/contract';
import type { PieceDuty } from './piece-duty.ts';
import { ruleOn } from './rules.ts';

type Line = BatchComparison['ways'][number]['lines'][number];
type Way = BatchComparison['ways'][number];
export type BatchFacts = { currency: string; today: string; duty: PieceDuty };

/** `amount × part ∕ whole`, half up, of a non-negative amount. */
const part = (amount: number, of: number, whole: number): number =>
  Number((BigInt(amount) * BigInt(of) * 2n + BigInt(whole)) / (2n * BigInt(whole)));

export function compareBatch(asked: BatchQuestion, facts: BatchFacts): BatchComparison {
  const ways = [resell(asked, facts), sendBack(asked, facts), destroy(asked, facts)];
  const best = ways.reduce((top, way) => (way.net.amount > top.net.amount ? way : top));
  return { currency: facts.currency, units: asked.quantity, ways, best: best.way };
}

type Amount = [code: Line['code'], amount: number, facts: Record<string, unknown>];

function wayOf(way: Way['way'], amounts: readonly Amount[], needs: string[], currency: string): Way {
  const lines = amounts
    .filter(([, amount]) => amount !== 0)
    .map(([code, amount, facts]): Line => ({ code, amount: { amount, currency }, facts }));
  const net = lines.reduce((sum, line) => sum + line.amount.amount, 0);
  return { way, lines, net: { amount: net, currency }, needs };
}

function resell(asked: BatchQuestion, { currency }: BatchFacts): Way {
  const { quantity, price, sells_percent, market_fee_percent, work_per_unit, freight_to_buyer, days_to_sell } = asked;
  const sold = part(quantity, sells_percent, 100);
  const revenue = sold * price;
  return wayOf(
    'resell_here',
    [
      ['sale', revenue, { pieces: sold, price }],
      ['market_fee', -part(revenue, market_fee_percent, 100), { percent: market_fee_percent }],
      ['freight_to_buyer', -sold * freight_to_buyer, { pieces: sold, each: freight_to_buyer }],
      ['work', -quantity * work_per_unit, { pieces: quantity, each: work_per_unit }],
      ['storage', -storage(asked, quantity), { pieces: quantity, days: days_to_sell }],
      ['capital', -capital(asked), { days: days_to_sell, percent: asked.capital_percent_per_year }],
      [
        'disposal',
        -(quantity - sold) * asked.disposal_per_unit,
        { pieces: quantity - sold, each: asked.disposal_per_unit },
      ],
    ],
    sold < quantity ? ['rest_is_disposed'] : [],
    currency,
  );
}

const storage = ({ storage_per_day_hundredths, days_to_sell }: BatchQuestion, pieces: number) =>
  Math.round((pieces * storage_per_day_hundredths * days_to_sell) / 100);
const capital = ({ customs_value, quantity, capital_percent_per_year, days_to_sell }: BatchQuestion) =>
  part(customs_value * quantity, capital_percent_per_year * days_to_sell, 36_500);

function sendBack(asked: BatchQuestion, facts: BatchFacts): Way {
  const { quantity, value_back, freight_back_per_unit, brokerage_back, duty_abroad_percent } = asked;
  return wayOf(
    'send_back',
    [
      ['value_back', quantity * value_back, { pieces: quantity, each: value_back }],
      ['freight_back', -quantity * freight_back_per_unit, { pieces: quantity, each: freight_back_per_unit }],
      ['brokerage', -brokerage_back, {}],
      [
        'duty_abroad',
        -part(asked.customs_value * quantity, duty_abroad_percent, 100),
        { percent: duty_abroad_percent, value: asked.customs_value },
      ],
      ...drawback(asked, facts),
    ],
    needsOf(facts, 'export_notice'),
    facts.currency,
  );
}

function destroy(asked: BatchQuestion, facts: BatchFacts): Way {
  const { quantity, disposal_per_unit } = asked;
  return wayOf(
    'destroy',
    [
      ['disposal', -quantity * disposal_per_unit, { pieces: quantity, each: disposal_per_unit }],
      ...drawback(asked, facts),
    ],
    needsOf(facts, 'destruction_notice'),
    facts.currency,
  );
}

function drawback({ quantity, drawback_fee }: BatchQuestion, { duty, today }: BatchFacts): Amount[] {
  const percent = ruleOn('share_back', today);
  const back = Math.floor((duty.amount * quantity * percent) / 100);
  // Nobody files a claim that costs more than it brings.
  if (back <= drawback_fee) return [];
  return [
    ['drawback', back, { pieces: quantity, duty: duty.amount, percent, duty_from: duty.from, ...duty.facts }],
    ['drawback_fee', -drawback_fee, {}],
  ];
}

const needsOf = ({ duty }: BatchFacts, notice: string): string[] => [
  ...(duty.from === 'import_entry' ? [] : ['no_import_entry']),
  ...(duty.amount > 0 ? [notice, 'unused_or_rejected'] : []),
];
