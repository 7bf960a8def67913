import type { disclosureWarning, PolicyRules } from '@recoup/contract';
import type { z } from 'zod';

type Warning = z.output<typeof disclosureWarning>;
type DisclosureRule = Warning & { breaks(rules: PolicyRules): boolean };

/** Shown to a buyer anywhere before they pay: that is what all these rules ask for in the end. */
const shown = ({ disclosure }: PolicyRules) => disclosure.posted_before_purchase || disclosure.at_product_page;

/**
 * Is every return within seven days of purchase met with the full price in cash or credit, or an equal exchange? Fees,
 * goods that cannot come back, refused reasons and refused open boxes all make it less. Seven days from delivery are
 * more than seven days from purchase.
 */
function givesSevenFullDays({
  window,
  remedies,
  restocking_fee,
  freight,
  final_sale,
  condition,
  reasons,
}: PolicyRules) {
  const gives = remedies.refund || remedies.store_credit.allowed || remedies.exchange;
  const feeless = restocking_fee.kind === 'none' && freight.buyer_fee === 0;
  const all = final_sale.skus.length === 0 && final_sale.categories.length === 0 && reasons.length === 0;
  return window.days >= 7 && gives && feeless && all && condition.opened === 'accepted';
}

const RULES: readonly DisclosureRule[] = [
  {
    // Retail sellers whose policy falls short of full refund, credit or equal exchange for at least seven days after
    // purchase must display it conspicuously: signs, tags on the item, or order forms. Who does not owes the price for
    // goods brought back within 30 days of purchase. Read in the guide S-6 of the state's Department of Consumer
    // Affairs and in a copy of the statute (leginfo.legislature.ca.gov, Civil Code, section 1723).
    code: 'us_ca_1723.not_displayed',
    rule: 'California Civil Code §1723',
    source_url: 'https://dca.ca.gov/publications/legal_guides/s_6.shtml',
    checked_on: '2026-11-22',
    jurisdiction: 'US-CA',
    breaks: (rules) => !shown(rules) && !givesSevenFullDays(rules),
  },
  {
    // Subdivision 1: retail shops and online retailers post their refund policy, online by a notice or link near the
    // item or before billing information is asked for. Subdivision 3: who does not owes, for up to 30 days from
    // purchase, cash or credit at the buyer's choice for unused goods. It holds whatever the policy says.
    code: 'us_ny_218a.not_posted',
    rule: 'New York General Business Law §218-a',
    source_url: 'https://www.nysenate.gov/legislation/laws/GBS/218-A',
    checked_on: '2026-11-22',
    jurisdiction: 'US-NY',
    breaks: (rules) => !shown(rules),
  },
];

/** Where these rules, published so, would break a law on telling buyers beforehand. Each names its source and the day it was read. */
export function disclosureWarnings(rules: PolicyRules): Warning[] {
  return RULES.filter((one) => one.breaks(rules)).map(({ breaks: _, ...warning }) => warning);
}
