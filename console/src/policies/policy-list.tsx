/** The policies by brand, at the left of every page here; under 900 px a menu says the same. */
import type { Policy } from '@recoup/contract';
import { policies } from '@recoup/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { Select, Tooltip } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { useScopeWords } from './scope-words.ts';

export function usePolicies() {
  const { brand_id } = useScope();
  return useApi(policies.list, { query: { brand_id } });
}

export function PolicyList() {
  const { t } = useTranslation('policies');
  const { may, me } = useSession();
  const { data, problem, retry } = usePolicies();
  const [withArchived, setWithArchived] = useState(false);
  const rows = data?.rows ?? [];
  const brands = me.brands.filter((brand) => rows.some((row) => row.brand.id === brand.id));
  const archived = rows.filter((row) => row.archived_at).length;
  return (
    <nav className="policies-list" aria-label={t('title')}>
      <header>
        <h2>{t('title')}</h2>
        {may('policies.write') && (
          <Tooltip title={t('new.verb')}>
            <Link to="/policies/new" className="policies-add" aria-label={t('new.verb')}>
              <Plus size={16} aria-hidden="true" />
            </Link>
          </Tooltip>
        )}
      </header>
      {problem && <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />}
      {!data && !problem && <SkeletonRows rows={4} height={54} />}
      {brands.map((brand) => (
        <div key={brand.id}>
          {me.brands.length > 1 && (
            <h3>
              <i style={{ background: brand.look.dot }} />
              {brand.name}
            </h3>
          )}
          <ul>
            {rows
              .filter((row) => row.brand.id === brand.id && (withArchived || !row.archived_at))
              .map((row) => (
                <li key={row.id}>
                  <Entry policy={row} />
                </li>
              ))}
          </ul>
        </div>
      ))}
      {archived > 0 && (
        <button type="button" className="r-link policies-archived" onClick={() => setWithArchived(!withArchived)}>
          {withArchived ? t('list.hide_archived') : t('list.show_archived', { count: archived })}
        </button>
      )}
      <OtherRules />
    </nav>
  );
}

function Entry({ policy }: { policy: Policy }) {
  const { t } = useTranslation('policies');
  const words = useScopeWords();
  const state = policy.archived_at
    ? t('state.archived')
    : policy.draft
      ? t('state.draft', { version: policy.draft.version })
      : t('state.live');
  return (
    <Link to="/policies/$id" params={{ id: policy.id }} activeProps={{ 'aria-current': 'page' }}>
      <span>
        <b>{policy.name}</b>
        <span className={policy.draft && !policy.archived_at ? 'is-draft' : 'r-quiet'}>{state}</span>
      </span>
      <span className="r-second">{words(policy.scope)}</span>
    </Link>
  );
}

function OtherRules() {
  const { t } = useTranslation('policies');
  const { may } = useSession();
  return (
    <div className="policies-other">
      <h3>{t('other.title')}</h3>
      <ul>
        {may('money.read') && (
          <li>
            <Link to="/policies/limits" activeProps={{ 'aria-current': 'page' }}>
              <b>{t('limits.title')}</b>
              <span className="r-second">{t('limits.short')}</span>
            </Link>
          </li>
        )}
        {may('settings.read') && (
          <li>
            <Link to={'/setup/recovery' as '/'}>
              <b>{t('other.ways')}</b>
              <span className="r-second">{t('other.ways_note')}</span>
            </Link>
          </li>
        )}
        {may('warehouse.read') && (
          <li>
            <Link to={'/setup/sops' as '/'}>
              <b>{t('other.sops')}</b>
              <span className="r-second">{t('other.sops_note')}</span>
            </Link>
          </li>
        )}
      </ul>
    </div>
  );
}

/** The same list as a menu, where there is no room for the column. */
export function PolicyMenu({ value }: { value?: string }) {
  const { t } = useTranslation('policies');
  const { may, me } = useSession();
  const navigate = useNavigate();
  const rows = usePolicies().data?.rows ?? [];
  return (
    <Select
      className="policies-menu"
      aria-label={t('title')}
      value={value ?? null}
      placeholder={t('title')}
      onChange={(to) => void navigate({ to: `/policies/${to}` as '/policies' })}
      options={[
        ...me.brands.map((brand) => ({
          label: brand.name,
          options: rows
            .filter((row) => row.brand.id === brand.id && !row.archived_at)
            .map((row) => ({ value: row.id, label: row.name })),
        })),
        {
          label: t('other.title'),
          options: [
            ...(may('money.read') ? [{ value: 'limits', label: t('limits.title') }] : []),
            ...(may('policies.write') ? [{ value: 'new', label: t('new.verb') }] : []),
          ],
        },
      ]}
    />
  );
}
