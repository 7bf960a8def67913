import type { AnswerOf, AssistantSettings, assistant, BodyOf } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { findTeam, whyNotReach } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { keptOf, saveSettings, settingsOf } from './settings.store.ts';
import { changedIn, isIncomplete, type Kept, placeOf } from './settings.ts';

type Given = BodyOf<(typeof assistant)['changeSettings']>;

/** How a brand's assistant is set up. Throws `brand.not_found`. */
export function readSettings(ctx: Ctx, brandId: string): Promise<AssistantSettings> {
  return inWorkspace(ctx, (tx) => settingsOf(tx, ctx, brandId));
}

/**
 * A manager sets a brand's assistant up, from the next message on. Left out, the model's key stays; it is forgotten where the
 * model is asked somewhere else from now on, so that nobody has a key sent to a server of their own.
 *
 * Throws `brand.not_found`, `team.not_found`, `assistant.model_incomplete`, `assistant.host_not_allowed` with why.
 */
export async function changeSettings(
  ctx: Ctx,
  brandId: string,
  given: Given,
): Promise<AnswerOf<(typeof assistant)['changeSettings']>> {
  if (given.model.base_url !== null) await checkHost(ctx, given.model.base_url);
  return inWorkspace(ctx, async (tx) => {
    const brand = await brandOf(tx, brandId);
    const { key: typed, ...model } = given.model;
    const next: Kept = { ...given, model };
    await checkTeam(tx, ctx, brandId, next.hand_over.team_id);
    const { kept: before, sealed } = await keptOf(tx, ctx, brand);
    const moved = sealed !== null && placeOf(before.model) !== placeOf(model);
    const key = typed || typed === null ? typed : moved ? null : undefined;
    if (isIncomplete(model, key === undefined ? sealed !== null : key !== null)) {
      throw new Refusal('assistant.model_incomplete');
    }
    await saveSettings(tx, ctx, brandId, next, key);
    const changed = [...changedIn(before, next), ...(key === undefined ? [] : ['key'])];
    if (changed.length > 0) {
      await record(tx, ctx, [
        {
          type: 'assistant_settings.changed',
          subject: { kind: 'brand', id: brandId },
          brand_id: brandId,
          data: { changed, answers: next.answers },
        },
      ]);
    }
    return settingsOf(tx, ctx, brandId);
  });
}

async function checkHost(ctx: Ctx, baseUrl: string): Promise<void> {
  const { hostname, protocol, username, password } = new URL(baseUrl);
  if (!/^https?:$/.test(protocol) || username || password) {
    throw new Refusal('assistant.host_not_allowed', { host: hostname, because: 'address' });
  }
  const host = hostname.replace(/^\[|\]$/g, '');
  const because = await whyNotReach(ctx.config, { host, open: protocol === 'http:' });
  if (because) throw new Refusal('assistant.host_not_allowed', { host, because });
}

async function checkTeam(tx: Tx, ctx: Ctx, brandId: string, teamId: string | null): Promise<void> {
  if (teamId === null) return;
  const team = await findTeam(tx, ctx, teamId);
  if (team.brand_id !== null && team.brand_id !== brandId) throw new Refusal('team.not_found');
}
