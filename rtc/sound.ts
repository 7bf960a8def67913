/** Ringing and levels, by WebAudio. One context for all; a page that was not touched yet stays silent. */

let shared: AudioContext | null = null;
function context(): AudioContext | null {
  if (typeof AudioContext === 'undefined') return null;
  shared ??= new AudioContext();
  if (shared.state === 'suspended') void shared.resume().catch(() => {});
  return shared;
}

function tone(sound: AudioContext, hertz: number, from: number, seconds: number, volume: number): OscillatorNode {
  const pitch = sound.createOscillator();
  const loudness = sound.createGain();
  pitch.frequency.value = hertz;
  // Eased in and out: a tone that is cut clicks.
  loudness.gain.setValueAtTime(0, from);
  loudness.gain.linearRampToValueAtTime(volume, from + 0.02);
  loudness.gain.setValueAtTime(volume, from + seconds - 0.05);
  loudness.gain.linearRampToValueAtTime(0, from + seconds);
  pitch.connect(loudness).connect(sound.destination);
  pitch.start(from);
  pitch.stop(from + seconds);
  return pitch;
}

/** Tones of one round: hertz, when and for how long, in seconds. The US ringback tone is 440 and 480 Hz, 2 s of every 6 (ANSI T1.401). */
const ROUNDS = {
  called: {
    every: 3,
    tones: [
      [659, 0, 0.22],
      [784, 0.2, 0.22],
      [988, 0.4, 0.5],
      [784, 1, 0.22],
      [988, 1.2, 0.5],
    ],
  },
  calling: {
    every: 6,
    tones: [
      [440, 0, 2],
      [480, 0, 2],
    ],
  },
} as const;

/** A ring tone for who is called, or the tone who calls hears. Returns how to stop. */
export function ring(kind: keyof typeof ROUNDS, volume = 0.12): () => void {
  const sound = context();
  if (!sound) return () => {};
  const { every, tones } = ROUNDS[kind];
  let playing: OscillatorNode[] = [];
  const round = () => {
    if (sound.state !== 'running') return;
    playing = tones.map(([hertz, from, seconds]) => tone(sound, hertz, sound.currentTime + from, seconds, volume));
  };
  // The context may be woken only now.
  void sound.resume().then(round, () => {});
  const timer = setInterval(round, every * 1000);
  return () => {
    clearInterval(timer);
    for (const pitch of playing) pitch.stop();
  };
}

const BLIPS = {
  joined: [
    [587, 0],
    [880, 0.1],
  ],
  left: [
    [880, 0],
    [587, 0.1],
  ],
  still: [[1320, 0]],
} as const;

/** One short tone: somebody came, left, or a still was taken. */
export function blip(kind: keyof typeof BLIPS): void {
  const sound = context();
  if (sound?.state !== 'running') return;
  for (const [hertz, from] of BLIPS[kind]) tone(sound, hertz, sound.currentTime + from, 0.12, 0.08);
}

/** Level of a stream's voice, 0 to 1. */
export function meter(stream: MediaStream): { level(): number; close(): void } {
  const sound = context();
  if (!sound || stream.getAudioTracks().length === 0) return { level: () => 0, close() {} };
  const source = sound.createMediaStreamSource(stream);
  const analyser = sound.createAnalyser();
  analyser.fftSize = 512;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level() {
      analyser.getFloatTimeDomainData(samples);
      let square = 0;
      for (const sample of samples) square += sample * sample;
      return Math.min(1, Math.sqrt(square / samples.length) * 4);
    },
    close: () => source.disconnect(),
  };
}
