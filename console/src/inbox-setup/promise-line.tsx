/** Worked cases beside a promise: three messages of a week and when each clock of them ends. To be checked by hand. */
import { inboxSetup } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useFormat } from '../ui/locale.tsx';
import { Rows } from '../ui/rows.tsx';
import { endByClock, endInWeek, type Weekday } from './minutes.ts';
import { PaneHead } from './parts.tsx';
import type { PromiseBody, Target } from './promise-draft.ts';

const cases: readonly { day: Weekday; time: string }[] = [
  { day: 'tue', time: '10:00' },
  { day: 'fri', time: '17:00' },
  { day: 'sat', time: '12:00' },
];

export function PromiseLine({ draft }: { draft: PromiseBody }) {
  const { t } = useTranslation('inbox-setup');
  const f = useFormat();
  const calendar = useApi(inboxSetup.calendars).data?.rows.find(({ id }) => id === draft.calendar_id);
  const end = (start: (typeof cases)[number], target: Target) => {
    if (target.hours === 'always') return endByClock(start, target.minutes);
    return calendar ? endInWeek(calendar.weekly, start, target.minutes) : null;
  };
  return (
    <div className="isetup-pane">
      {cases.map((start) => (
        <section key={start.day}>
          <PaneHead title={t('promise.case', { day: t(`day.${start.day}`), time: start.time })} />
          <Rows
            rows={draft.targets.map((target) => {
              const due = end(start, target);
              return {
                key: target.kind,
                label: t(`clock.${target.kind}`),
                value: due
                  ? due.days === 0
                    ? t('promise.same_day', { time: due.time })
                    : due.days < 7
                      ? t('promise.on_day', { day: t(`day.${due.day}`), time: due.time })
                      : t('promise.after_days', { day: t(`day.${due.day}`), time: due.time, days: due.days })
                  : t('promise.no_end'),
              };
            })}
          />
        </section>
      ))}
      <p className="r-quiet">
        {calendar
          ? t('promise.case_note', { calendar: calendar.name, zone: f.zone(calendar.time_zone) })
          : t('promise.no_calendar')}
      </p>
    </div>
  );
}
