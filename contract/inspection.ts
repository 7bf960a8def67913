/** SOPs, inspections, grades, and the way out. */
import { z } from 'zod';
import { byId, disposition, grade, id, instant, line, money, named, photo, positiveMinor, words } from './common.ts';
import { endpoint } from './endpoint.ts';
import { actor } from './events.ts';
import { acceptance, unit } from './warehouse.ts';

const tag = 'Inspection';
const staff = { tag, access: 'staff' } as const;

/** One answer of a step: its words, and what it does. */
export const sopAnswer = z.object({
  key: z.string().regex(/^[a-z0-9_]{1,40}$/),
  words,
  help: words.partial().optional(),
  tone: z.enum(['good', 'bad', 'neutral']),
  /** The best grade still possible on that axis after this answer. */
  functional: grade.optional(),
  cosmetic: grade.optional(),
  /** Blocks every way that sells: liquid in a charger, a swollen battery. */
  unsafe: z.boolean().default(false),
  /** The buyer's doing (drop, water, swap): acceptance asks a person. */
  buyer_caused: z.boolean().default(false),
  /** A photo must prove this answer. */
  photo: z.boolean().default(false),
});
export const sopStep = z.object({
  key: z.string().regex(/^[a-z0-9_]{1,40}$/),
  area: z.enum(['identity', 'appearance', 'accessories', 'power', 'function', 'damage', 'cleaning']),
  title: words,
  question: words,
  hint: words.partial().optional(),
  kind: z.enum(['choice', 'note', 'serial']).default('choice'),
  answers: z.array(sopAnswer).max(6),
  /** Asked only when an earlier step was answered so. */
  only_if: z.object({ step: z.string(), answer: z.array(z.string()) }).optional(),
  /** Photos needed whatever the answer. */
  photos: z.int().min(0).max(10).default(0),
});
export type SopStep = z.output<typeof sopStep>;
export const sop = z.object({
  id,
  name: z.string(),
  category: z.string(),
  brand: named.nullable(),
  version: z.object({ id, version: z.int(), steps: z.array(sopStep), usual_seconds: z.int(), published_at: instant }),
  archived_at: instant.nullable(),
});
export type Sop = z.output<typeof sop>;

export const stepAnswer = z.object({
  step: z.string(),
  answer: z.string().nullable(),
  note: z.string().nullable(),
  photos: z.array(photo),
  seconds: z.int().nullable(),
});
export const inspection = z.object({
  id,
  state: z.enum(['running', 'done', 'abandoned']),
  unit,
  sop: z.object({
    id,
    name: z.string(),
    version_id: id,
    version: z.int(),
    usual_seconds: z.int(),
    steps: z.array(sopStep),
  }),
  answers: z.array(stepAnswer),
  /** Keys of the steps to be asked, in order, given the answers so far. */
  asked: z.array(z.string()),
  next: z.string().nullable(),
  functional: grade.nullable(),
  cosmetic: grade.nullable(),
  grade: grade.nullable(),
  acceptance: acceptance.nullable(),
  failed: z.array(z.string()),
  unsafe: z.boolean(),
  by: actor,
  started_at: instant,
  finished_at: instant.nullable(),
  seconds: z.int().nullable(),
});
export type Inspection = z.output<typeof inspection>;

/** One line of a reckoning: what comes back (positive) or is spent (negative), minor units. */
export const reckoningLine = z.object({
  code: z.enum([
    'sale',
    'labor',
    'consumables',
    'marketplace_fee',
    'outbound_freight',
    'storage',
    'capital',
    'disposal_fee',
    'lot_price',
    'freight_back',
    'parts',
  ]),
  amount: money,
  facts: z.record(z.string(), z.unknown()),
});
export const way = z.object({
  disposition,
  allowed: z.boolean(),
  /** Why it is closed: `hygiene`, `recalled`, `lithium_damaged`, `grade_too_low`, `unsafe`, `not_carried`, `on_hold`… */
  closed_because: z.array(z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()) })),
  /** A rule that fixes this way before any reckoning. */
  forced_by: z.string().nullable(),
  gross: money,
  spent: money,
  net: money,
  lines: z.array(reckoningLine),
  days: z.int(),
  /** Chance to sell, percent. */
  chance: z.int(),
});
export type Way = z.output<typeof way>;
export const reckoning = z.object({
  unit,
  ways: z.array(way),
  suggested: disposition,
  decided: z.object({ disposition, override_reason: z.string().nullable(), by: actor, at: instant }).nullable(),
  bins: z.array(z.object({ disposition, bin: z.object({ id, code: z.string() }).nullable() })),
  photos: z.array(photo),
  inspection_id: id.nullable(),
  failed: z.array(z.object({ title: words, answer: words.nullable() })),
});
export type Reckoning = z.output<typeof reckoning>;

/** What work and ways out cost at a site, minor units of the brand's currency unless named otherwise. */
export const recoveryRates = z.object({
  labor_per_hour: positiveMinor,
  restock_minutes: z.int().min(0).max(600),
  open_box_minutes: z.int().min(0).max(600),
  consumables_restock: positiveMinor,
  consumables_open_box: positiveMinor,
  marketplace_fee_percent: z.int().min(0).max(60),
  outbound_freight: positiveMinor,
  /** Storage of one unit for a day, in hundredths of a minor unit. */
  storage_per_day_hundredths: z.int().min(0).max(100_000),
  capital_percent_per_year: z.int().min(0).max(100),
  days_to_sell: z.object({ restock: z.int().min(0), open_box: z.int().min(0), liquidate: z.int().min(0) }),
  chance_percent: z.object({
    restock: z.int().min(0).max(100),
    open_box_A: z.int().min(0).max(100),
    open_box_B: z.int().min(0).max(100),
    open_box_C: z.int().min(0).max(100),
    open_box_D: z.int().min(0).max(100),
  }),
  /** Where a variant names no resale price: percent of its price by grade. */
  resale_percent: z.object({ A: z.int(), B: z.int(), C: z.int(), D: z.int() }),
  lot_percent: z.int().min(0).max(100),
  recycling_fee: positiveMinor,
  freight_to_buyer: positiveMinor,
});
export type RecoveryRates = z.output<typeof recoveryRates>;
/** Rules before money. */
export const wayRules = z.object({
  /** The worst grade that may be sold as new. */
  restock_from: grade,
  /** The worst grade that may be sold open-box. */
  open_box_from: grade,
  hygiene_opened: disposition,
  recalled: disposition,
  lithium_damaged: disposition,
  unsafe: disposition,
  rejected: disposition,
  /** SKUs kept back whatever they would fetch. */
  hold_skus: z.array(line(80)).max(500),
});
export type WayRules = z.output<typeof wayRules>;

const answerBody = z.object({
  step: line(40),
  answer: line(40).nullable().default(null),
  note: line(500).nullable().default(null),
  file_ids: z.array(id).max(10).default([]),
  seconds: z.int().min(0).max(86_400).nullable().default(null),
});

export const inspections = {
  sops: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/sops',
    summary: 'Checklists',
    permission: 'warehouse.read',
    response: z.object({ rows: z.array(sop) }),
  }),
  createSop: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/sops',
    summary: 'Add a checklist for a category',
    permission: 'sops.write',
    body: z.object({
      name: line(120),
      category: line(80),
      brand_id: id.nullable().default(null),
      steps: z.array(sopStep).min(1).max(40),
      usual_seconds: z.int().min(10).max(7200),
    }),
    response: sop,
    refusals: ['sop.bad_steps'],
  }),
  publishSop: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/sops/:id/versions',
    summary: 'A new version; work under way finishes on the old one',
    permission: 'sops.write',
    params: byId,
    body: z.object({ steps: z.array(sopStep).min(1).max(40), usual_seconds: z.int().min(10).max(7200) }),
    response: sop,
    refusals: ['sop.not_found', 'sop.bad_steps'],
  }),
  start: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/units/:id/inspections',
    summary: 'Begin, or go on with, the inspection of a unit',
    permission: 'warehouse.inspect',
    params: byId,
    response: inspection,
    refusals: ['unit.not_found', 'unit.wrong_stage', 'inspection.held_by_other'],
  }),
  get: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/inspections/:id',
    summary: 'One inspection',
    permission: 'warehouse.read',
    params: byId,
    response: inspection,
    refusals: ['inspection.not_found'],
  }),
  answer: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/inspections/:id/answers',
    summary: 'Answer a step; answering it again replaces the answer',
    permission: 'warehouse.inspect',
    params: byId,
    body: answerBody,
    response: inspection,
    refusals: ['inspection.not_found', 'inspection.done', 'inspection.step_unknown', 'inspection.answer_unknown'],
  }),
  finish: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/inspections/:id/finish',
    summary: 'Grade the unit from the answers',
    permission: 'warehouse.inspect',
    params: byId,
    response: inspection,
    refusals: ['inspection.steps_open', 'inspection.photos_missing', 'inspection.done'],
  }),
  /** For benches with screens of their own, and stations that were offline: all answers at once, or nothing. */
  inspect: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/units/:id/inspect',
    summary: 'A whole inspection in one call: start, answer, finish',
    permission: 'warehouse.inspect',
    params: byId,
    body: z.object({ answers: z.array(answerBody).min(1).max(40) }),
    response: inspection,
    refusals: [
      'unit.not_found',
      'unit.wrong_stage',
      'inspection.held_by_other',
      'inspection.step_unknown',
      'inspection.answer_unknown',
      'inspection.steps_open',
      'inspection.photos_missing',
    ],
  }),
  accept: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/units/:id/acceptance',
    summary: 'A person says whether the goods count, where the inspection asked',
    permission: 'warehouse.override',
    params: byId,
    body: z.object({ acceptance: z.enum(['accepted', 'rejected']), reason: line(500) }),
    response: unit,
    refusals: ['unit.not_found', 'unit.wrong_stage'],
  }),
  reckon: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/units/:id/ways',
    summary: 'Every way out with its reckoning, most money back first',
    permission: 'warehouse.read',
    params: byId,
    response: reckoning,
    refusals: ['unit.not_found', 'unit.not_inspected'],
  }),
  decide: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/units/:id/decision',
    summary: 'Choose the way out. Another than the suggested one needs a reason',
    permission: 'warehouse.decide',
    params: byId,
    body: z.object({ disposition, reason: line(500).optional() }),
    response: reckoning,
    refusals: [
      'unit.not_inspected',
      'unit.wrong_stage',
      'way.closed',
      'way.override_needs_reason',
      'way.override.not_allowed',
    ],
  }),
  rates: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/recovery-rates',
    summary: 'What work and ways out cost, and the rules before money',
    permission: 'settings.read',
    query: z.object({ brand_id: id.optional(), site_id: id.optional() }),
    response: z.object({ rates: recoveryRates, rules: wayRules, own: z.boolean() }),
  }),
  changeRates: endpoint({
    ...staff,
    method: 'PUT',
    path: '/v1/recovery-rates',
    summary: 'Change them for a brand, a site, both, or all',
    permission: 'settings.write',
    body: z.object({ brand_id: id.nullable(), site_id: id.nullable(), rates: recoveryRates, rules: wayRules }),
    response: z.object({ rates: recoveryRates, rules: wayRules, own: z.boolean() }),
  }),
};
