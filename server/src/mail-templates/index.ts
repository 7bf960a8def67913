/** The mails this product sends, in every language. Reactions call `renderMail` and put what comes out into the outbox. */
import { type Catalogue, mailEngine, type TemplateSpec } from '../platform/mail/index.ts';
import { type MailTemplate, mailData } from './data.ts';
import { samples } from './samples.ts';

export type { MailData, MailTemplate } from './data.ts';

const forStaff = new Set<MailTemplate>([
  'staff_invitation',
  'password_reset',
  'promise_missed',
  'conversation_alarm',
  'money_alert',
  'call_soon',
]);
/** Who wrote to us need not have ordered. */
const forWriters = new Set<MailTemplate>(['survey', 'chat_answer', 'call_invitation', 'call_time', 'call_called_off']);
const audienceOf = (name: MailTemplate): TemplateSpec['audience'] =>
  forStaff.has(name) ? 'staff' : forWriters.has(name) ? 'writer' : 'buyer';

type Entries = {
  [N in MailTemplate]: { audience: TemplateSpec['audience']; data: (typeof mailData)[N]; sample: unknown };
};

export const mailTemplates = Object.keys(mailData) as MailTemplate[];

const catalogue = Object.fromEntries(
  mailTemplates.map((name) => [name, { audience: audienceOf(name), data: mailData[name], sample: samples[name] }]),
) as Entries satisfies Catalogue;

export const { renderMail, tryTemplate, sourceOf, variablesOf } = mailEngine(catalogue, new URL('./', import.meta.url));
