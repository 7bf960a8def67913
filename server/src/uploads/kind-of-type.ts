import type { uploadKind } from '@recoup/contract';
import type { z } from 'zod';

/** What a file is to people: a picture, a film, or a table (whatever it is written in). */
export type FileKind = z.output<typeof uploadKind>;

export function kindOfType(type: string): FileKind {
  return type.startsWith('image/') ? 'photo' : type.startsWith('video/') ? 'video' : 'sheet';
}
