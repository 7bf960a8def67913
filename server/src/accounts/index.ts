import type { Module } from '../platform/module.ts';

export { callerOf, sessionCookieName, signedSession } from './callers.ts';
export { createUser, type NewMember } from './create-user.ts';
export { createWorkspace, type NewWorkspace } from './create-workspace.ts';

export const accounts: Module = { name: 'accounts' };
