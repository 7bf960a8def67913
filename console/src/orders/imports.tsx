/** Files that came in, and the way to bring in another one. */
import './orders.css';
import { type ImportJob, orders } from '@recoup/contract';
import { useNavigate } from '@tanstack/react-router';
import { Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, upload } from '../app/api.ts';
import { useProblemWords } from '../app/problem-words.ts';
import { useApiList } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { Field } from '../ui/field.tsx';
import { FileDrop } from '../ui/file-drop.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { Note, Page, Section } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Status, type Tone, When } from '../ui/status.tsx';
import { ProgressBar } from '../ui/value-bar.tsx';
import { OrdersTabs } from './tabs.tsx';

export const importTones: Record<ImportJob['state'], Tone> = {
  mapping: 'clock',
  queued: 'idle',
  running: 'move',
  done: 'good',
  failed: 'bad',
  cancelled: 'idle',
};

export function Imports() {
  const { t } = useTranslation('orders');
  const { me, may } = useSession();
  const scope = useScope();
  const navigate = useNavigate();
  const words = useProblemWords();
  const [what, setWhat] = useState<'orders' | 'products'>('orders');
  const [brand, setBrand] = useState(scope.brand_id ?? me.brands[0]?.id);
  const source = useApiList(orders.imports, { query: {} });
  const open = async (file: File, progress: (share: number) => void) => {
    try {
      const sent = await upload(file, progress);
      const preview = await call(orders.startImport, { body: { brand_id: brand!, file_id: sent.id, what } });
      void navigate({ to: '/orders/import/$id', params: { id: preview.job.id } });
    } catch (error) {
      throw new Error(words(error).words);
    }
  };
  return (
    <Page title={t('imports.title')} tab={t('imports.title')} verbs={<OrdersTabs now="imports" />}>
      {may('orders.write') && brand && (
        <Section title={t('imports.new')}>
          <div className="orders-settings">
            <Field label={t('imports.what')}>
              <Segmented
                value={what}
                onChange={setWhat}
                options={[
                  { value: 'orders', label: t('imports.orders') },
                  { value: 'products', label: t('imports.products') },
                ]}
              />
            </Field>
            {me.brands.length > 1 && (
              <Field label={t('imports.brand')}>
                <Select
                  style={{ width: 200 }}
                  value={brand}
                  onChange={setBrand}
                  options={me.brands.map((one) => ({ value: one.id, label: one.name }))}
                />
              </Field>
            )}
          </div>
          <FileDrop
            accept=".csv,.xlsx,.json,.ndjson,.txt"
            maxBytes={60_000_000}
            send={open}
            note={t('imports.kinds')}
          />
          <Note>{t('imports.safe')}</Note>
        </Section>
      )}
      <Section title={t('imports.before')}>
        <ListTable
          source={source}
          label={t('imports.before')}
          rowKey={(row) => row.id}
          onOpen={(row) => void navigate({ to: '/orders/import/$id', params: { id: row.id } })}
          columns={[
            { key: 'at', head: t('imports.at'), width: 130, cell: (row) => <When at={row.created_at} as="dateTime" /> },
            { key: 'file', head: t('imports.file'), cut: true, cell: (row) => <strong>{row.file_name}</strong> },
            { key: 'what', head: t('imports.what'), width: 110, cell: (row) => t(`imports.${row.what}`) },
            {
              key: 'state',
              head: t('imports.state'),
              width: 170,
              cell: (row) =>
                row.state === 'running' && row.total ? (
                  <ProgressBar
                    share={row.done / row.total}
                    label={t('imports.progress', { done: row.done, total: row.total })}
                  />
                ) : (
                  <Status tone={importTones[row.state]}>{t(`imports.states.${row.state}`)}</Status>
                ),
            },
            { key: 'created', head: t('imports.created'), width: 90, align: 'right', cell: (row) => row.created_rows },
            { key: 'updated', head: t('imports.updated'), width: 90, align: 'right', cell: (row) => row.updated_rows },
            { key: 'failed', head: t('imports.left_out'), width: 90, align: 'right', cell: (row) => row.failed_rows },
          ]}
          empty={<EmptyState title={t('imports.none')} note={t('imports.none_note')} />}
        />
      </Section>
    </Page>
  );
}
