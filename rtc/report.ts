/** Tells the server how the line was and why somebody could not come in. What a lost line holds up is told when it is back. */
import type { BodyIn, CallFailure, callLine } from '@recoup/contract';
import { browserNow } from './browser.ts';
import type { Call, Media, Sample, Trouble } from './types.ts';

type SamplesBody = BodyIn<typeof callLine.sample>;
export type ReportWays = {
  samples(body: SamplesBody): Promise<unknown>;
  failure(body: BodyIn<typeof callLine.failure>): Promise<unknown>;
  /** The server heard it and said no: told again it would say the same. */
  isFinal(error: unknown): boolean;
};
export type Report = {
  samples(samples: Sample[]): void;
  /** Each reason is told once a call. */
  failure(reason: CallFailure): void;
  /** Tells by itself what goes wrong with camera and connections. Returns how to stop, when the call is left. */
  watch(call: Call, media: Media): () => void;
};

/** As many as the server takes at once; ten times as many are held, the latest. */
const AT_ONCE = 90;
const HELD = 10 * AT_ONCE;
/** A connection that is left unmade after so long was not to be had in time. */
const TIMED_OUT_MS = 15_000;
const OF_TROUBLE: Partial<Record<Trouble, CallFailure>> = {
  blocked: 'camera_blocked',
  none: 'no_camera',
  held: 'camera_held',
  insecure: 'insecure_page',
  in_app: 'in_app_browser',
};

export function openReport(ways: ReportWays): Report {
  let held: Sample[] = [];
  let sending = false;
  const told = new Set<CallFailure>();

  async function send() {
    if (sending) return;
    sending = true;
    try {
      while (held.length > 0) {
        const samples = held.slice(0, AT_ONCE);
        await ways.samples({ sent_at: new Date().toISOString(), browser: browserNow(), samples }).catch((error) => {
          if (!ways.isFinal(error)) throw error;
        });
        const sent = new Set(samples);
        held = held.filter((one) => !sent.has(one));
      }
    } catch {
      // The line is down: the next samples bring these along.
    } finally {
      sending = false;
    }
  }
  function failure(reason: CallFailure) {
    if (told.has(reason)) return;
    told.add(reason);
    ways.failure({ reason, browser: browserNow() }).catch((error) => {
      if (!ways.isFinal(error)) told.delete(reason);
    });
  }
  return {
    samples(samples) {
      held = [...held, ...samples].slice(-HELD);
      void send();
    },
    failure,
    watch(call, media) {
      const peers = new Map<string, { since: number; wasIn: boolean; relayed: boolean; failed: boolean }>();
      const onMedia = () => {
        const { asking, cameraTrouble, microphoneTrouble } = media.state;
        const reason = asking ? undefined : OF_TROUBLE[cameraTrouble ?? microphoneTrouble ?? 'lost'];
        if (reason) failure(reason);
      };
      const onCall = () => {
        for (const { peer, connection, relayed } of call.state.peers) {
          const known = peers.get(peer) ?? { since: Date.now(), wasIn: false, relayed: false, failed: false };
          peers.set(peer, known);
          if (connection === 'connected' || connection === 'weak') known.wasIn = true;
          known.relayed = relayed ?? known.relayed;
          if (connection !== 'failed' || known.failed) continue;
          known.failed = true;
          failure(!known.wasIn ? 'ice_failed' : known.relayed ? 'relay_down' : 'line_lost');
        }
      };
      const stops = [media.subscribe(onMedia), call.subscribe(onCall)];
      onMedia();
      onCall();
      return () => {
        for (const stop of stops) stop();
        const unmade = [...peers.values()].some(
          ({ since, wasIn, failed }) => !wasIn && !failed && Date.now() - since > TIMED_OUT_MS,
        );
        if (unmade) failure('timed_out');
      };
    },
  };
}
