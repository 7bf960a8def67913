/** Whether the picture is too dark to see something in it, told from a few pixels every two seconds. */

const EVERY_MS = 2000;
const SIZE = { width: 32, height: 24 };
/** Of 255. Below the first it is dark, above the second light again, so that it does not flicker. */
const DARK = 38;
const LIGHT = 55;

/** Mean luminance of RGBA pixels, 0 to 255 (ITU-R BT.709). */
export function luminance(pixels: Uint8ClampedArray): number {
  let sum = 0;
  for (let at = 0; at + 3 < pixels.length; at += 4)
    sum += 0.2126 * pixels[at]! + 0.7152 * pixels[at + 1]! + 0.0722 * pixels[at + 2]!;
  return pixels.length < 4 ? 0 : sum / Math.floor(pixels.length / 4);
}

/** Dark after two looks, so that a hand over the lens or a camera that wakes up is not. */
export function isDark(before: boolean, looks: readonly number[]): boolean {
  const [last = LIGHT, one = LIGHT] = looks.toReversed();
  if (before) return last <= LIGHT;
  return last < DARK && one < DARK;
}

export function openLight(tell: (dark: boolean) => void) {
  let video: HTMLVideoElement | null = null;
  let canvas: HTMLCanvasElement | null = null;
  let dark = false;
  let looks: number[] = [];
  let timer: ReturnType<typeof setInterval> | undefined;
  let later: ReturnType<typeof setTimeout> | undefined;

  function look() {
    if (!video || document.hidden || video.readyState < 2) return;
    canvas ??= Object.assign(document.createElement('canvas'), SIZE);
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    if (!pen) return;
    pen.drawImage(video, 0, 0, SIZE.width, SIZE.height);
    looks = [...looks, luminance(pen.getImageData(0, 0, SIZE.width, SIZE.height).data)].slice(-2);
    const now = isDark(dark, looks);
    if (now !== dark) tell(now);
    dark = now;
  }
  const stop = () => {
    clearInterval(timer);
    clearTimeout(later);
    timer = undefined;
    if (video) video.srcObject = null;
    video = null;
    looks = [];
    dark = false;
  };
  return {
    /** Another camera, or none. */
    watch(track: MediaStreamTrack | null) {
      stop();
      if (!track) return;
      // The first seconds of a call have better things to do.
      later = setTimeout(() => begin(track), EVERY_MS);
    },
    close: stop,
  };
  function begin(track: MediaStreamTrack) {
    video = document.createElement('video');
    video.muted = true;
    video.playsInline = true;
    video.srcObject = new MediaStream([track]);
    // Without leave to play there is no hint, and nothing else is lost.
    video.play().catch(() => {});
    timer = setInterval(look, EVERY_MS);
  }
}
