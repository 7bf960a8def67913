/** A call that rings here, whatever page is open: who it is and about what, answered or passed on by one key. */
import './ring.css';
import { type CallRow, calls } from '@recoup/contract';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { Phone, PhoneForwarded } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../../app/queries.ts';
import { useSession } from '../../app/session.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useKeys } from '../../ui/keys.ts';
import { useFormat } from '../../ui/locale.tsx';
import { secondsFrom, useSecond } from '../clock.ts';
import { coolDown, prepareIce, warmUp } from '../room/session.ts';
import Voices from '../room/voices.tsx';
import { useNotice, useNotices } from './notice.ts';
import { startRing } from './ring-sound.ts';
import { useNews } from './use-news.ts';
import { useWordOver } from './word-over.tsx';

export default function Ring() {
  const { may } = useSession();
  if (!may('calls.take')) return null;
  return (
    <>
      <Ringing />
      <Voices />
    </>
  );
}

function Ringing() {
  useNews();
  const now = useApi(calls.now, { query: {} });
  const [passed, setPassed] = useState<readonly string[]>([]);
  const ringing = (now.data?.ringing ?? []).filter(({ id }) => !passed.includes(id));
  const first = ringing[0];
  const mine = useRef(new Set<string>());
  const word = useWordOver(first?.id ?? null, mine);
  return (
    <>
      {word && (
        <div className="ring-word" role="status">
          {word}
        </div>
      )}
      {first && (
        <Card
          key={first.id}
          call={first}
          more={ringing.length - 1}
          onActed={() => mine.current.add(first.id)}
          onPassed={() => setPassed((was) => [...was, first.id])}
          onNotPassed={() => setPassed((was) => was.filter((id) => id !== first.id))}
        />
      )}
    </>
  );
}

/** A key that was meant for what stood there a moment ago answers nothing. */
const settle = 600;
/** In a field Enter and Escape belong to what is being written. */
const writing = () =>
  document.activeElement instanceof HTMLElement && document.activeElement.matches('input, textarea, [contenteditable]');

function Card(props: {
  call: CallRow;
  more: number;
  onActed: () => void;
  onPassed: () => void;
  onNotPassed: () => void;
}) {
  const { call, more } = props;
  const { t } = useTranslation('calls');
  const f = useFormat();
  const navigate = useNavigate();
  const notices = useNotices();
  const came = useRef(Date.now());
  const at = useSecond();
  const detail = useApi(calls.read, { params: { id: call.id } }, { keep: false });
  const answer = useMove(calls.answer);
  const pass = useMove(calls.pass);
  const name = call.buyer.name;
  useNotice({ id: call.id, title: t('ring.title', { name }), words: call.goods?.title ?? call.conversation.subject });
  useEffect(startRing, []);
  useEffect(() => {
    prepareIce(call.id).catch(() => {
      // Asked again by whoever answers.
    });
  }, [call.id]);

  const take = async () => {
    if (answer.busy) return;
    props.onActed();
    warmUp(call.id);
    const taken = await answer.run({ params: { id: call.id } });
    if (!taken) coolDown(call.id);
    else void navigate({ to: '/calls/$id', params: { id: call.id } });
  };
  const passOn = async () => {
    props.onActed();
    props.onPassed();
    if (!(await pass.run({ params: { id: call.id } }))) props.onNotPassed();
  };
  const byKey = (act: () => Promise<void>) => () => {
    if (writing() || Date.now() - came.current < settle) return false;
    void act();
  };
  useKeys({ Enter: byKey(take), Escape: byKey(passOn) });
  // Enter belongs to whatever was pressed last; so the card takes the focus, unless somebody is writing, and gives it back.
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    if (!writing()) button.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected && !writing()) before.focus({ preventScroll: true });
    };
  }, []);

  const problem = answer.problem ?? pass.problem;
  return (
    <section className="ring-card" aria-label={t('ring.title', { name })}>
      <header>
        <span className="ring-mark" aria-hidden="true">
          <Phone size={16} />
        </span>
        <div className="ring-who">
          <h2 role="alert">{t('ring.title', { name })}</h2>
          <p className="r-second">
            {[
              call.buyer.place,
              call.buyer.time_zone && t('ring.there', { time: f.timeThere(call.buyer.time_zone) }),
              call.brand.name,
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        <span className="ring-for r-quiet" title={t('ring.since')}>
          {t('ring.seconds', { n: secondsFrom(came.current, at) })}
        </span>
      </header>
      {call.goods && (
        <div className="ring-goods">
          {call.goods.photo_url && <img src={call.goods.photo_url} alt="" />}
          <div>
            <p className="r-cut r-medium">{call.goods.title ?? call.conversation.subject}</p>
            <p className="r-second">
              {t('ring.order')} <span className="r-mono">{call.goods.order_number}</span>
            </p>
          </div>
        </div>
      )}
      {!call.goods && <p className="r-cut">{call.conversation.subject}</p>}
      {detail.data?.note && <p className="ring-note">{detail.data.note}</p>}
      <p className="r-quiet">
        {t('ring.waited', { span: f.duration(secondsFrom(call.asked_at, at)) })}
        {call.call_back && ` · ${t('ring.call_back')}`}
        {more > 0 && ` · ${t('ring.more', { count: more })}`}
      </p>
      {problem && (
        <p className="r-t-bad" role="alert">
          {problem.words}
        </p>
      )}
      <div className="ring-verbs">
        <Button
          ref={button}
          type="primary"
          loading={answer.busy}
          // A press by key right as it appears was meant for what stood there before.
          onClick={(event) => (event.detail > 0 || Date.now() - came.current >= settle) && void take()}
        >
          {t('ring.answer')} <Kbd k="Enter" />
        </Button>
        <Button loading={pass.busy} icon={<PhoneForwarded size={15} />} onClick={() => void passOn()}>
          {t('ring.pass')} <Kbd k="Escape" />
        </Button>
      </div>
      {notices.state === 'ask' && (
        <p className="ring-ask r-quiet">
          {t('ring.notice_ask')}{' '}
          <button type="button" className="r-link" onClick={notices.turnOn}>
            {t('ring.notice_yes')}
          </button>{' '}
          <button type="button" className="r-link" onClick={notices.notNow}>
            {t('ring.notice_no')}
          </button>
        </p>
      )}
    </section>
  );
}
