/** What may be uploaded, how large, and how each type is stored and served. */

/** A document is kept and saved as it came; nothing here opens one. */
export type FileKind = 'photo' | 'video' | 'sheet' | 'document';

const MB = 1024 * 1024;
export const MAX_BYTES: Record<FileKind, number> = {
  photo: 15 * MB,
  video: 60 * MB,
  sheet: 60 * MB,
  document: 20 * MB,
};
/** A workbook is packed and has to be unpacked whole: 20 MB of it are some hundred thousand rows. */
export const MAX_WORKBOOK_BYTES = 20 * MB;

export const JSON_TEXT = 'application/json';
export const NDJSON = 'application/x-ndjson';
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The types taken in, by kind. HEIC is tried and refused where this machine's image library cannot decode it. */
export const TYPES: Record<FileKind, readonly string[]> = {
  photo: ['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/heic', 'image/heif'],
  video: ['video/mp4', 'video/quicktime', 'video/webm', 'video/x-m4v'],
  sheet: [XLSX, 'text/csv', JSON_TEXT, NDJSON],
  document: ['application/pdf'],
};

/** The limit of one type: that of its kind, and less for workbooks. */
export function limitOf(kind: FileKind, type: string): number {
  return type === XLSX ? MAX_WORKBOOK_BYTES : MAX_BYTES[kind];
}

export function kindOf(type: string, kinds: readonly FileKind[]): FileKind | null {
  return kinds.find((kind) => TYPES[kind].includes(type)) ?? null;
}

const byExtension: Record<string, string> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  mp4: 'video/mp4',
  m4v: 'video/x-m4v',
  mov: 'video/quicktime',
  webm: 'video/webm',
  xlsx: XLSX,
  csv: 'text/csv',
  json: JSON_TEXT,
  ndjson: NDJSON,
  pdf: 'application/pdf',
  zpl: 'text/plain',
  eml: 'text/plain',
};

export function extensionOf(type: string): string {
  return Object.entries(byExtension).find(([, known]) => known === type)?.[0] ?? 'bin';
}

/** The type a stored file is served with: from its key's ending, which we chose, never from what the uploader said. */
export function typeOfKey(key: string): string {
  return byExtension[key.slice(key.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}
