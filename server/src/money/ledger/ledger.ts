/**
 * Double entry, as pure functions. Amounts are minor units of one currency; debit positive, credit negative.
 * The chart is fixed: screens and exports name the accounts in both languages.
 */
export const accounts = [
  // What the brand gave up or spent
  'sales_returns',
  'sales_tax',
  'shipping_refunded',
  'goodwill',
  'store_credit_bonus',
  'return_freight',
  'handling_labor',
  'disposal_fees',
  // What came back
  'recovered_value',
  'fees_kept',
  // What is owed, and through what it moves
  'refunds_payable',
  'store_credit',
  'payment_clearing',
  'carrier_payable',
  'labor_clearing',
  'sales_clearing',
] as const;
export type Account = (typeof accounts)[number];
export type Line = { account: Account; amount: number };

export type Part = { code: string; amount: number };

/** Accounts that make up the cost of a return; their sum is its net cost to the brand. Tax given back is reclaimed from the state and costs nothing. */
export const costAccounts: readonly Account[] = [
  'sales_returns',
  'shipping_refunded',
  'goodwill',
  'store_credit_bonus',
  'return_freight',
  'handling_labor',
  'disposal_fees',
  'recovered_value',
  'fees_kept',
];
export const givenBack: readonly Account[] = [
  'sales_returns',
  'shipping_refunded',
  'goodwill',
  'store_credit_bonus',
  'fees_kept',
];
export const comesBack: readonly Account[] = ['recovered_value'];

/** Adds up lines of one account, drops zeroes. Throws when the entry does not balance: that is a fault of ours, not a refusal. */
export function balanced(lines: readonly Line[]): Line[] {
  const sums = new Map<Account, number>();
  for (const { account, amount } of lines) sums.set(account, (sums.get(account) ?? 0) + amount);
  const kept = [...sums].filter(([, amount]) => amount !== 0).map(([account, amount]) => ({ account, amount }));
  if (kept.reduce((sum, one) => sum + one.amount, 0) !== 0) throw new Error('a ledger entry does not balance');
  return kept;
}

const accountOfPart: Record<string, Account> = {
  price: 'sales_returns',
  tax: 'sales_tax',
  shipping: 'shipping_refunded',
  bonus: 'store_credit_bonus',
  keep_it: 'goodwill',
  restocking_fee: 'fees_kept',
  return_freight: 'fees_kept',
  condition: 'fees_kept',
  adjustment: 'goodwill',
};

/** A buyer is owed money: its parts are spent, the whole is payable. Parts add up to what is owed. */
export function owed(parts: readonly Part[]): Line[] {
  const total = parts.reduce((sum, part) => sum + part.amount, 0);
  return balanced([
    ...parts.map((part) => ({ account: accountOfPart[part.code] ?? 'goodwill', amount: part.amount })),
    { account: 'refunds_payable', amount: -total },
  ]);
}

/** The money left through the payment company. */
export function sent(amount: number): Line[] {
  return balanced([
    { account: 'refunds_payable', amount },
    { account: 'payment_clearing', amount: -amount },
  ]);
}

/** A store credit was issued: what was payable is now owed as credit. */
export function credited(amount: number): Line[] {
  return balanced([
    { account: 'refunds_payable', amount },
    { account: 'store_credit', amount: -amount },
  ]);
}

/** A buyer paid with store credit. */
export function redeemed(amount: number): Line[] {
  return balanced([
    { account: 'store_credit', amount },
    { account: 'sales_clearing', amount: -amount },
  ]);
}

/** What was owed and not sent is changed by `difference`. */
export function adjusted(difference: number): Line[] {
  return balanced([
    { account: 'goodwill', amount: difference },
    { account: 'refunds_payable', amount: -difference },
  ]);
}

export function labelBought(cost: number): Line[] {
  return balanced([
    { account: 'return_freight', amount: cost },
    { account: 'carrier_payable', amount: -cost },
  ]);
}

export function laborSpent(cost: number): Line[] {
  return balanced([
    { account: 'handling_labor', amount: cost },
    { account: 'labor_clearing', amount: -cost },
  ]);
}

/** A unit left and brought money. */
export function recovered(amount: number): Line[] {
  return balanced([
    { account: 'sales_clearing', amount },
    { account: 'recovered_value', amount: -amount },
  ]);
}
