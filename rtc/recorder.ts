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
export declare function startRecorder(options: {
  picture: MediaStream | null;
  voices: MediaStream[];
  /** Numbered from 0. */
  onChunk: (chunk: { n: number; blob: Blob; at: string }) => void;
  onFailure: (reason: string) => void;
}): Recorder;
/** The type this browser would record in; null where it cannot. */
export declare function recordingType(): string | null;
