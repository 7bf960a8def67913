import type { AnswerOf, assistant as api, BodyOf } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { shippedClassifier } from '../intents/shipped.ts';
import { type Asked, askModel, type Question } from '../model/budget.ts';
import type { Answered, Ask, LanguageModel, ModelSettings } from '../model/model.ts';
import { otherBuyerIn } from '../model/others.store.ts';
import { settingsOf } from '../settings/settings.store.ts';
import {
  checkedReply,
  checkedSummary,
  chosenTags,
  nextQuestion,
  orderedSteps,
  replyQuestion,
  summaryQuestion,
  tagsQuestion,
} from './ask-copilot.ts';
import { know } from './know.ts';
import { type Known, sourcesOf, staffLanguageOf } from './known.ts';
import { nextIn, tagsIn } from './next.ts';
import { replyFrom } from './reply.ts';
import { summaryOf } from './summary.ts';

type Copilot = (typeof api)['copilot'];
type Answer = AnswerOf<Copilot>;
type Wish = BodyOf<Copilot>;

/**
 * An agent asks for help with a conversation: a summary to read, a reply to look over, tags, what to do next. From what is
 * known, by templates; where the brand's model is on for agents, in its words, of which only those are shown that what is
 * known bears. Nothing is sent, nothing is done. Throws `conversation.not_found`.
 */
export async function helpAgent(ctx: Ctx, conversationId: string, wish: Wish): Promise<Answer> {
  const forStaff = wish.do !== 'reply';
  const language = forStaff ? staffLanguageOf(wish.language ?? 'en') : (wish.language ?? null);
  const known = await know(ctx, conversationId, { language, forStaff });
  const own = offline(known, wish);
  const { model } = await inWorkspace(ctx, (tx) => settingsOf(tx, ctx, known.brand.id));
  return model.on && model.copilot ? withModel(ctx, { model, known, wish, own }) : own;
}

const nothing: Answer = { by: 'offline', text: null, tags: [], next: [], sources: [], held_back: [], note: null };

function offline(known: Known, wish: Wish): Answer {
  switch (wish.do) {
    case 'summary':
      return { ...nothing, text: summaryOf(known, staffLanguageOf(known.language)), sources: sourcesOf(known) };
    case 'reply':
      return { ...nothing, ...replyFrom(known, wish) };
    case 'tags':
      return { ...nothing, tags: tagsIn(known) };
    case 'next':
      return { ...nothing, next: nextIn(known), sources: sourcesOf(known) };
  }
}

type Of = { model: ModelSettings; known: Known; wish: Wish; own: Answer };

async function withModel(ctx: Ctx, { model, known, wish, own }: Of): Promise<Answer> {
  const ask = <T>(
    question: Omit<Question, 'brandId'>,
    how: (one: LanguageModel, ask: Ask) => Promise<Answered<T>>,
  ): Promise<Asked<T>> => askModel(ctx, model, { brandId: known.brand.id, ...question }, how);
  if (wish.do === 'next') {
    if (own.next.length < 2) return own;
    const asked = await ask(nextQuestion(known, own.next), (one, it) => one.propose(it));
    const next = 'answer' in asked ? orderedSteps(asked.answer, own.next) : null;
    return next ? { ...own, by: 'model', next } : { ...own, note: noteOf(asked) };
  }
  if (wish.do === 'tags') {
    const choices = tagChoices(known);
    const asked = await ask(tagsQuestion(known, choices), (one, it) => one.propose(it));
    const tags = 'answer' in asked ? chosenTags(asked.answer, choices) : null;
    return tags ? { ...own, by: 'model', tags: [...new Set([...tags, ...own.tags])] } : { ...own, note: noteOf(asked) };
  }
  const isReply = wish.do === 'reply';
  const asked = await ask(isReply ? replyQuestion(known, wish) : summaryQuestion(known), (one, it) => one.write(it));
  if ('none' in asked) return { ...own, note: asked.none };
  const { text, held } = isReply ? checkedReply(asked.answer, known, wish.draft) : checkedSummary(asked.answer, known);
  const stranger =
    text &&
    (await inWorkspace(ctx, (tx) =>
      otherBuyerIn(tx, ctx, { brandId: known.brand.id, own: known.buyer.customer_id, text }),
    ));
  if (text === null || stranger) return { ...own, held_back: stranger ? [...held, text] : held, note: 'held_back' };
  const cited = sourcesIn(text, known);
  return { ...own, by: 'model', text, sources: isReply ? cited : own.sources, held_back: held };
}

const noteOf = (asked: Asked<unknown>) => ('none' in asked ? asked.none : 'schema');

/** What it may be tagged: what the assistant tells apart, and what was found offline. */
const tagChoices = (known: Known) =>
  [...new Set([...tagsIn(known), ...shippedClassifier().intents.map((intent) => intent.replaceAll('_', '-'))])].filter(
    (tag) => !known.conversation.tags.includes(tag),
  );

/** What a reply rests on: the articles it names, and policy where something is offered. */
function sourcesIn(text: string, known: Known): Answer['sources'] {
  const articles = known.articles.filter(({ title, url }) => text.includes(title) || text.includes(url));
  const offers = known.ways.some(({ title }) => text.includes(title))
    ? sourcesOf(known).filter(({ kind }) => kind === 'policy')
    : [];
  return [...articles.map(({ id, title }) => ({ kind: 'article', id, title })), ...offers];
}
