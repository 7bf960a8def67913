/** How a problem of a product is looked into on a call: steps with pictures that end in who is responsible. */
import { z } from 'zod';
import { byId, id, instant, line, named, photo, reason, remedyKind, words } from './common.ts';
import { endpoint } from './endpoint.ts';
import { actor } from './events.ts';
import { verdictOf } from './verdicts.ts';

const key = z.string().regex(/^[a-z0-9_]{1,40}$/);

/** Where a diagnosis ends: suggested to a person, who decides. */
export const sheetOutcome = z.object({
  verdict: verdictOf,
  /** In the brand's own words, for the factory's list. */
  defect: line(120).nullable().default(null),
  /** The problem as the policy knows it, where the diagnosis found another than was said. */
  reason: reason.nullable().default(null),
  /** What usually puts it right; the one question still decides what may be given. */
  remedy: remedyKind.nullable().default(null),
  /** What to tell the buyer. */
  says: words,
});
export type SheetOutcome = z.output<typeof sheetOutcome>;

export const sheetKind = z.enum(['yes_no', 'choice', 'measure', 'photo', 'code', 'note']);
export type SheetKind = z.output<typeof sheetKind>;

/**
 * Where an answer leads, the first rule that holds it. `answers` are, by kind: yes_no `yes`, `no`; choice its keys; measure
 * `below`, `within`, `above`; photo and note `given`, `skipped`; code `matches`, `differs`, `unread`. None: whatever is answered.
 */
export const sheetRule = z.object({
  answers: z.array(key).max(8),
  /** Another step, or an outcome: one of the two. */
  step: key.nullable().default(null),
  outcome: sheetOutcome.nullable().default(null),
});
export type SheetRule = z.output<typeof sheetRule>;

export const sheetStep = z.object({
  key,
  /** What the agent asks, or asks the buyer to do. */
  ask: words,
  /** For the agent: what to look at. */
  help: words.partial().default({}),
  picture_file_id: id.nullable().default(null),
  kind: sheetKind,
  choices: z.array(z.object({ key, words })).max(8).default([]),
  /** measure: what is right, both ends included; at least one of the two. */
  measure: z
    .object({ unit: line(20), low: z.number().nullable().default(null), high: z.number().nullable().default(null) })
    .nullable()
    .default(null),
  /** A still must prove the answer. */
  photo: z.boolean().default(false),
  leads: z.array(sheetRule).max(8),
});
export type SheetStep = z.output<typeof sheetStep>;
export const sheetSteps = z.array(sheetStep).max(40);

/** Which goods and problems a sheet is for; a list left empty means all. */
export const sheetFor = z.object({
  product_ids: z.array(id).max(200).default([]),
  categories: z.array(line(80)).max(50).default([]),
  reasons: z.array(reason).max(20).default([]),
});
export type SheetFor = z.output<typeof sheetFor>;

/** Why a draft cannot be published: the step it is about (null: the whole), and the answer where it is about one. */
export const sheetFault = z.object({
  step: z.string().nullable(),
  answer: z.string().nullable(),
  code: z.enum([
    'no_steps',
    /** Two steps or two choices of one key. */
    'twice',
    /** A choice of fewer than two. */
    'choices_missing',
    /** A measure without a unit or a limit, or with a low limit above its high one. */
    'limits_missing',
    /** A rule names an answer the step does not have. */
    'answer_unknown',
    /** An answer leads nowhere. */
    'open_end',
    /** A rule leads to a step that is not there, to both a step and an outcome, or to neither. */
    'leads_nowhere',
    /** One could go round for ever. */
    'circle',
    /** No answer leads to it. */
    'unreachable',
    /** A rule that can never hold, those before it having taken its answers. */
    'never',
  ]),
});
export type SheetFault = z.output<typeof sheetFault>;

const written = { name: line(120), for: sheetFor, steps: sheetSteps };
export const sheetVersion = z.object({
  version: z.int(),
  steps: sheetSteps,
  published_at: instant,
  published_by: actor,
});
export const diagnosisSheet = z.object({
  id,
  brand: named,
  name: z.string(),
  for: sheetFor,
  /** What calls use now; null before the first is published. */
  live: sheetVersion.nullable(),
  /** Counts what was done to the draft: sent along with the next change, so that two people do not write over each other. */
  draft_version: z.int(),
  draft: z.object({ version: z.int(), ...written, faults: z.array(sheetFault) }).nullable(),
  /** Addresses of the pictures steps name, by file. */
  pictures: z.record(z.string(), z.string()),
  products: z.array(named),
  /** In the last 90 days: how often it was begun and came to an end, and what it ended in. */
  runs: z.object({ begun: z.int(), ended: z.int(), outcomes: z.partialRecord(verdictOf, z.int()) }),
  archived_at: instant.nullable(),
  updated_at: instant,
  moves: z.array(z.enum(['edit', 'publish', 'discard', 'archive', 'restore'])),
});
export type DiagnosisSheet = z.output<typeof diagnosisSheet>;

const tag = 'Calls: diagnosis';
const staff = { tag, access: 'staff' } as const;
const gone = ['sheet.not_found', 'brand.not_found'] as const;
export const diagnosisSheets = {
  list: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/diagnosis-sheets',
    summary: 'Diagnosis sheets of a brand',
    permission: 'calls.read',
    query: z.object({ brand_id: id, archived: z.stringbool().default(false) }),
    response: z.object({ rows: z.array(diagnosisSheet) }),
    refusals: ['brand.not_found'],
  }),
  /** What comes with the product for generic goods: `added` where the brand has it already. */
  starting: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/diagnosis-sheets/starting',
    summary: 'Sheets for generic goods, to begin from',
    permission: 'calls.read',
    query: z.object({ brand_id: id }),
    response: z.object({
      rows: z.array(z.object({ key: z.string(), name: words, for: sheetFor, steps: sheetSteps, added: z.boolean() })),
    }),
    refusals: ['brand.not_found'],
  }),
  create: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/diagnosis-sheets',
    summary: 'Add a sheet, as a draft: empty, with these steps, or from one that comes with the product',
    permission: 'settings.write',
    body: z.object({
      brand_id: id,
      name: line(120),
      for: sheetFor.default({ product_ids: [], categories: [], reasons: [] }),
      steps: sheetSteps.default([]),
      from: line(60).optional(),
    }),
    response: diagnosisSheet,
    refusals: ['brand.not_found', 'sheet.not_found', 'product.not_found', 'file.not_found'],
  }),
  get: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/diagnosis-sheets/:id',
    summary: 'One sheet, live and draft',
    permission: 'calls.read',
    params: byId,
    response: diagnosisSheet,
    refusals: gone,
  }),
  saveDraft: endpoint({
    ...staff,
    method: 'PUT',
    path: '/v1/diagnosis-sheets/:id/draft',
    summary: 'Write the draft; what is wrong with it comes back with it',
    permission: 'settings.write',
    params: byId,
    body: z.object({ version: z.int().min(0).max(2_147_483_647), ...written }),
    response: diagnosisSheet,
    refusals: [...gone, 'sheet.changed', 'sheet.archived', 'product.not_found', 'file.not_found'],
  }),
  discardDraft: endpoint({
    ...staff,
    method: 'DELETE',
    path: '/v1/diagnosis-sheets/:id/draft',
    summary: 'Throw the draft away',
    permission: 'settings.write',
    params: byId,
    response: diagnosisSheet,
    refusals: [...gone, 'sheet.no_draft', 'sheet.nothing_live'],
  }),
  publish: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/diagnosis-sheets/:id/publish',
    summary: 'Publish the draft; runs under way keep their version',
    permission: 'settings.write',
    params: byId,
    body: z.object({ version: z.int().min(0).max(2_147_483_647) }),
    response: diagnosisSheet,
    refusals: [...gone, 'sheet.no_draft', 'sheet.changed', 'sheet.faults', 'sheet.archived'],
  }),
  versions: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/diagnosis-sheets/:id/versions',
    summary: 'Versions of a sheet, newest first',
    permission: 'calls.read',
    params: byId,
    response: z.object({ rows: z.array(sheetVersion) }),
    refusals: gone,
  }),
  restore: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/diagnosis-sheets/:id/restore',
    summary: 'Take an older version as the draft',
    permission: 'settings.write',
    params: byId,
    body: z.object({ version: z.int().min(1).max(2_147_483_647) }),
    response: diagnosisSheet,
    refusals: [...gone, 'sheet.version_not_found', 'sheet.archived'],
  }),
  archive: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/diagnosis-sheets/:id/archive',
    summary: 'Offer it no more on calls, or again',
    permission: 'settings.write',
    params: byId,
    body: z.object({ archived: z.boolean() }),
    response: diagnosisSheet,
    refusals: gone,
  }),
};

export const diagnosisAnswer = z.object({
  step: z.string(),
  /** The answer as rules know it: `yes`, `within`, `skipped`… */
  answer: z.string(),
  /** What was measured, read or written. */
  value: z.union([z.number(), z.string()]).nullable(),
  note: z.string().nullable(),
  still_ids: z.array(id),
  photos: z.array(photo),
  at: instant,
});
export const diagnosis = z.object({
  id,
  sheet: z.object({ id, name: z.string(), version: z.int() }),
  order_line_id: id.nullable(),
  /** Of the version it was begun with. */
  steps: sheetSteps,
  pictures: z.record(z.string(), z.string()),
  /** In the order they were asked. */
  answers: z.array(diagnosisAnswer),
  /** The step to ask next; null at the end. */
  next: z.string().nullable(),
  outcome: sheetOutcome.nullable(),
  began_at: instant,
  ended_at: instant.nullable(),
  by: actor,
});
export type Diagnosis = z.output<typeof diagnosis>;
export type DiagnosisAnswer = z.output<typeof diagnosisAnswer>;

const ofCall = ['call.not_found', 'call.wrong_stage'] as const;
export const callDiagnosis = {
  read: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/calls/:id/diagnosis',
    summary: 'What was looked into on a call, and the sheets that fit, the best first',
    permission: 'calls.read',
    params: byId,
    query: z.object({ order_line_id: id.optional(), reason: reason.optional() }),
    response: z.object({
      sheets: z.array(
        z.object({ id, name: z.string(), steps: z.int(), fits: z.enum(['product', 'category', 'reason', 'all']) }),
      ),
      runs: z.array(diagnosis),
    }),
    refusals: ['call.not_found'],
  }),
  start: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/calls/:id/diagnosis',
    summary: 'Begin a sheet for a line of the order; begun again, it goes on where it was',
    permission: 'calls.take',
    params: byId,
    body: z.object({ sheet_id: id, order_line_id: id.nullable().default(null), anew: z.boolean().default(false) }),
    response: diagnosis,
    refusals: [...ofCall, 'sheet.not_found', 'sheet.nothing_live', 'order.line_not_found'],
  }),
  answer: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/calls/:id/diagnosis/:diagnosis_id/answers',
    summary: 'Answer a step; answered otherwise than before, what followed is dropped',
    permission: 'calls.take',
    params: byId.extend({ diagnosis_id: id }),
    body: z.object({
      step: key,
      /** yes_no and choice: the key. photo, note and code: `skipped` where it could not be had. */
      answer: key.nullable().default(null),
      /** measure: the number. code: what was read. note: what was said. */
      value: z
        .union([z.number().min(-1e9).max(1e9), line(500)])
        .nullable()
        .default(null),
      note: line(500).nullable().default(null),
      still_ids: z.array(id).max(12).default([]),
    }),
    response: diagnosis,
    refusals: [
      ...ofCall,
      'diagnosis.not_found',
      'diagnosis.step_unknown',
      'diagnosis.not_asked',
      'diagnosis.answer_unknown',
      'diagnosis.still_missing',
      'call.still_not_found',
    ],
  }),
};
