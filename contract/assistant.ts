/** The assistant: what it understood, why it did what it did, how it is set up, tried, taught and rolled back; help for agents who write. */
import { z } from 'zod';
import { buyerLanguage, byId, day, id, instant, line, money, ok, page, pageQuery, remedyKind, text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { flow, flowKey, flowProblem, handOverReason, intentKey, slotKey, spoken, staffWords, stepId } from './flows.ts';
import { channelKind, conversation, tagWord } from './inbox.ts';
import { handOver, turnWhy, understood } from './understood.ts';

export const assistantSettings = z.object({
  /** Per kind of channel: answers always, when nobody of ours is there, or never. */
  answers: z.partialRecord(channelKind, z.enum(['always', 'when_away', 'never'])),
  /** As buyers read it; it always says that it is automatic. */
  name: line(60),
  languages: z.array(buyerLanguage).min(1).max(3),
  tone: z.enum(['plain', 'warm', 'formal']),
  /** Said before its first answer in a conversation. */
  greeting: spoken.nullable(),
  /** Remedies it may offer; policy decides which of them it has to. */
  may_offer: z.array(remedyKind).max(9),
  /** What a buyer must have proved before anything is done: the order's number with e-mail or ZIP, or also a code mailed to the order's address. */
  proof: z.enum(['order', 'email_code']),
  hand_over: z.object({
    /** Failures to understand in a row. */
    after_failures: z.int().min(1).max(5),
    /** Words of the brand's own, beside the built-in ones, that go to a person at once. */
    words: z.array(line(40)).max(100),
    /** An order above this goes to a person before anything is done; minor units of its currency. */
    above: z.int().min(1).nullable(),
    team_id: id.nullable(),
  }),
  caps: z.object({
    acts_per_conversation: z.int().min(0).max(50),
    acts_per_day: z.int().min(0).max(100_000),
    /** Minor units of the brand's currency, what is given in a day by the assistant in sum. */
    amount_per_day: z.int().min(0).max(1_000_000_00),
  }),
  model: z.object({
    on: z.boolean(),
    kind: z.enum(['openai_compatible', 'anthropic']),
    /** `https://…/v1`; null for Anthropic's own. */
    base_url: z.url().max(300).nullable(),
    name: line(100).nullable(),
    key_set: z.boolean(),
    timeout_ms: z.int().min(500).max(60_000),
    /** Cents of US dollars a month, by the prices below; null: no cap. Past it the offline assistant goes on alone. */
    budget_per_month: z.int().min(0).nullable(),
    /** US dollars per million tokens. */
    price_in: z.number().min(0).max(1000),
    price_out: z.number().min(0).max(1000),
    spent_this_month: z.number(),
    words: z.boolean(),
    understands: z.boolean(),
    copilot: z.boolean(),
  }),
});
export type AssistantSettings = z.output<typeof assistantSettings>;

const tag = 'Assistant';
const staff = { tag, access: 'staff' } as const;
const reads = { ...staff, permission: 'inbox.read' } as const;
const writes = { ...staff, permission: 'inbox.write' } as const;
const manages = { ...staff, permission: 'inbox.manage' } as const;
const ofBrand = z.object({ brand_id: id });
const byFlow = z.object({ key: flowKey });

export const flowRow = z.object({
  key: flowKey,
  name: staffWords,
  intents: z.array(intentKey),
  /** 0: as Recoup ships it. */
  version: z.int(),
  draft_changes: z.int(),
  /** Matters ended in the last 30 days, and how many without a person, of 10,000. */
  matters: z.int(),
  settled: z.int().nullable(),
});
export const flowDetail = flowRow.extend({
  live: flow,
  draft: flow.nullable(),
  draft_by: z.string().nullable(),
  problems: z.array(flowProblem),
  /** Conversations that came by each step in the last 30 days. */
  counts: z.record(stepId, z.int()),
  published_at: instant.nullable(),
  published_by: z.string().nullable(),
});
export const flowVersion = z.object({ version: z.int(), at: instant, by: z.string(), changes: z.int() });

/** What a turn of a tried talk came to. `says` in order; nothing is sent and nothing is done. */
export const triedTurn = z.object({
  text: z.string(),
  says: z.array(
    z.object({
      text: z.string(),
      choices: z.array(z.object({ value: z.string(), words: z.string() })),
      card: z.object({ kind: z.string(), title: z.string(), detail: z.string().nullable() }).nullable(),
    }),
  ),
  why: turnWhy,
});
export type TriedTurn = z.output<typeof triedTurn>;
export const talkEnd = z.object({
  flow: flowKey.nullable(),
  step: stepId.nullable(),
  ending: z.enum(['settled', 'answered', 'handed_over', 'open']),
  handed_over: handOverReason.nullable(),
  /** What would have been done. */
  acts: z.array(z.string()),
});
export type TalkEnd = z.output<typeof talkEnd>;
const asked = z.object({
  brand_id: id,
  /** With the drafts, or as it runs now. */
  flows: z.enum(['draft', 'live']).default('draft'),
  language: buyerLanguage.default('en'),
  /** As the buyer of this order; without one as a guest. */
  order_id: id.nullable().default(null),
  turns: z
    .array(
      z.object({ text: text(2000), choice: z.string().max(60).optional(), photos: z.int().min(0).max(6).default(0) }),
    )
    .min(1)
    .max(40),
});
export const savedTalk = z.object({
  id,
  name: z.string(),
  language: buyerLanguage,
  order: z.object({ id, number: z.string() }).nullable(),
  turns: z.array(z.string()),
  expects: talkEnd,
  /** The last time it was run, and where it ended then. */
  last: z.object({ at: instant, passed: z.boolean(), end: talkEnd }).nullable(),
});

export const trainingRow = z.object({
  id,
  text: z.string(),
  language: z.string().nullable(),
  /** What the assistant took it for, and what the agent says it is; `oos`: none of ours. */
  was: intentKey.nullable(),
  intent: z.union([intentKey, z.literal('oos')]),
  state: z.enum(['waiting', 'accepted', 'rejected']),
  by: z.string(),
  at: instant,
  reviewed_by: z.string().nullable(),
  conversation: z.object({ id, code: z.string() }).nullable(),
});
export type TrainingRow = z.output<typeof trainingRow>;
export const intentModel = z.object({
  id,
  /** `live`: answers now; `ready`: may be put live again; `worse`: trained, and not taken. */
  state: z.enum(['training', 'live', 'ready', 'worse', 'failed']),
  trained_at: instant,
  rows: z.int(),
  /** Of those, rows agents taught. */
  taught: z.int(),
  /** On the kept test set, of 10,000: an abstained message counts as wrong. */
  accuracy: z.int().nullable(),
  coverage: z.int().nullable(),
  oos_recall: z.int().nullable(),
  bytes: z.int(),
  by: z.string(),
  failure: z.string().nullable(),
});
export type IntentModel = z.output<typeof intentModel>;

export const copilotAct = z.enum(['summary', 'reply', 'tags', 'next']);
export const assistant = {
  settings: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/assistant/settings',
    summary: 'How a brand’s assistant is set up',
    query: ofBrand,
    response: assistantSettings,
    refusals: ['brand.not_found'],
  }),
  changeSettings: endpoint({
    ...manages,
    method: 'PUT',
    path: '/v1/assistant/settings',
    summary: 'Change how a brand’s assistant is set up; `model.key` is kept sealed and never shown',
    query: ofBrand,
    body: assistantSettings.extend({
      model: assistantSettings.shape.model
        .omit({ key_set: true, spent_this_month: true })
        .extend({ key: z.string().trim().max(400).nullable().optional() }),
    }),
    response: assistantSettings,
    refusals: ['brand.not_found', 'team.not_found', 'assistant.model_incomplete', 'assistant.host_not_allowed'],
  }),
  testModel: endpoint({
    ...manages,
    method: 'POST',
    path: '/v1/assistant/model/test',
    summary: 'Ask the model one small question, to see that it answers',
    perRow: true,
    query: ofBrand,
    response: z.object({
      ok: z.boolean(),
      ms: z.number(),
      failure: z.string().nullable(),
      sample: z.string().nullable(),
    }),
    refusals: ['brand.not_found', 'assistant.model_incomplete'],
  }),
  flows: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/assistant/flows',
    summary: 'Its flows',
    query: ofBrand,
    response: z.object({ rows: z.array(flowRow) }),
    refusals: ['brand.not_found'],
  }),
  flow: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/assistant/flows/:key',
    summary: 'One flow, live and draft',
    params: byFlow,
    query: ofBrand,
    response: flowDetail,
    refusals: ['brand.not_found'],
  }),
  saveFlow: endpoint({
    ...manages,
    method: 'PUT',
    path: '/v1/assistant/flows/:key/draft',
    summary: 'Save the draft of a flow; what runs stays as it is. Answers what is wrong with it',
    params: byFlow,
    query: ofBrand,
    body: flow,
    response: flowDetail,
    refusals: ['brand.not_found', 'flow.other_key'],
  }),
  publishFlow: endpoint({
    ...manages,
    method: 'POST',
    path: '/v1/assistant/flows/:key/publish',
    summary: 'Put the draft in force for what buyers say from now on',
    params: byFlow,
    query: ofBrand,
    response: flowDetail,
    refusals: ['brand.not_found', 'flow.no_draft', 'flow.has_problems'],
  }),
  discardFlow: endpoint({
    ...manages,
    method: 'POST',
    path: '/v1/assistant/flows/:key/discard',
    summary: 'Drop the draft',
    params: byFlow,
    query: ofBrand,
    response: flowDetail,
    refusals: ['brand.not_found', 'flow.no_draft'],
  }),
  flowVersions: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/assistant/flows/:key/versions',
    summary: 'What was in force before',
    params: byFlow,
    query: ofBrand,
    response: z.object({ rows: z.array(flowVersion) }),
    refusals: ['brand.not_found'],
  }),
  restoreFlow: endpoint({
    ...manages,
    method: 'POST',
    path: '/v1/assistant/flows/:key/restore',
    summary: 'Make an earlier version the draft; 0 is as Recoup ships it',
    params: byFlow,
    query: ofBrand,
    body: z.object({ version: z.int().min(0).max(1_000_000) }),
    response: flowDetail,
    refusals: ['brand.not_found', 'flow.version_not_found'],
  }),
  try: endpoint({
    ...reads,
    method: 'POST',
    path: '/v1/assistant/try',
    summary: 'Talk to it as a buyer would: nothing is sent, nothing is done',
    body: asked,
    response: z.object({ turns: z.array(triedTurn), end: talkEnd, hand_over: handOver.nullable() }),
    refusals: ['brand.not_found', 'order.not_found'],
  }),
  talks: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/assistant/talks',
    summary: 'Saved talks, by which a change is tried',
    query: ofBrand,
    response: z.object({ rows: z.array(savedTalk) }),
    refusals: ['brand.not_found'],
  }),
  saveTalk: endpoint({
    ...manages,
    method: 'POST',
    path: '/v1/assistant/talks',
    summary: 'Keep a tried talk with where it should end',
    body: asked.omit({ flows: true }).extend({ name: line(120), expects: talkEnd.optional() }),
    response: savedTalk,
    refusals: ['brand.not_found', 'order.not_found', 'talk.too_many'],
  }),
  dropTalk: endpoint({
    ...manages,
    method: 'DELETE',
    path: '/v1/assistant/talks/:id',
    summary: 'Forget a saved talk',
    params: byId,
    response: ok,
    refusals: ['talk.not_found'],
  }),
  runTalks: endpoint({
    ...reads,
    method: 'POST',
    path: '/v1/assistant/talks/run',
    summary: 'Run all saved talks of a brand with its drafts',
    query: ofBrand,
    body: z.object({ flows: z.enum(['draft', 'live']).default('draft') }),
    response: z.object({ passed: z.int(), failed: z.int(), rows: z.array(savedTalk) }),
    refusals: ['brand.not_found'],
  }),
  intents: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/assistant/intents',
    summary: 'What it knows to tell apart',
    response: z.object({
      rows: z.array(
        z.object({
          intent: intentKey,
          name: staffWords,
          example: z.object({ en: z.string(), zh: z.string() }),
          flow: flowKey.nullable(),
        }),
      ),
    }),
  }),
  understand: endpoint({
    ...reads,
    method: 'POST',
    path: '/v1/assistant/understand',
    summary: 'What it makes of a sentence',
    body: z.object({ brand_id: id, text: text(5000), order_id: id.nullable().default(null) }),
    response: understood,
    refusals: ['brand.not_found', 'order.not_found'],
  }),
  correct: endpoint({
    ...writes,
    method: 'POST',
    path: '/v1/messages/:id/intent',
    summary: 'An agent says what a buyer’s message was about; it is learned after review',
    params: byId,
    body: z.object({ intent: z.union([intentKey, z.literal('oos')]) }),
    response: trainingRow,
    refusals: ['message.not_found', 'intent.unknown'],
  }),
  training: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/assistant/training',
    summary: 'What agents taught it',
    query: pageQuery.extend({ state: z.enum(['waiting', 'accepted', 'rejected']).default('waiting') }),
    response: page(trainingRow),
  }),
  review: endpoint({
    ...manages,
    method: 'POST',
    path: '/v1/assistant/training/:id',
    summary: 'Take it as a training row, or not',
    params: byId,
    body: z.object({ accept: z.boolean(), intent: z.union([intentKey, z.literal('oos')]).optional() }),
    response: trainingRow,
    refusals: ['training.not_found', 'intent.unknown'],
  }),
  models: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/assistant/models',
    summary: 'The models that were trained, newest first',
    response: z.object({ rows: z.array(intentModel) }),
  }),
  retrain: endpoint({
    ...manages,
    method: 'POST',
    path: '/v1/assistant/models',
    summary: 'Train anew with what was taught; it goes live only where it is not worse on the kept test set',
    response: intentModel,
    refusals: ['model.training_now', 'model.nothing_new'],
  }),
  activate: endpoint({
    ...manages,
    method: 'POST',
    path: '/v1/assistant/models/:id/activate',
    summary: 'Go back to an earlier model',
    params: byId,
    response: intentModel,
    refusals: ['model.not_found', 'model.not_ready'],
  }),
  figures: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/assistant/figures',
    summary: 'Deflection, containment, quality of handing over, cost beside people; definitions in docs/assistant.md',
    query: z.object({ from: day, to: day, brand_id: id.optional() }),
    response: z.object({
      conversations: z.int(),
      with_assistant: z.int(),
      /** Of 10,000; null where there is nothing to divide by. */
      contained: z.int().nullable(),
      deflected: z.int().nullable(),
      handed_over: z.array(z.object({ reason: handOverReason, count: z.int() })),
      /** Handed over with intent, order and problem known; settled by the next person without asking again. */
      hand_over_complete: z.int().nullable(),
      one_touch_after: z.int().nullable(),
      turns: z.object({ p50: z.number(), p90: z.number() }).nullable(),
      cost_assistant: money.nullable(),
      cost_person: money.nullable(),
      /** Share of messages it abstained on. */
      abstained: z.int().nullable(),
      acts: z.array(z.object({ kind: z.string(), count: z.int(), amount: money.nullable() })),
      by_flow: z.array(
        z.object({ key: flowKey, matters: z.int(), settled: z.int(), handed_over: z.int(), left: z.int() }),
      ),
    }),
    refusals: ['brand.not_found'],
  }),
  /** What it makes of one conversation, and what it would say to who takes over. */
  ofConversation: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/conversations/:id/assistant',
    summary: 'What the assistant knows of a conversation, and why it said what it said',
    params: byId,
    response: z.object({
      holds: z.boolean(),
      may_hold: z.boolean(),
      flow: flowKey.nullable(),
      slots: z.array(z.object({ key: slotKey, value: z.string() })),
      hand_over: handOver.nullable(),
      turns: z.array(z.object({ at: instant, message_ids: z.array(id), why: turnWhy })),
      matters: z.array(
        z.object({
          flow: flowKey,
          began_at: instant,
          ending: z.enum(['open', 'settled', 'answered', 'handed_over', 'left']),
        }),
      ),
    }),
    refusals: ['conversation.not_found'],
  }),
  invite: endpoint({
    ...writes,
    method: 'POST',
    path: '/v1/conversations/:id/assistant',
    summary: 'Let the assistant go on, or silence it',
    params: byId,
    body: z.object({ on: z.boolean() }),
    response: conversation,
    refusals: ['conversation.not_found', 'conversation.wrong_state', 'conversation.merged', 'assistant.off'],
  }),
  copilot: endpoint({
    ...writes,
    method: 'POST',
    path: '/v1/conversations/:id/copilot',
    summary: 'Summary, suggested reply, tags, next best act; by the model where it is on, else from what is known',
    perRow: true,
    params: byId,
    body: z.object({
      do: copilotAct,
      /** The agent's language for a summary; of a reply, the buyer's where left out. */
      language: z.enum(['en', 'zh', 'es']).optional(),
      tone: z.enum(['plain', 'warm', 'formal']).default('warm'),
      length: z.enum(['short', 'usual', 'long']).default('usual'),
      /** What the agent has written so far, to be put better. */
      draft: text(5000).optional(),
    }),
    response: z.object({
      by: z.enum(['offline', 'model']),
      text: z.string().nullable(),
      tags: z.array(tagWord),
      next: z.array(
        z.object({
          kind: z.enum(['remedy', 'macro', 'article', 'ask', 'link_order', 'resolve', 'call']),
          id: id.nullable(),
          title: z.string(),
          because: z.string(),
        }),
      ),
      sources: z.array(z.object({ kind: z.string(), id: z.string().nullable(), title: z.string() })),
      /** What was left out of the model's words because nothing given bears it. */
      held_back: z.array(z.string()),
      note: z.string().nullable(),
    }),
    refusals: ['conversation.not_found'],
  }),
};
