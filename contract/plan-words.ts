/** What the self-assessment's plan says, in both languages of staff: the same words on the page and on paper. */
import type { ServiceModel } from './assessment.ts';

export type PlanLanguage = 'en' | 'zh';
type Text = Record<PlanLanguage, string>;

export const modelWords: Record<ServiceModel, { name: Text; what: Text }> = {
  own: {
    name: { en: 'Your own team', zh: '自有团队' },
    what: {
      en: 'Your people answer, and inspect at an own shelf in a 3PL',
      zh: '自己的人答复，在海外仓自用货架上检测',
    },
  },
  outsourced: {
    name: { en: 'Outsourced', zh: '外包' },
    what: {
      en: 'An agency answers, the 3PL receives; all paid by the touch',
      zh: '外包客服答复，海外仓收货，按次计费',
    },
  },
  mixed: {
    name: { en: 'Mixed', zh: '混合' },
    what: { en: 'Your people answer, the 3PL receives and inspects', zh: '自己的人答复，海外仓收货与检测' },
  },
};

export const modelPartWords: Record<'people' | 'site' | 'touch' | 'goods', Text> = {
  people: { en: 'People', zh: '人员' },
  site: { en: 'Site', zh: '站点' },
  touch: { en: 'Per touch', zh: '按次' },
  goods: { en: 'Goods', zh: '货损' },
};

/** Holes: share, amount as money, people and us as full-time persons, anything else a count. */
export const remarkWords: Record<string, Text> = {
  'own.talks': { en: 'You hold every talk', zh: '每次沟通都在自己手里' },
  'own.cheaper_from': {
    en: 'Cheaper than mixed only from {returns} returns a month',
    zh: '每月 {returns} 台退货以上才比混合便宜',
  },
  'own.cheaper_now': { en: 'Cheaper than mixed already', zh: '已经比混合便宜' },
  'own.never_cheaper': { en: 'Dearer than mixed at any volume', zh: '任何数量都比混合贵' },
  'outsourced.little': { en: 'Least to manage', zh: '最省心' },
  'outsourced.fewer': { en: 'Fewer solved early: {share}', zh: '早解决的更少：{share}' },
  'mixed.solved': { en: '{share} solved before they ship', zh: '{share} 在寄回前就解决' },
  'mixed.people': {
    en: 'Needs {people} full-time, {us} of it in US hours',
    zh: '需要 {people} 人，其中 {us} 人上美国班',
  },
  'why.cheapest': {
    en: 'It costs least: {amount} a month under the next.',
    zh: '花费最少：每月比第二名少 {amount}。',
  },
  'why.reviews': {
    en: 'Good reviews come first for you, so your own people answer; of those two ways it costs less.',
    zh: '您把好评放在第一，所以由自己的人答复；两种方式里它花费较少。',
  },
  'why.little_work': {
    en: 'Little work comes first for you, and it costs at most 15 % more than the cheapest.',
    zh: '您把省事放在第一，它比最便宜的最多贵 15%。',
  },
  'why.little_work_dear': {
    en: 'Little work comes first for you, but outsourcing would cost {amount} a month more; so the cheapest.',
    zh: '您把省事放在第一，但外包每月要多花 {amount}，所以选最便宜的。',
  },
};

export const staffRoleWords: Record<'agent' | 'manager' | 'bench', Text> = {
  agent: { en: 'Support agents', zh: '客服' },
  manager: { en: 'Policy and approvals', zh: '政策与审批' },
  bench: { en: 'Receiving and inspection', zh: '收货与检测' },
};
export const staffPlaceWords: Record<'us' | 'china' | '3pl', Text> = {
  us: { en: 'in US hours', zh: '美国班' },
  china: { en: 'in China', zh: '在中国' },
  '3pl': { en: 'at the 3PL, paid by the touch', zh: '海外仓，按次计费' },
};

export const firstWeekWords: Record<string, Text> = {
  shop: { en: 'Bring your orders in', zh: '导入订单' },
  policy: { en: 'Read the policy once more, and put it on your shop’s pages', zh: '再读一遍退货政策，放到店铺页面' },
  widget: { en: 'Put the widget in the shop', zh: '在店铺里装上客服窗口' },
  address: { en: 'Give each site its street address', zh: '给每个站点填上街道地址' },
  parcel: { en: 'Receive a test parcel', zh: '收一个测试包裹' },
  backlog: { en: 'Inspect what already waits', zh: '检测积压的退货' },
  invite: { en: 'Invite who answers', zh: '邀请负责答复的人' },
};

export const assumptionWords: Record<string, Text> = {
  solved_early: { en: 'Solved before shipping back', zh: '寄回前解决' },
  solved_outsourced: { en: 'The same at an agency', zh: '外包客服能解决的' },
  contacts: { en: 'Contacts per 100 orders', zh: '每 100 单的咨询次数' },
  contact_minutes: { en: 'Minutes a contact', zh: '每次咨询分钟数' },
  self_served: { en: 'Contacts that need nobody', zh: '无需人工的咨询' },
  agent_hours: { en: 'Hours an agent answers a month', zh: '客服每月答复小时数' },
  agent_us: { en: 'An agent in the US, a month', zh: '美国客服，每月' },
  agent_china: { en: 'An agent in China, a month', zh: '中国客服，每月' },
  outsourced_contact: { en: 'An agency, a contact', zh: '外包客服，每次' },
  own_shelf: { en: 'Own shelf, a site and month', zh: '自用货架，每站点每月' },
  own_handling: { en: 'Own hands, of the 3PL’s price', zh: '自己收货，占海外仓报价' },
  site_minimum: { en: '3PL minimum, a site and month', zh: '海外仓最低消费，每站点每月' },
  zone_step: { en: 'Freight a zone farther', zh: '每远一区运费加' },
  outbound_freight: { en: 'Freight out', zh: '发货运费' },
  return_freight: { en: 'Return freight', zh: '退程运费' },
  duty: { en: 'Duty', zh: '关税' },
  inspection: { en: 'Receive and inspect', zh: '收货与检测' },
  days_in_store: { en: 'Days in store', zh: '在仓天数' },
  storage_a_day: { en: 'Storage a day', zh: '每天仓储费' },
  resale: { en: 'Resale, of the price', zh: '再卖收回，占售价' },
  early_cost: { en: 'Solving one early', zh: '一次早解决的花费' },
};

export const planTitleWords = {
  one: { en: '{model} service, one site, {days} days with help first', zh: '{model}服务，一个站点，{days} 天，先帮忙' },
  more: {
    en: '{model} service, {sites} sites, {days} days with help first',
    zh: '{model}服务，{sites} 个站点，{days} 天，先帮忙',
  },
} satisfies Record<string, Text>;

export type Facts = Record<string, string | number | null>;

/** Fills `{share}`, `{amount}`, `{people}` and counts by what they are. */
export function sayPlan(text: Text, language: PlanLanguage, facts: Facts = {}): string {
  return text[language].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = facts[name];
    if (typeof value !== 'number') return value ?? '';
    if (name === 'share') return `${value / 100}%`;
    if (name === 'people' || name === 'us') return String(value / 10);
    if (name === 'amount') return planMoney(value);
    return value.toLocaleString('en-US');
  });
}

/** Cents as $1,284.60. */
export const planMoney = (cents: number): string =>
  `${cents < 0 ? '−' : ''}$${(Math.abs(cents) / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
