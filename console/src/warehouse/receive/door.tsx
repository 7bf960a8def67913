/** Between two parcels: what waits on this dock, oldest first, and what is on its way. */
import type { AnswerOf, warehouse } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { ScanHere, WaitList } from '../../goods/wait-list.tsx';
import { useTerms } from '../../terms/terms.ts';
import { Shape } from '../../ui/status.tsx';

type Dock = AnswerOf<typeof warehouse.dock>;

export function Door(props: {
  dock: Dock | undefined;
  /** Boxes closed here whose close is not sent yet. */
  closing: ReadonlySet<string>;
  /** As known at this time, while there is no line. */
  asOf: string | null;
  all: boolean;
  onOpen: (parcelId: string) => void;
  onReturn: (code: string) => void;
}) {
  const { t } = useTranslation('warehouse');
  const terms = useTerms();
  const { dock } = props;
  const waiting = dock?.waiting.filter((row) => !props.closing.has(row.parcel_id));
  // A return whose box stands here is not on the way any more, whatever its carrier says.
  const here = new Set(dock?.waiting.map((row) => row.return_code));
  const due = dock?.next_due.filter((row) => !here.has(row.code)) ?? [];
  return (
    <>
      <ScanHere title={t('receive.door.scan')} note={t('receive.door.scan_note')} />
      <WaitList
        head={t('receive.door.waiting')}
        aside={props.asOf ?? (dock && t('receive.door.done', { count: dock.done_today }))}
        rows={waiting?.map((row) => ({
          id: row.parcel_id,
          code: row.tracking ?? row.code,
          title: row.blind ? (
            <>
              <Shape tone="diff" size={14} /> {row.title || t('receive.blind')}
            </>
          ) : (
            row.title
          ),
          note: row.from,
          since: row.arrived_at,
          aside: row.return_code ? <span className="r-mono">{row.return_code}</span> : t('receive.door.no_rma'),
        }))}
        empty={t('receive.door.empty')}
        onPick={props.onOpen}
        shown={props.all ? 200 : 7}
      />
      {dock && due.length > 0 && (props.all || dock.waiting.length < 6) && (
        <WaitList
          head={t('receive.door.on_the_way', {
            count: Math.max(due.length, dock.on_the_way - (dock.next_due.length - due.length)),
          })}
          rows={due.map((row) => ({
            id: row.code,
            code: row.code,
            title: row.title,
            since: row.since,
            aside: row.carrier && terms.carrier(row.carrier),
          }))}
          hours={240}
          empty=""
          on={false}
          shown={props.all ? 10 : 4}
          onPick={props.onReturn}
        />
      )}
    </>
  );
}
