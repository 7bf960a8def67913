/** Where files are kept: a folder of this machine, or S3 and what speaks like it. */
import { createReadStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { Refusal } from '../refusal.ts';

export type StorageConfig =
  | { kind: 'disk'; folder: string }
  | { kind: 's3'; bucket: string; region: string; endpoint?: string; accessKeyId: string; secretAccessKey: string };

/** First and last byte, both counted, as in HTTP's Range (RFC 9110, 14.1.2). */
export type ByteRange = { start: number; end: number };

export type Storage = {
  put(key: string, bytes: Uint8Array, type: string): Promise<void>;
  /** Moves a finished file of this machine in without reading it into memory. */
  putFile(key: string, path: string, type: string): Promise<void>;
  /** Whole, for small files. Refusal: `file.not_found`. */
  get(key: string): Promise<Uint8Array>;
  /** For sending on; a range for the seeking of a video. Refusal: `file.not_found`. */
  stream(key: string, range?: ByteRange): Promise<Readable>;
  /** Refusal: `file.not_found`. */
  size(key: string): Promise<number>;
  exists(key: string): Promise<boolean>;
  /** Deleting what is not there is no error. */
  delete(key: string): Promise<void>;
  /** A folder of this machine for uploads under way. */
  workFolder: string;
};

/** Keys are made by us: lower-case parts with slashes. Anything else never reaches a file system. */
const goodKey = /^(?!.*\.\.)[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/;

/** Opens the storage the configuration names. Called once at start. */
export async function openStorage(config: StorageConfig): Promise<Storage> {
  const workFolder = config.kind === 'disk' ? join(config.folder, '.uploads') : join(tmpdir(), 'recoup-uploads');
  await mkdir(workFolder, { recursive: true });
  const disk = new Disk(
    config.kind === 'disk' ? new FSDriver({ location: config.folder, visibility: 'private' }) : await s3(config),
  );

  const checked = (key: string) => {
    if (!goodKey.test(key) || key.length > 300) throw new Refusal('file.not_found');
    return key;
  };
  const orMissing = async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!(await disk.exists(key))) throw new Refusal('file.not_found');
      throw error;
    }
  };

  return {
    workFolder,
    put: async (key, bytes, type) => disk.put(checked(key), bytes, { contentType: type }),
    putFile: async (key, path, type) => {
      // S3 wants the length of a stream in advance.
      const { size } = await stat(path);
      await disk.putStream(checked(key), createReadStream(path), { contentType: type, contentLength: size });
    },
    get: async (key) => orMissing(checked(key), () => disk.getBytes(key)),
    size: async (key) => orMissing(checked(key), async () => (await disk.getMetaData(key)).contentLength),
    exists: async (key) => disk.exists(checked(key)),
    delete: async (key) => disk.delete(checked(key)),
    stream: async (key, range) => {
      checked(key);
      if (!range) return orMissing(key, async () => openNow(await disk.getStream(key)));
      if (config.kind === 'disk')
        return orMissing(key, () => openNow(createReadStream(join(config.folder, key), range)));
      const answer = await fetch(await disk.getSignedUrl(key, { expiresIn: '1 minute' }), {
        headers: { range: `bytes=${range.start}-${range.end}` },
      });
      if (answer.status === 404) throw new Refusal('file.not_found');
      if (answer.status !== 206 || !answer.body)
        throw new Error(`the file store answered ${answer.status} to a range of ${key}`);
      return Readable.fromWeb(answer.body);
    },
  };
}

/** Waits for the file to be open, so that a missing one is a refusal now and not an error in mid-answer. */
async function openNow(stream: Readable): Promise<Readable> {
  if (!('pending' in stream)) return stream;
  await new Promise<void>((resolve, reject) => {
    stream.once('open', () => resolve());
    stream.once('error', reject);
  });
  return stream;
}

/** Loaded only where it is configured: the S3 client is a large package. */
async function s3(config: Extract<StorageConfig, { kind: 's3' }>) {
  const { S3Driver } = await import('flydrive/drivers/s3');
  return new S3Driver({
    bucket: config.bucket,
    region: config.region,
    endpoint: config.endpoint,
    // A named endpoint is MinIO, R2 or the like, which know buckets by path and no access lists.
    forcePathStyle: config.endpoint !== undefined,
    supportsACL: false,
    visibility: 'private',
    credentials: { accessKeyId: config.accessKeyId, secretAccessKey: config.secretAccessKey },
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
}
