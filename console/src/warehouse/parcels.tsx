/** Parcels, newest first: what came, and what the box came to. */
import './warehouse.css';
import { parcelStage, warehouse } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRememberList } from '../app/neighbours.tsx';
import { useApiList } from '../app/queries.ts';
import { useScope } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { Page } from '../ui/page.tsx';
import { SentenceFilter } from '../ui/sentence-filter.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Status, When } from '../ui/status.tsx';
import { GoodsTabs } from './goods-tabs.tsx';
import { Outcomes } from './outcomes.tsx';

const route = getRouteApi('/shell/parcels');

export function Parcels() {
  const { t } = useTranslation('warehouse');
  const terms = useTerms();
  const { site_id } = useScope();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const source = useApiList(warehouse.parcels, { query: { site_id, ...search } });
  useRememberList(
    'parcels',
    source.rows.map((row) => row.id),
    source.total,
  );
  const set = (part: Partial<typeof search>) => void navigate({ search: (was) => ({ ...was, ...part }) });
  return (
    <Page
      ground="surface"
      title={t('parcels.title')}
      tab={t('parcels.title')}
      verbs={<GoodsTabs here="parcels" />}
      sentence={
        <SentenceFilter
          sentence={t('parcels.sentence')}
          words={{
            stage: {
              any: t('parcels.any_stage'),
              value: search.stage,
              choices: [
                { value: 'arrived', label: t('parcels.stage.arrived') },
                { value: 'unpacked', label: t('parcels.stage.unpacked') },
              ],
              onChange: (value) => set({ stage: parcelStage.optional().parse(value) }),
            },
            blind: {
              any: t('parcels.any_blind'),
              value: search.blind,
              choices: [
                { value: 'yes', label: t('parcels.blind.yes') },
                { value: 'no', label: t('parcels.blind.no') },
              ],
              onChange: (value) => set({ blind: value === 'yes' || value === 'no' ? value : undefined }),
            },
          }}
        />
      }
    >
      <ListTable
        source={source}
        label={t('parcels.title')}
        rowKey={(row) => row.id}
        sentenceKey
        columns={[
          {
            key: 'arrived',
            head: t('parcels.col.arrived'),
            width: 130,
            cell: (row) => (row.arrived_at ? <When at={row.arrived_at} as="dateTime" /> : '—'),
          },
          { key: 'code', head: t('parcels.col.code'), width: 150, cell: (row) => <Code>{row.code}</Code> },
          {
            key: 'return',
            head: t('parcels.col.return'),
            width: 156,
            cell: (row) =>
              row.return ? <Code>{row.return.code}</Code> : <Status tone="diff">{terms.outcome('blind')}</Status>,
          },
          {
            key: 'tracking',
            head: t('parcels.col.tracking'),
            width: 200,
            from: 900,
            cell: (row) => (row.tracking ? <Code>{row.tracking}</Code> : '—'),
          },
          {
            key: 'stage',
            head: t('parcels.col.stage'),
            width: 150,
            cell: (row) => (
              <Status tone={row.stage === 'unpacked' ? 'good' : 'here'}>
                {row.stage === 'unpacked' ? t('parcels.stage.unpacked') : t('parcels.stage.arrived')}
              </Status>
            ),
          },
          { key: 'outcomes', head: t('parcels.col.outcomes'), cell: (row) => <Outcomes of={row.outcomes} /> },
          { key: 'units', head: t('parcels.col.units'), width: 70, align: 'right', cell: (row) => row.units },
          { key: 'site', head: t('parcels.col.site'), width: 110, from: 1040, cell: (row) => row.site.name },
        ]}
        onOpen={(row) => void navigate({ to: '/parcels/$id', params: { id: row.id } })}
        empty={<EmptyState title={t('parcels.empty')} note={t('parcels.empty_note')} />}
      />
    </Page>
  );
}
