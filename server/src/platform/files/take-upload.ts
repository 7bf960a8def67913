import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { newId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { extensionOf, type FileKind, kindOf, limitOf, MAX_BYTES, XLSX } from './kinds.ts';
import { cleanName } from './name.ts';
import { type PhotoSize, takePhoto } from './photo.ts';
import { notAllowed, type Received, receive } from './receive.ts';
import type { Storage } from './storage.ts';
import { typeOfFile } from './type-of.ts';
import { takeVideo } from './video.ts';
import { readDirectory } from './zip.ts';

export type TakenFile = {
  kind: FileKind;
  key: string;
  /** Photos only: 480 px, JPEG. */
  thumb_key: string | null;
  name: string;
  type: string;
  bytes: number;
  width: number | null;
  height: number | null;
  duration_ms: number | null;
  /** Of the file as it is kept, in hex. */
  sha256: string;
};

/**
 * Takes a file from a buyer or from staff: a photo or film as evidence, a table to import. What it is, is read from its
 * bytes; photos are made anew, films lose the place they were taken, archives that unpack to too much are turned away.
 * Nothing is kept of a file that is refused. `prefix` begins the key (the workspace); `maxBytes` may lower a kind's limit,
 * never raise it; `check` is told the SHA-256 of what came, in hex, and may refuse it; `photo` keeps a picture larger or finer than usual.
 * Refusals: `file.too_large {max_bytes | max_pixels}`, `file.type_not_allowed {found, allowed}`, `file.unreadable`.
 */
export async function takeUpload(
  storage: Storage,
  stream: Readable,
  upload: {
    kinds: readonly FileKind[];
    prefix: string;
    name: string;
    maxBytes?: number;
    id?: string;
    check?(sha256: string): void;
    photo?: PhotoSize;
  },
): Promise<TakenFile> {
  const { kinds, prefix, id = newId() } = upload;
  const limit = Math.min(
    upload.maxBytes ?? Number.POSITIVE_INFINITY,
    Math.max(...kinds.map((kind) => MAX_BYTES[kind])),
  );
  const received = await receive(stream, storage.workFolder, kinds, limit);
  try {
    upload.check?.(received.sha256);
    const type = await typeOfFile(received.path);
    const kind = type === null ? null : kindOf(type, kinds);
    if (type === null || kind === null) throw notAllowed(type, kinds);
    if (received.bytes > limitOf(kind, type)) throw new Refusal('file.too_large', { max_bytes: limitOf(kind, type) });
    if (kind === 'photo')
      return await keepPhoto(storage, received, {
        type,
        kinds,
        name: upload.name,
        key: `${prefix}/${id}`,
        size: upload.photo,
      });

    const key = `${prefix}/${id}.${extensionOf(type)}`;
    const facts =
      kind === 'video' ? await takeVideo(received.path, type) : { width: null, height: null, duration_ms: null };
    if (type === XLSX) readDirectory(await readFile(received.path));
    // A film's notes were blanked: it is no longer the bytes that came.
    const sha256 = kind === 'video' ? await sha256Of(received.path) : received.sha256;
    await storage.putFile(key, received.path, type);
    return {
      kind,
      key,
      thumb_key: null,
      name: cleanName(upload.name, type),
      type,
      bytes: received.bytes,
      ...facts,
      sha256,
    };
  } finally {
    await received.discard();
  }
}

async function keepPhoto(
  storage: Storage,
  received: Received,
  photo: { type: string; kinds: readonly FileKind[]; name: string; key: string; size?: PhotoSize },
): Promise<TakenFile> {
  const { bytes, thumb, width, height } = await takePhoto(received.path, photo.type, photo.size).catch(
    (error: unknown) => {
      // HEIC needs a decoder that is not free to ship; where this machine has none it is the type, not the file, that is wrong.
      const undecodable =
        error instanceof Refusal && error.code === 'file.unreadable' && /^image\/hei[cf]$/.test(photo.type);
      throw undecodable ? notAllowed(photo.type, photo.kinds) : error;
    },
  );
  const type = 'image/jpeg';
  const [key, thumbKey] = [`${photo.key}.jpg`, `${photo.key}.thumb.jpg`];
  await storage.put(thumbKey, thumb, type);
  await storage.put(key, bytes, type);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    kind: 'photo',
    key,
    thumb_key: thumbKey,
    name: cleanName(photo.name, type),
    type,
    bytes: bytes.length,
    width,
    height,
    duration_ms: null,
    sha256,
  };
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
