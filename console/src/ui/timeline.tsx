/** One timeline per thing: newest first, grouped by day; messages, calls, scans and money in one order. Filters hide, never reorder. */
import './timeline.css';
import { Segmented } from 'antd';
import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant } from './format.ts';
import { useFormat } from './locale.tsx';
import type { Tone } from './status.tsx';

export type TimelineEntry = {
  id: string;
  at: Instant;
  icon: LucideIcon;
  tone?: Tone;
  /** What happened. */
  title: ReactNode;
  /** One line of who and how much. */
  detail?: ReactNode;
  /** What the filters sort by. */
  kind: string;
  /** Pictures or the text of a note, under the line. */
  more?: ReactNode;
};

export type TimelineProps = {
  entries: readonly TimelineEntry[];
  title?: ReactNode;
  /** Filters beside "All": a kind, or several, under one word. */
  filters?: readonly { key: string; label: string; kinds: readonly string[] }[];
  /** A long history of a person groups by month. */
  group?: 'day' | 'month';
  /** Below the entries: the note field, "older" button. */
  foot?: ReactNode;
};

export function Timeline({ entries, title, filters = [], group = 'day', foot }: TimelineProps) {
  const { t } = useTranslation('ui');
  const f = useFormat();
  const [shown, setShown] = useState('all');
  const kinds = filters.find((filter) => filter.key === shown)?.kinds;
  const groups = useMemo(() => {
    const sorted = entries
      .filter((entry) => !kinds || kinds.includes(entry.kind))
      .toSorted((a, b) => new Date(b.at).getTime() - new Date(a.at).getTime());
    const made: { head: string; entries: TimelineEntry[] }[] = [];
    for (const entry of sorted) {
      const head = group === 'day' ? f.dayHead(entry.at) : f.month(entry.at);
      const last = made.at(-1);
      if (last?.head === head) last.entries.push(entry);
      else made.push({ head, entries: [entry] });
    }
    return made;
  }, [entries, kinds, group, f]);

  return (
    <section className="r-timeline">
      <header>
        <h2>{title ?? t('timeline.title')}</h2>
        {filters.length > 0 && (
          <Segmented
            size="small"
            value={shown}
            onChange={setShown}
            options={[
              { value: 'all', label: t('timeline.all') },
              ...filters.map((x) => ({ value: x.key, label: x.label })),
            ]}
          />
        )}
      </header>
      {groups.length === 0 && <p className="r-quiet">{t('timeline.empty')}</p>}
      {groups.map((each) => (
        <div key={each.head} className="r-timeline-day">
          <h3>{each.head}</h3>
          <ol>
            {each.entries.map((entry) => (
              <TimelineLine key={entry.id} entry={entry} time={group === 'day' ? f.time(entry.at) : f.date(entry.at)} />
            ))}
          </ol>
        </div>
      ))}
      {foot}
    </section>
  );
}

function TimelineLine({ entry, time }: { entry: TimelineEntry; time: string }) {
  const f = useFormat();
  const Icon = entry.icon;
  return (
    <li>
      <span className={`r-timeline-ring r-t-${entry.tone ?? 'idle'}`}>
        <Icon size={14} aria-hidden="true" />
      </span>
      <div className="r-timeline-words">
        <div className="r-timeline-what">
          <span>{entry.title}</span>
          <time dateTime={new Date(entry.at).toISOString()} title={f.fullDateTime(entry.at)}>
            {time}
          </time>
        </div>
        {entry.detail && <div className="r-second">{entry.detail}</div>}
        {entry.more && <div className="r-timeline-more">{entry.more}</div>}
      </div>
    </li>
  );
}
