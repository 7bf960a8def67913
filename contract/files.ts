/** Uploads. Every file is checked for what it really is; photos lose their EXIF and are re-encoded. */
import { z } from 'zod';
import { id } from './common.ts';
import { endpoint } from './endpoint.ts';

export const uploadKind = z.enum(['photo', 'video', 'sheet', 'document']);
export const uploaded = z.object({
  id,
  kind: uploadKind,
  name: z.string(),
  type: z.string(),
  bytes: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  url: z.string(),
  thumb_url: z.string().nullable(),
});
export type Uploaded = z.output<typeof uploaded>;
const refusals = ['file.too_large', 'file.type_not_allowed', 'file.unreadable', 'file.too_many'] as const;

export const files = {
  /** multipart/form-data with one part `file`; photos up to 15 MB, video 60 MB, sheets (CSV, XLSX, JSON, NDJSON) 60 MB, documents (PDF) 20 MB. */
  upload: endpoint({
    tag: 'Files',
    access: 'staff',
    method: 'POST',
    path: '/v1/files',
    summary: 'Upload a photo, a video, a sheet or a PDF',
    response: uploaded,
    rawBody: 'multipart',
    refusals,
  }),
  buyerUpload: endpoint({
    tag: 'Portal',
    access: 'buyer',
    method: 'POST',
    path: '/v1/portal/files',
    summary: 'Upload a photo or video of the problem',
    response: uploaded,
    rawBody: 'multipart',
    refusals,
  }),
  /** Addresses are signed and expire; they come with the object that owns the file. */
  read: endpoint({
    tag: 'Files',
    access: 'public',
    method: 'GET',
    path: '/v1/files/:token',
    summary: 'A file by its signed, expiring address',
    params: z.object({ token: z.string().max(400) }),
    response: z.unknown(),
    answersFile: '*/*',
    refusals: ['file.not_found', 'file.link_unknown', 'file.link_expired'],
  }),
};
