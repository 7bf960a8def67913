/** What a text promises or claims, and how firmly. Pure. */
import { plainText } from './hard-facts.ts';

export type Promised = {
  /** `refund`, `free`, … */
  what: string;
  /** 0: said not to be; 1: may be, asked or under a condition; 2: said to be. */
  firmness: 0 | 1 | 2;
  words: string;
};

/** Words that bind the shop, in English, Chinese and Spanish. What stands under none of these is small talk. */
const STEMS: Record<string, string> = {
  refund:
    'refund\\w*|refnd\\w*|money[- ]?back|reimburs\\w*|repa(?:y|id)\\w*|pay(?:ing)? (?:you )?back|(?:your|the) money|退款|退钱|退还|返还|返现|返钱|退回.{0,6}[款钱]|退给您|退你|打款|到账|还钱|reembols\\w*|devol\\w* (?:el|su|tu) dinero|dinero de vuelta|su dinero',
  free: 'free of charge|for free|\\bfree\\b|no (?:extra |additional )?(?:charge|cost|fee)s?|on us\\b|on the house|complimentary|costs? (?:you )?nothing|without (?:charge|paying)|gift\\w*|免费|免单|免除|不收.{0,3}费|不用付|零元|白送|赠送|送您|送你|gratis|gratuit\\w*|sin (?:costo|coste|cargo)|cortesía|regal\\w*',
  replace:
    'replac\\w*|new one|brand[- ]new|another (?:one|unit)|换新|更换|换一|换个|补发|重发|再发|补寄|reempla\\w*|uno nuevo|una nueva|de repuesto',
  exchange: 'exchang\\w*|swap\\w*|换货|换成|\\bcambi(?:o|ar|amos|aremos|amos|e)\\b',
  credit:
    'credit\\w*|voucher\\w*|gift card\\w*|coupon\\w*|promo\\w*|discount\\w*|cash\\w*|compensat\\w*|代金券|优惠券|优惠|折扣|打折|积分|红包|礼品卡|补偿|赔\\p{Script=Han}?|cupón\\w*|descuento\\w*|crédito\\w*|tarjetas? de regalo|compens\\w*',
  guarantee:
    'guarant\\w*|promis(?:e|es|ed|ing)\\b|assur\\w*|ensur\\w*|definitely|certainly|absolutely|rest assured|my word|no matter what|without fail|for sure|保证|承诺|确保|一定|绝对|放心|必定|肯定|说到做到|garantiz\\w*|promet\\w*|asegur\\w*|sin duda|definitivamente|seguro que',
  approve:
    'approv\\w*|authori[sz]\\w*|grant(?:ed|ing)?\\b|accepted|confirmed|批准|同意|准许|已确认|特准|aprob\\w*|autoriz\\w*|confirmad\\w*',
  exception:
    'exception\\w*|waiv\\w*|overrid\\w*|overrul\\w*|special case|one[- ]time|as a courtesy|goodwill|loophole|破例|例外|特批|特殊处理|excepci[oó]n\\w*|caso especial',
  done: '(?:process|issu|ship|cancel|cancell|appl|submitt|initiat|transfer|dispatch|complet|arrang|schedul|order|creat)(?:ed|ied)\\b|\\b(?:sent|paid|done|booked|taken care of)\\b|on (?:its|the) way|已经?(?:为您|帮您|给您|为你|帮你|给你)?(?:退|换|发|寄|取消|处理|安排|批准|申请|提交|补|完成|办)|办理|处理完|安排好|办好|procesad\\w*|emitid\\w*|enviad\\w*|cancelad\\w*|aplicad\\w*|en camino|hecho\\b',
  keep: "keep (?:it|the|your|this|that|both|everything)|(?:no|not|don't|without) (?:need|have|having)?(?: to)? ?(?:send|return|ship)\\w*(?: \\w+)? back|不[用必需][^，。]{0,4}[寄退]回|无需[^，。]{0,4}[寄退]回|留着|归您|qued[ae]\\w*|qu[eé]date\\w*|no (?:hace falta|necesita|tiene que) devolver",
  full: 'fully?\\b|in full|entire(?:ly)?|whole (?:amount|price)|double|triple|twice|extra|bonus|unlimited|maximum|全额|全款|全部|双倍|三倍|加倍|额外|最高|无限|completo|totalidad|total\\b|doble|adicional|ilimitad\\w*',
  ship: 'express|expedit\\w*|priority|overnight|prepaid|label\\w*|tracking number|加急|特快|包邮|运费|顺丰|面单|urgente|exprés|envío|prepagad\\w*|etiqueta\\w*',
  repair:
    'repair\\w*|warrant\\w*|lifetime|extended|extension|extend (?:the|your)|保修|质保|维修|终身|延长|延保|garantía\\w*|repar\\w*|extend\\w*|de por vida',
  return_it: 'return\\w*|send (?:it|them) back|退货|退回|devol\\w*',
  cancel: 'cancel\\w*|取消|撤销|anul\\w*',
  liable:
    'liab\\w*|our fault|at fault|responsib\\w*|negligen\\w*|admit\\w*|lawsuit\\w*|settlement|负责|责任|过错|我们的错|承担|起诉|responsab\\w*|culpa\\w*|demanda\\w*',
  person:
    '\\b(?:human|person|agent|manager|supervisor|representative|specialist|colleague|teammate|team|ceo)\\b|call you|contact you|reach out|get back to you|in touch|人工|真人|客服经理|主管|专员|同事|经理|联系您|联系你|回电|致电|答复您|\\b(?:persona|agente|gerente|supervisor|colega|equipo)\\b|le llamar\\w*|se pondrá en contacto|contactar\\w*',
  secret:
    'pass(?:word|code)\\w*|card (?:number|details)|credit card|cvv|social security|\\bssn\\b|\\bpin\\b|security code|verification code|bank account|密码|卡号|验证码|银行卡|身份证|contraseña\\w*|número de tarjeta|cuenta bancaria|código',
  place: '\\b(?:street|avenue|boulevard|apartment|calle|avenida)\\b|小区|大道|街道|号楼|单元',
  give: '\\bgiv(?:e|es|en|ing)\\b|\\bg[eo]t\\b|\\b(?:get|receive|pay|cover)s?\\b|给您|给你|收到|支付|recib\\w*|\\bd(?:ar|amos|aremos)\\b|\\bpag\\w*',
  price: '\\b(?:price match|lowest price|best price|for only|just pay)\\b|最低价|价保|差价|只需|mejor precio',
};
const stems = Object.entries(STEMS).map(([what, source]) => ({ what, pattern: new RegExp(source, 'giu') }));

const NOT =
  /\b(?:not|no|never|cannot|unable|without|nor|neither|nunca|tampoco|sin|ni)\b|n['’]t\b|不|没|無|无法|未能|尚未|还未/iu;
const MAYBE =
  /[?？]|\b(?:if|once|when|after|before|until|unless|whether|may|might|could|can|would|should|eligible|options?|choose|prefer|like|want|wish|ask|asks|asked|requests?|requested|check|checks|policy|depends|or|either|let me|need)\b|如果|若|假如|一旦|可以|可能|能否|能不能|是否|吗|还是|或者|申请|想要|想|希望|需要|选择|政策|方案|哪|\b(?:si|cuando|puede|podría|puedo|podemos|opci[oó]n\w*|quiere|prefiere|desea|política|solicit\w*|elija|elige|necesit\w*)\b/iu;

/** Full stops that end sentences, not those in figures and addresses. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[。！？；\n])|(?<=[.!?;]["”’)]?)\s+/u)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
const clausesOf = (sentence: string) =>
  sentence.split(/[,，、:：;；—]|\s-\s|\b(?:but|however|instead|and|so|pero|sino|y)\b|但|而是|不过/iu);

/** As it is read once what stands between the letters is taken away: `re-fund`, `退 款`. */
export function undisguised(text: string): string {
  return plainText(text)
    .replace(/(?<=\p{Script=Latin})[-_*.·•|\\/]+(?=\p{Script=Latin})/gu, '')
    .replace(/(?<=\p{Script=Han})[\s·•.*_\-|/]+(?=\p{Script=Han})/gu, '');
}

export function promisesIn(text: string): Promised[] {
  const found: Promised[] = [];
  for (const sentence of sentencesOf(plainText(text))) {
    const plain = clausesOf(sentence);
    for (const { what, pattern } of stems) {
      for (const clause of [...plain, undisguised(sentence)]) {
        const isWhole = !plain.includes(clause);
        for (const [words] of clause.matchAll(pattern)) {
          // The disguise alone is looked at in the whole sentence; what stands there openly was seen in its clause.
          if (isWhole && plain.some((one) => one.toLowerCase().includes(words.toLowerCase()))) continue;
          const rest = clause.replace(words, ' ');
          const firmness = NOT.test(rest) ? 0 : MAYBE.test(sentence) ? 1 : 2;
          found.push({ what, firmness, words });
        }
      }
    }
  }
  return found;
}

/** Whether a text says no to anything. */
export const saysNo = (text: string): boolean => NOT.test(plainText(text));
