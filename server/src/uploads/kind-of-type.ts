import type { uploadKind } from '@recoup/contract';
import type { z } from 'zod';

/** What a file is to people: a picture, a film, a document, or a table (whatever it is written in). */
export type FileKind = z.output<typeof uploadKind>;

export function kindOfType(type: string): FileKind {
  if (type.startsWith('image/')) return 'photo';
  if (type.startsWith('video/')) return 'video';
  return type === 'application/pdf' ? 'document' : 'sheet';
}
