/** Columns of the list of calls: the clock first, then who and what it is about, then how it stands and what came of it. */
import type { CallRow } from '@recoup/contract';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Item } from '../../ui/list-parts.tsx';
import type { Column } from '../../ui/list-table.tsx';
import { useFormat } from '../../ui/locale.tsx';
import { Clock, Status, type Tone, When } from '../../ui/status.tsx';
import { clockText, secondsFrom, useSecond } from '../clock.ts';

export const stageTone: Record<CallRow['stage'], Tone> = {
  scheduled: 'idle',
  waiting: 'clock',
  ringing: 'move',
  live: 'here',
  ended: 'good',
  missed: 'clock',
  declined: 'idle',
};

export function useCallColumns(): Column<CallRow>[] {
  const { t } = useTranslation('calls');
  const f = useFormat();
  return useMemo(() => {
    const none = <span className="r-ink3">—</span>;
    return [
      { key: 'clock', head: t('list.clock'), width: 116, cell: (row) => <RowClock call={row} /> },
      {
        key: 'who',
        head: t('list.who'),
        width: 170,
        cell: (row) => (
          <Item
            title={<b className="r-medium">{row.buyer.name}</b>}
            note={[row.buyer.place, row.buyer.time_zone && t('call.there', { time: f.timeThere(row.buyer.time_zone) })]
              .filter(Boolean)
              .join(t('list.comma'))}
          />
        ),
      },
      {
        key: 'goods',
        head: t('list.goods'),
        cell: (row) => (
          <Item
            photo={row.goods?.photo_url ?? null}
            title={row.goods?.title ?? row.conversation.subject}
            note={row.goods?.order_number ?? t('call.no_order')}
          />
        ),
      },
      {
        key: 'stage',
        head: t('list.stage'),
        width: 132,
        cell: (row) => <Status tone={stageTone[row.stage]}>{t(`list.stages.${row.stage}`)}</Status>,
      },
      { key: 'staff', head: t('list.staff'), width: 112, cut: true, from: 860, cell: (row) => row.staff?.name ?? none },
      {
        key: 'verdict',
        head: t('list.verdict'),
        width: 92,
        from: 740,
        cell: (row) => (row.verdict ? t(`verdict.${row.verdict}`) : none),
      },
      {
        key: 'seconds',
        head: t('list.lasted'),
        width: 74,
        align: 'right',
        from: 980,
        cell: (row) => (row.seconds === null ? none : clockText(row.seconds)),
      },
      {
        key: 'stills',
        head: t('list.stills'),
        width: 62,
        align: 'right',
        from: 1040,
        cell: (row) => (row.stills > 0 ? f.number(row.stills) : none),
      },
      {
        key: 'score',
        head: t('list.score'),
        width: 74,
        align: 'right',
        from: 1100,
        cell: (row) => (
          <span title={t('list.score_help')}>
            {row.csat !== null ? t('list.csat', { n: row.csat }) : none}
            {row.score !== null && <span className="r-ink3"> {row.score.toFixed(1)}</span>}
          </span>
        ),
      },
    ];
  }, [t, f]);
}

/** How long until it is agreed, has waited, or lasts; of what is over, when it was. */
function RowClock({ call }: { call: CallRow }) {
  const f = useFormat();
  const runs = call.stage === 'live' || call.stage === 'waiting' || call.stage === 'ringing';
  const at = useSecond(runs);
  if (call.stage === 'scheduled')
    return (
      <span className="r-nowrap">
        {call.scheduled_for ? <Clock due={call.scheduled_for} start={call.asked_at} /> : <When at={call.asked_at} />}
      </span>
    );
  if (call.stage === 'live' && call.answered_at)
    return <Status tone="here">{clockText(secondsFrom(call.answered_at, at))}</Status>;
  if (runs) return <Status tone="clock">{f.duration(secondsFrom(call.asked_at, at))}</Status>;
  return <When at={call.ended_at ?? call.asked_at} as="dateTime" />;
}
