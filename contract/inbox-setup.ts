/** What makes the inbox work as a brand wants it: channels, teams, promises, macros, rules, articles, surveys, the glossary. */
import { z } from 'zod';
import {
  buyerLanguage,
  byId,
  day,
  id,
  instant,
  line,
  named,
  ok,
  page,
  pageQuery,
  text,
  timeZone,
  words,
} from './common.ts';
import { endpoint } from './endpoint.ts';
import { channelKind, clockKind, conversationRow, priority, tagWord } from './inbox.ts';

const tag = 'Inbox setup';
const reads = { tag, access: 'staff', permission: 'inbox.read' } as const;
const manages = { tag, access: 'staff', permission: 'inbox.manage' } as const;

/** Platforms whose rules of answering in time are known to us. */
export const platform = z.enum(['amazon', 'tiktok_shop', 'walmart', 'ebay']);

const mailServer = z.object({
  host: z.string().regex(/^[A-Za-z0-9.-]{1,253}$/),
  port: z.int().min(1).max(65535),
  /** `tls`: from the first byte. `starttls`: demanded. `none`: only to a server on this machine or a private network. */
  security: z.enum(['tls', 'starttls', 'none']),
  user: z.string().max(200),
  /** Written, never read back. */
  password: z.string().max(500).optional(),
});
export const channelSettings = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('chat'),
    /** Where the widget may open: `https://lumora.example`, `https://*.lumora.example`. Empty: anywhere. */
    origins: z
      .array(z.string().regex(/^https?:\/\/(?:\*\.)?[A-Za-z0-9.-]+(?::\d{1,5})?$/))
      .max(50)
      .default([]),
    identity: z.enum(['optional', 'required']).default('optional'),
    greeting: words.nullable().default(null),
    position: z.enum(['right', 'left']).default('right'),
    /** Hours in which people answer; the calendar of the brand's promise where null. */
    calendar_id: id.nullable().default(null),
  }),
  z.object({
    kind: z.literal('email'),
    address: z.email().max(200),
    from_name: line(120),
    signature: words.nullable().default(null),
    /** Null: mail comes by the hook alone. */
    imap: mailServer
      .extend({ folder: z.string().max(200).default('INBOX') })
      .nullable()
      .default(null),
    /** Null: the installation's own way out. */
    smtp: mailServer.nullable().default(null),
    /** The server delivers `name+anything@` to `name@`: answers then find their conversation by the address alone. */
    plus_addresses: z.boolean().default(false),
    /** How the receiving server signs its checks of senders (the first word of its Authentication-Results); known for the large services. */
    checked_by: z.string().max(253).nullable().default(null),
  }),
  z.object({ kind: z.literal('form') }),
  z.object({ kind: z.literal('phone'), number: z.string().max(40).default('') }),
  z.object({
    kind: z.enum(['sms', 'social', 'marketplace']),
    platform: platform.nullable().default(null),
    /** Where Recoup posts what staff write. Null: this channel is read only. */
    post_to: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .nullable()
      .default(null),
    /** Messages longer than this are refused by the service. */
    longest: z.int().min(50).max(20_000).nullable().default(null),
  }),
]);
export type ChannelSettings = z.output<typeof channelSettings>;
export const inboxChannel = z.object({
  id,
  brand: named,
  name: z.string(),
  kind: channelKind,
  /** As given, without passwords; `password_set` stands in their place. */
  settings: z.record(z.string(), z.unknown()),
  /** The public key in the script tag of a chat channel. */
  key: z.string().nullable(),
  /** Where a hook is sent, for those that have one. */
  hook_url: z.string().nullable(),
  /** Ready to paste into the shop's page. */
  snippet: z.string().nullable(),
  state: z.enum(['working', 'not_yet_used', 'failing', 'off']),
  failure: z.string().nullable(),
  last_in_at: instant.nullable(),
  last_out_at: instant.nullable(),
  archived_at: instant.nullable(),
});
export type InboxChannel = z.output<typeof inboxChannel>;

export const minutesOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/);
export const weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
/** Business hours. Shifts of a day may be split; times are wall clock in `time_zone`. A holiday has shifts of its own, none by default. */
export const calendar = z.object({
  id,
  name: z.string(),
  time_zone: z.string(),
  weekly: z.array(z.object({ day: weekday, from: minutesOfDay, to: minutesOfDay })),
  holidays: z.array(
    z.object({ day, name: z.string(), shifts: z.array(z.object({ from: minutesOfDay, to: minutesOfDay })) }),
  ),
  used_by: z.int(),
});
export type Calendar = z.output<typeof calendar>;
const calendarBody = z.object({
  name: line(80),
  time_zone: timeZone,
  weekly: z.array(z.object({ day: weekday, from: minutesOfDay, to: minutesOfDay })).max(50),
  holidays: z
    .array(
      z.object({
        day,
        name: line(80),
        shifts: z
          .array(z.object({ from: minutesOfDay, to: minutesOfDay }))
          .max(4)
          .default([]),
      }),
    )
    .max(200)
    .default([]),
});

export const slaTarget = z.object({
  kind: clockKind.exclude(['platform']),
  minutes: z.int().min(1).max(525_600),
  /** Business minutes of the calendar, or minutes of the wall clock. */
  hours: z.enum(['business', 'always']),
  /** A bot's answer stops the clock too. */
  bot_counts: z.boolean(),
  /** Stands still while the buyer has the next word. For resolution alone. */
  pause_while_waiting: z.boolean(),
  pause_while_snoozed: z.boolean(),
  /** Starts anew when a resolved conversation opens again. */
  reset_on_reopen: z.boolean(),
  /** Minutes before the end at which it counts as running out. */
  warn_minutes: z.int().min(1).max(10_080),
  /** What happens when it runs out. */
  escalate: z
    .object({ priority: priority.nullable(), team_id: id.nullable(), notify_ids: z.array(id).max(20) })
    .nullable(),
});
export const slaPolicy = z.object({
  id,
  name: z.string(),
  brand: named.nullable(),
  calendar: named,
  /** The first policy in order whose conditions hold is the one; empty lists hold for all. */
  position: z.int(),
  channels: z.array(channelKind),
  priorities: z.array(priority),
  tags: z.array(z.string()),
  targets: z.array(slaTarget),
  archived_at: instant.nullable(),
});
export type SlaPolicy = z.output<typeof slaPolicy>;
const slaBody = z.object({
  name: line(80),
  brand_id: id.nullable().default(null),
  calendar_id: id,
  position: z.int().min(0).max(1000).default(0),
  channels: z.array(channelKind).max(10).default([]),
  priorities: z.array(priority).max(4).default([]),
  tags: z.array(tagWord).max(20).default([]),
  targets: z.array(slaTarget).min(1).max(3),
});
/** A platform's own rule of answering, as it publishes it. Data with a date and a source, shipped with Recoup. */
export const platformRule = z.object({
  platform,
  what: words,
  minutes: z.int().nullable(),
  business_days: z.int().nullable(),
  counts_weekends: z.boolean(),
  bot_counts: z.boolean(),
  exclusions: z.array(words),
  source: z.string(),
  as_of: day,
});

/** A test on a conversation. The sentence is the form: each is one clause. */
export const condition = z.discriminatedUnion('on', [
  z.object({ on: z.literal('channel'), is: z.array(channelKind).min(1).max(10) }),
  z.object({ on: z.literal('brand'), is: z.array(id).min(1).max(50) }),
  z.object({ on: z.literal('language'), is: z.array(z.string().max(10)).min(1).max(10) }),
  z.object({ on: z.literal('priority'), is: z.array(priority).min(1).max(4) }),
  z.object({ on: z.literal('tag'), is: z.array(tagWord).min(1).max(20) }),
  z.object({
    on: z.literal('state'),
    is: z
      .array(z.enum(['open', 'waiting', 'resolved', 'closed']))
      .min(1)
      .max(4),
  }),
  /** Whole words or phrases, in any case; Chinese by its characters. */
  z.object({ on: z.literal('text'), any_of: z.array(line(80)).min(1).max(50) }),
  z.object({ on: z.literal('subject'), any_of: z.array(line(80)).min(1).max(50) }),
  z.object({ on: z.literal('has_order'), is: z.boolean() }),
  z.object({ on: z.literal('has_return'), is: z.boolean() }),
  z.object({ on: z.literal('has_files'), is: z.boolean() }),
  z.object({ on: z.literal('business_hours'), calendar_id: id, is: z.boolean() }),
  z.object({ on: z.literal('contact_conversations'), at_least: z.int().min(1).max(1000) }),
  z.object({ on: z.literal('intent'), is: z.array(z.string().max(60)).min(1).max(20) }),
]);
export type Condition = z.output<typeof condition>;
export const inboxAction = z.discriminatedUnion('do', [
  z.object({ do: z.literal('assign'), staff_id: id.nullable(), team_id: id.nullable() }),
  z.object({ do: z.literal('add_tags'), tags: z.array(tagWord).min(1).max(10) }),
  z.object({ do: z.literal('remove_tags'), tags: z.array(tagWord).min(1).max(10) }),
  z.object({ do: z.literal('priority'), priority }),
  z.object({ do: z.literal('snooze_hours'), hours: z.int().min(1).max(2160) }),
  z.object({ do: z.literal('resolve') }),
  z.object({ do: z.literal('close') }),
  z.object({ do: z.literal('spam') }),
  /** Sends what the macro says, once a conversation and rule. */
  z.object({ do: z.literal('reply'), macro_id: id }),
  z.object({ do: z.literal('note'), text: line(500) }),
]);
export type InboxAction = z.output<typeof inboxAction>;

export const macro = z.object({
  id,
  name: z.string(),
  brand: named.nullable(),
  /** LiquidJS per language: {{ contact.name }}, {{ order.number }}, {{ agent.name }}, {% if return %}… */
  body: words.nullable(),
  actions: z.array(inboxAction),
  conditions: z.array(condition),
  /** Intents it answers, by which it is suggested. */
  intents: z.array(z.string()),
  used: z.int(),
  updated_at: instant,
  archived_at: instant.nullable(),
});
export type Macro = z.output<typeof macro>;
const macroBody = z.object({
  name: line(80),
  brand_id: id.nullable().default(null),
  body: words.nullable().default(null),
  actions: z.array(inboxAction).max(10).default([]),
  conditions: z.array(condition).max(10).default([]),
  intents: z.array(z.string().max(60)).max(20).default([]),
});
export const ruleTrigger = z.enum([
  'message_received',
  'conversation_opened',
  'reply_sent',
  'resolved',
  'reopened',
  'clock_warned',
  'clock_breached',
  'idle',
]);
export const rule = z.object({
  id,
  name: z.string(),
  brand: named.nullable(),
  on: ruleTrigger,
  /** For `idle`: hours without a word from the buyer. */
  idle_hours: z.int().nullable(),
  conditions: z.array(condition),
  actions: z.array(inboxAction),
  position: z.int(),
  enabled: z.boolean(),
  runs: z.int(),
  last_run_at: instant.nullable(),
});
export type Rule = z.output<typeof rule>;
const ruleBody = z.object({
  name: line(80),
  brand_id: id.nullable().default(null),
  on: ruleTrigger,
  idle_hours: z.int().min(1).max(2160).nullable().default(null),
  conditions: z.array(condition).max(10).default([]),
  actions: z.array(inboxAction).min(1).max(10),
  position: z.int().min(0).max(1000).default(0),
  enabled: z.boolean().default(false),
});

const articleWords = z.object({ title: line(160), body: text(60_000) });
/** Markdown per language; HTML in it is shown as text. */
export const articleBody = z.object({
  en: articleWords.optional(),
  zh: articleWords.optional(),
  es: articleWords.optional(),
});
export const article = z.object({
  id,
  brand: named,
  slug: z.string(),
  category: z.string().nullable(),
  photo_file_id: id.nullable(),
  photo_url: z.string().nullable(),
  skus: z.array(z.string()),
  intents: z.array(z.string()),
  /** What is being written. */
  draft: articleBody,
  published_version: z.int().nullable(),
  changed_since: z.boolean(),
  helped: z.int(),
  not_helped: z.int(),
  views: z.int(),
  url: z.string(),
  updated_at: instant,
  archived_at: instant.nullable(),
});
export type Article = z.output<typeof article>;
const articleInput = z.object({
  brand_id: id,
  slug: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
    .max(80),
  category: line(80).nullable().default(null),
  photo_file_id: id.nullable().default(null),
  skus: z.array(z.string().max(80)).max(200).default([]),
  intents: z.array(z.string().max(60)).max(20).default([]),
  draft: articleBody,
});
export const surveySettings = z.object({
  brand: named,
  kind: z.enum(['csat', 'nps']),
  enabled: z.boolean(),
  /** Minutes after a person resolved the conversation. */
  after_minutes: z.int().min(0).max(43_200),
  /** The same buyer is not asked again within so many days. */
  again_after_days: z.int().min(0).max(3650),
  /** Of a hundred conversations so many are asked about. */
  share: z.int().min(1).max(100),
  channels: z.array(channelKind).max(10),
});
export const glossaryTerm = z.object({
  en: line(120),
  zh: line(120).optional(),
  es: line(120).optional(),
  note: line(200).optional(),
});

const slaRefusals = [
  'sla.not_found',
  'calendar.not_found',
  'brand.not_found',
  'team.not_found',
  'staff.not_found',
  'sla.target_twice',
] as const;
const channelRefusals = [
  'channel.not_found',
  'brand.not_found',
  'calendar.not_found',
  'channel.address_taken',
  'channel.kind_fixed',
  'channel.forbidden_address',
] as const;
const actionRefusals = [
  'brand.not_found',
  'macro.not_found',
  'staff.not_found',
  'team.not_found',
  'calendar.not_found',
  'macro.words_broken',
] as const;

export const inboxSetup = {
  channels: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/inbox/channels',
    summary: 'Channels, the archived ones last',
    response: z.object({ rows: z.array(inboxChannel) }),
  }),
  addChannel: endpoint({
    ...manages,
    method: 'POST',
    path: '/v1/inbox/channels',
    summary: 'Open a channel; the secrets are shown this once',
    body: z.object({ brand_id: id, name: line(80), settings: channelSettings }),
    response: inboxChannel.extend({ secret: z.string().nullable() }),
    refusals: channelRefusals,
  }),
  changeChannel: endpoint({
    ...manages,
    method: 'PATCH',
    path: '/v1/inbox/channels/:id',
    summary: 'Change a channel; a password left out stays',
    params: byId,
    body: z.object({ name: line(80), settings: channelSettings, archived: z.boolean() }).partial(),
    response: inboxChannel,
    refusals: channelRefusals,
  }),
  newSecret: endpoint({
    ...manages,
    method: 'POST',
    path: '/v1/inbox/channels/:id/secret',
    summary: 'A new secret; the old one ends now',
    params: byId,
    response: z.object({ secret: z.string() }),
    refusals: ['channel.not_found', 'channel.no_secret'],
  }),
  tryChannel: endpoint({
    ...manages,
    method: 'POST',
    path: '/v1/inbox/channels/:id/try',
    summary: 'Sign in to its servers, or post a test, and say what happened',
    params: byId,
    response: z.object({
      steps: z.array(
        z.object({
          what: z.enum(['imap', 'smtp', 'post', 'mail_out']),
          ok: z.boolean(),
          failure: z.string().nullable(),
        }),
      ),
    }),
    // It calls out, which nothing may do inside the transaction of an Idempotency-Key.
    perRow: true,
    refusals: ['channel.not_found'],
  }),
  addTeam: endpoint({
    ...manages,
    method: 'POST',
    path: '/v1/inbox/teams',
    summary: 'Make a team',
    body: z.object({
      name: line(80),
      brand_id: id.nullable().default(null),
      member_ids: z.array(id).max(200).default([]),
      share_out: z.boolean().default(true),
    }),
    response: z.object({ id }),
    refusals: ['brand.not_found', 'staff.not_found', 'team.name_taken'],
  }),
  changeTeam: endpoint({
    ...manages,
    method: 'PATCH',
    path: '/v1/inbox/teams/:id',
    summary: 'Change a team',
    params: byId,
    body: z
      .object({ name: line(80), member_ids: z.array(id).max(200), share_out: z.boolean(), archived: z.boolean() })
      .partial(),
    response: ok,
    refusals: ['team.not_found', 'staff.not_found', 'team.name_taken'],
  }),
  calendars: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/inbox/calendars',
    summary: 'Business hours',
    response: z.object({ rows: z.array(calendar) }),
  }),
  addCalendar: endpoint({
    ...manages,
    method: 'POST',
    path: '/v1/inbox/calendars',
    summary: 'Write down business hours',
    body: calendarBody,
    response: calendar,
    refusals: ['calendar.shifts_overlap', 'calendar.shift_backwards'],
  }),
  changeCalendar: endpoint({
    ...manages,
    method: 'PUT',
    path: '/v1/inbox/calendars/:id',
    summary: 'Change business hours; running clocks are reckoned anew',
    params: byId,
    body: calendarBody,
    response: calendar,
    refusals: ['calendar.not_found', 'calendar.shifts_overlap', 'calendar.shift_backwards'],
  }),
  slaPolicies: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/inbox/sla',
    summary: 'Promises of answering in time, in the order they are tried',
    response: z.object({ rows: z.array(slaPolicy), platform_rules: z.array(platformRule) }),
  }),
  addSla: endpoint({
    ...manages,
    method: 'POST',
    path: '/v1/inbox/sla',
    summary: 'Make a promise',
    body: slaBody,
    response: slaPolicy,
    refusals: slaRefusals,
  }),
  changeSla: endpoint({
    ...manages,
    method: 'PUT',
    path: '/v1/inbox/sla/:id',
    summary: 'Change a promise; running clocks are reckoned anew',
    params: byId,
    body: slaBody.extend({ archived: z.boolean().default(false) }),
    response: slaPolicy,
    refusals: slaRefusals,
  }),

  macros: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/inbox/macros',
    summary: 'Macros; for a conversation those that fit come first',
    query: z.object({ conversation_id: id.optional(), q: z.string().trim().max(100).optional() }),
    response: z.object({ rows: z.array(macro.extend({ suggested: z.boolean() })) }),
    refusals: ['conversation.not_found'],
  }),
  addMacro: endpoint({
    ...manages,
    method: 'POST',
    path: '/v1/inbox/macros',
    summary: 'Write a macro',
    body: macroBody,
    response: macro,
    refusals: actionRefusals,
  }),
  changeMacro: endpoint({
    ...manages,
    method: 'PUT',
    path: '/v1/inbox/macros/:id',
    summary: 'Change a macro',
    params: byId,
    body: macroBody.extend({ archived: z.boolean().default(false) }),
    response: macro,
    refusals: actionRefusals,
  }),
  /** The words filled in for one conversation, in the buyer's language and in the agent's; nothing is sent. */
  fillMacro: endpoint({
    ...reads,
    method: 'POST',
    path: '/v1/inbox/macros/:id/fill',
    summary: 'What a macro would say and do here',
    params: byId,
    body: z.object({ conversation_id: id }),
    response: z.object({
      text: z.string().nullable(),
      language: buyerLanguage,
      mine: z.string().nullable(),
      actions: z.array(inboxAction),
      missing: z.array(z.string()),
    }),
    refusals: ['macro.not_found', 'conversation.not_found', 'macro.words_broken'],
  }),
  applyMacro: endpoint({
    tag,
    access: 'staff',
    permission: 'inbox.write',
    method: 'POST',
    path: '/v1/inbox/macros/:id/apply',
    summary: 'Do what a macro does besides its words',
    params: byId,
    body: z.object({ conversation_id: id }),
    response: ok,
    refusals: ['macro.not_found', 'conversation.not_found', 'conversation.wrong_state'],
  }),

  rules: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/inbox/rules',
    summary: 'Rules in the order they run',
    response: z.object({ rows: z.array(rule) }),
  }),
  addRule: endpoint({
    ...manages,
    method: 'POST',
    path: '/v1/inbox/rules',
    summary: 'Write a rule',
    body: ruleBody,
    response: rule,
    refusals: actionRefusals,
  }),
  changeRule: endpoint({
    ...manages,
    method: 'PUT',
    path: '/v1/inbox/rules/:id',
    summary: 'Change a rule',
    params: byId,
    body: ruleBody,
    response: rule,
    refusals: ['rule.not_found', ...actionRefusals],
  }),
  deleteRule: endpoint({
    ...manages,
    method: 'DELETE',
    path: '/v1/inbox/rules/:id',
    summary: 'Remove a rule',
    params: byId,
    response: ok,
    refusals: ['rule.not_found'],
  }),
  /** Nothing changes: the rule is held against conversations as they stood at the moment it would have run. */
  testRule: endpoint({
    ...manages,
    method: 'POST',
    path: '/v1/inbox/rules/test',
    summary: 'Which past conversations a rule would have touched',
    body: z.object({ rule: ruleBody, days: z.int().min(1).max(365).default(30) }),
    response: z.object({
      looked_at: z.int(),
      touched: z.int(),
      rows: z.array(z.object({ conversation: conversationRow, at: instant, because: z.array(z.string()) })),
    }),
    refusals: actionRefusals,
  }),

  articles: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/inbox/articles',
    summary: 'Articles of the help centre',
    query: pageQuery.extend({
      brand_id: id.optional(),
      q: z.string().trim().max(200).optional(),
      conversation_id: id.optional(),
      archived: z.stringbool().optional(),
    }),
    response: page(article),
  }),
  article: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/inbox/articles/:id',
    summary: 'One article with its versions',
    params: byId,
    response: article.extend({
      versions: z.array(z.object({ version: z.int(), at: instant, by: z.string(), languages: z.array(z.string()) })),
      comments: z.array(z.object({ at: instant, helped: z.boolean(), text: z.string() })),
    }),
    refusals: ['article.not_found'],
  }),
  addArticle: endpoint({
    ...manages,
    method: 'POST',
    path: '/v1/inbox/articles',
    summary: 'Begin an article',
    body: articleInput,
    response: article,
    refusals: ['brand.not_found', 'article.slug_taken', 'file.not_found'],
  }),
  changeArticle: endpoint({
    ...manages,
    method: 'PUT',
    path: '/v1/inbox/articles/:id',
    summary: 'Change what is being written; readers see the published version until you publish',
    params: byId,
    body: articleInput.omit({ brand_id: true }),
    response: article,
    refusals: ['article.not_found', 'article.slug_taken', 'file.not_found'],
  }),
  publishArticle: endpoint({
    ...manages,
    method: 'POST',
    path: '/v1/inbox/articles/:id/publish',
    summary: 'Readers see this version from now on',
    params: byId,
    response: article,
    refusals: ['article.not_found', 'article.empty'],
  }),
  archiveArticle: endpoint({
    ...manages,
    method: 'POST',
    path: '/v1/inbox/articles/:id/archive',
    summary: 'Take an article out of the help centre, or back in',
    params: byId,
    body: z.object({ archived: z.boolean() }),
    response: article,
    refusals: ['article.not_found'],
  }),
  restoreArticle: endpoint({
    ...manages,
    method: 'POST',
    path: '/v1/inbox/articles/:id/restore',
    summary: 'Take an older version up as the draft',
    params: byId,
    body: z.object({ version: z.int().min(1) }),
    response: article,
    refusals: ['article.not_found'],
  }),

  surveys: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/inbox/surveys',
    summary: 'When buyers are asked how it was',
    response: z.object({ rows: z.array(surveySettings) }),
  }),
  changeSurvey: endpoint({
    ...manages,
    method: 'PUT',
    path: '/v1/inbox/surveys',
    summary: 'Change when buyers of a brand are asked',
    body: surveySettings.omit({ brand: true }).extend({ brand_id: id }),
    response: surveySettings,
    refusals: ['brand.not_found'],
  }),
  glossary: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/inbox/glossary/:id',
    summary: "A brand's words that are translated one way only",
    params: byId,
    response: z.object({ terms: z.array(glossaryTerm) }),
    refusals: ['brand.not_found'],
  }),
  changeGlossary: endpoint({
    ...manages,
    method: 'PUT',
    path: '/v1/inbox/glossary/:id',
    summary: "Change a brand's glossary",
    params: byId,
    body: z.object({ terms: z.array(glossaryTerm).max(500) }),
    response: z.object({ terms: z.array(glossaryTerm) }),
    refusals: ['brand.not_found'],
  }),
  translator: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/inbox/translator',
    summary: 'Which translator this installation has',
    response: z.object({ name: z.string().nullable(), kind: z.enum(['model', 'http']).nullable() }),
  }),
};
