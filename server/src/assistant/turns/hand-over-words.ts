/** The words a summary is made of, in the two languages of staff. */
import type { HandOverReason, Reason, RemedyKind } from '@recoup/contract';
import type { Tried } from '../talk.ts';

export type Both = { en: string; zh: string };
const both = (en: string, zh: string): Both => ({ en, zh });

export const problemWords: Record<Reason, Both> = {
  'changed-my-mind': both('changed their mind', '不想要了'),
  'item-not-as-described': both('not as described', '与描述不符'),
  'received-the-wrong-item': both('got the wrong item', '收到的商品不对'),
  'damaged-or-defective': both('damaged or defective', '损坏或有故障'),
  'too-small': both('too small', '偏小'),
  'too-big': both('too big', '偏大'),
  'arrived-late': both('arrived late', '到货太晚'),
  'missing-parts-or-accessories': both('parts or accessories missing', '缺少零件或配件'),
  'cannot-use': both('cannot get it to work', '不会用或用不了'),
  'better-price-available': both('found it cheaper', '别处更便宜'),
  other: both('another problem', '其他问题'),
};

export const wishWords: Record<RemedyKind | 'return' | 'cancel', Both> = {
  refund: both('a refund', '退款'),
  store_credit: both('store credit', '购物金'),
  exchange: both('an exchange', '换货'),
  replacement: both('a replacement', '补发'),
  spare_part: both('a spare part', '配件'),
  repair: both('a repair', '维修'),
  keep_it: both('part of the money back and to keep it', '部分退款并留下商品'),
  next_order_discount: both('a discount on the next order', '下单优惠'),
  guidance: both('help with using it', '使用指导'),
  return: both('to send it back', '退货'),
  cancel: both('to cancel the order', '取消订单'),
};

/** A remedy as a suggestion names it. */
export const remedyWords: Record<RemedyKind, Both> = {
  refund: both('Refund', '退款'),
  store_credit: both('Store credit', '购物金'),
  exchange: both('Exchange', '换货'),
  replacement: both('Replacement', '补发'),
  spare_part: both('Spare part', '补发配件'),
  repair: both('Repair', '维修'),
  keep_it: both('Keep it, part of the money back', '留下商品，部分退款'),
  next_order_discount: both('Discount on the next order', '下单优惠'),
  guidance: both('Guidance', '使用指导'),
};

const what: Record<Tried['kind'], Both> = {
  guide: both('the guide', '使用指南'),
  article: both('the article', '帮助文章'),
  part: both('the part', '配件'),
  remedy: both('the offer', '方案'),
  tracking: both('the tracking', '物流信息'),
  call: both('a call', '视频通话'),
};

/** What was tried, with what came of it. */
export function triedWords({ kind, title, outcome }: Tried): Both {
  const name = title.trim() === '' ? what[kind] : both(`${what[kind].en} “${title}”`, `${what[kind].zh}“${title}”`);
  switch (outcome) {
    case 'worked':
      return both(`${upper(name.en)} worked.`, `${name.zh}有效。`);
    case 'failed':
      return both(`Tried ${name.en}, it did not help.`, `试过${name.zh}，没有解决。`);
    case 'declined':
      return both(`Refused ${name.en} once.`, `拒绝过一次${name.zh}。`);
    default:
      return both(`Was shown ${name.en}, said nothing of it.`, `看过${name.zh}，没有回应。`);
  }
}

/** Why a person is needed, where it says more than the facts before it. Null where the facts say it. */
export const becauseWords: Record<HandOverReason, Both | null> = {
  asked: both('Asked for a person.', '要求转人工。'),
  safety: both('Tells of danger.', '提到安全危险。'),
  legal: both('Speaks of a lawyer or the authorities.', '提到律师或监管部门。'),
  failed_twice: both('Was not understood several times in a row.', '连续几次没有听懂。'),
  not_understood: both('Was not understood.', '没有听懂。'),
  rule: both('A rule of the brand sends it to a person.', '按品牌规则转人工。'),
  policy_asks: both('Policy asks a person to decide.', '政策要求人工决定。'),
  policy_says_no: both('Policy does not allow what they want.', '政策不允许买家的要求。'),
  disputes: both('Disputes what was offered.', '对给出的方案有异议。'),
  over_cap: both('The assistant may give no more today or here.', '超出智能客服的额度。'),
  not_proved: both('Could not show that the order is theirs.', '未能证明订单归其所有。'),
  cannot_do: both('The assistant cannot do this.', '智能客服无法办理。'),
  upset: both('Upset.', '情绪激动。'),
  fault: both('The assistant failed; nothing was promised.', '智能客服出错，没有作出任何承诺。'),
};

export const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
