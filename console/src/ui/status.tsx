/** Status: one meaning per colour, and a shape with each, so nothing is said by colour alone. */
import './status.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant } from './format.ts';
import { useFormat } from './locale.tsx';

/**
 * good: done, allowed, money back. clock: a person is needed before a time. bad: late, failed, stop. move: out of our
 * hands and moving. bot: the assistant did it. idle: waiting, no hurry. here: where it is now. diff: short, over, wrong,
 * blind; normal outcomes, so never red.
 */
export type Tone = 'good' | 'clock' | 'bad' | 'move' | 'bot' | 'idle' | 'here' | 'diff';

const drawings: Record<Tone, ReactNode> = {
  good: (
    <>
      <circle cx="6" cy="6" r="5.25" fill="currentColor" />
      <path d="M3.6 6.2 5.3 7.9 8.5 4.4" fill="none" stroke="var(--surface)" strokeWidth="1.5" />
    </>
  ),
  clock: (
    <g fill="none" stroke="currentColor" strokeWidth="1.3">
      <circle cx="6" cy="6" r="4.7" />
      <path d="M6 3.4V6.2L7.7 7.4" />
    </g>
  ),
  bad: <path d="M6 1.2 11.2 10.6H.8Z" fill="currentColor" strokeLinejoin="round" />,
  move: <path d="M1.4 6h9M7 2.6 10.4 6 7 9.4" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  bot: <path d="M6 .9 11.1 6 6 11.1.9 6Z" fill="currentColor" />,
  idle: <circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" strokeWidth="1.4" />,
  here: <circle cx="6" cy="6" r="4.6" fill="currentColor" />,
  diff: <path d="M1.5 4.3h9M1.5 7.9h9M8.3 1.3 3.7 10.9" fill="none" stroke="currentColor" strokeWidth="1.5" />,
};

/** The 12 px shape alone, where its word stands elsewhere. */
export function Shape({ tone, size = 12 }: { tone: Tone; size?: number }) {
  return (
    <svg className={`r-shape r-t-${tone}`} width={size} height={size} viewBox="0 0 12 12" aria-hidden="true">
      {drawings[tone]}
    </svg>
  );
}

/** A shape and its word. `strong` for the facts of a page head; rows use it as it is. */
export function Status({ tone, children, strong }: { tone: Tone; children: ReactNode; strong?: boolean }) {
  return (
    <span className={`r-status r-t-${tone}${strong ? ' is-strong' : ''}`}>
      <Shape tone={tone} />
      <span>{children}</span>
    </span>
  );
}

/** A clock that runs: `Late 22 min`, `34 min`, with the exact instant on hover. `start` makes the quarter rule known. */
export function Clock({ due, start }: { due: Instant; start?: Instant }) {
  const f = useFormat();
  const { tone, text } = f.clock(due, start);
  return (
    <span title={f.fullDateTime(due)}>
      <Status tone={tone}>{text}</Status>
    </span>
  );
}

/** An instant as text, with the whole of it (weekday, zone) on hover. */
export function When({
  at,
  as = 'timeOrDate',
}: {
  at: Instant;
  as?: 'timeOrDate' | 'dateTime' | 'date' | 'time' | 'day';
}) {
  const f = useFormat();
  return (
    <time dateTime={new Date(at).toISOString()} title={f.fullDateTime(at)} className="r-nowrap">
      {f[as](at)}
    </time>
  );
}

/** What each shape means, for the help sheet. */
export function StatusLegend() {
  const { t } = useTranslation('ui');
  const words: [Tone, string][] = [
    ['good', t('status.good')],
    ['clock', t('status.clock')],
    ['bad', t('status.bad')],
    ['move', t('status.move')],
    ['bot', t('status.bot')],
    ['idle', t('status.idle')],
    ['here', t('status.here')],
    ['diff', t('status.diff')],
  ];
  return (
    <ul className="r-legend">
      {words.map(([tone, word]) => (
        <li key={tone}>
          <Status tone={tone}>{word}</Status>
        </li>
      ))}
    </ul>
  );
}
