import type { Understood } from '@recoup/contract';
import { matches } from './spelling.ts';

/** Words that say how the buyer feels, from −3 to 3; what is merely broken says nothing about the mood by itself. */
const FEELINGS: readonly (readonly [RegExp, number])[] = [
  [
    /\b(?:fuck\w*|wtf|bullshit|asshole|bastards?|motherf\w+|piece of shit|go to hell|scam(?:mers?|med)?|thie(?:f|ves)|crooks?|fraud|criminals?|hijos? de puta|mierda|ladrones|estafador\w*)\b|骗子|诈骗|垃圾|傻[逼x叉]|他妈|妈的|滚|狗屎|无耻|恶心|黑店|缺德/g,
    -3,
  ],
  [
    /\b(?:furious|outraged?|disgust(?:ed|ing)|horrible|horrendous|terrible|awful|worst|pathetic|ridiculous|unacceptable|appalling|atrocious|livid|fed up|sick of|sick and tired|pissed|damn|crap|shit(?:ty)?|garbage|trash|junk|useless|rip[- ]?off|never (?:again|buy)|hate|waste of|pesimo|horrible|inaceptable|harto|harta|basura|verg[uu]enza)\b|太差|差劲|气死|生气|愤怒|忍无可忍|过分|离谱|坑人|坑爹|坑我|糊弄|敷衍|最差|再也不(?:买|来)|什么破|破玩意|烂|差评|太坑|无语|受够|火大/g,
    -2,
  ],
  [
    /\b(?:disappoint(?:ed|ing|ment)?|frustrat(?:ed|ing|ion)|annoy(?:ed|ing)|upset|unhappy|not happy|not satisfied|dissatisfied|bad|poor(?:ly)?|sad|angry|mad|sucks?|still (?:waiting|nothing|no|haven't|not)|third time|again and again|nobody (?:answers|replies|responds|helps)|no one (?:answers|replies|responds|helps)|no (?:reply|response|answer)|ignored?|ignoring|ugh+|decepcionad[oa]|molest[oa]|enojad[oa]|frustrad[oa]|mal servicio|nadie (?:responde|contesta))\b|失望|不满意?|不高兴|郁闷|烦|着急|没人(?:理|管|回)|不回复|拖|糟糕|差|不爽|急死/g,
    -1,
  ],
  [
    /\b(?:thanks?|thank you|thx|appreciate|please|kindly|good|nice|fine|ok|okay|gracias|por favor|bien|bueno)\b|谢谢|感谢|麻烦您?|辛苦|请问|不错|好的|可以/g,
    0.5,
  ],
  [
    /\b(?:love|great|awesome|amazing|excellent|perfect|wonderful|fantastic|happy|glad|delighted|helpful|brilliant|best|lovely|excelente|perfecto|encanta|genial|feliz|contento)\b|很好|太好了|非常好|满意|喜欢|棒|完美|给力|赞|开心|好用|优秀/g,
    1.5,
  ],
];
const TURNED =
  /(?:\b(?:not|no|never|isn't|wasn't|n't|don't|didn't|hardly|far from|nada)\b(?:\s+\w+){0,2}\s*|不(?:太|是|怎么|够)?|没(?:有)?(?:那么)?)$/;
const URGENT =
  /\b(?:asap|a\.s\.a\.p|urgent(?:ly)?|immediately|right (?:now|away)|emergency|hurry|rush|quickly|as soon as possible|today please|by (?:tomorrow|tonight|today|friday|monday|saturday|sunday|thursday|wednesday|tuesday|the weekend|christmas)|need (?:it|this|them) (?:by|before|today|tomorrow|now)|before (?:saturday|sunday|friday|christmas|my|the (?:wedding|party|trip|weekend))|time[- ]sensitive|can't wait|urgente|cuanto antes|lo antes posible|inmediatamente|ya mismo|ahora mismo)\b|尽快|赶快|赶紧|马上|立刻|立即|急用|急需|着急|很急|加急|快点|急急|十万火急|等着用|今天(?:之内|必须|就要)|明天(?:之前|就要)/;

/** How the words sound: −1 angry, 0 plain, 1 happy; and whether it presses. Takes the message as written and in plain spelling. */
export function moodOf(text: string, plainText: string): { sentiment: number; urgent: boolean } {
  let sum = 0;
  for (const [pattern, value] of FEELINGS) {
    for (const { start } of matches(plainText, pattern)) {
      const turned = TURNED.test(plainText.slice(Math.max(0, start - 20), start));
      sum += turned ? -Math.sign(value) * Math.min(Math.abs(value), 1) : value;
    }
  }
  if (sum < 0) sum -= Math.min(2, loudness(text));
  return { sentiment: round(Math.tanh(sum / 3)), urgent: URGENT.test(plainText) };
}

/** Shouting: capitals and rows of exclamation marks. */
function loudness(text: string): number {
  const letters = text.match(/[A-Za-z]/g)?.length ?? 0;
  const capitals = text.match(/[A-Z]/g)?.length ?? 0;
  const marks = text.match(/[!！]/g)?.length ?? 0;
  return (letters > 12 && capitals / letters > 0.6 ? 1.5 : 0) + (marks >= 3 ? 1 : marks * 0.25);
}

const round = (value: number) => Math.round(value * 100) / 100 || 0;

/** Danger is what may hurt somebody; serious what a person should look at soon. */
export function severityOf(alarm: Understood['alarm'], sentiment: number): Understood['severity'] {
  if (alarm?.kind === 'safety') return 'danger';
  if (alarm || sentiment <= -0.7) return 'serious';
  return sentiment <= -0.25 ? 'annoyed' : 'none';
}
