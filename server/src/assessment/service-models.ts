/** Three ways to run after-sales, and what a month of each costs. Pure; cents, basis points, tenths of a person. */
import {
  type AssessmentAnswers,
  type Assumptions,
  calculatorFrom,
  costOfReturns,
  type ServiceModel,
  type StartingPlan,
  shareOfWhole,
} from '@recoup/contract';

type PlanModel = StartingPlan['models'][number];
type People = PlanModel['people'][number];

/** Nobody is well enough answered by less: two people cover a week of their own, one of them half a day each side. */
const LEAST_OWN = 20;
const LEAST_MIXED = 10;

/** Full-time tenths that answer these contacts in a month. */
export function tenthsFor(contacts: number, { contact_minutes, agent_hours }: Assumptions): number {
  return Math.ceil((contacts * contact_minutes * 10) / 60 / agent_hours);
}

type Month = Omit<PlanModel, 'good' | 'weak'>;

/**
 * A month of one way:
 *
 *     contacts = orders × contacts per 100 ÷ 100, less what needs nobody
 *     own      = people in the US (two at least) + own shelves and hands + goods
 *     outsourced = contacts × price of one + 3PL touches + goods, with fewer solved early
 *     mixed    = people, half of them in China where you have some there + 3PL touches + goods
 *     goods    = travelling returns × (real cost − inspection) + solved ones × cost of solving early
 *
 * Touches of the 3PL are never under its minimum for the sites.
 */
export function monthOf(
  kind: ServiceModel,
  answers: AssessmentAnswers,
  assumptions: Assumptions,
  sites: number,
): Month {
  const { real_cost, returns_a_month } = costOfReturns(calculatorFrom(answers, assumptions));
  const share = kind === 'outsourced' ? assumptions.solved_outsourced : assumptions.solved_early;
  const solved = shareOfWhole(returns_a_month, share);
  const travelling = returns_a_month - solved;
  const asked = Math.round((answers.orders_a_month * assumptions.contacts) / 100);
  const contacts = asked - shareOfWhole(asked, assumptions.self_served);
  const needed = tenthsFor(contacts, assumptions);
  const goods = travelling * (real_cost - assumptions.inspection) + solved * assumptions.early_cost;
  const checks = travelling * assumptions.inspection;
  const touches = Math.max(checks, assumptions.site_minimum * sites);
  const bench: People = { role: 'bench', where: '3pl', tenths: 0 };
  const manager: People = { role: 'manager', where: 'china', tenths: 2 };
  const wages = (us: number, china: number) =>
    Math.round((us * assumptions.agent_us + china * assumptions.agent_china) / 10);

  const of = (parts: PlanModel['parts'], people: People[]): Month => {
    const month = parts.reduce((sum, { amount }) => sum + amount, 0);
    return { kind, parts, month, year: month * 12, solved: share, people };
  };
  if (kind === 'own') {
    const us = Math.max(LEAST_OWN, needed);
    return of(
      [
        { code: 'people', amount: wages(us, 0) },
        { code: 'site', amount: assumptions.own_shelf * sites + shareOfWhole(checks, assumptions.own_handling) },
        { code: 'goods', amount: goods },
      ],
      [{ role: 'agent', where: 'us', tenths: us }, { role: 'bench', where: 'us', tenths: handsFor(checks) }, manager],
    );
  }
  if (kind === 'outsourced')
    return of(
      [
        { code: 'touch', amount: contacts * assumptions.outsourced_contact + touches },
        { code: 'goods', amount: goods },
      ],
      [bench, manager],
    );
  const all = Math.max(LEAST_MIXED, needed);
  const us = answers.team === 'us' ? all : Math.ceil(all / 2);
  return of(
    [
      { code: 'people', amount: wages(us, all - us) },
      { code: 'touch', amount: touches },
      { code: 'goods', amount: goods },
    ],
    [
      { role: 'agent', where: 'us', tenths: us },
      ...(all > us ? [{ role: 'agent', where: 'china', tenths: all - us } as const] : []),
      bench,
      manager,
    ],
  );
}

/** Own hands, from what the checks would cost at $38 an hour and 140 hours a month. */
const handsFor = (checks: number): number => Math.ceil((checks * 10) / (3_800 * 140));

/** Returns a month from which the own team costs no more than the mixed one; null where it never does, up to 50,000. */
export function ownPaysFrom(answers: AssessmentAnswers, assumptions: Assumptions, sites: number): number | null {
  if (answers.return_rate === 0) return null;
  for (let returns = 10; returns <= 50_000; returns = Math.ceil(returns * 1.1)) {
    const orders_a_month = Math.min(1_000_000, Math.round((returns * 10_000) / answers.return_rate));
    const scaled = { ...answers, orders_a_month };
    if (monthOf('own', scaled, assumptions, sites).month <= monthOf('mixed', scaled, assumptions, sites).month)
      return returns;
  }
  return null;
}

/** All three with one good and one weak point each, in a fixed order. */
export function serviceModels(answers: AssessmentAnswers, assumptions: Assumptions, sites: number): PlanModel[] {
  const months = { own: 'own', outsourced: 'outsourced', mixed: 'mixed' } as const;
  const [own, outsourced, mixed] = Object.values(months).map((kind) => monthOf(kind, answers, assumptions, sites)) as [
    Month,
    Month,
    Month,
  ];
  const from = ownPaysFrom(answers, assumptions, sites);
  const ownWeak: PlanModel['weak'] =
    own.month <= mixed.month
      ? { code: 'own.cheaper_now', facts: {} }
      : from === null
        ? { code: 'own.never_cheaper', facts: {} }
        : { code: 'own.cheaper_from', facts: { returns: from } };
  const agents = mixed.people.filter(({ role }) => role === 'agent');
  const people = agents.reduce((sum, { tenths }) => sum + tenths, 0);
  const us = agents.filter(({ where }) => where === 'us').reduce((sum, { tenths }) => sum + tenths, 0);
  return [
    { ...own, good: { code: 'own.talks', facts: {} }, weak: ownWeak },
    {
      ...outsourced,
      good: { code: 'outsourced.little', facts: {} },
      weak: { code: 'outsourced.fewer', facts: { share: outsourced.solved } },
    },
    {
      ...mixed,
      good: { code: 'mixed.solved', facts: { share: mixed.solved } },
      weak: { code: 'mixed.people', facts: { people, us } },
    },
  ];
}

/** How much more "little work" may cost before it is too dear. */
const WORTH_LITTLE_WORK = 1.15;

/** The way that fits the first goal, and why. */
export function suggestModel(
  models: readonly PlanModel[],
  goals: AssessmentAnswers['goals'],
): Pick<StartingPlan, 'suggested' | 'why'> {
  const cheap = models.toSorted((a, b) => a.month - b.month);
  const [cheapest, next] = cheap as [PlanModel, PlanModel];
  const least = (): Pick<StartingPlan, 'suggested' | 'why'> => ({
    suggested: cheapest.kind,
    why: { code: 'why.cheapest', facts: { amount: next.month - cheapest.month } },
  });
  if (goals[0] === 'good_reviews') {
    const best = cheap.find(({ kind }) => kind !== 'outsourced')!;
    return best === cheapest ? least() : { suggested: best.kind, why: { code: 'why.reviews', facts: {} } };
  }
  if (goals[0] === 'little_work' && cheapest.kind !== 'outsourced') {
    const outsourced = models.find(({ kind }) => kind === 'outsourced')!;
    if (outsourced.month <= cheapest.month * WORTH_LITTLE_WORK)
      return { suggested: 'outsourced', why: { code: 'why.little_work', facts: {} } };
    const amount = outsourced.month - cheapest.month;
    return { suggested: cheapest.kind, why: { code: 'why.little_work_dear', facts: { amount } } };
  }
  return least();
}
