/** The dark room: the buyer's picture large, or a still one draws on with the live picture in the corner. */
import type { CallDetail, CallStill } from '@recoup/contract';
import { Tooltip } from 'antd';
import { Lightbulb, MousePointer2, Pencil, ScanBarcode, Video, X } from 'lucide-react';
import { type ReactNode, type RefObject, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DrawArea, MarksCanvas } from '../draw/marks-canvas.tsx';
import { DrawBar, Named } from '../draw/tool-bar.tsx';
import type { DrawingBoard } from '../draw/use-board.ts';
import { fitted, type Size, useBoxSize } from './fit.ts';
import { BackAgain, LiveVideo, OverWords, PictureWords } from './live-picture.tsx';
import { buyerOf, pictureWord } from './picture-words.ts';
import { PointerLayer } from './pointer.tsx';
import { type CallState, type Session, useStore } from './session.ts';
import type { Shown } from './show.tsx';

const nobody: Pick<CallState, 'peers'> = { peers: [] };

export function Stage(props: {
  call: CallDetail;
  session: Session | null;
  video: RefObject<HTMLVideoElement | null>;
  stillImage: RefObject<HTMLImageElement | null>;
  /** The still that is shown large; null: the live picture. */
  still: CallStill | null;
  drawing: boolean;
  board: DrawingBoard;
  pointing: boolean;
  shown: Shown | null;
  /** Whoever only listens does nothing to the picture. */
  tools: boolean;
  onLive: () => void;
  onDraw: () => void;
  onDone: () => void;
  onPoint: () => void;
  onReadCode: () => void;
  onHint: (hint: 'light' | 'closer' | 'slower' | 'turn' | 'photo') => void;
  onUnshow: () => void;
  /** The menu of what may be shown. */
  showMenu: ReactNode;
  /** Cards and words over the picture, at its left. */
  cards: ReactNode;
  /** Words at the picture's foot: why a still or a drawing came to nothing. */
  problem: ReactNode;
}) {
  const { call, session, still, drawing, board } = props;
  const { t } = useTranslation('calls');
  const box = useRef<HTMLDivElement>(null);
  const size = useBoxSize(box);
  const [live, setLive] = useState<Size>({ width: 16, height: 9 });
  const name = call.buyer.name.split(' ')[0]!;
  const peers = usePeers(session);
  const buyer = buyerOf(peers);
  const word = session ? pictureWord(call.stage, buyer) : 'connecting';
  const large = fitted(size, still ? still : live);
  const marks = drawing ? (board.growing ? [...board.marks, board.growing] : board.marks) : (still?.marks ?? []);
  return (
    <div ref={box} className={`room-stage${still ? ' is-still' : ''}`}>
      {still && (
        <>
          <img
            ref={props.stillImage}
            className="room-still"
            src={still.photo!.url}
            alt={still.caption ?? t('call.still.open', { n: still.position })}
            style={large}
          />
          <MarksCanvas rect={large} marks={marks} />
          {drawing && <DrawArea rect={large} board={board} />}
        </>
      )}
      <div className={still ? 'room-corner is-live' : 'room-large'} style={still ? undefined : large}>
        <LiveVideo video={props.video} stream={buyer?.stream ?? null} onSize={setLive} hidden={word !== null} />
        {still && (
          <button type="button" className="room-corner-word" onClick={props.onLive}>
            <i aria-hidden="true" className={word ? '' : 'is-on'} />
            {word ? t(`call.picture.${word}.title`, { name }) : t('call.live')}
          </button>
        )}
      </div>
      {!still && word && (
        <PictureWords key={word} word={word} call={call} session={session} onHint={() => props.onHint('photo')} />
      )}
      {!still && !word && props.pointing && session && (
        <PointerLayer rect={large} say={(what) => session.call.say(what)} />
      )}
      <div className="room-left">
        {drawing && still && <p className="room-chip">{t('call.drawing', { n: still.position, name })}</p>}
        {still && !drawing && <p className="room-chip">{t('call.looking', { n: still.position })}</p>}
        {!still && !word && <OverWords buyer={buyer} name={name} />}
        {props.pointing && !still && !word && <p className="room-chip">{t('call.pointing', { name })}</p>}
        {session && <BackAgain session={session} answeredAt={call.answered_at} />}
        {session && <LineWord session={session} />}
        {props.cards}
      </div>
      <div className="room-right">
        {session && <OwnCamera session={session} />}
        {props.shown && (
          <div className="room-corner is-shown">
            {props.shown.kind === 'picture' && <img src={props.shown.url} alt="" />}
            <span className="room-corner-word">
              <span className="r-cut">{t('call.show.shows', { title: props.shown.title })}</span>
              <button type="button" aria-label={t('call.show.stop')} onClick={props.onUnshow}>
                <X size={14} />
              </button>
            </span>
          </div>
        )}
      </div>
      <div className="room-foot">
        {props.problem}
        {drawing ? (
          <DrawBar board={board} onDone={props.onDone} />
        ) : props.tools ? (
          <div className="draw-bar is-words" role="toolbar" aria-label={t('call.tools')}>
            <Tool k="d" icon={<Pencil size={17} />} words={t('call.draw')} onPress={props.onDraw} />
            {!still && (
              <Tool
                k="p"
                icon={<MousePointer2 size={17} />}
                words={t('call.point')}
                on={props.pointing}
                off={word !== null}
                onPress={props.onPoint}
              />
            )}
            <Tool k="k" icon={<ScanBarcode size={17} />} words={t('call.code.read')} onPress={props.onReadCode} />
            {props.showMenu}
            <HintMenu onHint={props.onHint} off={!buyer} />
            {still && <Tool k="Escape" icon={<Video size={17} />} words={t('call.to_live')} onPress={props.onLive} />}
          </div>
        ) : null}
      </div>
    </div>
  );
}

const none = { state: nobody, subscribe: () => () => {} };
function usePeers(session: Session | null): Pick<CallState, 'peers'> {
  return useStore<Pick<CallState, 'peers'>>(session?.call ?? none);
}

function Tool(props: { icon: ReactNode; words: string; k: string; on?: boolean; off?: boolean; onPress: () => void }) {
  return (
    <Tooltip title={<Named words={props.words} k={props.k} />}>
      <button
        type="button"
        className={props.on ? 'is-on' : ''}
        aria-pressed={props.on}
        disabled={props.off}
        onClick={props.onPress}
      >
        {props.icon}
        <span>{props.words}</span>
      </button>
    </Tooltip>
  );
}

/** The line to our server: the picture goes on without it, drawing and stills do not. */
function LineWord({ session }: { session: Session }) {
  const { t } = useTranslation('calls');
  const { line } = useStore(session.call);
  if (line === 'open' || line === 'connecting') return null;
  return (
    <p className="room-chip" role="status">
      {line === 'lost' ? t('call.line.lost') : t('call.line.refused')}
    </p>
  );
}

function OwnCamera({ session }: { session: Session }) {
  const { t } = useTranslation('calls');
  const media = useStore(session.media);
  const video = useRef<HTMLVideoElement>(null);
  if (media.camera !== 'on') return null;
  return (
    <div className={`room-corner is-own${media.facing === 'user' ? ' is-mirrored' : ''}`}>
      <LiveVideo video={video} stream={media.stream} onSize={() => {}} />
      <span className="room-corner-word">{t('call.own')}</span>
    </div>
  );
}

function HintMenu({ onHint, off }: { onHint: Parameters<typeof Stage>[0]['onHint']; off: boolean }) {
  const { t } = useTranslation('calls');
  const [open, setOpen] = useState(false);
  const hints = ['light', 'closer', 'slower', 'turn', 'photo'] as const;
  return (
    <span className="room-hints">
      <button
        type="button"
        disabled={off}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        onBlur={(event) => {
          if (!event.currentTarget.parentElement?.contains(event.relatedTarget)) setOpen(false);
        }}
      >
        <Lightbulb size={17} aria-hidden="true" />
        <span>{t('call.hint.title')}</span>
      </button>
      {open && (
        <span className="room-hint-list" role="menu">
          {hints.map((hint) => (
            <button
              key={hint}
              type="button"
              role="menuitem"
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                onHint(hint);
                setOpen(false);
              }}
            >
              {t(`call.hint.${hint}`)}
            </button>
          ))}
        </span>
      )}
    </span>
  );
}
