/** Which warehouses pay: where the buyers live, how far a parcel travels, and what an account at one more site costs. */
import type { AssessmentAnswers, PlanSite } from '@recoup/contract';
import { distanceKm, type Point, whereIs } from '../shipping/index.ts';

/** Places where several 3PLs take returns, with a postal code of their warehouse district. */
export const places = [
  place('LAX', 'Los Angeles', '洛杉矶', 'CA', '90058', 'America/Los_Angeles', 34.0, -118.2),
  place('DAL', 'Dallas', '达拉斯', 'TX', '75247', 'America/Chicago', 32.8, -96.9),
  place('EWR', 'New Jersey', '新泽西', 'NJ', '07114', 'America/New_York', 40.7, -74.2),
  place('ATL', 'Atlanta', '亚特兰大', 'GA', '30336', 'America/New_York', 33.7, -84.6),
  place('CHI', 'Chicago', '芝加哥', 'IL', '60638', 'America/Chicago', 41.8, -87.8),
  place('SEA', 'Seattle', '西雅图', 'WA', '98032', 'America/Los_Angeles', 47.4, -122.2),
];
export type Place = (typeof places)[number];

function place(
  code: string,
  en: string,
  zh: string,
  region: string,
  postal_code: string,
  time_zone: string,
  latitude: number,
  longitude: number,
) {
  return { code, name: { en, zh }, region, postal_code, time_zone, point: { latitude, longitude } };
}

/** People of each state in thousands, by the regions of the Census Bureau (2020 Census, apportionment and redistricting counts). */
const PEOPLE = {
  west: 'AK 733,AZ 7152,CA 39538,CO 5774,HI 1455,ID 1839,MT 1084,NV 3105,NM 2118,OR 4237,UT 3272,WA 7705,WY 577',
  midwest: 'IL 12813,IN 6786,IA 3190,KS 2938,MI 10077,MN 5706,MO 6155,NE 1962,ND 779,OH 11799,SD 887,WI 5894',
  south:
    'AL 5024,AR 3012,DE 990,DC 690,FL 21538,GA 10712,KY 4506,LA 4658,MD 6177,MS 2961,NC 10439,OK 3959,SC 5118,TN 6911,' +
    'TX 29146,VA 8631,WV 1794',
  northeast: 'CT 3606,ME 1362,MA 7030,NH 1378,NJ 9289,NY 20201,PA 13003,RI 1097,VT 643',
};

/** "Mostly there": a buyer of that region counts as many. */
const MOSTLY = 4;

type Home = { point: Point; weight: number };

/** Where buyers live, as shares that sum to 1. */
export function homesOf(buyers: AssessmentAnswers['buyers']): Home[] {
  const homes = Object.entries(PEOPLE).flatMap(([region, table]) =>
    table.split(',').map((row): Home => {
      const [state, thousands] = row.split(' ') as [string, string];
      const point = whereIs({ region: state, postal_code: '', country: 'US' });
      if (!point) throw new Error(`${state} has no place`);
      return { point, weight: Number(thousands) * (region === buyers ? MOSTLY : 1) };
    }),
  );
  const all = homes.reduce((sum, { weight }) => sum + weight, 0);
  return homes.map((home) => ({ ...home, weight: home.weight / all }));
}

/** Carrier zones 2 to 8, by miles: 150, 300, 600, 1,000, 1,400, 1,800 and beyond (USPS Domestic Zone Chart). */
export function zoneOf(km: number): number {
  const miles = km / 1.609344;
  const beyond = [150, 300, 600, 1_000, 1_400, 1_800].filter((limit) => miles > limit).length;
  return 2 + beyond;
}
/** Days by ground for each zone: our reading of the carriers' ground maps. */
const DAYS = [0, 0, 1, 2, 2, 3, 4, 4, 5];

export type SiteQuestion = {
  buyers: AssessmentAnswers['buyers'];
  /** Returns a month, and how many of them travel. */
  returns: number;
  travelling: number;
  /** Cents at zone 5; basis points more for each zone beyond, less for each nearer. */
  returnFreight: number;
  zoneStep: number;
  /** Cents a month that one more site costs. */
  siteMinimum: number;
};

/**
 * The best site, and each next one that pays: one that saves more freight in a month than an account there costs. The
 * first that does not pay is told too, with the returns a month from which it would. Best first; at most four.
 */
export function chooseSites(question: SiteQuestion): PlanSite[] {
  const homes = homesOf(question.buyers);
  const freight = (km: number) =>
    question.returnFreight * Math.max(0.4, 1 + (question.zoneStep / 10_000) * (zoneOf(km) - 5));
  const nearest = (home: Home, among: readonly Place[]) =>
    Math.min(...among.map((one) => distanceKm(home.point, one.point)));
  const costOf = (among: readonly Place[]) =>
    homes.reduce((sum, home) => sum + home.weight * freight(nearest(home, among)), 0);

  const chosen: Place[] = [];
  const facts: Pick<PlanSite, 'pays' | 'pays_from'>[] = [];
  while (chosen.length < 4) {
    const left = places.filter((one) => !chosen.includes(one));
    const best = left.reduce((a, b) => (costOf([...chosen, b]) < costOf([...chosen, a]) ? b : a));
    const saved = chosen.length === 0 ? 0 : costOf(chosen) - costOf([...chosen, best]);
    const share = question.returns === 0 ? 1 : question.travelling / question.returns;
    const from = saved * share > 0.01 ? Math.ceil(question.siteMinimum / (saved * share)) : null;
    const pays = chosen.length === 0 || question.travelling * saved >= question.siteMinimum;
    chosen.push(best);
    facts.push({ pays, pays_from: chosen.length === 1 ? null : from });
    if (!pays) break;
  }
  const open = chosen.filter((_, index) => facts[index]!.pays);
  const shares = wholeShares(open.map((one) => reachOf(one, open, homes).share));
  return chosen.map((one, index) => {
    const { point: _, ...named } = one;
    const { pays } = facts[index]!;
    const reach = reachOf(one, pays ? open : chosen, homes);
    const share = pays ? shares[open.indexOf(one)]! : Math.round(reach.share * 10_000);
    return { ...named, share, days: Math.round(reach.days * 10), ...facts[index]! };
  });
}

/** The buyers nearest to one of these sites: their share, and their days by ground on average. */
function reachOf(site: Place, among: readonly Place[], homes: readonly Home[]): { share: number; days: number } {
  let share = 0;
  let days = 0;
  for (const { point, weight } of homes) {
    const near = among.reduce((a, b) => (distanceKm(point, b.point) < distanceKm(point, a.point) ? b : a));
    if (near !== site) continue;
    share += weight;
    days += weight * DAYS[zoneOf(distanceKm(point, site.point))]!;
  }
  return { share, days: share > 0 ? days / share : 0 };
}

/** Basis points that sum to 10,000: what rounding leaves goes to the largest. */
function wholeShares(shares: readonly number[]): number[] {
  const rounded = shares.map((share) => Math.round(share * 10_000));
  const over = rounded.reduce((sum, share) => sum + share, 0) - 10_000;
  const largest = rounded.indexOf(Math.max(...rounded));
  return rounded.map((share, index) => (index === largest ? share - over : share));
}
