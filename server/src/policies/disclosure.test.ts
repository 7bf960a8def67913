import { type PolicyRules, startingPolicy } from '@recoup/contract';
import { describe, expect, it } from 'vitest';
import { disclosureWarnings } from './disclosure.ts';

/** Seven days and more, everything back in full, shown nowhere. */
function generous(change: (rules: PolicyRules) => void = () => {}): PolicyRules {
  const rules = startingPolicy('USD');
  rules.freight.buyer_fee = 0;
  change(rules);
  return rules;
}
const codes = (rules: PolicyRules) => disclosureWarnings(rules).map(({ code }) => code);
const ca = 'us_ca_1723.not_displayed';
const ny = 'us_ny_218a.not_posted';

describe('warnings of disclosure laws', () => {
  it('New York wants every policy posted, however generous', () => expect(codes(generous())).toEqual([ny]));

  const rows: [string, (rules: PolicyRules) => void][] = [
    [
      'six days',
      (r) => {
        r.window.days = 6;
      },
    ],
    [
      'no returns',
      (r) => {
        r.window.days = 0;
      },
    ],
    [
      'a restocking fee',
      (r) => {
        r.restocking_fee.kind = 'percent';
      },
    ],
    [
      'freight taken from the refund',
      (r) => {
        r.freight.buyer_fee = 795;
      },
    ],
    ['final sale of some goods', (r) => r.final_sale.categories.push('outlet')],
    ['some reasons only', (r) => r.reasons.push('damaged-or-defective')],
    [
      'sealed boxes only',
      (r) => {
        r.condition.opened = 'refused';
      },
    ],
    [
      'replacement alone',
      (r) => {
        r.remedies.refund = false;
        r.remedies.exchange = false;
        r.remedies.store_credit.allowed = false;
      },
    ],
  ];
  it.each(rows)('California wants it shown where there is less than the usual: %s', (_, change) =>
    expect(codes(generous(change))).toEqual([ca, ny]),
  );
  it('not for seven days with everything back', () =>
    expect(
      codes(
        generous((r) => {
          r.window.days = 7;
        }),
      ),
    ).toEqual([ny]));

  it.each(['posted_before_purchase', 'at_product_page'] as const)('are silent once it is shown (%s)', (where) => {
    const rules = generous((r) => {
      r.window.days = 0;
      r.disclosure[where] = true;
    });
    expect(disclosureWarnings(rules)).toEqual([]);
  });

  it('name the law, its place, the source and the day it was read', () => {
    for (const warning of disclosureWarnings(
      generous((r) => {
        r.window.days = 0;
      }),
    )) {
      expect(warning.source_url).toMatch(/^https:\/\/(dca\.ca\.gov|www\.nysenate\.gov)\//);
      expect(warning).toMatchObject({ checked_on: '2026-11-22', jurisdiction: expect.stringMatching(/^US-(CA|NY)$/) });
      expect(warning.rule).toMatch(/§(1723|218-a)$/);
      expect(Object.keys(warning).sort()).toEqual(['checked_on', 'code', 'jurisdiction', 'rule', 'source_url']);
    }
  });
});
