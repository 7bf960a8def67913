/** One flow: when it starts, its picture, and at the right the talk that tries it. */
import { assistant, type FlowKey } from '@recoup/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { App, Button, Dropdown } from 'antd';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Page, PaneLayout, useWide } from '../ui/page.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { useAssistantBrand } from './brand.ts';
import { compareFlows } from './flow-compare.ts';
import { addAfter, type StepKind, stepOf } from './flow-edit.ts';
import { FlowPicture } from './flow-picture.tsx';
import { Problems } from './flow-problems.tsx';
import { CompareSheet, VersionsSheet } from './flow-sheets.tsx';
import { AssistantList, AssistantMenu } from './list.tsx';
import { StartsSentence } from './starts-sentence.tsx';
import { StepSheet } from './step-sheet.tsx';
import { TryPane } from './try-pane.tsx';
import { useTalk, useTried } from './try-talk.tsx';
import { type FlowDetail, useFlowDraft, type Work } from './use-flow-draft.ts';
import { walkedIn } from './walked.ts';

const route = getRouteApi('/shell/assistant/setup/assistant/flows/$key');
type Sought = { id: string; nth: number };

export function FlowPage() {
  const { t } = useTranslation('assistant');
  const { key } = route.useParams();
  const { step } = route.useSearch();
  const navigate = route.useNavigate();
  const brand = useAssistantBrand()!;
  const source = useApi(assistant.flow, { params: { key }, query: { brand_id: brand.id } }, { keep: false });
  const roomy = useWide(1400);
  const [sought, setSought] = useState<Sought | null>(step ? { id: step, nth: 0 } : null);
  const onStep = (flow: FlowKey, id: string) => {
    setSought((was) => ({ id, nth: (was?.nth ?? 0) + 1 }));
    if (flow !== key) {
      void navigate({
        to: '/setup/assistant/flows/$key',
        params: { key: flow },
        search: (was) => ({ brand: was.brand }),
      });
    }
  };
  return (
    <PaneLayout
      left={<AssistantList />}
      right={<TryPane onStep={onStep} />}
      rightTitle={t('try.title')}
      rightWidth={roomy ? 446 : 360}
    >
      {source.data ? (
        <Editor key={`${brand.id} ${key}`} detail={source.data} brandId={brand.id} sought={sought} />
      ) : (
        <div className="assist-wait">
          <AssistantMenu value={`flows/${key}`} />
          {source.problem ? (
            <ErrorState words={source.problem.words} requestId={source.problem.requestId} onRetry={source.retry} />
          ) : (
            <SkeletonRows rows={8} height={64} />
          )}
        </div>
      )}
    </PaneLayout>
  );
}

type EditorProps = { detail: FlowDetail; brandId: string; sought: Sought | null };
function Editor({ detail, brandId, sought }: EditorProps) {
  const { t } = useTranslation('assistant');
  const f = useFormat();
  const { may } = useSession();
  const talk = useTalk();
  const tried = useTried();
  const work = useFlowDraft(detail, brandId, talk.again);
  const [open, setOpen] = useState<string | null>(null);
  const [sheet, setSheet] = useState<'compare' | 'versions' | null>(null);
  const [added, setAdded] = useState<Sought | null>(null);
  const disabled = !may('inbox.manage');
  const { flow } = work;
  const add = (id: string, kind: StepKind, way?: number) => {
    const made = addAfter(flow, id, kind, way);
    if (!made) return;
    work.change(made.flow);
    setAdded((was) => ({ id: made.id, nth: (was?.nth ?? 1000) + 1 }));
    setOpen(made.id);
  };
  const most = Math.max(0, ...Object.values(detail.counts));
  const step = open ? stepOf(flow, open) : undefined;
  const walked = walkedIn(tried.data?.turns, detail.key);
  const latest = added && (!sought || added.nth - 1000 > sought.nth) ? added : sought;
  return (
    <>
      <Page
        tab={`${flow.name[f.language]}, ${t('title')}`}
        title={flow.name[f.language]}
        crumbs={[
          <Link key="setup" to="/setup">
            {t('settings:title')}
          </Link>,
          <AssistantMenu key="menu" value={`flows/${detail.key}`} />,
        ]}
        aside={<Stand detail={detail} work={work} />}
        verbs={<Verbs detail={detail} work={work} disabled={disabled} onSheet={setSheet} />}
        sentence={<StartsSentence flow={flow} live={detail.live} disabled={disabled} onChange={work.change} />}
      >
        {work.problem && (
          <ErrorState title={t('not_done')} words={work.problem.words} requestId={work.problem.requestId} />
        )}
        {work.hasDraft && <Problems problems={detail.problems} onOpen={setOpen} />}
        <FlowPicture
          flow={flow}
          problems={work.hasDraft ? detail.problems : []}
          counts={detail.counts}
          walked={walked}
          open={open}
          sought={latest}
          onOpen={setOpen}
          onAdd={disabled ? null : add}
        />
        <footer className="assist-legend">
          <span>
            <i className="is-walked" /> {t('legend.talk')}
          </span>
          <span>
            <i className="is-now" /> {t('legend.now')}
          </span>
          <span className="r-quiet">{t('legend.counts', { count: most })}</span>
          {!disabled && (
            <span className="assist-legend-keys">
              <span>
                <Kbd k="+" /> {t('legend.add')}
              </span>
              <span>
                <Kbd k="Enter" /> {t('legend.edit')}
              </span>
            </span>
          )}
        </footer>
      </Page>
      {step && (
        <StepSheet
          key={step.id}
          flow={flow}
          step={step}
          problems={work.hasDraft ? detail.problems.filter((each) => each.step === step.id) : []}
          disabled={disabled}
          unfinished={work.unfinished}
          onChange={work.change}
          onOpen={setOpen}
          onAdd={add}
          onClose={() => setOpen(null)}
        />
      )}
      {sheet === 'compare' && <CompareSheet live={detail.live} draft={flow} onClose={() => setSheet(null)} />}
      {sheet === 'versions' && (
        <VersionsSheet
          detail={detail}
          work={work}
          disabled={disabled}
          brandId={brandId}
          onClose={() => setSheet(null)}
        />
      )}
    </>
  );
}

/** Draft or live, and how far the draft is from what runs. */
function Stand({ detail, work }: { detail: FlowDetail; work: Work }) {
  const { t } = useTranslation('assistant');
  const f = useFormat();
  if (work.hasDraft) {
    const count = compareFlows(detail.live, work.flow).length;
    return (
      <>
        <Status tone="idle">{count > 0 ? t('stand.draft', { count }) : t('stand.draft_same')}</Status>
        {(work.saving || work.unsaved) && (
          <span className="r-quiet">{t(work.unfinished ? 'stand.unfinished' : 'stand.saving')}</span>
        )}
      </>
    );
  }
  if (detail.version === 0) return <Status tone="good">{t('stand.shipped')}</Status>;
  return (
    <Status tone="good">
      {detail.published_at
        ? t('stand.live_since', { version: detail.version, date: f.date(detail.published_at) })
        : t('stand.live', { version: detail.version })}
    </Status>
  );
}

type VerbsProps = {
  detail: FlowDetail;
  work: Work;
  disabled: boolean;
  onSheet: (sheet: 'compare' | 'versions') => void;
};
function Verbs({ detail, work, disabled, onSheet }: VerbsProps) {
  const { t } = useTranslation('assistant');
  const { modal, message } = App.useApp();
  const version = detail.version + 1;
  const publish = () =>
    modal.confirm({
      title: t('publish.title', { version }),
      content: t('publish.note'),
      okText: t('publish.verb'),
      icon: null,
      onOk: async () => {
        if (await work.publish()) void message.success(t('publish.done', { version }));
      },
    });
  const discard = () =>
    modal.confirm({
      title: t('discard.title'),
      content: t('discard.note'),
      okText: t('discard.verb'),
      okButtonProps: { danger: true },
      icon: null,
      onOk: async () => {
        if (await work.discard()) void message.success(t('discard.done'));
      },
    });
  return (
    <>
      {work.hasDraft && <Button onClick={() => onSheet('compare')}>{t('compare.verb')}</Button>}
      {!disabled && (
        <Button
          type="primary"
          disabled={!work.hasDraft || work.unfinished || detail.problems.length > 0}
          title={detail.problems.length > 0 ? t('problems.n', { count: detail.problems.length }) : ''}
          loading={work.busy && !work.saving}
          onClick={publish}
        >
          {t('publish.verb')}
        </Button>
      )}
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'versions', label: t('versions.title') },
            ...(work.hasDraft && !disabled ? [{ key: 'discard', label: t('discard.verb'), danger: true }] : []),
          ],
          onClick: ({ key }) => (key === 'discard' ? discard() : onSheet('versions')),
        }}
      >
        <Button type="text" aria-label={t('more')} icon={<Ellipsis size={16} />} />
      </Dropdown>
    </>
  );
}
