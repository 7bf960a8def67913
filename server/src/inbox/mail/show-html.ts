import type { Ctx } from '../../platform/ctx.ts';
import { pictureUrl } from './picture-token.ts';

/**
 * A mail's cleaned HTML as a screen may show it now: pictures the mail brought by the addresses of their files, remote ones
 * through our own signed address, which ends in a day or two. Asked anew with every reading.
 */
export function showHtml(
  ctx: Pick<Ctx, 'config' | 'now' | 'workspaceId'>,
  html: string,
  files: readonly { content_id: string | null; url: string }[],
): string {
  const byContent = new Map(files.flatMap(({ content_id, url }) => (content_id ? [[content_id, url] as const] : [])));
  return html.replace(/<img ([^>]*)>/g, (_, attributes: string) => {
    const shown = attributes
      .replace(/(^|\s)src="cid:([^"]*)"/, (_all, gap: string, id: string) => {
        const url = byContent.get(id) ?? byContent.get(decoded(id));
        return url ? `${gap}src="${url}"` : gap;
      })
      .replace(/(^|\s)data-remote="([^"]*)"/, (_all, gap: string, escaped: string) => {
        const url = unescaped(escaped);
        return `${gap}src="${pictureUrl(ctx.config.secret, ctx.now, { workspaceId: ctx.workspaceId, url })}"`;
      });
    return `<img loading="lazy" referrerpolicy="no-referrer" ${shown.trim()}>`;
  });
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

const unescaped = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
