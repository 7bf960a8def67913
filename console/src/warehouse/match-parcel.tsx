/** Whose is a blind parcel: found by the serial numbers in it, or by a search of returns and orders; its units join that return. */
import { desk, type Parcel, warehouse } from '@recoup/contract';
import { Button, Input } from 'antd';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { Code } from '../ui/code.tsx';
import { Section } from '../ui/page.tsx';
import { ErrorState } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';

type Candidate = { kind: 'return' | 'order'; id: string; code: string; title: string };

export function MatchParcel({ parcel }: { parcel: Parcel }) {
  const { t } = useTranslation('warehouse');
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), 200);
    return () => clearTimeout(timer);
  }, [text]);
  const found = useApi(desk.search, { query: { q: asked } }, { on: asked.length > 1 });
  const match = useMove(warehouse.match);
  const serial = parcel.units.find((unit) => unit.serial)?.serial ?? null;
  const sale = useApi(warehouse.scan, { query: { code: serial ?? '' } }, { on: serial !== null });
  const sold = sale.data?.kind === 'serial' ? sale.data : null;

  const candidates: Candidate[] =
    asked.length > 1
      ? (found.data?.rows ?? []).flatMap((row) =>
          row.kind === 'return' || row.kind === 'order'
            ? [{ kind: row.kind, id: row.id, code: row.code, title: row.title }]
            : [],
        )
      : sold
        ? [{ kind: 'order', id: sold.order.id, code: sold.order.number, title: sold.customer }]
        : [];
  const join = (to: Candidate) =>
    void match.run({
      params: { id: parcel.id },
      body: to.kind === 'return' ? { return_id: to.id } : { order_id: to.id },
    });
  return (
    <Section title={t('match.title')}>
      <p className="r-second">{parcel.stage === 'unpacked' ? t('match.note') : t('match.note_open')}</p>
      <Input
        className="warehouse-match"
        prefix={<Search size={15} aria-hidden="true" />}
        value={text}
        placeholder={t('match.placeholder')}
        aria-label={t('match.placeholder')}
        onChange={(event) => setText(event.target.value)}
      />
      {match.problem && (
        <ErrorState title={t('match.not_done')} words={match.problem.words} requestId={match.problem.requestId} />
      )}
      {asked.length <= 1 && sold && (
        <p>
          <Status tone="good">{t('match.by_serial', { serial: sold.serial })}</Status>
        </p>
      )}
      {asked.length > 1 && found.data && candidates.length === 0 && <p className="r-quiet">{t('match.nothing')}</p>}
      <ul className="warehouse-table">
        {candidates.map((each) => (
          <li key={`${each.kind} ${each.id}`}>
            <span className="r-quiet">{each.kind === 'return' ? t('match.return') : t('match.order')}</span>
            <Code>{each.code}</Code>
            <span className="warehouse-table-rest">{each.title}</span>
            <Button loading={match.busy} onClick={() => join(each)}>
              {each.kind === 'return' ? t('match.join_return') : t('match.join_order')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
