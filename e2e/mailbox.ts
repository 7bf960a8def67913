/** Mail as the journeys send it: a channel whose mails come by the signed hook, as a mail service sends them on. */
import { createHmac, randomUUID } from 'node:crypto';
import { expect, request } from '@playwright/test';
import { accounts, inboxSetup } from '@recoup/contract';
import { type Office, origin } from './product.ts';

export type Mailbox = { id: string; secret: string; address: string };

export async function openMailbox(shop: Office): Promise<Mailbox> {
  const brand = (await shop.call(accounts.me)).brands.find((one) => one.slug === 'lumora')!;
  const address = `help-${randomUUID().slice(0, 8)}@lumora.example`;
  const { id, secret } = await shop.call(inboxSetup.addChannel, {
    body: { brand_id: brand.id, name: 'Support mail', settings: { kind: 'email', address, from_name: 'Lumora' } },
  });
  return { id, secret: secret!, address };
}

/** A raw mail arrives; answers the conversation it came into. */
export async function arrive(to: Mailbox, raw: string | Buffer): Promise<string> {
  const at = Math.floor(Date.now() / 1000);
  const signed = createHmac('sha256', to.secret).update(`${at}.`).update(raw).digest('hex');
  const api = await request.newContext({ baseURL: origin });
  const answer = await api.post(`/v1/hooks/email/${to.id}`, {
    headers: { 'content-type': 'message/rfc822', 'recoup-signature': `t=${at},v1=${signed}` },
    data: Buffer.from(raw),
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  const { conversation_id } = (await answer.json()) as { conversation_id: string };
  await api.dispose();
  return conversation_id;
}

/** A buyer's plain mail arrives, written `at` (now). */
export function mailComes(
  to: Mailbox,
  mail: { from: string; address: string; subject: string; text: string; at?: Date },
): Promise<string> {
  const raw = [
    `From: ${mail.from} <${mail.address}>`,
    `To: Lumora <${to.address}>`,
    `Subject: ${mail.subject}`,
    `Date: ${(mail.at ?? new Date()).toUTCString()}`,
    `Message-ID: <${randomUUID()}@mail.example>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    mail.text,
  ];
  return arrive(to, raw.join('\r\n'));
}

export type Answer = { from: string; to: string; subject: string; text: string; answers: string; quoted: string };

/** An answer as Gmail writes it: two forms of the same words, the quote at the end. */
export const gmail = ({ quoted, text, ...of }: Answer) =>
  mail(of, 'multipart/alternative; boundary="0000a1"', [
    '--0000a1',
    'Content-Type: text/plain; charset="UTF-8"',
    '',
    text,
    '',
    'On Tue, May 12, 2026 at 10:04 AM Lumora <help@lumora.example> wrote:',
    '',
    `> ${quoted}`,
    '',
    '--0000a1',
    'Content-Type: text/html; charset="UTF-8"',
    '',
    `<div dir="ltr">${text}</div><br><div class="gmail_quote"><div class="gmail_attr">On Tue, May 12, 2026 Lumora wrote:</div><blockquote class="gmail_quote">${quoted}</blockquote></div>`,
    '--0000a1--',
  ]);

/** As Outlook writes it: in base64, the old mail below a line. */
export const outlook = ({ quoted, text, ...of }: Answer) => {
  const line = '_'.repeat(32);
  const head = `From: Lumora <help@lumora.example>\r\nSent: Tuesday, May 12, 2026 10:04 AM\r\nSubject: ${of.subject}`;
  const body = Buffer.from(`${text}\r\n\r\n${line}\r\n${head}\r\n\r\n${quoted}\r\n`).toString('base64');
  return mail(of, 'text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: base64', [body]);
};

/** As an iPhone writes it. */
export const apple = ({ quoted, text, ...of }: Answer) =>
  mail(of, 'text/plain; charset=utf-8', [
    text,
    '',
    'Sent from my iPhone',
    '',
    '> On May 12, 2026, at 10:04, Lumora <help@lumora.example> wrote:',
    '> ',
    `> ${quoted}`,
  ]);

function mail(of: Omit<Answer, 'quoted' | 'text'>, type: string, body: readonly string[]): string {
  const head = [
    `From: ${of.from}`,
    `To: ${of.to}`,
    `Subject: ${of.subject}`,
    `Message-ID: <${randomUUID()}@mail.example>`,
    `In-Reply-To: ${of.answers}`,
    `References: ${of.answers}`,
    'MIME-Version: 1.0',
    `Content-Type: ${type}`,
  ];
  return [...head, '', ...body].join('\r\n');
}
