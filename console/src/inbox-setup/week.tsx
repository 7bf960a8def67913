/** A week of business hours as a picture: seven lines of a day each; small in lists, large in the editor. */
import { useTranslation } from 'react-i18next';
import { minuteOf, type Shift, shiftsOf, type Weekly, weekdays, wrongShifts } from './minutes.ts';

const left = (shift: Shift) => `${(minuteOf(shift.from) / 1440) * 100}%`;
const wide = (shift: Shift) => `${((minuteOf(shift.to) - minuteOf(shift.from)) / 1440) * 100}%`;

/** 120 px: one bar a day. */
export function WeekBar({ weekly }: { weekly: Weekly }) {
  return (
    <span className="isetup-weekbar" aria-hidden="true">
      {weekdays.map((day) => (
        <span key={day}>
          {shiftsOf(weekly, day).map((shift) => (
            <i key={shift.from} style={{ left: left(shift), width: wide(shift) }} />
          ))}
        </span>
      ))}
    </span>
  );
}

/** One day's line in the editor; shifts that cannot stand are drawn in red with their edge. */
export function DayLine({ shifts }: { shifts: readonly Shift[] }) {
  const wrong = wrongShifts(shifts);
  return (
    <div className="isetup-day-line" aria-hidden="true">
      {shifts.map((shift, at) =>
        minuteOf(shift.to) > minuteOf(shift.from) ? (
          <i
            key={`${shift.from}-${shift.to}`}
            className={wrong.includes(at) ? 'is-wrong' : undefined}
            style={{ left: left(shift), width: wide(shift) }}
          >
            <span>{`${shift.from}–${shift.to}`}</span>
          </i>
        ) : null,
      )}
    </div>
  );
}

/** 0, 6, 12, 18, 24 above the lines. */
export function DayScale() {
  const { t } = useTranslation('inbox-setup');
  return (
    <div className="isetup-scale" aria-hidden="true">
      {[0, 6, 12, 18, 24].map((hour) => (
        <span key={hour} style={{ left: `${(hour / 24) * 100}%` }}>
          {t('calendars.hour', { hour: String(hour).padStart(2, '0') })}
        </span>
      ))}
    </div>
  );
}
