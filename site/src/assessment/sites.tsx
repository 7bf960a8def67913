/** Where returns should go: the buyers nearest to each site; one that does not pay yet is grey, with the volume at which it would. */
import type { StartingPlan } from '@recoup/contract';
import { count, percent, tenths } from '../format.ts';
import { useWords } from '../words.ts';

export function Sites({ plan }: { plan: StartingPlan }) {
  const { t, language } = useWords();
  const later = plan.sites.filter(({ pays }) => !pays);
  return (
    <section class="sites">
      <header>
        <h2>{t('plan.sites')}</h2>
        <span class="note">{t('plan.sites_note')}</span>
      </header>
      {plan.sites.map(({ code, name, region, share, days, pays }) => (
        <div key={code} class="site" data-pays={pays}>
          <span>
            <b>{name[language]}</b> <small>{region}</small>
          </span>
          <b>{pays ? t('plan.days', { days: tenths(days) }) : t('plan.not_yet')}</b>
          <span class="share">
            <i style={{ width: `${(share / 10_000) * 62}%` }} />
            {percent(share)}
          </span>
        </div>
      ))}
      {later.map(({ code, name, pays_from }) => (
        <p key={code} class="note">
          {pays_from === null
            ? t('plan.pays_never', { name: name[language] })
            : t('plan.pays_from', { name: name[language], returns: count(pays_from) })}
        </p>
      ))}
    </section>
  );
}
