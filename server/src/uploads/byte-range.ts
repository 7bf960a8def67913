import type { ByteRange } from '../platform/files/index.ts';
import { Refusal } from '../platform/refusal.ts';

/**
 * The one range of bytes a request asks for (RFC 9110, 14.2); null for the whole file. Several ranges, or a header that
 * is none, are answered with the whole, as the RFC allows. Throws `file.range_not_allowed` past the end.
 */
export function byteRange(header: string | undefined, size: number): ByteRange | null {
  const [, first = '', last = ''] = header?.match(/^bytes=(\d{0,15})-(\d{0,15})$/) ?? [];
  if (first === '' && last === '') return null;
  if (first === '') {
    const start = Math.max(0, size - Number(last));
    return start < size ? { start, end: size - 1 } : null;
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return null;
  if (start >= size) throw new Refusal('file.range_not_allowed', { size });
  return { start, end };
}
