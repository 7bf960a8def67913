/**
 * What the law of a place says about recording a call, as dated data. We ask everybody everywhere, whatever it says; the rule
 * decides the wording, and stands with each answer so that it can be shown years later what was thought to hold.
 *
 * No legal advice. The list was put together on 2026-11-22 from the fifty-state survey of Matthiesen, Wickert & Lehrer ("Laws on
 * Recording Conversations in All 50 States", last updated 2022-02-14) and the survey at expert-opinion.com; `verified` is true only
 * where the wording of the statute itself was read besides. Where courts and statute disagree, or telephone and presence are
 * treated differently, it says `unclear` and the stricter wording is used.
 */
import type { ConsentRule } from '@recoup/contract';

const AS_OF = '2026-11-22';
const SURVEY = 'https://docslib.org/doc/4571367/recording-conversations-in-all-50-states-chart';
/** 18 U.S.C. § 2511(2)(d): one party who agrees is enough, unless the state asks for more. */
const FEDERAL = '18 U.S.C. § 2511(2)(d)';

type Known = [needs: ConsentRule['needs'], statute: string, source?: string];

const all: Record<string, Known> = {
  CA: ['all', 'Cal. Penal Code § 632(a)', 'https://self-law.org/code/ca/penal-code/632'],
  FL: ['all', 'Fla. Stat. § 934.03(2)(d)'],
  IL: ['all', '720 ILCS 5/14-2'],
  MD: ['all', 'Md. Code, Cts. & Jud. Proc. § 10-402(c)(3)'],
  MA: ['all', 'Mass. Gen. Laws ch. 272, § 99'],
  MT: ['all', 'Mont. Code § 45-8-213'],
  NH: ['all', 'N.H. Rev. Stat. § 570-A:2'],
  PA: ['all', '18 Pa. Cons. Stat. §§ 5703, 5704(4)'],
  WA: ['all', 'Wash. Rev. Code § 9.73.030', 'https://app6.leg.wa.gov/rcw/default.aspx?cite=9.73&full=true'],
};
const unclear: Record<string, Known> = {
  // One party by criminal law, all by the civil one for telephone calls.
  CT: ['unclear', 'Conn. Gen. Stat. §§ 52-570d, 53a-187, 53a-189'],
  // The wiretap act asks for one party, the privacy act for all.
  DE: ['unclear', 'Del. Code tit. 11, §§ 1335(a)(4), 2402(c)(4)'],
  // The statute asks for all, a court of appeals let a party to the call record it.
  MI: ['unclear', 'Mich. Comp. Laws § 750.539c'],
  // The statute asks for one, its supreme court read all into it for telephone calls.
  NV: ['unclear', 'Nev. Rev. Stat. §§ 200.620, 200.650'],
  // Telephone: one party. Face to face, and by later law meetings on video: everybody must be told.
  OR: ['unclear', 'Or. Rev. Stat. §§ 165.535, 165.540'],
  // No statute.
  VT: ['unclear', FEDERAL],
};
const one: Record<string, string> = {
  AL: 'Ala. Code §§ 13A-11-30, 13A-11-31',
  AK: 'Alaska Stat. § 42.20.310',
  AZ: 'Ariz. Rev. Stat. § 13-3005',
  AR: 'Ark. Code § 5-60-120',
  CO: 'Colo. Rev. Stat. § 18-9-303',
  DC: 'D.C. Code § 23-542',
  GA: 'Ga. Code §§ 16-11-62, 16-11-66',
  HI: 'Haw. Rev. Stat. § 803-42',
  ID: 'Idaho Code § 18-6702',
  IN: 'Ind. Code § 35-31.5-2-176',
  IA: 'Iowa Code § 808B.2',
  KS: 'Kan. Stat. § 21-6101',
  KY: 'Ky. Rev. Stat. §§ 526.010, 526.020',
  LA: 'La. Rev. Stat. § 15:1303',
  ME: 'Me. Rev. Stat. tit. 15, §§ 709, 710',
  MN: 'Minn. Stat. § 626A.02',
  MS: 'Miss. Code § 41-29-531',
  MO: 'Mo. Rev. Stat. § 542.402',
  NE: 'Neb. Rev. Stat. § 86-290',
  NJ: 'N.J. Stat. § 2A:156A-4',
  NM: 'N.M. Stat. § 30-12-1',
  NY: 'N.Y. Penal Law §§ 250.00, 250.05',
  NC: 'N.C. Gen. Stat. § 15A-287',
  ND: 'N.D. Cent. Code § 12.1-15-02',
  OH: 'Ohio Rev. Code § 2933.52',
  OK: 'Okla. Stat. tit. 13, § 176.4',
  RI: 'R.I. Gen. Laws § 11-35-21',
  SC: 'S.C. Code § 17-30-30',
  SD: 'S.D. Codified Laws § 23A-35A-20',
  TN: 'Tenn. Code § 39-13-601',
  TX: 'Tex. Penal Code § 16.02',
  UT: 'Utah Code § 77-23a-4',
  VA: 'Va. Code § 19.2-62',
  WV: 'W. Va. Code § 62-1D-3',
  WI: 'Wis. Stat. § 968.31',
  WY: 'Wyo. Stat. § 7-3-702',
};
/** Read at the wording itself, not only in a survey. */
const READ = new Set(['CA', 'WA']);

const states: Record<string, Known> = {
  ...all,
  ...unclear,
  ...Object.fromEntries(Object.entries(one).map(([state, statute]): [string, Known] => [state, ['one', statute]])),
};

/** Every rule we know, by place. */
export const consentRules: readonly ConsentRule[] = Object.entries(states)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([state, [needs, statute, source]]) => ({
    place: `US-${state}`,
    needs,
    statute,
    source: source ?? SURVEY,
    as_of: AS_OF,
    verified: READ.has(state),
  }));

/** Outside the United States, and where the place is not known: everybody is asked, as data protection law mostly wants it. */
const ELSEWHERE: ConsentRule = {
  place: 'other',
  needs: 'all',
  statute: 'Regulation (EU) 2016/679 art. 6(1)(a), 7; the strictest where the place is not known',
  source: 'https://eur-lex.europa.eu/eli/reg/2016/679/oj',
  as_of: AS_OF,
  verified: false,
};

/**
 * The rule for a buyer at that address, pure. Two letters of an American state count only with the United States or no country;
 * any other country has the strictest.
 */
export function ruleFor(address: { region?: string | null; country?: string | null } | null): ConsentRule {
  const country = address?.country?.toUpperCase() ?? null;
  const place = `US-${address?.region?.trim().toUpperCase() ?? ''}`;
  const known = country === null || country === 'US' ? consentRules.find((rule) => rule.place === place) : undefined;
  return known ?? (country && country !== 'US' ? { ...ELSEWHERE, place: country } : ELSEWHERE);
}
