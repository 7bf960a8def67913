/** An editor: the list of its kind at the left, the thing as sentences, and at the right what the other side will see. */
import './inbox-setup.css';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProblemWords } from '../app/problem-words.ts';
import { Page, PaneLayout } from '../ui/page.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';

export type Thing = { id: string; name: string; second?: ReactNode; aside?: ReactNode; to?: string };
export type ThingListProps = {
  /** `macros` → words `macros.name`, address /setup/macros. */
  kind: 'channels' | 'promises' | 'calendars' | 'macros' | 'rules' | 'articles';
  things: readonly Thing[];
  /** May new ones be made here? */
  may: boolean;
};

function ThingList({ kind, things, may }: ThingListProps) {
  const { t } = useTranslation('inbox-setup');
  const name = t(`${kind}.name`);
  return (
    <nav className="isetup-list" aria-label={name}>
      <header>
        <h2>{name}</h2>
        {may && kind !== 'channels' && (
          <Link to={`/setup/${kind}/new` as '/'} className="isetup-add" aria-label={t(`${kind}.add`)}>
            <Plus size={16} aria-hidden="true" />
          </Link>
        )}
      </header>
      <ul>
        {things.map((thing) => (
          <li key={thing.id}>
            <Link to={(thing.to ?? `/setup/${kind}/${thing.id}`) as '/'} activeProps={{ 'aria-current': 'page' }}>
              <span>
                <b>{thing.name}</b>
                {thing.aside && <span className="r-quiet r-nowrap">{thing.aside}</span>}
              </span>
              {thing.second && <span className="r-second r-cut">{thing.second}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

type EditorPageProps = ThingListProps & {
  title: ReactNode;
  tab: string;
  aside?: ReactNode;
  verbs?: ReactNode;
  sentence?: ReactNode;
  source?: { data: unknown; problem: ProblemWords | null; retry: () => void };
  problem?: ProblemWords | null;
  right?: ReactNode;
  rightTitle?: string;
  rightWidth?: number;
  children: ReactNode;
};

export function EditorPage(props: EditorPageProps) {
  const { t } = useTranslation('inbox-setup');
  const { kind, things, may, source, problem, right } = props;
  return (
    <PaneLayout
      left={<ThingList kind={kind} things={things} may={may} />}
      {...(right
        ? { right, rightTitle: props.rightTitle ?? t('other_side'), rightWidth: props.rightWidth ?? 404 }
        : {})}
    >
      <Page
        ground="surface"
        tab={props.tab}
        title={props.title}
        aside={props.aside}
        verbs={props.verbs}
        sentence={props.sentence}
        crumbs={[
          <Link key="setup" to="/setup">
            {t('settings:title')}
          </Link>,
          // Business hours have no list of their own: they stand under the promises that count in them.
          <Link key="list" to={`/setup/${kind === 'calendars' ? 'promises' : kind}` as '/'}>
            {t(`${kind === 'calendars' ? 'promises' : kind}.name`)}
          </Link>,
        ]}
      >
        {problem && <ErrorState title={t('settings:not_done')} words={problem.words} requestId={problem.requestId} />}
        {!source || source.data !== undefined ? (
          props.children
        ) : source.problem ? (
          <ErrorState words={source.problem.words} requestId={source.problem.requestId} onRetry={source.retry} />
        ) : (
          <SkeletonRows rows={6} height={44} />
        )}
      </Page>
    </PaneLayout>
  );
}
