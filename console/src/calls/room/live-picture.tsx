/** The buyer's live picture, or the words in its place. */
import type { CallDetail } from '@recoup/contract';
import type { PeerState } from '@recoup/rtc';
import { Button } from 'antd';
import { CameraOff, LoaderCircle, type LucideIcon, MicOff, Phone, Signal, Smartphone, VideoOff } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { secondsFrom, useSecond } from '../clock.ts';
import { overWord, type PictureWord } from './picture-words.ts';
import type { Session } from './session.ts';

/** Keeps the element and its stream together, and tells the picture's own size as it turns with the phone. */
export function LiveVideo(props: {
  video: RefObject<HTMLVideoElement | null>;
  stream: MediaStream | null;
  onSize: (size: { width: number; height: number }) => void;
  style?: React.CSSProperties;
  hidden?: boolean;
}) {
  const { video, stream } = props;
  useEffect(() => {
    const at = video.current;
    if (!at || at.srcObject === stream) return;
    at.srcObject = stream;
    if (stream)
      at.play().catch(() => {
        // It is muted, so this is the browser stopping it for a moment; it plays with the next frame.
      });
  }, [video, stream]);
  const measured = (event: React.SyntheticEvent<HTMLVideoElement>) => {
    const { videoWidth: width, videoHeight: height } = event.currentTarget;
    if (width > 0) props.onSize({ width, height });
  };
  return (
    <video
      ref={video}
      muted
      playsInline
      autoPlay
      style={props.style}
      hidden={props.hidden}
      onLoadedMetadata={measured}
      onResize={measured}
    />
  );
}

const icons: Record<PictureWord, LucideIcon> = {
  rings_there: Phone,
  not_here: Smartphone,
  connecting: LoaderCircle,
  lost: Signal,
  failed: Signal,
  camera_off: VideoOff,
  camera_weak: Signal,
  camera_none: CameraOff,
  camera_held: CameraOff,
  audio_only: VideoOff,
};

/** In place of the picture. `lost` counts its seconds; what the agent can do about it stands below. */
export function PictureWords(props: {
  word: PictureWord;
  call: CallDetail;
  session: Session | null;
  onHint: () => void;
}) {
  const { word, call, session } = props;
  const { t } = useTranslation('calls');
  const since = useRef(Date.now());
  const last = useRef(word);
  if (last.current !== word) {
    last.current = word;
    since.current = Date.now();
  }
  const at = useSecond();
  const seconds = secondsFrom(since.current, at);
  const Icon = icons[word];
  const name = call.buyer.name.split(' ')[0];
  return (
    <div className={`room-words is-${word}`} role="status">
      <Icon size={28} aria-hidden="true" />
      <p className="room-words-title">{t(`call.picture.${word}.title`, { name })}</p>
      <p>{t(`call.picture.${word}.note`, { name, seconds })}</p>
      {(word === 'failed' || (word === 'lost' && seconds > 8)) && session && (
        <Button onClick={() => session.call.again()}>{t('call.picture.again')}</Button>
      )}
      {(word === 'camera_weak' || word === 'camera_none') && (
        <Button onClick={props.onHint}>{t('call.picture.ask_photo')}</Button>
      )}
    </div>
  );
}

/** Over a picture that may stand still, or is without sound. */
export function OverWords({ buyer, name }: { buyer: PeerState | null; name: string }) {
  const { t } = useTranslation('calls');
  const word = overWord(buyer);
  if (!word) return null;
  const Icon = word === 'muted' ? MicOff : word === 'hidden' ? Smartphone : Signal;
  return (
    <p className="room-chip" role="status">
      <Icon size={14} aria-hidden="true" /> {t(`call.over.${word}`, { name })}
    </p>
  );
}

/** Says for some seconds that the page came back into the call by itself. */
export function BackAgain({ session, answeredAt }: { session: Session; answeredAt: string | null }) {
  const { t } = useTranslation('calls');
  const late = session.returned && answeredAt !== null && Date.now() - Date.parse(answeredAt) > 8000;
  const [shown, setShown] = useState(late);
  useEffect(() => {
    const timer = setTimeout(() => setShown(false), 6000);
    return () => clearTimeout(timer);
  }, []);
  return shown ? (
    <p className="room-chip" role="status">
      {t('call.back')}
    </p>
  ) : null;
}
