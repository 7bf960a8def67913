/** What a page says when there is nothing, when it waits, and when it failed. */
import './states.css';
import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from './code.tsx';
import { Shape } from './status.tsx';

/**
 * One sentence saying what will appear, and one button or code to make it appear. `note` tells when the next is due.
 * No drawing but three outlined boxes on a shelf.
 */
export function EmptyState(props: { title: ReactNode; note?: ReactNode; action?: ReactNode }) {
  return (
    <div className="r-empty">
      <svg width="140" height="42" viewBox="0 0 140 42" aria-hidden="true">
        <g fill="none" stroke="var(--line2)" strokeDasharray="4 4">
          <path d="M10.5 40V13.5h32V40M54.500 40V4.500h41V40M107.500 40V18.500h26V40" />
        </g>
        <path d="M0 40.500h140" stroke="var(--hatch)" />
      </svg>
      <h2>{props.title}</h2>
      {props.note && <p>{props.note}</p>}
      {props.action && <div className="r-empty-action">{props.action}</div>}
    </div>
  );
}

/** What did not happen, what is safe, what to press, and the number to quote. `words` are those of the refusal's code. */
export function ErrorState(props: {
  title?: ReactNode;
  words?: ReactNode;
  requestId?: string | undefined;
  onRetry?: () => void;
}) {
  const { t } = useTranslation('ui');
  return (
    <div className="r-error" role="alert">
      <Shape tone="bad" />
      <div>
        <h2>{props.title ?? t('error.title')}</h2>
        <p>{props.words ?? t('error.safe')}</p>
        {props.onRetry && (
          <Button size="small" onClick={props.onRetry}>
            {t('error.retry')}
          </Button>
        )}
        {props.requestId && (
          <p className="r-quiet">
            {t('error.request')} <span className="r-mono">{props.requestId}</span>
            <CopyButton text={props.requestId} />
          </p>
        )}
      </div>
    </div>
  );
}

/** True once `waiting` has lasted 300 ms: a quick answer shows no skeleton at all. */
export function useSlow(waiting: boolean, milliseconds = 300): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waiting) {
      setSlow(false);
      return;
    }
    const timer = setTimeout(() => setSlow(true), milliseconds);
    return () => clearTimeout(timer);
  }, [waiting, milliseconds]);
  return waiting && slow;
}

/** Grey lines with hairlines, fading downwards. */
export function SkeletonRows({ rows = 5, height = 34 }: { rows?: number; height?: number }) {
  const slow = useSlow(true);
  if (!slow) return null;
  return (
    <div className="r-skeleton" aria-hidden="true">
      {Array.from({ length: rows }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey lines have no other name
        <div key={at} style={{ height, opacity: 1 - at / (rows + 1) }}>
          <i style={{ width: 80 + ((at * 37) % 60) }} />
          <i style={{ width: 140 + ((at * 53) % 90) }} />
          <i style={{ width: 60, marginLeft: 'auto' }} />
        </div>
      ))}
    </div>
  );
}
