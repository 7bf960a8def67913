import { ImapFlow } from 'imapflow';
import type { Ctx } from '../../platform/ctx.ts';
import type { ImapSettings } from './mail-settings.ts';
import { MAIL_LIMITS } from './parse/mime.ts';
import { reachServer } from './reach-server.ts';

/** Signs in to a mailbox's server, or gives up when told to. Close the client in any case: an instance connects once. */
export async function connectImap(
  ctx: Pick<Ctx, 'config'>,
  imap: ImapSettings,
  signal?: AbortSignal,
): Promise<ImapFlow> {
  const { address, servername } = await reachServer(ctx.config, imap);
  const client = new ImapFlow({
    host: address,
    port: imap.port,
    secure: imap.security === 'tls',
    doSTARTTLS: imap.security === 'starttls',
    ...(servername ? { servername } : {}),
    auth: { user: imap.user, pass: imap.password ?? '' },
    logger: false,
    clientInfo: { name: 'Recoup' }, // 163 and QQ let nobody in who does not say their name
    autoIdleDelay: 500,
    maxIdleTime: 4 * 60_000, // some servers and routers forget a silent connection after five minutes
    connectionTimeout: 20_000,
    greetingTimeout: 15_000,
    socketTimeout: 5 * 60_000,
    maxLiteralSize: MAIL_LIMITS.bytes + 1024 * 1024,
    maxResponseSize: MAIL_LIMITS.bytes + 4 * 1024 * 1024,
    maxLineLength: 4 * 1024 * 1024,
  });
  client.on('error', () => {}); // tells itself again where it is waited for, and as a close
  const leave = () => client.close();
  signal?.addEventListener('abort', leave);
  try {
    await client.connect();
    return client;
  } finally {
    signal?.removeEventListener('abort', leave);
  }
}

/** What went wrong, in the server's words. */
export function imapFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { responseText, code, authenticationFailed } = error as Error & {
    responseText?: string;
    code?: string;
    authenticationFailed?: boolean;
  };
  const said = responseText || error.message || code || 'no answer';
  return `${authenticationFailed ? 'sign-in refused: ' : ''}${said}`.slice(0, 400);
}
export function isSignIn(error: unknown): boolean {
  return (error as { authenticationFailed?: boolean } | null)?.authenticationFailed === true;
}
