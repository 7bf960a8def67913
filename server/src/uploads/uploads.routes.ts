import { files as api, type Uploaded } from '@recoup/contract';
import type { FastifyRequest } from 'fastify';
import type { Ctx } from '../platform/ctx.ts';
import { type App, serve } from '../platform/http.ts';
import { Refusal } from '../platform/refusal.ts';
import { readFile } from './read-file.ts';
import { takeFile } from './take-file.ts';

export function routes(app: App): void {
  serve(app, api.upload, (ctx, { req }) => takeOneOf(ctx, req));
  serve(app, api.buyerUpload, (ctx, { req }) => takeOneOf(ctx, req));
  serve(app, api.read, async (ctx, { params, req, reply }) => {
    const { status, ...file } = await readFile(ctx, params.token, req.headers.range);
    reply.code(status);
    return file;
  });
}

/** The one file of a form. Throws `input.media_type` for a body that is no form, `file.missing` for a form without a file, `file.too_many` for one with several. */
export async function takeOneOf(ctx: Ctx, req: FastifyRequest): Promise<Uploaded> {
  const isForm = req.isMultipart() && /;\s*boundary=/i.test(req.headers['content-type'] ?? '');
  if (!isForm) throw new Refusal('input.media_type', { wanted: 'multipart/form-data; boundary=…' });
  let taken: Uploaded | null = null;
  for await (const part of req.parts({ limits: { fields: 4, parts: 6 } })) {
    if (part.type !== 'file') continue;
    if (taken) {
      part.file.resume();
      throw new Refusal('file.too_many', { max: 1 });
    }
    taken = await takeFile(ctx, part.file, part.filename || 'file');
  }
  if (!taken) throw new Refusal('file.missing');
  return taken;
}
