/** Channels of other services (text messages, social, marketplaces) over signed hooks, in and out: docs/guides/integrators.md. */
import type { ChannelSettings } from '@recoup/contract';
import type { Channel, ChannelConnector, Delivered, Outgoing } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import type { Module } from '../../platform/module.ts';
import { storageOf } from '../../uploads/index.ts';
import { routes } from './hook.routes.ts';
import { type Answered, post } from './post.ts';
import { SIGNATURE, signed } from './signature.ts';

type HookSettings = Extract<ChannelSettings, { kind: 'sms' | 'social' | 'marketplace' }>;
const MOST_FILES = 20 * 1024 * 1024;

/** The endpoints that services call. */
export const messageHooks: Module = { name: 'message-hooks', routes };

/** What staff write goes to the channel's own address, signed, with the message's id as `Idempotency-Key`. */
export const messageHook: ChannelConnector = {
  kinds: ['sms', 'social', 'marketplace'],
  async deliver(ctx, channel, message) {
    const { post_to: to, longest } = channel.settings as HookSettings;
    if (to === null || channel.secret === null) return { outcome: 'refused', reason: 'read_only' };
    if (longest !== null && message.text.length > longest) return { outcome: 'refused', reason: 'too_long' };
    if (message.files.reduce((sum, { bytes }) => sum + bytes, 0) > MOST_FILES)
      return { outcome: 'refused', reason: 'too_large' };
    const body = JSON.stringify(await payloadOf(ctx, channel, message));
    return deliveredBy(await post(ctx.config, to, body, headersOf(ctx, channel.secret, body, message.id, 'message')));
  },
  async attempt(ctx, channel) {
    const { post_to: to } = channel.settings as HookSettings;
    if (to === null || channel.secret === null) return [];
    const id = newId();
    const body = JSON.stringify({ test: true, id, channel_id: channel.id });
    return [await step(() => post(ctx.config, to, body, headersOf(ctx, channel.secret!, body, id, 'test')))];
  },
};

async function step(ask: () => Promise<Answered>) {
  const what = 'post' as const;
  try {
    const { status, text } = await ask();
    const ok = status >= 200 && status < 300;
    return { what, ok, failure: ok ? null : `HTTP ${status} ${text.slice(0, 200)}`.trim() };
  } catch (error) {
    return { what, ok: false, failure: error instanceof Error ? error.message : String(error) };
  }
}

function headersOf(ctx: Ctx, secret: string, body: string, id: string, event: string): Record<string, string> {
  return { [SIGNATURE]: signed(secret, body, ctx.now), 'idempotency-key': id, 'recoup-event': event };
}

/** As the hook in the other direction (`hookMessage` of the contract), and whom it is to. */
async function payloadOf(ctx: Ctx, channel: Channel, message: Outgoing) {
  const { contact, author } = message;
  const prefix = `${channel.id}:`;
  const value = (kind: string) => contact.points.find((point) => point.kind === kind)?.value ?? null;
  const own = contact.points.find((point) => point.kind === 'external' && point.value.startsWith(prefix));
  return {
    id: message.id,
    channel_id: channel.id,
    conversation: { id: message.conversation.id, code: message.conversation.code },
    thread: message.thread ?? null,
    from: { id: 'recoup', name: author.name, email: null, phone: null },
    to: {
      id: own?.value.slice(prefix.length) ?? null,
      name: contact.name,
      email: value('email'),
      phone: message.envelope?.to[0] ?? value('phone'),
    },
    text: message.text,
    language: message.conversation.language,
    order_number: null,
    sent_at: ctx.now.toISOString(),
    author: author.kind === 'staff' ? 'staff' : 'bot',
    files: await filesOf(ctx, message),
  };
}

async function filesOf(ctx: Ctx, { files }: Outgoing) {
  const storage = await storageOf(ctx.config);
  return Promise.all(
    files.map(async ({ name, type, key }) => {
      const bytes = Buffer.from(await storage.get(key));
      return { name, type, content_base64: bytes.toString('base64') };
    }),
  );
}

/** 2xx: taken, perhaps with an id of the service's own. What may be over in a moment is tried again; a redirect and every other no is an answer. */
function deliveredBy({ status, text }: Answered): Delivered {
  if (status >= 200 && status < 300) return { outcome: 'sent', external_id: idIn(text) };
  const said = `HTTP ${status} ${text.replace(/\s+/g, ' ').slice(0, 200)}`.trim();
  if (status >= 500 || status === 408 || status === 425 || status === 429) throw new Error(said);
  return { outcome: 'refused', reason: said };
}

function idIn(text: string): string | null {
  try {
    const { id } = JSON.parse(text) as { id?: unknown };
    return typeof id === 'string' && id.length > 0 && id.length <= 200 ? id : null;
  } catch {
    return null;
  }
}
