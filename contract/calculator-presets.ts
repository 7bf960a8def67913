/** The numbers the calculator begins with, and where each of them comes from. */
import type { CalculatorField, CalculatorInput } from './cost-of-returns.ts';

export const calculatorKinds = ['robot_vacuum', 'floor_lamp', 'air_fryer', 'office_chair', 'jacket'] as const;
export type CalculatorKind = (typeof calculatorKinds)[number];

/** The day these numbers were last looked at. */
export const PRESETS_AS_OF = '2026-11-22';

/** Cents, basis points, days: as in `calculatorInput`. Estimates to be replaced; `basisOf` says how each was set. */
export const calculatorPresets: Record<CalculatorKind, CalculatorInput> = {
  robot_vacuum: {
    price: 28_900,
    units_a_month: 2_000,
    return_rate: 500,
    outbound_freight: 890,
    return_freight: 1_485,
    duty: 980,
    inspection: 760,
    days_in_store: 30,
    storage_a_day: 9,
    resale: 5_000,
    solvable: 3_500,
    early_cost: 960,
  },
  floor_lamp: {
    price: 12_900,
    units_a_month: 1_500,
    return_rate: 600,
    outbound_freight: 1_120,
    return_freight: 1_890,
    duty: 640,
    inspection: 540,
    days_in_store: 30,
    storage_a_day: 7,
    resale: 4_500,
    solvable: 3_000,
    early_cost: 1_150,
  },
  air_fryer: {
    price: 9_990,
    units_a_month: 3_000,
    return_rate: 700,
    outbound_freight: 920,
    return_freight: 1_560,
    duty: 390,
    inspection: 620,
    days_in_store: 30,
    storage_a_day: 8,
    resale: 3_000,
    solvable: 3_000,
    early_cost: 820,
  },
  office_chair: {
    price: 19_900,
    units_a_month: 800,
    return_rate: 800,
    outbound_freight: 2_650,
    return_freight: 4_480,
    duty: 1_250,
    inspection: 980,
    days_in_store: 45,
    storage_a_day: 24,
    resale: 3_500,
    solvable: 4_500,
    early_cost: 1_870,
  },
  jacket: {
    price: 6_900,
    units_a_month: 5_000,
    return_rate: 1_930,
    outbound_freight: 490,
    return_freight: 690,
    duty: 870,
    inspection: 210,
    days_in_store: 14,
    storage_a_day: 1,
    resale: 7_500,
    solvable: 1_000,
    early_cost: 500,
  },
};

export type Basis = {
  /** `published`: a figure somebody else answers for; `estimate`: ours, with how it was set; `yours`: only you know it. */
  kind: 'published' | 'estimate' | 'yours';
  note: { en: string; zh: string };
  source_url: string | null;
  as_of: string;
};

/** `compared`: where what it is compared with was read. */
const estimate = (en: string, zh: string, compared: string | null = null): Basis => ({
  kind: 'estimate',
  note: { en, zh },
  source_url: compared,
  as_of: PRESETS_AS_OF,
});
const yours = (en: string, zh: string): Basis => ({
  kind: 'yours',
  note: { en, zh },
  source_url: null,
  as_of: PRESETS_AS_OF,
});

/** Quotes the report; read on the day above. */
const NRF = 'https://pdrmag.com/rising-return-rates-challenge-retailers-in-2025';
const FBA_STORAGE = 'https://www.fba-profit.com/amazon-fba-storage-fee-calculator';

const common: Record<CalculatorField, Basis> = {
  price: yours('A round example. Type your own price, without sales tax.', '只是示例。请填您自己的售价，不含销售税。'),
  units_a_month: yours('A round example. Type your own units per month.', '只是示例。请填您自己的月销量。'),
  return_rate: estimate(
    'Our estimate for this kind of goods; your shop’s return report has the real one. For comparison: US retailers expect 19.3 % of all online sales of 2025 back, clothes far above it (NRF and Happy Returns, 2025 Retail Returns Landscape).',
    '这类商品的估计值；真实数字在您店铺的退货报表里。作比较：美国零售商预计 2025 年线上销售额的 19.3% 会被退回，服装远高于此（NRF 与 Happy Returns，2025 Retail Returns Landscape）。',
    NRF,
  ),
  outbound_freight: estimate(
    'Our estimate of a contract ground rate for one boxed unit. Your carrier’s or FBA’s invoice has the real one.',
    '我们对单件包裹陆运协议价的估计。真实数字在承运商或 FBA 账单里。',
  ),
  return_freight: estimate(
    'Our estimate: outbound freight × 1.7, as single return labels rarely get the contract discount. Your label invoice has the real one.',
    '我们的估计：发货运费 × 1.7，因为单张退货面单很少有协议折扣。真实数字在面单账单里。',
  ),
  duty: estimate(
    'Our estimate of import duty per unit. It depends on HTS code, origin and the day of entry: divide the duty on your CBP Form 7501 by its units. A drawback claim (19 U.S.C. 1313) may give part of it back.',
    '我们对单件进口关税的估计，取决于 HTS 编码、原产地和入境日期：用 CBP 7501 表上的关税除以件数。符合条件时可申请关税退还（19 U.S.C. 1313）。',
  ),
  inspection: estimate(
    'Our estimate: minutes to receive and check × $0.63 a minute ($38 an hour of a warehouse, all in). Your 3PL’s rate card has the real one.',
    '我们的估计：收货与检测分钟数 × 每分钟 $0.63（仓库全成本每小时 $38）。真实数字在海外仓报价单里。',
  ),
  days_in_store: estimate(
    'Our estimate of the days from the dock to the way out. Recoup measures yours.',
    '我们对从到仓到出仓天数的估计。用 Recoup 后会量出您自己的数。',
  ),
  storage_a_day: estimate(
    'Our estimate: box volume in cubic feet × about $1.10 a month ÷ 30. For comparison: Amazon FBA asks $0.78 per cubic foot and month from January to September, $2.40 from October to December (standard size, 2026, as quoted by fba-profit.com).',
    '我们的估计：箱体立方英尺 × 每月约 $1.10 ÷ 30。作比较：亚马逊 FBA 标准件 1–9 月每立方英尺每月 $0.78，10–12 月 $2.40（2026 年，引自 fba-profit.com）。',
    FBA_STORAGE,
  ),
  resale: estimate(
    'Our estimate over all grades: some go back as new, most as open-box, some only as parts. Recoup learns yours from what units fetched.',
    '我们对各成色等级平均的估计：一部分当新品再卖，多数开箱品，少数只能拆件。用 Recoup 后按实际售价学习。',
  ),
  solvable: estimate(
    'Our estimate: returns with the reasons “cannot use it”, “part missing” and “small damage”, of which about half accept another remedy. Your return reasons show yours.',
    '我们的估计：“不会用”“缺配件”“轻微损坏”这几类退货，约一半会接受其他解决方案。您的退货原因能看出真实比例。',
  ),
  early_cost: estimate(
    'Our estimate: the average of a 15-minute video call, a guide, and a spare part sent by mail.',
    '我们的估计：一次 15 分钟视频、一次指导、寄一个配件，三者的平均花费。',
  ),
};

const published: Partial<Record<CalculatorKind, Partial<Record<CalculatorField, Basis>>>> = {
  jacket: {
    return_rate: {
      kind: 'published',
      note: {
        en: 'US retailers expect 19.3 % of online sales of 2025 back, over all goods (NRF and Happy Returns, 2025 Retail Returns Landscape). Clothes often run higher.',
        zh: '美国零售商预计 2025 年线上销售额的 19.3% 会被退回，含所有品类（NRF 与 Happy Returns，2025 Retail Returns Landscape）。服装往往更高。',
      },
      source_url: NRF,
      as_of: PRESETS_AS_OF,
    },
  },
};

/** Where the number the calculator begins with comes from. */
export function basisOf(kind: CalculatorKind, field: CalculatorField): Basis {
  return published[kind]?.[field] ?? common[field];
}
