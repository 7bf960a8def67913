/**
 * How messages come in and go out. A channel's connector turns what its service sends into an `Incoming` and carries an
 * `Outgoing`; everything between (who it is, which conversation, what it sets off) is the same for every channel.
 */
import type { ChannelKind, ChannelSettings } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';

/** What may hang on a message. */
export const MESSAGE_FILES = ['photo', 'video', 'sheet', 'document'] as const;

/** A channel as connectors get it: settings with their secrets opened. */
export type Channel = {
  id: string;
  brand_id: string;
  kind: ChannelKind;
  platform: string | null;
  name: string;
  settings: ChannelSettings;
  secret: string | null;
};

/** Somebody as a service names them. What is `proved` joins a contact; what is only said does not. */
export type Sender = {
  name: string | null;
  points: readonly { kind: 'email' | 'phone' | 'chat' | 'shop' | 'external'; value: string; proved: boolean }[];
  language?: string | null;
  time_zone?: string | null;
};

/** One message as it came in, in plain values. Files are in our storage already. */
export type Incoming = {
  channel: Channel;
  /** Unique in the channel; the same is taken once. */
  external_id: string;
  /** Null where the contact is known already (a chat session). */
  sender: Sender | null;
  contact_id?: string;
  /** The buyer, a colleague writing in the service's own pages, or the service's machine. */
  author: 'buyer' | 'staff' | 'bot';
  /** The conversation it belongs to for certain; else `thread_ids` are tried, then the contact's open conversation of the channel. */
  conversation_id?: string | null;
  /** Message-IDs it answers, or the service's thread; any that we know leads to its conversation. */
  thread_ids: readonly string[];
  /** Message-IDs (or the thread) by which later messages will name it. */
  known_as: readonly string[];
  subject: string | null;
  text: string;
  html: string | null;
  quoted: string | null;
  signature: string | null;
  language: string | null;
  files: readonly { file_id: string; content_id: string | null }[];
  /** The choice below our message that was tapped. */
  choice?: string | null;
  automatic: 'auto_reply' | 'bounce' | null;
  /** For a bounce: the Message-ID of ours that did not arrive, and why. */
  bounced?: { message_id: string | null; address: string | null; reason: string };
  order_id?: string | null;
  order_number?: string | null;
  /** The shop's page somebody wrote from, as their browser says. */
  page?: { url: string; title: string } | null;
  envelope: MailEnvelope | null;
  raw_file_id: string | null;
  /** When it was written, as far as the service may be trusted; never later than now. */
  at: Date | null;
};
export type MailEnvelope = {
  from: string;
  to: string[];
  cc: string[];
  message_id: string | null;
  in_reply_to?: string | null;
  references?: string[];
  /** The mail server says that the sender is not who they say (SPF, DKIM and DMARC failed). */
  spoofed: boolean;
  /** It says that they are: DMARC passed, or a signature or SPF of their own domain. */
  authenticated?: boolean;
};

/** One message on its way out. Sent after its row says `sending`; `id` is the idempotency key. */
export type Outgoing = {
  id: string;
  conversation: { id: string; code: string; subject: string; language: string | null };
  contact: { id: string; name: string; points: { kind: string; value: string }[] };
  author: { kind: 'staff' | 'assistant' | 'system'; name: string };
  /** What a service calls the thread, where it has one. */
  thread?: string | null;
  subject: string | null;
  text: string;
  files: { name: string; type: string; key: string; bytes: number }[];
  envelope: { to: string[]; cc: string[] } | null;
  /** What the buyer wrote last, to be quoted, and the Message-IDs of the thread, oldest first. */
  answers: { message_id: string | null; references: string[]; at: Date; text: string } | null;
};
export type Delivered =
  | { outcome: 'sent'; external_id: string | null; known_as?: string[] }
  /** There is no way out here (no mail server): the message is kept where people can read it. */
  | { outcome: 'kept'; external_id: string | null; known_as?: string[] }
  | { outcome: 'refused'; reason: string };

/** Carries messages of one kind of channel. Throws where trying again may help. */
export type ChannelConnector = {
  kinds: readonly ChannelKind[];
  deliver(ctx: Ctx, channel: Channel, message: Outgoing): Promise<Delivered>;
  /** Signs in to its servers, or posts a test. */
  attempt?(
    ctx: Ctx,
    channel: Channel,
  ): Promise<{ what: 'imap' | 'smtp' | 'post' | 'mail_out'; ok: boolean; failure: string | null }[]>;
};

const connectors = new Map<ChannelKind, ChannelConnector>();

/** Wired in app.ts. Answers how to put back what was there. */
export function addChannelConnector(connector: ChannelConnector): () => void {
  const before = connector.kinds.map((kind) => [kind, connectors.get(kind)] as const);
  for (const kind of connector.kinds) connectors.set(kind, connector);
  return () => {
    for (const [kind, one] of before) one ? connectors.set(kind, one) : connectors.delete(kind);
  };
}
export function connectorOf(kind: ChannelKind): ChannelConnector | undefined {
  return connectors.get(kind);
}
