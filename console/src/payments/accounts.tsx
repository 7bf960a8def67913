/** Payment companies each brand is connected to, whether they answer, and the address they send their news to. */
import './payments.css';
import { type PaymentAccount, paymentsApi } from '@recoup/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { MoneyPlaces } from '../money/places.tsx';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Page } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { ConnectAccount } from './connect-account.tsx';
import { MoneyRules } from './rules.tsx';

export function PaymentAccounts() {
  const { t } = useTranslation('payments');
  const { may, me } = useSession();
  const { brand_id } = useScope();
  const [asking, setAsking] = useState<'new' | PaymentAccount | null>(null);
  const source = useApi(paymentsApi.accounts, { query: { brand_id } });
  const rows = source.data?.rows ?? [];
  return (
    <Page
      title={t('accounts.title')}
      tab={t('accounts.title')}
      sentence={<MoneyPlaces />}
      verbs={
        may('settings.write') && (
          <Button type="primary" onClick={() => setAsking('new')}>
            {t('accounts.connect')}
          </Button>
        )
      }
    >
      <p className="pay-lead r-ink2">{t('accounts.words')}</p>
      {source.problem ? (
        <ErrorState words={source.problem.words} requestId={source.problem.requestId} onRetry={source.retry} />
      ) : !source.data ? (
        <SkeletonRows rows={3} height={90} />
      ) : rows.length === 0 ? (
        <EmptyState title={t('accounts.none')} note={t('accounts.none_note')} />
      ) : (
        <div className="pay-accounts">
          {rows.map((account) => (
            <Account key={account.id} account={account} onChange={() => setAsking(account)} />
          ))}
        </div>
      )}
      <div className="pay-rules">
        {me.brands
          .filter(({ id }) => !brand_id || id === brand_id)
          .map((brand) => (
            <MoneyRules key={brand.id} brand={brand} />
          ))}
      </div>
      {asking && <ConnectAccount account={asking === 'new' ? null : asking} done={() => setAsking(null)} />}
    </Page>
  );
}

function Account({ account, onChange }: { account: PaymentAccount; onChange: () => void }) {
  const { t } = useTranslation('payments');
  const f = useFormat();
  const terms = useTerms();
  const { may } = useSession();
  const attempt = useMove(paymentsApi.tryAccount);
  const leave = useMove(paymentsApi.disconnect);
  const [sure, setSure] = useState(false);
  const at = { params: { id: account.id } };
  const problem = attempt.problem ?? leave.problem;
  const { last_failure: failure } = account;
  return (
    <article className="pay-account">
      <header>
        <div>
          <h2>{account.name}</h2>
          <span className="r-second">
            {[account.brand.name, 'Stripe', account.external_name, account.external_id].filter(Boolean).join(' · ')}
          </span>
        </div>
        <Status tone={account.status === 'active' ? 'good' : 'bad'}>
          {account.status === 'active' ? t('accounts.active') : terms.failure(failure?.code ?? 'unknown')}
        </Status>
      </header>
      {failure?.text && (
        <p className="r-second">{t('accounts.said', { text: failure.text, at: f.dateTime(failure.at) })}</p>
      )}
      {account.mode === 'test' && <p className="r-second">{t('accounts.test')}</p>}
      <Rows
        rows={[
          { key: 'key', label: t('accounts.key'), value: <Code>{`…${account.key_hint}`}</Code> },
          { key: 'hook', label: t('accounts.hook'), value: <Code copy>{account.webhook_url}</Code> },
          {
            key: 'signed',
            label: t('accounts.signed'),
            value: account.has_webhook_secret ? (
              account.last_event_at ? (
                t('accounts.last_event', { at: f.dateTime(account.last_event_at) })
              ) : (
                <Status tone="diff">{t('accounts.no_event')}</Status>
              )
            ) : (
              <Status tone="bad">{t('accounts.no_secret')}</Status>
            ),
          },
          {
            key: 'refunds',
            label: t('accounts.refunds'),
            value: t('accounts.counts', { ...account.refunds }),
          },
          {
            key: 'by',
            label: t('accounts.by'),
            value: `${account.connected_by.name}, ${f.dateTime(account.connected_at)}`,
          },
        ]}
      />
      {problem && <ErrorState title={t('foot.not_done')} words={problem.words} requestId={problem.requestId} />}
      <footer>
        <Button loading={attempt.busy} onClick={() => void attempt.run(at)}>
          {t('accounts.try')}
        </Button>
        {may('settings.write') && <Button onClick={onChange}>{t('accounts.change')}</Button>}
        {may('settings.write') &&
          (sure ? (
            <Button danger loading={leave.busy} onClick={() => void leave.run(at)}>
              {t('accounts.leave_sure')}
            </Button>
          ) : (
            <Button onClick={() => setSure(true)}>{t('accounts.leave')}</Button>
          ))}
      </footer>
    </article>
  );
}
