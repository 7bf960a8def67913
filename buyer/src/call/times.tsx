/** Times that are agreed: choosing one, what can be done until then, and trying the camera before it. */
import { useEffect, useState } from 'preact/hooks';
import { Calendar, Phone, Video } from './icons.tsx';
import { Button, brandOf, Failure, Link, type Parts, Say, Skeleton, Way, whoOf } from './parts.tsx';
import type { Slots as Free } from './talk.ts';
import { date, spanOf, time } from './words.ts';

/** Agreed for later: when it is, in words, and what can be done until then. */
export function Early({ side, w, state, facts }: Parts) {
  const at = state.call?.scheduled_for ?? state.invitation?.scheduled_for ?? null;
  if (!at) return <Skeleton w={w} />;
  const left = Math.round((Date.parse(at) - facts.now) / 1000);
  const { entry } = side.setup;
  const isTime = left < 120;
  return (
    <>
      <Say
        page
        title={w('early', { day: date(w.language, at), time: time(w.language, at) })}
        lead={
          isTime
            ? w('early_now', { name: whoOf(state, side) })
            : w('early_lead', { name: whoOf(state, side), span: spanOf(w, left) })
        }
      />
      {isTime ? (
        <Button icon={Video} onClick={() => side.begin()}>
          {w('start')}
        </Button>
      ) : (
        <Button icon={Video} onClick={() => side.test()}>
          {w('test_go')}
        </Button>
      )}
      <div class="ways">
        {entry.kind === 'link' && (
          <Way
            icon={Calendar}
            title={w('to_calendar')}
            lead={w('to_calendar_lead')}
            href={`/v1/call-links/${encodeURIComponent(entry.token)}/ics`}
          />
        )}
        <Way icon={Calendar} title={w('move')} lead={w('move_lead')} onClick={() => side.show('slots')} />
      </div>
      <p class="quiet">{w('come_back_here')}</p>
      <Link onClick={() => side.show('cancel')}>{w('call_off')}</Link>
    </>
  );
}

/** Days and times in the buyer's zone, the brand's beside where they differ. */
export function Slots({ side, w, state }: Parts) {
  const [free, setFree] = useState<Free | null>(null);
  const [failed, setFailed] = useState(false);
  const [day, setDay] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => {
    side.talk.slots(null).then(
      (found) => {
        setFree(found);
        setDay(found.rows.find(({ left }) => left > 0)?.buyer.day ?? null);
      },
      () => setFailed(true),
    );
  }, [side]);
  const back = <Link onClick={() => side.show(null)}>{w('back')}</Link>;
  if (failed)
    return (
      <>
        <Say page title={w('slots_none')} lead={w('slots_none_lead')} />
        {back}
      </>
    );
  if (!free) return <Skeleton w={w} />;
  const open = free.rows.filter(({ left }) => left > 0);
  const days = [...new Set(open.map(({ buyer }) => buyer.day))];
  const apart = open.some(({ buyer, brand }) => buyer.time !== brand.time || buyer.day !== brand.day);
  if (open.length === 0)
    return (
      <>
        <Say page title={w('slots_none')} lead={w('slots_none_lead')} />
        {back}
      </>
    );
  return (
    <>
      <Say page title={w('slots')} lead={w('slots_lead', { minutes: free.minutes, zone: zoneName(free.buyer_zone) })} />
      <div class="days" role="radiogroup" aria-label={w('slots_day')}>
        {days.map((one) => (
          <label key={one}>
            <input type="radio" name="day" checked={one === day} onChange={() => setDay(one)} />
            <span>{date(w.language, `${one}T12:00:00Z`, 'UTC')}</span>
          </label>
        ))}
      </div>
      <div class="times" role="radiogroup" aria-label={w('slots_time')}>
        {open
          .filter(({ buyer }) => buyer.day === day)
          .map(({ starts_at }) => (
            <label key={starts_at}>
              <input type="radio" name="time" checked={starts_at === chosen} onChange={() => setChosen(starts_at)} />
              <span>
                {time(w.language, starts_at, free.buyer_zone)}
                {apart && <small>{w('slots_there', { time: time(w.language, starts_at, free.brand_zone) })}</small>}
              </span>
            </label>
          ))}
      </div>
      {apart && <p class="quiet">{w('slots_zones', { brand: brandOf(state, side)?.name ?? '' })}</p>}
      <Failure state={state} w={w} />
      <button
        type="button"
        class="button"
        disabled={!chosen || state.busy}
        onClick={() => chosen && void side.talk.agree(chosen)}
      >
        {chosen
          ? w('slots_go', {
              day: date(w.language, chosen, free.buyer_zone),
              time: time(w.language, chosen, free.buyer_zone),
            })
          : w('slots_choose')}
      </button>
      {back}
    </>
  );
}
const zoneName = (zone: string) => zone.split('/').at(-1)!.replaceAll('_', ' ');

export function Agreed({ side, w, state }: Parts) {
  const at = state.call?.scheduled_for;
  const brand = brandOf(state, side)?.name ?? '';
  return (
    <>
      <Say
        page
        title={at ? w('agreed', { day: date(w.language, at), time: time(w.language, at) }) : w('agreed_plain')}
        lead={w('agreed_lead', { brand })}
      />
      <Button onClick={() => side.setup.onClose(side.setup.entry.kind === 'chat' ? 'chat' : 'page')}>
        {w(side.setup.entry.kind === 'chat' ? 'back_to_chat' : 'close')}
      </Button>
      {at && (
        <a class="button plain" href={calendar(side, w('ics_title', { brand }), at)} download="call.ics">
          <Calendar size={20} />
          {w('to_calendar')}
        </a>
      )}
      <Link onClick={() => side.show('slots')}>{w('move')}</Link>
    </>
  );
}

/** The agreed time for a calendar (RFC 5545), made here where no link serves it. */
function calendar(side: Parts['side'], title: string, at: string): string {
  const { entry } = side.setup;
  if (entry.kind === 'link') return `/v1/call-links/${encodeURIComponent(entry.token)}/ics`;
  const stamp = (ms: number) => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');
  const from = Date.parse(at);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Recoup//Calls//EN',
    'BEGIN:VEVENT',
    `UID:${side.state.call?.id}`,
    `DTSTAMP:${stamp(Date.now())}`,
    `DTSTART:${stamp(from)}`,
    `DTEND:${stamp(from + 20 * 60_000)}`,
    `SUMMARY:${title.replace(/[\\;,]/g, '\\$&')}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ];
  return `data:text/calendar;charset=utf-8,${encodeURIComponent(lines.join('\r\n'))}`;
}

/** Calling off is asked once. */
export function CallOff({ side, w, state }: Parts) {
  return (
    <>
      <Say page title={w('call_off_sure')} lead={w('call_off_lead', { name: whoOf(state, side) })} />
      <Failure state={state} w={w} />
      <div class="pair">
        <Button plain onClick={() => side.show(null)}>
          {w('call_off_no')}
        </Button>
        <Button busy={state.busy} onClick={() => void side.talk.callOff()}>
          {w('call_off_yes')}
        </Button>
      </div>
      <Link onClick={() => side.show('slots')}>{w('move')}</Link>
    </>
  );
}

/** Before a call that was agreed: one's own picture and voice, heard by nobody. */
export function Test({ side, w, facts, state }: Parts) {
  const works = facts.camera === 'on' && state.media?.microphone === 'on';
  return (
    <>
      <Say title={w(works ? 'test_works' : 'test')} lead={w('test_lead')} />
      <TestLevel side={side} w={w} />
      <Button icon={works ? Video : Phone} onClick={() => side.endTest()}>
        {w('test_done')}
      </Button>
    </>
  );
}
function TestLevel({ side, w }: Pick<Parts, 'side' | 'w'>) {
  const [level, setLevel] = useState(0);
  const stream = side.media?.state.stream ?? null;
  useEffect(() => {
    if (!stream) return;
    let close = () => {};
    let gone = false;
    void import('@recoup/rtc/sound').then(({ meter }) => {
      if (gone) return;
      const at = meter(stream);
      const timer = setInterval(() => setLevel(at.level()), 120);
      close = () => {
        clearInterval(timer);
        at.close();
      };
    });
    return () => {
      gone = true;
      close();
    };
  }, [stream]);
  return (
    <div class="hear">
      <span>{w('test_say')}</span>
      <span class="bar">
        <i style={{ width: `${Math.round(Math.min(1, level * 2) * 100)}%` }} />
      </span>
    </div>
  );
}
