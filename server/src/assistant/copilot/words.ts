/** The words of the agent's helper: summaries and reasons in the two languages of staff, replies in the three of buyers. */
import type { AssistantSettings, BuyerLanguage, StaffLanguage } from '@recoup/contract';

/** Next steps that are the same whatever the case. */
export type CopilotStep = 'link_order' | 'ask_order' | 'ask_problem' | 'ask_photos' | 'call' | 'resolve';

type Tone = AssistantSettings['tone'];

/** A Latin name stands apart from the Chinese that follows. */
const spaced = (name: string) => (/[\p{Script=Latin}\d]$/u.test(name) ? `${name} ` : name);

export type SummaryWords = {
  who(of: { name: string; channel: string; language: string }): string;
  order(of: {
    number: string;
    title: string | null;
    on: string | null;
    day: number | null;
    state: 'delivered' | 'shipped' | 'waiting' | null;
  }): string;
  no_order: string;
  problem(words: string): string;
  wants(words: string): string;
  last(of: { name: string; text: string }): string;
  told(of: { name: string; text: string }): string;
  returned(of: { code: string; stage: string }): string;
  refunds(of: { amount: string; to: string | null; by: string | null; sent: boolean }): string;
  promised(text: string): string;
  open(list: readonly string[]): string;
  asks: { order: string; problem: string; photos: string; answer: string; remedy: string };
  channels: Record<string, string>;
  languages: Record<BuyerLanguage, string>;
  stages: Record<string, string>;
};

export const summaryWords: Record<StaffLanguage, SummaryWords> = {
  en: {
    who: ({ name, channel, language }) => `${name} writes in ${language}, by ${channel}.`,
    order: ({ number, title, on, day, state }) => {
      const goods = title ? `${title}, order ${number}` : `Order ${number}`;
      if (state === 'delivered')
        return `${goods}, delivered${on ? ` ${on}` : ''}${day === null ? '' : ` (day ${day})`}.`;
      if (state === 'shipped') return `${goods}, on its way.`;
      return state === 'waiting' ? `${goods}, not shipped yet.` : `${goods}.`;
    },
    no_order: 'No order is linked.',
    problem: (words) => `Problem: ${words}.`,
    wants: (words) => `Wants ${words}.`,
    last: ({ name, text }) => `${name} wrote last: “${text}”`,
    told: ({ name, text }) => `${name} answered last: “${text}”`,
    returned: ({ code, stage }) => `There is a return, ${code}, ${stage}.`,
    refunds: ({ amount, to, by, sent }) =>
      `${amount} ${sent ? 'went back' : 'goes back'}${to ? ` to ${to}` : ''}${by && !sent ? `, there by ${by}` : ''}.`,
    promised: (text) => `Said to the buyer: “${text}”`,
    open: (list) => `Open: ${list.join('; ')}.`,
    asks: {
      order: 'which order it is',
      problem: 'what is wrong with it',
      photos: 'photos, which policy asks for',
      answer: 'the buyer’s last question',
      remedy: 'the offer the buyer has not answered',
    },
    channels: {
      chat: 'chat',
      email: 'e-mail',
      sms: 'text message',
      phone: 'phone',
      social: 'direct message',
      marketplace: 'marketplace message',
      form: 'form',
    },
    languages: { en: 'English', zh: 'Chinese', es: 'Spanish' },
    stages: {
      requested: 'waiting for a decision',
      approved: 'approved',
      in_transit: 'on its way back',
      received: 'received',
      closed: 'closed',
      declined: 'declined',
      cancelled: 'cancelled',
      expired: 'expired',
    },
  },
  zh: {
    who: ({ name, channel, language }) => `${spaced(name)}通过${channel}联系，使用${language}。`,
    order: ({ number, title, on, day, state }) => {
      const goods = title ? `${title}，订单 ${number}` : `订单 ${number}`;
      if (state === 'delivered')
        return `${goods}，${on ? `${on}` : '已'}签收${day === null ? '' : `（第 ${day} 天）`}。`;
      if (state === 'shipped') return `${goods}，运输中。`;
      return state === 'waiting' ? `${goods}，尚未发货。` : `${goods}。`;
    },
    no_order: '未关联订单。',
    problem: (words) => `问题：${words}。`,
    wants: (words) => `诉求：${words}。`,
    last: ({ name, text }) => `${spaced(name)}最后说：“${text}”`,
    told: ({ name, text }) => `${spaced(name)}最后答复：“${text}”`,
    returned: ({ code, stage }) => `已有退货 ${code}，${stage}。`,
    refunds: ({ amount, to, by, sent }) =>
      `${amount} ${sent ? '已退' : '待退'}${to ? `至 ${to}` : ''}${by && !sent ? `，${by}前到账` : ''}。`,
    promised: (text) => `已对买家说：“${text}”`,
    open: (list) => `待确认：${list.join('；')}。`,
    asks: {
      order: '是哪个订单',
      problem: '商品有什么问题',
      photos: '政策要求的照片',
      answer: '买家最后的提问',
      remedy: '买家尚未答复的方案',
    },
    channels: {
      chat: '网页聊天',
      email: '邮件',
      sms: '短信',
      phone: '电话',
      social: '社媒私信',
      marketplace: '平台消息',
      form: '表单',
    },
    languages: { en: '英语', zh: '中文', es: '西班牙语' },
    stages: {
      requested: '待审核',
      approved: '已批准',
      in_transit: '退回途中',
      received: '已收货',
      closed: '已关闭',
      declined: '已拒绝',
      cancelled: '已取消',
      expired: '已过期',
    },
  },
};

export type ReplyWords = {
  hello: Record<Tone, (name: string) => string>;
  sorry: Record<Tone, string>;
  thanks: Record<Tone, string>;
  ask_order: string;
  ask_problem: string;
  ask_photos: string;
  way(title: string): string;
  ways(list: readonly string[]): string;
  choose: string;
  shall: string;
  article(of: { title: string; url: string }): string;
  no_answer: string;
  tracking(of: { carrier: string; number: string; last: string | null }): string;
  refund(of: { amount: string; to: string | null; by: string | null; sent: boolean }): string;
  outside: string;
  closing: Record<Tone, (agent: string) => string>;
};

export const replyWords: Record<BuyerLanguage, ReplyWords> = {
  en: {
    hello: { plain: (name) => `Hi ${name},`, warm: (name) => `Hi ${name},`, formal: (name) => `Dear ${name},` },
    sorry: {
      plain: 'Sorry about that.',
      warm: 'I’m sorry about the trouble with this.',
      formal: 'We apologize for the inconvenience.',
    },
    thanks: {
      plain: 'Thanks for writing.',
      warm: 'Thanks for letting us know.',
      formal: 'Thank you for contacting us.',
    },
    ask_order: 'Which order is it about? The order number and the e-mail or ZIP code it was placed with are enough.',
    ask_problem: 'What is wrong with it? A sentence or a photo helps me find the right way.',
    ask_photos: 'Could you send a photo or two of it? Then it can be decided quickly.',
    way: (title) => `What I can offer: ${title}.`,
    ways: (list) => `What I can offer:\n${list.map((one) => `- ${one}`).join('\n')}`,
    choose: 'Which would you like?',
    shall: 'Shall I do that?',
    article: ({ title, url }) => `“${title}” has it step by step: ${url}`,
    no_answer: 'I don’t know that yet. I’ll find out and write to you here.',
    tracking: ({ carrier, number, last }) =>
      `Your parcel is with ${carrier}, number ${number}.${last ? ` ${last}` : ''}`,
    refund: ({ amount, to, by, sent }) =>
      sent
        ? `${amount} went back${to ? ` to ${to}` : ''}${by ? `; it is there by ${by}` : ''}.`
        : `${amount} goes back${to ? ` to ${to}` : ''}${by ? `; it is there by ${by}` : ''}.`,
    outside: 'Our policy does not cover this any more. I’ll have a look at what else is possible.',
    closing: {
      plain: (agent) => agent,
      warm: (agent) => `Best,\n${agent}`,
      formal: (agent) => `Kind regards,\n${agent}`,
    },
  },
  zh: {
    hello: {
      plain: (name) => `${name}，您好：`,
      warm: (name) => `${name}，您好！`,
      formal: (name) => `尊敬的${name}：`,
    },
    sorry: {
      plain: '抱歉给您添麻烦了。',
      warm: '很抱歉让您遇到这样的问题。',
      formal: '对由此给您带来的不便，我们深表歉意。',
    },
    thanks: { plain: '感谢来信。', warm: '谢谢您告诉我们。', formal: '感谢您的联系。' },
    ask_order: '请问是哪个订单？告诉我订单号，以及下单时的邮箱或邮编就可以。',
    ask_problem: '请问商品有什么问题？说一句或发张照片，我好为您找到合适的办法。',
    ask_photos: '方便发一两张照片吗？这样可以尽早确认。',
    way: (title) => `可以为您提供：${title}。`,
    ways: (list) => `可以为您提供：\n${list.map((one) => `- ${one}`).join('\n')}`,
    choose: '您想选哪一种？',
    shall: '需要我为您办理吗？',
    article: ({ title, url }) => `《${title}》里有详细步骤：${url}`,
    no_answer: '这一点我还不清楚，确认后在这里答复您。',
    tracking: ({ carrier, number, last }) => `您的包裹由 ${carrier} 运送，单号 ${number}。${last ?? ''}`,
    refund: ({ amount, to, by, sent }) =>
      `${amount} ${sent ? '已退' : '将退'}${to ? `至 ${to}` : ''}${by ? `，${by}前到账` : ''}。`,
    outside: '按照政策，这个订单已不在可退范围内。我再看看还有什么别的办法。',
    closing: { plain: (agent) => agent, warm: (agent) => `祝好，\n${agent}`, formal: (agent) => `此致\n${agent}` },
  },
  es: {
    hello: {
      plain: (name) => `Hola, ${name}:`,
      warm: (name) => `Hola, ${name}:`,
      formal: (name) => `Estimado/a ${name}:`,
    },
    sorry: {
      plain: 'Lamento lo ocurrido.',
      warm: 'Siento mucho las molestias.',
      formal: 'Te pedimos disculpas por las molestias.',
    },
    thanks: {
      plain: 'Gracias por escribir.',
      warm: 'Gracias por contárnoslo.',
      formal: 'Gracias por ponerte en contacto con nosotros.',
    },
    ask_order: '¿De qué pedido se trata? Bastan el número y el correo o el código postal con que se hizo.',
    ask_problem: '¿Qué le pasa? Una frase o una foto me ayudan a encontrar la mejor solución.',
    ask_photos: '¿Podrías enviar una o dos fotos? Así se puede decidir antes.',
    way: (title) => `Lo que puedo ofrecerte: ${title}.`,
    ways: (list) => `Lo que puedo ofrecerte:\n${list.map((one) => `- ${one}`).join('\n')}`,
    choose: '¿Cuál prefieres?',
    shall: '¿Lo hago así?',
    article: ({ title, url }) => `«${title}» lo explica paso a paso: ${url}`,
    no_answer: 'Todavía no lo sé. Lo averiguo y te escribo aquí.',
    tracking: ({ carrier, number, last }) => `Tu paquete va con ${carrier}, número ${number}.${last ? ` ${last}` : ''}`,
    refund: ({ amount, to, by, sent }) =>
      `${amount} ${sent ? 'se devolvieron' : 'se devuelven'}${to ? ` a ${to}` : ''}${by ? `; estarán ahí el ${by}` : ''}.`,
    outside: 'Nuestra política ya no lo cubre. Miraré qué otra cosa es posible.',
    closing: {
      plain: (agent) => agent,
      warm: (agent) => `Un saludo,\n${agent}`,
      formal: (agent) => `Atentamente,\n${agent}`,
    },
  },
};

type NextWords = Record<CopilotStep, { title: string; because: string }> & {
  remedy_cost(cost: string): string;
  remedy_first: string;
  remedy_second: string;
  macro_because: string;
  macro_does: string;
  article_because: string;
};
export const nextWords: Record<StaffLanguage, NextWords> = {
  en: {
    link_order: { title: 'Link the order', because: 'Nothing can be offered before it is known what was bought' },
    ask_order: { title: 'Ask for the order', because: 'The buyer has proved no order here' },
    ask_problem: { title: 'Ask what is wrong', because: 'Nobody said it yet; remedies hang on it' },
    ask_photos: { title: 'Ask for photos', because: 'Policy wants evidence for this problem' },
    call: { title: 'Offer a video call', because: 'Seen on video, this is mostly settled in minutes' },
    resolve: { title: 'Resolve', because: 'The buyer says that it is done' },
    remedy_cost: (cost) => `Cheapest fair one: offering it costs about ${cost}`,
    remedy_first: 'To be tried before a return',
    remedy_second: 'Above your limit: a second person says yes',
    macro_because: 'Answers what the buyer wrote',
    macro_does: 'Answers what the buyer wrote, and acts',
    article_because: 'May solve it without sending anything',
  },
  zh: {
    link_order: { title: '关联订单', because: '不知道买了什么，就无法给出方案' },
    ask_order: { title: '询问订单', because: '买家还没有证明是哪个订单' },
    ask_problem: { title: '询问问题', because: '还没人说明哪里有问题，方案取决于它' },
    ask_photos: { title: '请买家发照片', because: '这类问题政策要求提供证据' },
    call: { title: '邀请视频通话', because: '视频里看一眼，多半几分钟就能解决' },
    resolve: { title: '标记已解决', because: '买家表示已经解决' },
    remedy_cost: (cost) => `最省的合理方案：给出它预计花费 ${cost}`,
    remedy_first: '退货前先试这个',
    remedy_second: '超出您的额度：需要第二人同意',
    macro_because: '对应买家所说的内容',
    macro_does: '对应买家所说的内容，并会执行操作',
    article_because: '也许不用寄任何东西就能解决',
  },
};
