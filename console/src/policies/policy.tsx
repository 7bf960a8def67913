/** One policy: its rules as sentences, what a buyer sees, and what the change would have done. */
import './policies.css';
import { type Policy, policies } from '@recoup/contract';
import { getRouteApi, useBlocker } from '@tanstack/react-router';
import { App, Button, Dropdown, Input } from 'antd';
import { Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useKeys } from '../ui/keys.ts';
import { useFormat } from '../ui/locale.tsx';
import { Note, Page, PaneLayout } from '../ui/page.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { BuyerPage } from './buyer-page.tsx';
import { DisclosureRule } from './disclosure.tsx';
import { countChanges, same } from './draft.ts';
import { NoteRule } from './note-rule.tsx';
import { PolicyList, PolicyMenu } from './policy-list.tsx';
import type { RuleProps } from './rule-parts.tsx';
import {
  CancelRule,
  ConditionRule,
  EvidenceRule,
  FinalSaleRule,
  PersonRule,
  ReasonsRule,
  ShipRule,
  WindowRule,
} from './rules-asking.tsx';
import { CreditRule, FeeRule, FreightRule, KeepRule, RefundRule, SwapRule, WarrantyRule } from './rules-giving.tsx';
import { ExchangeRule, GuidanceRule, NextOrderRule, PartsRule, RepairRule, ShippingRule } from './rules-remedies.tsx';
import { ScopeSentence } from './scope-sentence.tsx';
import { TryOut } from './try-out.tsx';
import { useDraft } from './use-draft.ts';
import { Versions } from './versions.tsx';

const route = getRouteApi('/shell/policies/$id');

export function PolicyPage() {
  const { id } = route.useParams();
  const { data, problem, retry } = useApi(policies.get, { params: { id } }, { keep: false });
  if (data) return <Editor key={data.id} policy={data} />;
  return (
    <PaneLayout left={<PolicyList />}>
      <div className="policies-wait">
        {problem ? (
          <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />
        ) : (
          <SkeletonRows rows={8} height={64} />
        )}
      </div>
    </PaneLayout>
  );
}

function Editor({ policy }: { policy: Policy }) {
  const { t } = useTranslation('policies');
  const { me } = useSession();
  const { view } = route.useSearch();
  const work = useDraft(policy);
  const { draft, dirty } = work;
  const brand = me.brands.find((each) => each.id === policy.brand.id);
  useLeaveQuestion(dirty);
  if (!draft || !brand) return null;

  const live = policy.live?.rules ?? null;
  const disabled = !policy.moves.includes('edit');
  const props: RuleProps = { rules: draft.rules, live, currency: brand.currency, disabled, edit: work.editRules };
  return (
    <PaneLayout
      left={<PolicyList />}
      rightWidth={404}
      rightTitle={t('preview.title')}
      right={
        <div className="policies-pane">
          <BuyerPage brand={brand} rules={draft.rules} live={live} />
          <TryOut policy={policy} rules={draft.rules} />
        </div>
      }
    >
      <Page
        ground="surface"
        tab={draft.name}
        crumbs={[<PolicyMenu key="menu" value={policy.id} />]}
        title={
          disabled ? (
            draft.name
          ) : (
            <Input
              variant="borderless"
              className="policies-name"
              aria-label={t('name')}
              maxLength={120}
              value={draft.name}
              onChange={(event) => work.change({ name: event.target.value })}
            />
          )
        }
        aside={<Stand policy={policy} work={work} />}
        verbs={<Verbs policy={policy} work={work} />}
        sentence={
          <>
            <p className="r-ink2">{t('held')}</p>
            <ScopeSentence
              scope={draft.scope}
              brandId={policy.brand.id}
              disabled={disabled}
              onChange={(scope) => work.change({ scope: { ...draft.scope, ...scope } })}
            />
          </>
        }
      >
        {work.problem && (
          <ErrorState title={t('not_done')} words={scopeWords(work.problem)} requestId={work.problem.requestId} />
        )}
        {work.overtaken && (
          <Note>
            {t('overtaken')}{' '}
            <button type="button" className="r-link" onClick={work.letGo}>
              {t('take_theirs')}
            </button>
          </Note>
        )}
        {view === 'versions' ? (
          <Versions policy={policy} brand={brand} draft={policy.draft || dirty ? draft.rules : null} />
        ) : (
          <div className="r-rules">
            <WindowRule {...props} />
            <ConditionRule {...props} />
            <ReasonsRule {...props} />
            <EvidenceRule {...props} />
            <GuidanceRule {...props} />
            <PartsRule {...props} />
            <KeepRule {...props} />
            <NextOrderRule {...props} />
            <FreightRule {...props} />
            <FeeRule {...props} />
            <RefundRule {...props} />
            <ShippingRule {...props} />
            <CreditRule {...props} />
            <SwapRule {...props} />
            <ExchangeRule {...props} />
            <RepairRule {...props} />
            <PersonRule {...props} />
            <CancelRule {...props} />
            <ShipRule {...props} />
            <FinalSaleRule {...props} brandId={policy.brand.id} />
            <WarrantyRule {...props} />
            <DisclosureRule {...props} saved={policy.warnings} dirty={dirty} />
            <NoteRule {...props} />
          </div>
        )}
        <Foot policy={policy} changed={live !== null && (policy.draft !== null || dirty)} />
      </Page>
    </PaneLayout>
  );
}

type Work = ReturnType<typeof useDraft>;

function scopeWords(problem: NonNullable<Work['problem']>) {
  return problem.fieldWords('scope.bought_to') ?? problem.words;
}

/** Draft or live, and how far it is from what is in force. */
function Stand({ policy, work: { draft, dirty } }: { policy: Policy; work: Work }) {
  const { t } = useTranslation('policies');
  if (policy.archived_at) return <Status tone="idle">{t('state.archived')}</Status>;
  if (!policy.draft && !dirty) {
    return <Status tone="good">{t('state.live_version', { version: policy.live?.version ?? 1 })}</Status>;
  }
  const version = policy.draft?.version ?? (policy.live?.version ?? 0) + 1;
  if (!policy.live || !draft) return <Status tone="idle">{t('state.draft_of', { version })}</Status>;
  const changes = countChanges(policy.live.rules, draft.rules);
  return <Status tone="idle">{t('state.draft_changes', { version, count: changes })}</Status>;
}

function Verbs({ policy, work }: { policy: Policy; work: Work }) {
  const { t } = useTranslation('policies');
  const { modal, message } = App.useApp();
  const { dirty, draft, busy } = work;
  const has = (move: Policy['moves'][number]) => policy.moves.includes(move);
  const version = policy.draft?.version ?? (policy.live?.version ?? 0) + 1;
  const named = !!draft?.name.trim();
  const save = async () => {
    if (dirty && named && (await work.save())) void message.success(t('saved'));
  };
  useKeys({ 'mod+s': () => void save() }, { on: has('edit') });
  const ask = (
    title: string,
    content: string,
    okText: string,
    run: () => Promise<boolean>,
    done: string,
    danger = false,
  ) =>
    modal.confirm({
      title,
      content,
      okText,
      okButtonProps: { danger },
      icon: null,
      onOk: async () => {
        if (await run()) void message.success(done);
      },
    });
  const others = [...(has('archive') ? [{ key: 'archive', label: t('archive.verb') }] : [])];
  return (
    <>
      {(has('discard') || dirty) && (
        <Button
          type="text"
          disabled={busy}
          onClick={() => {
            if (!policy.draft) return work.letGo();
            ask(
              t('discard.title', { version }),
              policy.live ? t('discard.note') : t('discard.note_first'),
              t('discard.verb'),
              work.discard,
              t('discard.done'),
              true,
            );
          }}
        >
          {t('discard.verb')}
        </Button>
      )}
      {has('edit') && (
        <Button disabled={!dirty || !named} loading={busy && dirty} onClick={() => void save()}>
          {t('save')}
        </Button>
      )}
      {(has('publish') || (dirty && has('edit'))) && (
        <Button
          type="primary"
          disabled={busy || !named}
          onClick={() =>
            ask(
              t('publish.title', { version }),
              t('publish.note'),
              t('publish.verb', { version }),
              work.publish,
              t('publish.done', { version }),
            )
          }
        >
          {t('publish.verb', { version })}
        </Button>
      )}
      {others.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: others,
            onClick: () =>
              ask(
                t('archive.title', { name: policy.name }),
                t('archive.note'),
                t('archive.verb'),
                work.archive,
                t('archive.done'),
                true,
              ),
          }}
        >
          <Button type="text" aria-label={t('more')} icon={<Ellipsis size={16} />} />
        </Dropdown>
      )}
    </>
  );
}

function Foot({ policy, changed }: { policy: Policy; changed: boolean }) {
  const { t } = useTranslation('policies');
  const f = useFormat();
  const { view } = route.useSearch();
  const navigate = route.useNavigate();
  const { live } = policy;
  const show = (search: { view?: 'versions'; from?: number }) => void navigate({ search });
  if (!live) return <p className="policies-foot r-quiet">{t('foot.never')}</p>;
  return (
    <p className="policies-foot">
      <span className="r-quiet">{t('foot.live', { version: live.version, date: f.date(live.published_at) })}</span>
      {view === 'versions' ? (
        <button type="button" className="r-link" onClick={() => show({})}>
          {t('foot.rules')}
        </button>
      ) : (
        <>
          {changed && (
            <button type="button" className="r-link" onClick={() => show({ view: 'versions', from: live.version })}>
              {t('foot.compare', { from: live.version, to: policy.draft?.version ?? live.version + 1 })}
            </button>
          )}
          <button type="button" className="r-link" onClick={() => show({ view: 'versions' })}>
            {t('foot.versions')}
          </button>
        </>
      )}
    </p>
  );
}

/** Nobody loses what they typed by a wrong click. */
function useLeaveQuestion(dirty: boolean) {
  const { t } = useTranslation('policies');
  const { modal } = App.useApp();
  useBlocker({
    enableBeforeUnload: dirty,
    shouldBlockFn: async ({ current, next }) => {
      if (!dirty || same(current.params, next.params)) return false;
      const leave = await modal.confirm({
        title: t('leave.title'),
        content: t('leave.note'),
        okText: t('leave.verb'),
        cancelText: t('leave.stay'),
        icon: null,
      });
      return !leave;
    },
  });
}
