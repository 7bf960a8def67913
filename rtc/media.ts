/** This side's camera and microphone, from the tap on: asked for, changed, lost and found again. */
import { inApp } from './in-app.ts';
import { openLight } from './light.ts';
import { openStore } from './store.ts';
import type { Device, Facing, Media, MediaState, Trouble } from './types.ts';

/** What browsers can do with a camera beyond what TypeScript's library names. */
type CameraCan = MediaTrackCapabilities & { torch?: boolean };

const VOICE: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
/** A camera that is muted for longer is held by somebody else: a phone call, another app. */
const HELD_AFTER_MS = 1000;

/** Why asking failed, by the name of the error (W3C Media Capture and Streams, 10.2). */
export function troubleOf(error: unknown, seen: { secure: boolean; inApp: boolean }): Trouble {
  if (!seen.secure) return 'insecure';
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError' || name === 'PermissionDeniedError')
    return seen.inApp ? 'in_app' : 'blocked';
  if (name === 'NotReadableError' || name === 'AbortError' || name === 'TrackStartError') return 'held';
  if (name === 'TypeError' && seen.inApp) return 'in_app';
  return 'none';
}

/**
 * Call it at the tap: the browser's question must come from one. Returns at once; `ready` tells when it was answered.
 * `camera: 'off'`: voice only, until `pauseVideo(false)`. Buyers begin with `environment`, the camera that sees the product.
 */
export function openMedia(wants: { camera: Facing | 'off'; microphone: boolean }): Media {
  const store = openStore<MediaState>({
    asking: true,
    stream: new MediaStream(),
    camera: wants.camera === 'off' ? 'off' : 'none',
    microphone: 'none',
    cameraTrouble: null,
    microphoneTrouble: null,
    facing: null,
    canFlip: false,
    torch: 'none',
    picture: null,
    dark: false,
    hidden: document.hidden,
    cameras: [],
    microphones: [],
    speakers: [],
    chosen: { camera: null, microphone: null, speaker: null },
  });
  const { stream } = store.state;
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  const light = openLight((dark) => store.set({ dark }));
  let facing: Facing = wants.camera === 'off' ? 'environment' : wants.camera;
  let wantsCamera = wants.camera !== 'off';
  let muted = false;
  let closed = false;
  let held: ReturnType<typeof setTimeout> | undefined;
  /** One change of the camera at a time. */
  let chain: Promise<void> = Promise.resolve();

  const track = (kind: 'audio' | 'video') => stream.getTracks().find((one) => one.kind === kind) ?? null;
  const why = (error: unknown) => troubleOf(error, { secure: window.isSecureContext, inApp: inApp() !== null });

  function picture(): MediaTrackConstraints {
    const { camera } = store.state.chosen;
    const size = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 24, max: 30 } };
    return camera ? { ...size, deviceId: { exact: camera } } : { ...size, facingMode: { ideal: facing } };
  }
  function voice(): MediaTrackConstraints {
    const { microphone } = store.state.chosen;
    return microphone ? { ...VOICE, deviceId: { exact: microphone } } : VOICE;
  }

  async function ask(constraints: MediaStreamConstraints): Promise<MediaStream> {
    if (!devices?.getUserMedia) throw new TypeError('no media devices');
    const got = await devices.getUserMedia(constraints);
    if (!closed) return got;
    for (const one of got.getTracks()) one.stop();
    throw new DOMException('closed', 'AbortError');
  }

  function put(next: MediaStreamTrack) {
    const old = track(next.kind as 'audio' | 'video');
    if (old) {
      old.onended = null;
      stream.removeTrack(old);
      old.stop();
    }
    stream.addTrack(next);
    next.onended = () => lost(next);
    if (next.kind === 'video') putCamera(next);
    else {
      next.enabled = !muted;
      store.set({ microphone: muted ? 'muted' : 'on', microphoneTrouble: null });
    }
  }

  function putCamera(next: MediaStreamTrack) {
    next.onmute = () => {
      held = setTimeout(() => !document.hidden && store.set({ camera: 'held', cameraTrouble: 'held' }), HELD_AFTER_MS);
    };
    next.onunmute = () => {
      clearTimeout(held);
      store.set({ camera: 'on', cameraTrouble: null });
    };
    light.watch(next);
    seen(next, { camera: 'on', cameraTrouble: null, torch: canTorch(next) ? 'off' : 'none', dark: false });
  }

  /** What the camera says of itself; turning the phone changes it. */
  function seen(camera: MediaStreamTrack, besides: Partial<MediaState>) {
    const { width = 0, height = 0, facingMode } = camera.getSettings();
    store.set({
      ...besides,
      picture: width > 0 && height > 0 ? { width, height } : null,
      facing: facingMode === 'user' || facingMode === 'environment' ? facingMode : isPhone() ? facing : 'user',
    });
  }

  /** Unplugged, or its permission taken back: it comes back by itself when there is one again. */
  function lost(gone: MediaStreamTrack) {
    if (!stream.getTracks().includes(gone)) return;
    stream.removeTrack(gone);
    if (gone.kind === 'audio') {
      store.set({ microphone: 'none', microphoneTrouble: 'lost' });
      void once(askVoice);
      return;
    }
    light.watch(null);
    store.set({ camera: 'none', cameraTrouble: 'lost', picture: null, torch: 'none' });
    void once(askCamera);
  }

  const once = (act: () => Promise<void>) => {
    chain = chain.then(() => (closed ? undefined : act()));
    return chain;
  };

  async function askVoice() {
    try {
      const [got] = (await ask({ audio: voice() })).getAudioTracks();
      if (got) put(got);
    } catch (error) {
      if (closed) return;
      store.set({ microphone: 'none', microphoneTrouble: keepLost('microphoneTrouble', why(error)) });
    }
    await list();
  }
  async function askCamera() {
    if (!wantsCamera) return;
    try {
      const [got] = (await ask({ video: picture() })).getVideoTracks();
      if (!wantsCamera) got?.stop();
      else if (got) put(got);
    } catch (error) {
      if (!closed) noCamera(why(error));
    }
    await list();
  }
  function noCamera(trouble: Trouble) {
    store.set({
      camera: trouble === 'held' ? 'held' : 'none',
      cameraTrouble: keepLost('cameraTrouble', trouble),
      picture: null,
      torch: 'none',
    });
  }
  /** One that was there before is lost, not missing. */
  const keepLost = (field: 'cameraTrouble' | 'microphoneTrouble', trouble: Trouble): Trouble =>
    store.state[field] === 'lost' && trouble === 'none' ? 'lost' : trouble;

  /** Both in one question; where that fails, each by itself, so that a missing camera costs nobody their voice. */
  async function askBoth() {
    store.set({ asking: true });
    try {
      if (wantsCamera && wants.microphone) {
        try {
          for (const got of (await ask({ audio: voice(), video: picture() })).getTracks()) put(got);
        } catch (error) {
          if (closed) return;
          const trouble = why(error);
          if (trouble === 'blocked' || trouble === 'insecure' || trouble === 'in_app') {
            noCamera(trouble);
            store.set({ microphone: 'none', microphoneTrouble: trouble });
            // Perhaps the camera alone is blocked; that is asked without a question on the screen.
            if (trouble !== 'insecure' && devices) await askVoice();
          } else {
            noCamera(trouble);
            await askVoice();
            if (track('audio')) await askCamera();
          }
        }
      } else {
        if (wants.microphone) await askVoice();
        await askCamera();
      }
      await list();
    } finally {
      store.set({ asking: false });
    }
  }

  async function list() {
    if (closed || !devices?.enumerateDevices) return;
    const all = await devices.enumerateDevices().catch(() => []);
    const of = (kind: MediaDeviceKind): Device[] =>
      all.filter((one) => one.kind === kind && one.deviceId !== '').map(({ deviceId: id, label }) => ({ id, label }));
    const cameras = of('videoinput');
    store.set({
      cameras,
      microphones: of('audioinput'),
      speakers: 'setSinkId' in HTMLMediaElement.prototype ? of('audiooutput') : [],
      canFlip: cameras.length > 1,
    });
  }

  async function changed() {
    await list();
    // What was lost, held or missing may be there now.
    const { cameraTrouble, microphoneTrouble } = store.state;
    const open = (trouble: Trouble | null) => trouble === 'lost' || trouble === 'held' || trouble === 'none';
    if (wantsCamera && !track('video') && open(cameraTrouble)) await once(askCamera);
    if (wants.microphone && !track('audio') && open(microphoneTrouble)) await once(askVoice);
  }
  const onDevices = () => void changed();
  const onVisible = () => {
    store.set({ hidden: document.hidden });
    if (!document.hidden) void changed();
  };
  const onTurn = () => {
    const camera = track('video');
    // The camera turns its picture a moment after the phone.
    if (camera) setTimeout(() => !closed && seen(camera, {}), 400);
  };
  devices?.addEventListener?.('devicechange', onDevices);
  document.addEventListener('visibilitychange', onVisible);
  screen.orientation?.addEventListener('change', onTurn);

  function stopCamera() {
    const camera = track('video');
    light.watch(null);
    if (!camera) return;
    camera.onended = null;
    stream.removeTrack(camera);
    camera.stop();
  }

  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    ready: once(askBoth),
    again: () => once(askBoth),
    mute(on) {
      muted = on;
      const voice = track('audio');
      if (voice) voice.enabled = !on;
      if (voice) store.set({ microphone: on ? 'muted' : 'on' });
    },
    pauseVideo(on) {
      wantsCamera = !on;
      return once(async () => {
        if (!on) return askCamera();
        stopCamera();
        store.set({ camera: 'off', cameraTrouble: null, picture: null, torch: 'none', dark: false });
      });
    },
    flip() {
      return once(async () => {
        const { cameras, chosen } = store.state;
        const before = track('video')?.getSettings().deviceId;
        facing = (store.state.facing ?? facing) === 'user' ? 'environment' : 'user';
        // Phones name the side of a camera; elsewhere it is the next one in the list.
        const next = cameras[(cameras.findIndex(({ id }) => id === before) + 1) % Math.max(1, cameras.length)];
        store.set({ chosen: { ...chosen, camera: isPhone() ? null : (next?.id ?? null) } });
        wantsCamera = true;
        // Most phones open one camera at a time.
        if (isPhone()) track('video')?.stop();
        await askCamera();
      });
    },
    async torch(on) {
      const camera = track('video');
      if (!camera || store.state.torch === 'none') return;
      try {
        await camera.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
        store.set({ torch: on ? 'on' : 'off' });
      } catch {
        store.set({ torch: 'none' });
      }
    },
    useDevice(kind, id) {
      store.set({ chosen: { ...store.state.chosen, [kind]: id } });
      if (kind === 'speaker') return Promise.resolve();
      if (kind === 'camera') wantsCamera = true;
      return once(kind === 'camera' ? askCamera : askVoice);
    },
    close() {
      closed = true;
      devices?.removeEventListener?.('devicechange', onDevices);
      document.removeEventListener('visibilitychange', onVisible);
      screen.orientation?.removeEventListener('change', onTurn);
      clearTimeout(held);
      light.close();
      for (const one of stream.getTracks()) {
        one.onended = null;
        one.stop();
        stream.removeTrack(one);
      }
      store.set({ camera: 'off', microphone: 'none', picture: null, torch: 'none', asking: false });
    },
  };
}

function canTorch(camera: MediaStreamTrack): boolean {
  // Firefox has no capabilities.
  return (camera.getCapabilities?.() as CameraCan | undefined)?.torch === true;
}

const isPhone = () => /Android|iPhone|iPad|Mobile/.test(navigator.userAgent);
