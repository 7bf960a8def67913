/** One return: its code, where it is, the three facts, its lines, the money of both sides, the evidence, and what happened. */
import './returns.css';
import { type ReturnDetail, returns } from '@recoup/contract';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Neighbours } from '../app/neighbours.tsx';
import { useApi } from '../app/queries.ts';
import { BrandCost } from '../costs/brand-cost.tsx';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Columns, Page, PaneLayout } from '../ui/page.tsx';
import { type Stage, StageRail } from '../ui/stage-rail.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { ThreeFacts } from '../ui/three-facts.tsx';
import { BuyerMoney } from './buyer-money.tsx';
import { useDetailFacts } from './detail-facts.tsx';
import { Evidence } from './evidence.tsx';
import { LabelAndTracking } from './label.tsx';
import { LineRemedies, SecondPerson } from './line-remedies.tsx';
import { Lines } from './lines.tsx';
import { Policy } from './policy.tsx';
import { NoteField, ReturnTimeline } from './timeline.tsx';
import { Units } from './units.tsx';
import { useReturnMoney } from './use-return-money.ts';
import { ReturnVerbs } from './verbs.tsx';
import { lastSearch } from './views.ts';

const route = getRouteApi('/shell/returns/$id');

export function ReturnPage() {
  const { t } = useTranslation('returns');
  const { id } = route.useParams();
  const { data, problem, retry } = useApi(returns.get, { params: { id } }, { keep: false });
  if (problem && !data) {
    return (
      <Page title={t('page.title')} crumbs={[<Back key="back" />]}>
        <ErrorState
          title={problem.code === 'return.not_found' ? t('page.not_found') : undefined}
          words={problem.words}
          requestId={problem.requestId}
          onRetry={retry}
        />
      </Page>
    );
  }
  if (!data) {
    return (
      <Page title={/^RMA-/.test(id) ? <Code size="page">{id}</Code> : t('page.title')} crumbs={[<Back key="back" />]}>
        <SkeletonRows rows={8} height={54} />
      </Page>
    );
  }
  return <Shown key={data.id} at={data} />;
}

function Back() {
  const { t } = useTranslation('returns');
  return (
    <Link to="/returns" search={lastSearch.get()}>
      {t('title')}
    </Link>
  );
}

function Shown({ at }: { at: ReturnDetail }) {
  const { t } = useTranslation('returns');
  const navigate = useNavigate();
  const facts = useDetailFacts(at);
  const money = useReturnMoney(at.id);
  const stages = useStages(at);
  const from = lastSearch.kept();
  const { customer, order } = at;
  const town = [customer.address?.city, customer.address?.region].filter(Boolean).join(', ');
  return (
    <PaneLayout
      rightWidth={392}
      rightTitle={t('page.timeline')}
      right={<ReturnTimeline events={at.timeline} />}
      rightFoot={at.moves.includes('note') ? <NoteField id={at.id} /> : undefined}
    >
      <Page
        tab={at.code}
        crumbs={[
          <Back key="back" />,
          ...(from
            ? [
                <span key="place" className="returns-place">
                  <span>{t(`view.${from.view}`)}</span>
                  <Neighbours
                    list="returns"
                    id={at.id}
                    onGo={(id) => void navigate({ to: '/returns/$id', params: { id } })}
                  />
                </span>,
              ]
            : []),
        ]}
        title={
          <Code size="page" copy>
            {at.code}
          </Code>
        }
        aside={
          <>
            <Link to={`/customers/${customer.id}` as '/'} className="returns-quiet-link">
              {[customer.name, town].filter(Boolean).join(', ')}
            </Link>
            <Link to={`/orders/${order.id}` as '/'} className="returns-quiet-link">
              {t('page.order', { number: order.number })}
            </Link>
          </>
        }
        verbs={<ReturnVerbs at={at} refunds={money.refunds} />}
      >
        <StageRail stages={stages} />
        <ThreeFacts {...facts} />
        <SecondPerson at={at} />
        <Lines at={at} />
        <LineRemedies at={at} />
        <Columns>
          <BuyerMoney at={at} refunds={money.refunds} />
          <BrandCost returnId={at.id} />
        </Columns>
        <Evidence at={at} />
        <Units at={at} />
        <Columns>
          <Policy at={at} />
          <LabelAndTracking at={at} />
        </Columns>
      </Page>
    </PaneLayout>
  );
}

/** Each stage with its date; the one to come says what brings it. */
function useStages(at: ReturnDetail): Stage[] {
  const { t } = useTranslation('returns');
  const f = useFormat();
  const terms = useTerms();
  const now = at.stages.findIndex((stage) => stage.now);
  return at.stages.map(({ stage, at: reached, now: isNow }, place) => {
    const by =
      stage === 'approved' && reached
        ? at.decided_by?.kind === 'system'
          ? t('stage.by_policy')
          : at.decided_by?.name
        : undefined;
    const site = stage === 'received' && reached ? at.facts.place.site?.name : undefined;
    const when = reached && (stage === 'requested' ? f.dateTime(reached) : f.date(reached));
    const coming = stage === 'closed' ? t('stage.once_settled') : undefined;
    const note = when ? [when, by ?? site].filter(Boolean).join(t('list.comma')) : coming;
    return {
      key: stage,
      name: terms.stage(stage),
      state: isNow ? (stage === 'closed' ? 'done' : 'now') : place < now ? 'done' : 'to_come',
      ...(note ? { note } : {}),
    };
  });
}
