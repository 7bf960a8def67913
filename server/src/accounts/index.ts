import type { Module } from '../platform/module.ts';
import { reactions } from './accounts.reactions.ts';
import { routes } from './accounts.routes.ts';

export { actorNow } from './actors.ts';
export { callerOf, sessionCookieName, signedSession } from './callers.ts';
export { changeSite } from './change-site.ts';
export { createApiKey } from './create-api-key.ts';
export { createBrand } from './create-brand.ts';
export { createSite } from './create-site.ts';
export { createUser, type NewMember } from './create-user.ts';
export { createWorkspace, type NewWorkspace } from './create-workspace.ts';
export { type BrandFacts, brandOf, openBrands, type SiteFacts, siteOf, sitesFor, staffName } from './facts.ts';

export { senderOf } from './mail-sender.ts';
export { readBrands, readSites } from './read-settings.ts';
export { checkSeesAllBrands } from './scope.ts';

export const accounts: Module = { name: 'accounts', routes, reactions };
