/** Counted goods by site: new products and parts, what is free of them, and what orders wait for. */
import './parts.css';
import { type StockLevel, stockLevels } from '@recoup/contract';
import { Button, Segmented } from 'antd';
import { FileUp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiList } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { Code } from '../ui/code.tsx';
import { Item } from '../ui/list-parts.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { useFormat } from '../ui/locale.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { ImportSheet } from './import-sheet.tsx';
import { StockForm, type StockMove } from './stock-forms.tsx';
import { usePartName } from './words.ts';

const states = ['all', 'out', 'wanted'] as const;

export function CountedStock({ q }: { q: string | undefined }) {
  const { t } = useTranslation('parts');
  const f = useFormat();
  const scope = useScope();
  const { may } = useSession();
  const nameOf = usePartName();
  const [state, setState] = useState<(typeof states)[number]>('all');
  const [loading, setLoading] = useState(false);
  const [move, setMove] = useState<{ move: StockMove; level: StockLevel } | null>(null);
  const list = useApiList(stockLevels.list, { query: { ...scope, q, ...(state === 'all' ? {} : { state }) } });
  return (
    <>
      <div className="warehouse-stock-head">
        <Segmented
          value={state}
          onChange={setState}
          options={states.map((one) => ({ value: one, label: t(`levels.${one}`) }))}
        />
        {may('warehouse.stock') && (
          <Button icon={<FileUp size={16} />} onClick={() => setLoading(true)}>
            {t('levels.import')}
          </Button>
        )}
      </div>
      <ListTable<StockLevel>
        source={list}
        label={t('levels.title')}
        rowKey={(row) => row.id}
        rowHeight={54}
        columns={[
          {
            key: 'item',
            head: t('col.part'),
            cell: (row) => (
              <Item
                photo={row.goods.thumb_url}
                title={nameOf(row.goods)}
                note={
                  <>
                    <Code>{row.goods.sku}</Code> {t(`kind.${row.goods.kind}`)}
                  </>
                }
              />
            ),
          },
          { key: 'site', head: t('col.site'), width: 110, cell: (row) => row.site.name },
          {
            key: 'bin',
            head: t('stock.bin'),
            width: 100,
            from: 800,
            cell: (row) => (row.bin ? <Code>{row.bin}</Code> : '—'),
          },
          {
            key: 'free',
            head: t('stock.free'),
            width: 110,
            align: 'right',
            cell: (row) => (row.free === 0 ? <Status tone="clock">{t('out')}</Status> : <b>{f.number(row.free)}</b>),
          },
          {
            key: 'reserved',
            head: t('stock.reserved'),
            width: 90,
            align: 'right',
            cell: (row) => f.number(row.reserved),
          },
          { key: 'on_hand', head: t('stock.on_hand'), width: 90, align: 'right', cell: (row) => f.number(row.on_hand) },
          {
            key: 'expected',
            head: t('stock.expected'),
            width: 150,
            from: 900,
            align: 'right',
            cell: (row) =>
              row.expected_quantity
                ? t('stock.expected_on', {
                    count: row.expected_quantity,
                    day: row.expected_on ? f.calendarDay(row.expected_on) : t('not_expected'),
                  })
                : '—',
          },
          ...(may('warehouse.stock')
            ? [
                {
                  key: 'moves',
                  head: '',
                  width: 170,
                  cell: (row: StockLevel) => (
                    <span className="parts-moves">
                      {(['receive', 'adjust'] as const).map((one) => (
                        <Button
                          key={one}
                          size="small"
                          onClick={(event) => {
                            event.stopPropagation();
                            setMove({ move: one, level: row });
                          }}
                        >
                          {t(`stock.${one}`)}
                        </Button>
                      ))}
                    </span>
                  ),
                },
              ]
            : []),
        ]}
        empty={<EmptyState title={t('levels.empty')} note={t('levels.empty_note')} />}
      />
      {loading && <ImportSheet of="levels" onClose={() => setLoading(false)} />}
      {move && (
        <StockForm
          move={move.move}
          goods={{ kind: move.level.goods.kind, id: move.level.goods.id }}
          siteId={move.level.site.id}
          level={move.level}
          done={() => setMove(null)}
        />
      )}
    </>
  );
}
