/** Records what the agent sees and what both say, in chunks, each handed on as it is made: a crash loses seconds. */

export type Recorder = {
  /** As MediaRecorder names it. */
  type: string;
  /** Nothing is taken in any more from this moment; what was taken before is handed on. Consent was withdrawn. */
  pause(): void;
  resume(): void;
  /** The other picture, or voices that came in or left. */
  use(sources: { picture: MediaStream | null; voices: MediaStream[] }): void;
  /** Hands on the last chunk. */
  stop(): Promise<void>;
};

const CHUNK_MS = 2000;
const SIZE = { width: 1280, height: 720 };
const FPS = 15;
/** Readable small print at 720 lines; about 8 MB a minute. */
const BITS = { videoBitsPerSecond: 1_000_000, audioBitsPerSecond: 48_000 };
/** What plays in most places without another encoding first. */
const TYPES = [
  'video/webm;codecs=vp8,opus',
  'video/webm;codecs=vp9,opus',
  'video/webm',
  'video/mp4;codecs=avc1,mp4a.40.2',
  'video/mp4',
];

/** The type this browser would record in; null where it cannot. */
export function recordingType(): string | null {
  if (typeof MediaRecorder === 'undefined') return null;
  return TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? null;
}

/**
 * One picture and one sound for the whole recording, whatever is shown or said in between: the picture is drawn, and voices are
 * mixed, since a recorder ends where a track of its stream is exchanged. Throws where the browser cannot record.
 */
export function startRecorder(options: {
  picture: MediaStream | null;
  voices: MediaStream[];
  /** Numbered from 0, without gaps. */
  onChunk: (chunk: { n: number; blob: Blob; at: string }) => void;
  onFailure: (reason: string) => void;
}): Recorder {
  const type = recordingType();
  if (!type) throw new Error('recording_unsupported');
  const screen = openScreen();
  const mix = openMix();
  const recorder = new MediaRecorder(new MediaStream([screen.track, mix.track]), { mimeType: type, ...BITS });
  let n = 0;
  let ended = () => {};
  const end = new Promise<void>((done) => {
    ended = done;
  });
  const close = () => {
    screen.close();
    mix.close();
    ended();
  };
  recorder.ondataavailable = ({ data }) => {
    if (data.size > 0) options.onChunk({ n: n++, blob: data, at: new Date().toISOString() });
  };
  recorder.onerror = (event) => options.onFailure(String((event as ErrorEvent).error?.name ?? 'failed'));
  recorder.onstop = close;
  const use: Recorder['use'] = ({ picture, voices }) => {
    screen.show(picture);
    mix.use(voices);
  };
  use(options);
  recorder.start(CHUNK_MS);

  return {
    type,
    pause() {
      if (recorder.state !== 'recording') return;
      mix.mute(true);
      screen.show(null);
      recorder.pause();
      recorder.requestData();
    },
    resume() {
      if (recorder.state !== 'paused') return;
      mix.mute(false);
      recorder.resume();
    },
    use,
    async stop() {
      if (recorder.state === 'inactive') close();
      else recorder.stop();
      await end;
    },
  };
}

/** The picture as large as it fits onto a canvas of one size. */
function openScreen() {
  const canvas = Object.assign(document.createElement('canvas'), SIZE);
  const pen = canvas.getContext('2d', { alpha: false });
  const video = Object.assign(document.createElement('video'), { muted: true, playsInline: true });
  const paint = () => {
    if (!pen) return;
    pen.fillStyle = '#101413';
    pen.fillRect(0, 0, SIZE.width, SIZE.height);
    const { videoWidth: width, videoHeight: height } = video;
    if (!video.srcObject || width === 0 || video.readyState < 2) return;
    const share = Math.min(SIZE.width / width, SIZE.height / height);
    const [wide, high] = [width * share, height * share];
    pen.drawImage(video, (SIZE.width - wide) / 2, (SIZE.height - high) / 2, wide, high);
  };
  paint();
  const timer = setInterval(paint, 1000 / FPS);
  const [track] = canvas.captureStream(FPS).getVideoTracks();
  if (!track) throw new Error('recording_unsupported');
  return {
    track,
    show(picture: MediaStream | null) {
      if (video.srcObject === picture) return;
      video.srcObject = picture;
      if (picture) video.play().catch(() => {});
    },
    close() {
      clearInterval(timer);
      video.srcObject = null;
      track.stop();
    },
  };
}

/** All voices in one. */
function openMix() {
  const sound = new AudioContext();
  const mixed = sound.createMediaStreamDestination();
  const gate = sound.createGain();
  gate.connect(mixed);
  const playing = new Map<MediaStream, MediaStreamAudioSourceNode>();
  void sound.resume().catch(() => {});
  return {
    track: mixed.stream.getAudioTracks()[0]!,
    mute(on: boolean) {
      gate.gain.value = on ? 0 : 1;
    },
    use(voices: MediaStream[]) {
      for (const [stream, source] of playing) {
        if (voices.includes(stream)) continue;
        source.disconnect();
        playing.delete(stream);
      }
      for (const stream of voices) {
        if (playing.has(stream) || stream.getAudioTracks().length === 0) continue;
        const source = sound.createMediaStreamSource(stream);
        source.connect(gate);
        playing.set(stream, source);
      }
    },
    close: () => void sound.close(),
  };
}
