/** The round buttons under the picture; End last and red. */
import type { StateWord } from '@recoup/contract';
import { Tooltip } from 'antd';
import {
  Flashlight,
  FlashlightOff,
  type LucideIcon,
  MessageSquare,
  Mic,
  MicOff,
  PhoneOff,
  SwitchCamera,
  Video,
  VideoOff,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Named } from '../draw/tool-bar.tsx';
import { type Session, useStore } from './session.ts';

export function Controls(props: {
  session: Session;
  listens: boolean;
  /** A third side leaves; the call goes on. */
  third: boolean;
  /** The buyer's side, as it said of itself. */
  buyer: StateWord | null;
  chat: boolean;
  unread: number;
  onChat: (() => void) | null;
  onFlip: () => void;
  onTorch: (on: boolean) => void;
  onEnd: () => void;
}) {
  const { session, buyer, listens } = props;
  const { t } = useTranslation('calls');
  const media = useStore(session.media);
  const muted = media.microphone !== 'on';
  const camera = media.camera === 'on';
  const lit = buyer?.torch === 'on';
  return (
    <div className="room-controls" role="toolbar" aria-label={t('call.controls')}>
      {!listens && (
        <>
          <Round
            icon={muted ? MicOff : Mic}
            words={media.microphone === 'none' ? t('call.no_mic') : muted ? t('call.unmute') : t('call.mute')}
            k="m"
            silent={muted}
            onPress={() => (media.microphone === 'none' ? void session.media.again() : session.media.mute(!muted))}
          />
          <Round
            icon={camera ? Video : VideoOff}
            words={camera ? t('call.camera_stop') : t('call.camera_start')}
            k="v"
            off={!camera}
            onPress={() => void session.media.pauseVideo(camera)}
          />
          <Round icon={SwitchCamera} words={t('call.flip')} disabled={!buyer} onPress={props.onFlip} />
          <Round
            icon={lit ? FlashlightOff : Flashlight}
            words={buyer?.torch === 'none' ? t('call.no_torch') : lit ? t('call.torch_off') : t('call.torch')}
            disabled={!buyer || buyer.torch === 'none'}
            onPress={() => props.onTorch(!lit)}
          />
        </>
      )}
      {props.onChat && (
        <Round
          icon={MessageSquare}
          words={t('call.chat')}
          k="t"
          on={props.chat}
          count={props.chat ? 0 : props.unread}
          onPress={props.onChat}
        />
      )}
      <button type="button" className="room-end" onClick={props.onEnd}>
        <PhoneOff size={18} aria-hidden="true" />
        {props.third ? t('call.leave') : t('call.end')}
      </button>
    </div>
  );
}

function Round(props: {
  icon: LucideIcon;
  words: string;
  k?: string;
  on?: boolean;
  off?: boolean;
  /** Nobody hears me: told in amber. */
  silent?: boolean;
  disabled?: boolean;
  count?: number;
  onPress: () => void;
}) {
  const Icon = props.icon;
  return (
    <Tooltip title={props.k ? <Named words={props.words} k={props.k} /> : props.words}>
      <button
        type="button"
        className={`room-round${props.on ? ' is-on' : ''}${props.off ? ' is-off' : ''}${props.silent ? ' is-silent' : ''}`}
        aria-label={props.words}
        aria-pressed={props.on}
        disabled={props.disabled}
        onClick={props.onPress}
      >
        <Icon size={19} aria-hidden="true" />
        {!!props.count && <b>{props.count}</b>}
      </button>
    </Tooltip>
  );
}
