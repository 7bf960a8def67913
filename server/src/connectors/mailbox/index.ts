/** E-mail: mailboxes read over IMAP, raw mails by a signed hook, answers sent over SMTP. docs/decisions/0005-mail.md */
import type { ChannelConnector } from '../../inbox/index.ts';
import type { Module } from '../../platform/module.ts';
import { routes } from './mailbox.routes.ts';
import { readMailboxes } from './readers.ts';
import { sendMail } from './send-mail.ts';
import { tryMail } from './try-mail.ts';

export const mailboxes: Module = { name: 'mailboxes', routes, services: readMailboxes };

export const mailbox: ChannelConnector = { kinds: ['email'], deliver: sendMail, attempt: tryMail };
