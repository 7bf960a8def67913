/** The books of a brand: accounts, entries, the trial balance, months that are closed, and what leaves for the accountant. */
import { z } from 'zod';
import { byId, currency, day, id, instant, line, money, named, page, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';
import { actor, timelineEvent } from './events.ts';

const tag = 'Ledger';
const staff = { tag, access: 'staff' } as const;

/**
 * The chart of accounts with the group each belongs to. Debit positive, credit negative.
 * `given`, `goods`, `outward`, `back`, `work`, `capital`, `disputes` and `recovered` make up what a return costs; the rest say
 * to whom it is owed, or where the other half of an imputed cost stands.
 */
export const chart = {
  // What the buyer was given
  sales_returns: 'given',
  shipping_refunded: 'given',
  goodwill: 'given',
  store_credit_bonus: 'given',
  discounts_used: 'given',
  /** What the brand kept of a refund: restocking, return freight, the goods' condition. */
  fees_kept: 'given',
  // What was sent for it
  goods_sent: 'goods',
  freight_out: 'goods',
  // The way to the buyer, lost
  outbound_freight_lost: 'outward',
  fees_lost: 'outward',
  // The way back
  return_freight: 'back',
  duty_brokerage: 'back',
  // Work on the goods
  receiving: 'work',
  inspection: 'work',
  storage: 'work',
  repair_labor: 'work',
  repair_parts: 'work',
  repack: 'work',
  relabel: 'work',
  disposal_fees: 'work',
  // Money that stood still
  capital: 'capital',
  // Disputes
  dispute_losses: 'disputes',
  dispute_fees: 'disputes',
  // What came back
  resale: 'recovered',
  parts_recovered: 'recovered',
  carrier_claims: 'recovered',
  vendor_credits: 'recovered',
  duty_drawback: 'recovered',
  charges_received: 'recovered',
  credits_expired: 'recovered',
  // Tax given back is reclaimed from the state
  sales_tax: 'tax',
  // What is owed, and through what it moves
  refunds_payable: 'owed',
  store_credit: 'owed',
  disputed_funds: 'owed',
  payment_clearing: 'through',
  carrier_payable: 'through',
  customs_clearing: 'through',
  labor_clearing: 'through',
  storage_clearing: 'through',
  inventory_clearing: 'through',
  sales_clearing: 'through',
  claims_clearing: 'through',
  /** Already paid and booked elsewhere: the freight out, fees kept by the market place. */
  sunk_clearing: 'through',
  /** Not paid to anybody: the price of money that stood still. */
  imputed_clearing: 'through',
  // Held on a card, not taken: beside the books, always the opposite of each other
  holds: 'memo',
  holds_against: 'memo',
} as const;
export type Account = keyof typeof chart;
export type AccountGroup = (typeof chart)[Account];
export const accountNames = Object.keys(chart) as [Account, ...Account[]];
export const account = z.enum(accountNames);

/** The groups that make up the cost of a return, in the order of its waterfall. */
export const costGroups = ['given', 'goods', 'outward', 'back', 'work', 'capital', 'disputes', 'recovered'] as const;
export const costGroup = z.enum(costGroups);
export type CostGroup = z.output<typeof costGroup>;

/** `2026-11`, in the time zone of the brand. */
export const month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/);

export const ledgerEntry = z.object({
  id,
  at: instant,
  brand: named,
  memo: z.string(),
  currency,
  /** `label.made:<id of the event>`; the same cause books once. */
  cause: z.string(),
  return_id: id.nullable(),
  return: z.object({ id, code: z.string() }).nullable(),
  order: z.object({ id, number: z.string() }).nullable(),
  unit: z.object({ id, lpn: z.string() }).nullable(),
  /** The month it counts to is closed. */
  closed: z.boolean(),
  lines: z.array(z.object({ account, amount: money })),
});
export type LedgerEntry = z.output<typeof ledgerEntry>;

export const balanceRow = z.object({
  account,
  amount: money,
  /** Both sides of what moved, positive. */
  debit: money,
  credit: money,
});

/** Why a month cannot be closed: `not_ended` {ends_at}, `earlier_open` {month}, `imbalance` {currency, amount}, `refunds_stuck` {count}, `bookings_waiting` {count}. */
export const periodBlocker = z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()) });
export const period = z.object({
  month,
  brand_id: id,
  /** `open`: the month has not ended yet; `ended`: it can be closed when nothing stands against it. */
  state: z.enum(['open', 'ended', 'closed']),
  starts_at: instant,
  ends_at: instant,
  time_zone: z.string(),
  entries: z.int(),
  blockers: z.array(periodBlocker),
  closed_at: instant.nullable(),
  closed_by: actor.nullable(),
  /** Of a closed month, as they stood then: what moved in it, and where every account stood at its end. */
  balances: z.array(z.object({ account, moved: money, end: money })),
});
export type Period = z.output<typeof period>;

export const exportFormats = [
  'csv',
  'xlsx',
  'quickbooks_iif',
  'quickbooks_online',
  'xero',
  'kingdee',
  'yonyou',
] as const;
export const exportFormat = z.enum(exportFormats);
export type ExportFormat = z.output<typeof exportFormat>;
/** Accounting programs whose account codes a brand may set. */
export const bookkeepers = ['quickbooks', 'xero', 'kingdee', 'yonyou'] as const;
export const bookkeeper = z.enum(bookkeepers);
export type Bookkeeper = z.output<typeof bookkeeper>;
export const mappedAccount = z.object({
  account,
  /** Number of the account in the brand's own books: `5001`, `660101`. */
  code: line(40),
  /** Its name there; QuickBooks goes by the name. */
  name: line(100),
  /** Nobody has changed it. */
  default: z.boolean(),
});
export const accountMap = z.object({ system: bookkeeper, rows: z.array(mappedAccount) });
export type AccountMap = z.output<typeof accountMap>;

export const ledgerApi = {
  entries: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/ledger',
    summary: 'Ledger entries, newest first',
    permission: 'money.read',
    query: pageQuery.extend({
      brand_id: id.optional(),
      return_id: id.optional(),
      unit_id: id.optional(),
      order_id: id.optional(),
      account: line(60).optional(),
      from: day.optional(),
      to: day.optional(),
    }),
    response: page(ledgerEntry),
  }),
  entry: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/ledger/entries/:id',
    summary: 'One entry with the event that caused it',
    permission: 'money.read',
    params: byId,
    response: ledgerEntry.extend({ event: timelineEvent.nullable() }),
    refusals: ['entry.not_found'],
  }),
  trialBalance: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/ledger/balance',
    summary: 'Balance of every account; adds up to zero per currency',
    permission: 'money.read',
    query: z.object({ brand_id: id.optional(), from: day.optional(), to: day.optional() }),
    response: z.object({
      rows: z.array(balanceRow),
      totals: z.array(z.object({ currency, debit: money, credit: money, difference: money })),
    }),
  }),
  export: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/ledger/export',
    summary: 'The entries of a month, as a table or as another program imports them',
    permission: 'money.read',
    query: z.object({
      brand_id: id,
      month,
      format: exportFormat,
      language: z.enum(['en', 'zh']).default('en'),
      /** Chinese vouchers: yuan for one unit of the entries' currency, as the accountant's books have it. */
      yuan_rate: z
        .string()
        .regex(/^\d{1,4}(?:\.\d{1,6})?$/)
        .refine((rate) => Number(rate) > 0)
        .optional(),
    }),
    response: z.unknown(),
    answersFile: 'text/csv',
    refusals: ['brand.not_found', 'export.nothing_booked', 'export.too_many_entries'],
  }),
  accountMap: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/ledger/account-map',
    summary: 'Which account of the accounting program each of ours becomes',
    permission: 'money.read',
    query: z.object({ brand_id: id, system: bookkeeper }),
    response: accountMap,
    refusals: ['brand.not_found'],
  }),
  changeAccountMap: endpoint({
    ...staff,
    method: 'PUT',
    path: '/v1/ledger/account-map',
    summary: 'Set account codes of a brand; a row left out keeps its default',
    permission: 'settings.write',
    query: z.object({ brand_id: id, system: bookkeeper }),
    body: z.object({
      rows: z.array(z.object({ account, code: line(40), name: line(100) })).max(accountNames.length),
    }),
    response: accountMap,
    refusals: ['brand.not_found', 'account_map.twice'],
  }),
  periods: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/periods',
    summary: 'Months of a brand since its first entry, newest first, with what stands against closing them',
    permission: 'money.read',
    query: z.object({ brand_id: id }),
    response: z.object({ rows: z.array(period) }),
    refusals: ['brand.not_found'],
  }),
  closePeriod: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/periods/close',
    summary: 'Close a month for good: its balances stand, and nothing is dated into it any more',
    permission: 'money.approve',
    body: z.object({ brand_id: id, month }),
    response: period,
    refusals: ['brand.not_found', 'period.cannot_close', 'period.closed', 'period.nothing_booked'],
  }),
};
