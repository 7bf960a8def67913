/** A call that rings is heard in one tab of a browser; the next takes over when that one is closed. */
import { ring } from '@recoup/rtc/sound';

const key = 'recoup.calls.sound';
export const ringSounds = () => localStorage.getItem(key) !== 'off';
export const setRingSounds = (on: boolean) => localStorage.setItem(key, on ? 'on' : 'off');

/** Rings until the answer is called. Without a touch of the page before, browsers keep it silent; the card says the same. */
export function startRing(): () => void {
  if (!ringSounds()) return () => {};
  const over = new AbortController();
  const sound = () => {
    const stop = ring('called');
    return new Promise<void>((done) =>
      over.signal.addEventListener('abort', () => {
        stop();
        done();
      }),
    );
  };
  if ('locks' in navigator) {
    navigator.locks.request('recoup.calls.ring', { signal: over.signal }, sound).catch(() => {
      // It stopped ringing while this tab waited for its turn.
    });
  } else void sound();
  return () => over.abort();
}
