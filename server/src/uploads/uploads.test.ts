import { accounts, files as api, type Problem, type Uploaded } from '@recoup/contract';
import sharp from 'sharp';
import { beforeAll, expect, it } from 'vitest';
import { type Client, type FrontDoor, openFrontDoor, ProblemError } from '../../test/front-door.ts';
import { inWorkspace } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { byteRange } from './byte-range.ts';
import { useFiles } from './index.ts';

let door: FrontDoor;
let photo: Uint8Array<ArrayBuffer>;
let brandId: string;
const orderId = newId();
beforeAll(async () => {
  door = await openFrontDoor();
  photo = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#a66' } })
    .jpeg()
    .toBuffer();
  const brand = await door.owner.call(accounts.createBrand, {
    body: {
      slug: 'lumora',
      name: 'Lumora',
      time_zone: 'America/Chicago',
      currency: 'USD',
      look: { color: '#1E2A4A', dot: '#1E2A4A' },
      languages: ['en'],
    },
  });
  brandId = brand.id;
});

async function upload(
  client: Client,
  path: string,
  bytes: Uint8Array<ArrayBuffer> | string,
  name: string,
): Promise<Uploaded> {
  const form = new FormData();
  form.append('file', new Blob([bytes]), name);
  const response = await client.fetch(path, { method: 'POST', body: form });
  if (!response.ok) throw new ProblemError((await response.json()) as Problem);
  return (await response.json()) as Uploaded;
}
const buyer = () => door.buyer({ brandId, orderId });

it('a photo is taken in and read back over its signed address, which a browser may show but not run', async () => {
  const taken = await upload(door.owner, api.upload.path, photo, 'lamp.jpg');
  expect(taken).toMatchObject({ kind: 'photo', type: 'image/jpeg', width: 800, height: 600, name: 'lamp.jpg' });
  const response = await door.stranger.fetch(taken.url);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('image/jpeg');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('content-disposition')).toBe('inline');
  expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  expect(response.headers.get('cache-control')).toContain('private');
  expect((await response.arrayBuffer()).byteLength).toBe(taken.bytes);
  expect((await door.stranger.fetch(taken.thumb_url!)).status).toBe(200);
});

it('a table is saved under its own name, never shown', async () => {
  const taken = await upload(door.owner, api.upload.path, 'Name,Total\r\n#1,5\r\n', '十一月订单.csv');
  expect(taken.kind).toBe('sheet');
  const response = await door.stranger.fetch(taken.url);
  expect(response.headers.get('content-type')).toBe('text/csv');
  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename="_____.csv"; filename*=UTF-8''${encodeURIComponent('十一月订单.csv')}`,
  );
});

it('a player may ask for a part of a file', async () => {
  const { url, bytes } = await upload(door.owner, api.upload.path, photo, 'lamp.jpg');
  const part = await door.stranger.fetch(url, { headers: { range: 'bytes=10-19' } });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe(`bytes 10-19/${bytes}`);
  expect((await part.arrayBuffer()).byteLength).toBe(10);
});

it.each([
  ['bytes=0-9', { start: 0, end: 9 }],
  ['bytes=90-', { start: 90, end: 99 }],
  ['bytes=-10', { start: 90, end: 99 }],
  ['bytes=-500', { start: 0, end: 99 }],
  ['bytes=95-500', { start: 95, end: 99 }],
  ['bytes=9-0', null],
  ['bytes=0-1,5-9', null],
  ['bytes=-', null],
  ['lines=0-1', null],
  [undefined, null],
])('the range %s of a hundred bytes', (header, range) => expect(byteRange(header, 100)).toEqual(range));

it('a changed or expired address opens nothing', async () => {
  const { url } = await upload(door.owner, api.upload.path, photo, 'lamp.jpg');
  const spoiled = url.slice(0, -2) + (url.endsWith('AA') ? 'BB' : 'AA');
  expect((await door.stranger.fetch(spoiled)).status).toBe(404);
  expect((await door.stranger.fetch('/v1/files/..%2F..%2Fetc%2Fpasswd')).status).toBe(404);
  const now = door.now();
  door.setNow(new Date(now.getTime() + 3 * 86_400_000));
  expect((await door.stranger.fetch(url)).status).toBe(410);
  door.setNow(now);
});

it('a page dressed up as a photo is turned away, and so is a form without a file or with two', async () => {
  const page = '<html><script>alert(1)</script></html>';
  await expect(upload(door.owner, api.upload.path, page, 'lamp.jpg')).rejects.toThrow('file.type_not_allowed');
  const none = await door.owner.fetch(api.upload.path, { method: 'POST', body: new FormData() });
  expect(((await none.json()) as { code: string }).code).toBe('file.missing');
  const two = new FormData();
  two.append('file', new Blob([photo]), 'a.jpg');
  two.append('file', new Blob([photo]), 'b.jpg');
  const both = await door.owner.fetch(api.upload.path, { method: 'POST', body: two });
  expect(((await both.json()) as { code: string }).code).toBe('file.too_many');
  const json = await door.owner.fetch(api.upload.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  expect(((await json.json()) as { code: string }).code).toBe('input.media_type');
});

it('a buyer uploads pictures for their own order, and no tables, and not without end', async () => {
  const taken = await upload(buyer(), api.buyerUpload.path, photo, 'broken.jpg');
  expect(taken.kind).toBe('photo');
  await expect(upload(buyer(), api.buyerUpload.path, 'a,b\n1,2\n', 'x.csv')).rejects.toThrow('file.type_not_allowed');
  await expect(upload(door.stranger, api.buyerUpload.path, photo, 'x.jpg')).rejects.toThrow('auth.link_needed');
  await inWorkspace(door.ctx(), async (tx) => {
    const file = await tx.selectFrom('files').selectAll().where('id', '=', taken.id).executeTakeFirstOrThrow();
    const more = Array.from({ length: 24 }, () => ({ ...file, id: newId() }));
    await tx.insertInto('files').values(more).execute();
  });
  await expect(upload(buyer(), api.buyerUpload.path, photo, 'x.jpg')).rejects.toThrow('file.too_many');
});

it('a file is used by the order it was uploaded for, and by no other', async () => {
  const mine = door.buyer({ brandId, orderId: newId() });
  const { id } = await upload(mine, api.buyerUpload.path, photo, 'broken.jpg');
  const ctx = door.ctx();
  const use = (what: Partial<Parameters<typeof useFiles>[3]>, buyerOrder?: string) =>
    inWorkspace(ctx, (tx) =>
      useFiles(tx, buyerOrder ? { ...ctx, buyer: { orderId: buyerOrder } } : ctx, [id], { kinds: ['photo'], ...what }),
    );
  await expect(use({}, orderId)).rejects.toThrow('file.not_found');
  await expect(use({ orderId })).rejects.toThrow('file.not_found');
  await expect(use({ kinds: ['sheet'] })).rejects.toThrow('file.not_found');
});

it('what nobody used within a day is swept, bytes and all; what is used stays', async () => {
  const kept = await upload(door.owner, api.upload.path, photo, 'kept.jpg');
  const left = await upload(door.owner, api.upload.path, photo, 'left.jpg');
  const ctx = door.ctx();
  await inWorkspace(ctx, (tx) => useFiles(tx, ctx, [kept.id], { kinds: ['photo'] }));
  const now = door.now();
  door.setNow(new Date(now.getTime() + 25 * 3_600_000));
  await door.runJob('sweep-unused-files');
  await door.drain();
  expect((await door.stranger.fetch(kept.url)).status).toBe(200);
  expect((await door.stranger.fetch(left.url)).status).toBe(404);
  expect((await door.stranger.fetch(left.thumb_url!)).status).toBe(404);
  door.setNow(now);
});
