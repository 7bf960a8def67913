import {
  type AssessmentAnswers,
  type AssessmentInput,
  type AssumptionKey,
  assumptionRules,
  calculatorFrom,
  costOfReturns,
  PRESETS_AS_OF,
  type StartingPlan,
  shareOfWhole,
  usualAssumptions,
} from '@recoup/contract';
import { defaultSops } from '../inspection/index.ts';
import { chooseSites } from './choose-sites.ts';
import { serviceModels, suggestModel } from './service-models.ts';
import { suggestedPolicy } from './suggested-policy.ts';

/** The checklists that come with the product and fit these goods. */
const SOPS: Record<AssessmentAnswers['product'], readonly string[]> = {
  appliances: ['electronics', 'vacuum', 'kitchen', 'general'],
  furniture: ['lamp', 'general'],
  clothes: ['general'],
  hygiene: ['general'],
  other: ['general', 'electronics'],
};

/**
 * The plan for nine answers: three ways to run it with their cost, the policy, the sites that pay, checklists, and the
 * first week. Pure: the same answers give the same plan. US dollars in cents; every rule of thumb behind it is told
 * with its basis and may be changed.
 */
export function makePlan({ answers, assumptions: changed, policy: edits }: AssessmentInput): StartingPlan {
  const usual = usualAssumptions(answers);
  const assumptions = { ...usual, ...changed };
  const { real_cost, returns_a_month } = costOfReturns(calculatorFrom(answers, changed));
  const travelling = returns_a_month - shareOfWhole(returns_a_month, assumptions.solved_early);
  const sites = chooseSites({
    buyers: answers.buyers,
    returns: returns_a_month,
    travelling,
    returnFreight: assumptions.return_freight,
    zoneStep: assumptions.zone_step,
    siteMinimum: assumptions.site_minimum,
  });
  const models = serviceModels(answers, assumptions, sites.filter(({ pays }) => pays).length);
  const { rules, secondPersonAbove } = suggestedPolicy(
    answers,
    { realCost: real_cost, returnFreight: assumptions.return_freight },
    edits,
  );
  return {
    returns_a_month,
    real_cost,
    assumptions: (Object.keys(assumptionRules) as AssumptionKey[]).map((key) => ({
      key,
      unit: assumptionRules[key].unit,
      value: assumptions[key],
      usual: usual[key],
      basis: assumptionRules[key].basis,
      source_url: assumptionRules[key].source_url ?? null,
      as_of: PRESETS_AS_OF,
    })),
    models,
    ...suggestModel(models, answers.goals),
    policy: rules,
    second_person_above: secondPersonAbove,
    sites,
    sops: defaultSops
      .filter(({ category }) => SOPS[answers.product].includes(category))
      .map(({ category, name, steps, usual_seconds }) => ({ category, name, steps: steps.length, usual_seconds })),
    first_week: firstWeek(answers),
  };
}

function firstWeek({ today, team }: AssessmentAnswers): StartingPlan['first_week'] {
  return [
    { code: 'shop', minutes: 10 },
    { code: 'policy', minutes: 15 },
    { code: 'address', minutes: 5 },
    { code: 'widget', minutes: 5 },
    ...(team === 'nobody' ? [] : [{ code: 'invite', minutes: 5 }]),
    { code: 'parcel', minutes: 30 },
    ...(today === 'waits' ? [{ code: 'backlog', minutes: 120 }] : []),
  ];
}
