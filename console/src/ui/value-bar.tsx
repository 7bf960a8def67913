/** The value bar: solid green is money that comes back, hatched ink is money spent. */
import './value-bar.css';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from './locale.tsx';

/** Hatch is a 7 px SVG tile, `/`, 1.3 px: a CSS gradient would show bands in a wide bar. */
export function Hatch({ width = '100%', height }: { width?: number | string; height: number | string }) {
  const id = useId();
  return (
    <svg className="r-hatch" width={width} height={height} aria-hidden="true">
      <defs>
        <pattern id={id} width="7" height="7" patternUnits="userSpaceOnUse">
          <path d="M-1.75 1.75 1.75-1.75M0 7 7 0M5.25 8.75 8.75 5.25" stroke="var(--hatch)" strokeWidth="1.3" />
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill={`url(#${id})`} />
    </svg>
  );
}

export type ValueBarProps = {
  /** Minor units that come back. */
  back: number;
  /** Minor units spent, one or several parts in order; each part gets its own hatched box. */
  spent: number | readonly number[];
  currency: string;
  /** The amount that fills the whole width; bars that are compared share one. Default: back + spent. */
  scale?: number;
  /** px: 17 in a page, 7 in a row, 20 and 34 at a station. */
  height?: number;
};

export function ValueBar({ back, spent, currency, scale, height = 17 }: ValueBarProps) {
  const { t } = useTranslation('ui');
  const f = useFormat();
  const parts = (typeof spent === 'number' ? [spent] : spent).filter((part) => part > 0);
  const spentWhole = parts.reduce((sum, part) => sum + part, 0);
  const whole = Math.max(scale ?? back + spentWhole, 1);
  const share = (amount: number) => `${Math.max(0, (amount / whole) * 100)}%`;
  const spoken = t('value.spoken', { back: f.money(back, currency), spent: f.money(spentWhole, currency) });
  return (
    <div className="r-value-bar" style={{ height }} role="img" aria-label={spoken} title={spoken}>
      {back > 0 && <div className="r-value-back" style={{ width: share(back) }} />}
      {parts.map((part, at) => (
        // The parts of one bar are in a fixed order and carry nothing else.
        // biome-ignore lint/suspicious/noArrayIndexKey: the place in the bar is the part
        <div key={at} className="r-value-spent" style={{ width: share(part) }}>
          <Hatch height="100%" />
        </div>
      ))}
    </div>
  );
}

/** "comes back" and "spent", said once above bars that are compared. */
export function ValueLegend() {
  const { t } = useTranslation('ui');
  return (
    <span className="r-value-legend">
      <span>
        <i className="r-value-back" />
        {t('value.back')}
      </span>
      <span>
        <i className="r-value-spent">
          <Hatch height="100%" />
        </i>
        {t('value.spent')}
      </span>
    </span>
  );
}

/** A plain bar for columns that compare: hatch-grey, or petrol for the one to look at. `share` 0 to 1. */
export function CompareBar({ share, look, width = 120 }: { share: number; look?: boolean; width?: number | string }) {
  return (
    <span className="r-compare" style={{ width }} aria-hidden="true">
      <span
        style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%`, background: look ? 'var(--act)' : 'var(--hatch)' }}
      />
    </span>
  );
}

/** How far long work has come: an ink bar. `share` 0 to 1. */
export function ProgressBar({ share, label }: { share: number; label: string }) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <span
      className="r-progress"
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <span style={{ width: `${percent}%` }} />
    </span>
  );
}
