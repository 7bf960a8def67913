/**
 * Reason codes of the card networks, what each means in plain words, and how many days a merchant has to answer.
 * Codes and their grouping: Stripe, “Dispute reason code categories”; names: Midigator, “Reason code list”.
 */
import type { DisputeReason, NetworkReason } from '@recoup/contract';

const READ = '2026-11-22';
const STRIPE = {
  source: 'Stripe: Dispute reason code categories',
  source_url: 'https://docs.stripe.com/disputes/categories',
};
const NAMES = {
  source: 'Midigator: Reason code list',
  source_url: 'https://help.midigator.com/en/articles/5021063-reason-code-list',
};
type Network = NetworkReason['network'];

const rows = (
  network: Network,
  from: typeof STRIPE,
  checked_on: string | null,
  list: [string, string, DisputeReason][],
) => list.map(([code, name, reason]): NetworkReason => ({ network, code, name, reason, ...from, checked_on }));

export const networkReasons: readonly NetworkReason[] = [
  ...rows('visa', NAMES, READ, [
    ['10.1', 'EMV Liability Shift Counterfeit Fraud', 'fraud'],
    ['10.2', 'EMV Liability Shift Non-Counterfeit Fraud', 'fraud'],
    ['10.3', 'Other Fraud – Card-Present Environment', 'fraud'],
    ['10.4', 'Other Fraud – Card-Absent Environment', 'fraud'],
    ['10.5', 'Visa Fraud Monitoring Program', 'fraud'],
    ['12.5', 'Incorrect Amount', 'wrong_amount'],
    ['12.6', 'Duplicate Processing / Paid by Other Means', 'duplicate'],
    ['13.1', 'Merchandise / Services Not Received', 'not_received'],
    ['13.2', 'Cancelled Recurring Transaction', 'cancelled'],
    ['13.3', 'Not as Described or Defective Merchandise / Services', 'not_as_described'],
    ['13.4', 'Counterfeit Merchandise', 'not_as_described'],
    ['13.5', 'Misrepresentation', 'not_as_described'],
    ['13.6', 'Credit Not Processed', 'credit_not_given'],
    ['13.7', 'Cancelled Merchandise / Services', 'cancelled'],
  ]),
  ...rows('visa', STRIPE, READ, [
    ['12.6.1', 'Duplicate Processing', 'duplicate'],
    ['12.6.2', 'Paid by Other Means', 'paid_other_way'],
  ]),
  ...rows('mastercard', NAMES, READ, [
    ['4831', 'Incorrect Transaction Amount', 'wrong_amount'],
    ['4834', 'Point-of-Interaction Error', 'duplicate'],
  ]),
  // Not read at their source by anybody.
  ...rows('mastercard', STRIPE, null, [
    ['4837', 'No Cardholder Authorization', 'fraud'],
    ['4853', 'Cardholder Dispute', 'not_as_described'],
    ['4855', 'Goods or Services Not Provided', 'not_received'],
    ['4860', 'Credit Not Processed', 'credit_not_given'],
  ]),
  ...rows('amex', STRIPE, null, [
    ['C02', 'Credit Not Processed', 'credit_not_given'],
    ['C04', 'Goods / Services Returned or Refused', 'credit_not_given'],
    ['C05', 'Goods / Services Cancelled', 'cancelled'],
    ['C08', 'Goods / Services Not Received', 'not_received'],
    ['C14', 'Paid by Other Means', 'paid_other_way'],
    ['C31', 'Goods / Services Not as Described', 'not_as_described'],
    ['C32', 'Goods / Services Damaged or Defective', 'not_as_described'],
    ['F29', 'Card Not Present', 'fraud'],
    ['P08', 'Duplicate Charge', 'duplicate'],
  ]),
  ...rows('discover', STRIPE, null, [
    ['AA', 'Does Not Recognize', 'fraud'],
    ['DP', 'Duplicate Processing', 'duplicate'],
    ['RG', 'Non-Receipt of Goods, Services, or Cash', 'not_received'],
    ['RM', 'Cardholder Disputes Quality of Goods or Services', 'not_as_described'],
    ['RN2', 'Credit Not Processed', 'credit_not_given'],
    ['UA02', 'Fraud – Card Not Present Transaction', 'fraud'],
  ]),
];

/** What a network's code means; null for one no row names. */
export function networkReason(network: Network, code: string | null): NetworkReason | null {
  if (code === null) return null;
  const wanted = code.trim().toUpperCase();
  const found = networkReasons.filter((row) => row.code === wanted);
  return found.find((row) => row.network === network) ?? (network === 'other' && found.length === 1 ? found[0]! : null);
}

/** Stripe's own word for the reason (https://docs.stripe.com/api/disputes/object#dispute_object-reason), as ours. */
const companyWords: Record<string, DisputeReason> = {
  credit_not_processed: 'credit_not_given',
  duplicate: 'duplicate',
  fraudulent: 'fraud',
  unrecognized: 'fraud',
  product_not_received: 'not_received',
  product_unacceptable: 'not_as_described',
  subscription_canceled: 'cancelled',
};
export function reasonOfCompany(word: string): DisputeReason {
  return companyWords[word] ?? 'unknown';
}

export type DueRule = { days: number | null; source: string; source_url: string | null; checked_on: string | null };
const LIMITS = {
  source: 'WinningChargebacks: Chargeback time limits by card network (2026)',
  source_url: 'https://winningchargebacks.com/blog/chargeback-time-limits.html',
  checked_on: READ,
};
/** Days from the opening to answer a chargeback. Payment companies cut some off, so a given deadline goes before these. */
const days: Record<Network, number> = { visa: 30, mastercard: 45, amex: 20, discover: 30, other: 20 };

/** Until when an answer is due: as given, or reckoned by the network's own rule from the day it was opened. */
export function dueBy(network: Network, openedAt: Date, given: Date | null): { at: Date; rule: DueRule } {
  if (given) return { at: given, rule: { days: null, source: 'given', source_url: null, checked_on: null } };
  const count = days[network];
  const source = network === 'other' ? 'shortest' : LIMITS.source;
  return { at: new Date(openedAt.getTime() + count * 86_400_000), rule: { ...LIMITS, source, days: count } };
}
