/** A channel while it is being opened or changed: the settings of its kind as they are typed. Pure. */
import { type ChannelKind, type ChannelSettings, channelSettings, type InboxChannel } from '@recoup/contract';
import { lacksEnglish, wordsOf } from './words-of.ts';

export type MailServer = {
  host: string;
  port: number;
  security: 'tls' | 'starttls' | 'none';
  user: string;
  password: string;
  password_set: boolean;
};
export type ChannelDraft = {
  brand_id: string;
  name: string;
  settings: DraftSettings;
};
type EmailSettings = Extract<ChannelSettings, { kind: 'email' }>;
export type DraftEmail = Omit<EmailSettings, 'imap' | 'smtp'> & {
  imap: (MailServer & { folder: string }) | null;
  smtp: MailServer | null;
};
export type DraftSettings = Exclude<ChannelSettings, { kind: 'email' }> | DraftEmail;

/** The usual ports: 993 and 465 from the first byte, 587 for STARTTLS. */
export const newServer = (port: number): MailServer => ({
  host: '',
  port,
  security: 'tls',
  user: '',
  password: '',
  password_set: false,
});

export function emptySettings(kind: ChannelKind): DraftSettings {
  if (kind === 'email') {
    const mail = { address: '', from_name: '', signature: null, imap: null, smtp: null };
    return { kind, ...mail, plus_addresses: false, checked_by: null };
  }
  return channelSettings.parse({ kind }) as DraftSettings;
}

/** What the server shows of a channel, as it is edited; a password is never shown, so its field begins empty. */
export function draftOf(channel: InboxChannel): ChannelDraft {
  const { id: brand_id } = channel.brand;
  return { brand_id, name: channel.name, settings: settingsOf(channel) };
}
function settingsOf({ kind, settings }: InboxChannel): DraftSettings {
  if (kind !== 'email') return channelSettings.parse({ ...settings, kind }) as DraftSettings;
  const server = (of: unknown) => (of ? { ...newServer(993), folder: 'INBOX', ...(of as object), password: '' } : null);
  return {
    ...(emptySettings('email') as DraftEmail),
    ...(settings as Partial<DraftEmail>),
    imap: server(settings.imap),
    smtp: server(settings.smtp),
  };
}

/** What is sent. Blank words and passwords are left out. */
export function bodyOf(settings: DraftSettings): ChannelSettings {
  if (settings.kind === 'chat') return { ...settings, greeting: settings.greeting && wordsOf(settings.greeting) };
  if (settings.kind !== 'email') return settings;
  const server = <S extends MailServer>({ password, password_set: _set, ...rest }: S) => ({
    ...rest,
    ...(password ? { password } : {}),
  });
  return {
    ...settings,
    signature: settings.signature && wordsOf(settings.signature),
    checked_by: settings.checked_by?.trim() || null,
    imap: settings.imap && server(settings.imap),
    smtp: settings.smtp && server(settings.smtp),
  };
}

/** May it be saved as it stands? The server says the finer things. */
export function isWhole({ name, brand_id, settings }: ChannelDraft): boolean {
  if (!name.trim() || !brand_id) return false;
  if (settings.kind === 'chat') return !settings.greeting || !lacksEnglish(settings.greeting);
  if (settings.kind !== 'email') return true;
  const served = [settings.imap, settings.smtp].every((server) => !server || (server.host && server.user));
  return (
    served && !!settings.address && !!settings.from_name && !(settings.signature && lacksEnglish(settings.signature))
  );
}
