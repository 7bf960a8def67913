/** Steps that many flows share, and short forms to write flows with. */
import { type Flow, type FlowStep, flow as flowShape, type Spoken } from '@recoup/contract';
import type { z } from 'zod';

type Written = z.input<typeof flowShape>['steps'][number];
export type Way = NonNullable<Written['next']>[number];

/** A flow as it is written here, checked against the contract when it is read. */
export const shippedFlow = (written: z.input<typeof flowShape>): Flow => flowShape.parse(written);

export const say = (en: string, zh: string, es: string): Spoken => ({ en, zh, es });
export const title = (en: string, zh: string): FlowStep['title'] => ({ en, zh });

/** On to a step: always, or where one thing holds. */
export const to = (step: string): Way => ({ to: step });
export const when = (fact: string, is: string | boolean, step: string, label?: [string, string]): Way => ({
  when: [{ fact, is }],
  to: step,
  label: label ? { en: label[0], zh: label[1] } : null,
});
export const among = (fact: string, values: string[], step: string, label?: [string, string]): Way => ({
  when: [{ fact, in: values }],
  to: step,
  label: label ? { en: label[0], zh: label[1] } : null,
});

export const choice = (value: string, en: string, zh: string, es: string) => ({ value, words: { en, zh, es } });
export const personChoice = choice('person', 'Talk to a person', '转人工', 'Hablar con una persona');

/**
 * Finds the order, proved, and asks only for what is missing. `1` to `1f` are its own; `known`: the ways on from an order that is
 * known, before any other.
 */
export function findsOrder(...known: Way[]): Written[] {
  return [
    {
      id: '1',
      kind: 'looks_up',
      look_up: 'order',
      title: title('Finds the order', '查找订单'),
      note: title('number, with e-mail or ZIP', '订单号加邮箱或邮编'),
      next: [
        when('order.locked', true, '1f', ['too many tries', '尝试次数过多']),
        when('order.known', true, '1a', ['found', '已找到']),
        when('order.several', true, '1b', ['several', '有多笔订单']),
        when('order.wrong', true, '1c', ['does not match', '对不上']),
        when('order.needs', 'proof', '1d', ['number only', '只有订单号']),
        to('1e'),
      ],
    },
    {
      id: '1a',
      kind: 'looks_up',
      look_up: 'order',
      title: title('Where does the order stand?', '订单目前状态'),
      next: known,
    },
    {
      id: '1b',
      kind: 'asks',
      slot: 'order',
      title: title('Which order?', '哪笔订单'),
      say: say('Which order is it about?', '请问是哪笔订单？', '¿De qué pedido se trata?'),
      say_again: say(
        'Tap the order it is about, or type its number.',
        '点一下对应的订单，或直接输入订单号。',
        'Toca el pedido o escribe su número.',
      ),
      next: [to('1f')],
    },
    {
      id: '1c',
      kind: 'asks',
      slot: 'order',
      title: title('Asks again, it does not match', '对不上，再问一次'),
      say: say(
        'I can’t find an order with that number and that e-mail or ZIP. Could you check both? They are in your order confirmation.',
        '没有查到对应的订单，麻烦再核对一下订单号和邮箱（或邮编），订单确认邮件里都有。',
        'No encuentro un pedido con ese número y ese correo o código postal. ¿Los revisas? Están en la confirmación del pedido.',
      ),
      next: [to('1f')],
    },
    {
      id: '1d',
      kind: 'asks',
      slot: 'order',
      title: title('Asks for e-mail or ZIP', '询问邮箱或邮编'),
      say: say(
        'Thanks. And the e-mail or the ZIP code of the order, so that I know it is yours?',
        '好的。请再提供下单邮箱或收货邮编，方便我确认是您本人的订单。',
        'Gracias. ¿Y el correo o el código postal del pedido, para saber que es tuyo?',
      ),
      say_again: say(
        'I need the e-mail you ordered with, or the ZIP code it was sent to.',
        '请提供下单时用的邮箱，或收货地址的邮编。',
        'Necesito el correo con el que compraste o el código postal de entrega.',
      ),
      next: [to('1f')],
    },
    {
      id: '1e',
      kind: 'asks',
      slot: 'order',
      title: title('Asks for the number', '询问订单号'),
      say: say(
        'Happy to help. What is your order number, and the e-mail or ZIP code you ordered with?',
        '好的，我来帮您查。请提供订单号，以及下单邮箱或收货邮编。',
        'Con gusto. ¿Cuál es tu número de pedido, y el correo o código postal con que compraste?',
      ),
      say_again: say(
        'The order number is in the subject of your confirmation mail. I need it together with your e-mail or ZIP code.',
        '订单号在订单确认邮件的标题里，连同邮箱或邮编一起发给我就行。',
        'El número está en el asunto del correo de confirmación. Lo necesito junto con tu correo o código postal.',
      ),
      next: [to('1f')],
    },
    {
      id: '1f',
      kind: 'hands_over',
      because: 'not_proved',
      title: title('A person looks for the order', '请同事查找订单'),
      say: say(
        'I can’t find the order from here, so a colleague will look for it with you.',
        '我这边查不到这笔订单，请同事帮您核查。',
        'Desde aquí no encuentro el pedido; un compañero lo buscará contigo.',
      ),
    },
  ];
}

/** Which of the order's things; passed over where there is one. */
export const asksItem = (id: string, next: Way[]): Written => ({
  id,
  kind: 'asks',
  slot: 'item',
  title: title('Which item?', '哪件商品'),
  say: say('Which item is it about?', '请问是哪件商品？', '¿De qué artículo se trata?'),
  say_again: say(
    'Tap the item, or name it. Several are fine, too.',
    '点一下对应的商品，或直接说名称，多件也可以。',
    'Toca el artículo o escribe su nombre. También pueden ser varios.',
  ),
  next,
});
/** Where several lines are left it asks which; with one, or none, it goes on. */
export const itemFirst = (ask: string, on: string): Way[] => [
  { when: [{ fact: 'order.returnable_lines', over: 1 }], to: ask, label: { en: 'several items', zh: '有多件商品' } },
  to(on),
];

export const asksPhoto = (id: string, next: Way[]): Written => ({
  id,
  kind: 'asks',
  slot: 'photos',
  title: title('Asks for a photo', '请买家拍照'),
  say: say(
    'Could you send me a photo that shows it? Then I can settle this here.',
    '能发一张看得清问题的照片吗？收到后我马上处理。',
    '¿Me envías una foto en la que se vea? Así lo resuelvo aquí mismo.',
  ),
  say_again: say(
    'A photo from your phone is enough. If you can’t take one, just say so.',
    '手机拍一张就行。不方便拍的话，告诉我一声即可。',
    'Basta una foto con el móvil. Si no puedes, dímelo.',
  ),
  choices: [choice('no_photo', 'I can’t take one', '不方便拍照', 'No puedo')],
  next,
});

/**
 * What policy allows, the buyer's choice, and doing it: the end of every flow about a thing that was bought. `at` looks the
 * remedies up; a to h behind the same number are its own. `chosen`: ways on from the choice, before it is done.
 */
export function givesRemedy(at: string, ...chosen: Way[]): Written[] {
  const id = (letter: string) => `${at}${letter}`;
  return [
    {
      id: at,
      kind: 'looks_up',
      look_up: 'remedies',
      title: title('What does policy allow?', '政策允许哪些方案'),
      note: title('same list as the return pages', '与退货页面同一份清单'),
      next: [
        when('order.above', true, id('e'), ['order above the limit', '订单金额超过上限']),
        when('remedies.any', false, id('f'), ['nothing', '无可用方案']),
        when('remedies.waits_person', true, id('e'), ['a rule asks a person', '规则要求人工']),
        when('remedies.evidence_needed', true, id('a'), ['needs a photo', '需要照片']),
        to(id('b')),
      ],
    },
    asksPhoto(id('a'), [when('photos', true, id('b')), to(id('e'))]),
    {
      id: id('b'),
      kind: 'asks',
      slot: 'offer',
      title: title('Shows the remedies', '给出解决方案'),
      note: title('none is hidden', '全部列出，不隐藏'),
      say: say(
        'Here is what I can do for you. Which do you prefer?',
        '可以为您提供以下方案，您看哪个合适？',
        'Esto es lo que puedo hacer por ti. ¿Qué prefieres?',
      ),
      say_again: say(
        'These are all the ways I have: {{remedies.list}}. Tap the one you prefer.',
        '目前可选的方案有：{{remedies.list}}。点一下您想要的即可。',
        'Estas son todas las opciones que tengo: {{remedies.list}}. Toca la que prefieras.',
      ),
      choices: [personChoice],
      next: [...chosen, to(id('c'))],
    },
    {
      id: id('c'),
      kind: 'does',
      act: 'give_remedy',
      title: title('Does what was chosen', '执行所选方案'),
      note: title('after the buyer’s yes', '买家确认后执行'),
      say: say(
        'Here it is in full. Shall I go ahead?',
        '方案详情如下，确认后我马上办理。',
        'Aquí lo tienes completo. ¿Lo hago?',
      ),
      next: [
        when(`done.${id('c')}`, 'done', id('d'), ['done', '已办理']),
        when(`done.${id('c')}`, 'declined', id('g'), ['declined twice', '两次拒绝']),
        when(`done.${id('c')}`, 'refused', id('h'), ['not possible now', '暂时办不了']),
      ],
    },
    {
      id: id('d'),
      kind: 'says',
      title: title('Says that it is done', '告知已办理'),
      say: say(
        'Done. You’ll find everything in your e-mail as well.',
        '已经办好了，详情也会发到您的邮箱。',
        'Hecho. También te llega todo por correo.',
      ),
      shows: 'return',
      ends: 'settled',
    },
    {
      id: id('e'),
      kind: 'hands_over',
      because: 'policy_asks',
      title: title('A rule asks a person', '按规则转人工'),
      say: say(
        'A colleague has a look at this one first. I’m passing on everything you told me.',
        '这种情况需要同事先看一下，您说的我都会转达。',
        'Esto lo revisa antes un compañero. Le paso todo lo que me has contado.',
      ),
    },
    {
      id: id('f'),
      kind: 'hands_over',
      because: 'policy_says_no',
      title: title('Nothing it may offer', '没有可提供的方案'),
      say: say(
        'I’m sorry, there is nothing I may offer for this myself. A colleague will look at it with you.',
        '抱歉，这种情况我这边没有可以直接提供的方案，请同事跟您一起看看。',
        'Lo siento, aquí no puedo ofrecerte nada por mi cuenta. Un compañero lo verá contigo.',
      ),
    },
    {
      id: id('g'),
      kind: 'hands_over',
      because: 'disputes',
      title: title('Not content with it: a person', '不满意方案，转人工'),
      say: say(
        'Understood. A colleague will find out with you what else is possible.',
        '明白了，请同事跟您商量还有什么办法。',
        'Entendido. Un compañero verá contigo qué más se puede hacer.',
      ),
    },
    {
      id: id('h'),
      kind: 'hands_over',
      because: 'cannot_do',
      title: title('Could not be done: a person', '无法办理，转人工'),
      say: say(
        'That did not go through just now. A colleague will take care of it.',
        '刚才没有办成，请同事来帮您处理。',
        'Ahora mismo no se ha podido hacer. Un compañero se encarga.',
      ),
    },
  ];
}

/** Gives the part that mends it; said no to, the other ways are shown. */
export function givesPart(id: string, doneStep: string, others: string): Written[] {
  return [
    {
      id,
      kind: 'does',
      act: 'give_remedy',
      remedy: 'spare_part',
      title: title('Offers the part', '提供配件'),
      note: title('nothing to send back', '无需寄回'),
      say: say(
        'I can send you the {{part.title}}. You keep everything else, nothing goes back. Shall I?',
        '可以为您补发{{part.title}}，其他的不用寄回。需要现在安排吗？',
        'Puedo enviarte: {{part.title}}. Te quedas con todo lo demás, no hay que devolver nada. ¿Lo hago?',
      ),
      next: [
        when(`done.${id}`, 'done', doneStep, ['done', '已安排']),
        among(`done.${id}`, ['declined', 'refused'], others, ['no thanks', '不需要']),
      ],
    },
    {
      id: doneStep,
      kind: 'says',
      title: title('The part is on its way', '配件已安排'),
      say: say(
        'All set, this is being sent to you: {{part.title}}. The tracking comes by e-mail.',
        '已为您安排补发{{part.title}}，物流单号会发到您的邮箱。',
        'Listo, te enviamos: {{part.title}}. El seguimiento te llega por correo.',
      ),
      shows: 'return',
      ends: 'settled',
    },
  ];
}

/** Shows the guide once, asks about the thing, and takes the first no. */
export function triesGuide(id: string, worked: string, others: string): Written[] {
  return [
    {
      id,
      kind: 'says',
      shows: 'guide',
      title: title('Offers the guide', '提供指引'),
      note: title('once; a no ends it', '只提供一次，拒绝即止'),
      say: say(
        'This solves it for many: “{{guide.title}}”. If not, we’ll find another way. Does it work now?',
        '很多同样的情况照这份指引就能解决：《{{guide.title}}》。不行的话我们再换办法。现在能用了吗？',
        'A muchos les funciona esta guía: «{{guide.title}}». Si no, buscamos otra solución. ¿Ya funciona?',
      ),
      say_again: say(
        'Does it work now, after the guide?',
        '照指引操作后，现在能用了吗？',
        '¿Funciona ahora, después de la guía?',
      ),
      choices: [
        choice('worked', 'It works now', '能用了', 'Ya funciona'),
        choice('not_worked', 'Still not working', '还是不行', 'Sigue sin funcionar'),
        choice('no_thanks', 'I’d rather not try', '不想试了', 'Prefiero no probar'),
      ],
      next: [when(`answer.${id}`, 'worked', worked, ['it works', '能用了']), to(others)],
    },
    {
      id: worked,
      kind: 'does',
      act: 'settle',
      title: title('Glad it works', '问题已解决'),
      note: title('kept as settled by guidance', '记为通过指引解决'),
      say: say('Great, enjoy it!', '太好了，祝您使用愉快！', '¡Qué bien! Que lo disfrutes.'),
      ends: 'settled',
    },
  ];
}
