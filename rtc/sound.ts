/** Ringing and levels, by WebAudio. */

/** A ring tone for who is called, or the tone who calls hears. Returns how to stop. Silent where the page was not touched yet. */
export declare function ring(kind: 'called' | 'calling', volume?: number): () => void;
/** One short tone: somebody came, left, or a still was taken. */
export declare function blip(kind: 'joined' | 'left' | 'still'): void;
/** Level of a stream, 0 to 1. */
export declare function meter(stream: MediaStream): { level(): number; close(): void };
