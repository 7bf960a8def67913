/** The warehouses returns go to. */
import { accounts, type Site } from '@recoup/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { Code } from '../ui/code.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { useFormat } from '../ui/locale.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { SetupPage } from './frame.tsx';
import { wholeList } from './whole-list.ts';

export function Sites() {
  const { t } = useTranslation('settings');
  const { may, me } = useSession();
  const f = useFormat();
  const navigate = useNavigate();
  const source = useApi(accounts.sites);
  const names = (site: Site) =>
    site.brands.map(({ brand_id }) => me.brands.find(({ id }) => id === brand_id)?.name ?? t('sites.other_brand'));
  const add = may('settings.write') && (
    <Link to="/setup/sites/$id" params={{ id: 'new' }}>
      <Button type="primary">{t('sites.add')}</Button>
    </Link>
  );
  return (
    <SetupPage
      title={t('sites.name')}
      aside={source.data?.rows.length}
      verbs={add}
      sentence={<span className="r-ink2">{t('sites.words')}</span>}
    >
      <ListTable<Site>
        source={wholeList(source)}
        label={t('sites.name')}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: '/setup/sites/$id', params: { id: row.id } })}
        columns={[
          { key: 'code', head: t('site.code'), width: 90, cell: (row) => <Code>{row.code}</Code> },
          {
            key: 'name',
            head: t('site.name'),
            cut: true,
            cell: (row) => <strong className="r-medium">{row.name}</strong>,
          },
          {
            key: 'place',
            head: t('site.place'),
            width: 170,
            cut: true,
            from: 700,
            cell: (row) => [row.address.city, row.address.region].filter(Boolean).join(', '),
          },
          {
            key: 'brands',
            head: t('site.brands'),
            width: 170,
            cut: true,
            cell: (row) =>
              row.brands.length ? names(row).join(', ') : <Status tone="clock">{t('sites.no_brand')}</Status>,
          },
          { key: 'zone', head: t('site.zone'), width: 100, from: 760, cell: (row) => f.zone(row.time_zone) },
          {
            key: 'state',
            head: t('state'),
            width: 100,
            cell: (row) =>
              row.archived_at ? <Status tone="idle">{t('archived')}</Status> : <Status tone="good">{t('open')}</Status>,
          },
        ]}
        empty={<EmptyState title={t('sites.empty')} note={t('sites.empty_note')} action={add} />}
      />
    </SetupPage>
  );
}
