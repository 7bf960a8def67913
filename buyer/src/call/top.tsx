/** Above the picture: who sees it, since when, and how good the line is; below it the words that were spoken. */
import { barsOf } from './facts.ts';
import { Headphones, VideoOff } from './icons.tsx';
import { brandOf, initialsOf, type Parts, whoOf } from './parts.tsx';
import { clock, type Words } from './words.ts';

export function Top(parts: Parts) {
  const { side, w, state, facts } = parts;
  const { call } = state;
  const brand = brandOf(state, side)?.name ?? '';
  const who = whoOf(state, side);
  const bars = barsOf(state.rtc);
  const word = ['none', 'bad', 'weak', 'fair', 'good'][bars] as 'none' | 'bad' | 'weak' | 'fair' | 'good';
  const isLive = call?.stage === 'live';
  return (
    <>
      <header class="top">
        <span class="initials" aria-hidden="true">
          {initialsOf(state, side)}
        </span>
        <div class="whom">
          <p class="name">{who === brand ? who : w('from', { name: who, brand })}</p>
          <p class="since">
            {isLive && call.answered_at ? `${clock(facts.now - Date.parse(call.answered_at))}${w('comma')}` : ''}
            {sees(parts)}
          </p>
        </div>
        {isLive && (
          <span class="bars" role="img" aria-label={w(`signal_${word}`)}>
            {[1, 2, 3, 4].map((n) => (
              <i key={n} class={n <= bars ? 'on' : ''} style={{ height: `${n * 4 + 1}px` }} />
            ))}
          </span>
        )}
      </header>
      <div class="banners">
        {facts.consent?.recording && (
          <div class="banner rec">
            <i aria-hidden="true" />
            <span>{w('recording')}</span>
            <button type="button" onClick={() => void side.talk.consent('withdrawn')}>
              {w('recording_stop')}
            </button>
          </div>
        )}
        {isLive && facts.camera === 'weak' && (
          <p class="banner" role="status">
            <VideoOff size={18} />
            {w('paused_weak', { name: who })}
          </p>
        )}
        {isLive && facts.camera === 'off' && (
          <p class="banner">
            <VideoOff size={18} />
            {w('paused_hand', { name: who })}
          </p>
        )}
        {isLive && state.media?.microphone === 'none' && (
          <p class="banner">
            <VideoOff size={18} />
            {w('no_voice', { name: who })}
          </p>
        )}
        {state.notice && (
          <p class="banner" role="status">
            {(state.notice.key === 'joined' || state.notice.key === 'left') && <Headphones size={18} />}
            {w(`notice_${state.notice.key}`, {
              name: state.notice.name,
              kind: state.notice.kind ? w(`kind_${state.notice.kind}`) : '',
            })}
          </p>
        )}
      </div>
    </>
  );
}

/** Who sees and hears this: said only as far as it is so. */
function sees({ w, state, facts, side }: Parts): string {
  const { call } = state;
  if (call?.stage !== 'live') {
    if (call?.stage === 'ringing') return w('rings');
    return call?.stage === 'waiting' ? w('waits') : w('only_brand', { brand: brandOf(state, side)?.name ?? '' });
  }
  const who = whoOf(state, side);
  if (facts.line === 'down' || facts.agent === 'lost') return w('line_gone');
  if (call.others.length > 0) return w('all_see', { names: namesOf(w, [who, ...call.others.map(named(w))]) });
  if (facts.camera === 'voice') return w('voice_only');
  if (facts.camera === 'weak' || state.rtc?.word === 'bad') return w('weak_signal');
  return w('only_who', { name: who });
}
const named =
  (w: Words) =>
  ({ name, kind }: { name: string; kind: 'buyer' | 'agent' | 'supervisor' | 'technician' }) =>
    w('named', { name, kind: w(`kind_${kind}`) });
const LOCALE = { en: 'en-US', zh: 'zh-CN', es: 'es-US' } as const;
const namesOf = (w: Words, names: string[]) => new Intl.ListFormat(LOCALE[w.language]).format(names);

/** What was said, where words come; the agent's last, and the buyer's own above it. */
export function Captions({ w, state }: Parts) {
  if (state.captions.length === 0) return null;
  return (
    <div class="captions" role="log" aria-label={w('captions')}>
      {state.captions.map(({ id, mine, text, translation }) => (
        <p key={id} class={mine ? 'mine' : 'theirs'}>
          {mine ? w('you_said', { text }) : w('quoted', { text: translation ?? text })}
        </p>
      ))}
    </div>
  );
}
