/** The plan on paper: what it costs, the policy as buyers read it, the sites, the people, and what it all rests on. */
import {
  type AssessmentInput,
  assumptionWords,
  firstWeekWords,
  modelPartWords,
  modelWords,
  type PlanLanguage,
  planMoney,
  planTitleWords,
  remarkWords,
  type ServiceModel,
  type StartingPlan,
  sayPlan,
  staffPlaceWords,
  staffRoleWords,
} from '@recoup/contract';
import { policyWords } from '@recoup/contract/policy-words';
import { GREY, Pen } from '../platform/paper/index.ts';

const WIDTH = 612;
const HEIGHT = 792;
const EDGE = 48;
const INNER = WIDTH - 2 * EDGE;

const words = {
  en: {
    kind: 'Starting plan',
    lead: '{returns} returns a month, each {cost} in real cost. All amounts in US dollars.',
    models: 'Three ways to run it',
    models_note: 'Cost a month, goods lost included; a year is twelve months.',
    chosen: 'Chosen',
    year: '{amount} a year',
    why: 'Why',
    policy: 'Policy, as buyers will read it',
    limit: 'Refunds above {amount} need a second person.',
    sites: 'Sites',
    site: '{name}: nearest to {share} of the buyers, {days} days by ground on average.',
    not_yet: '{name}: does not pay yet. From {returns} returns a month it would.',
    never: '{name}: would not pay at any volume.',
    staff: 'People',
    full: '{people} full-time',
    sops: 'Checklists to start from',
    sop: '{name}: {steps} steps, about {minutes} minutes',
    week: 'First week',
    minutes: '{minutes} min',
    rests: 'What it rests on',
    rests_note: 'Rules of thumb, each to be replaced by your own number. * marks what you changed.',
    page: 'Page {page}',
  },
  zh: {
    kind: '起步方案',
    lead: '每月 {returns} 台退货，每台真实成本 {cost}。金额均为美元。',
    models: '三种做法',
    models_note: '每月花费，含货损；一年按十二个月算。',
    chosen: '已选',
    year: '一年 {amount}',
    why: '为什么',
    policy: '退货政策（买家看到的话）',
    limit: '超过 {amount} 的退款需要第二个人批准。',
    sites: '仓库站点',
    site: '{name}：离 {share} 的买家最近，陆运平均 {days} 天。',
    not_yet: '{name}：暂不划算，每月 {returns} 台退货起才划算。',
    never: '{name}：任何数量都不划算。',
    staff: '人员',
    full: '{people} 个全职',
    sops: '起步的检测作业标准',
    sop: '{name}：{steps} 步，约 {minutes} 分钟',
    week: '第一周',
    minutes: '{minutes} 分钟',
    rests: '依据',
    rests_note: '都是经验值，请换成您自己的数。* 表示您改过的。',
    page: '第 {page} 页',
  },
} as const;

/** Letter paper, as many pages as it takes. The same plan at the same moment is the same bytes. */
export async function planPdf(
  plan: StartingPlan,
  asked: Pick<AssessmentInput, 'answers'> & { language: PlanLanguage; model?: ServiceModel },
  created: Date,
): Promise<Buffer> {
  const { language } = asked;
  const w = words[language];
  const say = (text: string, facts: Record<string, string | number> = {}) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''));
  const chosen = asked.model ?? plan.suggested;
  const open = plan.sites.filter(({ pays }) => pays);
  const title = sayPlan(open.length === 1 ? planTitleWords.one : planTitleWords.more, language, {
    model: modelWords[chosen].name[language],
    sites: open.length,
    days: plan.policy.window.days,
  });
  const pen = new Pen({ size: [WIDTH, HEIGHT], title, author: 'Recoup', language, created });
  let page = 0;
  let y = 0;
  const turn = () => {
    page += 1;
    pen.page();
    pen.text(`Recoup · ${w.kind}`, EDGE, 36, { size: 8.5, color: GREY });
    pen.text(say(w.page, { page }), EDGE, 36, { size: 8.5, color: GREY, width: INNER, align: 'right' });
    y = 56;
  };
  const room = (height: number) => {
    if (y + height > HEIGHT - 48) turn();
  };
  const line = (text: string, options: { x?: number; size?: number; bold?: boolean; grey?: boolean } = {}) => {
    const { x = 0, size = 10, bold = false, grey = false } = options;
    room(size * 2.6);
    y += pen.text(text, EDGE + x, y, {
      size,
      width: INNER - x,
      leading: 1.4,
      ...(bold ? { face: 'bold' as const } : {}),
      ...(grey ? { color: GREY } : {}),
    });
  };
  const head = (text: string, note?: string) => {
    room(70);
    y += 14;
    line(text, { size: 12.5, bold: true });
    if (note) line(note, { size: 8.5, grey: true });
    pen.rule(EDGE, y + 3, INNER, 0.6);
    y += 9;
  };

  turn();
  line(title, { size: 19, bold: true });
  line(say(w.lead, { returns: plan.returns_a_month, cost: planMoney(plan.real_cost) }), { grey: true });

  head(w.models, w.models_note);
  const scale = Math.max(1, ...plan.models.map(({ month }) => month));
  for (const model of plan.models) {
    room(70);
    const name = modelWords[model.kind].name[language];
    pen.text(planMoney(model.month), EDGE, y, { face: 'bold', size: 12, width: INNER, align: 'right' });
    pen.text(say(w.year, { amount: planMoney(model.year) }), EDGE, y + 16, {
      size: 8.5,
      color: GREY,
      width: INNER,
      align: 'right',
    });
    pen.text(model.kind === chosen ? `${name} · ${w.chosen}` : name, EDGE, y, { face: 'bold', size: 11 });
    pen.text(modelWords[model.kind].what[language], EDGE, y + 15, { size: 8.5, color: GREY, width: INNER - 130 });
    let x = EDGE;
    for (const { amount } of model.parts) {
      const wide = Math.max(1, (Math.max(0, amount) / scale) * INNER);
      pen.box(x, y + 30, wide, 9, model.kind === chosen ? 1.2 : 0.6);
      x += wide;
    }
    const named = model.parts.map(({ code, amount }) => `${modelPartWords[code][language]} ${planMoney(amount)}`);
    pen.text(named.join(' · '), EDGE, y + 41, { size: 8, color: GREY, width: INNER });
    y += 54;
    for (const { code, facts } of [model.good, model.weak])
      line(`${code === model.good.code ? '+' : '−'} ${sayPlan(remarkWords[code]!, language, facts)}`, { size: 9 });
    y += 6;
  }
  line(`${w.why}: ${sayPlan(remarkWords[plan.why.code]!, language, plan.why.facts)}`, { size: 9.5 });

  head(w.policy);
  for (const { parts } of policyWords(plan.policy, language, 'USD'))
    line(parts.map((part) => ('text' in part ? part.text : part.value)).join(''), { size: 9.5 });
  if (plan.second_person_above !== null)
    line(say(w.limit, { amount: planMoney(plan.second_person_above) }), { size: 9.5 });

  head(w.sites);
  for (const site of plan.sites) {
    const facts = {
      name: site.name[language],
      share: `${site.share / 100}%`,
      days: site.days / 10,
      returns: site.pays_from ?? 0,
    };
    line(say(site.pays ? w.site : site.pays_from === null ? w.never : w.not_yet, facts), { grey: !site.pays });
  }

  head(w.staff);
  for (const { role, where, tenths } of plan.models.find(({ kind }) => kind === chosen)!.people) {
    const much = tenths > 0 ? `, ${say(w.full, { people: tenths / 10 })}` : '';
    line(`${staffRoleWords[role][language]} ${staffPlaceWords[where][language]}${much}`);
  }

  head(w.sops);
  for (const { name, steps, usual_seconds } of plan.sops)
    line(say(w.sop, { name, steps, minutes: Math.max(1, Math.round(usual_seconds / 60)) }));

  head(w.week);
  for (const [index, { code, minutes }] of plan.first_week.entries())
    line(`${index + 1}. ${firstWeekWords[code]![language]} (${say(w.minutes, { minutes })})`);

  head(w.rests, w.rests_note);
  for (const one of plan.assumptions) {
    room(34);
    const value =
      one.unit === 'money' ? planMoney(one.value) : one.unit === 'share' ? `${one.value / 100}%` : String(one.value);
    pen.text(`${value}${one.value === one.usual ? '' : ' *'}`, EDGE, y, { size: 9, width: INNER, align: 'right' });
    pen.text(assumptionWords[one.key]![language], EDGE, y, { face: 'bold', size: 9, width: INNER - 90 });
    y += 13;
    line(`${one.basis[language]} (${one.as_of})`, { size: 8, grey: true });
    y += 3;
  }
  return pen.done();
}
