/** What is wrong with a thing that was bought: exchange, damaged, missing part, wrong item, does not work, how to, warranty. */
import {
  among,
  asksItem,
  asksPhoto,
  choice,
  findsOrder,
  givesPart,
  givesRemedy,
  itemFirst,
  personChoice,
  say,
  shippedFlow,
  title,
  to,
  triesGuide,
  when,
} from './steps.ts';

/** Problems another flow is made for: a correction leads there. */
const elsewhere = (own: string[]) =>
  [
    among('problem', ['changed-my-mind', 'better-price-available', 'item-not-as-described', 'arrived-late'], '9a', [
      'another reason',
      '其他原因',
    ]),
    among('problem', ['missing-parts-or-accessories'], '9b', ['something is missing', '缺件']),
    among('problem', ['received-the-wrong-item'], '9c', ['wrong item', '发错货']),
    among('problem', ['cannot-use'], '9d', ['does not work', '用不了']),
  ].filter(({ to: step }) => !own.includes(step));
const otherFlows = (own: string[]) =>
  [
    { id: '9a', kind: 'goes_to' as const, flow: 'return' as const, title: title('A return after all', '转退货流程') },
    {
      id: '9b',
      kind: 'goes_to' as const,
      flow: 'missing_part' as const,
      title: title('A part is missing', '转缺件流程'),
    },
    { id: '9c', kind: 'goes_to' as const, flow: 'wrong_item' as const, title: title('The wrong item', '转错发流程') },
    {
      id: '9d',
      kind: 'goes_to' as const,
      flow: 'does_not_work' as const,
      title: title('It does not work', '转故障流程'),
    },
  ].filter(({ id }) => !own.includes(id));

export const damaged = shippedFlow({
  key: 'damaged',
  name: title('It arrived damaged', '收到时已损坏'),
  starts: { intents: ['item_damaged'], surer_than: 40 },
  steps: [
    ...findsOrder(...elsewhere([]), ...itemFirst('2', '3')),
    asksItem('2', [to('3')]),
    {
      id: '3',
      kind: 'asks',
      slot: 'problem',
      title: title('What happened to it?', '是什么问题'),
      say: say(
        'I’m sorry to hear that. How did it arrive?',
        '非常抱歉。请问收到时是什么情况？',
        'Lo siento. ¿Cómo llegó?',
      ),
      choices: [
        choice('damaged_or_defective', 'Broken or damaged', '破损', 'Roto o dañado'),
        choice('missing_parts_or_accessories', 'Something is missing', '少了配件', 'Falta algo'),
        choice('received_the_wrong_item', 'Wrong item', '发错货了', 'Artículo equivocado'),
      ],
      next: [to('4')],
    },
    {
      id: '4',
      kind: 'looks_up',
      look_up: 'part',
      title: title('Would a part mend it?', '换个配件能否修好'),
      next: [
        {
          when: [
            { fact: 'part.in_stock', is: true },
            { fact: 'part.known_which', is: true },
          ],
          to: '5',
          label: title('in stock', '有货'),
        },
        to('6'),
      ],
    },
    ...givesPart('5', '5a', '6'),
    ...givesRemedy('6'),
    ...otherFlows([]),
  ],
});

export const missingPart = shippedFlow({
  key: 'missing_part',
  name: title('Something is missing', '缺件'),
  starts: { intents: ['missing_part'], surer_than: 40 },
  steps: [
    ...findsOrder(...elsewhere(['9b']), ...itemFirst('2', '3')),
    asksItem('2', [to('3')]),
    {
      id: '3',
      kind: 'asks',
      slot: 'problem',
      title: title('What is it about?', '是什么问题'),
      say: say('I’m sorry. What is the matter?', '抱歉给您添麻烦了。请问是什么情况？', 'Lo siento. ¿Qué ocurre?'),
      choices: [
        choice('missing_parts_or_accessories', 'Something is missing', '少了配件', 'Falta algo'),
        choice('damaged_or_defective', 'Broken or damaged', '破损', 'Roto o dañado'),
        choice('received_the_wrong_item', 'Wrong item', '发错货了', 'Artículo equivocado'),
      ],
      next: [to('4')],
    },
    {
      id: '4',
      kind: 'looks_up',
      look_up: 'part',
      title: title('Is the part in stock?', '配件是否有货'),
      next: [
        when('part.found', false, '6', ['no part known', '没有登记的配件']),
        when('part.known_which', true, '4b', ['known which', '已知是哪个']),
        to('4a'),
      ],
    },
    {
      id: '4a',
      kind: 'asks',
      slot: 'part',
      title: title('Which part?', '缺哪个配件'),
      say: say(
        'I’m sorry about that. Which part is missing?',
        '抱歉，请问缺的是哪个配件？',
        'Lo siento. ¿Qué pieza falta?',
      ),
      say_again: say(
        'Tap the part that is missing, or describe it.',
        '点一下缺少的配件，或描述一下它的样子。',
        'Toca la pieza que falta o descríbela.',
      ),
      next: [to('4b')],
    },
    {
      id: '4b',
      kind: 'looks_up',
      look_up: 'part',
      title: title('Can it be sent?', '能否补发'),
      next: [when('part.in_stock', true, '5', ['in stock', '有货']), to('6')],
    },
    ...givesPart('5', '5a', '6'),
    ...givesRemedy('6'),
    ...otherFlows(['9b']),
  ],
});

export const wrongItem = shippedFlow({
  key: 'wrong_item',
  name: title('The wrong item came', '发错货'),
  starts: { intents: ['wrong_item'], surer_than: 40 },
  steps: [
    ...findsOrder(...elsewhere(['9c']), ...itemFirst('2', '3')),
    asksItem('2', [to('3')]),
    {
      id: '3',
      kind: 'asks',
      slot: 'problem',
      title: title('What is it about?', '是什么问题'),
      say: say(
        'I’m sorry about the mix-up. What did you get?',
        '抱歉发错了。请问收到的是什么情况？',
        'Perdona el error. ¿Qué has recibido?',
      ),
      choices: [
        choice('received_the_wrong_item', 'Something else', '发的不是我买的', 'Otra cosa'),
        choice('missing_parts_or_accessories', 'Not all of it', '少发了', 'No todo'),
        choice('damaged_or_defective', 'Broken or damaged', '破损', 'Roto o dañado'),
      ],
      next: [to('6')],
    },
    ...givesRemedy('6'),
    ...otherFlows(['9c']),
  ],
});

export const doesNotWork = shippedFlow({
  key: 'does_not_work',
  name: title('It does not work', '不会用或坏了'),
  starts: { intents: ['item_defective', 'wont_pair', 'wont_turn_on', 'want_repair'], surer_than: 40 },
  steps: [
    ...findsOrder(...elsewhere(['9d']), ...itemFirst('2', '3')),
    asksItem('2', [to('3')]),
    {
      id: '3',
      kind: 'asks',
      slot: 'problem',
      title: title('What happens?', '具体什么情况'),
      say: say(
        'Let’s get it going. Is it hard to set up, or has it stopped working?',
        '我们来看看。是不会设置、连不上，还是坏了不工作？',
        'Vamos a verlo. ¿Te cuesta configurarlo o ha dejado de funcionar?',
      ),
      choices: [
        choice('cannot_use', 'I can’t set it up', '不会设置或连不上', 'No consigo configurarlo'),
        choice('damaged_or_defective', 'It stopped working', '坏了，不工作', 'Dejó de funcionar'),
        choice('missing_parts_or_accessories', 'Something is missing', '少了配件', 'Falta algo'),
      ],
      next: [to('4')],
    },
    {
      id: '4',
      kind: 'looks_up',
      look_up: 'guide',
      title: title('Is there a guide for this?', '是否有对应指引'),
      note: title('of the product, by the words said', '按商品和买家描述'),
      next: [when('guide.found', true, '5', ['found a guide', '找到指引']), to('6')],
    },
    ...triesGuide('5', '5a', '6'),
    ...givesRemedy('6'),
    ...otherFlows(['9d']),
  ],
});

export const howTo = shippedFlow({
  key: 'how_to',
  name: title('How do I use it?', '怎么使用'),
  starts: { intents: ['how_to_use', 'setup_help'], surer_than: 40 },
  steps: [
    {
      id: '1',
      kind: 'asks',
      slot: 'question',
      title: title('What do you want to do?', '想了解什么'),
      say: say(
        'Sure. What would you like to do with it?',
        '好的，请问您想了解哪方面的用法？',
        'Claro. ¿Qué quieres hacer con él?',
      ),
      next: [to('2')],
    },
    {
      id: '2',
      kind: 'looks_up',
      look_up: 'article',
      title: title('Is there an article?', '是否有对应文章'),
      next: [when('article.sure', true, '3', ['yes', '有']), to('5')],
    },
    {
      id: '3',
      kind: 'says',
      shows: 'article',
      title: title('Answers from the article', '用文章内容回答'),
      say: say(
        '{{article.answer}}\nDid that help?',
        '{{article.answer}}\n这样解决了吗？',
        '{{article.answer}}\n¿Te ha servido?',
      ),
      say_again: say('Did that help?', '这样解决了吗？', '¿Te ha servido?'),
      choices: [
        choice('yes_helped', 'Yes, thanks', '解决了', 'Sí, gracias'),
        choice('not_helped', 'It still doesn’t work', '还是不行', 'Sigue sin funcionar'),
        personChoice,
      ],
      next: [when('answer.3', 'yes_helped', '4', ['helped', '解决了']), to('6')],
    },
    {
      id: '4',
      kind: 'says',
      title: title('Glad it helped', '已解答'),
      say: say('Great!', '太好了！', '¡Estupendo!'),
      ends: 'answered',
    },
    {
      id: '5',
      kind: 'hands_over',
      because: 'cannot_do',
      title: title('Nothing sure: a person', '没有确切答案，转人工'),
      say: say(
        'I don’t want to guess. A colleague who knows the product will answer you.',
        '这个问题我不想随便回答，请熟悉产品的同事来回复您。',
        'No quiero adivinar. Te responderá un compañero que conoce el producto.',
      ),
    },
    {
      id: '6',
      kind: 'goes_to',
      flow: 'does_not_work',
      title: title('It still does not work', '还是用不了'),
    },
  ],
});

export const warranty = shippedFlow({
  key: 'warranty',
  name: title('Warranty', '保修'),
  starts: { intents: ['warranty_question', 'warranty_claim'], surer_than: 40 },
  steps: [
    ...findsOrder(...itemFirst('2', '3')),
    asksItem('2', [to('3')]),
    {
      id: '3',
      kind: 'looks_up',
      look_up: 'warranty',
      title: title('Under warranty?', '是否在保修期内'),
      next: [when('warranty.inside', true, '4', ['yes', '是']), to('5')],
    },
    {
      id: '4',
      kind: 'says',
      title: title('Says until when', '告知保修截止日'),
      say: say(
        'Good news, it’s under warranty until {{warranty.until}}. Is something wrong with it?',
        '在保修期内，保修到{{warranty.until}}。商品出问题了吗？',
        'Buena noticia: tiene garantía hasta el {{warranty.until}}. ¿Le pasa algo?',
      ),
      say_again: say(
        'Is something wrong with it, or did you just want to know?',
        '是商品出了问题，还是只想了解保修期？',
        '¿Le pasa algo o solo quería saberlo?',
      ),
      choices: [
        choice('yes_problem', 'Yes, there’s a problem', '有问题，要保修', 'Sí, hay un problema'),
        choice('no_just_asking', 'Just asking', '只是问问', 'Solo preguntaba'),
      ],
      next: [when('answer.4', 'yes_problem', '7', ['a claim', '要保修']), to('6')],
    },
    {
      id: '5',
      kind: 'says',
      title: title('Says that it is over', '告知已过保'),
      say: say(
        'For this the warranty doesn’t apply any more. It ran until {{warranty.until}}. Shall a colleague see what else can be done?',
        '这种情况已经不在保修范围内了。保修截止日是{{warranty.until}}。需要请同事看看还有什么办法吗？',
        'Para esto la garantía ya no se aplica. Duró hasta el {{warranty.until}}. ¿Quieres que un compañero vea qué más se puede hacer?',
      ),
      choices: [
        choice('yes_please', 'Yes, please', '好的', 'Sí, por favor'),
        choice('no_thanks', 'No, thanks', '不用了', 'No, gracias'),
      ],
      next: [when('answer.5', 'yes_please', '8', ['yes', '要']), to('6')],
    },
    {
      id: '6',
      kind: 'says',
      title: title('Nothing to do', '无需处理'),
      say: say('All right.', '好的。', 'De acuerdo.'),
      ends: 'answered',
    },
    { id: '7', kind: 'goes_to', flow: 'does_not_work', title: title('What is wrong with it?', '转故障流程') },
    {
      id: '8',
      kind: 'hands_over',
      because: 'policy_says_no',
      title: title('A person looks at it', '请同事处理'),
      say: say(
        'I’m passing it on, with all the details.',
        '好的，我把情况都转给同事。',
        'Se lo paso, con todos los detalles.',
      ),
    },
  ],
});

export const exchange = shippedFlow({
  key: 'exchange',
  name: title('I want another one', '想换货'),
  starts: { intents: ['want_exchange', 'size_wrong'], surer_than: 40 },
  steps: [
    ...findsOrder(
      when('order.cancelled', true, '9e', ['was cancelled', '已取消']),
      when('order.shipped', false, '9f', ['not shipped yet', '尚未发货']),
      when('offer', 'exchange', '2', ['chose an exchange', '已选换货']),
      among('wanted', ['refund', 'return', 'store_credit'], '9g', ['wants the money', '想退款']),
      ...itemFirst('2', '3'),
    ),
    asksItem('2', [to('3')]),
    {
      id: '3',
      kind: 'asks',
      slot: 'problem',
      title: title('Why?', '换货原因'),
      say: say(
        'Sure. What’s the reason for the exchange?',
        '可以的。请问换货的原因是？',
        'Claro. ¿Cuál es el motivo del cambio?',
      ),
      say_again: say('Which of these comes closest?', '下面哪一项最接近？', '¿Cuál de estas se acerca más?'),
      choices: [
        choice('too_small', 'Too small', '太小了', 'Demasiado pequeño'),
        choice('too_big', 'Too big', '太大了', 'Demasiado grande'),
        choice('changed_my_mind', 'I’d like another one', '想换一款', 'Prefiero otro'),
        choice('damaged_or_defective', 'Damaged or faulty', '损坏或有故障', 'Dañado o defectuoso'),
        choice('received_the_wrong_item', 'Wrong item', '发错货了', 'Artículo equivocado'),
      ],
      next: [to('4')],
    },
    {
      id: '4',
      kind: 'looks_up',
      look_up: 'variants',
      title: title('What may it be exchanged for?', '可以换成哪些'),
      next: [when('variants.any', true, '5', ['others in stock', '有其他规格']), to('6')],
    },
    {
      id: '5',
      kind: 'asks',
      slot: 'variant',
      title: title('Which one instead?', '换成哪个'),
      say: say('Which one would you like instead?', '您想换成哪一个？', '¿Por cuál lo quieres cambiar?'),
      say_again: say('Tap the one you’d like instead.', '点一下您想换的规格。', 'Toca el que prefieras.'),
      choices: [personChoice],
      next: [to('5a')],
    },
    {
      id: '5a',
      kind: 'looks_up',
      look_up: 'remedies',
      title: title('May it be exchanged?', '能否换货'),
      next: [
        when('order.above', true, '6e', ['order above the limit', '订单金额超过上限']),
        when('remedies.waits_person', true, '6e', ['a rule asks a person', '规则要求人工']),
        when('remedies.offers_exchange', true, '5b', ['yes', '可以']),
        to('6'),
      ],
    },
    {
      id: '5b',
      kind: 'looks_up',
      look_up: 'remedies',
      title: title('Is a photo needed?', '是否需要照片'),
      next: [when('remedies.evidence_needed', true, '5c', ['yes', '需要']), to('5d')],
    },
    asksPhoto('5c', [when('photos', true, '5d'), to('6e')]),
    {
      id: '5d',
      kind: 'does',
      act: 'give_remedy',
      remedy: 'exchange',
      title: title('Exchanges it', '办理换货'),
      say: say(
        'Here it is in full. Shall I go ahead?',
        '换货详情如下，确认后我马上办理。',
        'Aquí lo tienes completo. ¿Lo hago?',
      ),
      next: [
        when('done.5d', 'done', '5e', ['done', '已办理']),
        among('done.5d', ['declined', 'refused'], '6', ['no', '不换']),
      ],
    },
    {
      id: '5e',
      kind: 'says',
      title: title('Says that it is done', '告知已办理'),
      say: say(
        'Done. How to send the old one back is in your e-mail.',
        '已经办好了，旧的怎么寄回，邮件里有说明。',
        'Hecho. En tu correo tienes cómo devolver el anterior.',
      ),
      shows: 'return',
      ends: 'settled',
    },
    ...givesRemedy('6'),
    {
      id: '9e',
      kind: 'goes_to',
      flow: 'refund_status',
      title: title('Cancelled: where is the money?', '已取消：查退款进度'),
    },
    {
      id: '9g',
      kind: 'goes_to',
      flow: 'return',
      title: title('Wants the money: a return', '想退款：转退货流程'),
    },
    {
      id: '9f',
      kind: 'goes_to',
      flow: 'cancel_or_change',
      title: title('Not shipped: it can be changed', '未发货：可直接修改'),
    },
  ],
});
