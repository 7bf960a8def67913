/** The lines as numbers: asked, received, accepted; how good it came and which way it goes. */
import type { ReturnDetail } from '@recoup/contract';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import { Item } from '../ui/list-parts.tsx';
import { type Column, ListTable } from '../ui/list-table.tsx';
import { Money } from '../ui/money.tsx';
import { Section } from '../ui/page.tsx';
import { Status } from '../ui/status.tsx';
import { asSource } from './as-source.ts';
import { unitsOf } from './units-of.ts';

type Line = ReturnDetail['lines'][number];

export function Lines({ at }: { at: ReturnDetail }) {
  const { t } = useTranslation('returns');
  const terms = useTerms();
  const columns = useMemo<Column<Line>[]>(
    () => [
      {
        key: 'item',
        head: t('list.item'),
        cell: (line) => (
          <Item photo={line.photo_url} title={<b className="r-medium">{line.title}</b>} note={line.sku} />
        ),
      },
      {
        key: 'reason',
        head: t('lines.reason'),
        width: 168,
        from: 620,
        cut: true,
        cell: (line) => <span title={terms.why(line)}>{terms.why(line)}</span>,
      },
      { key: 'asked', head: t('lines.asked'), width: 56, align: 'right', cell: (line) => line.quantity },
      {
        key: 'received',
        head: t('lines.received'),
        width: 74,
        align: 'right',
        cell: (line) => (line.received < line.quantity && isHere(at) ? <b>{line.received}</b> : line.received),
      },
      {
        key: 'accepted',
        head: t('lines.accepted'),
        width: 78,
        align: 'right',
        cell: (line) => (line.rejected > 0 ? t('lines.of', { n: line.accepted, of: line.received }) : line.accepted),
      },
      { key: 'grade', head: t('lines.grade'), width: 136, from: 900, cell: (line) => <Grade at={at} line={line} /> },
      { key: 'way', head: t('lines.way'), width: 132, from: 680, cell: (line) => <Way at={at} line={line} /> },
      { key: 'paid', head: t('list.paid'), width: 88, align: 'right', cell: (line) => <Money value={line.paid} /> },
    ],
    [t, terms, at],
  );
  return (
    <Section title={t('lines.title')}>
      <ListTable
        source={asSource(at.lines)}
        columns={columns}
        rowKey={(line) => line.id}
        rowHeight={54}
        label={t('lines.title')}
        keysOn={false}
        foot={false}
        empty={null}
      />
      {at.lines.some((line) => line.comment) && (
        <ul className="returns-comments">
          {at.lines
            .filter((line) => line.comment)
            .map((line) => (
              <li key={line.id}>
                <b>{t('lines.buyer_says')}</b> {line.comment}
              </li>
            ))}
        </ul>
      )}
    </Section>
  );
}

const isHere = ({ stage }: ReturnDetail) => stage === 'received' || stage === 'closed';

function Grade({ at, line }: { at: ReturnDetail; line: Line }) {
  const terms = useTerms();
  const graded = unitsOf(at, line).filter((unit) => unit.grade);
  if (graded.length === 0) return <span className="r-ink3">—</span>;
  const only = graded.length === 1 ? graded[0]! : null;
  return (
    <span className="r-nowrap">
      <b>{graded.map((unit) => unit.grade).join(', ')}</b> {only && <span className="r-quiet">{terms.axes(only)}</span>}
    </span>
  );
}

function Way({ at, line }: { at: ReturnDetail; line: Line }) {
  const { t } = useTranslation('returns');
  const terms = useTerms();
  const units = unitsOf(at, line);
  const ways = [...new Set(units.map((unit) => unit.disposition).filter((way) => way !== null))];
  if (ways.length > 0) {
    return (
      <Status tone={units.some((unit) => unit.acceptance === 'rejected') ? 'diff' : 'good'}>
        {ways.map(terms.disposition).join(', ')}
      </Status>
    );
  }
  if (line.rejected > 0) return <Status tone="diff">{terms.acceptance('rejected')}</Status>;
  if (isHere(at) && line.received < line.quantity) {
    return <Status tone="diff">{t('lines.short', { count: line.quantity - line.received })}</Status>;
  }
  if (units.length > 0) return <Status tone="idle">{terms.unit_stage(units[0]!.stage)}</Status>;
  return <span className="r-ink3">—</span>;
}
