/** What stands in the buyer's thread, and in their calendar, about a time that was agreed. */
import type { BuyerLanguage } from '@recoup/contract';
import type { TimesInWords } from './times-in-words.ts';

type Words = {
  agreed: (time: string) => string;
  moved: (time: string) => string;
  summary: (brand: string) => string;
  description: (times: TimesInWords) => string;
};

export const slotWords: Record<BuyerLanguage, Words> = {
  en: {
    agreed: (time) => `Video call agreed for ${time}`,
    moved: (time) => `Video call moved to ${time}`,
    summary: (brand) => `Video call with ${brand}`,
    description: ({ yours, ours }) =>
      `${yours}${ours ? `\nFor us it is ${ours}.` : ''}\nOpen the link at that time. It works in the browser of your phone.`,
  },
  zh: {
    agreed: (time) => `已约定视频通话：${time}`,
    moved: (time) => `视频通话已改到：${time}`,
    summary: (brand) => `与 ${brand} 的视频通话`,
    description: ({ yours, ours }) =>
      `${yours}${ours ? `\n客服当地时间：${ours}` : ''}\n到时打开链接即可，手机浏览器就能通话。`,
  },
  es: {
    agreed: (time) => `Videollamada acordada: ${time}`,
    moved: (time) => `Videollamada cambiada: ${time}`,
    summary: (brand) => `Videollamada con ${brand}`,
    description: ({ yours, ours }) =>
      `${yours}${ours ? `\nPara nosotros: ${ours}.` : ''}\nAbra el enlace a esa hora. Funciona en el navegador de su teléfono.`,
  },
};
