/**
 * Duty rates of the United States as dated data. `checked_on` is the day somebody held the row against `source_url`; null
 * says that nobody has, and every screen shows it. Kinds stand on top of each other; of one kind the longest code counts.
 * Not every product is here: a workspace enters its own rows, which count first.
 *
 * Not in the data: exclusions from section 301, section 232 on steel, aluminium and their derivatives, anti-dumping
 * duties, and whatever took the place of section 122 after 23 July 2026.
 */
import type { DutyRate } from '@recoup/contract';

export type RateRow = Omit<DutyRate, 'id' | 'own'>;
type Source = Pick<RateRow, 'source_url' | 'checked_on'>;

const on = '2026-11-22';
const seen = (source_url: string): Source => ({ source_url, checked_on: on });
/** Where it could be looked up; nobody has. */
const unseen = (source_url: string): Source => ({ source_url, checked_on: null });

const HTS = 'https://hts.usitc.gov/';
const general = (hts: string, rate: number, from: string, label: string, source: Source): RateRow => ({
  hts,
  origin: null,
  kind: 'general',
  rate,
  from,
  to: null,
  label,
  drawback: true,
  ...source,
});
type Span = { from: string; to: string | null };
const china = (
  kind: RateRow['kind'],
  hts: string,
  rate: number,
  span: Span,
  label: string,
  source: Source,
): RateRow => ({
  hts,
  origin: 'CN',
  kind,
  rate,
  ...span,
  label,
  drawback: true,
  ...source,
});

const VACUUM_RULING = seen('https://checkoutapi.com/rulings/docview?doc_id=NY+N325180&highlight=8508.11.00%2A');
const HTS_2025 = seen('https://htshub.com/us-hs/search/8508');
const OVEN_RULING = seen('https://www.customsmobile.com/rulings/docview?doc_id=NY+N298195&highlight=8516.60.4070%2A');
const LIST_3_DATES = seen('https://mcswift.com/news/china-section-301-tariffs');
const OVEN_301 = seen(
  'https://tradelawdaily.com/article/2024/06/07/air-fryer-importer-says-products-not-just-regular-ovens-2406060056',
);
const RECIPROCAL = seen(
  'https://www.mondaq.com/unitedstates/international-trade-investment/1702374/58-november-4-2025-%7C-reducing-the-20-ieepa-fentanyl-tariffs-on-china-to-10-reciprocal-tariffs-on-china-remain-at-10-until-november-2026',
);
const FENTANYL = seen('https://jdsupra.com/legalnews/imposing-duties-to-address-the-1775732');
const FENTANYL_DOWN = seen(
  'https://www.rvia.org/news-insights/president-trump-signs-executive-orders-modifying-chinas-fentanyl-tariffs-and-reciprocal-tariffs',
);
const SECTION_122 = seen(
  'https://www.internationaltradeinsights.com/2026/02/cbp-issues-csms-guidance-on-section-122-duties-and-continued-suspension-of-de-minimis-eligibility',
);

/** 9903.88.03: 10 % at first, 25 % since 10 May 2019. */
const list3 = (hts: string, label: string, source: Source): RateRow[] => [
  china('section_301', hts, 1_000, { from: '2018-09-24', to: '2019-05-09' }, `${label}, list 3`, LIST_3_DATES),
  china('section_301', hts, 2_500, { from: '2019-05-10', to: null }, `${label}, list 3`, source),
];
/** The order that imposed them allows no drawback of these. */
const fentanyl = (rate: number, from: string, to: string | null, source: Source): RateRow => ({
  ...china('ieepa', '', rate, { from, to }, 'IEEPA fentanyl', source),
  kind: 'other',
  drawback: false,
});
const reciprocal = (rate: number, from: string, to: string): RateRow =>
  china('ieepa', '', rate, { from, to }, 'IEEPA reciprocal', RECIPROCAL);

export const ratesUs: readonly RateRow[] = [
  general('85081100', 0, '2022-01-01', 'Vacuum cleaners up to 1,500 W and 20 l', VACUUM_RULING),
  general('85081900', 0, '2025-01-01', 'Vacuum cleaners, with own motor, other', HTS_2025),
  general('85086000', 0, '2025-01-01', 'Vacuum cleaners, other', HTS_2025),
  general('85087000', 0, '2025-01-01', 'Parts of vacuum cleaners', HTS_2025),
  general('85166040', 0, '2018-06-01', 'Portable ovens and air fryers', OVEN_RULING),
  general('85166060', 270, '2012-01-01', 'Grillers, roasters and cooking plates, other', unseen(HTS)),
  general(
    '94052140',
    370,
    '2022-01-27',
    'LED table and desk lamps, of brass',
    seen('https://www.fiowind.com/CN/US/table-lamp'),
  ),
  general('94052180', 390, '2022-01-27', 'LED table and desk lamps, other', unseen(HTS)),
  general(
    '94052980',
    390,
    '2022-01-27',
    'Table and desk lamps, other',
    seen('https://www.fiowind.com/CN/US/table-lamp'),
  ),
  ...list3('850811', 'Vacuum cleaners', VACUUM_RULING),
  ...list3('850819', 'Vacuum cleaners, other', HTS_2025),
  ...list3('850860', 'Vacuum cleaners, other', HTS_2025),
  ...list3('850870', 'Parts of vacuum cleaners', HTS_2025),
  ...list3('85166040', 'Ovens and stoves', OVEN_301),
  ...list3(
    '85166060',
    'Grillers and roasters',
    unseen('https://ustr.gov/issue-areas/enforcement/section-301-investigations/tariff-actions'),
  ),
  ...list3(
    '940521',
    'LED lamps',
    unseen('https://ustr.gov/issue-areas/enforcement/section-301-investigations/tariff-actions'),
  ),
  ...list3('94052140', 'LED lamps of brass', seen('https://www.fiowind.com/CN/US/table-lamp')),
  ...list3('940529', 'Lamps', seen('https://www.fiowind.com/CN/US/table-lamp')),
  fentanyl(1_000, '2025-02-04', '2025-03-03', FENTANYL),
  fentanyl(2_000, '2025-03-04', '2025-11-09', FENTANYL_DOWN),
  fentanyl(1_000, '2025-11-10', '2026-02-23', FENTANYL_DOWN),
  reciprocal(8_400, '2025-04-09', '2025-04-09'),
  reciprocal(12_500, '2025-04-10', '2025-05-13'),
  reciprocal(1_000, '2025-05-14', '2026-02-23'),
  {
    hts: '',
    origin: null,
    kind: 'section_122',
    rate: 1_000,
    from: '2026-02-24',
    to: '2026-07-23',
    label: 'Section 122 import surcharge',
    drawback: true,
    ...SECTION_122,
  },
];
