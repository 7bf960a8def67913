/** At the left of the list of calls: its views with their counts, and who takes calls now. */
import { calls } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../app/queries.ts';
import { useScope } from '../../app/session.tsx';
import { useFormat } from '../../ui/locale.tsx';
import { Shape } from '../../ui/status.tsx';
import { deskTones } from '../ring/desk-tones.ts';
import { useCallCounts } from './use-counts.ts';
import { isPlain, type ListSearch, views } from './views.ts';

export function ViewsPane({ search }: { search: ListSearch }) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const counts = useCallCounts();
  return (
    <nav className="calls-views" aria-label={t('list.views')}>
      <h2>{t('list.views')}</h2>
      <ul>
        {views.map((view) => (
          <li key={view}>
            <Link
              to="/calls"
              search={{ view }}
              className={search.view === view ? 'is-open' : undefined}
              aria-current={search.view === view && isPlain(search) ? 'page' : undefined}
            >
              <span>{t(`list.view.${view}`)}</span>
              {view !== 'all' && counts && <b>{f.number(counts[view])}</b>}
            </Link>
          </li>
        ))}
        <li>
          <Link to="/calls/quality">
            <span>{t('quality.title')}</span>
          </Link>
        </li>
      </ul>
      <Desks />
    </nav>
  );
}

function Desks() {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const now = useApi(calls.now, { query: useScope() });
  const desks = now.data?.desks.filter(({ state }) => state !== 'gone' && state !== 'off') ?? [];
  return (
    <section>
      <h2>{t('list.desks')}</h2>
      {now.data && desks.length === 0 && <p className="r-quiet">{t('list.nobody')}</p>}
      {desks.map((desk) => (
        <p key={desk.staff.id} className="calls-desk">
          <Shape tone={deskTones[desk.state]} />
          <span className="r-cut">{desk.staff.name}</span>
          {desk.call_id ? (
            <Link to="/calls/$id" params={{ id: desk.call_id }} className="r-quiet">
              {t(`desk.state.${desk.state}`)}
            </Link>
          ) : (
            <span className="r-quiet">{t(`desk.state.${desk.state}`)}</span>
          )}
        </p>
      ))}
      {now.data?.expected_wait ? (
        <p className="r-quiet">{t('desk.expected', { span: f.span(now.data.expected_wait * 1000) })}</p>
      ) : null}
    </section>
  );
}
