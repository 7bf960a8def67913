import { isDeepStrictEqual } from 'node:util';
import type { AppliedPlan, assessmentApi, BodyOf, Brand, PolicyRules, Site, StartingPlan } from '@recoup/contract';
import { changeSite, createBrand, createSite, readBrands, readSites } from '../accounts/index.ts';
import { beginSops, defaultSopId } from '../inspection/index.ts';
import { changeSettings, readSettings } from '../money/index.ts';
import { type Ctx, may } from '../platform/ctx.ts';
import { inWorkspace, type Tx } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { createPolicy, publishPolicy, readPolicies, saveDraft } from '../policies/index.ts';
import { distanceKm, whereIs } from '../shipping/index.ts';
import { holdSetUp } from './assessment.store.ts';
import { type Place, places } from './choose-sites.ts';
import { makePlan } from './make-plan.ts';

type Wanted = BodyOf<typeof assessmentApi.apply>;

/** The policy a set-up makes carries this name, and is found by it the next time. */
export const PLAN_POLICY = 'Starting plan';
const NO_STREET = 'Street address to be filled in';
/** A site of the workspace this near to a suggested place is that place. */
const SAME_PLACE_KM = 150;
const EVERYTHING = { categories: [], channels: [], skus: [], bought_from: null, bought_to: null };

/**
 * An owner or manager starts with a plan: the brand, its policy in force, its sites, the checklists and the limit for a
 * second person, all in one transaction. Done again it changes only what differs. A site without a street address is
 * set up but takes no returns until it has one. Amounts are US dollars, so the brand must be in dollars. Throws
 * `permission.not_allowed`, `brand.not_found`, `brand.slug_taken`, `assessment.site_unknown`, `assessment.currency`,
 * and `assessment.draft_waits` where somebody's draft of the policy would be lost.
 */
export function applyPlan(ctx: Ctx, wanted: Wanted): Promise<AppliedPlan> {
  for (const needs of ['settings.write', 'policies.write'] as const)
    if (!may(ctx.actor, needs)) throw new Refusal('permission.not_allowed', { needs });
  const plan = makePlan(wanted);
  const model = wanted.model ?? plan.suggested;
  return inWorkspace(ctx, async (tx) => {
    const inside = { ...ctx, tx };
    await holdSetUp(tx, ctx);
    const { brand, made } = await findBrand(inside, wanted.brand);
    if (brand.currency !== 'USD') throw new Refusal('assessment.currency', { currency: brand.currency });
    const policy = await putInForce(inside, tx, brand.id, plan.policy);
    const sites = await openSites(inside, brand.id, wanted.sites ?? paying(plan));
    await beginSops(inside);
    const settings = await readSettings(inside, brand.id);
    if (settings.second_person_above !== plan.second_person_above)
      await changeSettings(inside, brand.id, { ...settings, second_person_above: plan.second_person_above });
    const data = { name: brand.name, model, policy_version: policy.version, sites: sites.map(({ code }) => code) };
    const subject = { kind: 'brand', id: brand.id };
    const changed = made || policy.changed || sites.some((site) => site.made);
    if (changed) await record(tx, ctx, [{ type: 'assessment.applied', subject, brand_id: brand.id, data }]);
    return {
      brand: { id: brand.id, name: brand.name, made },
      policy,
      sites,
      sops: plan.sops.map(({ category, name }) => ({ id: defaultSopId(ctx.workspaceId, category), category, name })),
      second_person_above:
        plan.second_person_above === null ? null : { amount: plan.second_person_above, currency: brand.currency },
    };
  });
}

const paying = ({ sites }: StartingPlan) => sites.filter(({ pays }) => pays).map(({ code }) => ({ code }));

async function findBrand(ctx: Ctx, wanted: Wanted['brand']): Promise<{ brand: Brand; made: boolean }> {
  const { rows } = await readBrands(ctx);
  const found = rows.find((one) => ('id' in wanted ? one.id === wanted.id : one.slug === wanted.slug));
  if (found && found.archived_at === null) return { brand: found, made: false };
  if ('id' in wanted) throw new Refusal('brand.not_found');
  const look = { color: '#1E2A4A', dot: '#F2B13C', logo_file_id: null };
  const brand = await createBrand(ctx, { ...wanted, currency: 'USD', support_email: null, look });
  return { brand, made: true };
}

/** The brand's one policy for everything, or one of its own, with these rules in force. What only the brand knows stays. */
async function putInForce(ctx: Ctx, tx: Tx, brandId: string, rules: PolicyRules): Promise<AppliedPlan['policy']> {
  const all = (await readPolicies(tx, ctx, { brandId })).filter(({ archived_at }) => archived_at === null);
  const whole = all.filter(({ live, draft }) => isDeepStrictEqual((live ?? draft)?.scope, EVERYTHING));
  const found = all.find(({ name }) => name === PLAN_POLICY) ?? (whole.length === 1 ? whole[0] : undefined);
  if (!found) {
    const { id } = await createPolicy(ctx, { brand_id: brandId, name: PLAN_POLICY, scope: EVERYTHING, rules });
    const { live } = await publishPolicy(ctx, id);
    return { id, name: PLAN_POLICY, version: live!.version, changed: true };
  }
  const { id, name, live, draft } = found;
  if (draft) throw new Refusal('assessment.draft_waits', { policy: name });
  const kept = live && { final_sale: live.rules.final_sale, disclosure: live.rules.disclosure, note: live.rules.note };
  // As it is kept: a field without a value is no field.
  const next = JSON.parse(JSON.stringify({ ...rules, ...kept })) as PolicyRules;
  if (live && isDeepStrictEqual(live.rules, next)) return { id, name, version: live.version, changed: false };
  await saveDraft(ctx, id, { name, scope: live?.scope ?? EVERYTHING, rules: next });
  const published = await publishPolicy(ctx, id);
  return { id, name, version: published.live!.version, changed: true };
}

async function openSites(
  ctx: Ctx,
  brandId: string,
  wanted: NonNullable<Wanted['sites']>,
): Promise<AppliedPlan['sites']> {
  const { rows } = await readSites(ctx);
  const open = rows.filter(({ archived_at }) => archived_at === null);
  const applied: AppliedPlan['sites'] = [];
  for (const { code, address } of wanted) {
    const place = places.find((one) => one.code === code);
    if (!place) throw new Refusal('assessment.site_unknown', { code });
    const there = open.find((site) => site.code === code) ?? open.find((site) => isAt(site, place));
    applied.push(there ? await takeBrand(ctx, there, brandId, address) : await openAt(ctx, place, brandId, address));
  }
  return applied;
}

type StreetAddress = NonNullable<NonNullable<Wanted['sites']>[number]['address']>;

function isAt({ latitude, longitude, address }: Site, place: Place): boolean {
  const point = latitude !== null && longitude !== null ? { latitude, longitude } : whereIs(address);
  return point !== null && distanceKm(point, place.point) <= SAME_PLACE_KM;
}

async function openAt(
  ctx: Ctx,
  { code, name, region, postal_code, time_zone, point }: Place,
  brandId: string,
  address: StreetAddress | undefined,
): Promise<AppliedPlan['sites'][number]> {
  const nowhere = { name: name.en, line1: NO_STREET, city: name.en, region, postal_code, country: 'US' };
  const site = await createSite(ctx, {
    code,
    name: name.en,
    time_zone,
    address: address ?? nowhere,
    ...point,
    brands: address ? [{ brand_id: brandId, categories: null }] : [],
  });
  return { id: site.id, code, name: site.name, made: true, takes_returns: address !== undefined };
}

async function takeBrand(
  ctx: Ctx,
  { id, code, name, brands, address: known }: Site,
  brandId: string,
  address: StreetAddress | undefined,
): Promise<AppliedPlan['sites'][number]> {
  const takes = brands.some(({ brand_id }) => brand_id === brandId);
  const hasStreet = known.line1 !== NO_STREET;
  const fill = address !== undefined && !hasStreet;
  if (!takes && (hasStreet || fill))
    await changeSite(ctx, id, {
      brands: [...brands, { brand_id: brandId, categories: null }],
      ...(fill ? { address } : {}),
    });
  return { id, code, name, made: false, takes_returns: takes || hasStreet || fill };
}
