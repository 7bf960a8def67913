/** Duty: rates by product, origin and day; what was paid when goods came in; and what can be had back (19 U.S.C. 1313). */
import { z } from 'zod';
import {
  byId,
  currency,
  day,
  id,
  instant,
  line,
  list,
  money,
  named,
  page,
  pageQuery,
  positiveMinor,
} from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Duty';
const staff = { tag, access: 'staff' } as const;

/** Digits of the Harmonized Tariff Schedule of the United States, two to ten, without dots. */
export const htsDigits = z
  .string()
  .trim()
  .transform((typed) => typed.replaceAll('.', '').replaceAll(' ', ''))
  .pipe(z.string().regex(/^\d{2,10}$/));
/** ISO 3166-1 alpha-2. */
export const country = z.string().regex(/^[A-Z]{2}$/);

/** `general`: column 1; `section_301` and the others stand on top of it. */
export const dutyKind = z.enum([
  'general',
  'section_301',
  'section_232',
  'ieepa',
  'section_122',
  'antidumping',
  'other',
]);
export type DutyKind = z.output<typeof dutyKind>;

/** A rate as dated data. Of one kind the longest code counts, and a workspace's own row before the row that comes with the product. */
export const dutyRate = z.object({
  /** Null for a row that comes with the product. */
  id: id.nullable(),
  /** The codes it covers begin with these digits; empty: every code. */
  hts: z.string(),
  /** Null: every country. */
  origin: country.nullable(),
  kind: dutyKind,
  /** Hundredths of a percent of the customs value: 390 = 3.9 %. */
  rate: z.int(),
  /** First and last day it applies, in US Eastern time; null: still. */
  from: day,
  to: day.nullable(),
  label: z.string(),
  source_url: z.string().nullable(),
  /** When somebody last held it against its source; null: not verified. */
  checked_on: day.nullable(),
  /** It can be had back as drawback. */
  drawback: z.boolean(),
  /** Entered by this workspace. */
  own: z.boolean(),
});
export type DutyRate = z.output<typeof dutyRate>;
const dutyRateBody = z.object({
  hts: z.union([z.literal(''), htsDigits]),
  origin: country.nullable(),
  kind: dutyKind,
  rate: z.int().min(0).max(100_000),
  from: day,
  to: day.nullable(),
  label: line(120),
  source_url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable(),
  checked_on: day.nullable(),
  drawback: z.boolean().default(true),
});

export const dutyLookup = z.object({
  hts: z.string(),
  origin: country,
  on: day,
  rows: z.array(dutyRate),
  /** Hundredths of a percent, all kinds together; null where no general rate is known. */
  total: z.int().nullable(),
  /** Of it, what can be had back. */
  drawback: z.int().nullable(),
  /** Every row that counts was held against its source. */
  verified: z.boolean(),
});
export type DutyLookup = z.output<typeof dutyLookup>;

export const importLine = z.object({
  id,
  variant_id: id.nullable(),
  sku: z.string(),
  quantity: z.int(),
  /** Of it, named in drawback claims. */
  claimed: z.int(),
  value: money,
  duty: money,
});
export const importEntry = z.object({
  id,
  brand: named,
  /** Entry number of US Customs: filer code, number, check digit: `ABC-1234567-8`. */
  number: z.string(),
  on: day,
  port: z.string(),
  /** Last day a claim on it can be filed: five years from the import. */
  claim_by: day,
  lines: z.array(importLine),
  duty: money,
  created_at: instant,
});
export type ImportEntry = z.output<typeof importEntry>;
export const entryNumber = z
  .string()
  .trim()
  .toUpperCase()
  .transform((typed) => typed.replaceAll(/[^A-Z0-9]/g, ''))
  .pipe(z.string().regex(/^[A-Z0-9]{3}\d{8}$/))
  .transform((bare) => `${bare.slice(0, 3)}-${bare.slice(3, 10)}-${bare.slice(10)}`);

export const drawbackState = z.enum(['draft', 'filed', 'paid', 'refused', 'withdrawn']);
export const drawbackMove = z.enum(['file', 'pay', 'refuse', 'withdraw']);
export const drawbackBasis = z.enum(['destroyed', 'exported']);
export const eligibleUnit = z.object({
  unit: z.object({ id, lpn: z.string(), sku: z.string(), title: z.string() }),
  basis: drawbackBasis,
  gone_at: instant,
  /** The import it would be claimed on; null: none covers it. */
  entry: z.object({ id, number: z.string(), on: day, claim_by: day }).nullable(),
  /** 99 % of the duty of one piece. */
  amount: money.nullable(),
  /** `no_import_entry`, `entry_used_up`, `too_late` {claim_by}, `not_ours` … */
  because: z.string().nullable(),
});
export type EligibleUnit = z.output<typeof eligibleUnit>;
export const drawbackClaim = z.object({
  id,
  /** `DB-7F3K-92QD` */
  code: z.string(),
  brand: named,
  state: drawbackState,
  basis: drawbackBasis,
  /** The earliest last day of the imports in it. */
  file_by: day,
  units: z.array(
    z.object({
      unit: z.object({ id, lpn: z.string(), sku: z.string(), title: z.string() }),
      entry_number: z.string(),
      on: day,
      gone_at: instant,
      amount: money,
      return_id: id.nullable(),
    }),
  ),
  claimed: money,
  paid: money.nullable(),
  /** What the file must hold, and whether we have it: `import_entry`, `cbp_7553`, `destruction_witness`, `export_proof`, `cbp_7501`, `unused_statement`. */
  evidence: z.array(z.object({ code: z.string(), have: z.boolean(), facts: z.record(z.string(), z.unknown()) })),
  reference: z.string().nullable(),
  reason: z.string().nullable(),
  created_at: instant,
  filed_at: instant.nullable(),
  settled_at: instant.nullable(),
  moves: z.array(drawbackMove),
});
export type DrawbackClaim = z.output<typeof drawbackClaim>;

/** A rule of the law as dated data. */
export const dutyRule = z.object({
  code: z.string(),
  value: z.int(),
  unit: z.enum(['years', 'percent', 'working_days']),
  from: day,
  to: day.nullable(),
  cite: z.string(),
  source_url: z.string(),
  checked_on: day.nullable(),
});

export const batchWay = z.enum(['resell_here', 'send_back', 'destroy']);
export const batchLine = z.object({
  code: z.enum([
    'sale',
    'market_fee',
    'freight_to_buyer',
    'work',
    'storage',
    'capital',
    'freight_back',
    'brokerage',
    'value_back',
    'duty_abroad',
    'drawback',
    'drawback_fee',
    'disposal',
  ]),
  /** What comes in positive, what is spent negative. */
  amount: money,
  facts: z.record(z.string(), z.unknown()),
});
export const comparedWay = z.object({
  way: batchWay,
  lines: z.array(batchLine),
  net: money,
  /** What must hold for it: `unused_or_defective`, `customs_witness`, `no_import_entry`… */
  needs: z.array(z.string()),
});
export const batchComparison = z.object({ currency, units: z.int(), ways: z.array(comparedWay), best: batchWay });
export type BatchComparison = z.output<typeof batchComparison>;
const percent = z.int().min(0).max(100);
export const batchQuestion = z.object({
  brand_id: id,
  variant_id: id,
  quantity: z.int().min(1).max(100_000),
  /** What one piece sells for here, and the share of the batch that sells. */
  price: positiveMinor,
  sells_percent: percent.default(100),
  /** What one piece is worth to the factory when it is back. */
  value_back: positiveMinor.default(0),
  work_per_unit: positiveMinor.default(0),
  market_fee_percent: percent.default(15),
  freight_to_buyer: positiveMinor.default(0),
  storage_per_day_hundredths: z.int().min(0).max(1_000_000).default(0),
  days_to_sell: z.int().min(0).max(2_000).default(45),
  /** Customs value of one piece when it came in. */
  customs_value: positiveMinor,
  capital_percent_per_year: percent.default(12),
  freight_back_per_unit: positiveMinor.default(0),
  brokerage_back: positiveMinor.default(0),
  duty_abroad_percent: percent.default(0),
  disposal_per_unit: positiveMinor.default(0),
  /** Costs of filing a claim. */
  drawback_fee: positiveMinor.default(0),
  /** Day the goods came in; the duty rate of that day counts where no import entry is known. */
  imported_on: day.optional(),
});
export type BatchQuestion = z.output<typeof batchQuestion>;

const claimAt = { ...staff, params: byId, response: drawbackClaim } as const;

export const dutyApi = {
  rates: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/duty-rates',
    summary: 'Duty rates as dated data, with their sources',
    permission: 'money.read',
    query: pageQuery.extend({ hts: line(14).optional(), origin: country.optional(), kind: dutyKind.optional() }),
    response: page(dutyRate),
  }),
  lookup: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/duty-rates/lookup',
    summary: 'What duty a product of an origin owed on a day',
    permission: 'money.read',
    query: z.object({ hts: htsDigits, origin: country, on: day }),
    response: dutyLookup,
  }),
  addRate: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/duty-rates',
    summary: 'Add a rate of your own; it counts before the one that comes with the product',
    permission: 'settings.write',
    body: dutyRateBody,
    response: dutyRate,
    refusals: ['duty_rate.ends_before_start', 'duty_rate.overlaps'],
  }),
  changeRate: endpoint({
    ...staff,
    method: 'PUT',
    path: '/v1/duty-rates/:id',
    summary: 'Change a rate of your own',
    permission: 'settings.write',
    params: byId,
    body: dutyRateBody,
    response: dutyRate,
    refusals: ['duty_rate.not_found', 'duty_rate.ends_before_start', 'duty_rate.overlaps'],
  }),
  removeRate: endpoint({
    ...staff,
    method: 'DELETE',
    path: '/v1/duty-rates/:id',
    summary: 'Remove a rate of your own',
    permission: 'settings.write',
    params: byId,
    response: z.object({ ok: z.literal(true) }),
    refusals: ['duty_rate.not_found'],
  }),
  rules: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/duty-rules',
    summary: 'Deadlines and shares of drawback law, as dated data',
    permission: 'money.read',
    response: z.object({ rows: z.array(dutyRule) }),
  }),
  importEntries: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/import-entries',
    summary: 'Entries of goods into the United States, newest first',
    permission: 'money.read',
    query: pageQuery.extend({ brand_id: id.optional(), q: line(40).optional() }),
    response: page(importEntry),
  }),
  importEntry: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/import-entries/:id',
    summary: 'One import entry',
    permission: 'money.read',
    params: byId,
    response: importEntry,
    refusals: ['import_entry.not_found'],
  }),
  addImportEntry: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/import-entries',
    summary: 'Enter an import with the duty paid line by line',
    permission: 'products.write',
    body: z.object({
      brand_id: id,
      number: entryNumber,
      on: day,
      port: line(60),
      lines: z
        .array(
          z.object({
            sku: line(80),
            quantity: z.int().min(1).max(10_000_000),
            value: positiveMinor,
            duty: positiveMinor,
          }),
        )
        .min(1)
        .max(500),
    }),
    response: importEntry,
    refusals: ['brand.not_found', 'import_entry.twice', 'import_entry.in_future', 'import_entry.sku_unknown'],
  }),
  /** Columns: entry_number, date, port, sku, quantity, value, duty. One row a line; rows of one entry number belong together. */
  importFile: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/import-entries/file',
    summary: 'Import entries from CSV or Excel, each entry whole or not at all',
    permission: 'products.write',
    query: z.object({ brand_id: id }),
    rawBody: 'multipart',
    perRow: true,
    response: z.object({
      added: z.int(),
      failed: z.array(z.object({ row: z.int(), code: z.string(), facts: z.record(z.string(), z.unknown()) })),
    }),
    refusals: ['brand.not_found', 'import_entry.columns_missing', 'file.missing', 'file.too_many', 'input.media_type'],
  }),
  eligible: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/drawback/eligible',
    summary: 'Units destroyed or sent out of the country whose duty can be had back, and why not for the others',
    permission: 'money.read',
    query: z.object({ brand_id: id }),
    response: z.object({ rows: z.array(eligibleUnit) }),
    refusals: ['brand.not_found'],
  }),
  claims: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/drawback-claims',
    summary: 'Drawback claims, newest first',
    permission: 'money.read',
    query: pageQuery.extend({ brand_id: id.optional(), state: list(drawbackState).optional() }),
    response: page(drawbackClaim),
  }),
  claim: endpoint({
    ...claimAt,
    method: 'GET',
    path: '/v1/drawback-claims/:id',
    summary: 'One drawback claim',
    permission: 'money.read',
    refusals: ['drawback.not_found'],
  }),
  openClaim: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/drawback-claims',
    summary: 'Put units into a claim; each is set against the import it came with, once',
    permission: 'money.send',
    body: z.object({ brand_id: id, basis: drawbackBasis, unit_ids: z.array(id).min(1).max(500) }),
    response: drawbackClaim,
    refusals: ['brand.not_found', 'drawback.unit_not_eligible'],
  }),
  claimFile: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/drawback-claims/:id/file',
    summary: 'The claim as a CSV for the broker: imports, units, and the list of evidence',
    permission: 'money.read',
    params: byId,
    response: z.unknown(),
    answersFile: 'text/csv',
    refusals: ['drawback.not_found'],
  }),
  fileClaim: endpoint({
    ...claimAt,
    method: 'POST',
    path: '/v1/drawback-claims/:id/filed',
    summary: 'The claim was filed with customs under this reference',
    permission: 'money.send',
    body: z.object({ reference: line(80) }),
    refusals: ['drawback.not_found', 'drawback.wrong_state', 'drawback.too_late'],
  }),
  payClaim: endpoint({
    ...claimAt,
    method: 'POST',
    path: '/v1/drawback-claims/:id/paid',
    summary: 'Customs paid; the amount is shared over the units and booked',
    permission: 'money.send',
    body: z.object({ amount: positiveMinor.min(1) }),
    refusals: ['drawback.not_found', 'drawback.wrong_state', 'drawback.more_than_duty'],
  }),
  endClaim: endpoint({
    ...claimAt,
    method: 'POST',
    path: '/v1/drawback-claims/:id/end',
    summary: 'Refused by customs, or withdrawn by us; its units are free again',
    permission: 'money.send',
    body: z.object({ as: z.enum(['refused', 'withdrawn']), reason: line(300) }),
    refusals: ['drawback.not_found', 'drawback.wrong_state'],
  }),
  compareBatch: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/duty/compare-batch',
    summary: 'Resell here, send back, or destroy: what each brings for a batch, line by line',
    permission: 'money.read',
    body: batchQuestion,
    response: batchComparison,
    refusals: ['brand.not_found', 'variant.not_found'],
  }),
};
