/** A station between two things: the one big next step, and what waits for it, oldest first, picked by number where nothing can be scanned. */
import './goods.css';
import { ScanLine } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Code } from '../ui/code.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { useKeys } from '../ui/keys.ts';
import { useFormat } from '../ui/locale.tsx';
import { SkeletonRows } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';

export type Waits = {
  id: string;
  code: string | null;
  title: ReactNode;
  note?: ReactNode;
  since: string;
  aside?: ReactNode;
};

export function ScanHere({ title, note }: { title: ReactNode; note: ReactNode }) {
  return (
    <div className="goods-scan-here">
      <ScanLine size={48} strokeWidth={2} aria-hidden="true" />
      <div>
        <h1>{title}</h1>
        <p>{note}</p>
      </div>
    </div>
  );
}

type Props = {
  head: ReactNode;
  aside?: ReactNode;
  rows: readonly Waits[] | undefined;
  /** Hours after which a thing that waits is late. */
  hours?: number;
  empty: ReactNode;
  onPick: (id: string) => void;
  /** False while a question has the number keys. */
  on?: boolean;
  /** How many are drawn. */
  shown?: number;
};

export function WaitList({ head, aside, rows, hours = 24, empty, onPick, on = true, shown = 9 }: Props) {
  const { t } = useTranslation('goods');
  const visible = rows?.slice(0, shown) ?? [];
  const numbered = visible.slice(0, 9);
  useKeys(Object.fromEntries(numbered.map((row, at) => [String(at + 1), () => onPick(row.id)])), { on });
  return (
    <section className="goods-waits">
      <header>
        <span>{head}</span>
        <span>{aside}</span>
      </header>
      {rows === undefined && <SkeletonRows rows={5} height={60} />}
      {rows?.length === 0 && <p className="goods-waits-empty">{empty}</p>}
      <ol>
        {visible.map((row, at) => (
          <li key={row.id}>
            <button type="button" onClick={() => onPick(row.id)}>
              <Age since={row.since} hours={hours} />
              <span className="goods-waits-code">{row.code && <Code>{row.code}</Code>}</span>
              <span className="goods-waits-title">
                <span className="r-cut">{row.title}</span>
                {row.note && <span className="r-cut r-station-over">{row.note}</span>}
              </span>
              <span className="goods-waits-aside">{row.aside}</span>
              {on && at < 9 && <Kbd k={String(at + 1)} large />}
            </button>
          </li>
        ))}
      </ol>
      {rows && rows.length > visible.length && (
        <p className="r-station-over">{t('more_wait', { count: rows.length - visible.length })}</p>
      )}
    </section>
  );
}

/** How long it has waited; late after `hours`, and nearly so in the last quarter. A dock counts in hours up to two days. */
function Age({ since, hours }: { since: string; hours: number }) {
  const { t } = useTranslation('goods');
  const f = useFormat();
  const from = new Date(since).getTime();
  const { tone } = f.clock(from + hours * 3_600_000, since);
  const minutes = Math.max(1, Math.floor((f.now - from) / 60_000));
  const age =
    minutes < 60
      ? t('age.minutes', { n: minutes })
      : minutes < 48 * 60
        ? t('age.hours', { n: Math.floor(minutes / 60) })
        : t('age.days', { n: Math.floor(minutes / 1440) });
  return (
    <span className="goods-waits-age">
      <Status tone={tone === 'clock' && minutes < (hours * 60 * 3) / 4 ? 'idle' : tone}>{age}</Status>
    </span>
  );
}
