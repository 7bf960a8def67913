import type { BuyerLanguage, Conversation, LookUp } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { fillMacro, messagesOf, readArticles, readConversation, readMacros } from '../../inbox/index.ts';
import { askRemedies, readsIn, remedyTold } from '../../money/index.ts';
import { type Ctx, may } from '../../platform/ctx.ts';
import { inSavepoint, inWorkspace, type Tx } from '../../platform/db.ts';
import { moneyText } from '../../platform/mail/index.ts';
import { Refusal } from '../../platform/refusal.ts';
import { returnsForInbox } from '../../returns/index.ts';
import { triedSight } from '../acts/sight.ts';
import { lookUp } from '../look-ups/look-up.ts';
import { settingsOf } from '../settings/settings.store.ts';
import { type Heard, type Matter, noTokens, type Slots } from '../talk.ts';
import { liveClassifier } from '../training/live-classifier.ts';
import { remedyWords } from '../turns/hand-over-words.ts';
import { stateOf } from '../turns/states.store.ts';
import { type Classifier, understand } from '../understanding/understand.ts';
import { type Known, problemTold, type Said, saidIn, staffLanguageOf, type Way } from './known.ts';

/** The last of a long talk is what it is about. */
const MOST_SAID = 60;
const MOST_MACROS = 3;
const MOST_ARTICLES = 3;
const ABOUT_ORDER: readonly LookUp[] = [
  'order',
  'tracking',
  'window',
  'warranty',
  'refunds',
  'remedies',
  'guide',
  'cancellation',
];

/**
 * Everything that helps with one conversation, for an agent who may see it: read only, and of the order only what the agent
 * may see of orders. `language` is the one it will be said in. Throws `conversation.not_found`.
 */
export function know(
  ctx: Ctx,
  conversationId: string,
  asked: { language: BuyerLanguage | null; forStaff: boolean },
): Promise<Known> {
  return inWorkspace(ctx, async (tx) => {
    const inTx: Ctx = { ...ctx, tx };
    const at = await readConversation(tx, ctx, conversationId);
    const theirs = buyerLanguageOf(at);
    const language = asked.language ?? (asked.forStaff ? 'en' : theirs);
    const brand = await brandOf(tx, at.brand.id);
    const settings = await settingsOf(tx, ctx, brand.id);
    const messages = await messagesOf(tx, ctx, conversationId, { limit: MOST_SAID });
    const talk = messages
      .map((message) => saidIn(message, asked.forStaff ? language : theirs))
      .filter((one) => one !== null);
    const { state } = await stateOf(tx, ctx, conversationId, theirs);
    const matter = state.matters[state.current ?? state.matters.length - 1] ?? null;
    const order = may(ctx.actor, 'orders.read') ? at.order : null;
    const heard = heardIn(talk, theirs, await liveClassifier(tx, ctx), ctx.now, brand.timeZone);
    const slots = slotsOf(order, matter, heard, at.tags);
    const found = [];
    for (const key of [...(order ? ABOUT_ORDER : []), 'article', 'people'] as const) {
      const look = { slots, tokens: noTokens(), language, text: lastOf(talk)?.text ?? '' };
      const one = await lookUp({ ctx: inTx, sight: triedSight(brand.id, order?.id ?? null), settings }, key, look);
      slots.item ??= one.fills.item;
      found.push(one);
    }
    const [back] = order ? await returnsForInbox.ofOrders(tx, ctx, [order.id]) : [];
    return {
      conversation: at,
      channel: at.channel.kind,
      brand: { id: brand.id, name: brand.name },
      buyer: {
        name: at.contact.name,
        customer_id: at.contact.customer?.id ?? null,
        has_orders: at.contact.customer !== null,
      },
      agent: ctx.actor.kind === 'staff' ? ctx.actor.name : brand.name,
      theirs,
      language,
      talk,
      order: order && { id: order.id, number: order.number },
      found,
      intent: heard?.understood.intent ?? null,
      matter,
      problem: slots.problem ?? null,
      wants: slots.offer ?? slots.wanted ?? null,
      tried: [...(matter?.tried ?? [])],
      photos: messages.some(({ direction, files }) => direction === 'in' && files.length > 0),
      returned: back ? { code: back.code, stage: back.stage } : null,
      ways:
        order && may(ctx.actor, 'returns.read')
          ? await waysFor(tx, inTx, { orderId: order.id, slots, language, zone: brand.timeZone })
          : [],
      macros: await macrosHere(inTx, conversationId, language),
      articles: await articlesHere(inTx, conversationId, language),
    };
  });
}

function buyerLanguageOf(at: Pick<Conversation, 'language' | 'contact'>): BuyerLanguage {
  const spoken = at.language ?? at.contact.language;
  return spoken === 'zh' || spoken === 'es' ? spoken : 'en';
}

const lastOf = (talk: readonly Said[]) => talk.findLast(({ by }) => by === 'buyer');

/** The buyer's own words, the last first, until something is understood of them. */
function heardIn(
  talk: readonly Said[],
  language: BuyerLanguage,
  classifier: Classifier,
  now: Date,
  zone: string,
): Heard | null {
  const context = { now, zone, awaiting: null, orders: [], extra_words: [] };
  let last: Heard | null = null;
  for (const { text } of talk
    .filter(({ by }) => by === 'buyer')
    .reverse()
    .slice(0, 6)) {
    const heard = understand({ text, language, choice: null, message_ids: [], file_ids: [], context }, classifier);
    last ??= heard;
    if (heard.slots.problem || problemTold(heard.understood.intent)) {
      return {
        ...heard,
        understood: { ...heard.understood, intent: last.understood.intent ?? heard.understood.intent },
      };
    }
  }
  return last;
}

function slotsOf(
  order: Conversation['order'],
  matter: Matter | null,
  heard: Heard | null,
  tags: readonly string[],
): Slots {
  const known = matter?.slots ?? {};
  const { wanted, quantity, opened, question } = { ...heard?.slots, ...known };
  // What a person or a rule said it is comes before what the words sound like.
  const tagged = tags.map((tag) => problemTold(tag.replaceAll('-', '_'))).find((one) => one !== undefined);
  const spoken = problemTold(heard?.understood.intent);
  const means = known.problem ?? tagged ?? heard?.slots.problem ?? spoken;
  return {
    ...(order ? { order: { order_id: order.id, number: order.number } } : {}),
    ...(order && known.order?.order_id === order.id && known.item ? { item: known.item } : {}),
    ...(means ? { problem: means } : {}),
    ...(wanted ? { wanted } : {}),
    ...(known.offer ? { offer: known.offer } : {}),
    ...(quantity ? { quantity } : {}),
    ...(opened === undefined ? {} : { opened }),
    ...(question ? { question } : {}),
  };
}

/** As the agent's own screen ranks them, what offering each is expected to cost beside it. */
async function waysFor(
  tx: Tx,
  ctx: Ctx,
  { orderId, slots, language, zone }: { orderId: string; slots: Slots; language: BuyerLanguage; zone: string },
): Promise<Way[]> {
  const { item, problem, opened, quantity } = slots;
  if (!item || item.length === 0 || !problem) return [];
  const lines = item.slice(0, 20).map((line) => ({
    order_line_id: line.order_line_id,
    quantity: item.length === 1 ? Math.max(1, Math.min(quantity ?? 1, line.quantity)) : 1,
    reason: problem,
    opened: opened ?? true,
  }));
  const answer = await inSavepoint(tx, () => askRemedies(ctx, orderId, { lines })).catch((error: unknown) => {
    if (error instanceof Refusal) return null; // asked for meanwhile, or nothing of it is left
    throw error;
  });
  return (answer?.lines[0]?.remedies ?? []).map(({ kind, offer, cost, fix_first, available, second_person }) => {
    const told = remedyTold(kind, [offer], readsIn(language, zone, ctx.now));
    return {
      kind,
      title: told.title || remedyWords[kind][staffLanguageOf(language)],
      detail: told.detail,
      cost: moneyText(cost, language),
      fix_first,
      available,
      second_person: second_person.length > 0,
    };
  });
}
async function macrosHere(ctx: Ctx, conversationId: string, language: BuyerLanguage): Promise<Known['macros']> {
  const { rows } = await readMacros(ctx, { conversation_id: conversationId });
  const suited = rows.filter(({ suggested }) => suggested).slice(0, MOST_MACROS);
  const filled: Known['macros'] = [];
  for (const { id, name, body, actions } of suited) {
    const made = body ? await fillMacro(ctx, id, conversationId) : null;
    const text = made && made.missing.length === 0 && made.language === language ? made.text : null;
    filled.push({ id, name, text, does: actions.length > 0 });
  }
  return filled;
}

async function articlesHere(ctx: Ctx, conversationId: string, language: BuyerLanguage): Promise<Known['articles']> {
  const { rows } = await readArticles(ctx, { conversation_id: conversationId, limit: MOST_ARTICLES });
  return rows.flatMap(({ id, draft, url, changed_since }) => {
    const words = draft[language] ?? draft.en ?? draft.zh ?? draft.es;
    if (!words || changed_since) return []; // what readers see is another text
    const plain = words.body
      .replace(/[#*_>`]|!?\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/\s+/g, ' ')
      .trim();
    return [{ id, title: words.title, url, summary: [...plain].slice(0, 400).join('') }];
  });
}
