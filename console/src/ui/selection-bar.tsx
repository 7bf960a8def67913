/**
 * The ink bar that takes the head's place while rows are picked. The number on a verb is what will really happen; the
 * line below names what it leaves out, and why, before it is pressed.
 */
import { Checkbox } from 'antd';
import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from './kbd.tsx';
import { useKeys } from './keys.ts';
import { splitByVerb } from './list-moves.ts';
import { useFormat } from './locale.tsx';
import { Shape } from './status.tsx';

export type BulkVerb<Row> = {
  key: string;
  /** `Approve`; the count is added. */
  name: string;
  icon?: LucideIcon;
  /** true, or why the row is left out: "is approved already and waits for its refund". */
  may?: (row: Row) => true | ReactNode;
  run: (rows: Row[]) => void;
  /** The white button; one at most. */
  main?: boolean;
};

type Props<Row> = {
  span: number;
  chosen: readonly Row[];
  all: boolean;
  verbs: readonly BulkVerb<Row>[];
  note: ReactNode;
  rowName: ((row: Row) => ReactNode) | undefined;
  onAll: () => void;
  onClear: () => void;
};

export function SelectionBar<Row>({ span, chosen, all, verbs, note, rowName, onAll, onClear }: Props<Row>) {
  const { t } = useTranslation('ui');
  const f = useFormat();
  const [looking, setLooking] = useState<string | null>(null);
  const splits = verbs.map((verb) => ({ verb, ...splitByVerb(chosen, verb.may ?? (() => true as const)) }));
  const shown =
    splits.find((split) => split.verb.key === looking) ?? splits.find((split) => split.verb.main) ?? splits[0];
  useKeys({
    Escape: onClear,
    ...Object.fromEntries(
      splits
        .filter((split) => split.taken.length > 0)
        .map((split) => [split.verb.key, () => split.verb.run(split.taken)]),
    ),
  });

  return (
    <thead className="r-list-bar">
      <tr>
        <th colSpan={span}>
          <div className="r-slab">
            <Checkbox checked={all} indeterminate={!all} aria-label={t('list.choose_all')} onClick={onAll} />
            <strong role="status">{t('list.chosen', { n: f.number(chosen.length) })}</strong>
            {note && <span className="r-slab-note">{note}</span>}
            <i className="r-slab-rule" />
            {splits.map(({ verb, taken, left }) => (
              <button
                key={verb.key}
                type="button"
                className={`r-slab-verb${verb.main ? ' is-main' : ''}`}
                disabled={taken.length === 0}
                onClick={() => verb.run(taken)}
                onMouseEnter={() => setLooking(verb.key)}
                onFocus={() => setLooking(verb.key)}
                onMouseLeave={() => setLooking(null)}
              >
                {verb.icon && <verb.icon size={15} aria-hidden="true" />}
                {verb.name}
                {(verb.main || left.length > 0) && ` ${f.number(taken.length)}`}
                <span className="r-slab-key">{verb.key.toUpperCase()}</span>
              </button>
            ))}
            <button type="button" className="r-slab-clear" onClick={onClear}>
              {t('clear')} <Kbd k="Escape" />
            </button>
          </div>
          <div className="r-slab-left">
            {shown && shown.left.length > 0 ? (
              <span>
                <Shape tone="diff" /> <b>{t('list.leaves_out', { verb: shown.verb.name, count: shown.left.length })}</b>{' '}
                {shown.left.slice(0, 3).map(({ row, why }, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: said once, in this order
                  <span key={at}>
                    {at > 0 && '; '}
                    {rowName && <span className="r-mono">{rowName(row)}</span>} {why}
                  </span>
                ))}
                {shown.left.length > 3 && '; …'}
              </span>
            ) : (
              <span />
            )}
            <span className="r-slab-hint">
              {t('list.pick_hint')} <Kbd k="x" /> {t('list.pick_one')}
            </span>
          </div>
        </th>
      </tr>
    </thead>
  );
}
