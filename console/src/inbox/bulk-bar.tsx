/** The ink bar over the list while conversations are picked. The number on a verb is what will really happen. */
import { type BodyIn, type ConversationMove, type ConversationRow, inbox, priority } from '@recoup/contract';
import { App, Checkbox, Dropdown, type MenuProps, Tooltip } from 'antd';
import { AlarmClock, Check, Ellipsis, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../app/problem.ts';
import { useProblemWords } from '../app/problem-words.ts';
import { useMove } from '../app/queries.ts';
import { Kbd } from '../ui/kbd.tsx';
import { useKeys } from '../ui/keys.ts';
import { splitByVerb } from '../ui/list-moves.ts';
import { useFormat } from '../ui/locale.tsx';
import { AssignDialog } from './assign-dialog.tsx';
import { TagsDialog } from './tags-dialog.tsx';
import { TimeDialog } from './time-menu.tsx';

type Act = BodyIn<typeof inbox.bulk>['act'];
type Props = { chosen: readonly ConversationRow[]; all: boolean; onAll: () => void; onClear: () => void };

export function BulkBar({ chosen, all, onAll, onClear }: Props) {
  const { t } = useTranslation('inbox');
  const f = useFormat();
  const words = useProblemWords();
  const { message } = App.useApp();
  const [dialog, setDialog] = useState<'assign' | 'snooze' | 'tags' | null>(null);
  const bulk = useMove(inbox.bulk);
  const taken = (move: ConversationMove) => splitByVerb(chosen, (row) => row.moves.includes(move) || move).taken;
  const run = async (rows: readonly ConversationRow[], act: Act) => {
    setDialog(null);
    if (rows.length === 0) return;
    const answer = await bulk.run({ body: { ids: rows.map(({ id }) => id), act } });
    if (!answer) return;
    const codes = [...new Set(answer.failed.map(({ code }) => code))];
    const why = codes.map((code) => words(new ApiProblem({ code, status: 409 })).words).join(' ');
    if (answer.failed.length > 0) {
      void message.warning(
        t('bulk.some', { done: f.number(answer.done.length), left: f.number(answer.failed.length), why }),
      );
    } else {
      void message.success(t('bulk.done', { count: answer.done.length }));
    }
    onClear();
  };
  const resolvable = taken('resolve');
  const assignable = taken('assign');
  const snoozable = taken('snooze');
  useKeys({
    Escape: onClear,
    e: () => void run(resolvable, { do: 'resolve' }),
    a: () => setDialog('assign'),
    z: () => setDialog('snooze'),
  });
  const items: MenuProps['items'] = [
    { key: 'close', label: t('bulk.close', { n: taken('close').length }), disabled: taken('close').length === 0 },
    { key: 'reopen', label: t('bulk.reopen', { n: taken('reopen').length }), disabled: taken('reopen').length === 0 },
    { key: 'tags', label: t('bulk.tags') },
    {
      key: 'priority',
      label: t('priority.set'),
      children: priority.options.map((each) => ({ key: `priority:${each}`, label: t(`priority.${each}`) })),
    },
    { type: 'divider' },
    {
      key: 'spam',
      danger: true,
      label: t('bulk.spam', { n: taken('mark_spam').length }),
      disabled: taken('mark_spam').length === 0,
    },
    {
      key: 'not_spam',
      label: t('bulk.not_spam', { n: taken('not_spam').length }),
      disabled: taken('not_spam').length === 0,
    },
  ];
  const left = chosen.length - resolvable.length;
  return (
    <div className="inbox-slab">
      <div>
        <Checkbox checked={all} indeterminate={!all} aria-label={t('bulk.all')} onClick={onAll} />
        <strong role="status">{t('bulk.chosen', { n: f.number(chosen.length) })}</strong>
        <button type="button" className="inbox-slab-clear" onClick={onClear}>
          {t('bulk.clear')} <Kbd k="Escape" />
        </button>
      </div>
      <div>
        <button
          type="button"
          className="is-main"
          disabled={resolvable.length === 0 || bulk.busy}
          onClick={() => void run(resolvable, { do: 'resolve' })}
        >
          <Check size={14} aria-hidden="true" />
          {t('bulk.resolve', { n: resolvable.length })}
        </button>
        <Tooltip title={t('assign.title')}>
          <button
            type="button"
            aria-label={t('assign.title')}
            disabled={assignable.length === 0}
            onClick={() => setDialog('assign')}
          >
            <UserPlus size={15} aria-hidden="true" />
          </button>
        </Tooltip>
        <Tooltip title={t('snooze.title')}>
          <button
            type="button"
            aria-label={t('snooze.title')}
            disabled={snoozable.length === 0}
            onClick={() => setDialog('snooze')}
          >
            <AlarmClock size={15} aria-hidden="true" />
          </button>
        </Tooltip>
        <Dropdown
          trigger={['click']}
          menu={{
            items,
            onClick: ({ key }) => {
              const [what, value] = key.split(':');
              if (what === 'tags') setDialog('tags');
              else if (what === 'close' || what === 'reopen') void run(taken(what), { do: what });
              else if (what === 'spam') void run(taken('mark_spam'), { do: 'spam', spam: true });
              else if (what === 'not_spam') void run(taken('not_spam'), { do: 'spam', spam: false });
              else if (what === 'priority')
                void run(chosen, { do: 'priority', priority: value as ConversationRow['priority'] });
            },
          }}
        >
          <button type="button" aria-label={t('more')}>
            <Ellipsis size={15} aria-hidden="true" />
          </button>
        </Dropdown>
      </div>
      {left > 0 && <p>{t('bulk.leaves_out', { count: left })}</p>}
      {bulk.problem && (
        <p role="alert" className="r-t-bad">
          {bulk.problem.words}
        </p>
      )}
      {dialog === 'assign' && (
        <AssignDialog onPick={(to) => void run(assignable, { do: 'assign', ...to })} onClose={() => setDialog(null)} />
      )}
      {dialog === 'snooze' && (
        <TimeDialog
          title={t('snooze.title')}
          go={(at) => (at ? t('snooze.until', { at }) : t('snooze.title'))}
          onPick={(until) => void run(snoozable, { do: 'snooze', until })}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'tags' && (
        <TagsDialog
          title={t('bulk.tags')}
          tags={[]}
          busy={bulk.busy}
          onSet={(tags) => void run(tags.length > 0 ? chosen : [], { do: 'add_tags', tags: tags.slice(0, 10) })}
          onClose={() => setDialog(null)}
        />
      )}
    </div>
  );
}
