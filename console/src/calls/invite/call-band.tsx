/** In the head of a conversation: a call that was agreed for a time, or a link that is out. Moving it and calling it off. */
import './invite.css';
import { type CallRow, type Conversation, calls, callTimes } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { Popconfirm } from 'antd';
import { CalendarClock, Video } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../../app/queries.ts';
import { useSession } from '../../app/session.tsx';
import * as format from '../../ui/format.ts';
import { useFormat } from '../../ui/locale.tsx';
import { AgreeDialog } from './agree-dialog.tsx';
import { useOpenCall } from './use-open-call.ts';

export function CallBand({ conversation }: { conversation: Conversation }) {
  const { may } = useSession();
  return may('calls.read') ? <Band conversation={conversation} /> : null;
}

function Band({ conversation: at }: { conversation: Conversation }) {
  const { t } = useTranslation('calls');
  const { call } = useOpenCall(at.id);
  const [moving, setMoving] = useState(false);
  const off = useMove(callTimes.cancelFor);
  const end = useMove(calls.end);
  if (!call) return null;
  const agreed = call.stage === 'scheduled' && call.scheduled_for !== null;
  const callOff = () =>
    agreed
      ? void off.run({ params: { id: call.id } })
      : void end.run({ params: { id: call.id }, body: { because: 'cancelled' } });
  const problem = off.problem ?? end.problem;
  return (
    <p className={`inbox-band call-band${call.stage === 'live' ? ' is-strong' : ''}`}>
      {agreed ? <CalendarClock size={14} aria-hidden="true" /> : <Video size={14} aria-hidden="true" />}
      <BandWords call={call} zone={at.contact.time_zone} />
      <Link to="/calls/$id" params={{ id: call.id }} className="r-link">
        {t('verb.open')}
      </Link>
      {agreed && call.moves.includes('schedule') && (
        <button type="button" className="r-link" onClick={() => setMoving(true)}>
          {t('invite.band.move')}
        </button>
      )}
      {call.stage === 'scheduled' && call.moves.includes('cancel') && (
        <Popconfirm
          title={t(agreed ? 'invite.band.cancel_ask' : 'invite.band.cancel_link_ask', { name: at.contact.name })}
          okText={t('invite.band.cancel')}
          cancelText={t('invite.band.keep')}
          icon={null}
          onConfirm={callOff}
        >
          <button type="button" className="r-link">
            {t('invite.band.cancel')}
          </button>
        </Popconfirm>
      )}
      {problem && (
        <span className="r-t-bad" role="alert">
          {problem.words}
        </span>
      )}
      {moving && (
        <AgreeDialog
          brandId={call.brand.id}
          conversationId={at.id}
          buyer={{ name: at.contact.name, time_zone: call.buyer.time_zone ?? at.contact.time_zone }}
          callId={call.id}
          onClose={() => setMoving(false)}
        />
      )}
    </p>
  );
}

function BandWords({ call, zone }: { call: CallRow; zone: string | null }) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const name = call.staff?.name;
  if (call.stage === 'scheduled' && call.scheduled_for) {
    const theirs = call.buyer.time_zone ?? zone;
    const mine = `${f.day(call.scheduled_for)} ${f.time(call.scheduled_for)}`;
    const there = theirs && { language: f.language, timeZone: theirs, now: f.now };
    return (
      <span>
        {name ? t('invite.band.agreed_with', { at: mine, name }) : t('invite.band.agreed', { at: mine })}
        {there &&
          theirs !== f.timeZone &&
          ` ${t('invite.band.there', { at: `${format.day(call.scheduled_for, there)} ${format.time(call.scheduled_for, there)}` })}`}
      </span>
    );
  }
  if (call.stage === 'scheduled') return <span>{t('invite.band.link')}</span>;
  if (call.stage === 'live') return <span>{t(name ? 'invite.band.live_with' : 'invite.band.live', { name })}</span>;
  if (call.stage === 'ringing') return <span>{t('invite.band.ringing')}</span>;
  return <span>{t(call.call_back ? 'invite.band.call_back' : 'invite.band.waiting')}</span>;
}
