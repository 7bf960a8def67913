/** What fills the room: the own picture, a still that is drawn on, what the agent shows; or, where there is none, words on the brand's colour. */
import type { Mark } from '@recoup/contract';
import type { PeerState } from '@recoup/rtc';
import { useEffect, useRef, useState } from 'preact/hooks';
import { safe } from '../widget/safe.ts';
import { agentOf } from './facts.ts';
import { ExternalLink } from './icons.tsx';
import { initialsOf, type Parts, whoOf } from './parts.tsx';

type Size = { width: number; height: number };

export function Picture(parts: Parts) {
  const { side, w, state, facts } = parts;
  const { media, rtc, board } = state;
  const agent = agentOf(rtc?.peers ?? []);
  const hasOwn = media !== null && (facts.camera === 'on' || facts.camera === 'weak');
  const [still, setStill] = useState<Size | null>(null);
  const size = board.still ? still : media?.picture;
  const fit = board.still ? 'contain' : 'cover';
  const address = board.still && safe(board.still.url, side.setup.server || location.origin);
  return (
    <div class="picture">
      {hasOwn && (
        <Own stream={media.stream} mirrored={media.facing === 'user'} w={parts.w} dim={facts.camera === 'weak'} />
      )}
      {!hasOwn && <Voice {...parts} agent={agent} />}
      {address && (
        <img
          class="still"
          src={address}
          alt={w('still_of', { name: whoOf(state, side) })}
          onLoad={({ currentTarget: at }) => setStill({ width: at.naturalWidth, height: at.naturalHeight })}
        />
      )}
      {size && board.marks.length > 0 && <Drawn marks={board.marks} size={size} fit={fit} />}
      {size && board.pointer && (
        <svg
          class="pointer"
          viewBox={`0 0 ${size.width} ${size.height}`}
          preserveAspectRatio={`xMidYMid ${fit === 'cover' ? 'slice' : 'meet'}`}
          aria-hidden="true"
        >
          <circle
            cx={board.pointer[0] * size.width}
            cy={board.pointer[1] * size.height}
            r={Math.min(size.width, size.height) / 22}
          />
        </svg>
      )}
      {board.shown && <ShownPage {...parts} />}
      {agent?.hasPicture && <Theirs agent={agent} name={whoOf(state, side)} w={w} />}
      {(rtc?.peers ?? []).map((peer) => (
        <Sound key={peer.peer} stream={peer.stream} side={side} speaker={media?.chosen.speaker ?? null} />
      ))}
    </div>
  );
}

function useStream(stream: MediaStream) {
  const at = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (!at.current) return;
    at.current.srcObject = stream;
    void at.current.play().catch(() => {}); // muted pictures may always begin; else the next tap does
  }, [stream]);
  return at;
}

function Own({ stream, mirrored, w, dim }: { stream: MediaStream; mirrored: boolean; w: Parts['w']; dim: boolean }) {
  const at = useStream(stream);
  return (
    <video
      ref={at}
      class={`own ${mirrored ? 'mirrored' : ''} ${dim ? 'dim' : ''}`}
      muted
      autoPlay
      playsInline
      aria-label={w('own_picture')}
    />
  );
}
function Theirs({ agent, name, w }: { agent: PeerState; name: string; w: Parts['w'] }) {
  const at = useStream(agent.stream);
  return <video ref={at} class="theirs" muted autoPlay playsInline aria-label={w('picture_of', { name })} />;
}

/** Their voices have elements of their own, so that no picture that comes and goes cuts them off. */
function Sound({ stream, side, speaker }: { stream: MediaStream; side: Parts['side']; speaker: string | null }) {
  const at = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const element = at.current!;
    element.srcObject = stream;
    const play = () =>
      void element.play().then(
        () => side.heard(true),
        (error: Error) => side.heard(error.name !== 'NotAllowedError'),
      );
    play();
    return side.onTap(play);
  }, [stream, side]);
  useEffect(() => {
    const element = at.current as (HTMLAudioElement & { setSinkId?(id: string): Promise<void> }) | null;
    if (speaker) void element?.setSinkId?.(speaker).catch(() => {}); // it was unplugged: the usual one goes on
  }, [speaker]);
  // biome-ignore lint/a11y/useMediaCaption: what is said is shown as words where they come
  return <audio ref={at} autoPlay />;
}

/** No picture of one's own: the brand's colour fills the room, and it says who is talking. */
function Voice({ side, w, state, agent }: Parts & { agent: PeerState | null }) {
  const who = whoOf(state, side);
  const mine = state.rtc?.me.talking ?? false;
  return (
    <div class="voice">
      <span class="big" aria-hidden="true">
        {initialsOf(state, side)}
      </span>
      {agent && <Meter side={side} of={mine && !agent.talking ? 'me' : agent.peer} />}
      <p aria-live="off">{agent?.talking ? w('talking', { name: who }) : mine ? w('talking_you') : ''}</p>
    </div>
  );
}
const BARS = 17;
function Meter({ side, of }: { side: Parts['side']; of: string }) {
  const at = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let frame = 0;
    const step = () => {
      const level = side.rtc?.level(of) ?? 0;
      for (const [n, bar] of [...(at.current?.children ?? [])].entries()) {
        const middle = 1 - Math.abs(n - BARS / 2) / (BARS / 2);
        (bar as HTMLElement).style.transform = `scaleY(${0.12 + Math.min(1, level * 1.6) * (0.35 + 0.65 * middle)})`;
      }
      frame = requestAnimationFrame(step);
    };
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches) step();
    return () => cancelAnimationFrame(frame);
  }, [side, of]);
  return (
    <span class="meter" ref={at} aria-hidden="true">
      {Array.from({ length: BARS }, (_, n) => (
        <i key={n} />
      ))}
    </span>
  );
}

/** Drawn by the same hand as on the agent's screen. */
function Drawn({ marks, size, fit }: { marks: readonly Mark[]; size: Size; fit: 'contain' | 'cover' }) {
  const at = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let gone = false;
    void import('@recoup/rtc/marks').then(({ draw }) => {
      const pen = at.current?.getContext('2d');
      if (!pen || gone) return;
      pen.clearRect(0, 0, size.width, size.height);
      draw(pen, marks, size);
    });
    return () => {
      gone = true;
    };
  }, [marks, size.width, size.height]);
  return <canvas ref={at} class={`drawn ${fit}`} width={size.width} height={size.height} />;
}

function ShownPage({ side, w, state }: Parts) {
  const { shown } = state.board;
  const server = side.setup.server || location.origin;
  const url = shown && safe(shown.url, server);
  if (!shown || !url) return null;
  const isOurs = new URL(url).origin === location.origin;
  return (
    <figure class="shown">
      {shown.kind === 'picture' && <img src={url} alt={shown.title} />}
      {shown.kind === 'video' && <video src={url} controls playsInline autoPlay muted />}
      {shown.kind === 'guide' && isOurs && <iframe src={url} title={shown.title} />}
      <figcaption>
        {w('shows', { name: whoOf(state, side), title: shown.title })}
        {shown.kind !== 'picture' && (
          <a href={url} target="_blank" rel="noopener">
            <ExternalLink size={18} />
            {w('open')}
          </a>
        )}
      </figcaption>
    </figure>
  );
}
