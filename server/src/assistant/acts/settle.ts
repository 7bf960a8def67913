import { inSavepoint } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { type Request, requestReturn } from '../../returns/index.ts';
import { askedAs, questionFor } from '../look-ups/the-question.ts';
import { type Act, isCannot } from './act.ts';
import { weighAsk } from './give-remedy.ts';
import type { KeptRequest } from './requests.ts';
import { actWords } from './words.ts';

type Settle = Extract<KeptRequest, { kind: 'settle' }>;

/** Help that worked: kept with the order as the remedy that settled it, where policy knows help as one; it gives nothing. */
export const settleAct: Act<Settle> = {
  consequential: false,

  async prepare(look, order) {
    const { slots, language } = look.of;
    const question = await questionFor(look, order, slots);
    const asked = question && (await askedAs(look.at, question, slots));
    if (
      !question ||
      !asked?.answer.lines.every(({ remedies }) => remedies.some(({ offer }) => offer.kind === 'guidance'))
    )
      return { kind: 'settle', ask: null };
    const lines = question.lines.map((line, i): Request['lines'][number] => {
      const article = asked.answer.lines[i]?.guides[0];
      return {
        ...line,
        reason: question.reason,
        remedy: 'guidance',
        opened: slots.opened ?? true,
        ...(article ? { choice: { article_id: article.article_id } } : {}),
        file_ids: [],
      };
    });
    const ask: Request = { language, lines };
    const weighed = await weighAsk(look, order, ask);
    return { kind: 'settle', ask: isCannot(weighed) || weighed.review.length > 0 ? null : ask };
  },

  async weigh(look, order) {
    const words = actWords[look.of.language];
    return {
      what: null,
      amount: 0,
      given: 0,
      currency: look.brand.currency,
      card: {
        kind: 'return',
        title: words.settled,
        value: null,
        detail: null,
        remedy: 'guidance',
        photo_url: null,
        yes: null,
        no: null,
      },
      variables: { 'order.number': order.number },
      sources: [{ kind: 'order', id: order.id, title: order.number }],
    };
  },

  async carryOut(ctx, orderId, { ask }) {
    if (!ask) return { return_id: null, return_code: null };
    try {
      const made = await inSavepoint(ctx.tx, () => requestReturn(ctx, orderId, ask));
      return { return_id: made.id, return_code: made.code };
    } catch (error) {
      // Nothing to keep it with: the goods were asked for already. The problem is settled all the same.
      if (error instanceof Refusal) return { return_id: null, return_code: null };
      throw error;
    }
  },
};
