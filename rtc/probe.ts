/** Which relay is nearest, found by asking them for a way through. */
import type { CallIce } from '@recoup/contract';

export type Region = CallIce['regions'][number];
/** Milliseconds until the region gave a relay; null where it gave none in time. */
export type Probed = { region: string; milliseconds: number | null };

const LIMIT_MS = 3000;
const KEPT = 'recoup.relays';

/** Gathers a relay candidate from each region at once; the quickest first, those without an answer last. */
export async function probeRegions(regions: readonly Region[], limitMs = LIMIT_MS): Promise<Probed[]> {
  const probed = await Promise.all(
    regions.map(async ({ name, ice_servers }): Promise<Probed> => {
      const { milliseconds } = await tryRelay(ice_servers, limitMs);
      return { region: name, milliseconds };
    }),
  );
  return probed.toSorted((a, b) => (a.milliseconds ?? Infinity) - (b.milliseconds ?? Infinity));
}

/** The names of the regions, the nearest first; probed once in a session of this browser. Nothing is asked of a single region. */
export async function nearestRegions(regions: readonly Region[], limitMs = LIMIT_MS): Promise<string[]> {
  const names = regions.map(({ name }) => name);
  if (names.length < 2) return names;
  const known = kept();
  if (known && names.every((name) => known.includes(name))) return known.filter((name) => names.includes(name));
  const nearest = (await probeRegions(regions, limitMs)).map(({ region }) => region);
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(nearest));
  } catch {
    // Storage may be closed to this page; then it is probed again.
  }
  return nearest;
}
function kept(): string[] | null {
  try {
    const known: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
    return Array.isArray(known) ? known.filter((name) => typeof name === 'string') : null;
  } catch {
    return null;
  }
}

export type Tried = {
  milliseconds: number | null;
  address: string | null /** As the browser tells it. */;
  failure: string | null;
};

/** For the self-test: do these servers give a relay, and how quickly. Only relays are gathered. */
export async function tryRelay(servers: RTCIceServer[], limitMs = 5000): Promise<Tried> {
  const began = performance.now();
  const pc = new RTCPeerConnection({ iceServers: servers, iceTransportPolicy: 'relay' });
  let failure: string | null = null;
  const found = new Promise<Tried>((done) => {
    pc.onicecandidate = ({ candidate }) => {
      // The last, empty one: whoever could answer has.
      if (!candidate) return done({ milliseconds: null, address: null, failure: failure ?? 'no_relay' });
      if (candidate.type !== 'relay') return;
      const milliseconds = Math.round(performance.now() - began);
      done({ milliseconds, address: candidate.address, failure: null });
    };
    pc.onicecandidateerror = ({ errorCode, errorText }) => {
      failure = `${errorCode} ${errorText}`.trim();
    };
    setTimeout(() => done({ milliseconds: null, address: null, failure: failure ?? 'silent' }), limitMs);
  });
  try {
    pc.createDataChannel('probe');
    await pc.setLocalDescription();
    return await found;
  } finally {
    pc.close();
  }
}
