import { files as api, type Uploaded } from '@recoup/contract';
import type { FastifyRequest } from 'fastify';
import type { Ctx } from '../platform/ctx.ts';
import { type App, serve } from '../platform/http.ts';
import { oneFileOf } from './one-file.ts';
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

/** Throws what `oneFileOf` throws, and what taking a file throws. */
export function takeOneOf(ctx: Ctx, req: FastifyRequest): Promise<Uploaded> {
  return oneFileOf(req, (part) => takeFile(ctx, part.file, part.filename || 'file'));
}
