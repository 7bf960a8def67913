/** What waits for this person, by the verb it needs; beside it how the week goes and who holds the work. */
import './home.css';
import type { Waiting } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { Segmented } from 'antd';
import {
  BadgeDollarSign,
  CircleHelp,
  ClipboardCheck,
  CreditCard,
  Landmark,
  type LucideIcon,
  MessageSquare,
  PackageCheck,
  PackageOpen,
  PackageX,
  Repeat,
  Scale,
  Send,
  Signpost,
  UserCheck,
  Warehouse,
} from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { useNow } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Page, PaneLayout } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Clock, Status } from '../ui/status.tsx';
import { ClockLine } from './clock-line.tsx';
import { Figures, Holders } from './figures.tsx';
import { FirstSteps } from './first-steps.tsx';
import { useHome } from './use-home.ts';
import { useReview } from './use-review.ts';
import { desks, homeDesks, inOrder, type Kind, placeOf } from './work.ts';

const route = getRouteApi('/shell/home');
const icons: Record<Kind, LucideIcon> = {
  answer: MessageSquare,
  approve: PackageCheck,
  exchange: Repeat,
  send: Send,
  acceptance: Scale,
  blind_parcel: CircleHelp,
  receive: PackageOpen,
  inspect: ClipboardCheck,
  decide: Signpost,
  put_away: Warehouse,
  second_person: UserCheck,
  refund_failed: PackageX,
  charge: CreditCard,
  refund: BadgeDollarSign,
  dispute: Landmark,
};

export function Home() {
  const { t } = useTranslation('home');
  const { t: words } = useTranslation('disputes');
  const terms = useTerms();
  const { may } = useSession();
  const { desk } = route.useSearch();
  const navigate = route.useNavigate();
  const home = useHome();
  const now = useNow();
  const review = useReview();
  const rows = useMemo(
    () => inOrder(home.data?.waiting ?? [], desk === 'mine' ? null : desks[desk]),
    [home.data, desk],
  );
  const counts = home.data?.counts;
  const sum = (of: readonly Kind[] | null) =>
    counts
      ? Object.entries(counts).reduce((all, [kind, n]) => all + (of === null || of.includes(kind as Kind) ? n : 0), 0)
      : 0;
  const late = rows.filter((row) => row.by && new Date(row.by).getTime() < now).length;
  const all = sum(null);
  if (home.data?.first_steps && all === 0) {
    return <FirstSteps steps={home.data.first_steps} />;
  }
  const why = (row: Waiting) => {
    const reasons = Array.isArray(row.facts.review) ? (row.facts.review as string[]) : [];
    if (reasons.length > 0) return reasons.map(review).join(', ');
    if (row.kind === 'refund_failed' && row.facts.failure) return terms.failure(String(row.facts.failure));
    if (row.kind === 'charge') return t(`charge.${row.facts.capture_due ? 'capture_due' : row.facts.state}`);
    if (row.kind === 'dispute') return words(`reason.${row.facts.reason}`);
    if (row.kind === 'send')
      return row.facts.label_failed ? t('send.label_failed') : t(`send.${row.facts.waits_for ?? row.facts.state}`);
    if (row.kind === 'second_person' && row.facts.asked_by) return t('asked_by', { name: String(row.facts.asked_by) });
    return '';
  };
  return (
    <PaneLayout
      rightWidth={352}
      rightTitle={t('today')}
      right={
        home.data && (
          <>
            <Figures figures={home.data.figures} />
            <Holders holders={home.data.holders} />
          </>
        )
      }
    >
      <Page
        title={home.data ? t('waiting', { count: all }) : t('title')}
        tab={t('title')}
        aside={late > 0 && <Status tone="bad">{t('late', { count: late })}</Status>}
        verbs={
          <Segmented
            value={desk}
            onChange={(next) => void navigate({ search: { desk: next } })}
            options={homeDesks
              .filter(
                (one) =>
                  one === 'mine' ||
                  (one === 'money' ? may('money.read') : one === 'docks' ? may('warehouse.read') : may('returns.read')),
              )
              .map((one) => ({ value: one, label: `${t(`desk.${one}`)} ${sum(one === 'mine' ? null : desks[one])}` }))}
          />
        }
      >
        <ClockLine waiting={rows} />
        <ListTable
          source={{
            rows,
            total: rows.length,
            loading: home.loading,
            error: home.problem && { words: home.problem.words, requestId: home.problem.requestId },
            retry: home.retry,
            hasMore: false,
            loadingMore: false,
            loadMore: () => {},
            question: desk,
            pages: 1,
          }}
          label={t('title')}
          rowKey={(row) => `${row.kind}/${row.subject.id}`}
          headless
          groupOf={(row) => {
            const Icon = icons[row.kind];
            return {
              key: row.kind,
              count: counts?.[row.kind] ?? 0,
              head: (
                <span className="home-group">
                  <Icon size={16} aria-hidden="true" />
                  {t(`kind.${row.kind}`)}
                </span>
              ),
            };
          }}
          columns={[
            {
              key: 'clock',
              head: '',
              width: 150,
              cell: (row) =>
                row.kind === 'refund_failed' ? (
                  <Status tone="bad">{t('failed')}</Status>
                ) : row.by ? (
                  <Clock due={row.by} start={row.since} />
                ) : (
                  <Since at={row.since} />
                ),
            },
            {
              key: 'who',
              head: '',
              width: 150,
              cell: (row) => <strong className="home-who">{row.who ?? row.site?.name ?? '—'}</strong>,
            },
            { key: 'title', head: '', cut: true, cell: (row) => row.title },
            { key: 'why', head: '', cut: true, from: 860, cell: (row) => <span className="r-ink2">{why(row)}</span> },
            { key: 'code', head: '', width: 148, cell: (row) => <Code>{row.subject.code}</Code> },
            {
              key: 'place',
              head: '',
              width: 110,
              from: 760,
              cell: (row) => <span className="r-ink2">{row.site?.name ?? row.brand?.name}</span>,
            },
            {
              key: 'amount',
              head: '',
              width: 92,
              align: 'right',
              cell: (row) => row.amount && <Money value={row.amount} />,
            },
          ]}
          onOpen={(row) => void navigate({ to: placeOf(row) as '/' })}
          empty={<EmptyState title={t('empty')} note={t('empty_note')} />}
        />
      </Page>
    </PaneLayout>
  );
}

/** No clock runs: how long it has waited. */
function Since({ at }: { at: string }) {
  const { t } = useTranslation('home');
  const now = useNow();
  const hours = Math.max(0, Math.floor((now - new Date(at).getTime()) / 3_600_000));
  return (
    <Status tone="idle">
      {hours < 24 ? t('since_hours', { count: hours }) : t('since_days', { count: Math.floor(hours / 24) })}
    </Status>
  );
}
