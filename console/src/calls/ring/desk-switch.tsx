/** In the bar: whether I take calls; after one, how long I may still write; and who waits, who talks, who is free. */
import './desk.css';
import { type CallDesk, type CallRow, calls } from '@recoup/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Popover, Switch } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../../app/queries.ts';
import { useSession } from '../../app/session.tsx';
import { useFormat } from '../../ui/locale.tsx';
import { Shape } from '../../ui/status.tsx';
import { clockText, secondsFrom, useSecond } from '../clock.ts';
import { sendLeftPieces } from '../recording.ts';
import { coolDown, useCurrent, warmUp } from '../room/session.ts';
import { deskTones } from './desk-tones.ts';
import { useNotices } from './notice.ts';
import { ringSounds, setRingSounds } from './ring-sound.ts';

export default function DeskSwitch() {
  const { may } = useSession();
  const takes = may('calls.take');
  // What a tab that was closed had still to send of a recording.
  useEffect(() => {
    if (takes) void sendLeftPieces();
  }, [takes]);
  return takes ? <Desk /> : null;
}

function Desk() {
  const { t } = useTranslation('calls');
  const now = useApi(calls.now, { query: {} });
  const current = useCurrent();
  const [open, setOpen] = useState(false);
  const me = now.data?.me;
  const mine = now.data?.mine ?? null;
  const at = useSecond(me?.state === 'wrapping_up' || me?.state === 'busy' || current !== null);
  if (!me || !now.data) return null;
  // This screen is open: that it was not heard of for a while is not for its own person.
  const state = me.state === 'gone' ? 'free' : me.state;
  const left = mine?.wrap_up_until ? secondsFrom(at, mine.wrap_up_until) : null;
  const waiting = now.data.waiting.length;
  const words = {
    off: t('desk.off'),
    free: t('desk.taking'),
    gone: t('desk.taking'),
    ringing: t('desk.ringing'),
    busy: mine?.answered_at
      ? t('desk.busy', { time: clockText(secondsFrom(mine.answered_at, at)) })
      : t('desk.in_call'),
    wrapping_up: t('desk.wrapping', { time: clockText(left ?? 0) }),
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      content={<DeskMenu now={now.data} onGone={() => setOpen(false)} />}
    >
      <button type="button" className={`desk is-${state}`} aria-label={t('desk.menu', { state: words[state] })}>
        <Shape tone={deskTones[state]} />
        <span>{words[state]}</span>
        {waiting > 0 && <b>{t('desk.waiting', { count: waiting })}</b>}
      </button>
    </Popover>
  );
}

type Now = NonNullable<ReturnType<typeof useApi<typeof calls.now>>['data']>;
function DeskMenu({ now, onGone }: { now: Now; onGone: () => void }) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const desk = useMove(calls.desk);
  const takes = now.me.state !== 'off';
  const others = now.desks.filter(({ staff, state }) => staff.id !== now.me.staff.id && state !== 'gone');
  const states = {
    off: t('desk.state.off'),
    free: t('desk.state.free'),
    ringing: t('desk.state.ringing'),
    busy: t('desk.state.busy'),
    wrapping_up: t('desk.state.wrapping_up'),
    gone: t('desk.state.gone'),
  };
  return (
    <div className="desk-menu">
      <div className="desk-take">
        <Switch
          checked={takes}
          loading={desk.busy}
          aria-label={t('desk.taking')}
          onChange={(on) => void desk.run({ body: { takes_calls: on } })}
        />
        <div>
          <p className="r-medium">{takes ? t('desk.taking') : t('desk.off')}</p>
          <p className="r-quiet">{takes ? t('desk.taking_note') : t('desk.off_note')}</p>
        </div>
      </div>
      {desk.problem && (
        <p className="r-t-bad" role="alert">
          {desk.problem.words}
        </p>
      )}
      {now.mine && <Mine call={now.mine} state={now.me.state} onGone={onGone} />}
      {now.waiting.length > 0 && (
        <section>
          <h3>{t('desk.who_waits')}</h3>
          {now.waiting.map((call) => (
            <Waiting key={call.id} call={call} onGone={onGone} />
          ))}
        </section>
      )}
      {now.live.some((call) => call.id !== now.mine?.id) && (
        <section>
          <h3>{t('desk.live')}</h3>
          {now.live
            .filter((call) => call.id !== now.mine?.id)
            .map((call) => (
              <Link key={call.id} to="/calls/$id" params={{ id: call.id }} className="desk-row" onClick={onGone}>
                <span className="r-cut">{call.buyer.name}</span>
                <span className="r-quiet r-cut">{call.staff?.name}</span>
              </Link>
            ))}
        </section>
      )}
      <section>
        <h3>{t('desk.colleagues')}</h3>
        {others.length === 0 && <p className="r-quiet">{t('desk.alone')}</p>}
        {others.map((one) => (
          <p key={one.staff.id} className="desk-row">
            <span className="desk-name">
              <Shape tone={deskTones[one.state]} />
              <span className="r-cut">{one.staff.name}</span>
            </span>
            <span className="r-quiet">{states[one.state]}</span>
          </p>
        ))}
        {now.expected_wait !== null && now.expected_wait > 0 && (
          <p className="r-quiet">{t('desk.expected', { span: f.duration(now.expected_wait) })}</p>
        )}
      </section>
      <Signs />
    </div>
  );
}

/** The call I am in, or have just ended and still write about. */
function Mine({ call, state, onGone }: { call: CallRow; state: CallDesk['state']; onGone: () => void }) {
  const { t } = useTranslation('calls');
  const wrap = useMove(calls.wrapUp);
  const of = { params: { id: call.id } };
  return (
    <section>
      <Link to="/calls/$id" params={{ id: call.id }} className="desk-row" onClick={onGone}>
        <span className="r-medium r-cut">{call.buyer.name}</span>
        <span>{t('desk.open')}</span>
      </Link>
      {state === 'wrapping_up' && (
        <div className="desk-verbs">
          <Button size="small" onClick={() => void wrap.run({ ...of, body: { more_seconds: 60, done: false } })}>
            {t('desk.more')}
          </Button>
          <Button
            size="small"
            type="primary"
            loading={wrap.busy}
            onClick={() => void wrap.run({ ...of, body: { done: true } })}
          >
            {t('desk.done')}
          </Button>
        </div>
      )}
    </section>
  );
}

function Waiting({ call, onGone }: { call: CallRow; onGone: () => void }) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const navigate = useNavigate();
  const at = useSecond();
  const pick = useMove(calls.answer);
  const take = async () => {
    warmUp(call.id);
    if (!(await pick.run({ params: { id: call.id } }))) return coolDown(call.id);
    onGone();
    void navigate({ to: '/calls/$id', params: { id: call.id } });
  };
  return (
    <div className="desk-row">
      <span className="r-cut">
        {call.buyer.name} <span className="r-quiet">{f.duration(secondsFrom(call.asked_at, at))}</span>
      </span>
      {pick.problem ? (
        <span className="r-t-bad">{pick.problem.words}</span>
      ) : (
        (call.moves.includes('pick_up') || call.moves.includes('answer')) && (
          <Button size="small" loading={pick.busy} onClick={() => void take()}>
            {call.call_back ? t('desk.call_back') : t('desk.pick_up')}
          </Button>
        )
      )}
    </div>
  );
}

/** How this browser tells of a call. */
function Signs() {
  const { t } = useTranslation('calls');
  const notices = useNotices();
  const [sounds, setSounds] = useState(ringSounds);
  return (
    <section>
      <p className="desk-row">
        <span>{t('desk.sound')}</span>
        <Switch
          size="small"
          checked={sounds}
          aria-label={t('desk.sound')}
          onChange={(on) => {
            setRingSounds(on);
            setSounds(on);
          }}
        />
      </p>
      {notices.state !== 'none' && (
        <p className="desk-row">
          <span>{t('desk.notice')}</span>
          {notices.state === 'on' ? (
            <span className="r-quiet">{t('desk.notice_on')}</span>
          ) : notices.state === 'blocked' ? (
            <span className="r-quiet">{t('desk.notice_blocked')}</span>
          ) : (
            <Button size="small" onClick={notices.turnOn}>
              {t('desk.notice_turn_on')}
            </Button>
          )}
        </p>
      )}
    </section>
  );
}
