/** A return that staff start for a buyer: which goods, why, what policy says to it, and how it is made right. */
import './returns.css';
import { type BuyerLanguage, buyerLanguage, type Order, orders, returns } from '@recoup/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Input, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.ts';
import { useProblemWords } from '../app/problem-words.ts';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { Field, Fields } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import {
  askedOf,
  chosenOf,
  type Draft,
  freshLine,
  missingOf,
  type Outside,
  outsideBy,
  requestOf,
  standingOf,
  sumOf,
  unitsLeft,
} from './draft.ts';
import { FindOrder } from './find-order.tsx';
import { NewLine } from './new-line.tsx';
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
  const previews = useMemo(
    () =>
      new Map(
        (preview.data?.lines ?? []).flatMap((line) =>
          draft[line.order_line_id]?.reason ? [[line.order_line_id, line] as const] : [],
        ),
      ),
    [preview.data, draft],
  );
  const problem = preview.error ? words(preview.error) : null;
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
        {problem && (
          <ErrorState words={problem.words} requestId={problem.requestId} onRetry={() => void preview.refetch()} />
        )}
      </div>
      <Summary order={order} draft={draft} previews={previews} waits={preview.isFetching} />
    </div>
  );
}

type SummaryProps = {
  order: Order;
  draft: Draft;
  previews: Parameters<typeof missingOf>[1];
  waits: boolean;
};

/** What will happen, and the button that makes it happen. */
function Summary({ order, draft, previews, waits }: SummaryProps) {
  const { t } = useTranslation('returns');
  const f = useFormat();
  const terms = useTerms();
  const { may } = useSession();
  const navigate = route.useNavigate();
  const [language, setLanguage] = useState<BuyerLanguage>(order.customer.language);
  const [reason, setReason] = useState('');
  const start = useMove(returns.request, {
    onDone: ({ id }) => void navigate({ to: '/returns/$id', params: { id } }),
  });
  const missing = missingOf(draft, previews, reason);
  const standing = standingOf(draft, previews);
  const sum = sumOf(draft, previews);
  const mayOverride = may('returns.override') && may('returns.decide');
  const offers = Object.entries(draft).flatMap(([id, line]) => chosenOf(line, previews.get(id)) ?? []);
  const days = offers.flatMap(({ by }) => by ?? []).sort();
  const units = Object.values(draft).reduce((all, line) => all + line.quantity, 0);
  const goodsBack = offers.some(({ goods_back }) => goods_back);
  const freight = offers.find(({ goods_back }) => goods_back)?.freight_paid_by;
  const rows = Object.entries(draft).flatMap(([id, line]) => {
    const of = order.lines.find((one) => one.id === id);
    if (!of) return [];
    const offer = chosenOf(line, previews.get(id));
    const swaps = line.remedy === 'exchange' || line.remedy === 'replacement';
    return [
      {
        key: id,
        label: line.quantity > 1 ? t('list.units', { title: of.title, n: line.quantity }) : of.title,
        ...(line.remedy ? { note: terms.remedy(line.remedy) } : {}),
        value: swaps ? t('buyer_money.goods') : <Money value={offer?.amount} />,
      },
    ];
  });
  const going = Object.keys(draft).length > 0;
  return (
    <aside className="returns-new-side">
      <Section title={t('new.will_happen')}>
        {going ? (
          <Rows
            kind="plain"
            rows={[
              ...rows,
              ...(sum ? [{ key: 'sum', total: true, label: t('new.buyer_gets'), value: <Money value={sum} /> }] : []),
            ]}
          />
        ) : (
          <p className="r-quiet">{t('new.pick_first')}</p>
        )}
        {offers.length > 0 && (
          <ul className="returns-because">
            <li>
              {goodsBack ? t('new.label_goes', { to: order.customer.email ?? order.customer.name }) : t('new.keeps')}
            </li>
            {freight && freight !== 'nobody' && <li>{t(`new.freight.${freight}`)}</li>}
            {days.length > 0 && <li>{t('buyer_money.has_it_by', { day: f.calendarDay(days.at(-1)!, true) })}</li>}
          </ul>
        )}
      </Section>
      {going && missing !== 'reason' && missing !== 'policy' && (
        <Standing
          standing={standing}
          by={outsideBy(draft, previews)}
          mayOverride={mayOverride}
          reason={reason}
          onReason={setReason}
          problem={start.problem}
        />
      )}
      <Fields>
        <Field label={t('new.language')} help={t('new.language_help')}>
          <Segmented
            className="returns-fit"
            value={language}
            onChange={setLanguage}
            options={buyerLanguage.options.map((one) => ({ value: one, label: terms.language(one) }))}
          />
        </Field>
      </Fields>
      {start.problem && !start.problem.fieldWords('override_reason') && (
        <ErrorState title={t('new.not_started')} words={start.problem.words} requestId={start.problem.requestId} />
      )}
      <Button
        type="primary"
        size="large"
        block
        disabled={missing !== null || waits}
        loading={start.busy}
        onClick={() =>
          void start.run({
            params: { id: order.id },
            body: requestOf(draft, language, standing === 'inside' ? '' : reason),
          })
        }
      >
        {t(goButton(standing, mayOverride, reason), { count: Math.max(units, 1) })}
      </Button>
      {missing && missing !== 'lines' && missing !== 'policy' && (
        <p className="r-quiet">{t(`new.missing.${missing}`)}</p>
      )}
    </aside>
  );
}

/** Says whether it is approved at once or waits for somebody. */
function goButton(standing: ReturnType<typeof standingOf>, mayOverride: boolean, reason: string) {
  if (standing === 'inside') return 'new.go.approved';
  if (standing === 'outside') return mayOverride ? 'new.go.outside' : 'new.go.asks';
  return mayOverride && reason.trim() ? 'new.go.outside' : 'new.go.waits';
}

function Standing(props: {
  standing: ReturnType<typeof standingOf>;
  by: readonly Outside[];
  mayOverride: boolean;
  reason: string;
  onReason: (reason: string) => void;
  problem: { fieldWords: (path: string) => string | undefined } | null;
}) {
  const { t } = useTranslation('returns');
  const { standing, mayOverride } = props;
  if (standing === 'inside') {
    return (
      <p>
        <Status tone="good">{t('new.inside')}</Status>
      </p>
    );
  }
  const optional = standing === 'asks_a_person';
  return (
    <div className="returns-standing">
      <Status tone={optional ? 'clock' : 'diff'} strong>
        {t(optional ? 'new.for_a_person' : 'new.outside')}
      </Status>
      {props.by.length > 0 && (
        <ul className="returns-because">
          {props.by.map((why) => (
            <li key={why}>{t(`new.outside_by.${why}`)}</li>
          ))}
        </ul>
      )}
      <Fields>
        {(!optional || mayOverride) && (
          <Field
            label={t(optional ? 'new.anyway' : 'new.why_outside')}
            optional={optional}
            name="override_reason"
            problem={props.problem}
            help={t(mayOverride ? (optional ? 'new.anyway_help' : 'new.kept') : 'new.goes_to_decider')}
          >
            <Input.TextArea
              autoSize={{ minRows: 2, maxRows: 5 }}
              maxLength={500}
              value={props.reason}
              onChange={(event) => props.onReason(event.target.value)}
            />
          </Field>
        )}
      </Fields>
    </div>
  );
}
