/** A page of setup: the other pages at the left, the way back above, and the states every page has. */
import './settings.css';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProblemWords } from '../app/problem-words.ts';
import { Page, PaneLayout, type PaneLayoutProps } from '../ui/page.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { useSetupEntries } from './setup.tsx';

type SetupPageProps = Omit<PaneLayoutProps, 'left' | 'children'> & {
  title: string;
  aside?: ReactNode;
  /** Between Setup and this page. */
  crumbs?: readonly ReactNode[];
  verbs?: ReactNode;
  sentence?: ReactNode;
  /** What the page reads; the children stand once it is there. */
  source?: { data: unknown; problem: ProblemWords | null; retry: () => void };
  children: ReactNode;
};

export function SetupPage({ title, aside, crumbs = [], verbs, sentence, source, children, ...pane }: SetupPageProps) {
  const { t } = useTranslation('settings');
  return (
    <PaneLayout left={<SetupList />} {...pane}>
      <Page
        ground="surface"
        tab={title}
        title={title}
        aside={aside}
        verbs={verbs}
        sentence={sentence}
        crumbs={[
          <Link key="setup" to="/setup">
            {t('title')}
          </Link>,
          ...crumbs,
        ]}
      >
        {!source || source.data !== undefined ? (
          children
        ) : source.problem ? (
          <ErrorState words={source.problem.words} requestId={source.problem.requestId} onRetry={source.retry} />
        ) : (
          <SkeletonRows rows={5} height={44} />
        )}
      </Page>
    </PaneLayout>
  );
}

function SetupList() {
  const { t } = useTranslation('settings');
  return (
    <nav className="settings-list" aria-label={t('title')}>
      <ul>
        {useSetupEntries().map((entry) => (
          <li key={entry.key}>
            <Link to={entry.to} activeProps={{ 'aria-current': 'page' }}>
              <entry.icon size={16} aria-hidden="true" />
              <EntryName namespace={entry.namespace} words={entry.words} />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function EntryName({ namespace, words }: { namespace: string; words: string }) {
  const { t } = useTranslation(namespace);
  return <span>{t(`${words}.name`)}</span>;
}

/** What was refused, above the form's buttons; the errors of single fields stand at their fields. */
export function NotDone({ problem }: { problem: ProblemWords | null }) {
  const { t } = useTranslation('settings');
  if (!problem) return null;
  return <ErrorState title={t('not_done')} words={problem.words} requestId={problem.requestId} />;
}
