/** What stands in the buyer's thread about a call, in their language. */
import type { BuyerLanguage, CallEnd } from '@recoup/contract';
import type { Call } from './call.ts';

type Words = {
  subject: string;
  asked: string;
  calling: string;
  callBack: string;
  answered: (who: string) => string;
  ended: (length: string) => string;
  minutes: (count: number) => string;
  under: string;
  missed: string;
  left: string;
  noAnswer: string;
  declined: string;
  cancelled: string;
  noShow: string;
};

const WORDS: Record<BuyerLanguage, Words> = {
  en: {
    subject: 'Video call',
    asked: 'Video call asked for',
    calling: 'We are calling you by video',
    callBack: 'We will call you back by video',
    answered: (who) => `Video call with ${who}`,
    ended: (length) => `Video call ended · ${length}`,
    minutes: (count) => `${count} min`,
    under: 'less than a minute',
    missed: 'We could not answer your video call in time. Somebody will write to you here.',
    left: 'You left the queue for a video call',
    noAnswer: 'We tried to call you by video',
    declined: 'Video call declined',
    cancelled: 'Video call called off',
    noShow: 'The agreed video call did not take place',
  },
  zh: {
    subject: '视频通话',
    asked: '已申请视频通话',
    calling: '我们正在向您发起视频通话',
    callBack: '我们稍后会用视频给您回拨',
    answered: (who) => `与 ${who} 的视频通话`,
    ended: (length) => `视频通话已结束 · ${length}`,
    minutes: (count) => `${count} 分钟`,
    under: '不到 1 分钟',
    missed: '抱歉，暂时没能接听您的视频通话，客服会在这里回复您。',
    left: '您已退出视频通话排队',
    noAnswer: '我们曾尝试与您视频通话',
    declined: '视频通话已拒接',
    cancelled: '视频通话已取消',
    noShow: '约定的视频通话未能进行',
  },
  es: {
    subject: 'Videollamada',
    asked: 'Videollamada solicitada',
    calling: 'Le estamos llamando por vídeo',
    callBack: 'Le devolveremos la llamada por vídeo',
    answered: (who) => `Videollamada con ${who}`,
    ended: (length) => `Videollamada terminada · ${length}`,
    minutes: (count) => `${count} min`,
    under: 'menos de un minuto',
    missed: 'No hemos podido atender su videollamada a tiempo. Le escribiremos aquí.',
    left: 'Ha salido de la cola de la videollamada',
    noAnswer: 'Intentamos llamarle por vídeo',
    declined: 'Videollamada rechazada',
    cancelled: 'Videollamada cancelada',
    noShow: 'La videollamada acordada no tuvo lugar',
  },
};

export const callWords = (language: BuyerLanguage): Words => WORDS[language];

/** How it ended, as the buyer reads it. `seconds`: how long both sides were on. */
export function endLine(
  language: BuyerLanguage,
  of: Pick<Call, 'stage' | 'origin' | 'call_back'> & { because: CallEnd; seconds: number | null },
): string {
  const words = WORDS[language];
  if (of.stage === 'ended') {
    const minutes = Math.round((of.seconds ?? 0) / 60);
    return words.ended(minutes > 0 ? words.minutes(minutes) : words.under);
  }
  if (of.because === 'no_show') return words.noShow;
  if (of.because === 'buyer_declined') return words.declined;
  if (of.stage === 'declined') return words.cancelled;
  if (of.because === 'buyer_left' || of.because === 'buyer_hung_up') return words.left;
  return of.origin === 'thread' || of.call_back ? words.noAnswer : words.missed;
}
