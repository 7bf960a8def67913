/** The self-test of the relays from a browser: a way through each server, and words through it. */
import type { CallIce, RelayFailure } from '@recoup/contract';

export type TriedRelay = {
  region: string;
  url: string;
  works: boolean;
  /** To the relay and back, the best of a few. */
  milliseconds: number | null;
  failure: RelayFailure | null;
};

const WORDS = 5;

/**
 * Tries every TURN server this browser was given, some at a time. Through each, two connections of this page, which may use
 * nothing but the relay, open a data channel to each other: so the credential, the relay's ports and its sending to itself are
 * tried as a call uses them. `tried` hears of each as it is known. Never rejects.
 */
export async function tryRelays(
  ice: CallIce,
  tried: (one: TriedRelay) => void = () => {},
  withinMs = 8_000,
): Promise<TriedRelay[]> {
  const servers = ice.regions.flatMap(({ name, ice_servers }) =>
    ice_servers
      .filter(({ username }) => username !== undefined)
      .flatMap((server) => server.urls.map((url) => ({ region: name, server: { ...server, urls: [url] } }))),
  );
  const found: TriedRelay[] = [];
  let next = 0;
  const lane = async () => {
    while (next < servers.length) {
      const at = next++;
      const { region, server } = servers[at]!;
      found[at] = { region, url: server.urls[0]!, ...(await tryOne(server, withinMs)) };
      tried(found[at]);
    }
  };
  await Promise.all([lane(), lane(), lane()]);
  return found;
}

type Outcome = Pick<TriedRelay, 'works' | 'milliseconds' | 'failure'>;

async function tryOne(server: RTCIceServer, withinMs: number): Promise<Outcome> {
  const [near, far] = [openRelayed(server), openRelayed(server)];
  const gathered = { any: false, failure: null as RelayFailure | null };
  for (const [own, other] of [
    [near, far],
    [far, near],
  ] as const) {
    own.onicecandidate = ({ candidate }) => {
      if (candidate?.candidate) gathered.any = true;
      void other.addIceCandidate(candidate ?? undefined).catch(() => {});
    };
    own.onicecandidateerror = (error) => {
      gathered.failure ??= failureOf((error as RTCPeerConnectionIceErrorEvent).errorCode);
    };
  }
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), withinMs);
  try {
    const words = near.createDataChannel('self-test');
    far.ondatachannel = ({ channel }) => {
      channel.onmessage = ({ data }) => channel.send(data);
    };
    const open = opened(words, end.signal);
    const nothing = gatheredNothing(near, gathered, end.signal);
    await near.setLocalDescription();
    await far.setRemoteDescription(near.localDescription!);
    await far.setLocalDescription();
    await near.setRemoteDescription(far.localDescription!);
    const outcome = await Promise.race([open, nothing]);
    if (outcome !== 'open') return failed(gathered, outcome === 'late' ? 'silent' : 'no_relay');
    let best = Number.POSITIVE_INFINITY;
    for (let n = 0; n < WORDS; n += 1) best = Math.min(best, await echoed(words, String(n), end.signal));
    // Each word goes to the relay, and from there to this page, and back the same way: twice to the relay and back.
    return { works: true, milliseconds: Math.round(best / 2), failure: null };
  } catch {
    return failed(gathered, 'no_relay');
  } finally {
    clearTimeout(timer);
    end.abort();
    near.close();
    far.close();
  }
}

/** Where a relay was given, nothing came through it. Else what it said, or, where it said nothing, what that means. */
function failed(gathered: { any: boolean; failure: RelayFailure | null }, unsaid: RelayFailure): Outcome {
  return { works: false, milliseconds: null, failure: gathered.any ? 'no_data' : (gathered.failure ?? unsaid) };
}

const openRelayed = (server: RTCIceServer) =>
  new RTCPeerConnection({ iceServers: [server], iceTransportPolicy: 'relay' });

function opened(channel: RTCDataChannel, end: AbortSignal): Promise<'open' | 'late'> {
  return new Promise((tell) => {
    channel.onopen = () => tell('open');
    end.addEventListener('abort', () => tell('late'));
  });
}

/** Resolves where all was looked for and the relay gave nothing: there is no use in waiting longer. */
function gatheredNothing(
  connection: RTCPeerConnection,
  gathered: { any: boolean },
  end: AbortSignal,
): Promise<'nothing' | 'late'> {
  return new Promise((tell) => {
    connection.onicegatheringstatechange = () => {
      if (connection.iceGatheringState === 'complete' && !gathered.any) tell('nothing');
    };
    end.addEventListener('abort', () => tell('late'));
  });
}

function echoed(channel: RTCDataChannel, word: string, end: AbortSignal): Promise<number> {
  const from = performance.now();
  return new Promise((heard, lost) => {
    channel.onmessage = () => heard(performance.now() - from);
    end.addEventListener('abort', () => lost(new Error('late')));
    channel.send(word);
  });
}

/** What browsers tell of a relay that gave nothing: TURN's own numbers, and 701 where no answer came (webrtc-pc §4.8.2). */
function failureOf(code: number): RelayFailure {
  if (code === 401 || code === 403 || code === 441) return 'credential';
  if (code === 486 || code === 508) return 'full';
  return code === 701 ? 'silent' : 'no_relay';
}
