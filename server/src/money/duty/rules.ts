/** Deadlines and shares of drawback law, as dated data. Not legal advice: a broker files the claim. */
import type { dutyRule } from '@recoup/contract';
import type { z } from 'zod';

export type DutyRule = z.output<typeof dutyRule>;
const on = '2026-11-22';

/** Since the modernized drawback rules of the Trade Facilitation and Trade Enforcement Act (19 CFR part 190). */
const from = '2019-02-24';

export const drawbackRules: readonly DutyRule[] = [
  {
    code: 'claim_within',
    value: 5,
    unit: 'years',
    from,
    to: null,
    cite: '19 U.S.C. 1313(r)(1); 19 CFR 190.31(b)',
    source_url: 'https://ecfr.io/Title-19/Section-190.31',
    checked_on: on,
  },
  {
    code: 'share_back',
    value: 99,
    unit: 'percent',
    from,
    to: null,
    cite: '19 U.S.C. 1313(j)(1); 19 CFR 190.31(a)',
    source_url: 'https://ecfr.io/Title-19/Section-190.31',
    checked_on: on,
  },
  {
    code: 'notice_before_destroying',
    value: 7,
    unit: 'working_days',
    from,
    to: null,
    cite: '19 CFR 190.71(a), CBP Form 7553',
    source_url:
      'https://d1tvxue8o4w0fl.cloudfront.net/regulation/code-of-federal-regulations/title-19-customs-duties/chapter-i-us-customs-and-border-protection-department-of-homeland-security-department-of-the-treasury/part-190-modernized-drawback/subpart-g-exportation-and-destruction/section-19071-drawback-on-articles-destroyed-under-cbp-supervision',
    checked_on: on,
  },
  {
    code: 'notice_before_exporting',
    value: 5,
    unit: 'working_days',
    from,
    to: null,
    cite: '19 CFR 190.35(a), CBP Form 7553',
    source_url: 'https://lawserver.com/law/country/us/cfr/19_cfr_190-35',
    checked_on: on,
  },
];

/** The value of a rule on a day. Throws when no rule covers the day, which is a gap in our data. */
export function ruleOn(code: string, day: string): number {
  const found = drawbackRules.find(
    (rule) => rule.code === code && rule.from <= day && (rule.to === null || day <= rule.to),
  );
  if (!found) throw new Error(`no rule ${code} on ${day}`);
  return found.value;
}
