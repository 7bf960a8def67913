/** What moved between bins, and what left, newest first. */
import { warehouse } from '@recoup/contract';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApiList } from '../app/queries.ts';
import { useScope } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { EmptyState } from '../ui/states.tsx';
import { When } from '../ui/status.tsx';

export function Moves() {
  const { t, i18n } = useTranslation('warehouse');
  const terms = useTerms();
  const { site_id } = useScope();
  const navigate = useNavigate();
  const source = useApiList(warehouse.stockMoves, { query: { site_id } });
  const why = (code: string) =>
    i18n.exists(`moves.why.${code}`, { ns: 'warehouse' }) ? t(`moves.why.${code}`) : terms.gone(code);
  return (
    <ListTable
      source={source}
      label={t('stock.tab.moves')}
      rowKey={(row) => row.id}
      columns={[
        { key: 'at', head: t('moves.col.at'), width: 130, cell: (row) => <When at={row.at} as="dateTime" /> },
        { key: 'lpn', head: t('units.col.lpn'), width: 150, cell: (row) => <Code>{row.unit.lpn}</Code> },
        { key: 'title', head: t('units.col.item'), cut: true, cell: (row) => row.unit.title },
        { key: 'why', head: t('moves.col.why'), width: 130, cell: (row) => why(row.why) },
        {
          key: 'from',
          head: t('moves.col.from'),
          width: 92,
          cell: (row) => (row.from ? <Code>{row.from}</Code> : <span className="r-ink3">—</span>),
        },
        {
          key: 'to',
          head: t('moves.col.to'),
          width: 92,
          cell: (row) => (row.to ? <Code>{row.to}</Code> : <span className="r-ink3">{t('moves.out')}</span>),
        },
        { key: 'by', head: t('moves.col.by'), width: 130, from: 820, cell: (row) => row.by.name },
        { key: 'site', head: t('parcels.col.site'), width: 110, from: 940, cell: (row) => row.site.name },
      ]}
      onOpen={(row) => void navigate({ to: '/units/$id', params: { id: row.unit.id } })}
      empty={<EmptyState title={t('moves.empty')} note={t('moves.empty_note')} />}
    />
  );
}
