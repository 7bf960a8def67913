/**
 * Double entry, as pure functions. Amounts are minor units of one currency; debit positive, credit negative.
 * The chart of accounts is the contract's; each function is one kind of thing that happens.
 */
import { type Account, type AccountGroup, chart } from '@recoup/contract';

export type { Account };
export const accounts = Object.keys(chart) as Account[];
export type Line = { account: Account; amount: number };

export type Part = { code: string; amount: number };

const inGroup = (...groups: AccountGroup[]) => accounts.filter((one) => groups.includes(chart[one]));
/** Accounts that make up the cost of a return; their sum is its net cost to the brand. Tax given back is reclaimed from the state and costs nothing. */
export const costAccounts: readonly Account[] = inGroup(
  'given',
  'goods',
  'outward',
  'back',
  'work',
  'capital',
  'disputes',
  'recovered',
);
export const givenBack: readonly Account[] = inGroup('given');
export const comesBack: readonly Account[] = inGroup('recovered');

/** Adds up lines of one account, drops zeroes. Throws when the entry does not balance: that is a fault of ours, not a refusal. */
export function balanced(lines: readonly Line[]): Line[] {
  const sums = new Map<Account, number>();
  for (const { account, amount } of lines) {
    if (!Number.isSafeInteger(amount)) throw new Error(`a ledger line is not a whole number of minor units: ${amount}`);
    sums.set(account, (sums.get(account) ?? 0) + amount);
  }
  const kept = [...sums].filter(([, amount]) => amount !== 0).map(([account, amount]) => ({ account, amount }));
  if (kept.reduce((sum, one) => sum + one.amount, 0) !== 0) throw new Error('a ledger entry does not balance');
  return kept;
}

/** `amount` moves from one account to another: the first is debited, the second credited. A negative amount turns it round. */
const move =
  (debit: Account, credit: Account) =>
  (amount: number): Line[] =>
    balanced([
      { account: debit, amount },
      { account: credit, amount: -amount },
    ]);

const accountsOfParts: Record<string, Account> = {
  price: 'sales_returns',
  tax: 'sales_tax',
  shipping: 'shipping_refunded',
  bonus: 'store_credit_bonus',
  keep_it: 'goodwill',
  restocking_fee: 'fees_kept',
  return_freight: 'fees_kept',
  condition: 'fees_kept',
  adjustment: 'goodwill',
  // What a buyer paid for something they do not get after all.
  charge: 'charges_received',
};

/** The account a part of what is given back is booked on. */
export const accountOfPart = (code: string): Account => accountsOfParts[code] ?? 'goodwill';

// Refunds

/** A buyer is owed money: its parts are spent, the whole is payable. Parts add up to what is owed. */
export function owed(parts: readonly Part[]): Line[] {
  const total = parts.reduce((sum, part) => sum + part.amount, 0);
  return balanced([
    ...parts.map((part) => ({ account: accountOfPart(part.code), amount: part.amount })),
    { account: 'refunds_payable', amount: -total },
  ]);
}
/** The money left through the payment company. */
export const sent = move('refunds_payable', 'payment_clearing');
/** It left and came back: owed again. */
export const bounced = move('payment_clearing', 'refunds_payable');
/** What was owed and not sent is changed by `difference`. */
export const adjusted = move('goodwill', 'refunds_payable');
/** Found at the payment company, refunded there without us and not owed here. */
export const refundedElsewhere = move('sales_returns', 'payment_clearing');

// Store credit and discounts

/** A store credit was issued for a refund: what was payable is now owed as credit. */
export const credited = move('refunds_payable', 'store_credit');
/** A store credit given without a refund behind it. */
export const creditGiven = move('goodwill', 'store_credit');
/** A buyer paid with store credit. */
export const redeemed = move('store_credit', 'sales_clearing');
/** The purchase paid with it was undone: the credit is good again. */
export const redemptionUndone = move('sales_clearing', 'store_credit');
/** What was left of a credit has run out. Whether the brand may keep it is the law's to say: see the credit's expiry. */
export const creditExpired = move('store_credit', 'credits_expired');
/** A credit was taken back before it was spent; what it had cost is given back to goodwill. */
export const creditVoided = move('store_credit', 'goodwill');
/** A next-order discount was used: that much less came in for the order. */
export const discountUsed = move('discounts_used', 'sales_clearing');

// Charges and holds

/** A buyer paid the difference of an exchange; `tax` of it belongs to the state. */
export const chargeReceived = (amount: number, tax = 0): Line[] =>
  balanced([
    { account: 'payment_clearing', amount },
    { account: 'charges_received', amount: tax - amount },
    { account: 'sales_tax', amount: -tax },
  ]);
/** Money is held on the buyer's card, not taken: beside the books. */
export const holdPlaced = move('holds', 'holds_against');
/** The hold ended: released, or taken (then `chargeReceived` says so too). */
export const holdEnded = move('holds_against', 'holds');

// Disputes

/** The bank took the disputed amount back until it is decided. */
export const disputeWithdrawn = move('disputed_funds', 'payment_clearing');
/** The fee of a dispute; where it is given back after a win, with the amount negative. */
export const disputeFee = move('dispute_fees', 'payment_clearing');
/** Won: the money is the brand's again. */
export const disputeWon = move('payment_clearing', 'disputed_funds');
/** Lost or accepted: the money is gone. */
export const disputeLost = move('dispute_losses', 'disputed_funds');

// Goods that go out for a remedy

/** What the goods cost the brand that left for a remedy. */
export const outboundShipped = move('goods_sent', 'inventory_clearing');
export const outboundLabel = move('freight_out', 'carrier_payable');

// The way there and back

/** Freight to the buyer, paid when the order was sent and lost with the return. */
export const outboundFreightLost = move('outbound_freight_lost', 'sunk_clearing');
/** What payment companies and market places keep of the sale that was undone. */
export const feesLost = move('fees_lost', 'sunk_clearing');
export const labelBought = move('return_freight', 'carrier_payable');
export const dutyPaid = move('duty_brokerage', 'customs_clearing');
/** Duty that was paid when the goods came in, on goods that bring nothing any more. */
export const dutyLost = move('duty_brokerage', 'sunk_clearing');

// Work on the goods

export const receivingDone = move('receiving', 'labor_clearing');
export const laborSpent = move('inspection', 'labor_clearing');
export const stored = move('storage', 'storage_clearing');
export const repairLabor = move('repair_labor', 'labor_clearing');
export const repairParts = move('repair_parts', 'inventory_clearing');
export const repacked = move('repack', 'labor_clearing');
export const relabelled = move('relabel', 'labor_clearing');
export const disposed = move('disposal_fees', 'labor_clearing');
export const capitalTiedUp = move('capital', 'imputed_clearing');

// What came back

/** A unit left and brought money. */
export const recovered = move('sales_clearing', 'resale');
/** A unit left for a remedy instead of a new piece: what that piece would have cost. */
export const usedAsRemedy = move('inventory_clearing', 'resale');
export const partsHarvested = move('inventory_clearing', 'parts_recovered');
export const carrierClaimPaid = move('claims_clearing', 'carrier_claims');
export const vendorCredited = move('claims_clearing', 'vendor_credits');
export const drawbackPaid = move('customs_clearing', 'duty_drawback');
