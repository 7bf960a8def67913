/** The trial balance: what moved on both sides of every account, and where it stands. It adds up to zero, or says by how much not. */
import { type AccountGroup, chart, ledgerApi } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Section } from '../ui/page.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';

const groups = [...new Set(Object.values(chart))] as AccountGroup[];

export function Balance({ brandId }: { brandId: string | undefined }) {
  const { t } = useTranslation('ledger');
  const f = useFormat();
  const { data, problem, retry } = useApi(ledgerApi.trialBalance, { query: { brand_id: brandId } });
  if (problem) return <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />;
  if (!data) return <SkeletonRows rows={12} />;
  if (data.rows.length === 0) return <EmptyState title={t('empty')} note={t('empty_note')} />;
  return (
    <>
      {data.totals.map(({ currency, debit, credit, difference }) => (
        <Section
          key={currency}
          title={t('balance.title', { currency })}
          aside={
            <Status tone={difference.amount === 0 ? 'good' : 'bad'}>
              {difference.amount === 0
                ? t('balance.zero')
                : t('balance.off', { amount: f.money(difference.amount, currency) })}
            </Status>
          }
        >
          <div className="ledger-scroll">
            <table className="ledger-table">
              <thead>
                <tr>
                  <th>{t('col.account')}</th>
                  <th className="is-right">{t('debit')}</th>
                  <th className="is-right">{t('credit')}</th>
                  <th className="is-right">{t('col.balance')}</th>
                </tr>
              </thead>
              <tbody>
                {groups.map((group) => {
                  const rows = data.rows.filter(
                    (row) => row.amount.currency === currency && chart[row.account] === group,
                  );
                  if (rows.length === 0) return null;
                  return (
                    <Fragment key={group}>
                      <tr className="is-group">
                        <td colSpan={4}>{t(`group.${group}`)}</td>
                      </tr>
                      {rows.map((row) => (
                        <tr key={row.account}>
                          <td>
                            <Link to="/money/ledger" search={{ account: row.account }}>
                              {t(`account.${row.account}`)}
                            </Link>
                          </td>
                          <td className="is-right">
                            <Money value={row.debit} />
                          </td>
                          <td className="is-right">
                            <Money value={row.credit} />
                          </td>
                          <td className="is-right">
                            <Money value={row.amount} />
                          </td>
                        </tr>
                      ))}
                    </Fragment>
                  );
                })}
                <tr className="is-total">
                  <td>{t('balance.sum')}</td>
                  <td className="is-right">
                    <Money value={debit} />
                  </td>
                  <td className="is-right">
                    <Money value={credit} />
                  </td>
                  <td className="is-right">
                    <Money value={difference} />
                  </td>
                </tr>
              </tbody>
            </table>
          </div>
        </Section>
      ))}
    </>
  );
}
