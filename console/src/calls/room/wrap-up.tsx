/** After the call: a note while it is fresh, what both sides get to read, and then the next call. */
import './room.css';
import { type CallDetail, callEvidence, calls } from '@recoup/contract';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../../app/queries.ts';
import { useFormat } from '../../ui/locale.tsx';
import { PhotoGrid } from '../../ui/photo.tsx';
import { clockText, secondsFrom, useSecond } from '../clock.ts';
import { SummaryPart } from '../settle/summary-part.tsx';
import { RoomHead } from './head.tsx';
import { PaneHead } from './pane.tsx';

function WrapUp({ call }: { call: CallDetail }) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const navigate = useNavigate();
  const at = useSecond();
  const [note, setNote] = useState(call.wrap_up?.note ?? '');
  const now = useApi(calls.now, { query: {} });
  const wrap = useMove(calls.wrapUp);
  const of = { params: { id: call.id } };
  const left = call.wrap_up_until ? secondsFrom(at, call.wrap_up_until) : 0;
  const next = now.data?.waiting.find(({ moves }) => moves.includes('pick_up') || moves.includes('answer'));
  const written = note.trim() ? { note: note.trim() } : {};
  const done = async () => {
    if (await wrap.run({ ...of, body: { ...written, done: true } })) {
      void navigate({ to: '/inbox/$id', params: { id: call.conversation.id } });
    }
  };
  return (
    <div className="call-wrap">
      <section>
        <header>
          <h2>{t('call.wrap.title')}</h2>
          <span className={left === 0 ? 'r-t-clock' : 'r-quiet'}>
            {left > 0 ? t('call.wrap.left', { time: clockText(left) }) : t('call.wrap.over')}
          </span>
        </header>
        <p className="r-second">
          {t(`call.because.${call.ended_because ?? 'staff_hung_up'}`, { name: call.buyer.name })}
          {call.seconds !== null && ` ${t('call.wrap.lasted', { span: f.duration(call.seconds) })}`}
        </p>
        <Input.TextArea
          autoFocus
          autoSize={{ minRows: 3, maxRows: 10 }}
          maxLength={4000}
          value={note}
          placeholder={t('call.wrap.note')}
          aria-label={t('call.wrap.note')}
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void done();
          }}
        />
        {wrap.problem && (
          <p className="r-t-bad" role="alert">
            {wrap.problem.words}
          </p>
        )}
        <div className="room-card-row">
          <Button
            onClick={() => void wrap.run({ ...of, body: { ...written, more_seconds: 60, done: false } })}
            disabled={wrap.busy}
          >
            {t('desk.more')}
          </Button>
          <Button type="primary" loading={wrap.busy} onClick={() => void done()}>
            {t('call.wrap.done')}
          </Button>
        </div>
        {next && (
          <p className="r-second">
            {t('call.wrap.next', { name: next.buyer.name, span: f.duration(secondsFrom(next.asked_at, at)) })}
          </p>
        )}
      </section>
    </div>
  );
}

/** The room with its light on: the stills of the call at the left, the note and the words for both sides beside them. */
export function WrapUpRoom({ call }: { call: CallDetail }) {
  const { t } = useTranslation('calls');
  const list = useApi(callEvidence.list, { params: { id: call.id } }, { keep: false });
  const stills = (list.data?.rows ?? []).filter(({ photo }) => photo !== null);
  return (
    <div className="call-page">
      <section className="room" data-theme="dark" aria-label={t('call.title')}>
        <RoomHead call={call} session={null} recordingSince={null} verbs={null} />
        <div className="room-after">
          {stills.length > 0 ? (
            <PhotoGrid
              size={180}
              pictures={stills.map((still) => ({
                id: still.id,
                url: (still.drawn ?? still.photo)!.url,
                thumb_url: (still.drawn ?? still.photo)!.thumb_url,
                caption: `${still.position} ${still.caption ?? t('call.still.unnamed')}`,
              }))}
            />
          ) : (
            <p className="room-words-title">{t('call.wrap.no_stills')}</p>
          )}
        </div>
      </section>
      <aside className="call-pane" aria-label={t('call.pane')}>
        <div className="call-pane-body">
          <PaneHead call={call} />
          <WrapUp call={call} />
          <div className="call-after">
            <SummaryPart call={call} />
          </div>
        </div>
      </aside>
    </div>
  );
}
