/** What the assistant did in a time, beside people. Each number says what it counts. */
import { assistant } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useTerms } from '../terms/terms.ts';
import { Defined } from '../ui/defined.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Columns, Section } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { SentenceFilter } from '../ui/sentence-filter.tsx';
import { EmptyState } from '../ui/states.tsx';
import { FactRow } from '../ui/three-facts.tsx';
import { CompareBar } from '../ui/value-bar.tsx';
import { useAssistantBrand } from './brand.ts';
import { AssistantPage } from './settings-page.tsx';

const route = getRouteApi('/shell/assistant/setup/assistant/figures');
const DAY = 86_400_000;

export function AssistantFigures() {
  const { t } = useTranslation('assistant');
  const f = useFormat();
  const terms = useTerms();
  const brand = useAssistantBrand()!;
  const { days = '30' } = route.useSearch();
  const navigate = route.useNavigate();
  const to = f.dayKey(f.now);
  const from = f.dayKey(f.now - (Number(days) - 1) * DAY);
  const source = useApi(assistant.figures, { query: { from, to, brand_id: brand.id } });
  const { data } = source;
  const share = (value: number | null) => (value === null ? '—' : f.percent(value / 10_000));
  const of = (key: string, value: ReactNode, note?: ReactNode) => ({
    label: t(`figures.${key}`),
    value: <Defined words={t(`figures.is.${key}`)}>{value}</Defined>,
    ...(note ? { note } : {}),
  });
  const handed = [...(data?.handed_over ?? [])].sort((a, b) => b.count - a.count);
  const handedAll = handed.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(1, ...handed.map(({ count }) => count));
  return (
    <AssistantPage
      page="figures"
      source={source}
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
          }}
        />
      }
    >
      {data && data.with_assistant === 0 && (
        <EmptyState title={t('figures.none')} note={t('figures.none_note', { count: data.conversations })} />
      )}
      {data && data.with_assistant > 0 && (
        <>
          <FactRow
            facts={[
              of('contained', share(data.contained)),
              of('deflected', share(data.deflected)),
              of('with_assistant', f.number(data.with_assistant), t('figures.of_all', { count: data.conversations })),
              of(
                'turns',
                data.turns ? f.number(data.turns.p50, 0) : '—',
                data.turns && t('figures.nine_of_ten', { n: f.number(data.turns.p90, 0) }),
              ),
              of('abstained', share(data.abstained)),
            ]}
          />
          <Columns>
            <Section title={t('figures.handed')} aside={t('figures.handed_n', { count: handedAll })}>
              <div className="assist-bars">
                {handed.length === 0 ? (
                  <p className="r-quiet">{t('figures.nobody')}</p>
                ) : (
                  <Rows
                    rows={handed.map((one, at) => ({
                      key: one.reason,
                      label: t(`because.${one.reason}`),
                      value: (
                        <span className="assist-bar">
                          <CompareBar share={one.count / most} look={at === 0} width={110} />
                          <b>{f.number(one.count)}</b>
                        </span>
                      ),
                    }))}
                  />
                )}
              </div>
              <Rows
                kind="plain"
                rows={[
                  {
                    key: 'complete',
                    label: <Defined words={t('figures.is.complete')}>{t('figures.complete')}</Defined>,
                    value: share(data.hand_over_complete),
                  },
                  {
                    key: 'one_touch',
                    label: <Defined words={t('figures.is.one_touch')}>{t('figures.one_touch')}</Defined>,
                    value: share(data.one_touch_after),
                  },
                ]}
              />
            </Section>
            <Section title={t('figures.cost')} aside={t('figures.cost_note')}>
              <Cost assistant={data.cost_assistant} person={data.cost_person} />
              <h3 className="assist-sub">{t('figures.acts')}</h3>
              {data.acts.length === 0 ? (
                <p className="r-quiet">{t('figures.no_acts')}</p>
              ) : (
                <Rows
                  rows={data.acts.map((one) => ({
                    key: one.kind,
                    label: acts.has(one.kind) ? t(`act.${one.kind}`) : terms.remedy(one.kind),
                    note: t('figures.times', { count: one.count }),
                    value: one.amount ? f.money(one.amount.amount, one.amount.currency) : '',
                  }))}
                />
              )}
            </Section>
          </Columns>
          <Section title={t('figures.by_flow')}>
            <div className="assist-scroll">
              <table className="isetup-table assist-by-flow">
                <thead>
                  <tr>
                    <th>{t('figures.flow')}</th>
                    <th>{t('figures.how_ended')}</th>
                    <th className="r-num">{t('figures.settled')}</th>
                    <th className="r-num">{t('figures.to_person')}</th>
                    <th className="r-num">{t('figures.left')}</th>
                    <th className="r-num">{t('figures.matters')}</th>
                  </tr>
                </thead>
                <tbody>
                  {data.by_flow.map((row) => (
                    <tr key={row.key}>
                      <td>{t(`flow.${row.key}`)}</td>
                      <td>
                        <span className="assist-stack" aria-hidden="true">
                          <i className="is-settled" style={{ flexGrow: row.settled }} />
                          <i className="is-person" style={{ flexGrow: row.handed_over }} />
                          <i className="is-left" style={{ flexGrow: row.left }} />
                        </span>
                      </td>
                      <td className="r-num">{f.number(row.settled)}</td>
                      <td className="r-num">{f.number(row.handed_over)}</td>
                      <td className="r-num">{f.number(row.left)}</td>
                      <td className="r-num">{f.number(row.matters)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </Section>
        </>
      )}
    </AssistantPage>
  );
}
const acts = new Set(['give_remedy', 'cancel_order', 'send_receipt', 'settle']);

type Money = { amount: number; currency: string } | null;
/** One conversation by the assistant beside one by a person, on one scale. */
function Cost({ assistant: own, person }: { assistant: Money; person: Money }) {
  const { t } = useTranslation('assistant');
  const f = useFormat();
  const most = Math.max(1, own?.amount ?? 0, person?.amount ?? 0);
  const row = (key: 'assistant' | 'person', money: Money, look: boolean) => ({
    key,
    label: t(`figures.cost_${key}`),
    value: (
      <span className="assist-bar">
        <CompareBar share={(money?.amount ?? 0) / most} look={look} width={110} />
        <b>{money ? f.money(money.amount, money.currency) : '—'}</b>
      </span>
    ),
  });
  return <Rows rows={[row('assistant', own, true), row('person', person, false)]} />;
}
