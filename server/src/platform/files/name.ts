import { extensionOf } from './kinds.ts';

/**
 * The uploader's name for a file, fit to be shown and sent back in a header: no folders, no control characters or marks
 * that turn the direction of reading (`photo\u202egpj.exe`), at most 120 characters, and the ending of what it really is.
 */
export function cleanName(name: string, type: string): string {
  const base = name
    .normalize('NFC')
    .split(/[/\\]/)
    .at(-1)!
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}"<>|?*:;]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/\.[\p{L}\p{N}]{1,5}$/u, '')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  return `${[...(base === '' ? 'file' : base)].slice(0, 120).join('')}.${extensionOf(type)}`;
}
