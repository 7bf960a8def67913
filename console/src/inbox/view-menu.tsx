/** Which conversations: the views with their counts, teams, and whether I take new work. */
import { type AnswerOf, inbox, inboxView } from '@recoup/contract';
import { useNavigate } from '@tanstack/react-router';
import { Dropdown, type MenuProps } from 'antd';
import { ChartColumn, ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useFormat } from '../ui/locale.tsx';
import { type InboxSearch, viewOf } from './search.ts';
import { useColleagues } from './use-people.ts';

type Counts = AnswerOf<typeof inbox.counts>['views'] | undefined;

export function ViewMenu(props: { search: InboxSearch; counts: Counts; onChange: (next: InboxSearch) => void }) {
  const { t } = useTranslation('inbox');
  const f = useFormat();
  const { me, may } = useSession();
  const navigate = useNavigate();
  const { staff, teams } = useColleagues();
  const away = useMove(inbox.away);
  const mine = staff.find(({ id }) => id === me.id);
  const view = viewOf(props.search);
  const team = teams.find(({ id }) => id === props.search.team);
  const items: MenuProps['items'] = [
    ...inboxView.options.map((each) => ({
      key: `view:${each}`,
      label: t(`view.${each}`),
      extra: props.counts ? f.number(props.counts[each] ?? 0) : undefined,
    })),
    ...(teams.length > 0
      ? [
          {
            type: 'group' as const,
            label: t('teams'),
            children: teams.map((each) => ({ key: `team:${each.id}`, label: each.name })),
          },
        ]
      : []),
    { type: 'divider' },
    ...(mine && may('inbox.write')
      ? [
          {
            key: 'away',
            label: mine.away ? t('me.take_work') : t('me.be_away'),
            extra: t('me.holds', { n: f.number(mine.holds), most: f.number(mine.most) }),
          },
        ]
      : []),
    { key: 'figures', label: t('figures.title'), icon: <ChartColumn size={14} /> },
  ];
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items,
        selectable: true,
        selectedKeys: [team ? `team:${team.id}` : `view:${view}`],
        onClick: ({ key }) => {
          const [what, id] = key.split(':');
          if (what === 'figures') return void navigate({ to: '/inbox/figures' });
          if (what === 'away') return void away.run({ body: { away: !mine?.away } });
          if (what === 'team') return props.onChange({ view: 'all', shelf: props.search.shelf, team: id });
          props.onChange({
            view: id === 'mine_and_unassigned' ? undefined : (id as InboxSearch['view']),
            shelf: props.search.shelf,
          });
        },
      }}
    >
      <button type="button" className="inbox-view">
        <h1 className="r-cut">{team?.name ?? t(`view.${view}`)}</h1>
        <ChevronDown size={15} aria-hidden="true" />
        {mine?.away && <span className="r-quiet">{t('me.away')}</span>}
      </button>
    </Dropdown>
  );
}
