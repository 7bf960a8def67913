import type { AnswerOf, BuyerLanguage, chat } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { fileUrlOr } from '../../uploads/index.ts';
import { buyerLanguageOf } from '../contacts/points.ts';
import { assistantSide, callsSide } from '../sides.ts';
import { chatChannel, visitorAt } from './guest.ts';
import { whoIsHere } from './who-is-here.ts';

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
    const { here, hours, back_at, minutes } = await whoIsHere(tx, visitor, channel, spoken);
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
        hours,
        back_at: back_at?.toISOString() ?? null,
        reply_within_hours: minutes === null ? null : Math.max(1, Math.ceil(minutes / 60)),
      },
      assistant: await assistantSide().answersFirst(tx, visitor, { brand_id: visitor.brandId, channel }),
      identity: settings.identity,
      calls: await callsSide().offersCalls(tx, visitor, visitor.brandId),
      position: settings.position,
    };
  });
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
