import type { Words } from '../words.ts';
import { Refused } from './api.ts';

const known = {
  'network.offline': 'refusal.network.offline',
  'server.away': 'refusal.server.away',
  'input.invalid': 'refusal.input.invalid',
  'permission.not_allowed': 'refusal.permission.not_allowed',
  'auth.needed': 'refusal.auth.needed',
  'brand.slug_taken': 'refusal.brand.slug_taken',
  'brand.not_found': 'refusal.brand.not_found',
  'assessment.currency': 'refusal.assessment.currency',
  'assessment.draft_waits': 'refusal.assessment.draft_waits',
  'assessment.site_unknown': 'refusal.assessment.site_unknown',
} as const;

/** What did not happen, in words. */
export function refusalWords({ t }: Words, error: unknown): string {
  if (!(error instanceof Refused)) return t('refusal.unknown', { code: 'page' });
  const { code, fields } = error.problem;
  if (!(code in known)) return t('refusal.unknown', { code });
  return t(known[code as keyof typeof known], { field: fields?.map(({ path }) => path).join(', ') ?? '' });
}
