/** Every unit, oldest first: where it is, what was decided, did money move. */
import './warehouse.css';
import { disposition, grade, type Unit, unitStage, warehouse } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRememberList } from '../app/neighbours.tsx';
import { useApiList } from '../app/queries.ts';
import { useScope } from '../app/session.tsx';
import { useGoodsName } from '../goods/names.ts';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { Item } from '../ui/list-parts.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { Money } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { SentenceFilter } from '../ui/sentence-filter.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Shape, Status, When } from '../ui/status.tsx';
import { GoodsTabs } from './goods-tabs.tsx';
import { useUnitFacts } from './unit-words.tsx';

const route = getRouteApi('/shell/units');

export function Units() {
  const { t } = useTranslation('warehouse');
  const terms = useTerms();
  const nameOf = useGoodsName();
  const factsOf = useUnitFacts();
  const scope = useScope();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const source = useApiList(warehouse.units, { query: { ...scope, ...search } });
  useRememberList(
    'units',
    source.rows.map((row) => row.id),
    source.total,
  );
  const set = (part: Partial<typeof search>) => void navigate({ search: (was) => ({ ...was, ...part }) });
  const clauses = [
    {
      key: 'grade',
      name: t('units.clause.grade'),
      phrase: t('units.clause.grade_phrase'),
      word: {
        any: t('units.any_grade'),
        value: search.grade,
        choices: grade.options.map((value) => ({ value, label: value })),
        onChange: (value: string | undefined) => set({ grade: grade.optional().parse(value) }),
      },
    },
    {
      key: 'sku',
      name: t('units.clause.sku'),
      phrase: t('units.clause.sku_phrase'),
      word: {
        any: t('units.any_sku'),
        value: search.sku,
        typed: 'text' as const,
        onChange: (sku: string | undefined) => set({ sku }),
      },
    },
    {
      key: 'q',
      name: t('units.clause.q'),
      phrase: t('units.clause.q_phrase'),
      word: {
        any: t('units.any_q'),
        value: search.q,
        typed: 'text' as const,
        onChange: (q: string | undefined) => set({ q }),
      },
    },
    ...(search.bin_id
      ? [
          {
            key: 'bin',
            name: t('units.clause.bin'),
            phrase: t('units.clause.bin_phrase'),
            word: {
              any: t('units.any_bin'),
              value: search.bin_id,
              reads: source.rows[0]?.bin?.code ?? t('units.this_bin'),
              choices: [],
              onChange: () => set({ bin_id: undefined }),
            },
          },
        ]
      : []),
  ];
  return (
    <Page
      ground="surface"
      title={t('units.title')}
      tab={t('units.title')}
      verbs={<GoodsTabs here="units" />}
      sentence={
        <SentenceFilter
          sentence={t('units.sentence')}
          words={{
            stage: {
              any: t('units.any_stage'),
              value: search.stage,
              choices: unitStage.options
                .filter((value) => value !== 'in_repair')
                .map((value) => ({ value, label: terms.unit_stage(value) })),
              onChange: (value) => set({ stage: unitStage.optional().parse(value) }),
            },
            way: {
              any: t('units.any_way'),
              value: search.disposition,
              choices: disposition.options.map((value) => ({ value, label: terms.disposition(value) })),
              onChange: (value) => set({ disposition: disposition.optional().parse(value) }),
            },
          }}
          clauses={clauses}
        />
      }
    >
      <ListTable
        source={source}
        label={t('units.title')}
        rowKey={(row) => row.id}
        rowHeight={54}
        sentenceKey
        columns={[
          {
            key: 'arrived',
            head: t('units.col.arrived'),
            width: 104,
            cell: (row) => <When at={row.arrived_at} as="date" />,
          },
          { key: 'lpn', head: t('units.col.lpn'), width: 150, cell: (row) => <Code>{row.lpn}</Code> },
          {
            key: 'item',
            head: t('units.col.item'),
            cell: (row) => (
              <Item
                photo={row.photo_url}
                title={nameOf(row)}
                note={[row.sku, row.serial].filter(Boolean).join(' · ')}
              />
            ),
          },
          { key: 'where', head: t('units.col.where'), width: 168, cell: (row) => <Where unit={row} /> },
          {
            key: 'grade',
            head: t('units.col.grade'),
            width: 62,
            cell: (row) => (row.grade ? <b>{row.grade}</b> : <span className="r-ink3">—</span>),
          },
          {
            key: 'decided',
            head: t('units.col.decided'),
            width: 156,
            cell: (row) => {
              const { decided } = factsOf(row);
              return <Status tone={decided.tone}>{decided.word}</Status>;
            },
          },
          {
            key: 'money',
            head: t('units.col.money'),
            width: 104,
            align: 'right',
            from: 900,
            cell: (row) => <Money value={row.recovered} />,
          },
        ]}
        onOpen={(row) => void navigate({ to: '/units/$id', params: { id: row.id } })}
        empty={<EmptyState title={t('units.empty')} note={t('units.empty_note')} />}
      />
    </Page>
  );
}

function Where({ unit }: { unit: Unit }) {
  const terms = useTerms();
  const word = unit.stage === 'gone' && unit.gone_as ? terms.gone(unit.gone_as) : terms.unit_stage(unit.stage);
  return (
    <span className="warehouse-where">
      <span>
        <Shape tone={unit.stage === 'gone' ? 'move' : 'here'} /> {word}
      </span>
      <span className="r-second">{[unit.bin?.code, unit.site.name].filter(Boolean).join(' · ')}</span>
    </span>
  );
}
