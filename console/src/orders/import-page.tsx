/** One file: their columns and ours, what would happen, what cannot come in yet, and how far it is. */
import './orders.css';
import { type AnswerOf, type ImportField, orders } from '@recoup/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { Download } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { openFile } from '../app/api.ts';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { Note, Page, PaneLayout, Section } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { StageRail } from '../ui/stage-rail.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Shape, Status } from '../ui/status.tsx';
import { ProgressBar } from '../ui/value-bar.tsx';
import { ImportSettings } from './import-settings.tsx';
import { ImportSheet } from './import-sheet.tsx';
import { importTones } from './imports.tsx';

export type Preview = AnswerOf<typeof orders.importPreview>;
const route = getRouteApi('/shell/orders/import/$id');

export function ImportPage() {
  const { t } = useTranslation('orders');
  const { id } = route.useParams();
  const { may } = useSession();
  const { data, problem, retry } = useApi(orders.importPreview, { params: { id } });
  const map = useMove(orders.mapImport);
  const run = useMove(orders.runImport);
  const cancel = useMove(orders.cancelImport);
  const state = data?.job.state;
  // Progress is told by events; a slow beat covers a lost line.
  useEffect(() => {
    if (state !== 'running' && state !== 'queued') return;
    const timer = setInterval(retry, 2_000);
    return () => clearInterval(timer);
  }, [state, retry]);
  if (problem) return <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />;
  if (!data) return <SkeletonRows rows={8} />;
  const { job } = data;
  const mapping = job.state === 'mapping';
  const change = (columns: { header: string; field: ImportField | null }[], settings: Preview['settings']) =>
    void map.run({ params: { id }, body: { columns, settings } });
  const columns = data.columns.map(({ header, field }) => ({ header, field }));
  const refused = map.problem ?? run.problem ?? cancel.problem;
  return (
    <PaneLayout right={<WhatHappens preview={data} />} rightTitle={t('import.what')} rightWidth={352}>
      <Page
        title={job.file_name}
        tab={job.file_name}
        aside={<Status tone={importTones[job.state]}>{t(`imports.states.${job.state}`)}</Status>}
        crumbs={[
          <Link key="imports" to="/orders/import">
            {t('imports.title')}
          </Link>,
          t(`imports.${job.what}`),
          job.brand.name,
        ]}
        verbs={
          may('orders.write') && (
            <>
              {(job.state === 'running' || job.state === 'queued' || mapping) && (
                <Button loading={cancel.busy} onClick={() => void cancel.run({ params: { id } })}>
                  {t(mapping ? 'import.drop' : 'import.stop')}
                </Button>
              )}
              {mapping && (
                <Button
                  type="primary"
                  loading={run.busy}
                  disabled={data.missing_fields.length > 0}
                  onClick={() => void run.run({ params: { id } })}
                >
                  {t('import.run', { count: job.what === 'orders' ? data.would.orders : data.would.products })}
                </Button>
              )}
            </>
          )
        }
      >
        <Stages preview={data} />
        {refused && <ErrorState title={t('import.not_done')} words={refused.words} requestId={refused.requestId} />}
        {(job.state === 'running' || job.state === 'queued') && (
          <Section title={t('import.running')} aside={t('import.leave')}>
            <div className="orders-progress">
              <ProgressBar share={job.total ? job.done / job.total : 0} label={t('import.running')} />
              <b>{t('imports.progress', { done: job.done, total: job.total ?? '…' })}</b>
            </div>
          </Section>
        )}
        {job.failure && <ErrorState title={t('import.failed')} words={job.failure} />}
        {(data.columns.length > 0 || mapping) && job.kind === 'table' && (
          <>
            <ImportSettings
              value={data.settings}
              disabled={!mapping || map.busy}
              onChange={(settings) => change(columns, settings)}
            />
            <Section title={t('import.columns')} aside={t('import.first_rows')}>
              <ImportSheet
                preview={data}
                disabled={!mapping || map.busy}
                onMap={(header, field) =>
                  change(
                    columns.map((one) => (one.header === header ? { header, field } : one)),
                    data.settings,
                  )
                }
              />
            </Section>
          </>
        )}
        {mapping && job.kind !== 'table' && (
          <ImportSettings
            value={data.settings}
            known
            disabled={map.busy}
            onChange={(settings) => change(columns, settings)}
          />
        )}
        <Problems preview={data} />
      </Page>
    </PaneLayout>
  );
}

function Stages({ preview: { job, columns, would } }: { preview: Preview }) {
  const { t } = useTranslation('orders');
  const at = { mapping: 1, queued: 2, running: 2, done: 3, failed: 2, cancelled: 1 }[job.state];
  const kept = columns.filter((one) => one.field !== null).length;
  const stages = [
    { key: 'file', name: t('import.stage.file'), note: t(`import.kind.${job.kind}`) },
    {
      key: 'columns',
      name: t('import.stage.columns'),
      note:
        job.kind === 'table' ? t('import.stage.kept', { kept, out: columns.length - kept }) : t('import.stage.known'),
    },
    {
      key: 'run',
      name: t('import.stage.run'),
      note: job.total
        ? t('imports.progress', { done: job.done, total: job.total })
        : t('import.stage.would', { count: would.orders || would.products }),
    },
    {
      key: 'done',
      name: t('import.stage.done'),
      note:
        job.state === 'done' ? t('import.stage.came', { created: job.created_rows, updated: job.updated_rows }) : '',
    },
  ];
  return (
    <StageRail
      stages={stages.map((stage, i) => ({
        key: stage.key,
        name: stage.name,
        note: stage.note,
        state: job.state === 'done' || i < at ? 'done' : i === at ? 'now' : 'to_come',
      }))}
    />
  );
}

function WhatHappens({ preview }: { preview: Preview }) {
  const { t } = useTranslation('orders');
  const { job, would, columns, missing_fields } = preview;
  const over = job.state !== 'mapping';
  return (
    <>
      <Section title={t(over ? 'import.happened' : 'import.what')}>
        <Rows
          rows={
            over
              ? [
                  { key: 'created', label: t('import.rows.created'), value: job.created_rows },
                  { key: 'updated', label: t('import.rows.updated'), value: job.updated_rows },
                  { key: 'unchanged', label: t('import.rows.unchanged'), value: job.unchanged_rows },
                  { key: 'failed', label: t('import.rows.failed'), value: job.failed_rows },
                ]
              : job.what === 'orders'
                ? [
                    { key: 'orders', label: t('import.rows.orders'), value: would.orders },
                    { key: 'lines', label: t('import.rows.lines'), value: would.lines },
                    { key: 'failed', label: t('import.rows.failed'), value: would.failed },
                  ]
                : [
                    { key: 'products', label: t('import.rows.products'), value: would.products },
                    { key: 'variants', label: t('import.rows.variants'), value: would.variants },
                    { key: 'failed', label: t('import.rows.failed'), value: would.failed },
                  ]
          }
        />
      </Section>
      {job.kind === 'table' && (
        <Section title={t('import.needs')}>
          <Rows
            rows={[
              ...missing_fields.map((field) => ({
                key: field,
                shape: <Shape tone="bad" />,
                label: t(`field.${field.replace('.', '_')}`),
                value: t('import.missing'),
              })),
              ...columns.flatMap((one) =>
                one.field
                  ? [
                      {
                        key: one.field,
                        shape: <Shape tone="good" />,
                        label: t(`field.${one.field.replace('.', '_')}`),
                        value: one.header,
                      },
                    ]
                  : [],
              ),
            ]}
          />
        </Section>
      )}
      <Note>
        <strong>{t('import.twice')}</strong> {t('import.twice_note')}
      </Note>
    </>
  );
}

function Problems({ preview: { problems, job } }: { preview: Preview }) {
  const { t } = useTranslation('orders');
  if (problems.length === 0 && job.failed_rows === 0) return null;
  const left = job.state === 'mapping' ? problems.reduce((sum, one) => sum + one.rows, 0) : job.failed_rows;
  return (
    <Section
      title={t('import.left_out', { count: left })}
      aside={t('import.kinds', { count: problems.length })}
      verbs={
        job.failed_rows > 0 && (
          <Button
            size="small"
            icon={<Download size={14} />}
            onClick={() =>
              void openFile(orders.importErrors, { params: { id: job.id } }, { save: `${job.file_name}-errors.csv` })
            }
          >
            {t('import.download', { count: job.failed_rows })}
          </Button>
        )
      }
    >
      <div className="orders-scroll">
        <table className="orders-table">
          <thead>
            <tr>
              <th className="r-num">{t('import.first_row')}</th>
              <th>{t('import.column')}</th>
              <th>{t('import.wrong')}</th>
              <th className="r-num">{t('import.row_count')}</th>
            </tr>
          </thead>
          <tbody>
            {problems.map((one) => (
              <tr key={`${one.code}/${one.field}`}>
                <td className="r-num">{one.example_row}</td>
                <td>{one.field}</td>
                <td>{one.message}</td>
                <td className="r-num">{one.rows}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
