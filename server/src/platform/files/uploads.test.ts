import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type FileKind,
  openStorage,
  type Storage,
  signFile,
  takeUpload,
  typeOfKey,
  verifyFile,
  writeXlsx,
} from './index.ts';
import { cleanName } from './name.ts';
import { phoneFilm, phonePhoto, workbook, zip } from './testing/make-files.ts';

let folder: string;
let storage: Storage;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recoup-files-'));
  storage = await openStorage({ kind: 'disk', folder });
});
afterAll(() => rm(folder, { recursive: true }));

const take = (
  content: Buffer | string | Readable,
  kinds: FileKind[] = ['photo', 'video'],
  name = 'IMG_0412.JPG',
  maxBytes?: number,
) =>
  takeUpload(storage, content instanceof Readable ? content : Readable.from(inChunks(Buffer.from(content))), {
    kinds,
    prefix: 'w1/evidence',
    name,
    maxBytes,
  });

function* inChunks(content: Buffer, size = 1_500) {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

/** Every file below the folder, to see that nothing stays of what was refused. */
const kept = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;

describe('a photo', () => {
  test('is kept upright, at most 2560 px, with a thumbnail, and without the place it was taken', async () => {
    const original = await phonePhoto();
    expect((await sharp(original).metadata()).exif?.length).toBeGreaterThan(100);
    const facts = await take(original);
    expect(facts).toMatchObject({
      kind: 'photo',
      type: 'image/jpeg',
      name: 'IMG_0412.jpg',
      width: 1707,
      height: 2560,
      duration_ms: null,
    });
    expect(facts.key).toMatch(/^w1\/evidence\/[0-9a-f-]{36}\.jpg$/);
    const stored = Buffer.from(await storage.get(facts.key));
    expect(stored.length).toBe(facts.bytes);
    const meta = await sharp(stored).metadata();
    expect([meta.width, meta.height, meta.exif, meta.xmp, meta.iptc, meta.orientation]).toEqual([
      1707,
      2560,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(stored.includes('Whitfield')).toBe(false);
    const thumb = await sharp(Buffer.from(await storage.get(facts.thumb_key!))).metadata();
    expect([thumb.width, thumb.height, thumb.exif]).toEqual([320, 480, undefined]);
    // The red corner of the lying picture stands at the top right once it is turned.
    const corner = await sharp(stored).extract({ left: 1650, top: 20, width: 1, height: 1 }).raw().toBuffer();
    expect(corner[0]! - corner[2]!).toBeGreaterThan(80);
  });

  test.each(['png', 'webp', 'avif'] as const)(
    'may come as %s and becomes JPEG, transparent parts white',
    async (format) => {
      const picture = await sharp({
        create: { width: 40, height: 30, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
      })
        [format]()
        .toBuffer();
      const facts = await take(picture);
      expect(facts).toMatchObject({ type: 'image/jpeg', width: 40, height: 30 });
      const pixel = await sharp(Buffer.from(await storage.get(facts.key)))
        .raw()
        .toBuffer();
      expect(pixel[0]).toBeGreaterThan(250);
    },
  );

  test('loses whatever was hidden behind its end', async () => {
    const facts = await take(
      Buffer.concat([await phonePhoto(60, 40), Buffer.from('<script>alert(1)</script><?php system(1) ?>')]),
    );
    expect(Buffer.from(await storage.get(facts.key)).includes('script')).toBe(false);
  });

  test.each([
    [
      'a drawing with a script',
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      'application/xml',
    ],
    ['a drawing without a prolog', '<svg onload="alert(1)"></svg>', 'image/svg+xml'],
    ['a web page', '<!doctype html><script>alert(1)</script>', 'text/html'],
    ['a page under a photo’s name', ' \n<html><body onload=alert(1)>', 'text/html'],
    ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(5_000, 1)]), 'application/x-msdownload'],
    ['a table', 'sku,quantity\nA,1\n', 'text/csv'],
    ['nothing known', Buffer.from([0, 1, 2, 3, 0, 255, 254]), 'unknown'],
  ])('is not %s, whatever its name says', async (_, content, found) => {
    const before = await kept();
    await expect(take(content as string)).rejects.toMatchObject({
      code: 'file.type_not_allowed',
      details: { found, allowed: ['photo', 'video'] },
    });
    expect(await kept()).toBe(before);
  });

  test('a GIF and a HEIC this machine cannot decode are refused by their type', async () => {
    const gif = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
      .gif()
      .toBuffer();
    await expect(take(gif)).rejects.toMatchObject({ code: 'file.type_not_allowed', details: { found: 'image/gif' } });
    const heic = Buffer.concat([
      Buffer.from([0, 0, 0, 24]),
      Buffer.from('ftypheic\0\0\0\0mif1heic'),
      Buffer.alloc(6_000),
    ]);
    await expect(take(heic)).rejects.toMatchObject({ code: 'file.type_not_allowed', details: { found: 'image/heic' } });
  });

  test('that was cut off, or is empty, is unreadable', async () => {
    const photo = await phonePhoto(800, 600);
    await expect(take(photo.subarray(0, photo.length / 2))).rejects.toMatchObject({ code: 'file.unreadable' });
    await expect(take('')).rejects.toMatchObject({ code: 'file.unreadable' });
  });

  test('of absurd dimensions is refused before it is unpacked', async () => {
    // A small picture that claims 1.6 billion pixels, its header's checksum set right.
    const huge = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#000' } })
      .png()
      .toBuffer();
    huge.writeUInt32BE(40_000, 16);
    huge.writeUInt32BE(40_000, 20);
    huge.writeUInt32BE(crc32(huge.subarray(12, 29)), 29);
    await expect(take(huge)).rejects.toMatchObject({ code: 'file.too_large', details: { max_pixels: 50_000_000 } });
    const progressive = await sharp({ create: { width: 6_000, height: 6_000, channels: 3, background: '#000' } })
      .jpeg({ progressive: true })
      .toBuffer();
    await expect(take(progressive)).rejects.toMatchObject({
      code: 'file.too_large',
      details: { max_pixels: 30_000_000 },
    });
  });

  test('many at once all come through', async () => {
    const photo = await phonePhoto(400, 300);
    const facts = await Promise.all(Array.from({ length: 9 }, () => take(photo)));
    expect(new Set(facts.map(({ key }) => key)).size).toBe(9);
    expect(new Set(facts.map(({ sha256 }) => sha256)).size).toBe(1);
  });
});

describe('the size of an upload', () => {
  /** A stream that would never end, and counts what was taken from it. */
  function endless(head: Buffer) {
    let given = 0;
    const stream = Readable.from(
      (function* () {
        yield head;
        for (;;) {
          given += 65_536;
          yield Buffer.alloc(65_536, 1);
        }
      })(),
    );
    return { stream, given: () => given, closed: once(stream, 'close') };
  }

  test('a photo stops at 15 MB even where films may be 60', async () => {
    const source = endless((await phonePhoto(200, 200)).subarray(0, 5_000));
    const before = await kept();
    await expect(take(source.stream)).rejects.toMatchObject({
      code: 'file.too_large',
      details: { max_bytes: 15 * 1024 * 1024 },
    });
    expect(await kept()).toBe(before);
    // What is left is read and thrown away, so that the sender can read the answer; but not for ever.
    await source.closed;
    expect(source.given()).toBeLessThan(80 * 1024 * 1024);
  });

  test('what is not wanted is stopped at its first bytes', async () => {
    const source = endless(Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(5_000)]));
    await expect(take(source.stream)).rejects.toMatchObject({
      code: 'file.type_not_allowed',
      details: { found: 'application/pdf' },
    });
    await source.closed;
    expect(source.given()).toBeLessThan(80 * 1024 * 1024);
  });

  test('a caller may ask for less', async () => {
    await expect(take(await phonePhoto(800, 800), ['photo'], 'a.jpg', 1_000)).rejects.toMatchObject({
      code: 'file.too_large',
      details: { max_bytes: 1_000 },
    });
  });

  test('a connection that breaks leaves nothing behind', async () => {
    const before = await kept();
    const stream = Readable.from(
      (async function* () {
        yield (await phonePhoto(300, 300)).subarray(0, 3_000);
        throw new Error('connection reset');
      })(),
    );
    await expect(take(stream)).rejects.toMatchObject({ code: 'file.unreadable', details: { reason: 'broken_off' } });
    expect(await kept()).toBe(before);
  });
});

describe('a film', () => {
  test('keeps its picture and sound and loses where it was taken', async () => {
    const original = phoneFilm(40_000);
    const facts = await take(original, ['video'], 'my lamp.MP4');
    expect(facts).toMatchObject({
      kind: 'video',
      type: 'video/mp4',
      name: 'my lamp.mp4',
      thumb_key: null,
      width: 1080,
      height: 1920,
      duration_ms: 12_500,
    });
    const stored = Buffer.from(await storage.get(facts.key));
    expect(stored.length).toBe(original.length);
    expect(stored.includes('41.8833')).toBe(false);
    expect(stored.subarray(stored.indexOf('mdat')).equals(original.subarray(original.indexOf('mdat')))).toBe(true);
  });

  test('with boxes that reach past its end, or without a picture, is unreadable', async () => {
    const broken = phoneFilm();
    broken.writeUInt32BE(0x7fffffff, broken.indexOf('trak') - 4);
    await expect(take(broken)).rejects.toMatchObject({ code: 'file.unreadable' });
    const bare = phoneFilm();
    await expect(take(bare.subarray(0, bare.indexOf('moov') - 4))).rejects.toMatchObject({ code: 'file.unreadable' });
  });

  test('is served in pieces for seeking', async () => {
    const facts = await take(phoneFilm(10_000), ['video']);
    const whole = Buffer.from(await storage.get(facts.key));
    const piece = await buffer(await storage.stream(facts.key, { start: 100, end: 199 }));
    expect(piece.equals(whole.subarray(100, 200))).toBe(true);
    expect(await storage.size(facts.key)).toBe(whole.length);
  });
});

describe('a table', () => {
  test('comes as CSV or XLSX and is kept byte for byte', async () => {
    const csv = 'sku,quantity\nA,1\n';
    const facts = await take(csv, ['sheet'], 'orders.txt');
    expect(facts).toMatchObject({ kind: 'sheet', type: 'text/csv', name: 'orders.csv', bytes: csv.length });
    expect(Buffer.from(await storage.get(facts.key)).toString()).toBe(csv);
    const xlsx = await writeXlsx({ sheet: 'Orders', headers: ['sku'], rows: [['A']] });
    expect(await take(xlsx, ['sheet'], '订单.xlsx')).toMatchObject({
      name: '订单.xlsx',
      type: expect.stringContaining('spreadsheetml'),
    });
  });

  test('may also be JSON, whole or line by line', async () => {
    const json = await take('[{"id":1},\n{"id":2}]', ['sheet'], 'orders.txt');
    expect(json).toMatchObject({ kind: 'sheet', type: 'application/json', name: 'orders.json' });
    const lines = await take('{"id":1}\n{"id":2}\n', ['sheet'], 'orders.json');
    expect(lines).toMatchObject({ kind: 'sheet', type: 'application/x-ndjson', name: 'orders.ndjson' });
    expect(await take('{\n"id":1}', ['sheet'], 'order.json')).toMatchObject({ type: 'application/json' });
    expect(await take('{"orders":[{"id":1}]}', ['sheet'], 'orders.json')).toMatchObject({ type: 'application/json' });
    await expect(take('{"id":1}', ['photo'])).rejects.toMatchObject({ details: { found: 'application/json' } });
  });

  test('an archive that unpacks to too much is refused before it is unpacked', async () => {
    const bomb = workbook(' '.repeat(140 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(200_000);
    await expect(take(bomb, ['sheet'], 'bomb.xlsx')).rejects.toMatchObject({
      code: 'file.too_large',
      details: { unpacked: true },
    });
    await expect(take(workbook(' '.repeat(20 * 1024 * 1024)), ['sheet'])).rejects.toMatchObject({
      code: 'file.too_large',
    });
  });

  test('another archive is not a table', async () => {
    await expect(take(zip([{ name: 'a.txt', content: 'a' }]), ['sheet'])).rejects.toMatchObject({
      code: 'file.type_not_allowed',
      details: { found: 'application/zip' },
    });
  });
});

describe('names', () => {
  test.each([
    ['../../etc/passwd', 'image/jpeg', 'passwd.jpg'],
    ['C:\\Users\\dana\\broken lamp.png', 'image/jpeg', 'broken lamp.jpg'],
    ['photo\u202egpj.exe', 'image/jpeg', 'photogpj.jpg'],
    ['a"\r\nSet-Cookie: x.jpg', 'image/jpeg', 'aSet-Cookie x.jpg'],
    ['灯罩破损.HEIC', 'image/jpeg', '灯罩破损.jpg'],
    ['.htaccess', 'text/csv', 'htaccess.csv'],
    ['', 'video/mp4', 'file.mp4'],
    ['x'.repeat(500), 'text/csv', `${'x'.repeat(120)}.csv`],
  ])('%j becomes fit to show', (name, type, shown) => {
    expect(cleanName(name, type)).toBe(shown);
  });
});

describe('the store', () => {
  test('never leaves its folder, and says when a file is not there', async () => {
    await writeFile(join(folder, '..', 'secret.txt'), 'secret');
    for (const key of [
      '../secret.txt',
      '/etc/passwd',
      'a/../../secret.txt',
      'w1\\x',
      '',
      'a//b',
      '.uploads/x',
      'w1/%2e%2e/x',
      'w1/\u0000',
    ]) {
      await expect(storage.get(key), key).rejects.toMatchObject({ code: 'file.not_found' });
      await expect(storage.put(key, Buffer.from('x'), 'text/plain'), key).rejects.toMatchObject({
        code: 'file.not_found',
      });
    }
    for (const read of [storage.get, storage.size, storage.stream])
      await expect(read('w1/none.jpg')).rejects.toMatchObject({ code: 'file.not_found' });
    await expect(storage.stream('w1/none.jpg', { start: 0, end: 1 })).rejects.toMatchObject({ code: 'file.not_found' });
    await rm(join(folder, '..', 'secret.txt'));
  });

  test('keeps, streams and deletes', async () => {
    await storage.put('w1/labels/a.pdf', Buffer.from('%PDF'), 'application/pdf');
    expect(await storage.exists('w1/labels/a.pdf')).toBe(true);
    expect((await buffer(await storage.stream('w1/labels/a.pdf'))).toString()).toBe('%PDF');
    expect(await readFile(join(folder, 'w1/labels/a.pdf'), 'utf8')).toBe('%PDF');
    expect(typeOfKey('w1/labels/a.pdf')).toBe('application/pdf');
    await storage.delete('w1/labels/a.pdf');
    await storage.delete('w1/labels/a.pdf');
    expect(await storage.exists('w1/labels/a.pdf')).toBe(false);
  });
});

describe('a pass for a file', () => {
  const secret = 's'.repeat(32);
  const now = new Date('2026-11-17T12:00:00Z');
  const soon = new Date('2026-11-17T12:10:00Z');

  test('opens its own file until it expires', () => {
    const pass = signFile('w1/evidence/a.jpg', secret, soon);
    expect(pass).toMatch(/^[\w.-]+$/);
    expect(verifyFile(pass, secret, now)).toBe('w1/evidence/a.jpg');
    expect(() => verifyFile(pass, secret, soon)).toThrow(expect.objectContaining({ code: 'file.link_expired' }));
  });

  test('changed in any character, or signed with another secret, opens nothing', () => {
    const pass = signFile('w1/evidence/a.jpg', secret, soon);
    for (let i = 0; i < pass.length; i += 1) {
      const changed = `${pass.slice(0, i)}${pass[i] === 'A' ? 'B' : 'A'}${pass.slice(i + 1)}`;
      expect(() => verifyFile(changed, secret, now), changed).toThrow(
        expect.objectContaining({ code: 'file.link_unknown' }),
      );
    }
    for (const made of ['', '..', 'a.b', `${pass}.x`, pass.slice(0, -1)]) {
      expect(() => verifyFile(made, secret, now)).toThrow(expect.objectContaining({ code: 'file.link_unknown' }));
    }
    expect(() => verifyFile(pass, 'other', now)).toThrow(expect.objectContaining({ code: 'file.link_unknown' }));
  });
});
