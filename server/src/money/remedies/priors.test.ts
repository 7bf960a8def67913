import { readFileSync } from 'node:fs';
import type { Reason, RemedyKind } from '@recoup/contract';
import { expect, it } from 'vitest';
import {
  backPrior,
  CREDIT_USED,
  DISCOUNT_USED,
  disputePrior,
  FREIGHT,
  gradePrior,
  MINUTES,
  PART_COST_SHARE,
  takenPrior,
  UNIT_COST_SHARE,
} from './priors.ts';

const page = (name: string) => readFileSync(new URL(`../../../../docs/${name}`, import.meta.url), 'utf8');
const percent = (chance: number) => `${chance / 100} %`;
const kinds = Object.keys(takenPrior.value) as RemedyKind[];

/** The tables of the page, as the data say them. */
function rows(): string[] {
  const grades = Object.entries(gradePrior.value).map(
    ([reason, of]) => `| ${reason} | ${[of.A, of.B, of.C, of.D].map(percent).join(' | ')} |`,
  );
  const own = (of: Partial<Record<Reason, number>> = {}) =>
    Object.entries(of)
      .map(([reason, chance]) => `${reason} ${percent(chance)}`)
      .join(', ') || '·';
  const chances = kinds
    .filter((kind) => kind !== 'refund')
    .map((kind) => {
      const [taken, back] = [takenPrior.value[kind], backPrior.value[kind]];
      return `| ${kind} | ${percent(taken.usual)} | ${own(taken.of)} | ${percent(back.usual)} | ${own(back.of)} | ${percent(disputePrior.value[kind])} |`;
    });
  return [...grades, ...chances];
}

it.each(['remedies.md', 'remedies.zh.md'])('%s says every assumption as it is reckoned with', (name) => {
  const said = page(name);
  for (const row of rows()) expect(said).toContain(row);
  for (const { value } of [CREDIT_USED, DISCOUNT_USED, UNIT_COST_SHARE, PART_COST_SHARE])
    expect(said).toContain(percent(value));
  for (const { value } of Object.values(MINUTES)) expect(said).toMatch(new RegExp(`\\b${value}\\b`));
  for (const [upTo, amount] of FREIGHT.value) {
    if (Number.isFinite(upTo)) expect(said).toContain(`${upTo} g`);
    expect(said).toContain((amount / 100).toFixed(2));
  }
});

it('chances of grades add up, and every figure has its basis', () => {
  for (const of of Object.values(gradePrior.value)) expect(of.A + of.B + of.C + of.D).toBe(10_000);
  for (const { basis } of [gradePrior, takenPrior, backPrior, disputePrior, FREIGHT, ...Object.values(MINUTES)])
    expect(basis.length).toBeGreaterThan(20);
});
