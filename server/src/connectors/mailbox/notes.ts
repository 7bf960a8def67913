/** What a message says of itself where part of its mail could not be taken in. Read by staff, in both of their languages. */
import type { Beyond } from './parse/mime.ts';

export type LeftOut = { name: string; type: string; bytes: number };

export function leftOutNote({ name, type, bytes }: LeftOut): string {
  return `[附件未保存，见原始邮件 · attachment not kept, see the raw mail: ${name} (${type}, ${sizeOf(bytes)})]`;
}

const WHY: Record<Beyond, string> = {
  size: '邮件过大 · too large',
  parts: '附件或部分过多 · too many parts',
  depth: '嵌套过深 · nested too deeply',
  header: '邮件头过大 · headers too large',
};
export function beyondNote(beyond: Beyond, bytes: number): string {
  return `[邮件未读取，只保留邮件头 · this mail was not read, only its headers are kept: ${WHY[beyond]}, ${sizeOf(bytes)}]`;
}

export function setAsideNote(failure: string): string {
  return `[邮件无法读取，已搁置 · this mail could not be read and was set aside: ${failure.slice(0, 200)}]`;
}

function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
