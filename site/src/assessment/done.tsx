/** What is there now, with the way to each. */
import type { AppliedPlan } from '@recoup/contract';
import { dollars } from '../format.ts';
import { useWords } from '../words.ts';
import { Tick } from './models.tsx';

export function Done({ applied: { policy, sites, sops, second_person_above } }: { applied: AppliedPlan }) {
  const { t } = useWords();
  const { name, version, changed } = policy;
  return (
    <>
      <ul class="done">
        <li>
          <Tick />
          <a href={`/policies/${policy.id}`}>{t(changed ? 'done.policy' : 'done.policy_same', { name, version })}</a>
        </li>
        {sites.map((site) => (
          <li key={site.id}>
            {site.takes_returns ? <Tick /> : <Ring />}
            <a href={`/setup/sites/${site.id}`}>
              {t(site.takes_returns ? 'done.site' : 'done.site_bare', { name: site.name })}
            </a>
          </li>
        ))}
        <li>
          <Tick />
          <a href="/setup/sops">{t('done.sops', { n: sops.length })}</a>
        </li>
        {second_person_above && (
          <li>
            <Tick />
            <a href="/policies/limits">{t('done.limit', { amount: dollars(second_person_above.amount) })}</a>
          </li>
        )}
      </ul>
      <a class="button primary" href="/orders/import">
        {t('done.next')}
      </a>
    </>
  );
}

/** Waiting, no hurry: a ring. */
const Ring = () => (
  <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
    <circle cx="6" cy="6" r="5" fill="none" stroke="var(--ink3)" stroke-width="1.6" />
  </svg>
);
