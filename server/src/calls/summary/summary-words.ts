/** What is told after a call, made from what happened on it: to the buyer in their language, to colleagues in English and Chinese. Pure. */
import type { BuyerLanguage, StaffLanguage, VerdictOf } from '@recoup/contract';

export type SummaryFacts = {
  code: string;
  buyer: string;
  /** Who of ours, by the name buyers see, and by their whole name. */
  agent: { shown: string; whole: string } | null;
  goods: string | null;
  order_number: string | null;
  minutes: number;
  stills: number;
  verdict: { verdict: VerdictOf; defect: string | null } | null;
  /** In the words of each reader. */
  agreed: {
    titles: Record<BuyerLanguage, string>;
    detail: string | null;
    code: string;
    waits: boolean;
    url: string | null;
  } | null;
  offers: number;
};

type Buyer = {
  thanks(agent: string | null, about: string | null): string;
  seen: Record<VerdictOf, string | null>;
  agreed(title: string, detail: string | null, code: string): string;
  waits: string;
  follow(url: string): string;
  nothing: string;
};
const about = (goods: string | null, order: string | null, of: (goods: string, order: string | null) => string) =>
  goods === null ? null : of(goods, order);

const toBuyer: Record<BuyerLanguage, Buyer & { about(goods: string, order: string | null): string; joint: string }> = {
  en: {
    joint: ' ',
    about: (goods, order) => (order ? `${goods} (order ${order})` : goods),
    thanks: (agent, of) => `Thank you for the video call${agent ? ` with ${agent}` : ''}${of ? ` about ${of}` : ''}.`,
    seen: {
      carrier: 'We saw that it was damaged on its way to you.',
      factory: 'We saw that it left the factory with a fault.',
      seller: 'We saw that the mistake was ours.',
      // Whose doing it was is said on the call, not written after it.
      user: null,
      unclear: 'We could not tell yet what caused it, and look into it.',
    },
    agreed: (title, detail, code) => `We agreed: ${title}.${detail ? ` ${detail}` : ''} Your number is ${code}.`,
    waits: 'A colleague confirms it first; we write to you as soon as they have.',
    follow: (url) => `You can follow it here: ${url}`,
    nothing: 'If anything is open, just answer here.',
  },
  zh: {
    joint: '',
    about: (goods, order) => (order ? `${goods}（订单 ${order}）` : goods),
    thanks: (agent, of) => `感谢您${agent ? `与 ${agent} ` : ''}的视频通话${of ? `，通话内容：${of}` : ''}。`,
    seen: {
      carrier: '我们看到商品是在运输途中损坏的。',
      factory: '我们看到这是出厂时就有的问题。',
      seller: '我们确认这是我们的失误。',
      user: null,
      unclear: '目前还无法判断原因，我们会继续核实。',
    },
    agreed: (title, detail, code) => `我们商定：${title}。${detail ?? ''}您的编号是 ${code}。`,
    waits: '还需同事确认，确认后马上通知您。',
    follow: (url) => `进度可在这里查看：${url}`,
    nothing: '如还有疑问，直接在这里回复即可。',
  },
  es: {
    joint: ' ',
    about: (goods, order) => (order ? `${goods} (pedido ${order})` : goods),
    thanks: (agent, of) => `Gracias por la videollamada${agent ? ` con ${agent}` : ''}${of ? ` sobre ${of}` : ''}.`,
    seen: {
      carrier: 'Vimos que se dañó durante el envío.',
      factory: 'Vimos que salió de fábrica con un defecto.',
      seller: 'Vimos que el error fue nuestro.',
      user: null,
      unclear: 'Todavía no sabemos qué lo causó y lo estamos revisando.',
    },
    agreed: (title, detail, code) => `Acordamos: ${title}.${detail ? ` ${detail}` : ''} Tu número es ${code}.`,
    waits: 'Un compañero lo confirma primero; te escribimos en cuanto lo haga.',
    follow: (url) => `Puedes seguirlo aquí: ${url}`,
    nothing: 'Si queda algo pendiente, responde aquí.',
  },
};

/** A few short lines; nothing is said that did not happen. */
export function summaryForBuyer(facts: SummaryFacts, language: BuyerLanguage): string {
  const say = toBuyer[language];
  const { agreed } = facts;
  const seen = facts.verdict && say.seen[facts.verdict.verdict];
  return [
    say.thanks(facts.agent?.shown ?? null, about(facts.goods, facts.order_number, say.about)),
    seen,
    agreed && say.agreed(agreed.titles[language], agreed.detail, agreed.code),
    agreed?.waits ? say.waits : null,
    agreed?.url ? say.follow(agreed.url) : null,
    agreed ? null : say.nothing,
  ]
    .filter(Boolean)
    .join('\n');
}

const toStaff: Record<
  StaffLanguage,
  {
    call(code: string, buyer: string, agent: string | null, minutes: number): string;
    verdict: Record<VerdictOf, string>;
    responsible(who: string, defect: string | null): string;
    none: string;
    stills(count: number): string;
    agreed(title: string, code: string, waits: boolean): string;
    nothing(offers: number): string;
  }
> = {
  en: {
    call: (code, buyer, agent, minutes) =>
      `${code} with ${buyer}${agent ? `, taken by ${agent}` : ''}, ${minutes} min.`,
    verdict: {
      carrier: 'the carrier',
      factory: 'the factory',
      user: 'the buyer',
      seller: 'the seller',
      unclear: 'cannot be told yet',
    },
    responsible: (who, defect) => `Responsible: ${who}${defect ? ` (${defect})` : ''}.`,
    none: 'Nobody has said who is responsible.',
    stills: (count) => `Stills kept: ${count}.`,
    agreed: (title, code, waits) => `Agreed: ${title}, ${code}${waits ? '; a second person must say yes' : ''}.`,
    nothing: (offers) => (offers > 0 ? `Nothing agreed; offers shown: ${offers}.` : 'Nothing agreed, nothing offered.'),
  },
  zh: {
    call: (code, buyer, agent, minutes) =>
      `${code}，买家 ${buyer}${agent ? `，由 ${agent} 接听` : ''}，时长 ${minutes} 分钟。`,
    verdict: { carrier: '承运商', factory: '工厂', user: '用户', seller: '卖家', unclear: '暂时无法判定' },
    responsible: (who, defect) => `责任判定：${who}${defect ? `（${defect}）` : ''}。`,
    none: '尚未判定责任。',
    stills: (count) => `保留截图 ${count} 张。`,
    agreed: (title, code, waits) => `已商定：${title}，${code}${waits ? '，等待第二人审批' : ''}。`,
    nothing: (offers) => (offers > 0 ? `未达成方案，共提出 ${offers} 个。` : '未提出方案。'),
  },
};

export function summaryForStaff(facts: SummaryFacts, language: StaffLanguage): string {
  const say = toStaff[language];
  const { agreed, verdict } = facts;
  return [
    say.call(facts.code, facts.buyer, facts.agent?.whole ?? null, facts.minutes),
    verdict ? say.responsible(say.verdict[verdict.verdict], verdict.defect) : say.none,
    say.stills(facts.stills),
    agreed ? say.agreed(agreed.titles[language], agreed.code, agreed.waits) : say.nothing(facts.offers),
  ].join('\n');
}
