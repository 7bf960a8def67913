/** What was owed on a day, and the rows behind it: ours with their source, and the workspace's own, which count first. */
import { type DutyRate, dutyApi, dutyKind } from '@recoup/contract';
import { App, Button, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiList, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { Code } from '../ui/code.tsx';
import { Field } from '../ui/field.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Section } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { EmptyState, ErrorState } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';

const digits = (typed: string) => typed.replaceAll(/\D/g, '');
/** 8508110000 as customs writes it: 8508.11.0000 */
const dotted = (hts: string) => [hts.slice(0, 4), hts.slice(4, 6), hts.slice(6)].filter(Boolean).join('.');

export function Rates() {
  const { t } = useTranslation('duty');
  const f = useFormat();
  const { may } = useSession();
  const [hts, setHts] = useState('');
  const [editing, setEditing] = useState<DutyRate | 'new' | null>(null);
  const source = useApiList(dutyApi.rates, {
    query: { limit: 200, ...(digits(hts).length >= 2 ? { hts: digits(hts) } : {}) },
  });
  return (
    <>
      <Lookup hts={hts} setHts={setHts} />
      <Section
        title={t('rates.title')}
        aside={t('rates.aside')}
        verbs={may('settings.write') && <Button onClick={() => setEditing('new')}>{t('rates.add')}</Button>}
      >
        <ListTable
          source={source}
          label={t('rates.title')}
          rowKey={(row) => row.id ?? `${row.kind}${row.hts}${row.origin}${row.from}`}
          {...(may('settings.write') ? { onOpen: (row: DutyRate) => row.own && setEditing(row) } : {})}
          columns={[
            {
              key: 'hts',
              head: t('col.hts'),
              width: 120,
              cell: (row) => (row.hts ? <Code>{dotted(row.hts)}</Code> : t('every_code')),
            },
            { key: 'origin', head: t('col.origin'), width: 80, cell: (row) => row.origin ?? t('every_origin') },
            { key: 'kind', head: t('col.kind'), width: 120, cell: (row) => t(`kind.${row.kind}`) },
            { key: 'label', head: t('col.label'), cut: true, cell: (row) => row.label },
            {
              key: 'rate',
              head: t('col.rate'),
              width: 80,
              align: 'right',
              cell: (row) => f.percent(row.rate / 10_000, 2),
            },
            {
              key: 'days',
              head: t('col.days'),
              width: 190,
              cell: (row) => t(row.to ? 'from_to' : 'from_on', { from: row.from, to: row.to }),
            },
            { key: 'source', head: t('col.source'), width: 190, from: 980, cell: (row) => <Source row={row} /> },
          ]}
          empty={<EmptyState title={t('rates.empty')} note={t('rates.empty_note')} />}
        />
      </Section>
      {editing && <RateDialog rate={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function Source({ row }: { row: DutyRate }) {
  const { t } = useTranslation('duty');
  const words = row.own ? t('own') : row.checked_on ? t('checked', { day: row.checked_on }) : t('not_checked');
  return (
    <Status tone={row.own || row.checked_on ? 'good' : 'clock'}>
      {row.source_url ? (
        <a href={row.source_url} target="_blank" rel="noopener noreferrer">
          {words}
        </a>
      ) : (
        words
      )}
    </Status>
  );
}

function Lookup({ hts, setHts }: { hts: string; setHts: (hts: string) => void }) {
  const { t } = useTranslation('duty');
  const f = useFormat();
  const [origin, setOrigin] = useState('CN');
  const [on, setOn] = useState(new Date().toISOString().slice(0, 10));
  const ready = digits(hts).length >= 4 && /^[A-Z]{2}$/.test(origin) && /^\d{4}-\d{2}-\d{2}$/.test(on);
  const { data } = useApi(dutyApi.lookup, { query: { hts: digits(hts), origin, on } }, { on: ready, keep: false });
  return (
    <Section title={t('lookup.title')}>
      <div className="costs-form">
        <Field label={t('col.hts')}>
          <Input
            value={hts}
            placeholder="8508.11.0000"
            maxLength={14}
            onChange={(event) => setHts(event.target.value)}
          />
        </Field>
        <Field label={t('col.origin')}>
          <Input
            value={origin}
            maxLength={2}
            style={{ width: 80 }}
            onChange={(event) => setOrigin(event.target.value.toUpperCase())}
          />
        </Field>
        <Field label={t('lookup.on')}>
          <Input type="date" value={on} onChange={(event) => setOn(event.target.value)} />
        </Field>
      </div>
      {ready && data && (
        <div className="duty-found">
          {data.rows.length === 0 || data.total === null ? (
            <p className="r-quiet">{t('lookup.unknown')}</p>
          ) : (
            <Rows
              rows={[
                ...data.rows.map((row) => ({
                  key: `${row.kind}${row.hts}`,
                  label: t(`kind.${row.kind}`),
                  note: row.label,
                  value: f.percent(row.rate / 10_000, 2),
                })),
                { key: 'total', label: t('lookup.total'), value: f.percent(data.total / 10_000, 2), total: true },
                {
                  key: 'back',
                  label: t('lookup.drawback'),
                  note: data.verified ? undefined : t('lookup.not_verified'),
                  value: f.percent((data.drawback ?? 0) / 10_000, 2),
                },
              ].map(({ note, ...row }) => ({ ...row, ...(note ? { note } : {}) }))}
            />
          )}
        </div>
      )}
    </Section>
  );
}

function RateDialog({ rate, onClose }: { rate: DutyRate | null; onClose: () => void }) {
  const { t } = useTranslation('duty');
  const { message } = App.useApp();
  const [mine, setMine] = useState({
    hts: rate?.hts ?? '',
    origin: rate?.origin ?? 'CN',
    kind: rate?.kind ?? ('general' as DutyRate['kind']),
    rate: rate?.rate ?? 0,
    from: rate?.from ?? '',
    to: rate?.to ?? '',
    label: rate?.label ?? '',
    source_url: rate?.source_url ?? '',
  });
  const add = useMove(dutyApi.addRate);
  const change = useMove(dutyApi.changeRate);
  const remove = useMove(dutyApi.removeRate);
  const problem = add.problem ?? change.problem ?? remove.problem;
  const set = (part: Partial<typeof mine>) => setMine({ ...mine, ...part });
  const body = {
    ...mine,
    hts: digits(mine.hts),
    origin: mine.origin || null,
    to: mine.to || null,
    source_url: mine.source_url || null,
    checked_on: rate?.checked_on ?? null,
    drawback: rate?.drawback ?? true,
  };
  const done = (answer: unknown) => {
    if (!answer) return;
    void message.success(t('rates.saved'));
    onClose();
  };
  return (
    <Modal
      open
      title={t(rate ? 'rates.change' : 'rates.add')}
      onCancel={onClose}
      okText={t('rates.save')}
      cancelText={t('cancel')}
      confirmLoading={add.busy || change.busy}
      okButtonProps={{ disabled: mine.label.trim() === '' || mine.from === '' }}
      onOk={async () => done(rate?.id ? await change.run({ params: { id: rate.id }, body }) : await add.run({ body }))}
    >
      <div className="duty-dialog">
        <Field label={t('col.hts')} help={t('rates.hts_help')} name="hts" problem={problem}>
          <Input value={mine.hts} maxLength={14} onChange={(event) => set({ hts: event.target.value })} />
        </Field>
        <Field label={t('col.origin')} name="origin" problem={problem}>
          <Input
            value={mine.origin}
            maxLength={2}
            onChange={(event) => set({ origin: event.target.value.toUpperCase() })}
          />
        </Field>
        <Field label={t('col.kind')}>
          <Select
            value={mine.kind}
            onChange={(kind) => set({ kind })}
            options={dutyKind.options.map((one) => ({ value: one, label: t(`kind.${one}`) }))}
          />
        </Field>
        <Field label={t('col.rate')} name="rate" problem={problem}>
          <InputNumber
            value={mine.rate / 100}
            min={0}
            max={1_000}
            precision={2}
            suffix="%"
            onChange={(next) => typeof next === 'number' && set({ rate: Math.round(next * 100) })}
          />
        </Field>
        <Field label={t('rates.from')} name="from" problem={problem}>
          <Input type="date" value={mine.from} onChange={(event) => set({ from: event.target.value })} />
        </Field>
        <Field label={t('rates.to')} optional name="to" problem={problem}>
          <Input type="date" value={mine.to} onChange={(event) => set({ to: event.target.value })} />
        </Field>
        <Field label={t('col.label')} name="label" problem={problem}>
          <Input value={mine.label} maxLength={120} onChange={(event) => set({ label: event.target.value })} />
        </Field>
        <Field label={t('col.source')} optional name="source_url" problem={problem}>
          <Input
            value={mine.source_url}
            maxLength={500}
            onChange={(event) => set({ source_url: event.target.value })}
          />
        </Field>
      </div>
      {problem && <ErrorState title={t('not_done')} words={problem.words} requestId={problem.requestId} />}
      {rate?.id && (
        <Button
          danger
          type="text"
          loading={remove.busy}
          onClick={async () => done(await remove.run({ params: { id: rate.id! } }))}
        >
          {t('rates.remove')}
        </Button>
      )}
    </Modal>
  );
}
