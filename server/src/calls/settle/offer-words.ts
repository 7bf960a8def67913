/** The sentence the buyer reads above an offer, where the agent has not put it otherwise. Every sum, day and name is the offer's own. Pure. */
import type { BuyerLanguage, RemedyKind } from '@recoup/contract';

export type Names = {
  /** What is sent, named; empty where nothing is. */
  goods: string;
  sum: string | null;
  to: string | null;
  by: string | null;
  percent: string | null;
  /** The goods go back, and whether the label is ours. */
  back: 'no' | 'free' | 'paid';
};
type Sentence = (of: Names) => string;
type Words = Record<RemedyKind, Sentence> & { settled: string };

const join = (space: string, ...parts: (string | null | false)[]) => parts.filter(Boolean).join(space);

export const offerWords: Record<BuyerLanguage, Words> = {
  en: {
    refund: ({ sum, to, back }) =>
      `${back === 'no' ? 'You get' : `Send it back${back === 'free' ? ' with our free label' : ''}, and you get`} ${sum} back${to ? ` to ${to}` : ''}.`,
    store_credit: ({ sum, back }) =>
      `${back === 'no' ? 'You get' : `Send it back${back === 'free' ? ' with our free label' : ''}, and you get`} ${sum} in store credit.`,
    exchange: ({ goods, by, back }) =>
      join(
        ' ',
        `We’ll exchange it${goods ? ` for ${goods}` : ''}.`,
        by && `You should have it by ${by}.`,
        back !== 'no' && 'We send you a label for the old one.',
      ),
    replacement: ({ goods, by, back }) =>
      join(
        ' ',
        `We’ll send you a new one${goods ? `: ${goods}` : ''}, free.`,
        by && `You should have it by ${by}.`,
        back === 'no' ? 'Keep the old one, no return needed.' : 'We send you a label for the old one.',
      ),
    spare_part: ({ goods, by }) =>
      join(
        ' ',
        `We’ll mail you ${goods}, free.`,
        by && `You should have it by ${by}.`,
        'Keep the rest, no return needed.',
      ),
    repair: ({ by }) =>
      join(' ', 'Send it in with our free label. We repair it and send it back.', by && `You have it again by ${by}.`),
    keep_it: ({ sum, to }) => `Keep it, and we’ll give you ${sum} back${to ? ` to ${to}` : ''}. No return needed.`,
    next_order_discount: ({ percent }) => `Keep it, and take ${percent} off your next order.`,
    guidance: () => 'We’ll send you what we went through, so that you have it at hand.',
    settled: 'Looked at on the call',
  },
  zh: {
    refund: ({ sum, to, back }) =>
      `${back === 'no' ? '' : back === 'free' ? '用我们的免费标签寄回后，' : '寄回后，'}我们退您 ${sum}${to ? `，退至 ${to}` : ''}。`,
    store_credit: ({ sum, back }) =>
      `${back === 'no' ? '' : back === 'free' ? '用我们的免费标签寄回后，' : '寄回后，'}您会收到 ${sum} 购物金。`,
    exchange: ({ goods, by, back }) =>
      join(
        '',
        `我们给您换货${goods ? `：${goods}` : ''}。`,
        by && `预计${by}前送达。`,
        back !== 'no' && '旧商品的寄回标签由我们提供。',
      ),
    replacement: ({ goods, by, back }) =>
      join(
        '',
        `我们免费补发一件新的${goods ? `：${goods}` : ''}。`,
        by && `预计${by}前送达。`,
        back === 'no' ? '原来的商品您留着，无需寄回。' : '旧商品的寄回标签由我们提供。',
      ),
    spare_part: ({ goods, by }) =>
      join('', `我们免费给您寄送${goods}。`, by && `预计${by}前送达。`, '其余部分您留着，无需寄回。'),
    repair: ({ by }) => join('', '用我们的免费标签寄来，修好后寄还给您。', by && `预计${by}前送回。`),
    keep_it: ({ sum, to }) => `商品您留着，我们退您 ${sum}${to ? `，退至 ${to}` : ''}，无需寄回。`,
    next_order_discount: ({ percent }) => `商品您留着，下一单减免 ${percent}。`,
    guidance: () => '刚才讲过的步骤，我们会发给您备用。',
    settled: '通话中已查看',
  },
  es: {
    refund: ({ sum, to, back }) =>
      `${back === 'no' ? 'Te devolvemos' : `Envíalo de vuelta${back === 'free' ? ' con nuestra etiqueta gratis' : ''} y te devolvemos`} ${sum}${to ? ` a ${to}` : ''}.`,
    store_credit: ({ sum, back }) =>
      `${back === 'no' ? 'Recibes' : `Envíalo de vuelta${back === 'free' ? ' con nuestra etiqueta gratis' : ''} y recibes`} ${sum} de crédito en la tienda.`,
    exchange: ({ goods, by, back }) =>
      join(
        ' ',
        `Te lo cambiamos${goods ? ` por ${goods}` : ''}.`,
        by && `Debería llegarte antes del ${by}.`,
        back !== 'no' && 'Te enviamos una etiqueta para el anterior.',
      ),
    replacement: ({ goods, by, back }) =>
      join(
        ' ',
        `Te enviamos uno nuevo${goods ? `: ${goods}` : ''}, gratis.`,
        by && `Debería llegarte antes del ${by}.`,
        back === 'no'
          ? 'Quédate con el anterior, no hay que devolver nada.'
          : 'Te enviamos una etiqueta para el anterior.',
      ),
    spare_part: ({ goods, by }) =>
      join(
        ' ',
        `Te enviamos ${goods}, gratis.`,
        by && `Debería llegarte antes del ${by}.`,
        'Quédate con lo demás, no hay que devolver nada.',
      ),
    repair: ({ by }) =>
      join(
        ' ',
        'Envíalo con nuestra etiqueta gratis. Lo reparamos y te lo devolvemos.',
        by && `Lo tienes de nuevo antes del ${by}.`,
      ),
    keep_it: ({ sum, to }) => `Quédatelo y te devolvemos ${sum}${to ? ` a ${to}` : ''}. No hay que devolver nada.`,
    next_order_discount: ({ percent }) => `Quédatelo y llévate ${percent} menos en tu próximo pedido.`,
    guidance: () => 'Te enviamos los pasos que vimos, para que los tengas a mano.',
    settled: 'Visto en la videollamada',
  },
};
