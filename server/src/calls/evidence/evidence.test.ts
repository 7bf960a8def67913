/** What is kept of a call as evidence: through the front door, buyer's page and agent at once. */
import { buyerCallOffers, callEvidence, callOffers, calls, orders, returns } from '@recoup/contract';
import sharp from 'sharp';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { storageOf } from '../../uploads/index.ts';
import { type Agent, type CallsWorld, openCallsWorld } from '../testing/calls-world.ts';
import {
  hangUp,
  type LiveCall,
  liveCall,
  phonePhoto,
  refusedStill,
  sendStill,
  sha256,
  stillForm,
} from '../testing/live-call.ts';

let world: CallsWorld;
let grace: Agent;
let at: LiveCall;
let serial = 2200;
beforeAll(async () => {
  world = await openCallsWorld();
  grace = await world.agent();
}, 60_000);
beforeEach(async () => {
  serial += 1;
  at = await liveCall(world, grace, [`LH-${serial}A`]);
});
afterEach(async () => {
  const { mine } = await grace.call(calls.now);
  if (mine?.stage === 'live') await hangUp(grace, mine.id);
});

const stillsOf = async ({ id }: LiveCall) => (await grace.call(callEvidence.list, { params: { id } })).rows;
const proofOf = ({ id }: LiveCall, still: string) => grace.call(callEvidence.proof, { params: { id, still } });
const timelineOf = async ({ id }: LiveCall) => (await grace.call(calls.read, { params: { id } })).timeline;
const bytesOf = async (url: string) => Buffer.from(await (await world.door.stranger.fetch(url)).arrayBuffer());
const read = ({ id }: LiveCall, text: string, still_id: string | null = null) =>
  grace.call(callEvidence.readCode, { params: { id }, body: { text, format: 'Code128', still_id } });

describe('a still', () => {
  test('is kept with its hashes, times, order, line and serial, without the place it was taken; and stands on the timelines', async () => {
    const bytes = await phonePhoto();
    expect((await sharp(bytes).metadata()).exif).toBeDefined();
    const sent = await sendStill(at.seat, stillForm(world, bytes, { ask: 'ask-1' }));
    expect(sent).toMatchObject({ position: 1, ask: 'ask-1' });
    const [still] = await stillsOf(at);
    expect(still).toMatchObject({
      id: sent.id,
      source: 'photo',
      width: 640,
      order_line: { id: at.order.lines[0]!.id, sku: 'LM-H1' },
      serial: `LH-${serial}A`,
      taken_by: { kind: 'buyer' },
      marks: [],
      drawn: null,
    });
    const kept = await bytesOf(still!.photo!.url);
    expect((await sharp(kept).metadata()).exif).toBeUndefined();
    const proof = await proofOf(at, sent.id);
    expect(proof).toMatchObject({
      captured_sha256: sha256(bytes),
      kept_sha256: sha256(kept),
      found_sha256: sha256(kept),
      intact: true,
      clock_wrong: false,
      order_id: at.order.id,
    });
    expect(proof.on_the_way_ms).toBeGreaterThanOrEqual(800);
    expect(proof.events.map(({ type }) => type)).toEqual(['call.still_taken']);
    expect((await timelineOf(at)).map(({ type }) => type)).toContain('call.still_taken');
    const order = await world.owner.call(orders.get, { params: { id: at.order.id } });
    expect(order.timeline.find(({ type }) => type === 'call.still_taken')?.data).toMatchObject({ still_id: sent.id });
  });

  test('whose bytes are not those that were captured is refused, and nothing of it is kept', async () => {
    const bytes = await phonePhoto();
    const problem = await refusedStill(at.seat, stillForm(world, bytes, { sha256: 'ab'.repeat(32) }));
    expect(problem).toMatchObject({ status: 409, code: 'call.still_changed', details: { came: sha256(bytes) } });
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    expect(await refusedStill(at.seat, stillForm(world, svg))).toMatchObject({ code: 'file.type_not_allowed' });
    const huge = Buffer.concat([bytes, Buffer.alloc(15 * 1024 * 1024)]);
    expect(await refusedStill(at.seat, stillForm(world, huge))).toMatchObject({
      status: 413,
      code: 'file.too_large',
      details: { max_bytes: 15 * 1024 * 1024 },
    });
    const late = new FormData();
    late.append('file', new Blob([Uint8Array.from(bytes)]), 'x.jpg');
    for (const [name, value] of stillForm(world, bytes)) if (name !== 'file') late.append(name, value);
    expect(await refusedStill(at.seat, late)).toMatchObject({ code: 'input.invalid' });
    expect(await stillsOf(at)).toEqual([]);
  });

  test('sent twice, or twice at once, or after the answer was lost, is one; other bytes under its name are refused', async () => {
    const bytes = await phonePhoto();
    const same = { client_id: 'the-same-still' };
    const sent = await Promise.all([1, 2, 3].map(() => sendStill(at.seat, stillForm(world, bytes, same))));
    sent.push(await sendStill(at.seat, stillForm(world, bytes, same)));
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect(await stillsOf(at)).toHaveLength(1);
    expect((await timelineOf(at)).filter(({ type }) => type === 'call.still_taken')).toHaveLength(1);
    const other = await phonePhoto({ background: '#123' });
    expect(await refusedStill(at.seat, stillForm(world, other, same))).toMatchObject({ code: 'call.still_changed' });
    const received = stillForm(world, other, { source: 'received' });
    const response = await grace.fetch(`/v1/calls/${at.id}/stills`, { method: 'POST', body: received });
    expect(await response.json()).toMatchObject({ position: 2, source: 'received', taken_by: { kind: 'staff' } });
  });

  test('of a browser whose clock is a day ahead has the right time, and the proof says that the clock was wrong', async () => {
    const day = 86_400_000;
    const { id } = await sendStill(at.seat, stillForm(world, await phonePhoto(), { off: day }));
    const proof = await proofOf(at, id);
    expect(proof.clock_wrong).toBe(true);
    expect(Math.abs(proof.clock_off_ms - day)).toBeLessThan(5_000);
    expect(Math.abs(Date.parse(proof.captured_at) - world.door.now().getTime())).toBeLessThan(10_000);
    expect(Date.parse(proof.captured_at_browser) - Date.parse(proof.captured_at)).toBe(proof.clock_off_ms);
    const { id: old } = await sendStill(at.seat, stillForm(world, await phonePhoto(), { off: -3_650 * day }));
    expect((await proofOf(at, old)).clock_off_ms).toBeLessThan(-3_649 * day);
  });

  test('may come a little after the call, if it was captured in it; never of a call that is not ours', async () => {
    const bytes = await phonePhoto();
    const during = stillForm(world, bytes);
    await hangUp(grace, at.id);
    await sendStill(at.seat, during);
    world.door.setNow(new Date(world.door.now().getTime() + 16 * 60_000));
    expect(await refusedStill(at.seat, stillForm(world, bytes))).toMatchObject({ code: 'call.wrong_stage' });
    const elsewhere = (await world.door.anotherWorkspace()).owner;
    const path = `/v1/calls/${at.id}/stills`;
    expect(await refusedStill(elsewhere, stillForm(world, bytes), path)).toMatchObject({ code: 'call.not_found' });
    expect(await elsewhere.refused(callEvidence.list, { params: { id: at.id } })).toMatchObject({ status: 404 });
    expect(await refusedStill(world.seat('not-a-token'), stillForm(world, bytes))).toMatchObject({
      code: 'link.not_found',
    });
  });

  test('is drawn on here, named, taken out of sight with a reason, and its bytes are watched', async () => {
    const { id: still } = await sendStill(at.seat, stillForm(world, await phonePhoto({ background: '#ffffff' })));
    const params = { id: at.id, still };
    const marks = [
      {
        id: 'm1',
        kind: 'circle' as const,
        color: 'red' as const,
        points: [
          [0.25, 0.25],
          [0.75, 0.75],
        ] as [number, number][],
        words: null,
      },
      {
        id: 'm2',
        kind: 'text' as const,
        color: 'red' as const,
        points: [[0.1, 0.9]] as [number, number][],
        words: '裂纹 <image href="file:///etc/passwd"/>',
      },
    ];
    const drawn = await grace.call(callEvidence.change, { params, body: { marks, caption: 'Shade cracked' } });
    expect(drawn).toMatchObject({ caption: 'Shade cracked', marks });
    const { data, info } = await sharp(await bytesOf(drawn.drawn!.url))
      .raw()
      .toBuffer({ resolveWithObject: true });
    const pixel = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)];
    const [red, green] = pixel(160, 240);
    expect(red! - green!).toBeGreaterThan(100);
    expect(pixel(320, 240)).toEqual([255, 255, 255]);
    expect((await proofOf(at, still)).intact).toBe(true);
    expect((await proofOf(at, still)).drawn_sha256).toMatch(/^[0-9a-f]{64}$/);

    const storage = await storageOf(world.door.product.services.config);
    const key = Buffer.from(drawn.photo!.url.split('/').at(-1)!.split('.')[0]!, 'base64url').toString();
    const before = await storage.get(key);
    await storage.put(key, await phonePhoto({ background: '#000' }), 'image/jpeg');
    expect(await proofOf(at, still)).toMatchObject({ intact: false });
    await storage.put(key, before, 'image/jpeg');

    const body = { because: 'A face is in it' };
    expect(await grace.refused(callEvidence.remove, { params, body })).toMatchObject({
      code: 'permission.not_allowed',
    });
    const manager = await world.door.as('manager');
    expect(await manager.call(callEvidence.remove, { params, body })).toMatchObject({
      photo: null,
      drawn: null,
      removed: body,
    });
    expect(await grace.refused(callEvidence.change, { params, body: { caption: 'x' } })).toMatchObject({
      code: 'call.still_gone',
    });
    expect((await proofOf(at, still)).events.map(({ type }) => type)).toEqual([
      'call.still_taken',
      'call.still_named',
      'call.still_marked',
      'call.still_removed',
    ]);
    const other = await world.order();
    const strange = { params, body: { order_line_id: other.lines[0]!.id } };
    await sendStill(at.seat, stillForm(world, await phonePhoto()));
    const [, second] = await stillsOf(at);
    const of = { params: { id: at.id, still: second!.id } };
    expect(await grace.refused(callEvidence.change, { ...strange, ...of })).toMatchObject({
      code: 'order.line_not_found',
    });
  });

  test('becomes evidence of the return that is settled on the call, as the buyer’s own; and is erased for good at their wish', async () => {
    const { id: still } = await sendStill(at.seat, stillForm(world, await phonePhoto()));
    const lines = [{ order_line_id: at.order.lines[0]!.id, quantity: 1, reason: 'changed-my-mind' as const }];
    const offer = { order_id: at.order.id, lines, remedy: 'refund' as const };
    const { id: offerId } = await grace.call(callOffers.show, { params: { id: at.id }, body: offer });
    await at.seat.call(buyerCallOffers.answer, { params: { id: offerId }, body: { answer: 'yes' } });
    await world.door.drain();
    const [made] = (await world.owner.call(returns.list, { query: { order_id: at.order.id } })).rows;
    const evidence = async () => (await world.owner.call(returns.get, { params: { id: made!.id } })).evidence;
    expect(await evidence()).toMatchObject([{ from: 'buyer', type: 'image/jpeg' }]);
    const { id: second } = await sendStill(at.seat, stillForm(world, await phonePhoto({ background: '#444' })));
    await world.door.drain();
    expect(await evidence()).toHaveLength(2);
    const { timeline } = await world.owner.call(returns.get, { params: { id: made!.id } });
    expect(timeline.find(({ type }) => type === 'call.still_taken')?.photos).toHaveLength(1);

    const [shown] = await stillsOf(at);
    const manager = await world.door.as('manager');
    const erase = { params: { id: at.id }, body: { what: 'stills' as const, because: 'The buyer asked' } };
    expect(await manager.refused(callEvidence.erase, erase)).toMatchObject({ code: 'call.wrong_stage' });
    await hangUp(grace, at.id);
    expect(await grace.refused(callEvidence.erase, erase)).toMatchObject({ status: 403 });
    const before = await bytesOf(shown!.photo!.url);
    await manager.call(callEvidence.erase, erase);
    await world.door.drain();
    expect(await evidence()).toEqual([]);
    expect(await stillsOf(at)).toMatchObject([
      { id: still, photo: null },
      { id: second, photo: null },
    ]);
    expect((await bytesOf(shown!.photo!.url)).equals(before)).toBe(false);
    expect(await proofOf(at, still)).toMatchObject({ intact: false, found_sha256: null });
  });
});

describe('a code read from the picture', () => {
  test('is the serial of what the call is about, and goes onto the still it was read from', async () => {
    const { id: still } = await sendStill(at.seat, stillForm(world, await phonePhoto()));
    const code = await read(at, `S/N: lh-${serial}a`, still);
    expect(code).toMatchObject({
      swap: false,
      expected: [`LH-${serial}A`],
      found: { kind: 'this_line', sku: 'LM-H1' },
    });
    expect((await stillsOf(at))[0]).toMatchObject({ serial: `LH-${serial}A` });
    expect(await read(at, 'LM-H1')).toMatchObject({
      found: { kind: 'product_only', by: 'sku', in_order: true },
      swap: false,
    });
  });

  test('of somebody else is only said to be; one that looks like ours and is none is a possible swap', async () => {
    const first = at;
    await hangUp(grace, at.id);
    at = await liveCall(world, grace, ['LH-9999Z']);
    const strange = await read(at, `LH-${serial}A`);
    expect(strange).toMatchObject({ swap: true, found: { kind: 'sold_elsewhere' } });
    expect(JSON.stringify(strange)).not.toContain(first.order.number.slice(1));
    expect(await read(at, 'LH-1111B')).toMatchObject({ swap: true, found: { kind: 'unknown' } });
    expect(await read(at, 'https://shop.example/page')).toMatchObject({ swap: false, found: { kind: 'unknown' } });
    const told = (await timelineOf(at)).filter(({ type }) => type === 'call.swap_seen');
    expect(told).toHaveLength(2);
    const { rows } = await grace.call(callEvidence.codes, { params: { id: at.id } });
    expect(rows).toHaveLength(3);
  });
});
