import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStorage, type Storage, takeUpload } from './index.ts';
import { fakeS3 } from './testing/fake-s3.ts';
import { phoneFilm, phonePhoto } from './testing/make-files.ts';

describe('files in S3', () => {
  let s3: Awaited<ReturnType<typeof fakeS3>>;
  let storage: Storage;
  beforeAll(async () => {
    s3 = await fakeS3();
    storage = await openStorage({
      kind: 's3',
      bucket: 'recoup',
      region: 'us-east-1',
      endpoint: s3.endpoint,
      accessKeyId: 'AK',
      secretAccessKey: 'SK',
    });
  });
  afterAll(() => s3.close());

  test('a photo and its thumbnail are kept under their keys with their type', async () => {
    const facts = await takeUpload(storage, Readable.from([await phonePhoto(300, 200)]), {
      kinds: ['photo'],
      prefix: 'w1',
      name: 'a.jpg',
    });
    expect(s3.objects.get(`/recoup/${facts.key}`)).toMatchObject({ type: 'image/jpeg' });
    expect(s3.objects.has(`/recoup/${facts.thumb_key}`)).toBe(true);
    expect((await storage.get(facts.key)).length).toBe(facts.bytes);
  });

  test('a film goes up as a stream and comes back whole or in pieces', async () => {
    const facts = await takeUpload(storage, Readable.from([phoneFilm(50_000)]), {
      kinds: ['video'],
      prefix: 'w1',
      name: 'a.mp4',
    });
    const whole = await buffer(await storage.stream(facts.key));
    expect([whole.length, await storage.size(facts.key)]).toEqual([facts.bytes, facts.bytes]);
    expect((await buffer(await storage.stream(facts.key, { start: 10, end: 19 }))).equals(whole.subarray(10, 20))).toBe(
      true,
    );
    await storage.delete(facts.key);
    expect(await storage.exists(facts.key)).toBe(false);
  });

  test('every call is signed, and what is not there is a refusal', async () => {
    const range = (key: string) => storage.stream(key, { start: 0, end: 3 });
    for (const read of [storage.get, storage.size, storage.stream, range])
      await expect(read('w1/no.jpg')).rejects.toMatchObject({ code: 'file.not_found' });
    expect(s3.seen.filter((call) => call.endsWith('open'))).toEqual([]);
  });
});
