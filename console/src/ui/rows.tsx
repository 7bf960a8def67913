/** Rows: label at the left, value at the right, a hairline under each. For money, counts and what a person says yes to. */
import './rows.css';
import type { ReactNode } from 'react';

export type Row = {
  key: string;
  label: ReactNode;
  /** Behind the label in ink3. */
  note?: ReactNode;
  value?: ReactNode;
  /** The sum: 600, with a line2 rule above. */
  total?: boolean;
  /** Before the label: a Shape. */
  shape?: ReactNode;
};

/** `plain` leaves the hairlines out, as in a reckoning; `ruled` draws them. */
export function Rows({ rows, kind = 'ruled' }: { rows: readonly Row[]; kind?: 'plain' | 'ruled' }) {
  return (
    <dl className={`r-rows is-${kind}`}>
      {rows.map((row) => (
        <div key={row.key} className={row.total ? 'is-total' : undefined}>
          <dt>
            {row.shape}
            <span>
              {row.label}
              {row.note && <span className="r-rows-note">{row.note}</span>}
            </span>
          </dt>
          {row.value !== undefined && <dd>{row.value}</dd>}
        </div>
      ))}
    </dl>
  );
}
