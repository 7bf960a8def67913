/**
 * The law on gift certificates and store credit by jurisdiction, as dated rows. A row without a day in `checked_on` was
 * not read at its source by anybody: it is followed all the same where it is kinder to the buyer, and the screens say so.
 * Connecticut has no row on purpose: its Department of Consumer Protection says that store credit for a refund is no gift card
 * (portal.ct.gov/DCP, read 2026-11-22).
 */
import type { CreditRule } from '@recoup/contract';

const READ = '2026-11-22';
const row = (rule: Pick<CreditRule, 'jurisdiction' | 'source' | 'source_url'> & Partial<CreditRule>): CreditRule => ({
  months: 60,
  cash_out_below: null,
  cash_out_used: null,
  checked_on: null,
  from: null,
  note: null,
  ...rule,
});

export const creditRules: readonly CreditRule[] = [
  row({
    jurisdiction: 'US',
    months: 60,
    source: 'Credit CARD Act of 2009 §401, 15 U.S.C. §1693l-1; Regulation E, 12 CFR 1005.20',
    source_url:
      'https://www.consumercomplianceoutlook.org/2013/first-quarter/credit-card-act-requirements-gift-certicicates-gift-cards-prepaid-cards',
    checked_on: READ,
    note: 'Money somebody paid may not run out within five years. What is given for nothing as loyalty, award or promotion is outside. Credit for returned goods is treated as paid.',
  }),
  row({
    jurisdiction: 'US-CA',
    months: null,
    cash_out_below: 10_00,
    source: 'California Civil Code §1749.5',
    source_url:
      'https://www.legalfina.com/en/laws/ca/civil_law/obligations/obligations_arising_from_particular_transactions/gift_certificates',
    checked_on: READ,
  }),
  row({
    jurisdiction: 'US-CA',
    months: null,
    cash_out_below: 15_00,
    source: 'California Civil Code §1749.5 as amended by SB 1272 (2024)',
    source_url:
      'https://www.hahnlaw.com/insights/california-gift-card-law-upcoming-increase-in-cash-redemption-threshold',
    checked_on: READ,
    from: '2026-04-01',
  }),
  row({
    jurisdiction: 'US-CO',
    cash_out_below: 5_01,
    source: 'Colorado Revised Statutes §6-1-722 ($5 or less)',
    source_url: 'https://farmingtonnhpoetandwriterproject.blogspot.com/2010/05/colorado-enacts-law-on-gift-cards.html',
    checked_on: READ,
    note: 'Read in a summary of 2010, not in the statute itself.',
  }),
  row({
    jurisdiction: 'US-FL',
    months: null,
    source: 'Florida Statutes §501.95 (credit memo issued in exchange for returned merchandise)',
    source_url: 'https://legalfix.com/statutes/state-codes/florida/title-xxxiii/chapter-501/part-v/section-501-95',
    checked_on: READ,
    note: 'Names credit for returned merchandise itself.',
  }),
  row({
    jurisdiction: 'US-MA',
    months: 84,
    cash_out_used: 90,
    source: 'Massachusetts General Laws c. 93 §14S, c. 200A §5D, c. 255D §1 (includes a merchandise credit)',
    source_url:
      'http://www.mass.gov/ago/consumer-resources/consumer-information/retail-rights/gift-cards-and-certificates/expiration-dates.html',
    checked_on: READ,
    note: 'Seven years; once 90 % of it is used the holder may take the rest in cash.',
  }),
  row({
    jurisdiction: 'US-VT',
    months: 60,
    cash_out_below: 1_00,
    source: '8 Vermont Statutes §§2702, 2704',
    source_url: 'http://dropzone.marketing/blog/2012/11/15/escheat-and-gift-card-laws-vermont/',
    checked_on: READ,
  }),
  row({
    jurisdiction: 'US-WA',
    months: null,
    cash_out_below: 5_00,
    source: 'Revised Code of Washington 19.240.020',
    source_url: 'https://self-law.org/code/wa/title-19/chapter-19-240/19-240-020',
    checked_on: READ,
    note: 'The rest below $5 after a purchase is paid out on demand.',
  }),
  row({
    jurisdiction: 'US-ME',
    months: null,
    cash_out_below: 5_00,
    source: 'Maine Revised Statutes tit. 33 §1953(1)(G), since renumbered',
    source_url: 'https://farmingtonnhpoetandwriterproject.blogspot.com/2010/05/colorado-enacts-law-on-gift-cards.html',
  }),
  row({
    jurisdiction: 'US-MT',
    months: null,
    cash_out_below: 5_00,
    source: 'Montana Code §30-14-108',
    source_url: 'https://giftcertificate.co/state-laws',
  }),
  row({
    jurisdiction: 'US-NJ',
    cash_out_below: 5_00,
    source: 'New Jersey Statutes §56:8-110',
    source_url: 'https://giftcertificate.co/state-laws',
  }),
  row({
    jurisdiction: 'US-NY',
    months: 108,
    cash_out_below: 5_00,
    source: 'New York General Business Law §396-i',
    source_url: 'https://newyork.public.law/laws/n.y._general_business_law_section_396-i',
    from: '2022-12-10',
  }),
  row({
    jurisdiction: 'US-OR',
    months: null,
    cash_out_below: 5_00,
    source: 'Oregon Revised Statutes 646A.274 to 646A.278',
    source_url: 'https://giftcertificate.co/state-laws',
  }),
  row({
    jurisdiction: 'US-RI',
    months: null,
    cash_out_below: 1_00,
    source: 'Rhode Island General Laws §6-13-12',
    source_url: 'https://giftcertificate.co/state-laws',
  }),
];

/** The row of exactly this jurisdiction in force on a day; null where there is none. */
function rowOf(jurisdiction: string, day: string): CreditRule | null {
  const inForce = creditRules.filter((one) => one.jurisdiction === jurisdiction && (one.from ?? '') <= day);
  return inForce.sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? 1 : -1))[0] ?? null;
}

/** The rules that bind a credit of a buyer in `US-CA`, or `US` where the state is not known; the state's own first. */
export function rulesFor(jurisdiction: string | null, day: string): CreditRule[] {
  if (jurisdiction === null) return [];
  const country = jurisdiction.slice(0, 2);
  const all = jurisdiction === country ? [rowOf(country, day)] : [rowOf(jurisdiction, day), rowOf(country, day)];
  return all.filter((one) => one !== null);
}
