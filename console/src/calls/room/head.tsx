/** Over the picture: who, where, how late it is there, how long it lasts, what is kept; and how good the line is. */
import type { CallDetail } from '@recoup/contract';
import { Camera, CircleDot } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/locale.tsx';
import { clockText, secondsFrom, useSecond } from '../clock.ts';
import { buyerOf, numbersOf } from './picture-words.ts';
import { type Session, useStore } from './session.ts';

export function RoomHead(props: {
  call: CallDetail;
  session: Session | null;
  /** Since when it is recorded; null while it is not. */
  recordingSince: string | null;
  /** Buttons at the right end. */
  verbs: ReactNode;
}) {
  const { call, session, recordingSince } = props;
  const { t } = useTranslation('calls');
  const f = useFormat();
  const at = useSecond(call.stage === 'live');
  const lasted = call.answered_at ? clockText(secondsFrom(call.answered_at, call.ended_at ?? at)) : null;
  const facts = [
    call.buyer.place,
    call.buyer.time_zone && t('call.there', { time: f.timeThere(call.buyer.time_zone) }),
  ].filter((fact) => !!fact);
  const kept = t(call.stage === 'ended' && call.recorded ? 'call.kept_film' : 'call.kept_stills');
  return (
    <header className="room-head">
      <h1 className="r-cut">{call.buyer.name}</h1>
      {facts.map((fact) => (
        <span key={fact} className="room-fact is-place r-cut">
          {fact}
        </span>
      ))}
      {lasted && (
        <time className="room-fact" title={t('call.lasts')}>
          {lasted}
        </time>
      )}
      <span
        className={`room-fact room-kept r-cut${recordingSince ? ' is-recorded' : ''}`}
        title={recordingSince ? undefined : kept}
      >
        {recordingSince ? (
          <>
            <CircleDot size={15} className="room-red" aria-hidden="true" />
            {t('call.kept_recorded', { time: clockText(secondsFrom(recordingSince, at)) })}
          </>
        ) : (
          <>
            <Camera size={15} aria-hidden="true" />
            <span className="r-cut">{kept}</span>
          </>
        )}
      </span>
      <span className="room-head-end">
        {session && <Quality session={session} />}
        {props.verbs}
      </span>
    </header>
  );
}

const bars = { good: 4, fair: 3, weak: 2, bad: 1 } as const;
/** A word and three numbers: the picture's size, there and back, lost on the way. */
function Quality({ session }: { session: Session }) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const state = useStore(session.call);
  const buyer = buyerOf(state);
  const word = buyer?.word ?? state.word;
  if (!word) return null;
  const { height, rtt, loss } = numbersOf(buyer);
  const numbers = [
    height !== null && t('call.quality.height', { n: height }),
    rtt !== null && t('call.quality.rtt', { n: f.number(Math.round(rtt)) }),
    loss !== null && t('call.quality.loss', { n: f.number(loss, 1) }),
  ].filter((one) => one !== false);
  return (
    <span className={`room-quality is-${word}`} title={t('call.quality.help')}>
      <svg width="18" height="14" viewBox="0 0 18 14" aria-hidden="true">
        {[0, 1, 2, 3].map((bar) => (
          <rect
            key={bar}
            x={bar * 5}
            y={10 - bar * 3.3}
            width="3"
            height={4 + bar * 3.3}
            rx="1"
            fill="currentColor"
            opacity={bar < bars[word] ? 1 : 0.28}
          />
        ))}
      </svg>
      <b>{t(`call.quality.${word}`)}</b>
      <span className="room-numbers">
        {numbers.map((one, place) => (
          <Fragment key={one}>
            {place > 0 && ', '}
            {one}
          </Fragment>
        ))}
      </span>
    </span>
  );
}
