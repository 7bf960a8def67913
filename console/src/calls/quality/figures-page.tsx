/** How calls went in a time: what they sounded like, how long buyers waited, why somebody could not come in. Each number says what it counts. */
import './quality.css';
import { type CallFiguresRow, callLine, type FiguresBy } from '@recoup/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../app/queries.ts';
import { useScope } from '../../app/session.tsx';
import { Defined } from '../../ui/defined.tsx';
import { useFormat } from '../../ui/locale.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Rows } from '../../ui/rows.tsx';
import { SentenceFilter } from '../../ui/sentence-filter.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { FactRow } from '../../ui/three-facts.tsx';
import { CompareBar } from '../../ui/value-bar.tsx';
import { wordOfScore } from './call-line.tsx';

const route = getRouteApi('/shell/calls/quality');
const DAY = 86_400_000;
const WAYS: FiguresBy[] = ['country', 'network', 'browser', 'relay', 'region', 'day'];

export function CallFiguresPage() {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const { days = '30', by = 'country' } = route.useSearch();
  const navigate = route.useNavigate();
  const { brand_id } = useScope();
  const to = f.dayKey(f.now);
  const from = f.dayKey(f.now - (Number(days) - 1) * DAY);
  const { data, problem, retry } = useApi(callLine.figures, { query: { from, to, by, brand_id } });
  return (
    <Page
      title={t('quality.title')}
      tab={t('quality.title')}
      crumbs={[
        <Link key="calls" to="/calls">
          {t('quality.calls')}
        </Link>,
      ]}
      sentence={
        <SentenceFilter
          sentence={t('quality.sentence')}
          words={{
            days: {
              value: days,
              changed: days !== '30',
              choices: ['7', '30', '90'].map((n) => ({ value: n, label: t('quality.days', { n }) })),
              onChange: (next) => void navigate({ search: (was) => ({ ...was, days: next as '7' }) }),
            },
            by: {
              value: by,
              changed: by !== 'country',
              choices: WAYS.map((way) => ({ value: way, label: t(`quality.by.${way}`) })),
              onChange: (next) => void navigate({ search: (was) => ({ ...was, by: next as FiguresBy }) }),
            },
          }}
        />
      }
    >
      {problem ? (
        <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />
      ) : !data ? (
        <SkeletonRows rows={6} height={54} />
      ) : data.all.calls === 0 ? (
        <EmptyState title={t('quality.no_calls')} note={t('quality.no_calls_note')} />
      ) : (
        <>
          <Facts all={data.all} />
          <Section title={t('quality.failures')}>
            <Failures all={data.all} />
          </Section>
          <Section title={t('quality.compared')}>
            <Table by={by} rows={data.rows} />
          </Section>
        </>
      )}
    </Page>
  );
}

function Facts({ all }: { all: CallFiguresRow }) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const share = (value: number | null) => (value === null ? '—' : f.percent(value / 10_000));
  const of = (key: string, value: ReactNode, note?: ReactNode) => ({
    label: t(`quality.figure.${key}`),
    value: <Defined words={t(`quality.is.${key}`)}>{value}</Defined>,
    ...(note ? { note } : {}),
  });
  return (
    <>
      <FactRow
        facts={[
          of('calls', f.number(all.calls), t('quality.minutes', { count: all.minutes })),
          of(
            'score',
            all.score === null ? '—' : f.number(all.score, 2),
            all.score === null ? undefined : t(`call.quality.${wordOfScore(all.score)}`),
          ),
          of('bad_minutes', share(all.bad_minutes)),
          of('relayed', share(all.relayed)),
        ]}
      />
      <FactRow
        facts={[
          of('missed', share(all.missed)),
          of(
            'wait',
            all.wait ? f.duration(Math.round(all.wait.p50)) : '—',
            all.wait && t('quality.nine_of_ten', { span: f.duration(Math.round(all.wait.p90)) }),
          ),
          of('answered_within_ring', share(all.answered_within_ring)),
        ]}
      />
    </>
  );
}

function Failures({ all }: { all: CallFiguresRow }) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const most = Math.max(1, ...all.failures.map(({ count }) => count));
  if (all.failures.length === 0) return <p className="r-quiet">{t('quality.no_failures')}</p>;
  return (
    <Rows
      rows={all.failures.map(({ reason, count }, at) => ({
        key: reason,
        label: t(`quality.why.${reason}`),
        value: (
          <span className="quality-bar">
            <CompareBar share={count / most} look={at === 0} width={120} />
            <b>{f.number(count)}</b>
          </span>
        ),
      }))}
    />
  );
}

function Table({ by, rows }: { by: FiguresBy; rows: readonly (CallFiguresRow & { key: string | null })[] }) {
  const { t, i18n } = useTranslation('calls');
  const f = useFormat();
  const share = (value: number | null) => (value === null ? '—' : f.percent(value / 10_000));
  const name = (key: string | null) => {
    if (key === null) return <span className="r-quiet">{t('quality.unknown')}</span>;
    if (by === 'country') return new Intl.DisplayNames(i18n.language, { type: 'region' }).of(key) ?? key;
    if (by === 'relay') return t(`quality.way.${key as 'direct'}`);
    return key;
  };
  return (
    <div className="quality-scroll">
      <table className="quality-table">
        <thead>
          <tr>
            <th>{t(`quality.by.${by}`)}</th>
            {(['calls', 'score', 'bad_minutes', 'relayed', 'missed', 'wait', 'failures'] as const).map((key) => (
              <th key={key} className="r-num">
                {t(`quality.figure.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key ?? ''}>
              <td>{name(row.key)}</td>
              <td className="r-num">{f.number(row.calls)}</td>
              <td className="r-num">{row.score === null ? '—' : f.number(row.score, 2)}</td>
              <td className="r-num">{share(row.bad_minutes)}</td>
              <td className="r-num">{share(row.relayed)}</td>
              <td className="r-num">{share(row.missed)}</td>
              <td className="r-num">{row.wait ? f.duration(Math.round(row.wait.p50)) : '—'}</td>
              <td className="r-num">{f.number(row.failures.reduce((sum, { count }) => sum + count, 0))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
