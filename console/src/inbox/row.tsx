/** One conversation in the list: 76 px; who, when it must be answered, what it is about, which order. */
import type { ConversationRow } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { Checkbox } from 'antd';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { ChannelIcon } from './channel-icon.tsx';
import { RowClock } from './clocks.tsx';
import type { InboxSearch } from './search.ts';

type Props = {
  row: ConversationRow;
  search: InboxSearch;
  open: boolean;
  current: boolean;
  picked: boolean;
  picking: boolean;
  fresh: boolean;
  onPick: (id: string, run: boolean) => void;
  onAt: (id: string) => void;
};

export const Row = memo(function Row({ row, search, open, current, picked, picking, fresh, onPick, onAt }: Props) {
  const { t } = useTranslation('inbox');
  const looks = [
    'inbox-row',
    open && 'is-open',
    current && 'is-current',
    picked && 'is-picked',
    picking && 'is-picking',
    fresh && 'is-new',
    row.unseen > 0 && 'is-unseen',
  ];
  return (
    <li className={looks.filter(Boolean).join(' ')} data-id={row.id}>
      <span className="inbox-row-pick">
        <Checkbox
          checked={picked}
          tabIndex={-1}
          aria-label={t('row.pick', { name: row.contact.name })}
          onClick={(event) => onPick(row.id, event.shiftKey)}
        />
      </span>
      <Link
        to="/inbox/$id"
        params={{ id: row.id }}
        search={search}
        aria-current={open ? 'true' : undefined}
        onClick={(event) => {
          if (event.shiftKey) {
            event.preventDefault();
            onPick(row.id, true);
          } else onAt(row.id);
        }}
      >
        <span className="inbox-row-top">
          <ChannelIcon kind={row.channel.kind} />
          <b className="r-cut">{row.contact.name}</b>
          {row.unseen > 0 && (
            <i className="inbox-unseen" title={t('row.unseen', { count: row.unseen })}>
              {row.unseen}
            </i>
          )}
          <RowClock row={row} />
        </span>
        <span className="inbox-row-subject r-cut">{row.subject}</span>
        <span className="inbox-row-about">
          <span className="r-cut">{about(row) ?? t('row.no_order')}</span>
          {row.priority !== 'normal' && (
            <span className={`inbox-priority is-${row.priority}`}>{t(`priority.${row.priority}`)}</span>
          )}
        </span>
      </Link>
    </li>
  );
});

/** `#20418 · Crisp 4 qt`; the return's code where it is about one. */
function about(row: ConversationRow): string | null {
  const parts = [row.return?.code ?? row.order?.number, row.order?.title].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : null;
}
