/** The checklists inspectors run: steps in order, what may be answered, and what each answer does to the grade. */
import { inspections, type Sop } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useFormat } from '../ui/locale.tsx';
import { EmptyState } from '../ui/states.tsx';
import { SetupPage } from './frame.tsx';
import { SopSteps } from './sop-steps.tsx';

const route = getRouteApi('/shell/setup/sops');

export function Sops() {
  const { t } = useTranslation('settings');
  const { sop: openId } = route.useSearch();
  const navigate = route.useNavigate();
  const source = useApi(inspections.sops);
  const rows = source.data?.rows.filter((row) => !row.archived_at) ?? [];
  const sop = rows.find((row) => row.id === openId) ?? rows[0];
  return (
    <SetupPage
      title={t('sops.name')}
      aside={source.data && rows.length}
      source={source}
      sentence={<span className="r-ink2">{t('sops.words')}</span>}
      verbs={
        rows.length > 1 &&
        sop && (
          <Select
            aria-label={t('sops.which')}
            style={{ minWidth: 260 }}
            value={sop.id}
            options={rows.map((row) => ({ value: row.id, label: row.name }))}
            onChange={(next) => void navigate({ search: { sop: next } })}
          />
        )
      }
    >
      {sop ? (
        <>
          <Head sop={sop} />
          <SopSteps key={sop.id} steps={sop.version.steps} />
        </>
      ) : (
        <EmptyState title={t('sops.empty')} note={t('sops.empty_note')} />
      )}
    </SetupPage>
  );
}

function Head({ sop }: { sop: Sop }) {
  const { t } = useTranslation('settings');
  const f = useFormat();
  const { version, published_at, usual_seconds, steps } = sop.version;
  return (
    <header className="settings-sop-head">
      <h2>{sop.name}</h2>
      <p className="r-ink2">
        {t('sops.for', { category: sop.category, brand: sop.brand?.name ?? t('sops.every_brand') })}
      </p>
      <p className="r-quiet">
        {t('sops.version', {
          version,
          date: f.date(published_at),
          steps: t('sops.steps', { count: steps.length }),
          time: f.duration(usual_seconds),
        })}
      </p>
    </header>
  );
}
