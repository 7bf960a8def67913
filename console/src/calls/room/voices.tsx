/** What the others say is heard on every page, for as long as the call goes on. */
import { useEffect, useRef } from 'react';
import { type Session, useCurrent, useStore } from './session.ts';

export default function Voices() {
  const current = useCurrent();
  return current && <All session={current} />;
}

function All({ session }: { session: Session }) {
  const { peers } = useStore(session.call);
  const { chosen } = useStore(session.media);
  return peers.map((one) => <Voice key={one.peer} stream={one.stream} speaker={chosen.speaker} />);
}

function Voice({ stream, speaker }: { stream: MediaStream; speaker: string | null }) {
  const element = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const at = element.current;
    if (!at) return;
    at.srcObject = stream;
    at.play().catch(() => {
      // The browser wants a touch of the page first: the next one anywhere lets it sound.
      document.addEventListener('pointerdown', () => void at.play().catch(() => {}), { once: true });
    });
  }, [stream]);
  useEffect(() => {
    if (speaker && element.current && 'setSinkId' in element.current) {
      element.current.setSinkId(speaker).catch(() => {
        // It was unplugged in this moment: the usual one sounds.
      });
    }
  }, [speaker]);
  // biome-ignore lint/a11y/useMediaCaption: what is spoken now; captions come beside it
  return <audio ref={element} autoPlay />;
}
