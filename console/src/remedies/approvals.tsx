/** What waits for a second person: remedies over somebody's limit, refunds and goodwill over the brand's. One list, and what one says yes to. */
import '../money/money.css';
import './remedies.css';
import { type Approval, remediesApi } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiList } from '../app/queries.ts';
import { useScope } from '../app/session.tsx';
import { MoneyPlaces } from '../money/places.tsx';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { Money } from '../ui/money.tsx';
import { Page, PaneLayout } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Clock, Status, When } from '../ui/status.tsx';
import { ApprovalFoot } from './approval-foot.tsx';
import { ApprovalPane } from './approval-pane.tsx';
import { useApprovalWords } from './approval-words.ts';

const route = getRouteApi('/shell/money/approvals');

export function Approvals() {
  const { t } = useTranslation('remedies');
  const terms = useTerms();
  const words = useApprovalWords();
  const { brand_id } = useScope();
  const { open: openId } = route.useSearch();
  const navigate = route.useNavigate();
  const source = useApiList(remediesApi.approvals, { query: { brand_id, limit: 100 } });
  const rows = useMemo(
    () => [...source.rows].sort((a, b) => Number(a.moves.length === 0) - Number(b.moves.length === 0)),
    [source.rows],
  );
  const shown = rows.find(({ id }) => id === openId);
  const show = (id: string | undefined) => void navigate({ search: id ? { open: id } : {} });
  const groupOf = (row: Approval) => (row.moves.length > 0 ? 'mine' : 'others');
  return (
    <PaneLayout
      rightWidth={380}
      rightTitle={shown && shown.kind !== 'store_credit' ? shown.code : t('approvals.title')}
      {...(openId ? { rightOpen: shown !== undefined, onRightClose: () => show(undefined) } : { rightOpen: false })}
      right={
        shown ? (
          <ApprovalPane key={shown.id} at={shown} />
        ) : (
          <EmptyState title={t('approvals.pick')} note={t('approvals.pick_note')} />
        )
      }
      rightFoot={shown && <ApprovalFoot key={shown.id} at={shown} done={() => show(undefined)} />}
    >
      <Page
        title={t('approvals.title')}
        tab={t('approvals.title')}
        sentence={<MoneyPlaces />}
        aside={rows.length > 0 && t('approvals.waiting', { count: rows.length })}
      >
        <ListTable
          source={{ ...source, rows }}
          label={t('approvals.title')}
          rowKey={(row) => row.id}
          openId={openId ?? null}
          onOpen={(row) => show(row.id)}
          groupOf={(row) => {
            const key = groupOf(row);
            return {
              key,
              head: t(`approvals.group.${key}`),
              note: t(`approvals.group.${key}_note`),
              count: rows.filter((one) => groupOf(one) === key).length,
            };
          }}
          columns={[
            {
              key: 'when',
              head: t('approvals.col.when'),
              width: 132,
              cell: (row) =>
                row.due_at ? (
                  <Clock due={row.due_at} {...(row.asked_at ? { start: row.asked_at } : {})} />
                ) : (
                  <Status tone="idle">{row.asked_at && <When at={row.asked_at} />}</Status>
                ),
            },
            {
              key: 'who',
              head: t('approvals.col.who'),
              width: 140,
              cut: true,
              cell: (row) => <b className="r-medium">{row.customer.name}</b>,
            },
            {
              key: 'code',
              head: t('approvals.col.code'),
              width: 148,
              cell: (row) => <Code>{row.return?.code ?? row.code}</Code>,
            },
            {
              key: 'what',
              head: t('approvals.col.what'),
              cut: true,
              cell: (row) => [row.title, row.remedies.map(terms.remedy).join(', ')].filter(Boolean).join(t('comma')),
            },
            {
              key: 'why',
              head: t('approvals.col.why'),
              cut: true,
              from: 900,
              cell: (row) => <span className="r-ink2">{row.because.map(words.because).join(t('comma'))}</span>,
            },
            {
              key: 'amount',
              head: t('approvals.col.amount'),
              width: 100,
              align: 'right',
              cell: (row) => <Money value={row.amount} />,
            },
          ]}
          empty={<EmptyState title={t('approvals.empty')} note={t('approvals.empty_note')} />}
        />
      </Page>
    </PaneLayout>
  );
}
