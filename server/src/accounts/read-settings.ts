import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { brandAnswer, listBrands } from './brands.store.ts';
import { apiKeyAnswer, listApiKeys } from './keys.store.ts';
import { brandsOfSites, listSites, siteAnswer } from './sites.store.ts';
import { invitationAnswer, listOpenInvitations, listStaff, memberAnswer, withTwoFactor } from './staff.store.ts';

/** The lists of the settings screens, each whole: a workspace has tens of these, not thousands. */
export function readBrands(ctx: Ctx) {
  return inWorkspace(ctx, async (tx) => ({ rows: (await listBrands(tx)).map((row) => brandAnswer(ctx.config, row)) }));
}

export function readSites(ctx: Ctx) {
  return inWorkspace(ctx, async (tx) => {
    const sites = await listSites(tx);
    const brands = await brandsOfSites(
      tx,
      sites.map(({ id }) => id),
    );
    return {
      rows: sites.map((row) =>
        siteAnswer(
          row,
          brands.filter(({ site_id }) => site_id === row.id),
        ),
      ),
    };
  });
}

export function readStaff(ctx: Ctx) {
  return inWorkspace(ctx, async (tx) => {
    const twoFactor = await withTwoFactor(tx);
    const rows = (await listStaff(tx)).map((row) => memberAnswer(row, twoFactor));
    const invitations = (await listOpenInvitations(tx)).map((row) => invitationAnswer(row, ctx.now));
    return { rows, invitations };
  });
}

export function readApiKeys(ctx: Ctx) {
  return inWorkspace(ctx, async (tx) => ({ rows: (await listApiKeys(tx)).map(apiKeyAnswer) }));
}
