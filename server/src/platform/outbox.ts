import type { BuyerLanguage } from '@recoup/contract';
import { z } from 'zod';
import { type MailData, type MailTemplate, renderMail } from '../mail-templates/index.ts';
import type { Config } from './config.ts';
import type { Ctx } from './ctx.ts';
import { inWorkspace, type Tx } from './db.ts';
import { newId } from './ids.ts';
import { job } from './jobs.ts';
import { type MailBrand, type MailTransport, mailTransport, sendMail } from './mail/index.ts';
import { beginMail, insertMail, type MailRow, ownWords, updateMail } from './outbox.store.ts';
import { enqueue, record } from './record.ts';
import { seal, unseal } from './secrets.ts';

/** Who a mail comes from: a brand, or for staff mails (null) the workspace. Given by accounts, as platform knows neither. */
export type SenderOf = (tx: Tx, ctx: Ctx, brandId: string | null) => Promise<MailBrand>;
let senderOf: SenderOf | null = null;
export function registerSender(given: SenderOf): void {
  senderOf = given;
}
function sender(tx: Tx, ctx: Ctx, brandId: string | null): Promise<MailBrand> {
  if (!senderOf) throw new Error('nobody told the outbox who mails come from');
  return senderOf(tx, ctx, brandId);
}

export type NewMail<N extends MailTemplate> = {
  /** What it is sent for, one of a kind in the workspace: an event's id. The same cause never mails the same words twice. */
  cause: string;
  template: N;
  language: BuyerLanguage;
  to: string;
  /** Null for mails to staff. */
  brandId: string | null;
  orderId?: string | null;
  returnId?: string | null;
  data: MailData<N>;
  /** A token in the data whose bearer becomes somebody (an invitation, a new password): staff who read the outbox must not see it. */
  hide?: string;
  /** What the reader's calendar is asked to do: iCalendar text of that method. */
  calendar?: { method: 'REQUEST' | 'CANCEL'; text: string };
};

/**
 * Puts a mail into the outbox, in the caller's transaction; a job sends it. Called from reactions: the mail is drawn
 * here, with the brand's own words where it has some, and is from then on what it is. A cause that has its mail already
 * changes nothing.
 */
export async function queueMail<N extends MailTemplate>(tx: Tx, ctx: Ctx, mail: NewMail<N>): Promise<void> {
  const { template, language, brandId } = mail;
  const brand = await sender(tx, ctx, brandId);
  const override = brandId === null ? null : await ownWords(tx, brandId, template, language);
  const drawn = renderMail({ template, language, brand, data: mail.data, now: ctx.now, override });
  if (drawn.override_failure) {
    ctx.log.warn(
      { template, language, brand_id: brandId, failure: drawn.override_failure },
      "a brand's own words failed",
    );
  }
  // Without a mail server the outbox is the only mailbox there is, and shows all of it.
  const hide = ctx.config.smtpUrl === null ? undefined : mail.hide;
  const hidden = (text: string) => (hide ? text.replaceAll(hide, seal(ctx.config.secret, hide)) : text);
  const id = newId();
  const isNew = await insertMail(tx, {
    workspace_id: ctx.workspaceId,
    id,
    brand_id: brandId,
    template,
    language,
    to_address: mail.to,
    subject: drawn.subject,
    html: hidden(drawn.html),
    body_text: hidden(drawn.text),
    order_id: mail.orderId ?? null,
    return_id: mail.returnId ?? null,
    cause: mail.cause,
    // Its lines are folded, so a secret in it may be cut in two: all of it is hidden.
    calendar: mail.calendar ? (hide ? seal(ctx.config.secret, mail.calendar.text) : mail.calendar.text) : null,
    calendar_method: mail.calendar?.method ?? null,
    created_at: ctx.now,
  });
  if (isNew) await enqueue(tx, ctx, { job: 'send-mail', payload: { mail_id: id } });
}

const ATTEMPTS = 10;

/**
 * Sends one mail of the outbox. The intent is written before the mail server is called, and the Message-ID is made of
 * the row's id: should the process die between the call and its answer, the mail goes out again under the same id and
 * the reader's mail program shows it once. Tried ten times over some ten hours, then `failed`, from where staff may send it again.
 */
export const sendMailJob = job({
  name: 'send-mail',
  payload: z.object({ mail_id: z.uuid() }),
  async run(ctx, { mail_id }) {
    const begun = await inWorkspace(ctx, (tx) => begin(tx, ctx, mail_id));
    if (!begun) return;
    const { row, from } = begun;
    const { secret } = ctx.config;
    try {
      const delivery = await sendMail(transportOf(ctx.config), {
        id: row.id,
        from_name: from.name,
        to: row.to_address,
        reply_to: from.support_email,
        language: row.language,
        subject: row.subject,
        html: unseal(secret, row.html),
        text: unseal(secret, row.body_text),
        ...(row.calendar && row.calendar_method
          ? { calendar: { method: row.calendar_method, text: unseal(secret, row.calendar) } }
          : {}),
      });
      const failure = delivery.outcome === 'refused' ? delivery.reason : null;
      await settle(ctx, row, delivery.outcome === 'refused' ? 'failed' : delivery.outcome, failure);
    } catch (error) {
      const failure = error instanceof Error ? error.message.slice(0, 500) : String(error);
      if (row.attempts >= ATTEMPTS) return settle(ctx, row, 'failed', failure);
      await inWorkspace(ctx, (tx) => updateMail(tx, row.id, { state: 'queued', failure }));
      throw error;
    }
  },
});

/** The mail that is now being sent, and who it comes from; null where it is done with, or is gone. */
async function begin(tx: Tx, ctx: Ctx, id: string): Promise<{ row: MailRow; from: MailBrand } | null> {
  const row = await beginMail(tx, id);
  return row ? { row, from: await sender(tx, ctx, row.brand_id) } : null;
}

async function settle(
  ctx: Ctx,
  row: MailRow,
  state: 'sent' | 'kept' | 'failed',
  failure: string | null,
): Promise<void> {
  await inWorkspace(ctx, async (tx) => {
    await updateMail(tx, row.id, { state, failure, sent_at: state === 'failed' ? null : ctx.now });
    const { brand_id, order_id, return_id, template, to_address: to, subject } = row;
    await record(tx, ctx, [
      {
        type: `mail.${state}`,
        subject: { kind: 'mail', id: row.id },
        brand_id,
        order_id,
        return_id,
        data: { template, to, subject, ...(failure ? { failure } : {}) },
      },
    ]);
  });
}

const transports = new Map<string, MailTransport>();

/** One way out for each mail server, kept open between mails. Throws where the settings make no sense. */
export function transportOf({ smtpUrl, mailFrom }: Pick<Config, 'smtpUrl' | 'mailFrom'>): MailTransport {
  const key = `${smtpUrl} ${mailFrom}`;
  const transport = transports.get(key) ?? mailTransport({ smtpUrl, mailFrom });
  transports.set(key, transport);
  return transport;
}

export function closeTransports(): void {
  for (const transport of transports.values()) transport.close();
  transports.clear();
}
