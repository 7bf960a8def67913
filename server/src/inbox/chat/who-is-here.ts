import type { BuyerLanguage } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { channelsOfKind, findChannel } from '../channels/channels.store.ts';
import { type Hours, inBusiness, nextOpen } from '../clocks/business-time.ts';
import type { Guest } from './guest.ts';
import { hoursInWords } from './hours-in-words.ts';
import { staffIsHere } from './staff-here.ts';

export type People = {
  /** A colleague has the inbox open now, in hours or out of them. */
  here: boolean;
  /** The hours of today or of the next day that has some, in words; null where no calendar or promise says any. */
  hours: string | null;
  /** When the hours begin again; null where somebody is here, where they have begun, and where there are none. */
  back_at: Date | null;
  /** How soon a first answer is promised, in minutes of those hours. */
  minutes: number | null;
};
type Of = { brand_id: string; calendar_id: string | null };

/** Who is there on a brand's chat, and when else. */
export function whoIsHere(
  tx: Tx,
  ctx: Ctx,
  { brand_id, settings }: Guest['channel'],
  language: BuyerLanguage,
): Promise<People> {
  return told(tx, ctx, { brand_id, calendar_id: settings.calendar_id }, language);
}

/** The same for any conversation of a brand: by the hours of its own chat, else of the brand's first. */
export async function peopleAt(
  tx: Tx,
  ctx: Ctx,
  of: { brandId: string; channelId: string | null; language: BuyerLanguage },
): Promise<People> {
  const own = of.channelId ? await findChannel(tx, ctx, of.channelId) : null;
  const chat = own?.kind === 'chat' ? own : (await channelsOfKind(tx, ctx, ['chat'], of.brandId))[0];
  const settings = chat?.settings as { calendar_id?: string | null } | undefined;
  return told(tx, ctx, { brand_id: of.brandId, calendar_id: settings?.calendar_id ?? null }, of.language);
}

async function told(tx: Tx, ctx: Ctx, of: Of, language: BuyerLanguage): Promise<People> {
  const { hours, minutes } = await promiseOf(tx, ctx, of);
  const here = staffIsHere(ctx.workspaceId, ctx.now);
  const isOpen = hours !== null && inBusiness(hours, ctx.now);
  const opens = hours !== null && !isOpen ? nextOpen(hours, ctx.now) : null;
  return { here, hours: hours && hoursInWords(hours, ctx.now, language), back_at: here ? null : opens, minutes };
}

type Promise_ = { hours: Hours | null; minutes: number | null };

/** The calendar of the channel, else that of the first promise which holds for the brand's chat; and how soon that promises an answer. */
async function promiseOf(tx: Tx, ctx: Ctx, { brand_id, calendar_id }: Of): Promise<Promise_> {
  const { rows } = await sql<{
    calendar: Hours | null;
    promised: Hours | null;
    targets: { kind: string; minutes: number }[] | null;
  }>`
    select (select to_jsonb(c) from calendars c where c.workspace_id = ${ctx.workspaceId} and c.id = ${calendar_id}::uuid) as calendar,
      p.promised, p.targets
    from (values (1)) one left join lateral (
      select to_jsonb(c) as promised, p.targets from sla_policies p
      join calendars c on c.workspace_id = p.workspace_id and c.id = p.calendar_id
      where p.workspace_id = ${ctx.workspaceId} and p.archived_at is null and (p.brand_id is null or p.brand_id = ${brand_id})
        and (p.channels = '{}' or 'chat' = any (p.channels)) and (p.priorities = '{}' or 'normal' = any (p.priorities)) and p.tags = '{}'
      order by p.position, p.id limit 1) p on true`.execute(tx);
  const { calendar, promised, targets } = rows[0]!;
  const first = targets?.find(({ kind }) => kind === 'first_reply');
  return { hours: calendar ?? promised, minutes: first?.minutes ?? null };
}
