/** The four sounds of a station. Never the only sign: the band says the same in words. */
import { useSyncExternalStore } from 'react';

export type Sound = 'right' | 'wrong' | 'done' | 'seen';
type Note = { hertz: number; from: number; ms: number; loud: number };

/** right: one 880 Hz, 90 ms. wrong: two 220 Hz, 140 ms. done: 660 then 990 Hz. seen before: one soft 440 Hz. */
export const notes: Record<Sound, readonly Note[]> = {
  right: [{ hertz: 880, from: 0, ms: 90, loud: 0.5 }],
  wrong: [
    { hertz: 220, from: 0, ms: 140, loud: 0.6 },
    { hertz: 220, from: 200, ms: 140, loud: 0.6 },
  ],
  done: [
    { hertz: 660, from: 0, ms: 110, loud: 0.5 },
    { hertz: 990, from: 120, ms: 140, loud: 0.5 },
  ],
  seen: [{ hertz: 440, from: 0, ms: 120, loud: 0.2 }],
};

let audio: AudioContext | undefined;

export function play(sound: Sound) {
  if (!soundOn()) return;
  audio ??= new AudioContext();
  void audio.resume();
  for (const note of notes[sound]) {
    const start = audio.currentTime + note.from / 1000;
    const end = start + note.ms / 1000;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = note.hertz;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(note.loud, start + 0.008);
    volume.gain.setValueAtTime(note.loud, end - 0.02);
    volume.gain.linearRampToValueAtTime(0, end);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(end);
  }
}

const key = 'recoup.station.sound';
const listeners = new Set<() => void>();
function soundOn(): boolean {
  return localStorage.getItem(key) !== 'off';
}
export function setSound(on: boolean) {
  localStorage.setItem(key, on ? 'on' : 'off');
  for (const each of listeners) each();
}
/** Whether this device sounds; kept on the device. */
export function useSoundOn(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, soundOn);
}
