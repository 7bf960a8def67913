/** The self-assessment of a new brand: nine answers, the plan made of them, and starting with that plan. */
import { z } from 'zod';
import { address, buyerLanguage, id, line, money, timeZone, words } from './common.ts';
import { endpoint } from './endpoint.ts';
import { policyRules } from './policies.ts';

/** What matters, the first wins when two collide. */
export const assessmentGoals = ['spend_less', 'more_back', 'good_reviews', 'little_work'] as const;
export const assessmentChannels = ['shopify', 'amazon', 'tiktok_shop', 'walmart', 'other'] as const;

const cents = z.int().min(0).max(10_000_000);
const buyers = z.enum(['everywhere', 'west', 'northeast', 'south', 'midwest']);
const product = z.enum(['appliances', 'furniture', 'clothes', 'hygiene', 'other']);
const size = z.enum(['small', 'medium', 'large', 'freight']);
const trait = z.enum(['battery', 'fragile', 'hygiene', 'data', 'assembly']);
const failure = z.enum(['cannot_use', 'part_missing', 'damaged', 'defective', 'changed_mind']);
const today = z.enum(['waits', 'destroyed', 'sold_as_is', 'inspected', 'fba']);
const team = z.enum(['nobody', 'china', 'us', 'both', 'agency']);
const warehouse = z.enum(['none', 'threepl', 'own', 'fba', 'several']);

/** The nine answers. Price in cents, return rate in basis points. The defaults are the usual values behind "skip". */
export const assessmentAnswers = z.object({
  buyers: buyers.default('everywhere'),
  product: product.default('appliances'),
  size: size.default('medium'),
  traits: z
    .array(trait)
    .max(5)
    .refine((all) => new Set(all).size === all.length, { error: 'each trait once' })
    .default([]),
  /** Why most of it comes back. */
  failure: failure.default('cannot_use'),
  /** What becomes of a returned unit now. */
  today: today.default('waits'),
  orders_a_month: z.int().min(1).max(1_000_000).default(2_000),
  price: z.int().min(1).max(10_000_000).default(14_000),
  return_rate: z.int().min(0).max(10_000).default(500),
  channels: z.array(z.enum(assessmentChannels)).max(5).default(['shopify', 'amazon']),
  goals: z
    .array(z.enum(assessmentGoals))
    .length(assessmentGoals.length)
    .refine((all) => new Set(all).size === all.length, { error: 'each goal once' })
    .default([...assessmentGoals]),
  team: team.default('china'),
  warehouse: warehouse.default('threepl'),
});
export type AssessmentAnswers = z.output<typeof assessmentAnswers>;

/** Rules of thumb behind the plan. Cents, basis points, minutes, hours, days; `contacts` is per 100 orders. */
export const assumptionShape = z.object({
  solved_early: z.int().min(0).max(10_000),
  /** The same at an agency that answers for many brands. */
  solved_outsourced: z.int().min(0).max(10_000),
  contacts: z.int().min(0).max(500),
  contact_minutes: z.int().min(1).max(240),
  /** Of the contacts, those the assistant and the help pages settle alone, whoever answers the rest. */
  self_served: z.int().min(0).max(10_000),
  agent_hours: z.int().min(20).max(400),
  agent_us: cents,
  agent_china: cents,
  outsourced_contact: cents,
  /** Own hands and an own shelf in somebody's warehouse, a site and month. */
  own_shelf: cents,
  /** What own hands cost of the 3PL's price for receiving and checking. */
  own_handling: z.int().min(0).max(10_000),
  /** The least a 3PL asks, a site and month. */
  site_minimum: cents,
  zone_step: z.int().min(0).max(5_000),
  outbound_freight: cents,
  return_freight: cents,
  duty: cents,
  inspection: cents,
  days_in_store: z.int().min(0).max(3_650),
  storage_a_day: cents,
  resale: z.int().min(0).max(10_000),
  early_cost: cents,
});
export type Assumptions = z.output<typeof assumptionShape>;
export type AssumptionKey = keyof Assumptions;

/** What may be changed in the suggested policy before it is taken over. Money in cents. */
export const policyEdits = z
  .object({
    window_days: z.int().min(0).max(365),
    opened: z.enum(['accepted', 'refused', 'ask']),
    keep_it_percent: z.int().min(0).max(100),
    buyer_fee: z.int().min(0).max(100_000),
    refund_within_days: z.int().min(0).max(60),
    ask_above: z.int().min(0).max(10_000_000),
    second_person_above: z.int().min(0).max(10_000_000),
    warranty_months: z.int().min(0).max(240),
  })
  .partial();
export type PolicyEdits = z.output<typeof policyEdits>;

export const assessmentInput = z.object({
  answers: assessmentAnswers.prefault({}),
  assumptions: assumptionShape.partial().default({}),
  policy: policyEdits.default({}),
});
export type AssessmentInput = z.output<typeof assessmentInput>;

export const serviceModel = z.enum(['own', 'outsourced', 'mixed']);
export type ServiceModel = z.output<typeof serviceModel>;

/** A remark in a code with its facts; the words belong to the screens and the paper. */
const remark = z.object({ code: z.string(), facts: z.record(z.string(), z.union([z.number(), z.string(), z.null()])) });
const people = z.object({
  role: z.enum(['agent', 'manager', 'bench']),
  where: z.enum(['us', 'china', '3pl']),
  /** Tenths of a full-time person; 0 where it is paid by the touch. */
  tenths: z.int(),
});

export const planModel = z.object({
  kind: serviceModel,
  /** Cents a month; the year is twelve of them. */
  parts: z.array(z.object({ code: z.enum(['people', 'site', 'touch', 'goods']), amount: z.int() })),
  month: z.int(),
  year: z.int(),
  /** Basis points of the problems settled before anything ships. */
  solved: z.int(),
  people: z.array(people),
  good: remark,
  weak: remark,
});
export const planSite = z.object({
  code: z.string(),
  name: z.object({ en: z.string(), zh: z.string() }),
  region: z.string(),
  postal_code: z.string(),
  time_zone: z.string(),
  /** Basis points of the buyers nearest to it. */
  share: z.int(),
  /** Tenths of days by ground, on average over its buyers. */
  days: z.int(),
  pays: z.boolean(),
  /** Returns a month from which it would pay; null where no volume we can think of would do. */
  pays_from: z.int().nullable(),
});
export type PlanSite = z.output<typeof planSite>;

export const startingPlan = z.object({
  returns_a_month: z.int(),
  /** Cents, of one return by the calculator's arithmetic. */
  real_cost: z.int(),
  assumptions: z.array(
    z.object({
      key: assumptionShape.keyof(),
      unit: z.enum(['money', 'share', 'minutes', 'hours', 'days', 'count']),
      value: z.int(),
      /** What we would have taken. */
      usual: z.int(),
      basis: words,
      source_url: z.string().nullable(),
      as_of: z.string(),
    }),
  ),
  models: z.array(planModel),
  suggested: serviceModel,
  why: remark,
  policy: policyRules,
  /** Refunds above it need a second person; null: none does. */
  second_person_above: z.int().nullable(),
  sites: z.array(planSite),
  /** Checklists to start from. */
  sops: z.array(z.object({ category: z.string(), name: z.string(), steps: z.int(), usual_seconds: z.int() })),
  first_week: z.array(z.object({ code: z.string(), minutes: z.int() })),
});
export type StartingPlan = z.output<typeof startingPlan>;

const siteChoice = z.object({
  code: z.string().regex(/^[A-Z0-9]{2,6}$/),
  /** Without a street the site is set up but takes no returns yet. */
  address: address.optional(),
});
const applied = z.object({
  brand: z.object({ id, name: z.string(), made: z.boolean() }),
  policy: z.object({ id, name: z.string(), version: z.int(), changed: z.boolean() }),
  sites: z.array(
    z.object({
      id,
      code: z.string(),
      name: z.string(),
      made: z.boolean(),
      takes_returns: z.boolean(),
    }),
  ),
  sops: z.array(z.object({ id, category: z.string(), name: z.string() })),
  second_person_above: money.nullable(),
});
export type AppliedPlan = z.output<typeof applied>;

const tag = 'Self-assessment';
export const assessmentApi = {
  plan: endpoint({
    tag,
    access: 'public',
    method: 'POST',
    path: '/v1/public/assessment/plan',
    summary: 'The plan for nine answers; what is left out takes its usual value, nothing is kept',
    body: assessmentInput,
    response: startingPlan,
  }),
  planPdf: endpoint({
    tag,
    access: 'public',
    method: 'POST',
    path: '/v1/public/assessment/plan.pdf',
    summary: 'The same plan on paper, in English or Chinese',
    body: assessmentInput.extend({ language: z.enum(['en', 'zh']).default('en'), model: serviceModel.optional() }),
    response: z.unknown(),
    answersFile: 'application/pdf',
  }),
  apply: endpoint({
    tag,
    access: 'staff',
    method: 'POST',
    path: '/v1/assessment/apply',
    summary: 'Start with a plan: brand, published policy, sites, checklists and limits in one step; twice makes one',
    permission: 'settings.write',
    body: assessmentInput.extend({
      model: serviceModel.optional(),
      /** A brand that is there, or the name of a new one. */
      brand: z.union([
        z.object({ id }),
        z.object({
          name: line(80),
          slug: z.string().regex(/^[a-z0-9][a-z0-9-]{1,59}$/),
          time_zone: timeZone.default('America/New_York'),
          languages: z.array(buyerLanguage).min(1).default(['en', 'es']),
        }),
      ]),
      /** Of the plan's sites; all that pay when left out. */
      sites: z.array(siteChoice).max(6).optional(),
    }),
    response: applied,
    refusals: [
      'brand.not_found',
      'brand.slug_taken',
      'assessment.site_unknown',
      'assessment.currency',
      'assessment.draft_waits',
      'permission.not_allowed',
    ],
  }),
};
