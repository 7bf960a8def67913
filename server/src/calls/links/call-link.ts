/** A link into a call: what it opens, and whether it still does. Pure but for its signature. */
import type { CallLinkState, CallStage } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { QUIET_QR, qr } from '../../platform/paper/index.ts';
import { signCallLink } from '../../platform/secrets.ts';
import { isOver } from '../calls/call.ts';

export const NOW_MINUTES = 20;
/** After the time that was agreed. */
export const LATE_MINUTES = 30;
/** Whoever comes so much before the time waits for it; from then on it rings. */
export const EARLY_MINUTES = 10;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** A call that is moved keeps its links; how long they open stands in their row, and the token lasts longer than any of it. */
const TOKEN_DAYS = 200;

export type Link = {
  id: string;
  brand_id: string;
  made_at: Date;
  expires_at: Date;
  used_at: Date | null;
  revoked_at: Date | null;
};

export function linkState(link: Link, call: { stage: CallStage }, now: Date): CallLinkState {
  if (link.revoked_at) return 'revoked';
  if (isOver(call)) return 'over';
  if (link.expires_at <= now) return 'expired';
  return link.used_at ? 'used' : 'good';
}

/** `minutes`: as somebody wished; else 20, or until half an hour after the agreed time. */
export function linkEnds(call: { scheduled_for: Date | null }, minutes: number | undefined, now: Date): Date {
  if (minutes !== undefined) return new Date(now.getTime() + minutes * MINUTE);
  const soon = now.getTime() + NOW_MINUTES * MINUTE;
  const agreed = (call.scheduled_for?.getTime() ?? 0) + LATE_MINUTES * MINUTE;
  return new Date(Math.max(soon, agreed));
}

/** From when on a buyer who opens a call that was agreed is rung for; null: at once. */
export function opensAt(call: { stage: CallStage; scheduled_for: Date | null }, now: Date): Date | null {
  if (call.stage !== 'scheduled' || !call.scheduled_for) return null;
  const at = new Date(call.scheduled_for.getTime() - EARLY_MINUTES * MINUTE);
  return at > now ? at : null;
}

/** The same token each time it is asked for: the one in the mail is the one on the screen. */
export function linkToken(ctx: Pick<Ctx, 'config' | 'workspaceId'>, link: Link): string {
  return signCallLink(ctx.config.secret, {
    workspaceId: ctx.workspaceId,
    brandId: link.brand_id,
    linkId: link.id,
    expiresAt: new Date(Math.floor(link.made_at.getTime() / DAY) * DAY + TOKEN_DAYS * DAY),
  });
}

/** `PUBLIC_URL/b/<brand>/call/<token>` */
export const linkUrl = (ctx: Pick<Ctx, 'config' | 'workspaceId'>, slug: string, link: Link): string =>
  `${ctx.config.publicUrl}/b/${slug}/call/${linkToken(ctx, link)}`;

/** An address as a picture to be scanned: rows of dark modules, and the quiet zone about them. */
export function qrPicture(url: string): string {
  const rows = qr(url);
  const size = rows.length + 2 * QUIET_QR;
  const runs = rows.flatMap((row, y) => {
    const path: string[] = [];
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      const begins = x;
      while (row[x + 1]) x++;
      path.push(`M${begins + QUIET_QR} ${y + QUIET_QR}h${x - begins + 1}v1h-${x - begins + 1}z`);
    }
    return path;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${runs.join('')}"/></svg>`;
}
