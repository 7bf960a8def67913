import type { Understood } from '@recoup/contract';
import { matches } from './spelling.ts';

type Sign = {
  /** What sounds the alarm. */
  sounds: RegExp;
  /** The same words where they mean something else: blanked out before anything is looked for. */
  unless?: RegExp;
};

/**
 * Danger to people or homes. Where the product still works with it, it is a fault; where words doubt, a person looks: an alarm
 * too many costs a minute, one too few a house.
 */
const SAFETY: readonly Sign[] = [
  {
    sounds:
      /\b(?:(?:caught|catch(?:es|ing)?|on|set|started an?|small|electrical|house) fire|fires?|flames?|flaming|in flames|blaze|burst into flames?)\b/g,
    unless:
      /\b(?:fire (?:sale|stick|tv|tablet|hd|pit|place|wood|emoji|works?|wall|alarm|extinguisher|hydrant|truck|engine|red|hose|drill|resistant|retardant|proof|rated|base)|kindle fire|amazon fire|fire[- ](?:resistant|retardant|proof|rated)|(?:you|u|you guys|y'all|they|we|he|she|this deal|deals?|sale|prices?|your (?:team|support|service))(?:'re| are|'s| is|r)? (?:so |really |absolutely |just |literally )?(?:on )?fire|it's fire|is fire\b(?! hazard)|(?:cease|rapid|quick|camp|bon)[- ]?fire|fire (?:you|him|her|them|me|everyone|somebody|someone|your)|(?:got|get|be|been|getting|should be|gonna be) fired|flame ?(?:effect|less|thrower|style)|flame (?:light|lamp|bulb|mode|setting)s?|under fire|fire away)\b/g,
  },
  {
    sounds: /\b(?:smok(?:e|es|ed|ing|ey|y)|fumes?)\b/g,
    unless:
      /\b(?:smok(?:e|ing)[- ]?(?:detector|alarm|test|free|machine|gr[ae]y|colou?r(?:ed)?|house|signal|screen|sensor|black)s?|non[- ]?smok\w+|(?:never|don't|do not|doesn't|quit|no) smok(?:e|es|ing|er)s?(?: (?:in|at|inside|household|home|house))|i (?:don't )?smoke\b|smoker'?s?|smoking (?:deal|hot|good)|smoke(?:d)? (?:glass|salmon|meat|finish|tint|turkey|brisket)|smoky (?:gr[ae]y|quartz|flavou?r|taste|glass|finish)|smoke[- ]?point|holy smokes?|up in smoke|blowing smoke)\b/g,
  },
  {
    sounds:
      /\b(?:burn(?:ing|t|ed|s)?[- ](?:plastic |rubber |wire |electrical |electric |chemical )?(?:smell|odou?r|stink|stench)|(?:smell(?:s|ed|ing)?|odou?r|stinks?|reek(?:s|ing)?)(?: \w+){0,3} (?:burn(?:ing|t|ed)?|scorch\w*|electrical|melt\w*)|electrical (?:smell|odou?r)|melt(?:s|ed|ing)?|scorch(?:ed|ing)?|singed|charred|overheat(?:s|ed|ing)?|burn(?:s|ed|t|ing)? (?:my|his|her|our|their|the) (?:\w+ )?(?:hands?|fingers?|arms?|legs?|skin|face|kid|son|daughter|child|house|home|table|carpet|floor|rug|couch|sofa|counter|countertop|bed|outlet|dog|cat|wife|husband|baby)|burn(?:ed|t) (?:me|myself|himself|herself)|(?:second|third|2nd|3rd)[- ]degree|(?:got|get|has|have) (?:a |some )?burn(?:s|ed|t|ing)?|burn mark|burning hot|burn(?:ed|t) (?:down|out outlet|outlet|plug|socket|wire)s?|too hot to (?:touch|hold)|(?:is|was|are|started|starts|it's|its|keeps|began) burning)\b/g,
    unless:
      /\b(?:melt(?:ed|s|ing)? (?:my|our) heart|(?:ice|snow|cheese|butter|chocolate|ice cream|candle|candles|wax)(?: \w+){0,2} melt(?:s|ed|ing)?|melt(?:s|ed|ing)? (?:ice|snow|cheese|butter|chocolate|wax)|burn(?:s|ed|t|ing)? (?:calories|a hole in|through|the (?:food|toast|chicken|fries)|my (?:food|toast|fries|dinner|chicken|money|pizza))|burn(?:ed|t|ing)? out(?! (?:outlet|plug|socket))|burning (?:question|desire|money|calories)|(?:does|do|will|did|would) (?:it|they|this|the \w+) (?:not |ever )?overheat\??|burnt (?:orange|sienna|umber|food|toast|fries|taste)|burn[- ]in)\b/g,
  },
  {
    sounds:
      /\b(?:spark(?:s|ed|ing)?|arcing|short[- ]?circuit(?:s|ed|ing)?|shorted out|electrocut\w+|(?:electric(?:al)?|got a|gave me a|get a|gives me a|bad|static) shocks?|shocked (?:me|my|him|her|us|myself)|shocks (?:me|my|you|him|her|us)|shocking me|zapped(?: me| my)?|zaps me|got (?:shocked|zapped)|explod(?:e|es|ed|ing)|explosions?|blew up|blow(?:s|n|ing)? up|battery (?:is |was |has )?(?:swollen|swell(?:s|ing|ed)?|bulg(?:ed|ing|es)|leak(?:s|ed|ing)|puff(?:ed|ing|y))|swollen battery|bulging battery|live wires?|exposed wires?|bare wires?|gas leak|carbon monoxide|fire hazard|safety hazard|hazardous|dangerous(?:ly)?|unsafe)\b/g,
    unless:
      /\b(?:spark(?:s|ed|ing)? (?:joy|interest|my interest|plug|plugs|a conversation)|sparkling|shocked (?:at|by|to (?:see|hear|find|learn))|(?:i was|i'm|i am|am|we were|so|quite) shocked|sticker shock|shock (?:absorber|absorbing|proof|resistant)s?|shockproof|(?:in|culture) shock|explod(?:ed|ing) (?:view|diagram|with)|blow(?:s|ing|n)? up (?:the (?:picture|photo|image|air|mattress|balloon|bed|internet)|my (?:phone|inbox)|your phone|a balloon)|blew up (?:the (?:balloon|air|mattress)|my (?:phone|inbox))|(?:is|are|would|will) (?:it|this|that|they) (?:be )?(?:dangerous|unsafe)\?)\b/g,
  },
  {
    sounds:
      /\b(?:injur(?:y|ies|ed|ing)|(?:cut|sliced|hurt|slashed|gashed|crushed|pinched|bruised|scalded|broke) (?:my|his|her|our|their) (?:\w+ )?(?:hands?|fingers?|arms?|legs?|foot|feet|toes?|face|eyes?|head|skin|son|daughter|kid|child|back|self)|hurt (?:myself|himself|herself|me|my|our|someone|somebody|her|him)|(?:i|he|she|daughter|son|kid|child|wife|husband|mom|dad|baby|dog|cat) (?:got|was|were|is|has been) (?:badly |seriously |really )?(?:hurt|injured|burn(?:ed|t)|cut|scalded|electrocuted)|bleed(?:s|ing)?|stitches|emergency room|hospital(?:i[sz]ed)?|\ber visit|went to the er|in the er|ambulance|911|fire department|firefighters?|allergic reaction|anaphyla\w+|chok(?:ed|ing)|suffocat\w+|poison(?:ed|ing|ous)?|swallowed|(?:skin )?rash(?:es)?|blisters?|toxic)\b/g,
    unless:
      /\b(?:trabajo en (?:un|el) hospital|hospital donde trabajo|hospital (?:bed|grade|gown|table)s?|(?:work|works|working|nurse|doctor|shift|ship(?:ped)?|deliver(?:ed|y)?|sent|address)(?: \w+){0,3} (?:at|to|in) (?:the |a )?hospital|non[- ]?toxic|toxic[- ]free|bleeding (?:edge|money)|food poisoning guide|blister pack(?:s|aging)?|hurt(?:s|ing)? (?:my|our) (?:feelings|wallet|business|budget)|adding insult to injury|order (?:number )?#?\d*911\d*|porsche 911)\b/g,
  },
  {
    sounds:
      /起火|着火|失火|火灾|烧起来|烧着了?|烧焦|烧糊|烧坏了?|烧黑|燃烧|冒烟|冒火|冒黑烟|有烟|烟味|糊味|焦味|焦糊|烧焦味|糊了|烫伤|烫到|烫手|灼伤|烧伤|触电|漏电|电到|电了我|被电|麻手|短路|打火花?|冒火花|火花|爆炸|炸了|炸开|鼓包|电池(?:膨胀|鼓|漏液)|漏液|受伤|割伤|割到|划伤(?:了)?(?:手|脸|孩子|我)|(?:手|手指|脸|脚|腿|胳膊|头|眼睛|孩子|宝宝|女儿|儿子|老人|我)(?:都|也|给|被)?(?:它|灯|玻璃)?(?:划伤|割破|划破|砸伤|夹伤|割伤|刺伤|扎伤)|流(?:了)?(?:好多|很多|好些|不少|点|一点)?血|出(?:了)?(?:好多|很多|不少|点)?血|砸伤|夹伤|夹到手|送医|医院|急诊|住院|救护车|消防|中毒|过敏|起疹|红疹|窒息|误吞|吞了|危险|安全隐患|不安全|煤气|漏气/g,
    unless:
      /空气炸锅|炸锅|炸鸡|炸(?:薯条|东西)|火爆|很火|太火|大火的|(?<![起着失生冒])火了|卖火|无烟|不冒烟|没(?:有)?冒烟|防烟|油烟|烟雾(?:报警器|探测器|感应器)|烟灰色|烟灰|会不会(?:冒烟|起火|漏电|着火|爆炸|短路|危险)|有没有(?:危险|安全隐患|漏电保护)|防漏电|防触电|漏电保护|安全吗|(?:在|到|寄到|送到|发到)(?:[^，。,.!！?？]{0,6})医院|医院(?:上班|工作|地址)|价格(?:爆炸|很火)|爆炸(?:图|好|优惠|价)|(?:气|肺|心态|心|脑子?)(?:都)?(?:要|快)?(?:被)?(?:炸了|爆炸)|(?:手机|群里|朋友圈)炸了|炸了锅|过敏(?:体质)?(?:可以|能)用|防过敏|不?会(?:不会)?过敏吗|(?:菜|饭|肉|鸡翅|薯条|面包|食物|蛋糕|披萨|牛排)(?:都|全|给)?(?:烤|炸|煎|烧)?(?:焦|糊)了|没(?:有)?(?:受伤|起火|着火|漏电|触电|危险)/g,
  },
  {
    sounds:
      /\b(?:incendi\w+|fuego|llamas|humo|humea\w*|echa(?:ndo)? humo|quemad[oa]s?|quemo|quemarse|quemando|se quema|huele a (?:quemado|humo|plastico)|olor a (?:quemado|humo)|chispas?|chispaz\w+|cortocircuito|corto circuito|descarga electrica|me dio (?:un )?(?:toque|calambre|corriente|descarga)|electrocut\w+|explot[oa]\w*|explosion|herid[oa]s?|lastim[oa]\w*|lesion\w*|sangr\w+|urgencias|ambulancia|bomberos|peligros[oa]|bateria (?:hinchada|inflada)|intoxic\w+|alergica?|se derritio|derretid[oa]|sobrecalienta\w*)\b/g,
    unless: /\b(?:detector(?:es)? de humo|sin humo|no (?:hay|sale|echa) humo|fuegos artificiales)\b/g,
  },
];

const LEGAL: readonly Sign[] = [
  {
    sounds:
      /\b(?:lawyers?|attorneys?|solicitor|my legal (?:team|counsel)|legal action|legally|lawsuits?|sue(?:d|s)?|suing|small claims|class[- ]action|take (?:you|this|them|u) to court|see you in court|in court|court|litigation|subpoena|cease and desist|bbb|better business bureau|attorney general|consumer (?:protection|affairs)|ftc|cpsc|fraud department|report(?:ing|ed)? (?:you|this|u) to|trading standards|police report|the police|false advertising|chargeback|charge ?back|dispute (?:this|the|it) (?:charge|payment|transaction)?\s*(?:with)?|disput(?:e|ing) (?:the |this )?(?:charge|payment|transaction))\b/g,
    unless:
      /\b(?:sue (?:ellen|anne?|bird)|(?:my name is|i'm|i am|regards,?|thanks,?|hi,?|wife|aunt|mom) sue|i'm (?:a|an) (?:lawyer|attorney)|(?:am|is|as) an? (?:lawyer|attorney)|(?:tennis|basketball|food|volleyball|pickleball|badminton) courts?|\d+ [\w ]{0,24}court|court (?:street|st|rd|road|ave|avenue|house apartments|shoes?)|legally (?:blonde|blind)|attorney(?:s)? (?:office|at law building)|no(?:t)? (?:a )?lawsuit)\b/g,
  },
  {
    sounds:
      /律师|起诉|告你们|告你|法院|法庭|打官司|上诉|诉讼|法律(?:途径|手段|责任|程序|武器)|维权|(?<![\da-z#@._-])(?:12315|12345|315)(?![\da-z@._-])|工商(?:局|投诉|举报)?|消协|消费者协会|市场监管|市监局|投诉到|举报|曝光|报警|警察|派出所|发到(?:抖音|微博|小红书)|媒体曝光|拒付|信用卡(?:争议|拒付)/g,
    unless:
      /(?:我|本人|老公|老婆|先生)是律师|律师事务所(?:上班|工作|地址)|(?:给|帮)律师(?:买|订)|不(?:会|想|打算)(?:去)?(?:起诉|投诉|告)|订单号?[^\s，。]*315|报警(?:器|声|音|灯|提示)|(?:一直|老是|总是|总|老|会|就|不停(?:地)?|不断|开始|频繁|持续|自动)报警|(?:机器人?|扫地机|它|主机|设备)(?:也)?(?:在)?报警/g,
  },
  {
    sounds:
      /\b(?:abogad[oa]s?|demand(?:ar|are|a legal|arlos|o)|juicio|tribunal(?:es)?|juzgado|acciones? legal(?:es)?|profeco|defensa del consumidor|oficina del consumidor|denunci\w+|policia|contracargo|estafa)\b/g,
    unless: /\bsoy abogad[oa]\b/g,
  },
];

/** A few words before that turn it round: "there was no smoke", "doesn't spark", "没有受伤". */
const DENIED =
  /(?:\b(?:no|not|never|without|n't|isn't|wasn't|didn't|doesn't|don't|nobody|no one|none|nor|neither|zero|aren't|weren't|won't|nothing|free of|sin|nunca|nadie|ningun\w*)\b(?:\s+(?:any|a|an|the|one|has|have|was|were|is|got|getting|been|been any|even|actually|really|ever|see|saw|seen|seeing|smell|notice|sign of|signs of|visible|going to|gonna|want to|planning to|trying to|need a|here to|threatening to|be|hay|hubo|se|need|hire|involve|get|talk to|call|threaten|contact)){0,5}\s*|没有?(?:人|任何|看到|出现|发生|闻到)?|并?未|不(?:会|是|曾|至于|想|打算|需要)?)$/;
const BEFORE = 44;

/** Words that go to a person at once, before anything else is said or done. Takes the text in plain spelling; null where there are none. */
export function alarmIn(text: string, ownWords: readonly string[]): Understood['alarm'] {
  for (const [kind, signs] of [
    ['safety', SAFETY],
    ['legal', LEGAL],
  ] as const) {
    const words = sounding(text, signs);
    if (words.length > 0) return { kind, words };
  }
  const own = ownWords.filter((word) => contains(text, word.trim().toLowerCase()));
  return own.length > 0 ? { kind: 'own', words: own } : null;
}

function sounding(text: string, signs: readonly Sign[]): string[] {
  const found: { start: number; words: string }[] = [];
  for (const { sounds, unless } of signs) {
    const left = unless ? text.replace(unless, (words) => ' '.repeat(words.length)) : text;
    for (const { start, words } of matches(left, sounds)) {
      if (!DENIED.test(clauseBefore(text, start))) found.push({ start, words });
    }
  }
  return [...new Set(found.sort((a, b) => a.start - b.start).map(({ words }) => words.trim()))].slice(0, 8);
}

/** What stands before in the same clause. "No! It caught fire" denies nothing. */
const clauseBefore = (text: string, at: number) =>
  text
    .slice(Math.max(0, at - BEFORE), at)
    .split(/[.!?;,:。！？；，：\n]|\b(?:but|and then|then|because|only)\b|但|而且|然后/)
    .at(-1)!;

function contains(text: string, word: string): boolean {
  if (word === '') return false;
  const at = text.indexOf(word);
  if (at < 0) return false;
  if (!/^[\p{Script=Latin}\d]/u.test(word)) return true;
  return new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'u').test(
    text,
  );
}
