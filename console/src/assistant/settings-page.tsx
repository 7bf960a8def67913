/** A page of what always holds: the list at the left, sentences with values inside, and one button that keeps them. */
import { type AssistantSettings, assistant, type Me } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProblemWords } from '../app/problem-words.ts';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useLeaveQuestion, useWork } from '../inbox-setup/work.ts';
import { useKeys } from '../ui/keys.ts';
import { Page, PaneLayout, type PaneLayoutProps } from '../ui/page.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { useAssistantBrand } from './brand.ts';
import { AssistantList, AssistantMenu, type pages } from './list.tsx';

type PageName = (typeof pages)[number];
type FrameProps = Pick<PaneLayoutProps, 'right' | 'rightTitle' | 'rightWidth'> & {
  page: PageName;
  aside?: ReactNode;
  verbs?: ReactNode;
  sentence?: ReactNode;
  source?: { data: unknown; problem: ProblemWords | null; retry: () => void };
  children: ReactNode;
};

/** The frame of every page beside the flows. */
export function AssistantPage({ page, aside, verbs, sentence, source, children, ...pane }: FrameProps) {
  const { t } = useTranslation('assistant');
  return (
    <PaneLayout left={<AssistantList />} {...pane}>
      <Page
        ground="surface"
        title={t(`always.${page}`)}
        tab={t(`always.${page}`)}
        aside={aside}
        verbs={verbs}
        sentence={sentence ?? <span className="r-ink2">{t(`lead.${page}`)}</span>}
        crumbs={[
          <Link key="setup" to="/setup">
            {t('settings:title')}
          </Link>,
          <AssistantMenu key="menu" value={page.replace('_', '-')} />,
        ]}
      >
        {!source || source.data !== undefined ? (
          <div className="assist-page">{children}</div>
        ) : source.problem ? (
          <ErrorState words={source.problem.words} requestId={source.problem.requestId} onRetry={source.retry} />
        ) : (
          <SkeletonRows rows={5} height={44} />
        )}
      </Page>
    </PaneLayout>
  );
}

export type SettingsBody = Omit<AssistantSettings, 'model'> & {
  model: Omit<AssistantSettings['model'], 'key_set' | 'spent_this_month'> & { key?: string | null };
};
export type Settings = {
  brand: Me['brands'][number];
  kept: AssistantSettings;
  value: SettingsBody;
  disabled: boolean;
  change: (part: Partial<SettingsBody>) => void;
  problem: ProblemWords | null;
};

/** What the server takes: without what only it can say. A key is sent where one was typed, and never read back. */
export function bodyOf({
  model: { key_set: _set, spent_this_month: _spent, ...model },
  ...rest
}: AssistantSettings): SettingsBody {
  return { ...rest, model };
}

type SettingsPageProps = {
  page: PageName;
  /** May what stands there be kept? */
  whole?: (value: SettingsBody) => boolean;
  right?: (settings: Settings) => ReactNode;
  rightTitle?: string;
  aside?: (settings: Settings) => ReactNode;
  children: (settings: Settings) => ReactNode;
};

export function SettingsPage(props: SettingsPageProps) {
  const brand = useAssistantBrand()!;
  const source = useApi(assistant.settings, { query: { brand_id: brand.id } }, { keep: false });
  if (source.data) return <Form key={brand.id} {...props} brand={brand} kept={source.data} />;
  return (
    <AssistantPage page={props.page} source={source}>
      {null}
    </AssistantPage>
  );
}

type FormProps = SettingsPageProps & Pick<Settings, 'brand' | 'kept'>;
function Form({ page, whole, right, rightTitle, aside, brand, kept, children }: FormProps) {
  const { t } = useTranslation('assistant');
  const { may } = useSession();
  const { message } = App.useApp();
  const { value, dirty, wouldLose, change, letGo } = useWork(bodyOf(kept));
  const save = useMove(assistant.changeSettings);
  useLeaveQuestion(wouldLose);
  const disabled = !may('inbox.manage');
  const ready = dirty && (whole?.(value) ?? true);
  const keep = async () => {
    if (disabled || !ready) return;
    if (!(await save.run({ query: { brand_id: brand.id }, body: value }))) return;
    letGo();
    void message.success(t('settings:saved'));
  };
  useKeys({ 'mod+s': () => void keep() }, { on: !disabled });
  const settings: Settings = { brand, kept, value, disabled, change, problem: save.problem };
  return (
    <AssistantPage
      page={page}
      aside={aside?.(settings)}
      {...(right ? { right: right(settings), rightTitle: rightTitle ?? t('buyer_sees'), rightWidth: 404 } : {})}
      verbs={
        !disabled && (
          <>
            {dirty && (
              <Button type="text" onClick={letGo}>
                {t('inbox-setup:discard')}
              </Button>
            )}
            <Button type="primary" disabled={!ready} loading={save.busy} onClick={() => void keep()}>
              {t('settings:save')}
            </Button>
          </>
        )
      }
    >
      {save.problem && (
        <ErrorState title={t('not_done')} words={save.problem.words} requestId={save.problem.requestId} />
      )}
      {children(settings)}
    </AssistantPage>
  );
}
