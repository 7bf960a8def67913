/** The round buttons: the same place in every state of a call, End last and red. */
import type { JSX } from 'preact';
import {
  Camera,
  Flashlight,
  MessageSquare,
  Mic,
  MicOff,
  PhoneOff,
  SwitchCamera,
  Video,
  VideoOff,
  Volume2,
} from './icons.tsx';
import type { Parts } from './parts.tsx';
import { takePhoto } from './photos.tsx';

type RoundProps = {
  icon: (props: { size?: number }) => JSX.Element;
  word: string;
  on?: boolean;
  count?: number;
  end?: boolean;
  onClick(): void;
};
const Round = ({ icon: Icon, word, on, count, end, onClick }: RoundProps) => (
  <button type="button" class={`round ${on ? 'on' : ''} ${end ? 'end' : ''}`} aria-pressed={on} onClick={onClick}>
    <span>
      <Icon size={22} />
      {count ? <b>{Math.min(count, 9)}</b> : null}
    </span>
    {word}
  </button>
);

export function Controls({ side, w, state, facts }: Parts) {
  const { media, rtc, call } = state;
  const isLive = call?.stage === 'live';
  const speakers = media?.speakers ?? [];
  const at = speakers.findIndex(({ id }) => id === media?.chosen.speaker);
  const voice = facts.camera === 'voice';
  const hasPicture = facts.camera === 'on' || facts.camera === 'weak' || facts.camera === 'off';
  const isTest = facts.opened === 'test';
  return (
    <div class="controls" role="toolbar" aria-label={w('controls')}>
      {media && media.microphone !== 'none' && !isTest && (
        <Round
          icon={media.microphone === 'muted' ? MicOff : Mic}
          word={w(media.microphone === 'muted' ? 'unmute' : 'mute')}
          on={media.microphone === 'muted'}
          onClick={() => side.media?.mute(media.microphone !== 'muted')}
        />
      )}
      {hasPicture && media?.canFlip && (
        <Round icon={SwitchCamera} word={w('flip')} onClick={() => void side.media?.flip()} />
      )}
      {hasPicture && media && media.torch !== 'none' && (
        <Round
          icon={Flashlight}
          word={w(media.torch === 'on' ? 'light_off' : 'light')}
          on={media.torch === 'on'}
          onClick={() => void side.media?.torch(media.torch !== 'on')}
        />
      )}
      {isLive && hasPicture && !media?.canFlip && (
        <Round
          icon={facts.camera === 'off' ? VideoOff : Video}
          word={w(facts.camera === 'off' ? 'camera_on' : 'camera_off')}
          on={facts.camera === 'off'}
          onClick={() => void side.media?.pauseVideo(facts.camera !== 'off')}
        />
      )}
      {(voice || speakers.length > 1) && speakers.length > 1 && (
        <Round
          icon={Volume2}
          word={w('speaker')}
          onClick={() => void side.media?.useDevice('speaker', speakers[(at + 1) % speakers.length]!.id)}
        />
      )}
      {isLive && <Round icon={Camera} word={w('photo')} onClick={() => takePhoto(side, facts)} />}
      {isLive && rtc && (
        <Round
          icon={MessageSquare}
          word={w('chat')}
          on={facts.opened === 'chat'}
          count={state.unread}
          onClick={() => side.show(facts.opened === 'chat' ? null : 'chat')}
        />
      )}
      <Round
        end
        icon={PhoneOff}
        word={w(isTest ? 'done' : 'end')}
        onClick={() => (isTest ? side.endTest() : isLive ? side.show('leave') : void side.end())}
      />
    </div>
  );
}
