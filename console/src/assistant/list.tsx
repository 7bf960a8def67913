/** At the left of every page of the assistant: its flows with how often each settles, and what always holds. */
import { type AssistantSettings, assistant } from '@recoup/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useFormat } from '../ui/locale.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { useAssistantBrand } from './brand.ts';

/** Pages beside the flows; `words` → `always.words`. */
export const pages = ['words', 'promises', 'hand_over', 'languages', 'where', 'teaching', 'model', 'figures'] as const;
const addressOf = (page: (typeof pages)[number]) => `/setup/assistant/${page.replace('_', '-')}`;

export const isOn = (settings: Pick<AssistantSettings, 'answers'>): boolean =>
  Object.values(settings.answers).some((when) => when !== undefined && when !== 'never');

export function useFlows() {
  const brand = useAssistantBrand();
  return useApi(assistant.flows, { query: { brand_id: brand?.id ?? '' } }, { on: !!brand });
}

export function AssistantList() {
  const { t } = useTranslation('assistant');
  const f = useFormat();
  const brand = useAssistantBrand();
  const flows = useFlows();
  const settings = useApi(assistant.settings, { query: { brand_id: brand?.id ?? '' } }, { on: !!brand });
  const other = f.language === 'en' ? 'zh' : 'en';
  return (
    <nav className="assist-list" aria-label={t('title')}>
      <header>
        <h2>{t('title')}</h2>
        {settings.data && (
          <Link to="/setup/assistant/where" search={keep}>
            <Status tone={isOn(settings.data) ? 'bot' : 'idle'}>{t(isOn(settings.data) ? 'on' : 'off')}</Status>
          </Link>
        )}
      </header>
      <BrandChoice />
      {flows.problem && (
        <ErrorState words={flows.problem.words} requestId={flows.problem.requestId} onRetry={flows.retry} />
      )}
      {!flows.data && !flows.problem && <SkeletonRows rows={8} height={52} />}
      <ul className="assist-flows">
        {(flows.data?.rows ?? []).map((row) => (
          <li key={row.key}>
            <Link
              to="/setup/assistant/flows/$key"
              params={{ key: row.key }}
              search={keep}
              activeProps={{ 'aria-current': 'page' }}
              activeOptions={{ includeSearch: false }}
            >
              <span>
                <b>{row.name[f.language]}</b>
                {row.draft_changes > 0 && <span className="is-draft">{t('draft')}</span>}
              </span>
              <span>
                <span lang={other} className="r-cut">
                  {row.name[other]}
                </span>
                <span>
                  {row.key === 'person'
                    ? t('to_a_person')
                    : row.matters > 0 && row.settled !== null
                      ? f.percent(row.settled / 10_000, 0)
                      : '—'}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {flows.data && <p className="r-quiet assist-list-note">{t('percent_note')}</p>}
      <h3>{t('always.title')}</h3>
      <ul className="assist-always">
        {pages.map((page) => (
          <li key={page}>
            <Link
              to={addressOf(page) as '/setup/assistant/words'}
              search={keep}
              activeProps={{ 'aria-current': 'page' }}
            >
              {page === 'languages' && settings.data
                ? t('always.languages_n', { n: settings.data.languages.length })
                : t(`always.${page}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Another brand stays chosen while one goes from page to page. */
const keep = (was: { brand?: string | undefined }) => ({ brand: was.brand });

function BrandChoice() {
  const { t } = useTranslation('assistant');
  const { me } = useSession();
  const brand = useAssistantBrand();
  const navigate = useNavigate();
  if (me.brands.length < 2) return null;
  return (
    <div className="assist-brand">
      <Select
        size="small"
        aria-label={t('brand')}
        value={brand?.id ?? null}
        options={me.brands.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(next) => void navigate({ to: '.', search: (was) => ({ ...was, brand: next, step: undefined }) })}
      />
    </div>
  );
}

/** The same list as a menu, where there is no room for the column. */
export function AssistantMenu({ value }: { value: string }) {
  const { t } = useTranslation('assistant');
  const f = useFormat();
  const navigate = useNavigate();
  const rows = useFlows().data?.rows ?? [];
  return (
    <Select
      className="assist-menu"
      aria-label={t('title')}
      value={value}
      onChange={(to) => void navigate({ to: `/setup/assistant/${to}` as '/setup/assistant/words', search: keep })}
      options={[
        { label: t('flows'), options: rows.map((row) => ({ value: `flows/${row.key}`, label: row.name[f.language] })) },
        {
          label: t('always.title'),
          options: pages.map((page) => ({ value: page.replace('_', '-'), label: t(`always.${page}`) })),
        },
      ]}
    />
  );
}
