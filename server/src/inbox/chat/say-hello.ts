import type { AnswerOf, BuyerLanguage, chat } from '@recoup/contract';
import { sql } from 'kysely';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { fileUrlOr } from '../../uploads/index.ts';
import { type Hours, inBusiness, nextOpen } from '../clocks/business-time.ts';
import { buyerLanguageOf } from '../contacts/points.ts';
import { assistantSide } from '../sides.ts';
import { chatChannel, type Guest, visitorAt } from './guest.ts';
import { hoursInWords } from './hours-in-words.ts';
import { staffIsHere } from './staff-here.ts';

/**
 * A shop's page asks how the widget looks and who is there. `here`: a colleague has the inbox open now, in hours or out of
 * them. Hours and the time of an answer are told where a calendar or a promise says them, and not otherwise.
 *
 * Throws `channel.not_found` (also where the brand is archived), `chat.other_site`.
 */
export async function sayHello(
  ctx: Ctx,
  key: string,
  { language, origin }: { language: string | undefined; origin: string | undefined },
): Promise<AnswerOf<typeof chat.hello>> {
  const visitor = await visitorAt(ctx, key);
  return inWorkspace(visitor, async (tx) => {
    const channel = await chatChannel(tx, visitor, visitor.channelId, origin);
    const brand = await brandOf(tx, visitor.brandId);
    if (brand.archivedAt) throw new Refusal('channel.not_found');
    const spoken: BuyerLanguage =
      brand.languages.find((one) => one === buyerLanguageOf(language)) ?? brand.languages[0] ?? 'en';
    const { settings } = channel;
    const promise = await promiseOf(tx, visitor, channel);
    const { hours } = promise;
    const here = staffIsHere(visitor.workspaceId, visitor.now);
    const isOpen = hours !== null && inBusiness(hours, visitor.now);
    const opens = hours !== null && !isOpen ? nextOpen(hours, visitor.now) : null;
    return {
      brand: {
        name: brand.name,
        slug: brand.slug,
        color: brand.look.color,
        dot: brand.look.dot ?? null,
        logo_url: fileUrlOr(visitor, await logoOf(tx, visitor, brand.look.logo_file_id ?? null)),
      },
      languages: brand.languages,
      greeting: settings.greeting ? (settings.greeting[spoken] ?? settings.greeting.en) : null,
      people: {
        here,
        hours: hours && hoursInWords(hours, visitor.now, spoken),
        back_at: here ? null : (opens?.toISOString() ?? null),
        reply_within_hours: promise.minutes === null ? null : Math.max(1, Math.ceil(promise.minutes / 60)),
      },
      assistant: await assistantSide().answersFirst(tx, visitor, { brand_id: visitor.brandId, channel }),
      identity: settings.identity,
      calls: false,
      position: settings.position,
    };
  });
}

type Promise_ = { hours: Hours | null; minutes: number | null };

/** The calendar of the channel, else that of the first promise which holds for the brand's chat; and how soon that promises an answer. */
async function promiseOf(tx: Tx, ctx: Ctx, { brand_id, settings }: Guest['channel']): Promise<Promise_> {
  const { rows } = await sql<{
    calendar: Hours | null;
    promised: Hours | null;
    targets: { kind: string; minutes: number }[] | null;
  }>`
    select (select to_jsonb(c) from calendars c where c.workspace_id = ${ctx.workspaceId} and c.id = ${settings.calendar_id}::uuid) as calendar,
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

async function logoOf(tx: Tx, ctx: Ctx, fileId: string | null): Promise<string | null> {
  if (fileId === null) return null;
  const row = await tx
    .selectFrom('files')
    .select('key')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', fileId)
    .executeTakeFirst();
  return row?.key ?? null;
}
