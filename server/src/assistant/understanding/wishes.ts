import type { CancelReason, Reason } from '@recoup/contract';
import { problemOfIntent } from '../meanings.ts';
import type { Pending, Slots } from '../talk.ts';

type Wanted = NonNullable<Slots['wanted']>;

/** What is asked for, in words. The first that is not denied counts, so the plainest stand first. */
const WISHES: readonly (readonly [Wanted, RegExp])[] = [
  [
    'cancel',
    /\bcancel(?:l?ed|l?ing|ation)?\b|\bcall off\b|取消|撤单|不要发货|别发货|先别发|\bcancel(?:ar|e|en|a|acion)\b|anular/,
  ],
  [
    'keep_it',
    /\b(?:partial refund|partly refund|(?:keep (?:it|them|the \w+)|i'll keep)(?: \w+){0,6} (?:discount|refund|money|back|off|compensation|credit|\d+ ?%)|(?:discount|refund|money|compensation|something|\d+ ?%|\$\d+)(?: \w+){0,5} (?:and|if|to|while|but)(?: i| i'll| will| i will| let me)? keep|some (?:money|of my money|cash) back|(?:give|knock|take) (?:me )?(?:a )?\w* ?(?:some|off the price)|compensat\w+|reembolso parcial|me (?:lo|la) quedo)\b|部分退款|退(?:我|一)?(?:点|一点|部分|一半|差价|几)|补偿|赔(?:点|我|偿)|打(?:个)?折.{0,6}(?:留|不退)|留着.{0,10}(?:补|退|赔|优惠|便宜)|便宜点.{0,6}(?:留|就不退)|(?:\d+ ?%|\$\d+).{0,4}(?:back|off) (?:and|to|if)/,
  ],
  [
    'store_credit',
    /\b(?:store credit|shop credit|gift card|credit (?:to|on|in) my account|voucher instead|credito (?:de|en la) tienda|tarjeta de regalo|saldo a favor)\b|购物金|储值|店铺余额|退到余额|礼品卡|代金券/,
  ],
  [
    'spare_part',
    /\b(?:(?:send|ship|mail|need|want|get|order)(?: me| us)?(?: just| only)? (?:the |a |an |some |my )?(?:missing|spare|replacement|new|extra)? ?(?:parts?|screws?|bulbs?|shade|cable|cord|charger|adapter|filter|brush(?:es)?|base|remote|manual|lid|basket|cap|strap|knob|piece)|(?:only|just) (?:need |want )?the (?:missing )?(?:part|screw|screws|piece|cable|charger|bulb)|spare parts?|(?:mandenme|envien(?:me)?|necesito) (?:la|el|las|los) (?:pieza|piezas|tornillos?|cable|cargador|repuesto)|repuestos?)\b|补发(?:一?[个条根套张颗]|配件|螺丝|灯泡|零件|缺|少|漏|那)|补(?:寄|个|一个)?(?:配件|零件|螺丝|灯泡|说明书|遥控|充电)|寄(?:个|一个)?(?:配件|零件)|配件补/,
  ],
  [
    'repair',
    /\b(?:repair(?:ed|s|ing)?|fix (?:it|this|mine|my)|have it fixed|get it fixed|mend(?:ed)?|service it|reparar|reparacion|arregl(?:ar|en|o))\b|维修|修理|返修|保修修|修一下|修好|能修|给修|帮.{0,2}修/,
  ],
  [
    'replacement',
    /\b(?:replac(?:e|ed|ing)\b|(?:a |the |send (?:me )?(?:a )?)?replacements?(?! (?:part|bulb|filter|cable|shade))|(?:send|ship|get|give|want|need)(?: me| us)? (?:a )?(?:new|another|working) (?!size|colou?r|model|style|version)\w+|(?:send|ship) (?:it |me )?(?:another|again)|resend|reship|(?:uno|una) nuev[oa]|otr[oa] (?:nuev[oa])|reemplaz(?:o|ar|en)|repon(?:er|gan))\b|补发|重发|重新(?:发|寄)|再(?:发|寄)一|发(?:个|一个)?新的|寄(?:个|一个)?新的|换(?:个|一个|一台|台)?全?新(?!款|色|颜色|型号)|以换代修/,
  ],
  [
    'exchange',
    /\b(?:exchang(?:e|ed|ing)|swap(?:ped|ping)?|switch (?:it )?(?:for|to)|trade (?:it )?(?:in )?for|change (?:it )?(?:for|to) (?:a|an|another|the|size|one)|(?:different|another|bigger|larger|smaller|other) (?:size|colou?r|model|version)|cambi(?:ar|o)(?:lo|la)? (?:por|de talla|de color|de tamano)|un cambio)\b|换(?:货|一[个件款双]|个|成|大|小|别的|其他|颜色|尺码|码|款)|调换|想换|要换|可以换|能换|给换|帮.{0,2}换/,
  ],
  [
    'refund',
    /\b(?:refund(?:ed|s|ing)?|refnd|refun|money back|my money|reimburs\w+|full amount back|get paid back|pay me back|reembols\w+|devolu\w+ (?:de|del) (?:mi )?dinero|devuelv\w+ (?:mi|el) dinero|mi dinero)\b|退款|退钱|退我钱|把钱退|钱退|全额退|仅退款|还钱|还我钱/,
  ],
  [
    'return',
    /\b(?:return(?:ing|ed|s)?|retrun|reutrn|retern|send(?:ing)? (?:it|them|this|these|that|the \w+) back|ship (?:it|them|this) back|bring (?:it|them) back|give (?:it|them) back|don't want (?:it|this|them)(?: anymore| any more)?|devolver(?:lo|la|los|las)?|devolucion|regresar(?:lo|la)?)\b|退货|退掉|退了|退回|想退|要退|能退|可以退|怎么退|办退|申请退|给退|退一下|七天无理由|无理由|不想要了|寄回/,
  ],
];
const DENIES =
  /(?:\b(?:no|not|don't|do not|didn't|doesn't|without|rather than|instead of|never|no longer)\b(?:\s+(?:want|need|asking|looking|a|an|the|to|for|any|just|like|be|get|wants?|quiero|send|ask|it)){0,4}\s*|不(?:想|要|用|需要|是要?|是想|打算)?(?:再)?(?:你们)?(?:去)?|别|而不是|不是(?:要|想)?|no (?:quiero|necesito) (?:un|una|el|la|que)?\s*)$/;
/** Questions about what is under way are no wish: "where is my refund", "我的退款到哪了". */
const UNDER_WAY =
  /\b(?:where(?:'s| is)|when (?:will|do|does|can)|status|still (?:waiting|haven't|no)|haven't (?:got|received|seen)|has (?:my|the)|did you (?:get|receive)|already|track|how long|not (?:yet )?(?:been )?(?:received|refunded))\b|什么时候|多久|到哪|进度|还没(?:到|收到|退)|没到账|到账|已经退|\b(?:donde esta|cuando|todavia no|aun no|ya (?:envie|devolvi))\b/;

/** What the buyer asks for; null where they ask for nothing we can give. Takes one message or a part of one, in plain spelling. */
export function wishIn(text: string): Wanted | null {
  const asksHow = UNDER_WAY.test(text);
  let best: { wish: Wanted; at: number } | null = null;
  for (const [wish, pattern] of WISHES) {
    for (const match of text.matchAll(new RegExp(pattern, 'g'))) {
      if (DENIES.test(before(text, match.index))) continue;
      if (asksHow && (wish === 'refund' || wish === 'return' || wish === 'replacement')) continue;
      if (!best || instead(text, match.index)) best = { wish, at: match.index };
      break;
    }
  }
  return best?.wish ?? null;
}

const before = (text: string, at: number) =>
  text
    .slice(Math.max(0, at - 30), at)
    .split(/[.!?;,:。！？；，：、\n]|\b(?:but|just)\b|但/)
    .at(-1)!;
/** "…, I'd rather have an exchange instead" takes back the wish that stood before it. */
const instead = (text: string, at: number) =>
  /\b(?:actually|rather|instead|prefer|on second thought|changed my mind)\b|还是|改成|换成|\bmejor\b/.test(
    text.slice(Math.max(0, at - 34), at),
  ) || /^.{0,24}\b(?:instead)\b/.test(text.slice(at));

const REASONS: Readonly<Record<string, Reason>> = { ...problemOfIntent, warranty_claim: 'damaged-or-defective' };
const SMALL =
  /\btoo (?:small|tight|short|narrow)\b|\b(?:runs small|doesn't fit me it's small|smaller than|size up|go up a size|bigger size|larger size)\b|太小|偏小|小了|太紧|太短|紧了|大一[码号]|\b(?:muy|demasiado) (?:pequen[oa]|chic[oa]|apretad[oa])|me queda(?:n)? (?:chic|pequen|apretad)/;
const BIG =
  /\btoo (?:big|large|loose|long|wide|huge|baggy)\b|\b(?:runs (?:big|large)|bigger than|size down|go down a size|smaller size)\b|太大|偏大|大了|太松|太长|宽了|小一[码号]|\b(?:muy|demasiado) (?:grande|larg[oa]|anch[oa])|me queda(?:n)? (?:grande|larg|floj)/;
/** Plain words for a problem, where the whole message is about something else as well. */
const PROBLEMS: readonly (readonly [Reason, RegExp])[] = [
  [
    'missing-parts-or-accessories',
    /\b(?:missing|misssing|mising|not in(?:cluded| the box)|no (?:screws?|charger|cable|manual|bulb|remote|power cord|adapter|instructions)(?: in| included|,|$)|without (?:the |any )?(?:screws?|charger|cable|bulb|remote)|came without|left out|short (?:one|a|1)|falta(?:n|ba|ban)?|sin (?:los|las|el|la) (?:tornillos?|cables?|cargador|piezas?))\b|少了|缺了?|漏发|少发|没有?(?:配|带|看到|找到)(?:螺丝|充电|灯泡|说明书|遥控|配件)|配件不[全齐]|少(?:一|两|个|根|颗|件)/,
  ],
  [
    'received-the-wrong-item',
    /\b(?:wrong (?:item|product|one|colou?r|model|thing|size (?:sent|arrived|came)|lamp|vacuum|order)|not what i (?:ordered|bought)|(?:sent|got|received|delivered) (?:me )?(?:a |an |the )?(?:different|wrong|someone else's|another)|instead of (?:the|a|what) (?:\w+ )?(?:i )?ordered|(?:producto|articulo|color|modelo) equivocado|me (?:mandaron|enviaron) otr[oa])\b|发错|错货|错发|不是我(?:买|订|下单|要)的|货不对|送错|颜色不对|型号不对|发成/,
  ],
  [
    'damaged-or-defective',
    /\b(?:broken?|broke|crack(?:ed|s)?|shatter(?:ed)?|damaged?|damged|dented?|dent|smashed|scratch(?:ed|es)?|torn|bent|crushed|chipped|defect(?:ive|s)?|faulty|dead|stop(?:s|ped)? (?:working|charging|heating|spinning|cleaning|responding)|(?:doesn't|does not|doesnt|no longer) (?:charge|heat|spin|turn on|light up|start)(?:s)?|doesn't work|does not work|don't work|dont work|doesnt work|not working|won't (?:turn on|start|charge|power|work|light|heat|spin)|wont (?:turn on|start|charge|work|power)|malfunction\w*|leak(?:s|ing|ed)?|flicker(?:s|ing)?|rot[oa]s?|danad[oa]|defectuos[oa]|quebrad[oa]|rayad[oa]|no (?:funciona|enciende|prende|sirve|carga))\b|坏了?|破损|碎了?|裂|破了|摔|磕|划痕|变形|凹|压坏|开不了机|不能开机|没反应|不亮|不转|不工作|用不了|故障|不(?:充电|加热|通电|启动|开机|制冷|出水|走了|动了)|启动不了|有(?:个|一个)?坑|有问题|瑕疵|质量问题|充不[了进上]电|漏水|死机/,
  ],
  [
    'cannot-use',
    /\b(?:can't (?:connect|pair|set ?(?:it )?up|figure|get it to (?:work|connect|pair))|cannot (?:connect|pair|set up)|won't (?:connect|pair|sync)|wont (?:connect|pair|sync)|(?:not|isn't|doesn't|keeps) (?:connect\w*|pair\w*|disconnect\w*)|no (?:se )?(?:conecta|empareja|vincula))\b|连不上|配不上|配对不|连接不|配网|搜不到|找不到设备|不会用|怎么都(?:连|配|装)|装不上/,
  ],
  [
    'item-not-as-described',
    /\b(?:not as (?:described|advertised|pictured|shown)|(?:different|nothing like|not like|doesn't match|does not match)(?: from| than| what| the)? (?:the )?(?:picture|photo|description|listing|website|pictures|photos|ad)|misleading|no es como|diferente a la (?:foto|descripcion))\b|与描述不符|和(?:图片|描述|详情|照片)(?:不|差|完全)|色差|货不对板|虚假宣传|图文不符|不一样/,
  ],
  [
    'arrived-late',
    /\b(?:(?:arrived|came|delivered|got here|showed up) (?:too |so |very )?late|too late|(?:missed|after) (?:the |her |his |my )?(?:birthday|wedding|party|christmas|event|anniversary)|llego (?:muy |demasiado )?tarde)\b|到得太晚|太晚(?:了|才)|来晚了|送晚|迟到|过了生日|等太久才到|错过了?/,
  ],
  [
    'better-price-available',
    /\b(?:found (?:it |one |this |the same \w* ?)?(?:cheaper|for less)|cheaper (?:elsewhere|on|at|somewhere)|better price|price (?:dropped|went down)|mas barat[oa])\b|别家(?:更)?便宜|更便宜|降价|买贵/,
  ],
  [
    'changed-my-mind',
    /\b(?:changed my mind|don't (?:want|need|like) (?:it|this|them)(?: anymore| any more| after all)?|no longer (?:want|need)|didn't like|not (?:for me|what i expected|a fan)|bought (?:it )?by mistake|regret|cambie de (?:idea|opinion)|ya no (?:lo|la) quiero|no me gust[ao])\b|不想要了|不喜欢|不需要了|后悔|改主意|买多了|用不上|不合适|不太适合|拍错|七天无理由|无理由/,
  ],
];

/** Why, as Shopify's return reasons name it: from plain words, else from what the whole was taken for. */
export function problemIn(text: string, intent: string | null): Reason | null {
  const sized = SMALL.test(text) ? 'too-small' : BIG.test(text) ? 'too-big' : null;
  if (intent === 'size_wrong') return sized;
  const byIntent = intent ? REASONS[intent] : undefined;
  if (byIntent) return byIntent;
  for (const [reason, pattern] of PROBLEMS) {
    for (const match of text.matchAll(new RegExp(pattern, 'g'))) {
      if (!NOT_SO.test(before(text, match.index))) return reason;
    }
  }
  return sized && (intent === null || intent.startsWith('want_')) ? sized : null;
}
const NOT_SO =
  /(?:\b(?:not|isn't|wasn't|never|nothing|no|aren't|n't)\b(?:\s+(?:a|the|any|really|at all|been|is|was|it|arrived|come|came)){0,3}\s*|没(?:有)?|不是|并?未|无)$/;

const SEALED =
  /\b(?:un[- ]?opened|never (?:been )?opened|not (?:been )?opened|haven't (?:even )?opened|have not opened|didn't (?:even )?open|still (?:sealed|in (?:the |its )?(?:box|wrap|plastic|packaging|original))|sealed|unused|never used|not used|haven't used|brand new in box|sin abrir|no (?:lo|la) (?:he )?abr\w+|sellad[oa]|sin usar)\b|没(?:有)?(?:拆|开封|打开|用过|动过)|未(?:拆|开封|使用)|还没(?:拆|开|用)|没拆封|全新(?:的)?|原封|没开过/;
const OPENED =
  /\b(?:opened|open box|used (?:it|them|once|twice|a|for)|tried (?:it|them|using|on)|(?:took|taken) (?:it|them) out|unboxed|unpacked|assembled|installed|plugged (?:it )?in|worn|wore (?:it|them)|abiert[oa]|lo abri|la abri|usad[oa]|lo use|probe)\b|拆了|拆开|拆封了|打开了|开封了|用过|(?<!能|可以|会|好|在|不)用了|试过|试了|装好了|穿过|已经?(?:拆|用|装|开)/;
/** Whether the goods were opened; null where it is not said. A bare yes or no answers it where it was asked. */
export function openedIn(text: string, awaiting: Pending | null, yes: boolean | null): boolean | null {
  if (SEALED.test(text)) return false;
  if (OPENED.test(text)) return true;
  return awaiting?.kind === 'slot' && awaiting.slot === 'opened' ? yes : null;
}

const CANCELS: readonly (readonly [CancelReason, RegExp])[] = [
  [
    'ordered-by-mistake',
    /\b(?:by (?:mistake|accident)|accident(?:al|ally)?|mistaken?|wrong (?:size|colou?r|address|item|one|model|quantity)|ordered (?:it )?twice|double (?:order|ordered)|duplicate|didn't mean|por error|por accidente|equivoque|equivocad[oa]|dos veces)\b|拍错|下错|买错|点错|误拍|手滑|重复(?:下单|拍|买)|拍重|拍了两|多拍|地址错|选错|填错/,
  ],
  [
    'better-price-available',
    /\b(?:cheaper|better (?:price|deal)|found it for less|price (?:dropped|went down)|mas barat[oa]|mejor precio)\b|更便宜|便宜|降价|买贵|价格/,
  ],
  [
    'takes-too-long',
    /\b(?:too (?:long|slow|late)|taking (?:so|too|forever)|takes (?:too|so|forever)|(?:won't|not|wont) (?:arrive|get here|come|be here) (?:in time|on time|by|before)|delayed?|slow|tarda(?:ndo)? (?:mucho|demasiado)|demora)\b|太慢|太久|等不及|来不及|迟迟|还不发货|一直不发|不等了/,
  ],
  [
    'no-longer-needed',
    /\b(?:no longer (?:need(?:ed)?|want(?:ed)?)|don't (?:need|want)|do not (?:need|want)|dont (?:need|want)|not needed|changed my mind|found (?:one|another|mine)|bought (?:one|it) (?:elsewhere|locally|in store)|got one|ya no (?:lo|la) (?:necesito|quiero)|cambie de (?:idea|opinion))\b|不想要|不需要|不要了|不用了|用不上|不买了|改主意|后悔|已经?(?:买|有)了/,
  ],
];
/** Why an order is called off, by the reasons of the shop; null where it is not said. */
export function cancelReasonIn(text: string): CancelReason | null {
  return CANCELS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

const COMPANY =
  /(?:\b(?:company(?: name)?|business name|bill(?:ed)? to|invoice to|made out to|in the name of|company is|nombre de (?:la )?empresa|raz[oó]n social|a nombre de)\s*(?:is|es|:|should be|should say|to|as)?\s*|(?:发票)?抬头(?:是|为|写|开)?[:：]?\s*|公司(?:名称?|名字)(?:是|为|叫)?[:：]?\s*)["“']?([\p{L}\p{N}][\p{L}\p{N}&.,'’() -]{1,80}?)["”']?(?=$|[.!?;。！？；，\n]| (?:and|with|please|thanks|tax|ein|vat)\b)/iu;
/** The name a receipt is made out to, as it was written. Takes the message as it is. */
export function companyIn(text: string): string | null {
  return text.match(COMPANY)?.[1]?.trim() ?? null;
}
