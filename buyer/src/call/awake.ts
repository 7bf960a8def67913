/** Keeps the screen on while a call stands, where the browser can. */
export class Awake {
  #lock: WakeLockSentinel | null = null;
  /** Browsers let go of it whenever the page is hidden: asked again each time it shows. */
  async stay(): Promise<void> {
    if (this.#lock && !this.#lock.released) return;
    this.#lock = (await navigator.wakeLock?.request('screen').catch(() => null)) ?? null;
  }
  rest(): void {
    void this.#lock?.release().catch(() => {}); // the browser let go of it before
    this.#lock = null;
  }
}

/** The tone who calls hears while it rings. */
export class Tone {
  #stop: (() => void) | null = null;
  ring(on: boolean): void {
    if (!on) {
      this.#stop?.();
      this.#stop = null;
      return;
    }
    if (this.#stop) return;
    const waiting = () => {};
    this.#stop = waiting;
    void import('@recoup/rtc/sound').then(
      ({ ring }) => {
        if (this.#stop === waiting) this.#stop = ring('calling', 0.25);
      },
      () => {}, // a call without its tone is a call
    );
  }
}
