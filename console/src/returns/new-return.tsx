/** A return that staff start for a buyer: which goods, why, what policy says to it, and how it is made right. */
import './returns.css';
import { type Order, orders, returns } from '@recoup/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.ts';
import { useProblemWords } from '../app/problem-words.ts';
import { useApi } from '../app/queries.ts';
import { lineOf } from '../remedies/remedy-words.ts';
import { Signals } from '../remedies/signals.tsx';
import { useRemedies } from '../remedies/use-remedies.ts';
import { Page } from '../ui/page.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { askedOf, type Draft, freshLine, questionsOf, unitsLeft } from './draft.ts';
import { FindOrder } from './find-order.tsx';
import { NewLine } from './new-line.tsx';
import { Summary } from './new-summary.tsx';
import { lastSearch } from './views.ts';

const route = getRouteApi('/shell/returns/new');

export function NewReturn() {
  const { t } = useTranslation('returns');
  const { order: orderId } = route.useSearch();
  const navigate = route.useNavigate();
  const order = useApi(orders.get, { params: { id: orderId ?? '' } }, { on: orderId !== undefined, keep: false });
  const page = {
    title: t('new.title'),
    tab: t('new.title'),
    crumbs: [
      <Link key="back" to="/returns" search={lastSearch.get()}>
        {t('title')}
      </Link>,
    ],
  };
  if (!orderId) {
    return (
      <Page {...page} ground="surface">
        <FindOrder onFound={(id) => void navigate({ search: { order: id } })} />
      </Page>
    );
  }
  if (order.problem) {
    return (
      <Page {...page}>
        <ErrorState words={order.problem.words} requestId={order.problem.requestId} onRetry={order.retry} />
      </Page>
    );
  }
  if (!order.data) {
    return (
      <Page {...page}>
        <SkeletonRows rows={5} height={54} />
      </Page>
    );
  }
  return (
    <Page
      {...page}
      aside={
        <>
          <Link to={`/customers/${order.data.customer.id}` as '/'} className="returns-quiet-link">
            {order.data.customer.name}
          </Link>
          <Link to={`/orders/${order.data.id}` as '/'} className="returns-quiet-link">
            {t('page.order', { number: order.data.number })}
          </Link>
        </>
      }
      verbs={<Button onClick={() => void navigate({ search: {} })}>{t('new.other_order')}</Button>}
    >
      <Form key={order.data.id} order={order.data} />
    </Page>
  );
}

function Form({ order }: { order: Order }) {
  const { t } = useTranslation('returns');
  const words = useProblemWords();
  const [draft, setDraft] = useState<Draft>({});
  const asked = askedOf(draft);
  // Asked with no lines it still tells which reasons there are.
  const preview = useQuery({
    queryKey: [returns.preview.path, { params: { id: order.id } }, asked],
    queryFn: ({ signal }) => call(returns.preview, { params: { id: order.id }, body: { lines: asked } }, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const answers = useRemedies(order.id, questionsOf(draft));
  const previews = useMemo(
    () =>
      new Map(
        (preview.data?.lines ?? []).flatMap((line) => {
          if (!draft[line.order_line_id]?.reason) return [];
          // What the one question offers is what is ranked on the page; amounts are the same.
          const ranked = lineOf(answers.data?.lines, line.order_line_id)?.remedies;
          return [[line.order_line_id, ranked ? { ...line, offers: ranked.map(({ offer }) => offer) } : line] as const];
        }),
      ),
    [preview.data, answers.data, draft],
  );
  const problem = preview.error ? words(preview.error) : answers.problem;
  if (order.lines.every((line) => unitsLeft(line) === 0)) {
    return (
      <EmptyState
        title={t('new.nothing_left')}
        note={t('new.nothing_left_note')}
        action={
          <Link to="/returns" search={{ view: 'all', order: order.id }}>
            {t('new.see_returns')}
          </Link>
        }
      />
    );
  }
  return (
    <div className="returns-new">
      <div className="returns-new-lines">
        {order.lines.map((line) => (
          <NewLine
            key={line.id}
            line={line}
            at={draft[line.id]}
            preview={previews.get(line.id)}
            reasons={preview.data?.reasons[line.category] ?? []}
            brandId={order.brand.id}
            answer={draft[line.id]?.reason ? lineOf(answers.data?.lines, line.id) : undefined}
            onPick={(on) =>
              setDraft((was) => {
                const { [line.id]: _, ...rest } = was;
                return on ? { ...rest, [line.id]: freshLine } : rest;
              })
            }
            onChange={(part) =>
              setDraft((was) => {
                const now = was[line.id];
                if (!now) return was;
                return { ...was, [line.id]: { ...now, ...(typeof part === 'function' ? part(now) : part) } };
              })
            }
          />
        ))}
        <Signals signals={answers.data?.signals ?? []} />
        {problem && (
          <ErrorState
            words={problem.words}
            requestId={problem.requestId}
            onRetry={() => void (preview.error ? preview.refetch() : answers.retry())}
          />
        )}
      </div>
      <Summary order={order} draft={draft} previews={previews} waits={preview.isFetching || answers.waits} />
    </div>
  );
}
