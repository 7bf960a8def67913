/** Who is in the call; bringing a colleague in; and another browser that asks to come in with the buyer's link. */
import { type CallDetail, type CallPart, calls } from '@recoup/contract';
import { Button, Popover } from 'antd';
import { Ear, UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../../app/queries.ts';
import { useFormat } from '../../ui/locale.tsx';
import { Shape } from '../../ui/status.tsx';
import { deskTones } from '../ring/desk-tones.ts';
import { type Session, useStore } from './session.ts';

export const isIn = (part: CallPart) => part.joined_at !== null && part.left_at === null && !part.knocks;

/** On the line as this page hears it itself; what the server last said of it may be older. */
export function useHere(session: Session | null): (part: CallPart) => boolean {
  const state = useStore<Pick<Session['call']['state'], 'peers' | 'me'> | null>(session?.call ?? nobody);
  if (!state) return (part) => part.here;
  return ({ id }) => state.me.part?.id === id || state.peers.some(({ part }) => part.id === id);
}
const nobody = { state: null, subscribe: () => () => {} };

export function PeopleMenu({ call, session }: { call: CallDetail; session: Session | null }) {
  const { t } = useTranslation('calls');
  const inside = call.parts.filter(isIn).length;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      arrow={false}
      destroyOnHidden
      content={<Menu call={call} session={session} />}
    >
      <button type="button" className="room-icon" title={t('call.people.title')} aria-label={t('call.people.title')}>
        <UserPlus size={16} />
        {inside > 2 && <b>{inside}</b>}
      </button>
    </Popover>
  );
}

function Menu({ call, session }: { call: CallDetail; session: Session | null }) {
  const { t } = useTranslation('calls');
  const here = useHere(session);
  const now = useApi(calls.now, { query: {} });
  const bring = useMove(calls.bringIn);
  const inside = call.parts.filter((part) => part.left_at === null && !part.knocks);
  const asked = new Set(inside.map(({ staff_id }) => staff_id));
  const free = (now.data?.desks ?? []).filter(
    ({ staff, state }) => staff.id !== now.data?.me.staff.id && state !== 'gone' && !asked.has(staff.id),
  );
  const states = {
    off: t('desk.state.off'),
    free: t('desk.state.free'),
    ringing: t('desk.state.ringing'),
    busy: t('desk.state.busy'),
    wrapping_up: t('desk.state.wrapping_up'),
    gone: t('desk.state.gone'),
  };
  return (
    <div className="room-menu">
      <h3>{t('call.people.in')}</h3>
      {inside.map((part) => (
        <p key={part.id} className="desk-row">
          <span className="r-cut">{part.name}</span>
          <span className="r-quiet">
            {part.joined_at === null
              ? t('call.people.asked')
              : here(part)
                ? t(`call.people.${part.mode === 'listens' ? 'listens' : part.kind}`)
                : t('call.people.away')}
          </span>
        </p>
      ))}
      {call.moves.includes('bring_in') && (
        <>
          <h3>{t('call.people.bring')}</h3>
          {free.length === 0 && <p className="r-quiet">{t('call.people.nobody')}</p>}
          {free.map((one) => (
            <div key={one.staff.id} className="desk-row">
              <span className="desk-name">
                <Shape tone={deskTones[one.state]} />
                <span className="r-cut">{one.staff.name}</span>
                <span className="r-quiet">{states[one.state]}</span>
              </span>
              <span className="room-menu-pair">
                {(['supervisor', 'technician'] as const).map((kind) => (
                  <Button
                    key={kind}
                    size="small"
                    disabled={bring.busy || one.state === 'busy'}
                    onClick={() => void bring.run({ params: { id: call.id }, body: { staff_id: one.staff.id, kind } })}
                  >
                    {t(`call.people.as_${kind}`)}
                  </Button>
                ))}
              </span>
            </div>
          ))}
        </>
      )}
      {bring.problem && (
        <p className="r-t-bad" role="alert">
          {bring.problem.words}
        </p>
      )}
    </div>
  );
}

/** Another browser came with the buyer's link: in, and the first loses its place; or not. */
export function Knock({ call, part }: { call: CallDetail; part: CallPart }) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const admit = useMove(calls.admit);
  const answer = (yes: boolean) => void admit.run({ params: { id: call.id }, body: { part_id: part.id, yes } });
  return (
    <section className="room-card is-knock" role="alert">
      <h2>{t('call.knock.title', { name: call.buyer.name })}</h2>
      <p>{t('call.knock.note')}</p>
      {part.joined_at && <p className="r-quiet">{f.dateTime(part.joined_at)}</p>}
      {admit.problem && <p className="r-t-bad">{admit.problem.words}</p>}
      <div className="room-card-row">
        <Button type="primary" loading={admit.busy} onClick={() => answer(true)}>
          {t('call.knock.admit')}
        </Button>
        <Button disabled={admit.busy} onClick={() => answer(false)}>
          {t('call.knock.refuse')}
        </Button>
      </div>
    </section>
  );
}

/** Everybody else who hears this call, beside the name of the buyer. */
export function Others(props: { parts: readonly CallPart[]; mine: string | null; session: Session | null }) {
  const { parts, mine, session } = props;
  const { t } = useTranslation('calls');
  const here = useHere(session);
  const others = parts.filter((part) => isIn(part) && part.kind !== 'buyer' && part.id !== mine);
  if (others.length === 0) return null;
  return (
    <ul className="room-others" aria-label={t('call.people.in')}>
      {others.map((part) => (
        <li key={part.id} className={here(part) ? '' : 'is-away'}>
          {part.mode === 'listens' && <Ear size={13} aria-hidden="true" />}
          {part.name}
          <span>
            {here(part) ? t(`call.people.${part.mode === 'listens' ? 'listens' : part.kind}`) : t('call.people.away')}
          </span>
        </li>
      ))}
    </ul>
  );
}
