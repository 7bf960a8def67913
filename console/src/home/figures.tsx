/** The week in a few figures, each with its line of 14 days, and who holds the work. */
import type { Home } from '@recoup/contract';
import { BadgeDollarSign, ClipboardCheck, Headset, type LucideIcon, ScanLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat, useNow } from '../ui/locale.tsx';

export function Figures({ figures }: { figures: Home['figures'] }) {
  const { t } = useTranslation('home');
  const f = useFormat();
  return (
    <section className="home-figures">
      <header>
        <h2>{t('week')}</h2>
        <span className="r-quiet">{t('last_days')}</span>
      </header>
      {figures.map((figure) => (
        <div key={figure.code}>
          <div>
            <span className="r-second">{t(`figure.${figure.code}`)}</span>
            <b>
              {figure.money
                ? f.money(figure.money.amount, figure.money.currency)
                : figure.code === 'settled_without_goods'
                  ? f.percent(figure.value, 0)
                  : f.number(figure.value)}
            </b>
          </div>
          <Sparkline values={figure.series} label={t('spark', { name: t(`figure.${figure.code}`) })} />
        </div>
      ))}
    </section>
  );
}

function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  const most = Math.max(...values, 1e-9);
  const x = (i: number) => 2 + (i * 84) / Math.max(1, values.length - 1);
  const y = (value: number) => 28 - (value / most) * 24;
  return (
    <svg className="home-spark" width="90" height="32" viewBox="0 0 90 32" role="img" aria-label={label}>
      <polyline
        points={values.map((value, i) => `${x(i)},${y(value)}`).join(' ')}
        fill="none"
        stroke="var(--ink)"
        strokeWidth="1.4"
      />
      <circle cx={x(values.length - 1)} cy={y(values.at(-1) ?? 0)} r="2.6" fill="var(--ink)" />
    </svg>
  );
}

const icons: Record<Home['holders'][number]['kind'], LucideIcon> = {
  desk: Headset,
  dock: ScanLine,
  bench: ClipboardCheck,
  money: BadgeDollarSign,
};

export function Holders({ holders }: { holders: Home['holders'] }) {
  const { t } = useTranslation('home');
  const f = useFormat();
  const now = useNow();
  if (holders.length === 0) return null;
  return (
    <section className="home-holders">
      <header>
        <h2>{t('holders')}</h2>
        <span className="r-quiet">{t('holds_waiting')}</span>
        <span className="r-quiet">{t('holds_late')}</span>
      </header>
      {holders.map((one) => {
        const Icon = icons[one.kind];
        return (
          <div key={`${one.kind}/${one.name}`}>
            <Icon size={16} aria-hidden="true" />
            <span>
              {t(`holder.${one.kind}`, { name: one.name })}
              <span className={one.late > 0 ? 'r-t-bad' : 'r-quiet'}>
                {one.oldest ? t('oldest', { span: f.span(now - new Date(one.oldest).getTime()) }) : t('nothing_waits')}
              </span>
            </span>
            <b>{one.waiting}</b>
            <b className={one.late > 0 ? 'r-t-bad' : 'is-none'}>{one.late}</b>
          </div>
        );
      })}
    </section>
  );
}
