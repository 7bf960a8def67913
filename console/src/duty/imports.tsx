/** What came into the United States and what duty it paid, entered by hand or as a table. */
import { dutyApi, type Me } from '@recoup/contract';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, InputNumber, Modal, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../app/problem.ts';
import { useProblemWords } from '../app/problem-words.ts';
import { useApiList, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { Code } from '../ui/code.tsx';
import { Field } from '../ui/field.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { MoneyInput } from '../ui/money-input.tsx';
import { EmptyState, ErrorState } from '../ui/states.tsx';

/** The header of a table of imports, and how customs writes an entry number; the same in every language. */
const COLUMNS = 'entry_number, date, port, sku, quantity, value, duty';
const ENTRY_LOOKS = 'ABC-1234567-8';

type Brand = Me['brands'][number];
type Answer = { added: number; failed: { row: number; code: string; facts: Record<string, unknown> }[] };

export function Imports({ brand }: { brand: Brand }) {
  const { t } = useTranslation('duty');
  const f = useFormat();
  const { may } = useSession();
  const [adding, setAdding] = useState(false);
  const source = useApiList(dutyApi.importEntries, { query: { brand_id: brand.id } });
  return (
    <>
      {may('products.write') && (
        <div className="duty-verbs">
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('imports.add')}
          </Button>
          <TableOfImports brandId={brand.id} />
        </div>
      )}
      <ListTable
        source={source}
        label={t('view.imports')}
        rowKey={(row) => row.id}
        rowHeight={54}
        columns={[
          { key: 'number', head: t('col.entry'), width: 150, cell: (row) => <Code>{row.number}</Code> },
          { key: 'on', head: t('col.imported'), width: 120, cell: (row) => f.calendarDay(row.on) },
          { key: 'port', head: t('col.port'), width: 120, cut: true, from: 800, cell: (row) => row.port },
          {
            key: 'lines',
            head: t('col.goods'),
            cut: true,
            cell: (row) => row.lines.map((line) => `${line.quantity} × ${line.sku}`).join(t('comma')),
          },
          {
            key: 'claimed',
            head: t('col.claimed'),
            width: 110,
            align: 'right',
            cell: (row) =>
              t('of', {
                some: row.lines.reduce((sum, line) => sum + line.claimed, 0),
                all: row.lines.reduce((sum, line) => sum + line.quantity, 0),
              }),
          },
          { key: 'by', head: t('col.claim_by'), width: 130, cell: (row) => f.calendarDay(row.claim_by) },
          { key: 'duty', head: t('col.duty'), width: 110, align: 'right', cell: (row) => <Money value={row.duty} /> },
        ]}
        empty={<EmptyState title={t('imports.empty')} note={t('imports.empty_note')} />}
      />
      {adding && <ImportDialog brand={brand} onClose={() => setAdding(false)} />}
    </>
  );
}

function TableOfImports({ brandId }: { brandId: string }) {
  const { t } = useTranslation('duty');
  const words = useProblemWords();
  const client = useQueryClient();
  const { modal, message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const send = async (file: File) => {
    setBusy(true);
    try {
      const form = new FormData();
      form.append('file', file);
      const response = await fetch(`/v1/import-entries/file?brand_id=${brandId}`, { method: 'POST', body: form });
      const answer: unknown = await response.json();
      if (!response.ok) {
        void message.error(words(new ApiProblem(answer as ConstructorParameters<typeof ApiProblem>[0])).words);
        return;
      }
      const { added, failed } = answer as Answer;
      void client.invalidateQueries();
      if (failed.length === 0) void message.success(t('imports.taken', { count: added }));
      else
        void modal.info({
          title: t('imports.taken', { count: added }),
          width: 560,
          content: (
            <ul className="duty-failed">
              {failed.map((one) => (
                <li key={`${one.row}${one.code}${JSON.stringify(one.facts)}`}>
                  <b>{t('imports.row', { row: one.row })}</b>{' '}
                  {words(new ApiProblem({ code: one.code, status: 409, details: one.facts })).words}
                </li>
              ))}
            </ul>
          ),
        });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Upload
        accept=".csv,.xlsx"
        showUploadList={false}
        beforeUpload={(file) => {
          void send(file);
          return false;
        }}
      >
        <Button loading={busy}>{t('imports.file')}</Button>
      </Upload>
      <span className="r-quiet">{COLUMNS}</span>
    </>
  );
}

type Line = { sku: string; quantity: number; value: number | null; duty: number | null };
const empty: Line = { sku: '', quantity: 1, value: null, duty: null };

function ImportDialog({ brand, onClose }: { brand: Brand; onClose: () => void }) {
  const { t } = useTranslation('duty');
  const { message } = App.useApp();
  const [number, setNumber] = useState('');
  const [on, setOn] = useState('');
  const [port, setPort] = useState('');
  const [lines, setLines] = useState<Line[]>([empty]);
  const add = useMove(dutyApi.addImportEntry);
  const set = (place: number, part: Partial<Line>) =>
    setLines(lines.map((line, at) => (at === place ? { ...line, ...part } : line)));
  const ready = number && on && port && lines.every((line) => line.sku && line.value !== null && line.duty !== null);
  return (
    <Modal
      open
      width={760}
      title={t('imports.add')}
      onCancel={onClose}
      okText={t('imports.save')}
      cancelText={t('cancel')}
      confirmLoading={add.busy}
      okButtonProps={{ disabled: !ready }}
      onOk={async () => {
        const given = lines.map((line) => ({ ...line, value: line.value ?? 0, duty: line.duty ?? 0 }));
        if (!(await add.run({ body: { brand_id: brand.id, number, on, port, lines: given } }))) return;
        void message.success(t('imports.taken', { count: 1 }));
        onClose();
      }}
    >
      <div className="costs-form">
        <Field label={t('col.entry')} name="number" problem={add.problem}>
          <Input
            value={number}
            placeholder={ENTRY_LOOKS}
            maxLength={20}
            onChange={(event) => setNumber(event.target.value)}
          />
        </Field>
        <Field label={t('col.imported')} name="on" problem={add.problem}>
          <Input type="date" value={on} onChange={(event) => setOn(event.target.value)} />
        </Field>
        <Field label={t('col.port')} name="port" problem={add.problem}>
          <Input value={port} maxLength={60} onChange={(event) => setPort(event.target.value)} />
        </Field>
      </div>
      <table className="costs-lines">
        <thead>
          <tr>
            <th>SKU</th>
            <th>{t('col.quantity')}</th>
            <th>{t('col.value')}</th>
            <th>{t('col.duty')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name until it is entered
            <tr key={place}>
              <td>
                <Input
                  aria-label="SKU"
                  value={line.sku}
                  onChange={(event) => set(place, { sku: event.target.value.trim() })}
                />
              </td>
              <td>
                <InputNumber
                  aria-label={t('col.quantity')}
                  min={1}
                  value={line.quantity}
                  onChange={(next) => set(place, { quantity: next ?? 1 })}
                />
              </td>
              <td>
                <MoneyInput value={line.value} currency={brand.currency} onChange={(value) => set(place, { value })} />
              </td>
              <td>
                <MoneyInput value={line.duty} currency={brand.currency} onChange={(duty) => set(place, { duty })} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button type="link" onClick={() => setLines([...lines, empty])}>
        {t('imports.line')}
      </Button>
      {add.problem && <ErrorState title={t('not_done')} words={add.problem.words} requestId={add.problem.requestId} />}
    </Modal>
  );
}
