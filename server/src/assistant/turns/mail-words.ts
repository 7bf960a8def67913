/** What the assistant adds to its words where nothing can be tapped. */
import type { BuyerLanguage } from '@recoup/contract';

type Words = {
  answers(of: readonly string[]): string;
  portal(url: string): string;
  /** Under every mail: who writes is no person, and how to get one. */
  automatic(name: string): string;
};
const quoted = (of: readonly string[], open: string, close: string) => of.map((one) => `${open}${one}${close}`);

export const mailWords: Record<BuyerLanguage, Words> = {
  en: {
    answers: (of) =>
      `You can answer: ${new Intl.ListFormat('en', { type: 'disjunction' }).format(quoted(of, '“', '”'))}.`,
    portal: (url) => `Or choose on your order’s page: ${url}`,
    automatic: (name) => `${name} writes automatically. Ask for a person at any time, and one answers you.`,
  },
  zh: {
    answers: (of) => `您可以回复：${quoted(of, '“', '”').join('、')}。`,
    portal: (url) => `也可以在订单页面上选择：${url}`,
    automatic: (name) => `本邮件由${name}自动回复。随时可以要求转人工，会有人回复您。`,
  },
  es: {
    answers: (of) =>
      `Puedes responder: ${new Intl.ListFormat('es', { type: 'disjunction' }).format(quoted(of, '«', '»'))}.`,
    portal: (url) => `O elige en la página de tu pedido: ${url}`,
    automatic: (name) =>
      `${name} escribe de forma automática. Pide hablar con una persona cuando quieras y alguien te responderá.`,
  },
};
