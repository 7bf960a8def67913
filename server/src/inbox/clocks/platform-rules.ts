/**
 * What marketplaces ask of sellers who are written to, as they publish it: data with its source and the day it was looked
 * up. Where a rule leaves room, ours ends earlier, never later. A seller's own pages have the last word.
 */
import type { platformRule } from '@recoup/contract';
import type { z } from 'zod';
import { type Hours, MINUTE } from './business-time.ts';
import type { Standing } from './facts.ts';
import type { Term } from './promises.ts';

export type PlatformRule = z.output<typeof platformRule>;
type Kept = PlatformRule & Pick<Term, 'set_aside'> & { returns_only: boolean; warn_minutes: number };

const rules: readonly Kept[] = [
  {
    platform: 'amazon',
    what: {
      en: 'Answer buyer messages within 24 hours, weekends and holidays included. Automatic answers do not count.',
      zh: '买家消息须在 24 小时内回复，周末和节假日照常计时；自动回复不算。',
    },
    minutes: 24 * 60,
    business_days: null,
    counts_weekends: true,
    bot_counts: false,
    exclusions: [
      {
        en: 'Messages marked “No response needed”: here, those set to waiting or resolved without an answer. Mark them on Amazon, too.',
        zh: '标记为“无需回复”的消息：在这里指未回复就转为等待买家或已解决的会话；请同时在亚马逊后台标记。',
      },
    ],
    source:
      'https://sellercentral.amazon.com/gp/help/external/202152030 ; https://sellercentral.amazon.com/gp/help/external/200549770',
    as_of: '2026-11-22',
    set_aside: 'dropped',
    returns_only: false,
    warn_minutes: 4 * 60,
  },
  {
    platform: 'tiktok_shop',
    what: {
      en: "Answer messages in TikTok Shop Chat within 24 hours. Only a person's own, meaningful answer counts; chatbots, suggested answers and greetings do not.",
      zh: 'TikTok Shop 聊天消息须在 24 小时内回复，只算人工的有效回复；聊天机器人、推荐回复和单纯的问候都不算。',
    },
    minutes: 24 * 60,
    business_days: null,
    counts_weekends: true,
    bot_counts: false,
    exclusions: [
      {
        en: "Conversations TikTok's chatbot handles to the end. With the chatbot on, weekend messages have until Monday 12:00 local time; we keep to the shorter 24 hours.",
        zh: '由 TikTok 聊天机器人全程处理的会话。开启机器人后，周末消息最晚可在当地周一 12:00 前回复；这里仍按更短的 24 小时计。',
      },
    ],
    source: 'https://seller-us.tiktok.com/university/essay?knowledge_id=7454760317110062',
    as_of: '2026-11-22',
    set_aside: 'runs_on',
    returns_only: false,
    warn_minutes: 4 * 60,
  },
  {
    platform: 'walmart',
    what: {
      en: 'Send a high-quality answer to every inquiry within 48 hours, weekends and days off included.',
      zh: '每条咨询须在 48 小时内给出高质量回复，周末和休息日照常计时。',
    },
    minutes: 48 * 60,
    business_days: null,
    counts_weekends: true,
    bot_counts: false,
    exclusions: [],
    source: 'https://marketplacelearn.walmart.com/guides/Order%20management/Customer%20care/Customer-Care-policy',
    as_of: '2026-11-22',
    set_aside: 'runs_on',
    returns_only: false,
    warn_minutes: 8 * 60,
  },
  {
    platform: 'ebay',
    what: {
      en: 'Answer a return request within 3 business days, Monday to Friday: accept it, send a label, refund, or write.',
      zh: '退货请求须在 3 个工作日（周一至周五）内处理：同意退货、提供面单、退款或回复买家。',
    },
    minutes: null,
    business_days: 3,
    counts_weekends: false,
    bot_counts: false,
    exclusions: [
      {
        en: 'Conversations that are about no return. Public holidays, which eBay leaves out, are counted here: we are early on those.',
        zh: '与退货无关的会话。eBay 会扣除公共假日，这里不扣，因此遇到假日时我们的时限会更早。',
      },
    ],
    source:
      'https://www.ebay.co.uk/sellercentre/news/february-2020-index/changes-return-window ; https://www.ebay.ca/sellercentre/shipping/return-shipping',
    as_of: '2026-11-22',
    set_aside: 'kept',
    returns_only: true,
    warn_minutes: 24 * 60,
  },
];

/** As the contract has them, for people to read. */
export const platformRules: readonly PlatformRule[] = rules.map(
  ({ set_aside: _aside, returns_only: _returns, warn_minutes: _warn, ...rule }) => rule,
);

/** Monday to Friday, whole days, by the clock of eBay's headquarters. */
const weekdays: Hours = {
  time_zone: 'America/Los_Angeles',
  weekly: (['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((day) => ({ day, from: '00:00', to: '24:00' })),
  holidays: [],
};

/** The platform's own rule for a conversation, beside what the brand promises; none outside marketplaces and social channels. */
export function platformTerm(at: Standing): Term | null {
  if (at.channel !== 'marketplace' && at.channel !== 'social') return null;
  const rule = rules.find((one) => one.platform === at.platform);
  if (!rule || (rule.returns_only && !at.has_return)) return null;
  return {
    kind: 'platform',
    policy_id: null,
    policy: rule.platform,
    ms: (rule.minutes ?? rule.business_days! * 24 * 60) * MINUTE,
    warn_ms: rule.warn_minutes * MINUTE,
    hours: rule.minutes === null ? weekdays : null,
    bot_counts: rule.bot_counts,
    pause_while_waiting: false,
    pause_while_snoozed: false,
    reset_on_reopen: false,
    set_aside: rule.set_aside,
  };
}
