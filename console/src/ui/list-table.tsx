/**
 * The table staff live in: hairlines, group heads with their count, J K ↵ X, a selection bar in ink with verbs and keys,
 * pages loaded by cursor while scrolling, the count always shown, grey rows only after 300 ms, and what to say when it
 * is empty or failed. Old rows stay while new ones load; rows that arrive by themselves are tinted for a moment.
 */
import './list-table.css';
import { Checkbox } from 'antd';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from './kbd.tsx';
import { useKeys } from './keys.ts';
import { ListFoot } from './list-foot.tsx';
import { keepShown, moveList, noneChosen } from './list-moves.ts';
import { ListHead, ListSkeleton } from './list-parts.tsx';
import { useNewRows, useTableWidth } from './list-watch.ts';
import { type BulkVerb, SelectionBar } from './selection-bar.tsx';
import { ErrorState } from './states.tsx';

/** Where the rows come from; useApiList() makes one. */
export type ListSource<Row> = {
  rows: readonly Row[];
  /** The count of all; unknown (null) where counting is dear. */
  total: number | null;
  loading: boolean;
  error: { words?: ReactNode; requestId?: string | undefined } | null;
  retry: () => void;
  hasMore: boolean;
  loadingMore: boolean;
  loadMore: () => void;
  /** Changes when the question changes (another filter): then nothing is "new". */
  question: string;
  /** How many pages are in `rows`: more of them are not news. */
  pages: number;
};

export type Column<Row> = {
  key: string;
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  /** px. Give it wherever a code, an amount, a date or a status stands: these are never cut. Free text takes the rest. */
  width?: number;
  align?: 'right';
  /** Free text on one line, cut with an ellipsis when the room is short. */
  cut?: boolean;
  /** Left out while the table is narrower than this, px. */
  from?: number;
};

export type ListTableProps<Row> = {
  source: ListSource<Row>;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** Names the table for a screen reader. */
  label: string;
  onOpen?: (row: Row) => void;
  /** The row shown in the side pane. */
  openId?: string | null;
  /** Rows come in this order already; a head is drawn where the key changes. */
  groupOf?: (row: Row) => { key: string; head: ReactNode; count?: number; note?: ReactNode; link?: ReactNode };
  /** Verbs on picked rows; without them there are no checkboxes. */
  verbs?: readonly BulkVerb<Row>[];
  /** Said behind "4 chosen": what they are worth together. */
  chosenNote?: (rows: readonly Row[]) => ReactNode;
  /** Names a row in "Approve leaves one out: …". */
  rowName?: (row: Row) => ReactNode;
  empty: ReactNode;
  /** 34 px one line, 54 with a picture or a second line. */
  rowHeight?: 34 | 54;
  /** Keys of the list are on; turn off while something else has them. */
  keysOn?: boolean;
  /** Puts "F change the sentence" into the foot. */
  sentenceKey?: boolean;
  /** False for a short table inside a page: it keeps to the column's edges, no count and no keys beneath. */
  foot?: boolean;
  /** Rows that say themselves what they are, under group heads: no column heads. */
  headless?: boolean;
};

export function ListTable<Row>(props: ListTableProps<Row>) {
  const { source, rowKey, onOpen, verbs = [], rowHeight = 34, keysOn = true } = props;
  const { t } = useTranslation('ui');
  const [state, setState] = useState(noneChosen);
  const box = useRef<HTMLDivElement>(null);
  const width = useTableWidth(box);
  const columns = props.columns.filter((column) => !column.from || width === 0 || width >= column.from);
  const ids = useMemo(() => source.rows.map(rowKey), [source.rows, rowKey]);
  const fresh = useNewRows(ids, source);
  const least = columns.reduce((sum, column) => sum + (column.width ?? 150), 0);
  const choosing = verbs.length > 0;
  const current = state.current ?? props.openId ?? null;
  const chosen = source.rows.filter((row) => state.picked.has(rowKey(row)));

  useEffect(() => setState((was) => keepShown(was, ids)), [ids]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question is another list: nothing is chosen in it
  useEffect(() => setState(noneChosen), [source.question]);
  useEffect(() => {
    if (state.current)
      box.current?.querySelector(`[data-id="${CSS.escape(state.current)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [state.current]);

  const go = (move: Parameters<typeof moveList>[1]) =>
    setState((was) => moveList({ ...was, current: was.current ?? props.openId ?? null }, move, ids));
  const open = () => {
    const row = source.rows.find((each) => rowKey(each) === current);
    if (!row || !onOpen) return false;
    onOpen(row);
    return true;
  };
  useKeys({ j: () => go({ do: 'down' }), k: () => go({ do: 'up' }), Enter: open }, { on: keysOn });
  useKeys({ x: () => go({ do: 'pick' }) }, { on: keysOn && choosing });

  if (source.error && source.rows.length === 0) {
    return <ErrorState words={source.error.words} requestId={source.error.requestId} onRetry={source.retry} />;
  }
  if (!source.loading && source.rows.length === 0) return <>{props.empty}</>;

  return (
    <div className={`r-list${props.foot === false ? ' is-inner' : ''}`} ref={box}>
      <table
        aria-label={props.label}
        style={{ '--row': `${rowHeight}px`, minWidth: least } as React.CSSProperties}
        aria-busy={source.loading}
      >
        <colgroup>
          {choosing && <col style={{ width: 38 }} />}
          {columns.map((column) => (
            <col key={column.key} style={column.width ? { width: column.width } : undefined} />
          ))}
        </colgroup>
        {chosen.length > 0 ? (
          <SelectionBar
            span={columns.length + 1}
            chosen={chosen}
            all={chosen.length === ids.length}
            verbs={verbs}
            note={props.chosenNote?.(chosen)}
            rowName={props.rowName}
            onAll={() => go({ do: 'all' })}
            onClear={() => go({ do: 'none' })}
          />
        ) : props.headless ? null : (
          <ListHead columns={columns} choosing={choosing} onAll={() => go({ do: 'all' })} />
        )}
        {source.loading && source.rows.length === 0 ? (
          <ListSkeleton columns={columns} choosing={choosing} tall={rowHeight === 54} />
        ) : (
          <tbody>
            {source.rows.map((row, at) => {
              const id = ids[at]!;
              const group = props.groupOf?.(row);
              const before = at > 0 ? props.groupOf?.(source.rows[at - 1]!) : undefined;
              const isCurrent = id === current;
              const isPicked = state.picked.has(id);
              return [
                group && group.key !== before?.key && (
                  <tr key={`group ${group.key}`} className="r-list-group">
                    <th colSpan={columns.length + (choosing ? 1 : 0)} scope="colgroup">
                      <span>
                        {group.head}
                        {group.count !== undefined && <b>{group.count}</b>}
                        {group.note && <i>{group.note}</i>}
                        {group.link && <em>{group.link}</em>}
                      </span>
                    </th>
                  </tr>
                ),
                // Keys do what the pointer does here: J, K and Enter.
                <tr
                  key={id}
                  data-id={id}
                  className={[
                    isCurrent && 'is-current',
                    isPicked && 'is-picked',
                    choosing && 'is-choosing',
                    fresh.has(id) && 'is-new',
                    onOpen && 'is-open-able',
                  ]
                    .filter(Boolean)
                    .join(' ')}
                  aria-current={isCurrent || undefined}
                  onClick={(event) => {
                    if (
                      event.target instanceof Element &&
                      event.target.closest('a, button, input, label, .ant-dropdown')
                    )
                      return;
                    if (choosing && event.shiftKey) return go({ do: 'run', id });
                    go({ do: 'at', id });
                    onOpen?.(row);
                  }}
                >
                  {choosing && (
                    <td className="r-list-check">
                      <Checkbox
                        checked={isPicked}
                        aria-label={t('list.choose_row')}
                        onClick={(event) => {
                          if (event.shiftKey) go({ do: 'run', id });
                          else go({ do: 'pick', id });
                        }}
                      />
                    </td>
                  )}
                  {columns.map((column, place) => (
                    <td
                      key={column.key}
                      className={`${column.align === 'right' ? 'r-num' : ''}${column.cut ? ' r-cut' : ''}`}
                    >
                      {column.cell(row)}
                      {isCurrent && onOpen && !choosing && place === columns.length - 1 && (
                        <span className="r-list-enter">
                          <Kbd k="Enter" />
                        </span>
                      )}
                    </td>
                  ))}
                </tr>,
              ];
            })}
          </tbody>
        )}
      </table>
      {props.foot !== false && (
        <ListFoot source={source} choosing={choosing} opening={!!onOpen} sentenceKey={!!props.sentenceKey} />
      )}
    </div>
  );
}
