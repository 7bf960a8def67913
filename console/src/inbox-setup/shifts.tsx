/** From and to of each shift of a day, typed. */
import { Input } from 'antd';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { nextShift, readTime, type Shift } from './minutes.ts';

type Props = { name: string; shifts: Shift[]; disabled: boolean; onChange: (shifts: Shift[]) => void };
/** A day may have up to four. */
export function Shifts({ name, shifts, disabled, onChange }: Props) {
  const { t } = useTranslation('inbox-setup');
  const put = (at: number, part: Partial<Shift>) =>
    onChange(shifts.map((shift, place) => (place === at ? { ...shift, ...part } : shift)));
  return (
    <div className="isetup-shifts">
      {shifts.length === 0 && <span className="r-ink3">{t('calendars.closed')}</span>}
      {shifts.map((shift, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: shifts of a day are told apart by their place
        <span key={at}>
          <Time
            label={t('calendars.from', { day: name })}
            value={shift.from}
            disabled={disabled}
            onChange={(from) => put(at, { from })}
          />
          <span className="r-ink3">–</span>
          <Time
            label={t('calendars.to', { day: name })}
            value={shift.to}
            disabled={disabled}
            onChange={(to) => put(at, { to })}
          />
          {!disabled && (
            <button
              type="button"
              className="isetup-drop"
              aria-label={t('calendars.drop_shift', { day: name, from: shift.from })}
              onClick={() => onChange(shifts.filter((_, place) => place !== at))}
            >
              <X size={14} aria-hidden="true" />
            </button>
          )}
        </span>
      ))}
      {!disabled && shifts.length < 4 && (
        <button
          type="button"
          className="isetup-drop"
          aria-label={t('calendars.add_shift', { day: name })}
          title={t('calendars.add_shift', { day: name })}
          onClick={() => onChange([...shifts, nextShift(shifts)])}
        >
          <Plus size={14} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

type TimeProps = { label: string; value: string; disabled: boolean; onChange: (value: string) => void };
/** `09:30`, typed as people type it; `24:00` is the end of the day. */
function Time({ label, value, disabled, onChange }: TimeProps) {
  return (
    <Input
      key={value}
      size="small"
      className="isetup-time"
      aria-label={label}
      defaultValue={value}
      disabled={disabled}
      onBlur={(event) => {
        const read = readTime(event.target.value);
        if (read && read !== value) onChange(read);
        else event.target.value = value;
      }}
      onPressEnter={(event) => event.currentTarget.blur()}
    />
  );
}
