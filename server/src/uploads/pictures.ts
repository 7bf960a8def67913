import type { Photo } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { signFile } from '../platform/files/index.ts';

const DAY = 86_400_000;

/** The address of a kept file, good until the end of tomorrow (UTC): the same all day, so that browsers keep the picture. */
export function fileUrl(ctx: Pick<Ctx, 'config' | 'now'>, key: string): string {
  const expires = new Date((Math.floor(ctx.now.getTime() / DAY) + 2) * DAY);
  return `/v1/files/${signFile(key, ctx.config.secret, expires)}`;
}

export function fileUrlOr(ctx: Pick<Ctx, 'config' | 'now'>, key: string | null): string | null {
  return key === null ? null : fileUrl(ctx, key);
}

export type KeptPicture = {
  id: string;
  key: string;
  thumb_key: string | null;
  caption: string | null;
  added_at: Date | string | null;
};

export function photoOf(ctx: Pick<Ctx, 'config' | 'now'>, file: KeptPicture): Photo {
  return {
    id: file.id,
    url: fileUrl(ctx, file.key),
    thumb_url: fileUrl(ctx, file.thumb_key ?? file.key),
    caption: file.caption,
    at: file.added_at === null ? null : new Date(file.added_at).toISOString(),
  };
}
