/** The head and the grey rows of a list, and the two-line cell with a picture. */
import { Checkbox } from 'antd';
import { Package } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from './list-table.tsx';
import { useSlow } from './states.tsx';

export function ListHead<Row>(props: { columns: readonly Column<Row>[]; choosing: boolean; onAll: () => void }) {
  const { t } = useTranslation('ui');
  return (
    <thead className="r-list-head">
      <tr>
        {props.choosing && (
          <th className="r-list-check" scope="col">
            <Checkbox checked={false} aria-label={t('list.choose_all')} onClick={props.onAll} />
          </th>
        )}
        {props.columns.map((column) => (
          <th key={column.key} scope="col" className={column.align === 'right' ? 'r-num' : undefined}>
            {column.head}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** The real head stays; only rows are grey, fading downwards. */
export function ListSkeleton<Row>(props: { columns: readonly Column<Row>[]; choosing: boolean; tall: boolean }) {
  const slow = useSlow(true);
  return (
    <tbody aria-hidden="true">
      {slow &&
        [1, 0.8, 0.6, 0.45, 0.3, 0.18].map((opacity, at) => (
          <tr key={opacity} style={{ opacity }}>
            {props.choosing && <td />}
            {props.columns.map((column, place) => (
              <td key={column.key} className={column.align === 'right' ? 'r-num' : undefined}>
                <i
                  className="r-bone"
                  style={{ width: `${column.cut || !column.width ? 40 + ((at * 7 + place * 13) % 30) : 70}%` }}
                />
              </td>
            ))}
          </tr>
        ))}
    </tbody>
  );
}

/** A picture of 38 px, the thing's name and one line under it. Rows that hold it are 54 px. */
export function Item(props: { photo?: string | null | undefined; title: ReactNode; note?: ReactNode }) {
  return (
    <span className="r-item">
      {props.photo !== undefined && (
        <span className="r-item-photo">
          {props.photo ? <img src={props.photo} alt="" loading="lazy" /> : <Package size={16} aria-hidden="true" />}
        </span>
      )}
      <span className="r-item-words">
        <span className="r-cut">{props.title}</span>
        {props.note && <span className="r-cut r-second">{props.note}</span>}
      </span>
    </span>
  );
}
