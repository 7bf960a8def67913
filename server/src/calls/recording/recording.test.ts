/** Recording a call: who agreed, what is kept of it, and for how long; through the front door. */
import { buyerRecording, callEvidence, callRecordings, calls, type RecordingView } from '@recoup/contract';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Client } from '../../../test/front-door.ts';
import { newId } from '../../platform/ids.ts';
import { storageOf } from '../../uploads/index.ts';
import { type Agent, type CallsWorld, openCallsWorld } from '../testing/calls-world.ts';
import { openLine } from '../testing/line.ts';
import { hangUp, type LiveCall, liveCall, sha256 } from '../testing/live-call.ts';
import { lengthSaid, recorded } from '../testing/recorded.ts';
import { ByteReader } from './byte-reader.ts';
import { sized } from './ebml.ts';
import { consentRules, ruleFor } from './state-rules.ts';
import { planWebm } from './webm.ts';

let world: CallsWorld;
let grace: Agent;
let at: LiveCall;
beforeAll(async () => {
  world = await openCallsWorld();
  await world.settings({ recording: { enabled: true, keep_days: 30 } });
  grace = await world.agent();
}, 60_000);
beforeEach(async () => {
  at = await liveCall(world, grace);
  const line = await openLine(world.door.url, { line: 'call', token: at.token });
  await line.say('call.enter', { call_id: at.id, peer: `buyer-${newId().slice(-12)}` });
});
afterEach(async () => {
  const { mine } = await grace.call(calls.now);
  if (mine?.stage === 'live') await hangUp(grace, mine.id);
});

const of = () => ({ params: { id: at.id } });
const view = (by: Client = grace): Promise<RecordingView> => by.call(callRecordings.view, of());
const ask = async (by: Client = grace) =>
  by.call(callRecordings.ask, { ...of(), body: { version: (await view(by)).my_wording.version } });
const mine = () => at.seat.call(buyerRecording.read);
async function says(answer: 'yes' | 'no' | 'withdrawn', erase = false) {
  const { ask: asked } = await mine();
  return at.seat.call(buyerRecording.answer, { body: { consent_id: asked!.consent_id, answer, erase } });
}
const nowIso = (plus = 0) => new Date(world.door.now().getTime() + plus).toISOString();
const begin = (by: Client = grace, client_id = newId()) => {
  const body = { client_id, type: 'video/webm;codecs=vp8,opus', began_at: nowIso(), sent_at: nowIso() };
  return by.call(callRecordings.start, { ...of(), body });
};
async function agreed() {
  await ask();
  await says('yes');
  return begin();
}
type Times = { from?: string; to?: string; sent_at?: string; sha256?: string };
async function send(id: string, n: number, bytes: Buffer, times: Times = {}, by: Client = grace) {
  const query = new URLSearchParams({
    sha256: sha256(bytes),
    from: nowIso(),
    to: nowIso(),
    sent_at: nowIso(),
    ...times,
  });
  const response = await by.fetch(`/v1/call-recordings/${id}/chunks/${n}?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  });
  return (await response.json()) as { kept?: string; code?: string };
}
const finish = (id: string, chunks: number) =>
  grace.call(callRecordings.finish, { params: { id }, body: { chunks, ended_at: nowIso(), sent_at: nowIso() } });
const recordingNow = async (id: string) => (await view()).recordings.find((one) => one.id === id)!;
async function film(id: string) {
  const { url } = await grace.call(callRecordings.watch, { params: { id }, body: {} });
  const whole = await world.door.stranger.fetch(url);
  const part = await world.door.stranger.fetch(url, { headers: { range: 'bytes=10-19' } });
  expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 10]);
  return Buffer.from(await whole.arrayBuffer());
}
const typesOf = async () => (await grace.call(calls.read, of())).timeline.map(({ type }) => type);

describe('a yes of everybody', () => {
  test('comes first: asked in their own words by the rule of their state, each answer kept word for word', async () => {
    expect(await mine()).toEqual({ ask: null, answer: null, recording: false });
    expect(
      await grace.refused(callRecordings.start, {
        ...of(),
        body: { client_id: newId(), type: 'video/webm', began_at: nowIso(), sent_at: nowIso() },
      }),
    ).toMatchObject({ code: 'recording.not_agreed' });
    expect(await grace.refused(callRecordings.ask, { ...of(), body: { version: 'of old' } })).toMatchObject({
      code: 'recording.wording_changed',
    });
    const asked = await ask();
    expect(asked).toMatchObject({ enabled: true, may_record: false, rule: { place: 'US-TX', needs: 'one' } });
    expect(asked.sides.map(({ kind, answer }) => [kind, answer]).sort()).toEqual([
      ['agent', 'yes'],
      ['buyer', 'asked'],
    ]);
    expect((await mine()).ask).toMatchObject({ from: 'agent of tests', language: 'en' });
    expect((await mine()).ask?.wording).toContain('agent of tests of Lumora asks to record this video call');
    await ask();
    expect((await view()).consents).toHaveLength(2);
    expect(await says('no')).toMatchObject({ answer: 'no' });
    expect(
      await grace.refused(callRecordings.start, {
        ...of(),
        body: { client_id: newId(), type: 'video/webm', began_at: nowIso(), sent_at: nowIso() },
      }),
    ).toMatchObject({ code: 'recording.not_agreed' });
    await ask();
    await says('yes');
    const after = await view();
    expect(after.may_record).toBe(true);
    expect(after.consents.map(({ answer }) => answer)).toEqual(['yes', 'asked', 'no', 'asked', 'yes']);
    expect(after.consents.every(({ wording, rule }) => wording.length > 100 && rule.statute.length > 5)).toBe(true);
    const id = newId();
    const first = await begin(grace, id);
    expect((await begin(grace, id)).id).toBe(first.id);
    expect(
      await grace.refused(callRecordings.start, {
        ...of(),
        body: { client_id: newId(), type: 'video/webm', began_at: nowIso(), sent_at: nowIso() },
      }),
    ).toMatchObject({ code: 'recording.runs_already' });
  });

  test('is asked of the brand first: off by default', async () => {
    await world.settings({ recording: { enabled: false, keep_days: 30 } });
    const { my_wording, enabled } = await view();
    expect(enabled).toBe(false);
    expect(await grace.refused(callRecordings.ask, { ...of(), body: { version: my_wording.version } })).toMatchObject({
      code: 'recording.turned_off',
    });
    await world.settings({ recording: { enabled: true, keep_days: 30 } });
    expect(
      await at.seat.refused(buyerRecording.answer, { body: { consent_id: newId(), answer: 'yes' } }),
    ).toMatchObject({
      code: 'recording.consent_not_found',
    });
  });

  test('ends when a third side comes in without one: what is captured after that is refused, until they agree and it begins anew', async () => {
    const { id } = await agreed();
    const pieces = recorded(6);
    await send(id, 0, pieces[0]!);
    const helen = await world.agent('manager');
    world.door.setNow(new Date(world.door.now().getTime() + 2000));
    await helen.call(calls.join, { ...of(), body: { mode: 'listens' } });
    world.door.setNow(new Date(world.door.now().getTime() + 2000));
    expect(await send(id, 1, pieces[1]!)).toMatchObject({ code: 'recording.not_agreed' });
    expect(await recordingNow(id)).toMatchObject({ cut: { because: 'somebody_came' } });
    expect((await view()).may_record).toBe(false);
    await ask();
    await helen.call(callRecordings.answer, {
      ...of(),
      body: { answer: 'yes', version: (await view(helen)).my_wording.version },
    });
    expect((await view()).may_record).toBe(true);
    const second = await begin();
    expect(await send(second.id, 0, pieces[0]!)).toEqual({ n: 0, kept: 'now' });
    expect(await send(second.id, 1, pieces[1]!, {}, helen)).toMatchObject({ code: 'recording.not_found' });
  });

  test('taken back while it records stops it at once; what was kept stays, or is erased, as the buyer says', async () => {
    const { id } = await agreed();
    const pieces = recorded(6);
    await send(id, 0, pieces[0]!);
    await send(id, 1, pieces[1]!);
    world.door.setNow(new Date(world.door.now().getTime() + 5000));
    expect(await says('withdrawn')).toMatchObject({ answer: 'withdrawn', recording: false });
    world.door.setNow(new Date(world.door.now().getTime() + 1000));
    expect(await send(id, 2, pieces[2]!)).toMatchObject({ code: 'recording.not_agreed' });
    // Captured before, and come late.
    const early = { from: nowIso(-9000), to: nowIso(-7000) };
    expect(await send(id, 2, pieces[2]!, early)).toEqual({ n: 2, kept: 'now' });
    expect(await finish(id, 9)).toMatchObject({ wanted: [], cut: { because: 'withdrawn' } });
    await world.door.drain();
    expect(await recordingNow(id)).toMatchObject({ state: 'ready' });
    expect(await says('withdrawn', true)).toMatchObject({ answer: 'withdrawn' });
    await world.door.drain();
    expect(await recordingNow(id)).toMatchObject({ state: 'erased', bytes: 0, erased: { because: 'buyer' } });
    expect(await grace.refused(callRecordings.watch, { params: { id }, body: {} })).toMatchObject({
      code: 'recording.erased',
    });
    expect(await typesOf()).toEqual(expect.arrayContaining(['call.recording_withdrawn', 'call.recording_erased']));
  });
});

describe('pieces', () => {
  test('come in any order, doubled and at once; joined they have their length, and seeking finds every second', async () => {
    const { id } = await agreed();
    const pieces = recorded(8, 3000);
    const order = [...pieces.keys()].reverse();
    await Promise.all([...order, 0, 1].map((n) => send(id, n, pieces[n]!)));
    expect(await send(id, 0, pieces[0]!)).toMatchObject({ kept: 'before' });
    expect(await send(id, 0, pieces[1]!)).toMatchObject({ code: 'recording.chunk_changed' });
    expect(await send(id, 99, pieces[1]!, { sha256: 'ab'.repeat(32) })).toMatchObject({
      code: 'recording.chunk_changed',
    });
    expect(await send(id, 99, Buffer.alloc(8 * 1024 * 1024 + 1))).toMatchObject({ code: 'file.too_large' });
    expect((await finish(id, pieces.length)).wanted).toEqual([]);
    await world.door.drain();
    const now = await recordingNow(id);
    expect(now).toMatchObject({ state: 'ready', missing_from: null, duration_ms: 8050 });
    const whole = await film(id);
    expect(lengthSaid(whole)).toBe(8050);
    expect(whole.length).toBe(now.bytes);
    const [, segment] = sized(whole);
    const level = sized(segment!.body);
    expect(level.map((one) => one.id.toString(16))).toEqual([
      '114d9b74',
      '1549a966',
      '1654ae6b',
      '1c53bb6b',
      ...Array(8).fill('1f43b675'),
    ]);
    const cues = sized(level[3]!.body).map(({ body }) => Number(Buffer.from(sized(body)[0]!.body).readBigUInt64BE()));
    expect(cues).toEqual([0, 1000, 2000, 3000, 4000, 5000, 6000, 7000]);
    for (const { body } of sized(level[3]!.body)) {
      const place = Number(Buffer.from(sized(sized(body)[1]!.body)[1]!.body).readBigUInt64BE());
      expect(Buffer.from(segment!.body).readUInt32BE(place)).toBe(0x1f43b675);
    }
    expect(await typesOf()).toEqual(
      expect.arrayContaining(['call.recording_began', 'call.recording_ready', 'call.recording_watched']),
    );
    const viewer = await world.door.as('viewer');
    expect(await viewer.refused(callRecordings.watch, { params: { id }, body: {} })).toMatchObject({ status: 403 });
  });

  test('that never came leave a film up to the gap, said so; when they come after all it is joined anew', async () => {
    const { id } = await agreed();
    const pieces = recorded(8, 3000);
    for (const [n, bytes] of pieces.entries()) if (n !== 3) await send(id, n, bytes);
    expect((await finish(id, pieces.length)).wanted).toEqual([3]);
    await world.door.drain();
    expect(await recordingNow(id)).toMatchObject({ state: 'recording' });
    await world.pass(125);
    const cut = await recordingNow(id);
    expect(cut).toMatchObject({ state: 'ready', missing_from: 3 });
    expect(cut.duration_ms).toBeLessThan(3000);
    await send(id, 3, pieces[3]!);
    await world.pass(125);
    expect(await recordingNow(id)).toMatchObject({ state: 'ready', missing_from: null, duration_ms: 8050 });
    expect(lengthSaid(await film(id))).toBe(8050);
  });

  test('of a tab that was closed are joined after two minutes of silence; none at all is said to be none', async () => {
    const { id } = await agreed();
    const pieces = recorded(4, 3000);
    for (const n of [0, 1, 2]) await send(id, n, pieces[n]!);
    await hangUp(grace, at.id);
    await world.pass(60);
    expect(await recordingNow(id)).toMatchObject({ state: 'recording' });
    await world.pass(125);
    const left = await recordingNow(id);
    expect(left).toMatchObject({ state: 'ready', cut: { because: 'call_ended' } });
    expect(lengthSaid(await film(id))).toBe(left.duration_ms);
    // The console was opened again, and the rest was sent.
    const before = { from: nowIso(-300_000), to: nowIso(-299_000) };
    for (const n of [...pieces.keys()].slice(3)) await send(id, n, pieces[n]!, before);
    await finish(id, pieces.length);
    await world.door.drain();
    expect(await recordingNow(id)).toMatchObject({ state: 'ready', duration_ms: 4050, missing_from: null });

    at = await liveCall(world, grace);
    const line = await openLine(world.door.url, { line: 'call', token: at.token });
    await line.say('call.enter', { call_id: at.id, peer: 'buyer-again' });
    const empty = await agreed();
    await world.pass(125);
    expect(await recordingNow(empty.id)).toMatchObject({ state: 'failed', failure: 'nothing_came' });
  });

  test('killed between their row and their bytes is sent again, and nothing is left that nobody knows of', async () => {
    const { id } = await agreed();
    const pieces = recorded(3, 3000);
    const storage = await storageOf(world.door.product.services.config);
    const put = vi.spyOn(storage, 'put').mockRejectedValueOnce(new Error('the disk went away'));
    expect(await send(id, 0, pieces[0]!)).toMatchObject({ code: 'server.fault' });
    put.mockRestore();
    for (const [n, bytes] of pieces.entries()) expect(await send(id, n, bytes)).toEqual({ n, kept: 'now' });
    await finish(id, pieces.length);
    await world.door.drain();
    expect(await recordingNow(id)).toMatchObject({ state: 'ready', duration_ms: 3050 });
  });
});

describe('what was recorded', () => {
  test('is erased when its days are over, or by an owner or manager with the reason; that it was stays', async () => {
    const { id } = await agreed();
    const pieces = recorded(3, 3000);
    for (const [n, bytes] of pieces.entries()) await send(id, n, bytes);
    await finish(id, pieces.length);
    await world.door.drain();
    const { url } = await grace.call(callRecordings.watch, { params: { id }, body: {} });
    await hangUp(grace, at.id);
    const body = { because: 'The buyer wrote' };
    expect(await grace.refused(callRecordings.erase, { params: { id }, body })).toMatchObject({ status: 403 });
    await world.door.runJob('calls.sweep-recordings');
    expect(await recordingNow(id)).toMatchObject({ state: 'ready' });
    world.door.setNow(new Date(world.door.now().getTime() + 31 * 86_400_000));
    await world.door.runJob('calls.sweep-recordings');
    await world.door.drain();
    expect(await recordingNow(id)).toMatchObject({
      state: 'erased',
      duration_ms: 3050,
      erased: { because: 'kept_long_enough' },
    });
    const key = Buffer.from(url.split('/').at(-1)!.split('.')[0]!, 'base64url').toString();
    expect(await (await storageOf(world.door.product.services.config)).exists(key)).toBe(false);
    const manager = await world.door.as('manager');
    expect(await manager.refused(callRecordings.erase, { params: { id }, body })).toMatchObject({
      code: 'recording.erased',
    });
    await manager.call(callEvidence.erase, { ...of(), body: { what: 'all', ...body } });
  });
});

describe('a film written anew', () => {
  const streamed = async function* (bytes: Buffer, step: number) {
    for (let n = 0; n < bytes.length; n += step) yield bytes.subarray(n, n + step);
  };
  test('is the same whatever the pieces, holds no more than whole blocks, and nothing of what is none', async () => {
    const all = Buffer.concat(recorded(5));
    const plans = await Promise.all([1, 7, 999, all.length].map((step) => planWebm(streamed(all, step))));
    expect(new Set(plans.map((plan) => plan?.duration_ms))).toEqual(new Set([5050]));
    for (let cut = 1; cut < all.length; cut += 997) {
      const plan = await planWebm(streamed(all.subarray(0, all.length - cut), 500));
      expect(plan?.duration_ms ?? 0).toBeLessThanOrEqual(5050);
      for (const part of plan?.parts ?? [])
        if (!(part instanceof Uint8Array)) expect(part.to).toBeLessThanOrEqual(all.length - cut);
    }
    expect(await planWebm(streamed(Buffer.from('not a film at all'), 5))).toBeNull();
    const reader = new ByteReader(streamed(all, 100));
    expect(await reader.skip(all.length + 1)).toBe(false);
  });
});

test('the rules name every state once, with statute, source and date; abroad and unknown the strictest holds', () => {
  expect(consentRules).toHaveLength(51);
  expect(new Set(consentRules.map(({ place }) => place)).size).toBe(51);
  expect(ruleFor({ region: 'ca', country: 'US' })).toMatchObject({ place: 'US-CA', needs: 'all', verified: true });
  expect(ruleFor({ region: 'TX' })).toMatchObject({ needs: 'one' });
  expect(ruleFor({ region: 'ON', country: 'CA' })).toMatchObject({ place: 'CA', needs: 'all' });
  expect(ruleFor(null)).toMatchObject({ place: 'other', needs: 'all' });
});
