/** What a buyer's side of a conversation calls: the chat widget, the contact form, surveys, the help centre, and hooks of mail and message services. */
import { z } from 'zod';
import { chatCard, chatChoice } from './cards.ts';
import { buyerLanguage, byId, id, instant, line, ok, text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { author, channelKind } from './inbox.ts';

const chatTag = 'Chat';
const open = { tag: chatTag, access: 'public' } as const;
const chatting = { tag: chatTag, access: 'chat' } as const;
/** The public key of a chat channel, as the script tag carries it. */
const byKey = z.object({ key: z.string().regex(/^ck_[A-Za-z0-9]{16,40}$/) });
const slug = z.string().max(80);

export const chatFile = z.object({
  id,
  name: z.string(),
  type: z.string(),
  bytes: z.int(),
  url: z.string(),
  thumb_url: z.string().nullable(),
});
/** A message as the buyer sees it. */
export const chatMessage = z.object({
  id,
  conversation_id: id,
  at: instant,
  mine: z.boolean(),
  author: author.omit({ id: true }),
  text: z.string(),
  files: z.array(chatFile),
  /** The id the widget gave it before it was sent. */
  client_id: z.string().nullable(),
  read_at: instant.nullable(),
  /** An article that was put into the answer. */
  article: z.object({ title: z.string(), excerpt: z.string(), url: z.string() }).nullable(),
  /** What the assistant offers or shows below its words; answered by `answerCard`. */
  card: chatCard.nullable(),
  /** Short answers to tap; sent as `choice` with the words as the text. Only those of the newest message count. */
  choices: z.array(chatChoice),
});
export type ChatMessage = z.output<typeof chatMessage>;
export const chatConversation = z.object({
  id,
  subject: z.string(),
  state: z.enum(['open', 'closed']),
  channel: channelKind,
  with: z.string().nullable(),
  /** The assistant answers here, until a person does. */
  assistant: z.boolean(),
  last_at: instant,
  excerpt: z.string(),
  unread: z.int(),
});
export type ChatConversation = z.output<typeof chatConversation>;
export const chatOrder = z.object({
  id,
  number: z.string(),
  placed_at: instant,
  title: z.string(),
  photo_url: z.string().nullable(),
  more: z.int(),
  /** Where it is, as far as we know. */
  shipped_at: instant.nullable(),
  delivered_at: instant.nullable(),
  tracking: z.object({ carrier: z.string().nullable(), number: z.string(), url: z.string().nullable() }).nullable(),
  returns: z.array(z.object({ code: z.string(), stage: z.string(), url: z.string() })),
  /** Opens the return pages for this order, already signed in. */
  return_url: z.string(),
});
export type ChatOrder = z.output<typeof chatOrder>;

export const chat = {
  /** Everything the widget needs before it opens; may be kept for a minute. */
  hello: endpoint({
    ...open,
    method: 'GET',
    path: '/v1/chat/:key/hello',
    summary: 'How the widget of this brand looks, and who is there',
    params: byKey,
    query: z.object({ language: z.string().max(20).optional() }),
    response: z.object({
      brand: z.object({
        name: z.string(),
        slug: z.string(),
        color: z.string(),
        dot: z.string().nullable(),
        logo_url: z.string().nullable(),
      }),
      languages: z.array(buyerLanguage),
      greeting: z.string().nullable(),
      /** Somebody answers now; else when people are back, and how long an answer takes by mail. */
      people: z.object({
        here: z.boolean(),
        hours: z.string().nullable(),
        back_at: instant.nullable(),
        reply_within_hours: z.number().nullable(),
      }),
      /** The assistant answers at once what begins here now. */
      assistant: z.boolean(),
      identity: z.enum(['optional', 'required']),
      calls: z.boolean(),
      position: z.enum(['right', 'left']),
    }),
    refusals: ['channel.not_found', 'chat.other_site'],
  }),
  /**
   * Begins a session, or takes one up by its token. `identity.signature` is the hex HMAC-SHA256 of `id`, a newline, the
   * e-mail or nothing, a newline, and `issued_at`, with the channel's identity secret, made on the shop's server. It
   * counts for 24 hours. Without it one is a guest and sees what this browser said, and nothing else.
   */
  session: endpoint({
    ...open,
    method: 'POST',
    path: '/v1/chat/:key/sessions',
    summary: 'Begin a chat session, or take it up again',
    params: byKey,
    body: z.object({
      token: z.string().max(600).optional(),
      language: buyerLanguage.optional(),
      page: z.object({ url: z.string().max(1000), title: z.string().max(300) }).optional(),
      identity: z
        .object({
          id: line(100),
          email: z.email().max(200).optional(),
          name: line(120).optional(),
          issued_at: instant,
          signature: z.string().max(128),
        })
        .optional(),
    }),
    response: z.object({
      token: z.string(),
      verified: z.boolean(),
      name: z.string().nullable(),
      email: z.string().nullable(),
      conversations: z.array(chatConversation),
    }),
    refusals: [
      'channel.not_found',
      'chat.other_site',
      'chat.identity_wrong',
      'chat.identity_old',
      'chat.identity_needed',
      'chat.too_many',
      'contact.blocked',
    ],
  }),
  conversations: endpoint({
    ...chatting,
    method: 'GET',
    path: '/v1/chat/conversations',
    summary: 'My conversations, newest first',
    response: z.object({ rows: z.array(chatConversation) }),
  }),
  messages: endpoint({
    ...chatting,
    method: 'GET',
    path: '/v1/chat/conversations/:id/messages',
    summary: 'What was said, oldest first; `after` an id gives what is new since',
    params: byId,
    query: z.object({
      after: id.optional(),
      before: id.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: z.object({ rows: z.array(chatMessage), more_before: z.boolean() }),
    refusals: ['conversation.not_found'],
  }),
  say: endpoint({
    ...chatting,
    method: 'POST',
    path: '/v1/chat/messages',
    summary: 'Say something; the same `client_id` is said once',
    body: z.object({
      conversation_id: id.nullable(),
      client_id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
      text: text(5000),
      /** The value of the choice that was tapped. */
      choice: z.string().max(60).optional(),
      file_ids: z.array(id).max(6).default([]),
      order_id: id.optional(),
      page: z.object({ url: z.string().max(1000), title: z.string().max(300) }).optional(),
    }),
    response: z.object({ conversation: chatConversation, message: chatMessage }),
    refusals: [
      'conversation.not_found',
      'chat.empty',
      'chat.too_many',
      'contact.blocked',
      'file.not_found',
      'order.not_found',
    ],
  }),
  upload: endpoint({
    ...chatting,
    method: 'POST',
    path: '/v1/chat/files',
    summary: 'Upload a picture or a short video',
    response: chatFile,
    rawBody: 'multipart',
    refusals: ['file.too_large', 'file.type_not_allowed', 'file.unreadable', 'file.too_many'],
  }),
  seen: endpoint({
    ...chatting,
    method: 'POST',
    path: '/v1/chat/conversations/:id/seen',
    summary: 'I read up to here',
    params: byId,
    body: z.object({ message_id: id }),
    response: ok,
    refusals: ['conversation.not_found'],
  }),
  /** Nobody is there: the answer comes by mail, and answering it continues this conversation. */
  leaveAddress: endpoint({
    ...chatting,
    method: 'POST',
    path: '/v1/chat/address',
    summary: 'Where to answer when I am gone',
    body: z.object({ email: z.email().max(200), name: line(120).optional() }),
    response: ok,
    refusals: ['chat.too_many'],
  }),
  orders: endpoint({
    ...chatting,
    method: 'GET',
    path: '/v1/chat/orders',
    summary: 'My orders: those proved in this session, or of the signed-in buyer',
    response: z.object({ rows: z.array(chatOrder) }),
  }),
  findOrder: endpoint({
    ...chatting,
    method: 'POST',
    path: '/v1/chat/orders',
    summary: 'Prove an order by its number and e-mail or ZIP',
    body: z.object({ number: line(60), email_or_zip: line(200), conversation_id: id.nullable().default(null) }),
    response: chatOrder,
    refusals: ['order.not_found', 'guess.too_many'],
  }),
  /** For pages without script: the same as a message, answered by mail. `website` is a trap for machines and stays empty. */
  form: endpoint({
    ...open,
    method: 'POST',
    path: '/v1/contact/:slug',
    summary: 'The contact form',
    params: z.object({ slug }),
    body: z.object({
      name: line(120),
      email: z.email().max(200),
      order_number: line(60).optional(),
      subject: line(200),
      text: text(10_000).refine((given) => given.length > 0),
      language: buyerLanguage.default('en'),
      website: z.string().max(200).optional(),
      client_id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
    }),
    response: z.object({ ok: z.literal(true), code: z.string() }),
    refusals: ['brand.not_found', 'channel.not_found', 'chat.too_many'],
  }),
  survey: endpoint({
    ...open,
    method: 'GET',
    path: '/v1/surveys/:token',
    summary: 'A survey as the buyer opens it',
    params: z.object({ token: z.string().max(200) }),
    response: z.object({
      kind: z.enum(['csat', 'nps']),
      brand: z.object({ name: z.string(), slug: z.string(), color: z.string() }),
      language: buyerLanguage,
      subject: z.string(),
      with: z.string().nullable(),
      score: z.int().nullable(),
      comment: z.string().nullable(),
    }),
    refusals: ['survey.not_found', 'survey.over'],
  }),
  answerSurvey: endpoint({
    ...open,
    method: 'POST',
    path: '/v1/surveys/:token',
    summary: 'Answer a survey: 1 to 5 for CSAT, 0 to 10 for NPS',
    params: z.object({ token: z.string().max(200) }),
    body: z.object({ score: z.int().min(0).max(10), comment: text(2000).optional() }),
    response: ok,
    refusals: ['survey.not_found', 'survey.over', 'survey.score_out_of_range'],
  }),
  help: endpoint({
    ...open,
    tag: 'Help centre',
    method: 'GET',
    path: '/v1/help/:slug',
    summary: "A brand's published articles, or those that answer `q`",
    params: z.object({ slug }),
    query: z.object({
      language: buyerLanguage.default('en'),
      q: z.string().trim().max(200).optional(),
      sku: z.string().max(80).optional(),
      limit: z.coerce.number().int().min(1).max(50).default(50),
    }),
    response: z.object({
      brand: z.object({
        name: z.string(),
        color: z.string(),
        languages: z.array(buyerLanguage),
        chat_key: z.string().nullable(),
      }),
      articles: z.array(
        z.object({
          slug: z.string(),
          title: z.string(),
          excerpt: z.string(),
          category: z.string().nullable(),
          photo_url: z.string().nullable(),
          minutes: z.int(),
        }),
      ),
    }),
    refusals: ['brand.not_found'],
  }),
  article: endpoint({
    ...open,
    tag: 'Help centre',
    method: 'GET',
    path: '/v1/help/:slug/:article',
    summary: 'One article; `html` is safe to show',
    params: z.object({ slug, article: slug }),
    query: z.object({ language: buyerLanguage.default('en') }),
    response: z.object({
      slug: z.string(),
      language: buyerLanguage,
      languages: z.array(buyerLanguage),
      title: z.string(),
      html: z.string(),
      category: z.string().nullable(),
      updated_at: instant,
      version: z.int(),
    }),
    refusals: ['brand.not_found', 'article.not_found'],
  }),
  articleHelped: endpoint({
    ...open,
    tag: 'Help centre',
    method: 'POST',
    path: '/v1/help/:slug/:article/helped',
    summary: 'Did this help',
    params: z.object({ slug, article: slug }),
    body: z.object({ language: buyerLanguage, helped: z.boolean(), comment: text(1000).optional() }),
    response: ok,
    refusals: ['brand.not_found', 'article.not_found', 'chat.too_many'],
  }),
};

/**
 * What a service that carries messages (a text-message gateway, a marketplace bridge) sends to `hooks.message`, and what
 * Recoup posts to the channel's own address in the other direction. Signed: `Recoup-Signature: t=<unix seconds>,v1=<hex
 * HMAC-SHA256 of "<t>.<body>" with the channel's secret>`; older than five minutes is refused, and the same `id` counts once.
 */
export const hookMessage = z.object({
  /** Unique in the channel. */
  id: z.string().min(1).max(200),
  /** What the service calls the thread; messages with the same one stand together. */
  thread: z.string().max(200).nullable().default(null),
  from: z.object({
    id: z.string().min(1).max(200),
    name: z.string().max(120).nullable().default(null),
    email: z.email().max(200).nullable().default(null),
    phone: z.string().max(40).nullable().default(null),
  }),
  text: z.string().max(20_000),
  language: z.string().max(10).nullable().default(null),
  order_number: z.string().max(60).nullable().default(null),
  sent_at: instant.nullable().default(null),
  /** A person wrote it in the service's own pages, or its machine did: not the buyer. */
  author: z.enum(['buyer', 'staff', 'bot']).default('buyer'),
  files: z
    .array(
      z.object({ name: z.string().max(200), type: z.string().max(100), content_base64: z.string().max(20_000_000) }),
    )
    .max(6)
    .default([]),
});
export type HookMessage = z.output<typeof hookMessage>;
export const hooks = {
  /** A raw message (RFC 5322) as `message/rfc822`, signed like every hook. */
  email: endpoint({
    tag: 'Hooks',
    access: 'public',
    method: 'POST',
    path: '/v1/hooks/email/:id',
    summary: 'A mail arrived',
    params: byId,
    response: z.object({ ok: z.literal(true), conversation_id: id.nullable() }),
    rawBody: 'mail',
    refusals: ['channel.not_found', 'hook.not_signed', 'hook.too_old', 'mail.too_large'],
  }),
  message: endpoint({
    tag: 'Hooks',
    access: 'public',
    method: 'POST',
    path: '/v1/hooks/messages/:id',
    summary: 'A message arrived on a channel of another service',
    params: byId,
    body: hookMessage,
    rawBody: 'signed',
    response: z.object({ ok: z.literal(true), conversation_id: id.nullable() }),
    refusals: ['channel.not_found', 'hook.not_signed', 'hook.too_old', 'file.type_not_allowed'],
  }),
  /** The service says what became of a message we sent. */
  receipt: endpoint({
    tag: 'Hooks',
    access: 'public',
    method: 'POST',
    path: '/v1/hooks/messages/:id/receipts',
    summary: 'A message we sent was delivered, read, or failed',
    params: byId,
    body: z.object({
      message_id: id,
      state: z.enum(['delivered', 'read', 'failed']),
      failure: z.string().max(500).optional(),
    }),
    rawBody: 'signed',
    response: ok,
    refusals: ['channel.not_found', 'hook.not_signed', 'hook.too_old', 'message.not_found'],
  }),
};
