/** What a bot of thirty lines does: the first keyword that stands in the first words says what it is about. Pure. */
import type { FlowKey } from '@recoup/contract';

const KEYWORDS: readonly (readonly [FlowKey | 'safety', RegExp])[] = [
  ['safety', /smoke|fire|shock|burn|冒烟|起火|触电|humo|fuego/i],
  ['person', /human|agent|person|representative|lawyer|sue|人工|客服|律师|起诉|persona/i],
  ['cancel_or_change', /cancel|change.*(?:order|address)|取消|改地址|cancelar/i],
  ['where_is_it', /where|track|deliver|arrive|快递|物流|发货|到哪|dónde/i],
  ['refund_status', /(?:status|when|where).*refund|refund.*status|退款.*(?:进度|到哪|什么时候)/i],
  ['missing_part', /missing|少了|缺|漏发|falta/i],
  ['wrong_item', /wrong|发错/i],
  ['damaged', /damage|broken|crack|dent|破|裂|碎|roto/i],
  ['does_not_work', /not work|won't|wont|stopped|dead|wifi|坏|连不上|开不了|不工作/i],
  ['exchange', /exchange|swap|size|换/i],
  ['warranty', /warranty|保修|garantía/i],
  ['invoice', /invoice|receipt|发票|收据|factura/i],
  ['return', /return|refund|send.*back|退|devol|reembolso/i],
  ['how_to', /how (?:do|can)|怎么|cómo/i],
  ['before_buying', /shipping|price|discount|do you|is the|运费|多少|吗/i],
  ['complaint', /complain|terrible|worst|投诉|queja/i],
];

/** The flow a buyer's first words would begin; null where no keyword stands in them, which a person would get. */
export function flowByKeyword(opening: string): FlowKey | 'safety' | null {
  return KEYWORDS.find(([, pattern]) => pattern.test(opening))?.[0] ?? null;
}
