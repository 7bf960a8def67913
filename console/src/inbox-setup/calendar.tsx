/** Business hours: the week as a picture with its shifts, holidays with shifts of their own, and the time zone. */
import './inbox-setup.css';
import { type BodyIn, type Calendar, inboxSetup } from '@recoup/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { TimeZoneSelect } from '../settings/time-zone.tsx';
import { useKeys } from '../ui/keys.ts';
import { useFormat } from '../ui/locale.tsx';
import { Section } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { EditorPage, type Thing } from './editor-page.tsx';
import { Holidays } from './holidays.tsx';
import { hoursOf, type Shift, shiftsOf, type Weekly, weekdays, withShifts, wrongShifts } from './minutes.ts';
import { NameInput } from './parts.tsx';
import { Shifts } from './shifts.tsx';
import { DayLine, DayScale } from './week.tsx';
import { useLeaveQuestion, useWork } from './work.ts';

const route = getRouteApi('/shell/setup/calendars/$id');
type Body = Required<BodyIn<typeof inboxSetup.addCalendar>>;

export function CalendarPage() {
  const { t } = useTranslation('inbox-setup');
  const { may } = useSession();
  const f = useFormat();
  const { id } = route.useParams();
  const source = useApi(inboxSetup.calendars);
  const rows = source.data?.rows ?? [];
  const things: Thing[] = rows.map((row) => ({
    id: row.id,
    name: row.name,
    second: f.zone(row.time_zone),
    to: `/setup/calendars/${row.id}`,
  }));
  const found = rows.find((row) => row.id === id) ?? null;
  if (found) return <Editor key={found.id} calendar={found} kept={bodyOf(found)} things={things} />;
  if (id === 'new' && source.data) {
    return <Editor key="new" calendar={null} kept={usual(t('calendars.usual'), f.timeZone)} things={things} />;
  }
  return (
    <EditorPage
      kind="calendars"
      things={things}
      may={may('inbox.manage')}
      title={t('calendars.name')}
      tab={t('calendars.name')}
      source={source}
    >
      <EmptyState title={t('calendars.gone')} />
    </EditorPage>
  );
}

const bodyOf = ({ name, time_zone, weekly, holidays }: Calendar): Body => ({ name, time_zone, weekly, holidays });
/** Weekdays nine to five: what is changed, not invented. */
const usual = (name: string, time_zone: string): Body => ({
  name,
  time_zone,
  weekly: weekdays.slice(0, 5).map((day) => ({ day, from: '09:00', to: '17:00' })),
  holidays: [],
});

function Editor({ calendar, kept, things }: { calendar: Calendar | null; kept: Body; things: Thing[] }) {
  const { t } = useTranslation('inbox-setup');
  const { may } = useSession();
  const f = useFormat();
  const { message } = App.useApp();
  const navigate = route.useNavigate();
  const { value: draft, dirty, wouldLose, change, letGo } = useWork(kept);
  const add = useMove(inboxSetup.addCalendar);
  const save = useMove(inboxSetup.changeCalendar);
  useLeaveQuestion(wouldLose);
  const disabled = !may('inbox.manage');
  const weekly = draft.weekly as Weekly;
  const wrong =
    weekdays.some((day) => wrongShifts(shiftsOf(weekly, day)).length > 0) ||
    draft.holidays.some((each) => !each.name.trim() || !each.day || wrongShifts(each.shifts ?? []).length > 0);
  const hours = hoursOf(weekly);

  const submit = async () => {
    if (disabled || wrong || !draft.name.trim()) return;
    if (calendar) {
      if (!(await save.run({ params: { id: calendar.id }, body: draft }))) return;
      letGo();
      return void message.success(t('calendars.saved'));
    }
    const made = await add.run({ body: draft });
    if (!made) return;
    letGo();
    void navigate({ to: '/setup/calendars/$id', params: { id: made.id }, replace: true });
  };
  useKeys({ 'mod+s': () => void submit() }, { on: !disabled });

  return (
    <EditorPage
      kind="calendars"
      things={things}
      may={!disabled}
      tab={draft.name}
      title={
        disabled ? (
          draft.name
        ) : (
          <NameInput label={t('calendars.calendar_name')} value={draft.name} onChange={(name) => change({ name })} />
        )
      }
      aside={
        calendar ? (
          <span>{t('calendars.used', { count: calendar.used_by })}</span>
        ) : (
          <Status tone="idle">{t('not_live')}</Status>
        )
      }
      problem={add.problem ?? save.problem}
      verbs={
        !disabled && (
          <>
            {dirty && (
              <Button type="text" onClick={letGo}>
                {t('discard')}
              </Button>
            )}
            <Button
              type="primary"
              loading={add.busy || save.busy}
              disabled={wrong || !draft.name.trim() || (calendar !== null && !dirty)}
              onClick={() => void submit()}
            >
              {calendar ? t('settings:save') : t('calendars.add')}
            </Button>
          </>
        )
      }
      sentence={
        <span className="isetup-zone r-ink2">
          {t('calendars.zone')}
          <TimeZoneSelect value={draft.time_zone} disabled={disabled} onChange={(time_zone) => change({ time_zone })} />
        </span>
      }
    >
      <Section
        title={t('calendars.week')}
        aside={t('calendars.week_hours', { hours: f.number(hours, hours % 1 ? 1 : 0) })}
        verbs={<Link to="/setup/promises">{t('calendars.to_promises')}</Link>}
      >
        <div className="isetup-week">
          <DayScale />
          {weekdays.map((day) => (
            <Day
              key={day}
              name={t(`day.${day}`)}
              shifts={shiftsOf(weekly, day)}
              disabled={disabled}
              onChange={(shifts) => change({ weekly: withShifts(weekly, day, shifts) })}
            />
          ))}
        </div>
      </Section>
      <Holidays
        value={draft.holidays}
        disabled={disabled}
        problem={add.problem ?? save.problem}
        onChange={(holidays) => change({ holidays })}
      />
    </EditorPage>
  );
}

type DayProps = { name: string; shifts: Shift[]; disabled: boolean; onChange: (shifts: Shift[]) => void };
function Day({ name, shifts, disabled, onChange }: DayProps) {
  const { t } = useTranslation('inbox-setup');
  return (
    <div className="isetup-day">
      <h3>{name}</h3>
      <DayLine shifts={shifts} />
      <Shifts name={name} shifts={shifts} disabled={disabled} onChange={onChange} />
      {wrongShifts(shifts).length > 0 && (
        <p className="isetup-day-wrong">
          <Status tone="bad">{t('calendars.wrong')}</Status>
        </p>
      )}
    </div>
  );
}
