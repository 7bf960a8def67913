/** The stations this person may work at; each module brings its own. */
import './stations.css';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { seen } from '../app/module.ts';
import { useModules } from '../app/modules-context.ts';
import { useSession } from '../app/session.tsx';
import { Page } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';

export function Stations() {
  const { t } = useTranslation('app');
  const { may } = useSession();
  const stations = useModules()
    .flatMap((module) => module.stations ?? [])
    .filter((entry) => seen(entry, may));
  return (
    <Page
      title={t('stations.title')}
      sentence={<span className="r-ink2">{t('stations.note')}</span>}
      tab={t('stations.title')}
    >
      {stations.length === 0 ? (
        <EmptyState title={t('stations.none_title')} note={t('stations.none_note')} />
      ) : (
        <ul className="r-station-cards">
          {stations.map((entry) => (
            <li key={entry.key}>
              <Link to={entry.to}>
                <entry.icon size={24} aria-hidden="true" />
                <StationWords namespace={entry.namespace} words={entry.words} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

function StationWords({ namespace, words }: { namespace: string; words: string }) {
  const { t } = useTranslation(namespace);
  return (
    <span>
      <b>{t(`${words}.name`)}</b>
      <span className="r-second">{t(`${words}.note`)}</span>
    </span>
  );
}
