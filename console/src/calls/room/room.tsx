/** The room of a call: the picture, its stills and controls at the left, the decision beside it. Everything by keyboard. */
import './room.css';
import '../draw/draw.css';
import type { CallDetail, ToolWord } from '@recoup/contract';
import { ConfigProvider, Drawer } from 'antd';
import { PanelRight } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../app/session.tsx';
import { useKeys } from '../../ui/keys.ts';
import { useWide } from '../../ui/page.tsx';
import { antdTheme } from '../../ui/theme.ts';
import { useBoard } from '../draw/use-board.ts';
import { CallChat, useUnread } from './chat.tsx';
import { CodeCard, useCodes } from './code.tsx';
import { Controls } from './controls.tsx';
import { DevicesMenu } from './devices.tsx';
import { BeforeIn, Door } from './doors.tsx';
import { EndQuestion, useEnd } from './end.tsx';
import { RoomHead } from './head.tsx';
import { Pane } from './pane.tsx';
import { Knock, Others, PeopleMenu } from './people.tsx';
import { buyerOf } from './picture-words.ts';
import { usePointerKey } from './pointer.tsx';
import { RecordMenu } from './record.tsx';
import { enterSession, type Session, useStanding, useStore } from './session.ts';
import { ShowMenu, type Shown } from './show.tsx';
import { Stage } from './stage.tsx';
import { Strip } from './strip.tsx';
import { recordingSince, useRecorder } from './use-recorder.ts';
import { useStills } from './use-stills.ts';

/** My own seat in it, where I have one and did not leave it. */
export function myPart(call: CallDetail, staffId: string) {
  return call.parts.find((part) => part.staff_id === staffId && part.left_at === null) ?? null;
}

export function Room({ call }: { call: CallDetail }) {
  const { t } = useTranslation('calls');
  const { me } = useSession();
  const part = myPart(call, me.id);
  const mine = call.staff?.id === me.id ? 'agent' : 'third';
  const inside = part !== null && (mine === 'agent' || part.joined_at !== null);
  const standing = useStanding();
  const listens = part?.mode === 'listens';
  useEffect(() => {
    if (inside) enterSession(call.id, { listens });
  }, [call.id, inside, listens]);
  useEffect(() => {
    document.title = `${call.buyer.name} · ${t('call.title')} · Recoup`;
  }, [call.buyer.name, t]);
  const here = standing.at !== 'none' && standing.callId === call.id ? standing : null;
  const session = here?.at === 'in' ? here.session : null;
  const door = here && (here.at === 'elsewhere' || here.at === 'taken' || here.at === 'failed') ? here.at : null;
  if (!inside || door) {
    return (
      <div className="call-page">
        <section className="room" data-theme="dark" aria-label={t('call.title')}>
          <RoomHead call={call} session={null} recordingSince={null} verbs={null} />
          <ConfigProvider theme={antdTheme('dark')}>
            <div className="room-stage">
              {door ? <Door at={door} callId={call.id} listens={listens} /> : <BeforeIn call={call} />}
            </div>
          </ConfigProvider>
        </section>
      </div>
    );
  }
  return <Inside call={call} session={session} mine={mine} listens={listens} partId={part.id} />;
}

function Inside(props: {
  call: CallDetail;
  session: Session | null;
  mine: 'agent' | 'third';
  listens: boolean;
  partId: string;
}) {
  const { call, session, mine, listens, partId } = props;
  const { t } = useTranslation('calls');
  const { may } = useSession();
  const wide = useWide(1200);
  const room = useRef<HTMLElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const stillImage = useRef<HTMLImageElement>(null);
  const [picked, setPicked] = useState<string | null>(null);
  const [drawing, setDrawing] = useState(false);
  const [pointing, setPointing] = useState(false);
  const [shown, setShown] = useState<Shown | null>(null);
  const [showing, setShowing] = useState(false);
  const [chat, setChat] = useState(false);
  const [pane, setPane] = useState(false);
  const [asksEnd, setAsksEnd] = useState(false);

  const stills = useStills(call.id, session, () => video.current);
  const still = stills.all.find(({ id }) => id === picked) ?? null;
  const say = (word: ToolWord) => session?.call.say(word);
  const board = useBoard(still, say);
  const codes = useCodes(call.id);
  const recorder = useRecorder(call.id, session);
  const end = useEnd(call, mine);
  const unread = useUnread(call, chat);
  const buyer = useBuyer(session);
  const canTalk = !listens;

  /** What the buyer's page must show: told when it changes, and again to a page of theirs that is new. */
  const tell = useEffectEvent((to?: string) => {
    if (!session) return;
    const on = drawing && still ? still : null;
    session.call.say({ kind: 'freeze', still_id: on?.id ?? null, url: on?.photo?.url ?? null }, to);
    if (on) session.call.say({ kind: 'marks', still_id: on.id, marks: [...board.marks] }, to);
    if (shown) session.call.say({ kind: 'show', what: shown }, to);
  });
  const peer = buyer?.peer;
  const told = useRef<string | undefined>(undefined);
  useEffect(() => {
    const anew = told.current !== undefined && peer !== undefined && told.current !== peer;
    told.current = peer ?? told.current;
    if (anew) tell(peer);
  }, [peer]);

  const save = async () => {
    if (still && drawing) await stills.saveMarks(still.id, [...board.marks]);
  };
  const pick = (id: string | null) => {
    if (drawing) {
      void save();
      say({ kind: 'freeze', still_id: null, url: null });
      setDrawing(false);
    }
    setPicked(id);
  };
  const startDrawing = async () => {
    if (!canTalk || stills.asking) return;
    const on = still?.id ?? (await stills.take());
    if (!on) return;
    setPointing(false);
    setPicked(on);
    setDrawing(true);
  };
  const frozen = drawing && still ? still.id : null;
  useEffect(() => {
    if (frozen) tell();
  }, [frozen]);
  const done = () => {
    void save();
    setDrawing(false);
    say({ kind: 'freeze', still_id: null, url: null });
  };
  const step = (by: number) => {
    const at = stills.all.findIndex(({ id }) => id === picked);
    const next = stills.all[at < 0 ? (by > 0 ? 0 : stills.all.length - 1) : at + by];
    pick(next?.id ?? null);
  };
  const read = () => {
    const picture = still ? stillImage.current : video.current;
    if (picture) void codes.look({ picture, stillId: still?.id ?? null });
  };
  const hang = () => (end.open.length > 0 && !asksEnd ? setAsksEnd(true) : end.run());
  const openChat = () => {
    setChat(wide ? !chat : true);
    if (!wide) setPane(true);
  };
  const chats = may('inbox.read') && !listens;

  useKeys({
    ' ': () => (canTalk ? void stills.take() : false),
    d: () => void startDrawing(),
    k: () => (canTalk ? read() : false),
    m: () => (canTalk && session ? session.media.mute(session.media.state.microphone === 'on') : false),
    v: () => (canTalk && session ? void session.media.pauseVideo(session.media.state.camera === 'on') : false),
    t: () => (chats ? openChat() : false),
    '[': () => step(-1),
    ']': () => step(1),
    Escape: () => {
      if (asksEnd) setAsksEnd(false);
      else if (codes.reading) codes.close();
      else if (pointing) setPointing(false);
      else if (picked) pick(null);
      else return false;
    },
  });
  usePointerKey(pointing, setPointing, canTalk && !drawing && !still);

  const knock = call.parts.find((part) => part.knocks && part.left_at === null);
  const paneProps = { call, stills: stills.all, selectedStill: picked, onPickStill: pick };
  const body = chat ? <CallChat call={call} onClose={() => setChat(false)} /> : <Pane {...paneProps} />;
  const since = recordingSince(recorder.view);
  return (
    <div className="call-page">
      <ConfigProvider theme={antdTheme('dark')} getPopupContainer={() => room.current ?? document.body}>
        <section ref={room} className="room" data-theme="dark" aria-label={t('call.title')}>
          <RoomHead
            call={call}
            session={session}
            recordingSince={since}
            verbs={
              <>
                {session && <RecordMenu recorder={recorder} session={session} mine={partId} />}
                <PeopleMenu call={call} session={session} />
                {session && <DevicesMenu session={session} />}
                {!wide && (
                  <button type="button" className="room-icon" aria-label={t('call.pane')} onClick={() => setPane(true)}>
                    <PanelRight size={16} />
                  </button>
                )}
              </>
            }
          />
          <Stage
            call={call}
            session={session}
            video={video}
            stillImage={stillImage}
            still={still}
            drawing={drawing && still !== null}
            board={board}
            pointing={pointing}
            shown={shown}
            tools={canTalk}
            onLive={() => pick(null)}
            onDraw={() => void startDrawing()}
            onDone={done}
            onPoint={() => setPointing(!pointing)}
            onReadCode={read}
            onHint={(hint) => say({ kind: 'hint', hint })}
            onUnshow={() => {
              setShown(null);
              say({ kind: 'show', what: null });
            }}
            showMenu={
              session && (
                <ShowMenu
                  call={call}
                  session={session}
                  open={showing}
                  onOpen={setShowing}
                  onShow={(what) => {
                    setShown(what);
                    say({ kind: 'show', what });
                  }}
                />
              )
            }
            cards={
              <>
                <Others parts={call.parts} mine={partId} session={session} />
                {knock && mine === 'agent' && <Knock key={knock.id} call={call} part={knock} />}
                <CodeCard codes={codes} stillId={still?.id ?? null} />
              </>
            }
            problem={
              (stills.failed || stills.problem || end.problem) && (
                <p className="room-chip is-problem" role="alert">
                  {end.problem?.words ?? stills.problem?.words ?? t(`call.still.failed.${stills.failed ?? 'not_sent'}`)}
                </p>
              )
            }
          />
          <div className="room-bottom">
            <Strip
              stills={stills}
              selected={picked}
              onPick={pick}
              onTake={canTalk && call.stage === 'live' ? () => void stills.take() : null}
            />
            {asksEnd && end.open.length > 0 ? (
              <EndQuestion open={end.open} busy={end.busy} onEnd={end.run} onStay={() => setAsksEnd(false)} />
            ) : (
              session && (
                <Controls
                  session={session}
                  listens={listens}
                  third={mine === 'third'}
                  buyer={buyer?.state ?? null}
                  chat={chat}
                  unread={unread}
                  onChat={chats ? openChat : null}
                  onFlip={() => say({ kind: 'hint', hint: 'flip' })}
                  onTorch={(on) => say({ kind: 'torch', on })}
                  onEnd={hang}
                />
              )
            )}
          </div>
        </section>
      </ConfigProvider>
      {wide ? (
        <aside className="call-pane" aria-label={t('call.pane')}>
          {body}
        </aside>
      ) : (
        <Drawer
          open={pane}
          onClose={() => setPane(false)}
          title={call.buyer.name}
          size={400}
          styles={{ body: { padding: 0 } }}
        >
          <div className="call-pane">{body}</div>
        </Drawer>
      )}
    </div>
  );
}

const nobody = { state: { peers: [] }, subscribe: () => () => {} };
function useBuyer(session: Session | null) {
  return buyerOf(useStore<Pick<Session['call']['state'], 'peers'>>(session?.call ?? nobody));
}
