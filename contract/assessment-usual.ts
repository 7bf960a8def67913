/** The rules of thumb the plan begins with, set by the answers, each with what it rests on. All of them may be changed. */
import type { AssessmentAnswers, AssumptionKey, Assumptions } from './assessment.ts';
import { type CalculatorInput, shareOfWhole } from './cost-of-returns.ts';

type Words = { en: string; zh: string };
type Rule = { unit: 'money' | 'share' | 'minutes' | 'hours' | 'days' | 'count'; basis: Words; source_url?: string };

const BLS = 'https://www.bls.gov/ooh/office-and-administrative-support/customer-service-representatives.htm';

/** In the order they are shown. */
export const assumptionRules: Record<AssumptionKey, Rule> = {
  solved_early: {
    unit: 'share',
    basis: {
      en: 'Estimate, by the reason most come back for: missing parts and “cannot use it” are settled oftenest, changed minds seldom.',
      zh: '估计值，取决于主要退货原因：缺配件、不会用最容易解决，不想要了最难。',
    },
  },
  solved_outsourced: {
    unit: 'share',
    basis: {
      en: 'Estimate: half of that, because an agency answers for many brands and rarely has the product on its desk.',
      zh: '估计值：上一项的一半，外包客服同时服务多个品牌，手边通常没有实物。',
    },
  },
  contacts: {
    unit: 'count',
    basis: {
      en: 'Estimate, per 100 orders: where is it, how does it work, returns. Your inbox shows the real number.',
      zh: '估计值，每 100 单：查物流、问用法、谈退货。真实数字在收件箱里。',
    },
  },
  contact_minutes: {
    unit: 'minutes',
    basis: {
      en: 'Estimate of the minutes one contact takes, looking things up included.',
      zh: '估计值：处理一次咨询的分钟数，含查资料。',
    },
  },
  self_served: {
    unit: 'share',
    basis: {
      en: 'Estimate: help pages and ready answers settle these, whoever answers the rest. The same for all three ways.',
      zh: '估计值：帮助页和现成答复就能解决的部分，三种方式相同。',
    },
  },
  agent_hours: {
    unit: 'hours',
    basis: {
      en: 'Estimate: hours of a full-time month that go into answering, after breaks, training and sick days.',
      zh: '估计值：全职一个月真正用于答复的小时数，已扣除休息、培训和病假。',
    },
  },
  agent_us: {
    unit: 'money',
    basis: {
      en: 'Median pay of US customer service representatives, $42,830 a year (US Bureau of Labor Statistics), with 25 % on top for taxes and benefits, which is our estimate.',
      zh: '美国客服人员年薪中位数 $42,830（美国劳工统计局），另加 25% 税费与福利（我们的估计）。',
    },
    source_url: BLS,
  },
  agent_china: {
    unit: 'money',
    basis: {
      en: 'Estimate: an English-speaking agent in China, night hours, everything included, about RMB 10,800.',
      zh: '估计值：中国英语客服，含夜班与全部成本，约 10,800 元人民币。',
    },
  },
  outsourced_contact: {
    unit: 'money',
    basis: {
      en: 'Estimate: 12 minutes at $30 an hour, as agencies in the US ask. Get an offer and type it here.',
      zh: '估计值：12 分钟，按美国外包客服每小时 $30 计。拿到报价后请填真实数。',
    },
  },
  own_shelf: {
    unit: 'money',
    basis: {
      en: 'Estimate: a few pallet places and a bench of your own in a 3PL’s building, a site and month.',
      zh: '估计值：在海外仓里租几个托盘位和一张自用工作台，每个站点每月。',
    },
  },
  own_handling: {
    unit: 'share',
    basis: {
      en: 'Estimate: what your own hands cost of the 3PL’s price for receiving and checking one unit.',
      zh: '估计值：自己人收货检测的成本，占海外仓单件报价的比例。',
    },
  },
  site_minimum: {
    unit: 'money',
    basis: {
      en: 'Estimate: the least a 3PL asks a month for keeping an account at one site.',
      zh: '估计值：海外仓在一个站点每月的最低收费。',
    },
  },
  zone_step: {
    unit: 'share',
    basis: {
      en: 'Estimate: how much a label grows with each carrier zone (zones 2 to 8 by distance, as US carriers count them).',
      zh: '估计值：每远一个承运商分区，面单贵多少（美国承运商按距离分 2–8 区）。',
    },
  },
  outbound_freight: {
    unit: 'money',
    basis: { en: 'Estimate for the size of your goods, at zone 5.', zh: '按商品大小的估计值，第 5 区。' },
  },
  return_freight: {
    unit: 'money',
    basis: { en: 'Estimate: outbound freight × about 1.7, at zone 5.', zh: '估计值：发货运费 × 约 1.7，第 5 区。' },
  },
  duty: {
    unit: 'money',
    basis: {
      en: 'Estimate: 5 % of the price. It depends on HTS code, origin and day of entry; your CBP Form 7501 has the real one.',
      zh: '估计值：售价的 5%。取决于 HTS 编码、原产地和入境日期，真实数字在 CBP 7501 表上。',
    },
  },
  inspection: {
    unit: 'money',
    basis: {
      en: 'Estimate: minutes to receive and check this kind of goods × $0.63 a minute; wiping data and battery checks add to it.',
      zh: '估计值：此类商品收货检测分钟数 × 每分钟 $0.63；清除数据、电池检查另加。',
    },
  },
  days_in_store: {
    unit: 'days',
    basis: { en: 'Estimate, by what becomes of returned units today.', zh: '估计值，取决于退货现在怎么处理。' },
  },
  storage_a_day: {
    unit: 'money',
    basis: {
      en: 'Estimate for the size: cubic feet × about $1.10 a month ÷ 30.',
      zh: '按大小的估计值：立方英尺 × 每月约 $1.10 ÷ 30。',
    },
  },
  resale: {
    unit: 'share',
    basis: {
      en: 'Estimate over all grades for this kind of goods, 10 points less where nothing is sold again today.',
      zh: '此类商品各成色等级平均的估计值；目前完全不再销售的，减 10 个百分点。',
    },
  },
  early_cost: {
    unit: 'money',
    basis: {
      en: 'Estimate: a call, a guide or a part sent, on average 4 % of the price and $4.00.',
      zh: '估计值：一次通话、一次指导或寄一个配件，平均为售价的 4% 加 $4.00。',
    },
  },
};

const bySize = {
  small: { out: 490, back: 690, storage: 2 },
  medium: { out: 890, back: 1_485, storage: 9 },
  large: { out: 1_890, back: 3_150, storage: 24 },
  freight: { out: 9_500, back: 15_800, storage: 95 },
};
const minutesFor = { appliances: 12, furniture: 16, clothes: 4, hygiene: 3, other: 9 };
const resaleOf = { appliances: 5_000, furniture: 3_500, clothes: 7_500, hygiene: 1_000, other: 4_500 };
const solvedOf = { cannot_use: 3_500, part_missing: 4_500, damaged: 3_000, defective: 2_000, changed_mind: 1_000 };
const daysFor = { waits: 60, destroyed: 14, sold_as_is: 30, inspected: 21, fba: 45 };
const contactsOf = { appliances: 20, furniture: 18, clothes: 14, hygiene: 10, other: 16 };
/** Warehouse labour, all in, in cents a minute. */
const MINUTE = 63.3;

/** The usual values for these answers. */
export function usualAssumptions(answers: AssessmentAnswers): Assumptions {
  const { product, size, traits, failure, today, price } = answers;
  const has = (one: (typeof traits)[number]) => traits.includes(one);
  const minutes = minutesFor[product] + (has('data') ? 3 : 0) + (has('battery') ? 1 : 0) + (has('assembly') ? 2 : 0);
  const resale =
    resaleOf[product] - (today === 'destroyed' || today === 'waits' ? 1_000 : 0) - (has('hygiene') ? 1_000 : 0);
  const solved = solvedOf[failure];
  return {
    solved_early: solved,
    solved_outsourced: Math.floor(solved / 2),
    contacts: contactsOf[product],
    contact_minutes: 12,
    self_served: 2_000,
    agent_hours: 120,
    agent_us: 446_100,
    agent_china: 150_000,
    outsourced_contact: 600,
    own_shelf: answers.warehouse === 'own' ? 30_000 : 90_000,
    own_handling: 7_500,
    site_minimum: 25_000,
    zone_step: 800,
    outbound_freight: bySize[size].out,
    return_freight: bySize[size].back,
    duty: shareOfWhole(price, 500),
    inspection: Math.round(minutes * MINUTE),
    days_in_store: daysFor[today],
    storage_a_day: bySize[size].storage,
    resale: Math.max(0, resale),
    early_cost: 400 + shareOfWhole(price, 400),
  };
}

/** The answers as the calculator's twelve numbers. */
export function calculatorFrom(answers: AssessmentAnswers, changed: Partial<Assumptions> = {}): CalculatorInput {
  const all = { ...usualAssumptions(answers), ...changed };
  return {
    price: answers.price,
    units_a_month: answers.orders_a_month,
    return_rate: answers.return_rate,
    outbound_freight: all.outbound_freight,
    return_freight: all.return_freight,
    duty: all.duty,
    inspection: all.inspection,
    days_in_store: all.days_in_store,
    storage_a_day: all.storage_a_day,
    resale: all.resale,
    solvable: all.solved_early,
    early_cost: all.early_cost,
  };
}
