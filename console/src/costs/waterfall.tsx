/** Bars that step from cost to cost: spent hatched, what comes back green, the net in ink. Dashed where it is expected and not booked yet. */
import './costs.css';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { toDecimal } from '../ui/format.ts';

export type Step = { key: string; name: string; amount: number; estimated: boolean };
type Bar = Step & { from: number; to: number; net?: boolean };

const HEIGHT = 236;
const HEAD = 22;

export function Waterfall({ steps, currency, net }: { steps: readonly Step[]; currency: string; net: string }) {
  const { t } = useTranslation('costs');
  const hatch = useId();
  let at = 0;
  const bars: Bar[] = steps.map((step) => {
    const from = at;
    at += step.amount;
    return { ...step, from, to: at };
  });
  const estimated = steps.some((step) => step.estimated);
  const all: Bar[] = [...bars, { key: 'net', name: net, amount: at, estimated, from: 0, to: at, net: true }];
  const top = Math.max(1, ...all.map((bar) => Math.max(bar.from, bar.to)));
  const low = Math.min(0, ...all.map((bar) => Math.min(bar.from, bar.to)));
  const y = (value: number) => HEAD + ((top - value) / (top - low)) * (HEIGHT - HEAD);
  const width = all.length > 12 ? 64 : 76;
  return (
    <div className="costs-waterfall">
      <svg width={all.length * width} height={HEIGHT + 46} role="img" aria-label={t('waterfall')}>
        <title>{t('waterfall')}</title>
        <defs>
          <pattern id={hatch} width="7" height="7" patternUnits="userSpaceOnUse">
            <path d="M-1.75 1.75 1.75-1.75M0 7 7 0M5.25 8.75 8.75 5.25" stroke="var(--hatch)" strokeWidth="1.3" />
          </pattern>
        </defs>
        <line x1="0" x2={all.length * width} y1={y(0)} y2={y(0)} stroke="var(--line2)" />
        {all.map((bar, place) => (
          <Column
            key={bar.key}
            bar={bar}
            x={place * width}
            width={width}
            y={y}
            hatch={hatch}
            currency={currency}
            last={place === all.length - 1}
          />
        ))}
      </svg>
    </div>
  );
}

type ColumnProps = {
  bar: Bar;
  x: number;
  width: number;
  y: (value: number) => number;
  hatch: string;
  currency: string;
  last: boolean;
};
function Column({ bar, x, width, y, hatch, currency, last }: ColumnProps) {
  const inner = Math.round(width * 0.62);
  const left = x + (width - inner) / 2;
  const upper = Math.min(y(bar.from), y(bar.to));
  const tall = Math.max(1.5, Math.abs(y(bar.from) - y(bar.to)));
  const back = bar.amount < 0 && !bar.net;
  const fill = bar.net ? 'var(--ink)' : back ? 'var(--goodS)' : `url(#${hatch})`;
  return (
    <g>
      <rect
        x={left}
        y={upper}
        width={inner}
        height={tall}
        fill={fill}
        stroke={bar.net ? 'none' : back ? 'var(--good)' : 'var(--hatch)'}
        strokeDasharray={bar.estimated && !bar.net ? '4 3' : undefined}
        strokeWidth={back && !bar.estimated ? 0 : 1}
        opacity={bar.estimated && back ? 0.6 : 1}
      />
      <text x={x + width / 2} y={upper - 6} textAnchor="middle" className={bar.net ? 'is-net' : back ? 'is-back' : ''}>
        {bar.amount < 0 ? '−' : ''}
        {toDecimal(Math.abs(bar.amount), currency)}
      </text>
      {!last && <line x1={left + inner} x2={left + width} y1={y(bar.to)} y2={y(bar.to)} stroke="var(--line2)" />}
      <foreignObject x={x} y={HEIGHT + 6} width={width} height={40}>
        <div className={`costs-bar-name${bar.net ? ' is-net' : ''}`}>{bar.name}</div>
      </foreignObject>
    </g>
  );
}
