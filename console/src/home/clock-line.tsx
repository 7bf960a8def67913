/** The clocks of the coming hours on a line of time. */
import type { Waiting } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useFormat, useNow } from '../ui/locale.tsx';
import { clocksAhead } from './work.ts';

const hours = 5;
const before = 0.7;

export function ClockLine({ waiting }: { waiting: readonly Waiting[] }) {
  const { t } = useTranslation('home');
  const f = useFormat();
  const now = useNow();
  const due = clocksAhead(waiting, now, hours);
  if (due.length === 0) return null;
  const place = (at: number) => {
    const share = (at - now) / (hours * 3_600_000);
    return `${Math.max(0, Math.min(1, share * (1 - before * 0.2) + before * 0.2)) * 100}%`;
  };
  const ticks = Array.from({ length: hours }, (_, i) => Math.ceil(now / 3_600_000 + i) * 3_600_000);
  return (
    <div className="home-line" role="img" aria-label={t('clocks', { count: due.length })}>
      {due.map((one, i) => (
        <span
          key={one.id}
          className={`home-flag is-${one.late ? 'bad' : one.soon ? 'clock' : 'idle'}`}
          style={{
            left: one.late ? `${i * 1.5}%` : place(one.at),
            bottom: 26,
            height: 26 + (i % 3) * 20,
          }}
        >
          <b>{f.clock(one.at).text}</b> {one.who}
        </span>
      ))}
      <i className="home-axis" />
      <i className="home-past" style={{ width: place(now) }} />
      <span className="home-now" style={{ left: place(now) }}>
        {t('now')}
      </span>
      {ticks.map((at) => (
        <span key={at} className="home-tick" style={{ left: place(at) }}>
          {f.time(at)}
        </span>
      ))}
    </div>
  );
}
