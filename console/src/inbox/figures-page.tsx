/** What the inbox did in a time: how fast, how often at once, promises kept, what buyers say. Each number says what it counts. */
import './inbox.css';
import { inbox } from '@recoup/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useScope } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { Defined } from '../ui/defined.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Columns, Page, Section } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { SentenceFilter } from '../ui/sentence-filter.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { FactRow } from '../ui/three-facts.tsx';
import { CompareBar } from '../ui/value-bar.tsx';
import { useColleagues } from './use-people.ts';

const route = getRouteApi('/shell/inbox/figures');
const DAY = 86_400_000;

export function FiguresPage() {
  const { t } = useTranslation('inbox');
  const f = useFormat();
  const terms = useTerms();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { brand_id } = useScope();
  const { staff, teams } = useColleagues();
  const days = search.days ?? '30';
  const today = f.dayKey(f.now);
  // Until the end of this hour, so that the same question is not asked anew every moment.
  const { from, to } = useMemo(() => {
    const end = Math.ceil(Date.now() / 3_600_000) * 3_600_000;
    return { from: new Date(end - Number(days) * DAY).toISOString(), to: new Date(end).toISOString(), today };
  }, [days, today]);
  const { data, problem, retry } = useApi(inbox.figures, {
    query: { from, to, brand_id, team_id: search.team, staff_id: search.who },
  });
  const label = (key: string): string => t(`figures.${key}`);
  const of = (key: string, value: ReactNode, note?: ReactNode) => ({
    label: label(key),
    value: <Defined words={t(`figures.is.${key}`)}>{value}</Defined>,
    ...(note ? { note } : {}),
  });
  const share = (value: number | null) => (value === null ? '—' : f.percent(value));
  const spans = (value: { p50: number; p90: number } | null) => ({
    half: value ? f.span(value.p50 * 1000) : '—',
    nine: value ? t('figures.nine_of_ten', { span: f.span(value.p90 * 1000) }) : undefined,
  });
  const most = Math.max(1, ...(data?.by_channel ?? []).map(({ conversations }) => conversations));
  return (
    <Page
      title={t('figures.title')}
      tab={t('figures.title')}
      crumbs={[
        <Link key="inbox" to="/inbox">
          {t('title')}
        </Link>,
      ]}
      sentence={
        <SentenceFilter
          sentence={t('figures.sentence')}
          words={{
            days: {
              value: days,
              changed: days !== '30',
              choices: ['7', '30', '90'].map((n) => ({ value: n, label: t('figures.days', { n }) })),
              onChange: (next) => void navigate({ search: (was) => ({ ...was, days: next as '7' }) }),
            },
            team: {
              any: t('figures.any_team'),
              value: search.team,
              choices: teams.map(({ id, name }) => ({ value: id, label: name })),
              onChange: (next) => void navigate({ search: (was) => ({ ...was, team: next }) }),
            },
            who: {
              any: t('figures.anybody'),
              value: search.who,
              choices: staff.map(({ id, name }) => ({ value: id, label: name })),
              onChange: (next) => void navigate({ search: (was) => ({ ...was, who: next }) }),
            },
          }}
        />
      }
    >
      {problem ? (
        <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />
      ) : !data ? (
        <SkeletonRows rows={6} height={54} />
      ) : (
        <>
          <FactRow
            facts={[
              of('first_contact_resolved', share(data.first_contact_resolved)),
              of('one_touch', share(data.one_touch)),
              of('first_reply_seconds', spans(data.first_reply_seconds).half, spans(data.first_reply_seconds).nine),
              of('handling_seconds', spans(data.handling_seconds).half, spans(data.handling_seconds).nine),
            ]}
          />
          <FactRow
            facts={[
              of('conversations', f.number(data.conversations)),
              of('messages_in', f.number(data.messages_in)),
              of('replies', f.number(data.replies)),
              of('resolved', f.number(data.resolved)),
              of(
                'csat',
                data.csat ? f.percent(data.csat.satisfied) : '—',
                data.csat && t('figures.answers', { count: data.csat.answers }),
              ),
              of(
                'nps',
                data.nps ? f.number(data.nps.score) : '—',
                data.nps && t('figures.answers', { count: data.nps.answers }),
              ),
            ]}
          />
          <Columns>
            <Section title={t('figures.promises')} aside={t('figures.is.promises')}>
              {data.clocks.length === 0 ? (
                <p className="r-quiet">{t('figures.no_promises')}</p>
              ) : (
                <Rows
                  rows={data.clocks.map((one) => {
                    const over = one.met + one.breached;
                    return {
                      key: `${one.kind} ${one.policy}`,
                      label: t(`clock.${one.kind}`),
                      note: one.kind === 'platform' ? terms.channel(one.policy) : one.policy,
                      value: (
                        <span className="inbox-figure">
                          <CompareBar share={over ? one.met / over : 0} width={90} />
                          <b>{over ? f.percent(one.met / over) : '—'}</b>
                          <span className="r-quiet">
                            {t('figures.kept', {
                              met: f.number(one.met),
                              over: f.number(over),
                              running: f.number(one.running),
                            })}
                          </span>
                        </span>
                      ),
                    };
                  })}
                />
              )}
            </Section>
            <Section title={t('figures.by_channel')}>
              <Rows
                rows={data.by_channel.map((one) => ({
                  key: one.channel,
                  label: t(`channel.${one.channel}`),
                  value: (
                    <span className="inbox-figure">
                      <CompareBar share={one.conversations / most} width={120} />
                      <b>{f.number(one.conversations)}</b>
                    </span>
                  ),
                }))}
              />
            </Section>
          </Columns>
        </>
      )}
    </Page>
  );
}
