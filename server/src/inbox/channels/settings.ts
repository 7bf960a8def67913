/** A channel's settings as they are kept (passwords sealed), used (opened) and shown (without them). Pure. */
import type { ChannelSettings } from '@recoup/contract';
import { seal, unseal } from '../../platform/secrets.ts';

type EmailSettings = Extract<ChannelSettings, { kind: 'email' }>;
type Server = NonNullable<EmailSettings['smtp']>;

/** New settings as they are kept. A password that is left out stays what it was for the same server and user, and only there. */
export function sealed(secret: string, given: ChannelSettings, before: ChannelSettings | null): ChannelSettings {
  if (given.kind !== 'email') return given;
  const old = before?.kind === 'email' ? before : null;
  return {
    ...given,
    imap: given.imap && keepPassword(secret, given.imap, old?.imap ?? null),
    smtp: given.smtp && keepPassword(secret, given.smtp, old?.smtp ?? null),
  };
}

function keepPassword<S extends Server>(secret: string, given: S, before: Server | null): S {
  const { password, ...server } = given;
  if (password !== undefined) return { ...given, password: seal(secret, password) };
  // Else whoever may change a channel could send its password to a server of their own.
  const isSame = before?.host === given.host && before.port === given.port && before.user === given.user;
  return isSame && before?.password !== undefined ? { ...given, password: before.password } : (server as unknown as S);
}

export function opened(secret: string, kept: ChannelSettings): ChannelSettings {
  if (kept.kind !== 'email') return kept;
  return {
    ...kept,
    imap: kept.imap && openServer(secret, kept.imap),
    smtp: kept.smtp && openServer(secret, kept.smtp),
  };
}

function openServer<S extends Server>(secret: string, server: S): S {
  return server.password === undefined ? server : { ...server, password: unseal(secret, server.password) };
}

/** What staff read: `password_set` in the place of a password. */
export function shown(kept: ChannelSettings): Record<string, unknown> {
  if (kept.kind !== 'email') return kept;
  const bare = (server: Server | null) => {
    if (!server) return null;
    const { password, ...rest } = server;
    return { ...rest, password_set: password !== undefined };
  };
  return { ...kept, imap: bare(kept.imap), smtp: bare(kept.smtp) };
}

/** The servers a channel speaks to by itself. */
export function serversOf(settings: ChannelSettings): { host: string; open: boolean }[] {
  if (settings.kind === 'email') {
    return [settings.imap, settings.smtp].flatMap((server) =>
      server ? [{ host: server.host, open: server.security === 'none' }] : [],
    );
  }
  if ('post_to' in settings && settings.post_to !== null) {
    const { hostname, protocol } = new URL(settings.post_to);
    return [{ host: hostname.replace(/^\[|\]$/g, ''), open: protocol === 'http:' }];
  }
  return [];
}

/** Which kinds have a secret: hooks are signed with it, and identities of the widget. */
export function hasSecret(kind: ChannelSettings['kind']): boolean {
  return kind !== 'form' && kind !== 'phone';
}
