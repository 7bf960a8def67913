/** How a message reads as an answer to a yes-or-no question, in English, Chinese and Spanish. */

const YES = [
  /^(?:yes|yep|yeah|yea|yup|ya|yas|yess+|yesss*|ye|y|aye|sure|surely|ok|okay|okey|okie|k|kk|fine|absolutely|definitely|certainly|of course|correct|right|exactly|indeed|affirmative|deal|agreed|perfect|great|sounds (?:good|great|fine|perfect)|go ahead|go for it|do it|do that|please do|please|yes please|that works|works for me|that's (?:right|correct|fine|good|it|the one|great|perfect)|i (?:do|agree|accept|confirm|did|have|am|would)|i'd (?:like|love) that|confirm(?:ed)?|accept(?:ed)?|approved?|why not|no problem|no objections?|let's do (?:it|that)|i'll take (?:it|that)|send it|be my guest|all good|good|cool|alright|all right)$/,
  /^(?:是的?|对的?|对啊|对呀|没错|正确|好的?|好啊|好呀|好吧|好滴|好哒|好嘞|行|行的?|行啊|行吧|可以的?|可以啊|可以呀|没问题|没意见|嗯+|恩+|嗯嗯|嗯呢|哦+|噢|ok|欧克|同意|确认|确定|接受|当然|当然可以|要的?|需要|就这样|就这样吧|那就这样|就这么办|按你说的|听你的|成|中|妥|必须的?|是啊|是呀|是滴|有的?|有啊|试过了?|麻烦了|请处理|发吧|寄吧|退吧|换吧|补吧|安排|安排吧|来吧|收|1)$/,
  /^(?:si+|sip|claro|claro que si|por supuesto|vale|dale|ok|okay|de acuerdo|esta bien|correcto|exacto|asi es|perfecto|adelante|hagalo|hazlo|acepto|confirmo|bueno|bien|me parece bien|si,? por favor|si,? gracias|seguro|eso es)$/,
];
const NO = [
  /^(?:no|nope|nah|naw|na|n|noo+|not really|not at all|never|negative|no thanks|no thank you|no way|no sir|hell no|absolutely not|of course not|i don't|i do not|i don't think so|i didn't|i haven't|i wouldn't|i won't|don't|do not|don't do (?:it|that)|please don't|not (?:yet|now|today|this|that|interested|ok|okay|acceptable|good enough|enough|for me|the one|what i want(?:ed)?|correct|right)|that's not (?:it|right|correct|enough|acceptable|what i want)|that's wrong|wrong|incorrect|i decline|decline|declined|reject|refuse|i refuse|i'll pass|pass|hard pass|forget it|rather not|i'd rather not|cancel that|stop|neither|none)$/,
  /^(?:不|不是的?|不对|不行|不要|不要了|不用|不用了|不用谢|不需要|不想|不想要|不可以|不能|不好|不同意|不接受|不必|不必了|不了|别|没|没有|没有啊|没有的?|没呢|还没|还没有|没试过|否|非|算了|算了吧|拒绝|免了|不太行|不合适|不划算|不满意|才不|都不是|都不要|0)$/,
  /^(?:no+|nop|para nada|no gracias|no,? gracias|claro que no|en absoluto|nunca|jamas|no quiero|no acepto|no me interesa|todavia no|aun no|tampoco|negativo|incorrecto|mejor no|no es eso|rechazo)$/,
];
/** Opens an answer that goes on: "yes, send it to my work", "不，我要退款". */
const OPENS_YES =
  /^(?:yes|yep|yeah|yup|sure|ok|okay|absolutely|definitely|of course|go ahead|please do|sounds good|perfect)\b(?!\?)|^(?:好的|好啊|好吧|可以的?|是的|对的?|行|嗯+|没问题|同意|确认|当然)(?=[,，.。!！、\s~～]|$|就|那|请|麻烦|你|帮|发|寄|退|换)|^(?:si|claro|vale|de acuerdo|perfecto|esta bien)(?=[,.\s!]|$)/;
const OPENS_NO =
  /^(?:no|nope|nah|not really|no thanks|no thank you)\b(?! (?:problem|worries|objection|issue))|^(?:不是|不用了?|不要了?|不行|不对|不可以|不接受|不同意|不想|不需要|算了|没有|不)(?=[,，.。!！、\s~～]|$|我|，)|^(?:no)(?=[,.\s!]|$)/;
/** A yes with a condition is none: it would be acted on. */
const HEDGED =
  /\b(?:but|only if|if|as long as|unless|except|however|what about|how about|can you make|instead|first)\b|但是?|不过|可是|除非|如果|要是|能不能|可不可以|行不行|先|\b(?:pero|si me|siempre que|a menos|en vez|primero)\b/;
const ASKS = /[?？]\s*$|吗\s*$|么\s*$|呢\s*$/;
const THANKS =
  /(?:[,，.。!！\s]|^)(?:thanks?(?: you)?(?: so much| a lot)?|thx|ty|tysm|please|pls|plz|谢谢(?:你|您|啦|了)?|谢了|多谢|感谢|辛苦了?|麻烦(?:你|您)?了?|gracias|por favor|sir|ma'am|bro|dude|亲|哈|啦|呀|啊|哦|呢|吧|了)\s*$/;

/**
 * Yes, no, or neither. A question, a condition and a mere mention are neither: `可以吗`, `yes but only if…`, `没有货了`. Takes
 * the text in plain spelling.
 */
export function yesOrNo(text: string): boolean | null {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > 300) return null;
  const sign = signs(trimmed);
  if (sign !== null) return sign;
  const asks = ASKS.test(trimmed) && !/^(?:why not|好不好)\?*$/.test(trimmed);
  const bare = strip(trimmed);
  if (!asks) {
    for (const one of [bare, strip(bare.replace(THANKS, ''))]) {
      if (NO.some((pattern) => pattern.test(one))) return false;
      if (YES.some((pattern) => pattern.test(one))) return true;
    }
    const parts = bare
      .split(/[,，.。!！;；、\n]+|\s+(?=go ahead|please do|do it)/)
      .map(strip)
      .filter(Boolean);
    const answers = parts.map(single);
    if (answers.length > 1 && answers.every((answer) => answer !== null) && new Set(answers).size === 1)
      return answers[0]!;
  }
  if (OPENS_NO.test(bare)) return false;
  if (OPENS_YES.test(bare))
    return asks || HEDGED.test(bare) || /\b(?:don't|do not|not)\b|不(?!错|好意思|用谢)/.test(bare) ? null : true;
  return null;
}

function single(part: string): boolean | null {
  if (NO.some((pattern) => pattern.test(part))) return false;
  return YES.some((pattern) => pattern.test(part)) ? true : null;
}

const strip = (text: string) =>
  text
    .replace(/^[\s,，.。!！~～…"'()]+|[\s,，.。!！~～…"'()]+$|[\u{1f300}-\u{1faff}\u2600-\u27bf]|\ufe0f/gu, '')
    .replace(/\s+/g, ' ')
    .trim();

function signs(text: string): boolean | null {
  if (/^(?:👍|👌|✅|🙏|🆗|💯)[\u{1f3fb}-\u{1f3ff}\ufe0f]?$/u.test(text)) return true;
  if (/^(?:👎|❌|🙅)[\u{1f3fb}-\u{1f3ff}\ufe0f]?$/u.test(text)) return false;
  return null;
}

const CORRECTS =
  /\b(?:i meant|i mean(?=[, ]+(?:the|my|order|it's))|meant to (?:say|write|type)|actually|(?:sorry|oops|whoops|wait|hold on)[,. ]+(?:wrong|i|it's|that|not|no|my|the|actually)|no[,. ]+(?:the other|it's the|it was the|i want|i said|i need|the|not the|wrong)|wrong (?:one|number|order|email|item|zip)|typo|not that one|the other one|on second thought|(?:i )?changed my mind|instead|rather than|scratch that|never ?mind|correction|let me correct|my mistake|mistyped|strike that|forget (?:it|that|what i said))\b|算了|说错|打错|写错|搞错|弄错|看错|发错了.{0,3}(?:订单|号)|我(?:是说|的意思是|说的是)|不是这[个单件]|是另[外一]|另一个才|应该是|更正|纠正|改主意|还是(?:换|退|要|算|补|给)|改成|改为|换成|不对[,，]|不是.{1,12}是|\b(?:quise decir|queria decir|perdon,|me equivoque|mejor (?:un|el|la|quiero|dame)|en realidad|cambie de (?:idea|opinion)|el otro|la otra|olvid\w+)\b/;

/** Whether the buyer takes back or corrects what was said before. Takes the text in plain spelling. */
export const correctsItself = (text: string) => CORRECTS.test(text);
