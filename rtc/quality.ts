/** What a connection is like, from what browsers count (getStats). Pure: two readings in, what lay between them out. */
import { qualityWord, voiceScore } from '@recoup/contract/call-quality';
import type { Load } from './adapt.ts';
import type { Sample } from './types.ts';

/** One reading, as it came from getStats. */
export type Reading = { at: number; rows: StatsRow[] };
export type StatsRow = Record<string, unknown> & { type: string; id: string };

export function readingOf(report: RTCStatsReport, at: number): Reading {
  return { at, rows: [...(report.values() as Iterable<StatsRow>)] };
}

const num = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const kindOf = (row: StatsRow) => text(row.kind) ?? text(row.mediaType);
const of = (reading: Reading, type: string, kind?: string) =>
  reading.rows.filter((row) => row.type === type && (kind === undefined || kindOf(row) === kind));
const sum = (rows: StatsRow[], field: string) => rows.reduce((all, row) => all + (num(row[field]) ?? 0), 0);
const most = (values: (number | null)[]) => {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? Math.max(...known) : null;
};
const milli = (seconds: number | null) => (seconds === null ? null : Math.round(seconds * 1000));
const tenth = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);

/** The pair that carries the call. Firefox has no transport row, but says which pair is selected. */
function pairOf(reading: Reading): StatsRow | null {
  const chosen = of(reading, 'transport').map((row) => row.selectedCandidatePairId);
  const pairs = of(reading, 'candidate-pair');
  return (
    pairs.find((row) => chosen.includes(row.id)) ??
    pairs.find((row) => row.selected === true) ??
    pairs.find((row) => row.nominated === true && row.state === 'succeeded') ??
    null
  );
}
const rowOf = (reading: Reading, id: unknown) => reading.rows.find((row) => row.id === id) ?? null;

/** How much a counter of these rows grew; null where it was not there. What began anew counts from 0. */
function grown(before: Reading, now: Reading, type: string, field: string, kind?: string): number | null {
  const rows = of(now, type, kind).filter((row) => num(row[field]) !== null);
  if (rows.length === 0) return null;
  return rows.reduce((all, row) => {
    const old = num(rowOf(before, row.id)?.[field]) ?? 0;
    const value = num(row[field])!;
    return all + (value >= old ? value - old : value);
  }, 0);
}

function lossIn(before: Reading, now: Reading): number | null {
  const lost = grown(before, now, 'inbound-rtp', 'packetsLost');
  const came = grown(before, now, 'inbound-rtp', 'packetsReceived');
  if (lost === null || came === null || lost + came === 0) return null;
  return tenth((100 * Math.max(0, lost)) / (lost + came));
}

/** What the other side reports of ours: the worse of sound and picture. */
function lossOut(before: Reading, now: Reading): number | null {
  const shares = of(now, 'remote-inbound-rtp').map((row) => {
    const old = rowOf(before, row.id);
    // The same report as last time says nothing of these two seconds.
    if (old && old.timestamp === row.timestamp) return null;
    const share = num(row.fractionLost);
    return share === null ? null : share * 100;
  });
  const known = most(shares);
  return tenth(known);
}

/** How long the picture stood still. Chrome counts it; elsewhere it is told from frames that did not come. */
function freeze(before: Reading, now: Reading): number | null {
  const counted = grown(before, now, 'inbound-rtp', 'totalFreezesDuration', 'video');
  const frames = grown(before, now, 'inbound-rtp', 'framesDecoded', 'video');
  const packets = grown(before, now, 'inbound-rtp', 'packetsReceived', 'video');
  const span = now.at - before.at;
  const hadPicture = sum(of(before, 'inbound-rtp', 'video'), 'framesDecoded') > 0;
  // Chrome counts a freeze when it is over: one that lasts has no frames and no end yet.
  const stands = hadPicture && frames === 0 && (packets ?? 0) > 0 ? span : 0;
  if (counted === null) return frames === null ? null : stands;
  return Math.min(span, Math.max(milli(counted) ?? 0, stands));
}

/** What lay between two readings of a connection. `step`: what was sent meanwhile. */
export function sampleOf(
  before: Reading,
  now: Reading,
  about: { part_id: string; step: Sample['step']; regionOf: (url: string) => string | null; date: Date },
): Sample {
  const span = Math.max(1, now.at - before.at);
  const pair = pairOf(now);
  const local = pair && rowOf(now, pair.localCandidateId);
  const remote = pair && rowOf(now, pair.remoteCandidateId);
  const remotes = of(now, 'remote-inbound-rtp');
  const rtt = milli(num(pair?.currentRoundTripTime) ?? most(remotes.map((row) => num(row.roundTripTime))));
  const jitter = milli(most(of(now, 'inbound-rtp', 'audio').map((row) => num(row.jitter))));
  const inbound = lossIn(before, now);
  const outbound = lossOut(before, now);
  const kbps = (type: string, field: string) => Math.round(((grown(before, now, type, field) ?? 0) * 8) / span);
  const video = of(now, 'inbound-rtp', 'video')[0];
  const frames = grown(before, now, 'inbound-rtp', 'framesDecoded', 'video');
  const kind = text(local?.candidateType);
  const others = text(remote?.candidateType);
  const measured = { rtt, jitter, loss: most([inbound, outbound]), freeze: freeze(before, now) };
  return {
    at: about.date.toISOString(),
    part_id: about.part_id,
    rtt,
    jitter,
    loss_in: inbound,
    loss_out: outbound,
    freeze: measured.freeze === null ? null : Math.round(measured.freeze),
    kbps_in: kbps('inbound-rtp', 'bytesReceived'),
    kbps_out: kbps('outbound-rtp', 'bytesSent'),
    width: num(video?.frameWidth),
    height: num(video?.frameHeight),
    fps: tenth(num(video?.framesPerSecond) ?? (frames === null ? null : (frames * 1000) / span)),
    step: about.step,
    relayed: kind === null && others === null ? null : kind === 'relay' || others === 'relay',
    local: kind,
    remote: others,
    protocol: text(local?.relayProtocol) ?? text(local?.protocol),
    region: kind === 'relay' && text(local?.url) ? about.regionOf(text(local?.url)!) : null,
    score: voiceScore(measured),
  };
}

/** The word people see for it. */
export function wordOf(sample: Sample) {
  const { rtt, jitter, loss_in, loss_out, freeze } = sample;
  return qualityWord({ rtt, jitter, loss: most([loss_in, loss_out]), freeze });
}

/** What `adapt` looks at: how what is sent from here fares. */
export function loadOf(sample: Sample, now: Reading): Load {
  const room = num(pairOf(now)?.availableOutgoingBitrate);
  return { rtt: sample.rtt, lossOut: sample.loss_out, room: room === null ? null : room / 1000 };
}
