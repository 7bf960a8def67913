/**
 * The frame of every station: a dark bar, the full-width band with the last result, what it is about at the left, one
 * big thing in the middle, "Do this now" in black at the right, the keys below. Read at arm's length, used with gloves.
 */
import './station.css';
import { Volume2, VolumeX } from 'lucide-react';
import { type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../kbd.tsx';
import { Locale, useFormat } from '../locale.tsx';
import { Logo } from '../logo.tsx';
import { play, type Sound, setSound, useSoundOn } from './sounds.ts';

/** What the last scan came to. good: right. bad: stop, nothing counted. idle: seen before, or nothing to say. */
export type Result = { tone: 'good' | 'bad' | 'idle'; words: ReactNode; aside?: ReactNode };

export type StationProps = {
  /** `Receive`. */
  name: string;
  /** `Dallas, dock 4`. */
  place: ReactNode;
  /** `41 parcels wait, 18 done today`. */
  counts?: ReactNode;
  person: string;
  /** The site's zone: every time at a station is the site's. */
  timeZone: string;
  onLeave: () => void;
  result?: Result | null;
  /** `<OfflineBar/>`, joined to the bar above. */
  offline?: ReactNode;
  left?: ReactNode;
  children: ReactNode;
  /** `<DoNow/>`, black. */
  now?: ReactNode;
  /** A list in its place, light: the checklist. */
  right?: ReactNode;
  keys?: readonly { keys: readonly string[]; word: string }[];
  /** At the right of the keys: what another scan would do. */
  foot?: ReactNode;
};

export function Station(props: StationProps) {
  return (
    <Locale timeZone={props.timeZone}>
      <div className="r-station">
        <StationBar {...props} />
        {props.offline}
        <Band result={props.result ?? null} />
        <main className="r-station-body">
          {props.left && <aside className="r-station-left">{props.left}</aside>}
          <section className="r-station-main">{props.children}</section>
          {props.now && <aside className="r-station-now">{props.now}</aside>}
          {props.right && <aside className="r-station-right">{props.right}</aside>}
        </main>
        <footer className="r-station-keys">
          {props.keys?.map((each) => (
            <span key={each.word}>
              {each.keys.map((key) => (
                <Kbd key={key} k={key} large />
              ))}
              {each.word}
            </span>
          ))}
          {props.foot && <span className="r-station-foot">{props.foot}</span>}
        </footer>
      </div>
    </Locale>
  );
}

function StationBar(props: StationProps) {
  const { t } = useTranslation('ui');
  const f = useFormat();
  const sound = useSoundOn();
  const soundWord = sound ? t('station.sound_on') : t('station.sound_off');
  return (
    <header className="r-station-bar">
      <button
        type="button"
        className="r-station-leave"
        title={t('station.leave')}
        aria-label={t('station.leave')}
        onClick={props.onLeave}
      >
        <Logo size={26} line="var(--slabAct)" />
      </button>
      <strong>{props.name}</strong>
      <span className="r-station-dim">{props.place}</span>
      <span className="r-station-counts">{props.counts}</span>
      <button
        type="button"
        className="r-station-sound"
        aria-pressed={sound}
        aria-label={soundWord}
        title={soundWord}
        onClick={() => {
          setSound(!sound);
          if (!sound) play('right');
        }}
      >
        {sound ? <Volume2 size={20} /> : <VolumeX size={20} />}
      </button>
      <span>{props.person}</span>
      <time className="r-station-dim" title={f.fullDateTime(f.now)}>
        {f.time(f.now)}
      </time>
    </header>
  );
}

const bandDrawings = {
  good: <path d="M7.500 12.300l3 3 6-6.300" />,
  bad: <path d="M8.500 8.500l7 7m0-7l-7 7" />,
  idle: null,
};

/** Stays until the next scan. Read aloud at once. */
function Band({ result }: { result: Result | null }) {
  return (
    <div className={`r-band${result ? ` is-${result.tone}` : ' is-none'}`} role="status" aria-live="assertive">
      {result && (
        <>
          <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
            <g fill="none" stroke="currentColor" strokeWidth="2">
              <circle cx="12" cy="12" r="10.500" strokeDasharray={result.tone === 'idle' ? '4 3.2' : undefined} />
              {bandDrawings[result.tone]}
            </g>
          </svg>
          <strong>{result.words}</strong>
          {result.aside && <span>{result.aside}</span>}
        </>
      )}
    </div>
  );
}

/** The band's state with its sound: `say({tone: 'good', words})` shows and sounds; `say(result, 'done')` sounds otherwise. */
export function useResult(): [Result | null, (result: Result | null, sound?: Sound) => void] {
  const [result, setResult] = useState<Result | null>(null);
  const say = useCallback((next: Result | null, sound?: Sound) => {
    setResult(next);
    if (next) play(sound ?? ({ good: 'right', bad: 'wrong', idle: 'seen' } as const)[next.tone]);
  }, []);
  return [result, say];
}
