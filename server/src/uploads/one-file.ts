import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../platform/refusal.ts';

/**
 * The one file of a form, as `take` makes of it. Throws `input.media_type` for a body that is no form, `file.missing` for a
 * form without a file, `file.too_many` for one with several.
 */
export async function oneFileOf<T>(req: FastifyRequest, take: (part: MultipartFile) => Promise<T>): Promise<T> {
  const isForm = req.isMultipart() && /;\s*boundary=/i.test(req.headers['content-type'] ?? '');
  if (!isForm) throw new Refusal('input.media_type', { wanted: 'multipart/form-data; boundary=…' });
  let taken: { file: T } | null = null;
  for await (const part of req.parts({ limits: { fields: 4, parts: 6 } })) {
    if (part.type !== 'file') continue;
    if (taken) {
      part.file.resume();
      throw new Refusal('file.too_many', { max: 1 });
    }
    taken = { file: await take(part) };
  }
  if (!taken) throw new Refusal('file.missing');
  return taken.file;
}
