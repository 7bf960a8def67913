/**
 * A WebM as a browser's recorder leaves it knows neither how long it is nor where anything stands, so no player can seek in it.
 * This reads one through once, holding no more than a header, and says how it is written anew: with its length, the sizes of its
 * clusters, and cues. Matroska: RFC 9559; EBML: RFC 8794. Pictures and sound are copied untouched.
 */
import { ByteReader } from './byte-reader.ts';
import { byteUint, element, float, idOf, sized, uint, vint } from './ebml.ts';

/** Bytes of ours, or a stretch of what was recorded. */
export type Part = Uint8Array | { from: number; to: number };
export type Plan = { parts: Part[]; duration_ms: number; bytes: number };

const ID = {
  ebml: 0x1a45dfa3,
  segment: 0x18538067,
  seekHead: 0x114d9b74,
  info: 0x1549a966,
  tracks: 0x1654ae6b,
  cluster: 0x1f43b675,
  cues: 0x1c53bb6b,
  timecode: 0xe7,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
} as const;
/** A header larger than this is none. */
const MOST_HEADER = 1024 * 1024;

type Cluster = { from: number; to: number; time: number };
type Cue = { time: number; track: number; cluster: number };
type Track = { number: number; video: boolean };
/** The end of a track: when its last block began, and how long the one before it lasted. */
type Tail = { at: number; lasts: number };

/** How a recorded WebM is written so that it can be seeked in; null where it holds no picture and no sound. */
export async function planWebm(recorded: AsyncIterable<Uint8Array>): Promise<Plan | null> {
  const reader = new ByteReader(recorded);
  const head: { ebml?: Uint8Array; info?: Uint8Array; tracks?: Uint8Array } = {};
  const clusters: Cluster[] = [];
  const cues: Cue[] = [];
  const tails = new Map<number, Tail>();
  let tracks: Track[] = [];
  for (let next = await reader.header(); next; next = await reader.header()) {
    const { id, size, at } = next;
    if (id === ID.segment) continue;
    if (id === ID.cluster) {
      const found = await readCluster(reader, size, (time, track, key) => {
        const video = tracks.some((one) => one.video);
        const seen = tails.get(track);
        tails.set(track, {
          at: Math.max(time, seen?.at ?? 0),
          lasts: seen && time > seen.at ? time - seen.at : (seen?.lasts ?? 0),
        });
        const cued = video
          ? key && tracks.some((one) => one.video && one.number === track)
          : cues.at(-1)?.cluster !== clusters.length;
        if (cued) cues.push({ time, track, cluster: clusters.length });
      });
      if (found) clusters.push(found);
      continue;
    }
    if (size === null) break;
    if (id === ID.ebml || id === ID.info || id === ID.tracks) {
      const body = size <= MOST_HEADER ? await reader.take(size) : null;
      if (!body) break;
      if (id === ID.ebml && !head.ebml) head.ebml = element(id, body);
      if (id === ID.info && !head.info) head.info = body;
      if (id === ID.tracks && !head.tracks) {
        head.tracks = body;
        tracks = tracksOf(body);
      }
    } else if (!(await reader.skip(at + size))) break;
  }
  const { ebml, info, tracks: trackBytes } = head;
  if (!ebml || !info || !trackBytes || clusters.length === 0 || tails.size === 0) return null;
  return written({
    ebml,
    info,
    tracks: trackBytes,
    clusters,
    cues: cues.filter(({ cluster }) => clusters[cluster]),
    tails,
  });
}

/** Reads over a cluster, of known size or not, to its last whole block. Null where not one is whole. */
async function readCluster(
  reader: ByteReader,
  size: number | null,
  block: (time: number, track: number, key: boolean) => void,
): Promise<Cluster | null> {
  const from = reader.at;
  const end = size === null ? Number.POSITIVE_INFINITY : from + size;
  let to = from;
  let time: number | null = null;
  while (reader.at < end) {
    const child = await reader.peekHeader();
    // Everything of the segment's own level has an id of four bytes, everything in a cluster one of one or two.
    if (!child || child.id > 0xffff || child.size === null) break;
    const data = reader.at + child.length;
    const wanted = child.id === ID.timecode || child.id === ID.blockGroup ? child.size : Math.min(child.size, 16);
    const start = wanted > MOST_HEADER * 8 ? null : await reader.peek(child.length, wanted);
    if (!start) break;
    const found = blockOf(child.id, start);
    if (child.id === ID.timecode) time = byteUint(start);
    if (!(await reader.skip(data + child.size))) break;
    to = reader.at;
    if (found && time !== null) block(time + found.offset, found.track, found.key);
  }
  return time === null || to === from ? null : { from, to, time };
}

/** Track, time within its cluster, and whether it can be begun at (RFC 9559, 10). */
function blockOf(id: number, body: Uint8Array): { track: number; offset: number; key: boolean } | null {
  if (id === ID.simpleBlock) {
    const track = vint(body, 0);
    if (!track || body.length < track.length + 3) return null;
    const view = new DataView(body.buffer, body.byteOffset);
    return {
      track: track.value,
      offset: view.getInt16(track.length),
      key: ((body[track.length + 2] ?? 0) & 0x80) !== 0,
    };
  }
  if (id !== ID.blockGroup) return null;
  const inside = sized(body);
  const block = inside.find((one) => one.id === 0xa1);
  const found = block && blockOf(ID.simpleBlock, block.body);
  return found ? { ...found, key: !inside.some((one) => one.id === 0xfb) } : null;
}

function tracksOf(body: Uint8Array): Track[] {
  return sized(body)
    .filter(({ id }) => id === 0xae)
    .map(({ body: entry }) => {
      const inside = sized(entry);
      const value = (id: number) => byteUint(inside.find((one) => one.id === id)?.body ?? new Uint8Array());
      return { number: value(0xd7), video: value(0x83) === 1 };
    });
}

type Read = {
  ebml: Uint8Array;
  info: Uint8Array;
  tracks: Uint8Array;
  clusters: Cluster[];
  cues: Cue[];
  tails: Map<number, Tail>;
};

function written({ ebml, info, tracks, clusters, cues, tails }: Read): Plan {
  const inside = sized(info);
  const scale = byteUint(inside.find(({ id }) => id === 0x2ad7b1)?.body ?? uint(1_000_000));
  const ticks = Math.max(...[...tails.values()].map(({ at, lasts }) => at + Math.min(lasts, 1e9 / scale)));
  const kept = inside.filter(({ id }) => id !== 0x4489).map(({ id, body }) => element(id, body));
  const infoElement = element(ID.info, join([...kept, element(0x4489, float(ticks))]));
  const tracksElement = element(ID.tracks, tracks);
  // Positions are of a fixed width, so what stands before them is known before they are.
  const seekHead = (positions: [number, number, number]) =>
    element(
      ID.seekHead,
      join(
        [ID.info, ID.tracks, ID.cues].map((id, n) =>
          element(0x4dbb, join([element(0x53ab, idOf(id)), element(0x53ac, uint(positions[n]!, 8))])),
        ),
      ),
    );
  const infoAt = seekHead([0, 0, 0]).length;
  const tracksAt = infoAt + infoElement.length;
  const cuesAt = tracksAt + tracksElement.length;
  const cuesOf = (place: (cluster: number) => number) =>
    element(
      ID.cues,
      join(
        cues.map(({ time, track, cluster }) =>
          element(
            0xbb,
            join([
              element(0xb3, uint(time, 8)),
              element(0xb7, join([element(0xf7, uint(track)), element(0xf1, uint(place(cluster), 8))])),
            ]),
          ),
        ),
      ),
    );
  const starts: number[] = [];
  let at = cuesAt + cuesOf(() => 0).length;
  for (const { from, to } of clusters) {
    starts.push(at);
    at += CLUSTER_HEAD + to - from;
  }
  const head = join([
    ebml,
    idOf(ID.segment),
    longSize(at),
    seekHead([infoAt, tracksAt, cuesAt]),
    infoElement,
    tracksElement,
    cuesOf((cluster) => starts[cluster]!),
  ]);
  const parts: Part[] = [head];
  for (const { from, to } of clusters) parts.push(join([idOf(ID.cluster), longSize(to - from)]), { from, to });
  return { parts, duration_ms: Math.round((ticks * scale) / 1e6), bytes: ebml.length + CLUSTER_HEAD + at };
}

/** An id of four bytes and a size of eight. */
const CLUSTER_HEAD = 12;

function longSize(size: number): Uint8Array {
  const bytes = uint(size, 8);
  bytes[0] = 0x01;
  return bytes;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}
