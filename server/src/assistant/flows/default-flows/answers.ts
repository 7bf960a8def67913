/** What is about no order: before buying, a complaint, a person, anything else. */
import { choice, personChoice, say, shippedFlow, title, to, when } from './steps.ts';

const answersFrom = (ask: ReturnType<typeof say>) => [
  {
    id: '1',
    kind: 'asks' as const,
    slot: 'question' as const,
    title: title('What is the question?', '想问什么'),
    say: ask,
    next: [to('2')],
  },
  {
    id: '2',
    kind: 'looks_up' as const,
    look_up: 'article' as const,
    title: title('Does an article answer it?', '是否有文章能回答'),
    note: title('only where it is sure', '有把握才回答'),
    next: [when('article.sure', true, '3', ['yes', '有']), to('5')],
  },
  {
    id: '3',
    kind: 'says' as const,
    shows: 'article' as const,
    title: title('Answers from the article', '用文章内容回答'),
    say: say(
      '{{article.answer}}\nDoes that answer it?',
      '{{article.answer}}\n这样清楚了吗？',
      '{{article.answer}}\n¿Responde a su pregunta?',
    ),
    say_again: say('Does that answer your question?', '这样清楚了吗？', '¿Responde a su pregunta?'),
    choices: [
      choice('yes_answered', 'Yes, thanks', '清楚了', 'Sí, gracias'),
      choice('not_answered', 'Not quite', '还没有', 'No del todo'),
      personChoice,
    ],
    next: [when('answer.3', 'yes_answered', '4', ['answered', '已解答']), to('5')],
  },
  {
    id: '4',
    kind: 'says' as const,
    title: title('Answered', '已解答'),
    say: say('Glad I could help.', '很高兴能帮到您。', 'Me alegro de haberte ayudado.'),
    ends: 'answered' as const,
  },
  {
    id: '5',
    kind: 'hands_over' as const,
    because: 'cannot_do' as const,
    title: title('Not sure: a person', '没把握，转人工'),
    say: say(
      'I’d rather not guess here. A colleague will answer you.',
      '这个问题我没有把握，请同事来回复您。',
      'Prefiero no adivinar. Te responderá un compañero.',
    ),
  },
];

export const beforeBuying = shippedFlow({
  key: 'before_buying',
  name: title('Before buying', '售前咨询'),
  starts: {
    intents: ['product_question', 'stock_question', 'shipping_cost', 'compatibility', 'price_match', 'discount_code'],
    surer_than: 40,
  },
  steps: answersFrom(
    say('Happy to help. What would you like to know?', '您好，请问想了解什么？', 'Con gusto. ¿Qué te gustaría saber?'),
  ),
});

export const anythingElse = shippedFlow({
  key: 'anything_else',
  name: title('Anything else', '其他'),
  starts: { intents: ['store_credit_balance'], surer_than: 40 },
  steps: answersFrom(say('What can I help you with?', '请问有什么可以帮您？', '¿En qué puedo ayudarte?')),
});

export const complaint = shippedFlow({
  key: 'complaint',
  name: title('A complaint', '投诉'),
  starts: { intents: ['complaint'], surer_than: 40 },
  steps: [
    {
      id: '1',
      kind: 'asks',
      slot: 'question',
      title: title('What happened?', '发生了什么'),
      note: title('passed over where it was told', '已说明则跳过'),
      say: say(
        'I’m sorry we let you down. What happened? I’ll get it to the right person.',
        '非常抱歉让您失望了。请问具体发生了什么？我会转给负责的同事。',
        'Siento que te hayamos fallado. ¿Qué ha pasado? Lo hago llegar a quien corresponde.',
      ),
      next: [to('2')],
    },
    {
      id: '2',
      kind: 'hands_over',
      because: 'upset',
      title: title('A person answers', '转人工回复'),
      say: say(
        'Thank you for telling us, and sorry for the trouble. A person will answer you, with all of it at hand.',
        '感谢您告诉我们，给您添麻烦了。会有同事带着完整情况来回复您。',
        'Gracias por contárnoslo y disculpa las molestias. Te responderá una persona, con todo a la vista.',
      ),
    },
  ],
});

export const person = shippedFlow({
  key: 'person',
  name: title('A person, please', '转人工'),
  starts: { intents: ['talk_to_person', 'legal_threat', 'safety_report'], surer_than: 40 },
  steps: [
    {
      id: '1',
      kind: 'looks_up',
      look_up: 'people',
      title: title('Is somebody there?', '有人在线吗'),
      note: title('by the chat’s hours', '按客服时间'),
      next: [when('people.here', true, '2', ['yes', '在线']), to('3')],
    },
    {
      id: '2',
      kind: 'hands_over',
      because: 'asked',
      title: title('A person, now', '马上转接'),
      say: say(
        'Of course. A colleague is here and takes over, with everything you told me.',
        '好的，同事在线，马上为您转接，您说过的内容会一并转过去。',
        'Por supuesto. Hay un compañero disponible y te atiende con todo lo que me has contado.',
      ),
    },
    {
      id: '3',
      kind: 'hands_over',
      because: 'asked',
      title: title('A person, when they are back', '上班后回复'),
      say: say(
        'Of course. The team is away right now. They’re back {{people.back}}, and your message is first in line.',
        '好的。同事目前不在线。{{people.back}}上班后会优先回复您。',
        'Por supuesto. El equipo no está ahora mismo. Vuelve {{people.back}} y tu mensaje va el primero.',
      ),
    },
  ],
});
