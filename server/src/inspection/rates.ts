/**
 * What work and ways out cost where nobody said otherwise, and the rules before money. Declared assumptions, not
 * measurements: a site in the United States in 2026, a household device of 50 to 300 dollars. Every screen that reckons
 * with them says so (`own: false`) until somebody writes the site's own.
 */
import type { RecoveryRates, WayRules } from '@recoup/contract';

/** In US cents. A brand that reckons in another currency writes its own before it relies on a reckoning. */
export const defaultRates: RecoveryRates = {
  // Warehouse pay of about 19 dollars with a quarter of employer's cost on top.
  labor_per_hour: 2400,
  // Check, wipe, new sleeve; for open box also repacking, pictures and a condition note.
  restock_minutes: 6,
  open_box_minutes: 14,
  consumables_restock: 60,
  consumables_open_box: 180,
  // Referral fee of Amazon and Walmart in most home categories.
  marketplace_fee_percent: 15,
  outbound_freight: 850,
  // Three cents a day: about half a cubic foot at a 3PL.
  storage_per_day_hundredths: 300,
  capital_percent_per_year: 12,
  days_to_sell: { restock: 20, open_box: 35, liquidate: 21 },
  chance_percent: { restock: 96, open_box_A: 92, open_box_B: 88, open_box_C: 75, open_box_D: 45 },
  resale_percent: { A: 85, B: 72, C: 55, D: 30 },
  // Mixed lots of small appliances go for a tenth to a seventh of the shop price.
  lot_percent: 12,
  recycling_fee: 150,
  freight_to_buyer: 950,
};

export const defaultRules: WayRules = {
  restock_from: 'A',
  open_box_from: 'C',
  hygiene_opened: 'recycle',
  recalled: 'hold',
  lithium_damaged: 'recycle',
  unsafe: 'recycle',
  rejected: 'return_to_buyer',
  hold_skus: [],
};
