/** Store credit and discount codes: what was given, what is left, until when and why. */
import '../money/money.css';
import './credits.css';
import { creditsApi, discountsApi } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Input, Segmented } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiList } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { MoneyPlaces } from '../money/places.tsx';
import { Code } from '../ui/code.tsx';
import { type Column, type ListSource, ListTable } from '../ui/list-table.tsx';
import { Money } from '../ui/money.tsx';
import { Page, PaneLayout } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Status, When } from '../ui/status.tsx';
import { CreditFoot, CreditPane } from './credit-pane.tsx';
import { DiscountPane } from './discount-pane.tsx';
import { IssueCredit } from './issue-credit.tsx';
import { Months } from './months.tsx';
import { codeTone, creditTone } from './tones.ts';

const route = getRouteApi('/shell/money/credits');

export function CreditsPage() {
  const { t } = useTranslation('credits');
  const { may } = useSession();
  const { show, open, q } = route.useSearch();
  const navigate = route.useNavigate();
  const [asking, setAsking] = useState<'issue' | 'months' | null>(null);
  const credit = useApi(
    creditsApi.credit,
    { params: { id: open ?? '' } },
    { on: open !== undefined && show === 'credits', keep: false },
  );
  const pick = (id: string | undefined) => void navigate({ search: (was) => ({ ...was, open: id }) });
  const shown = show === 'credits' ? credit.data : undefined;
  return (
    <PaneLayout
      rightWidth={380}
      rightTitle={t('title')}
      rightOpen={open !== undefined}
      onRightClose={() => pick(undefined)}
      right={
        show === 'codes' ? (
          <DiscountPane id={open} />
        ) : shown ? (
          <CreditPane credit={shown} />
        ) : (
          <EmptyState title={t('pane.none')} note={t('pane.none_note')} />
        )
      }
      rightFoot={shown && <CreditFoot key={shown.id} credit={shown} />}
    >
      <Page
        title={t('title')}
        tab={t('title')}
        verbs={
          <>
            <Segmented
              value={show}
              onChange={(next) => void navigate({ search: { show: next } })}
              options={(['credits', 'codes'] as const).map((value) => ({ value, label: t(`show.${value}`) }))}
            />
            {may('settings.write') && <Button onClick={() => setAsking('months')}>{t('months.verb')}</Button>}
            {may('money.send') && (
              <Button type="primary" onClick={() => setAsking('issue')}>
                {t('issue.verb')}
              </Button>
            )}
          </>
        }
        sentence={
          <>
            <MoneyPlaces />
            <Input.Search
              className="credit-find"
              allowClear
              defaultValue={q ?? ''}
              placeholder={t(`find.${show}`)}
              aria-label={t(`find.${show}`)}
              onSearch={(text) => void navigate({ search: { show, ...(text.trim() ? { q: text.trim() } : {}) } })}
            />
          </>
        }
      >
        {show === 'credits' ? (
          <Credits q={q} openId={open ?? null} onOpen={pick} />
        ) : (
          <Codes q={q} openId={open ?? null} onOpen={pick} />
        )}
      </Page>
      {asking === 'issue' && (
        <IssueCredit
          done={(id) => {
            setAsking(null);
            if (id) void navigate({ search: { show: 'credits', open: id } });
          }}
        />
      )}
      {asking === 'months' && <Months done={() => setAsking(null)} />}
    </PaneLayout>
  );
}

const sum = { width: 110, align: 'right' } as const;

type Shown = { q: string | undefined; openId: string | null; onOpen: (id: string) => void };

function Credits(props: Shown) {
  const { t } = useTranslation('credits');
  const { brand_id } = useScope();
  const source = useApiList(creditsApi.credits, { query: { brand_id, q: props.q } });
  return (
    <Given
      {...props}
      source={source}
      kind="credits"
      status={(row) => <Status tone={creditTone[row.state]}>{t(`state.${row.state}`)}</Status>}
      columns={[
        { key: 'who', head: t('col.who'), cut: true, cell: (row) => row.customer.name },
        {
          key: 'why',
          head: t('col.why'),
          width: 150,
          from: 920,
          cell: (row) =>
            row.return ? <Code>{row.return.code}</Code> : <span className="r-ink2">{t('source.goodwill')}</span>,
        },
        {
          key: 'until',
          head: t('col.until'),
          width: 130,
          cell: (row) =>
            row.expires_at ? (
              <When at={row.expires_at} as="date" />
            ) : (
              <span className="r-ink2">{row.balance.amount > 0 ? t('never') : '—'}</span>
            ),
        },
        { ...sum, key: 'amount', head: t('col.amount'), cell: (row) => <Money value={row.amount} /> },
        { ...sum, key: 'balance', head: t('col.balance'), cell: (row) => <Money value={row.balance} /> },
      ]}
    />
  );
}

function Codes(props: Shown) {
  const { t } = useTranslation('credits');
  const { brand_id } = useScope();
  const source = useApiList(discountsApi.discounts, { query: { brand_id, q: props.q } });
  return (
    <Given
      {...props}
      source={source}
      kind="codes"
      status={(row) => <Status tone={codeTone[row.state]}>{t(`code_state.${row.state}`)}</Status>}
      columns={[
        { key: 'percent', head: t('col.percent'), width: 90, align: 'right', cell: (row) => `${row.percent} %` },
        { key: 'who', head: t('col.who'), cut: true, cell: (row) => row.customer.name },
        { key: 'why', head: t('col.why'), width: 150, from: 920, cell: (row) => <Code>{row.return.code}</Code> },
        { key: 'until', head: t('col.until'), width: 130, cell: (row) => <When at={row.expires_at} as="date" /> },
        { ...sum, key: 'off', head: t('col.off'), cell: (row) => (row.used ? <Money value={row.used.off} /> : '—') },
      ]}
    />
  );
}

type GivenProps<Row> = Pick<Shown, 'openId' | 'onOpen'> & {
  source: ListSource<Row>;
  kind: 'credits' | 'codes';
  status: (row: Row) => ReactNode;
  /** What follows its state and its code. */
  columns: readonly Column<Row>[];
};

/** What was given to buyers and is known by a code. */
function Given<Row extends { id: string; code: string }>(props: GivenProps<Row>) {
  const { t } = useTranslation('credits');
  const { source, kind, status, columns, openId, onOpen } = props;
  return (
    <ListTable
      source={source}
      label={t(`show.${kind}`)}
      rowKey={(row) => row.id}
      openId={openId}
      onOpen={(row) => onOpen(row.id)}
      columns={[
        { key: 'state', head: t('col.state'), width: 132, cell: status },
        { key: 'code', head: t('col.code'), width: 190, cell: (row) => <Code>{row.code}</Code> },
        ...columns,
      ]}
      empty={<EmptyState title={t(`empty.${kind}`)} note={t(`empty.${kind}_note`)} />}
    />
  );
}
