import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import pg from 'pg';
import type { Services } from '../platform/http.ts';
import { authSecret } from './callers.ts';
import { mailPasswordReset, RESET_MINUTES } from './mail-password-reset.ts';
import { noteForUser } from './user-events.ts';

export const SESSION_DAYS = 30;

/**
 * better-auth over the tables of the schema `auth`: passwords, sessions, two factors. It writes its own SQL, so it has
 * a small pool of its own as the database's owner with `auth` as its only schema, rather than a role of its own: making
 * roles is more than a managed PostgreSQL lets an application do, and row-level security has nothing to say here, as
 * people stand above workspaces. The app's own role cannot read these tables.
 *
 * There is no public sign-up: people come by invitation, the command line or the seed.
 */
export function openAuth(services: Services) {
  const { config, log } = services;
  const pool = new pg.Pool({
    connectionString: config.databaseUrl,
    max: 3,
    options: '-c search_path=auth -c statement_timeout=15000',
    application_name: 'recoup-auth',
  });
  pool.on('error', () => {}); // an idle connection that breaks is replaced
  const auth = betterAuth({
    appName: 'Recoup',
    baseURL: config.publicUrl,
    basePath: '/v1/auth',
    secret: authSecret(config),
    database: pool,
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      resetPasswordTokenExpiresIn: RESET_MINUTES * 60,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) => mailPasswordReset(services, user.id, token),
      onPasswordReset: ({ user }) => noteForUser(services, user.id, 'staff.password_reset'),
    },
    // A session lives its days and ends; requests only read it (find_session), which keeps them to one query.
    session: { expiresIn: SESSION_DAYS * 86_400, disableSessionRefresh: true },
    plugins: [twoFactor({ issuer: 'Recoup' })],
    // Attempts are counted in our own table, over all processes, before better-auth is asked (auth.routes.ts).
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix: 'recoup',
      useSecureCookies: config.publicUrl.startsWith('https:'),
      // Set by auth.routes.ts from the address Fastify worked out; a caller's own header never gets here.
      ipAddress: { ipAddressHeaders: ['x-recoup-peer'] },
      // Origins are checked by auth.routes.ts, which also knows the address a machine is reached by in the local network.
      disableCSRFCheck: true,
      disableOriginCheck: true,
    },
    logger: {
      level: 'warn',
      log: (level, message) =>
        level === 'error' ? log.error({ part: 'auth' }, message) : log.warn({ part: 'auth' }, message),
    },
  });
  return { auth, close: () => pool.end() };
}
export type Auth = ReturnType<typeof openAuth>['auth'];
