/** Months of a brand: open, ended, closed. Closing says what it does before it is pressed, and what stands against it. */
import { ledgerApi, type Period } from '@recoup/contract';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Section } from '../ui/page.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Status, type Tone } from '../ui/status.tsx';

const tones: Record<Period['state'], Tone> = { open: 'move', ended: 'clock', closed: 'good' };

export function Months({ brandId }: { brandId: string }) {
  const { t } = useTranslation('ledger');
  const f = useFormat();
  const { may } = useSession();
  const [closing, setClosing] = useState<Period | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const { data, problem, retry } = useApi(ledgerApi.periods, { query: { brand_id: brandId } }, { keep: false });
  const why = useBlockerWords();
  if (problem) return <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />;
  if (!data) return <SkeletonRows rows={6} height={48} />;
  if (data.rows.length === 0) return <EmptyState title={t('empty')} note={t('months.empty_note')} />;
  return (
    <Section title={t('view.months')} aside={t('months.zone', { zone: data.rows[0]!.time_zone })}>
      <ul className="ledger-months">
        {data.rows.map((row) => (
          <li key={row.month}>
            <div className="ledger-month">
              <b>{f.month(`${row.month}-15T12:00:00Z`)}</b>
              <span className="r-ink2">{t('months.entries', { count: row.entries })}</span>
              <Status tone={tones[row.state]}>{t(`months.${row.state}`)}</Status>
              <span className="ledger-month-verb">
                {row.state === 'ended' && row.blockers.length === 0 && may('money.approve') && (
                  <Button type="primary" onClick={() => setClosing(row)}>
                    {t('months.close', { month: row.month })}
                  </Button>
                )}
                {row.state === 'closed' && (
                  <Button type="link" onClick={() => setOpened(opened === row.month ? null : row.month)}>
                    {t(opened === row.month ? 'months.hide' : 'months.balances')}
                  </Button>
                )}
              </span>
            </div>
            {row.state !== 'closed' &&
              row.blockers.map((blocker) => (
                <div key={`${blocker.code}${JSON.stringify(blocker.facts)}`} className="r-quiet">
                  {why(blocker)}
                </div>
              ))}
            {row.closed_at && row.closed_by && (
              <div className="r-quiet">
                {t('months.closed_by', { name: row.closed_by.name, at: f.dateTime(row.closed_at) })}
              </div>
            )}
            {opened === row.month && <Frozen period={row} />}
          </li>
        ))}
      </ul>
      {closing && <CloseDialog period={closing} brandId={brandId} onClose={() => setClosing(null)} />}
    </Section>
  );
}

function useBlockerWords(): (blocker: Period['blockers'][number]) => string {
  const { t } = useTranslation('ledger');
  const f = useFormat();
  return ({ code, facts }) => {
    const amount = facts.amount as { amount: number; currency: string } | undefined;
    return t(`blocker.${code}`, {
      ...facts,
      count: Number(facts.count ?? 0),
      codes: Array.isArray(facts.codes) ? f.listed(facts.codes.map(String)) : '',
      at: typeof facts.ends_at === 'string' ? f.dateTime(facts.ends_at) : '',
      amount: amount ? f.money(amount.amount, amount.currency) : '',
    });
  };
}

function Frozen({ period }: { period: Period }) {
  const { t } = useTranslation('ledger');
  return (
    <div className="ledger-scroll">
      <table className="ledger-table">
        <thead>
          <tr>
            <th>{t('col.account')}</th>
            <th className="is-right">{t('months.moved')}</th>
            <th className="is-right">{t('months.end')}</th>
          </tr>
        </thead>
        <tbody>
          {period.balances.map((row) => (
            <tr key={`${row.account} ${row.end.currency}`}>
              <td>{t(`account.${row.account}`)}</td>
              <td className="is-right">
                <Money value={row.moved} />
              </td>
              <td className="is-right">
                <Money value={row.end} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CloseDialog({ period, brandId, onClose }: { period: Period; brandId: string; onClose: () => void }) {
  const { t } = useTranslation('ledger');
  const close = useMove(ledgerApi.closePeriod, { onDone: onClose });
  return (
    <Modal
      open
      title={t('months.close', { month: period.month })}
      onCancel={onClose}
      okText={t('months.close_verb', { month: period.month, count: period.entries })}
      cancelText={t('months.not_yet')}
      confirmLoading={close.busy}
      onOk={() => void close.run({ body: { brand_id: brandId, month: period.month } })}
    >
      <p>{t('months.close_note')}</p>
      <p>{t('months.for_good')}</p>
      {close.problem && (
        <ErrorState title={t('months.not_closed')} words={close.problem.words} requestId={close.problem.requestId} />
      )}
    </Modal>
  );
}
