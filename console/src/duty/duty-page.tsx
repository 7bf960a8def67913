/** Duty: rates by code, origin and day; imports with what was paid; what customs gives back; and what to do with a batch. */
import '../costs/costs.css';
import '../money/money.css';
import './duty.css';
import { getRouteApi } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useScope, useSession } from '../app/session.tsx';
import { MoneyPlaces } from '../money/places.tsx';
import { Page } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Batch } from './batch.tsx';
import { Drawback } from './drawback.tsx';
import { Imports } from './imports.tsx';
import { Rates } from './rates.tsx';
import { dutyViews } from './views.ts';

const route = getRouteApi('/shell/money/duty');

export function DutyPage() {
  const { t } = useTranslation('duty');
  const { me } = useSession();
  const scope = useScope();
  const { view = 'rates' } = route.useSearch();
  const navigate = route.useNavigate();
  const brand = me.brands.find(({ id }) => id === scope.brand_id) ?? me.brands[0];
  return (
    <Page
      title={t('title')}
      tab={t('title')}
      aside={brand?.name}
      verbs={
        <Segmented
          value={view}
          onChange={(next) => void navigate({ search: { view: next } })}
          options={dutyViews.map((one) => ({ value: one, label: t(`view.${one}`) }))}
        />
      }
      sentence={<MoneyPlaces />}
    >
      <p className="r-ink2">{t(`note.${view}`)}</p>
      {!brand ? (
        <EmptyState title={t('no_brand')} />
      ) : view === 'rates' ? (
        <Rates />
      ) : view === 'imports' ? (
        <Imports brand={brand} />
      ) : view === 'drawback' ? (
        <Drawback brandId={brand.id} />
      ) : (
        <Batch brand={brand} />
      )}
    </Page>
  );
}
