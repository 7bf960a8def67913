import type { ChannelSettings } from '@recoup/contract';
import type { Channel } from '../../inbox/index.ts';

export type EmailSettings = Extract<ChannelSettings, { kind: 'email' }>;
export type ImapSettings = NonNullable<EmailSettings['imap']>;
export type MailServer = NonNullable<EmailSettings['smtp']>;

export function settingsOf(channel: Channel): EmailSettings {
  if (channel.settings.kind !== 'email') throw new Error(`channel ${channel.id} carries no mail`);
  return channel.settings;
}
