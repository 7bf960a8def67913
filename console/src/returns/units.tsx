/** What came, thing by thing, under its licence plate. */
import type { ReturnDetail } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { type Column, ListTable } from '../ui/list-table.tsx';
import { Section } from '../ui/page.tsx';
import { Status, type Tone } from '../ui/status.tsx';
import { asSource } from './as-source.ts';

type Unit = ReturnDetail['units'][number];

export function Units({ at }: { at: ReturnDetail }) {
  const { t } = useTranslation('returns');
  const terms = useTerms();
  const columns = useMemo<Column<Unit>[]>(
    () => [
      {
        key: 'lpn',
        head: t('units.lpn'),
        width: 150,
        cell: (unit) => (
          <Link to={`/units/${unit.id}` as '/'}>
            <Code>{unit.lpn}</Code>
          </Link>
        ),
      },
      { key: 'title', head: t('list.item'), cut: true, cell: (unit) => unit.title },
      {
        key: 'serial',
        head: t('units.serial'),
        width: 140,
        from: 860,
        cell: (unit) => (unit.serial ? <Code>{unit.serial}</Code> : <span className="r-ink3">—</span>),
      },
      {
        key: 'stage',
        head: t('units.stage'),
        width: 160,
        cell: (unit) => <Status tone={toneOf(unit)}>{terms.unit_stage(unit.stage)}</Status>,
      },
      {
        key: 'bin',
        head: t('units.bin'),
        width: 120,
        from: 640,
        cell: (unit) => (unit.bin ? <Code>{unit.bin}</Code> : <span className="r-ink3">—</span>),
      },
      {
        key: 'acceptance',
        head: t('units.acceptance'),
        width: 120,
        from: 760,
        cell: (unit) =>
          unit.arrival !== 'right' ? (
            <Status tone="diff">{terms.arrival(unit.arrival)}</Status>
          ) : unit.acceptance ? (
            <Status tone={unit.acceptance === 'accepted' ? 'good' : unit.acceptance === 'ask' ? 'clock' : 'diff'}>
              {terms.acceptance(unit.acceptance)}
            </Status>
          ) : (
            <span className="r-ink3">—</span>
          ),
      },
    ],
    [t, terms],
  );
  if (at.units.length === 0) return null;
  return (
    <Section title={t('units.title')} aside={t('where.units', { count: at.units.length })}>
      <ListTable
        source={asSource(at.units)}
        columns={columns}
        rowKey={(unit) => unit.id}
        label={t('units.title')}
        keysOn={false}
        foot={false}
        empty={null}
      />
    </Section>
  );
}

function toneOf({ stage }: Unit): Tone {
  return stage === 'gone' || stage === 'ready' ? 'good' : stage === 'arrived' ? 'here' : 'idle';
}
