import { accounts as contract } from '@recoup/contract';
import { type App, serve } from '../platform/http.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { archiveBrand } from './archive-brand.ts';
import { archiveSite } from './archive-site.ts';
import { authRoutes } from './auth.routes.ts';
import { changeBrand } from './change-brand.ts';
import { changeMe } from './change-me.ts';
import { changeSite } from './change-site.ts';
import { changeStaff } from './change-staff.ts';
import { createApiKey } from './create-api-key.ts';
import { createBrand } from './create-brand.ts';
import { createSite } from './create-site.ts';
import { inviteStaff } from './invite-staff.ts';
import { readInvitation } from './read-invitation.ts';
import { readMe } from './read-me.ts';
import { readApiKeys, readBrands, readSites, readStaff } from './read-settings.ts';
import { renameWorkspace } from './rename-workspace.ts';
import { revokeApiKey } from './revoke-api-key.ts';
import { revokeInvitation } from './revoke-invitation.ts';

export function routes(app: App): void {
  authRoutes(app);

  serve(app, contract.me, readMe);
  serve(app, contract.changeMe, (ctx, { body }) => changeMe(ctx, body));
  serve(app, contract.changeWorkspace, (ctx, { body }) => renameWorkspace(ctx, body.name));

  serve(app, contract.brands, readBrands);
  serve(app, contract.createBrand, (ctx, { body }) => createBrand(ctx, body));
  serve(app, contract.changeBrand, (ctx, { params, body }) => changeBrand(ctx, params.id, body));
  serve(app, contract.archiveBrand, (ctx, { params }) => archiveBrand(ctx, params.id));

  serve(app, contract.sites, readSites);
  serve(app, contract.createSite, (ctx, { body }) => createSite(ctx, body));
  serve(app, contract.changeSite, (ctx, { params, body }) => changeSite(ctx, params.id, body));
  serve(app, contract.archiveSite, (ctx, { params }) => archiveSite(ctx, params.id));

  serve(app, contract.staff, readStaff);
  serve(app, contract.changeStaff, (ctx, { params, body }) => changeStaff(ctx, params.id, body));
  serve(app, contract.invite, (ctx, { body }) => inviteStaff(ctx, body));
  serve(app, contract.revokeInvitation, (ctx, { params }) => revokeInvitation(ctx, params.id));
  serve(app, contract.readInvitation, (ctx, { params }) => readInvitation(ctx, params.token));
  serve(app, contract.acceptInvitation, (ctx, { params, body }) => acceptInvitation(ctx, params.token, body));

  serve(app, contract.apiKeys, readApiKeys);
  serve(app, contract.createApiKey, (ctx, { body }) => createApiKey(ctx, body));
  serve(app, contract.revokeApiKey, (ctx, { params }) => revokeApiKey(ctx, params.id));
}
