import { stillFields } from '@recoup/contract';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../platform/refusal.ts';
import type { SentStill } from './take-still.ts';

/**
 * A still as its form brings it: the fields, then one file. Nothing of the file is read before the fields are there, as they say
 * which bytes it must have.
 *
 * Throws `input.media_type`, `input.invalid` (a ZodError) for fields that are missing or come after the file, `file.missing`,
 * `file.too_many`.
 */
export async function stillOfForm<T>(req: FastifyRequest, take: (sent: SentStill) => Promise<T>): Promise<T> {
  const isForm = req.isMultipart() && /;\s*boundary=/i.test(req.headers['content-type'] ?? '');
  if (!isForm) throw new Refusal('input.media_type', { wanted: 'multipart/form-data; boundary=…' });
  const fields: Record<string, unknown> = {};
  let taken: { answer: T } | null = null;
  for await (const part of req.parts({ limits: { fields: 12, parts: 14 } })) {
    if (part.type !== 'file') {
      fields[part.fieldname] = part.value;
      continue;
    }
    if (taken) {
      part.file.resume();
      throw new Refusal('file.too_many', { max: 1 });
    }
    const told = stillFields.safeParse(fields);
    if (!told.success) {
      part.file.resume();
      throw told.error;
    }
    taken = { answer: await take({ ...told.data, stream: part.file, name: part.filename || 'still.jpg' }) };
  }
  if (!taken) throw new Refusal('file.missing');
  return taken.answer;
}
