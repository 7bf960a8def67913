/** The brands of the workspace: who sells, in which languages, and where their buyers ask for a return. */
import { accounts, type Brand } from '@recoup/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { ListTable } from '../ui/list-table.tsx';
import { useFormat } from '../ui/locale.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { SetupPage } from './frame.tsx';
import { wholeList } from './whole-list.ts';

export function Brands() {
  const { t } = useTranslation('settings');
  const { may } = useSession();
  const terms = useTerms();
  const f = useFormat();
  const navigate = useNavigate();
  const source = useApi(accounts.brands);
  const add = may('settings.write') && (
    <Link to="/setup/brands/$id" params={{ id: 'new' }}>
      <Button type="primary">{t('brands.add')}</Button>
    </Link>
  );
  return (
    <SetupPage
      title={t('brands.name')}
      aside={source.data?.rows.length}
      verbs={add}
      sentence={<span className="r-ink2">{t('brands.words')}</span>}
    >
      <ListTable<Brand>
        source={wholeList(source)}
        label={t('brands.name')}
        rowKey={(row) => row.id}
        rowHeight={54}
        onOpen={(row) => void navigate({ to: '/setup/brands/$id', params: { id: row.id } })}
        columns={[
          {
            key: 'name',
            head: t('brands.one'),
            cell: (row) => (
              <span className="settings-brand">
                <i style={{ background: row.look.color }}>
                  <b style={{ background: row.look.dot }} />
                </i>
                <strong>{row.name}</strong>
              </span>
            ),
          },
          {
            key: 'address',
            head: t('brand.portal'),
            width: 180,
            cut: true,
            from: 700,
            cell: (row) => `/b/${row.slug}`,
          },
          {
            key: 'languages',
            head: t('brand.languages'),
            width: 190,
            from: 800,
            cell: (row) => f.listed(row.languages.map(terms.language)),
          },
          { key: 'zone', head: t('brand.zone'), width: 110, cell: (row) => f.zone(row.time_zone) },
          { key: 'currency', head: t('brand.currency'), width: 90, cell: (row) => row.currency },
          {
            key: 'state',
            head: t('state'),
            width: 100,
            cell: (row) =>
              row.archived_at ? <Status tone="idle">{t('archived')}</Status> : <Status tone="good">{t('open')}</Status>,
          },
        ]}
        empty={<EmptyState title={t('brands.empty')} note={t('brands.empty_note')} action={add} />}
      />
    </SetupPage>
  );
}
