/** What a return costs the brand, as a waterfall: spent hatched, back green, net ink. Actual where booked, else expected. */
import { type ReturnCost as Cost, costsApi } from '@recoup/contract';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { Code } from '../ui/code.tsx';
import { toDecimal } from '../ui/format.ts';
import { Money } from '../ui/money.tsx';
import { Section } from '../ui/page.tsx';
import { Shape } from '../ui/status.tsx';
import { ValueLegend } from '../ui/value-bar.tsx';

export function ReturnCost({ returnId, code }: { returnId: string; code: string }) {
  const { t } = useTranslation('money');
  const { data } = useApi(costsApi.ofReturn, { params: { id: returnId } });
  if (!data || data.lines.length === 0) return null;
  return (
    <Section
      title={t('cost.title')}
      aside={
        <>
          <Code>{code}</Code> {t('cost.note')}
        </>
      }
      verbs={<ValueLegend />}
    >
      <div className="money-cost">
        <Waterfall cost={data} />
        <dl>
          <dt>{t('cost.net')}</dt>
          <dd className="is-figure">
            <Money value={data.net} />
          </dd>
          <dt>{t('cost.recovered')}</dt>
          <dd>
            <Money value={data.recovered} />
          </dd>
          <dt>{t('cost.expected')}</dt>
          <dd>
            <Money value={data.expected_back} />
          </dd>
        </dl>
      </div>
    </Section>
  );
}

const width = 92;
const height = 190;

function Waterfall({ cost }: { cost: Cost }) {
  const { t, i18n } = useTranslation('money');
  const id = useId();
  let at = 0;
  const bars = cost.lines.map((line) => {
    const from = at;
    at += line.amount.amount;
    return {
      key: line.account as string,
      from,
      to: at,
      expected: line.status === 'estimated',
      amount: line.amount.amount,
    };
  });
  const all = [...bars, { key: 'net', from: 0, to: at, expected: false, amount: at }];
  const top = Math.max(...all.map((bar) => Math.max(bar.from, bar.to)), 1);
  const low = Math.min(0, ...all.map((bar) => Math.min(bar.from, bar.to)));
  const y = (value: number) => 20 + ((top - value) / (top - low)) * (height - 20);
  const name = (key: string) =>
    i18n.exists(`account.${key}`, { ns: 'money' }) ? t(`account.${key}`) : t('account.other');
  return (
    <div className="money-waterfall">
      <svg width={all.length * width} height={height + 44} role="img" aria-label={t('cost.title')}>
        <defs>
          <pattern id={id} width="7" height="7" patternUnits="userSpaceOnUse">
            <path d="M-1.75 1.75 1.75-1.75M0 7 7 0M5.25 8.75 8.75 5.25" stroke="var(--hatch)" strokeWidth="1.3" />
          </pattern>
        </defs>
        {all.map((bar, i) => {
          const net = bar.key === 'net';
          const x = i * width + 14;
          const upper = Math.min(y(bar.from), y(bar.to));
          const tall = Math.max(1.5, Math.abs(y(bar.from) - y(bar.to)));
          const back = bar.amount < 0;
          return (
            <g key={bar.key}>
              <rect
                x={x}
                y={upper}
                width={width - 28}
                height={tall}
                fill={net ? 'var(--ink)' : back ? 'var(--goodS)' : `url(#${id})`}
                stroke={net || back ? 'none' : 'var(--hatch)'}
                strokeDasharray={bar.expected ? '4 3' : undefined}
                opacity={bar.expected && back ? 0.55 : 1}
              />
              <text
                x={x + (width - 28) / 2}
                y={upper - 5}
                textAnchor="middle"
                className={net ? 'is-net' : back ? 'is-back' : ''}
              >
                {bar.amount < 0 ? '−' : ''}
                {toDecimal(Math.abs(bar.amount), cost.currency)}
              </text>
              {i < all.length - 1 && (
                <line x1={x + width - 28} x2={x + width} y1={y(bar.to)} y2={y(bar.to)} stroke="var(--line2)" />
              )}
              <foreignObject x={i * width} y={height + 4} width={width} height={40}>
                <div className="money-bar-name">{net ? t('cost.net') : name(bar.key)}</div>
              </foreignObject>
            </g>
          );
        })}
        <line x1="0" x2={all.length * width} y1={y(0)} y2={y(0)} stroke="var(--line2)" />
      </svg>
      {bars.some((bar) => bar.expected) && (
        <p className="r-quiet">
          <Shape tone="idle" /> {t('cost.dashed')}
        </p>
      )}
    </div>
  );
}
