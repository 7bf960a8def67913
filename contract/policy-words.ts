/** A policy in plain words, and as schema.org says it. Pure; used by the public page, the console's preview and mails. */
import type { BuyerLanguage, Reason } from './common.ts';
import type { PolicyRules } from './policies.ts';

/** Every code a verdict may give as its reason (`because.code`), for the catalogues of the screens. */
export const verdictCodes = [
  'order.cancelled',
  'delivery.not_yet',
  'delivery.overdue',
  'line.nothing_left',
  'line.more_than_left',
  'line.final_sale',
  'policy.none',
  'window.none',
  'window.closed',
  'window.late',
  'reason.not_accepted',
  'opened.refused',
  'opened.ask',
  'opened.hygiene',
  'damage.by_buyer_ask',
  'damage.by_buyer_refused',
  'value.above',
  'buyer.nth_return',
  'warranty.covers',
  'warranty.may_cover',
  'warranty.refund_only',
  'limit.per_case',
  'limit.per_day',
  'limit.per_buyer',
  'limit.other_currency',
  'risk.keep_it_often',
  'risk.serial_swap',
  'risk.empty_box',
  'risk.many_addresses',
] as const;
export type VerdictCode = (typeof verdictCodes)[number];

/** A piece of a sentence; a `value` is one the policy sets, so an editor can mark what changed. */
export type WordPart = { text: string; strong?: true } | { value: string; strong?: true };
export type PolicySentence = { key: PolicyWordKey; parts: WordPart[] };

/**
 * The policy as a buyer reads it, sentence by sentence in reading order. Says everything New York General Business Law
 * §218-a(2) wants told: whether and how money comes back, until when, on final-sale goods, without a receipt, every
 * fee with its amount, and the right to a written copy. `currency` is the brand's, ISO 4217.
 */
export function policyWords(rules: PolicyRules, language: BuyerLanguage, currency: string): PolicySentence[] {
  const say = catalogues[language];
  const locale = locales[language];
  const money = (amount: number) => moneyText(amount, currency, locale);
  const days = (count: number) => say.days(count);
  const reasons = (list: readonly Reason[]) => say.anyOf(list.map((reason) => say.reasons[reason]));
  const sentences: PolicySentence[] = [];
  const add = (key: SentenceKey, values: Record<string, string> = {}) => {
    sentences.push({ key, parts: parse(say.sentences[key], values) });
  };
  const { window, condition, final_sale, freight, restocking_fee: fee, remedies, warranty } = rules;

  if (window.days === 0) add('window_none');
  else {
    add(window.from === 'delivery' ? 'window_delivery' : 'window_purchase', { days: days(window.days) });
    add(`opened_${condition.opened}`);
    add(condition.original_packaging === 'needed' ? 'packaging_needed' : 'packaging_not_needed');
    if (condition.opened !== 'refused') add('hygiene');
    if (condition.buyer_damage !== 'accepted') add(`damage_${condition.buyer_damage}`);
    if (rules.reasons.length > 0) add('reasons', { reasons: reasons(rules.reasons) });
    const final = [...final_sale.categories, ...final_sale.skus];
    if (final.length > 0) add('final_sale', { goods: final.join(', ') });
    if (freight.buyer_fee === 0) add('freight_free');
    else if (freight.seller_pays_for.length === 0) add('freight_buyer', { fee: money(freight.buyer_fee) });
    else add('freight', { reasons: reasons(freight.seller_pays_for), fee: money(freight.buyer_fee) });
    if (fee.kind === 'none') add('fee_none');
    else {
      const amount = fee.kind === 'fixed' ? money(fee.amount) : `${fee.percent}%`;
      const key = fee.waived_for.length > 0 ? (`fee_${fee.kind}_waived` as const) : (`fee_${fee.kind}` as const);
      add(key, { fee: amount, reasons: reasons(fee.waived_for) });
    }
    if (remedies.refund) add('refund', { days: days(rules.refund_within_days) });
    const bonus = remedies.store_credit.bonus_percent;
    if (remedies.store_credit.allowed) add(bonus > 0 ? 'credit_bonus' : 'credit', { percent: `${bonus}%` });
    if (remedies.exchange || remedies.replacement) {
      add(remedies.exchange ? (remedies.replacement ? 'swap_both' : 'swap_exchange') : 'swap_replacement');
    }
    if (remedies.exchange && rules.exchange.ships === 'now') {
      const free = rules.exchange.unsecured_up_to;
      add(free > 0 ? 'exchange_now_up_to' : 'exchange_now', { amount: money(free) });
    }
    if (rules.shipping_refunded_for.length > 0) add('shipping_back', { reasons: reasons(rules.shipping_refunded_for) });
    if (remedies.spare_part) add('spare_part');
    if (remedies.repair) add('repair');
    const keep = remedies.keep_it;
    if (keep.allowed && keep.percent > 0) add('keep_it', { percent: `${keep.percent}%` });
    const next = remedies.next_order_discount;
    if (next.allowed && next.percent > 0) add('next_order', { percent: `${next.percent}%` });
    if (rules.evidence_for.length > 0) add('evidence', { reasons: reasons(rules.evidence_for) });
    const cancel = rules.cancellation;
    if (cancel.by_buyer === 'until_shipped') {
      if (cancel.within_hours === null) add('cancel');
      else add('cancel_hours', { hours: String(cancel.within_hours) });
    }
    add('ship_within', { days: days(rules.ship_within_days) });
    const ask = rules.ask_person;
    if (ask.above !== null) add('person_above', { amount: money(ask.above) });
    if (ask.from_nth_return !== null) add('person_nth', { count: String(ask.from_nth_return) });
    if (ask.late_days > 0) add('person_late', { days: days(ask.late_days) });
  }
  if (warranty.months > 0 && warranty.covers.length > 0) {
    add('warranty', { months: say.months(warranty.months), reasons: reasons(warranty.covers) });
    if (warranty.parts && warranty.labor) add('warranty_parts_labor');
    else if (warranty.parts) add('warranty_parts');
  }
  add('proof');
  add('copy');
  const note = rules.note?.[language] ?? rules.note?.en;
  if (note) sentences.push({ key: 'note', parts: [{ text: note }] });
  return sentences;
}

/** `**bold**` and `{value}`, in one level. */
function parse(template: string, values: Record<string, string>): WordPart[] {
  return template.split('**').flatMap((piece, i) =>
    piece.split(/(\{\w+\})/).flatMap((bit): WordPart[] => {
      if (bit === '') return [];
      const strong = i % 2 === 1 ? ({ strong: true } as const) : {};
      const name = /^\{(\w+)\}$/.exec(bit)?.[1];
      return name ? [{ value: values[name] ?? '', ...strong }] : [{ text: bit, ...strong }];
    }),
  );
}

const locales: Record<BuyerLanguage, string> = { en: 'en-US', zh: 'zh-CN', es: 'es-US' };

function digitsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
function moneyText(amount: number, currency: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  return format.format(amount / 10 ** digitsOf(currency));
}

type Catalogue = {
  days(count: number): string;
  months(count: number): string;
  anyOf(list: readonly string[]): string;
  reasons: Record<Reason, string>;
  sentences: Record<SentenceKey, string>;
};

const english = {
  days: (count: number) => `${count} ${count === 1 ? 'day' : 'days'}`,
  months: (count: number) => `${count} ${count === 1 ? 'month' : 'months'}`,
  anyOf: (list: readonly string[]) => new Intl.ListFormat('en', { type: 'disjunction' }).format(list),
  reasons: {
    'changed-my-mind': 'you changed your mind',
    'item-not-as-described': 'it is not as described',
    'received-the-wrong-item': 'you got the wrong item',
    'damaged-or-defective': 'it is damaged or defective',
    'too-small': 'it is too small',
    'too-big': 'it is too big',
    'arrived-late': 'it arrived late',
    'missing-parts-or-accessories': 'parts or accessories are missing',
    'cannot-use': 'you cannot use it',
    'better-price-available': 'you found a better price',
    other: 'there is another reason',
  },
  sentences: {
    window_none: '**All sales are final.** Goods cannot be returned.',
    window_delivery: '**You have {days}** from delivery to ask for a return.',
    window_purchase: '**You have {days}** from the day you bought it to ask for a return.',
    opened_accepted: 'Opened is fine.',
    opened_refused: 'Only unopened goods can come back, unless something is wrong with them.',
    opened_ask: 'If you have opened it, a person looks at your request first.',
    packaging_needed: 'Send it in its original packaging.',
    packaging_not_needed: 'You don’t need the original packaging.',
    hygiene: 'Goods sealed for hygiene cannot come back once opened, unless something is wrong with them.',
    damage_ask: 'If something broke while you used it, a person decides.',
    damage_refused: 'What broke by being dropped or misused cannot come back.',
    reasons: 'We accept a return when {reasons}.',
    final_sale: '**Final sale:** {goods}. These cannot be returned.',
    freight_free: '**Sending it back is free.**',
    freight_buyer: '**Sending it back costs {fee}**, taken from your refund.',
    freight: '**Sending it back is free** when {reasons}. Otherwise it costs {fee}, taken from your refund.',
    fee_none: 'No restocking fee.',
    fee_fixed: 'The restocking fee is {fee} for each item.',
    fee_percent: 'The restocking fee is {fee} of the price.',
    fee_fixed_waived: 'The restocking fee is {fee} for each item. There is none when {reasons}.',
    fee_percent_waived: 'The restocking fee is {fee} of the price. There is none when {reasons}.',
    refund: '**Your money comes back** within {days} after we receive the goods, to the payment you used.',
    credit: 'You can take store credit instead.',
    credit_bonus: 'Store credit pays {percent} more.',
    swap_both: 'You can also have it exchanged or replaced.',
    swap_exchange: 'You can also have it exchanged.',
    swap_replacement: 'You can also have it replaced.',
    exchange_now: 'What you exchange it for leaves right away. Until the old one is back, your card holds its price.',
    exchange_now_up_to:
      'What you exchange it for leaves right away. Above {amount}, your card holds its price until the old one is back.',
    shipping_back: 'You also get back what you paid for delivery when {reasons}.',
    spare_part: 'If a part is missing or broken, we can mail you the part. You send nothing back.',
    repair: 'You can have it repaired instead: you send it in, we repair it and send it back.',
    keep_it: 'For some problems you may keep it and get up to {percent} of the price back.',
    next_order: 'For some problems you may keep it and get {percent} off your next order.',
    evidence: 'We ask for photos or video when {reasons}.',
    cancel: 'You may cancel an order until it is shipped.',
    cancel_hours: 'You may cancel an order within {hours} hours, until it is shipped.',
    ship_within: 'Hand the parcel over within {days} after we say yes.',
    person_above: 'A person looks at requests worth more than {amount}.',
    person_nth: 'From return number {count} within a year, a person looks at your request.',
    person_late: 'Up to {days} late? Ask anyway: a person decides.',
    warranty: '**{months} of warranty** from delivery when {reasons}.',
    warranty_parts_labor: 'The warranty covers parts and labor.',
    warranty_parts: 'The warranty covers parts.',
    proof:
      'Your order number with your e-mail or ZIP code is your proof of purchase. Without them we cannot find the order.',
    copy: 'You can ask us for a written copy of this policy.',
  },
};
type SentenceKey = keyof (typeof english)['sentences'];
export type PolicyWordKey = SentenceKey | 'note';

const chinese: Catalogue = {
  days: (count) => `${count} 天`,
  months: (count) => `${count} 个月`,
  anyOf: (list) => list.join('、'),
  reasons: {
    'changed-my-mind': '改变主意',
    'item-not-as-described': '与描述不符',
    'received-the-wrong-item': '收到的商品不对',
    'damaged-or-defective': '商品损坏或有质量问题',
    'too-small': '尺寸偏小',
    'too-big': '尺寸偏大',
    'arrived-late': '送达太晚',
    'missing-parts-or-accessories': '缺少零件或配件',
    'cannot-use': '无法使用',
    'better-price-available': '发现更低的价格',
    other: '其他原因',
  },
  sentences: {
    window_none: '**本店商品售出后不退不换。**',
    window_delivery: '**签收后 {days}内**可以申请退货。',
    window_purchase: '**购买后 {days}内**可以申请退货。',
    opened_accepted: '已拆封的商品也可以退。',
    opened_refused: '只接受未拆封的商品，商品本身有问题的除外。',
    opened_ask: '已拆封的商品，由客服先审核。',
    packaging_needed: '请用原包装寄回。',
    packaging_not_needed: '不需要原包装。',
    hygiene: '带卫生封签的商品拆封后不能退，商品本身有问题的除外。',
    damage_ask: '使用过程中造成的损坏，由客服审核。',
    damage_refused: '因摔落或使用不当造成的损坏不能退。',
    reasons: '以下原因可以退货：{reasons}。',
    final_sale: '**不退不换商品：**{goods}。',
    freight_free: '**退货运费由我们承担。**',
    freight_buyer: '**退货运费为 {fee}**，从退款中扣除。',
    freight: '以下原因**退货免运费**：{reasons}。其他原因运费为 {fee}，从退款中扣除。',
    fee_none: '不收退货手续费。',
    fee_fixed: '每件收取退货手续费 {fee}。',
    fee_percent: '按价格的 {fee} 收取退货手续费。',
    fee_fixed_waived: '每件收取退货手续费 {fee}；以下原因免收：{reasons}。',
    fee_percent_waived: '按价格的 {fee} 收取退货手续费；以下原因免收：{reasons}。',
    refund: '我们收到商品后 {days}内**退款到原支付方式**。',
    credit: '也可以选择购物金。',
    credit_bonus: '选择购物金可多得 {percent}。',
    swap_both: '也可以换货或补发新品。',
    swap_exchange: '也可以换货。',
    swap_replacement: '也可以补发新品。',
    exchange_now: '换的商品马上发出；旧商品寄回之前，您的卡上会预授权新商品的价格。',
    exchange_now_up_to: '换的商品马上发出；价格超过 {amount} 的，旧商品寄回之前您的卡上会预授权新商品的价格。',
    shipping_back: '以下原因连同下单时的运费一起退还：{reasons}。',
    spare_part: '缺少或损坏配件时，可以只补寄配件，不用寄回商品。',
    repair: '也可以选择维修：您寄来，我们修好后再寄回。',
    keep_it: '部分问题可以不退货，最多退还价格的 {percent}。',
    next_order: '部分问题可以不退货，下次购物减 {percent}。',
    evidence: '以下原因需要提供照片或视频：{reasons}。',
    cancel: '订单发货前可以取消。',
    cancel_hours: '下单后 {hours} 小时内、发货前可以取消订单。',
    ship_within: '审核通过后，请在 {days}内把包裹交给承运商。',
    person_above: '金额超过 {amount} 的申请由人工审核。',
    person_nth: '一年内第 {count} 次及以后的退货由人工审核。',
    person_late: '超期 {days}以内也可以申请，由人工决定。',
    warranty: '签收后**保修 {months}**，适用于：{reasons}。',
    warranty_parts_labor: '保修包含零件和人工。',
    warranty_parts: '保修包含零件。',
    proof: '订单号加邮箱或邮编就是购买凭证；没有这些信息，我们无法找到订单。',
    copy: '您可以向我们索取本政策的书面副本。',
  },
};

const spanish: Catalogue = {
  days: (count) => `${count} ${count === 1 ? 'día' : 'días'}`,
  months: (count) => `${count} ${count === 1 ? 'mes' : 'meses'}`,
  anyOf: (list) => new Intl.ListFormat('es', { type: 'disjunction' }).format(list),
  reasons: {
    'changed-my-mind': 'cambiaste de opinión',
    'item-not-as-described': 'no es como se describe',
    'received-the-wrong-item': 'recibiste otro artículo',
    'damaged-or-defective': 'está dañado o defectuoso',
    'too-small': 'te queda pequeño',
    'too-big': 'te queda grande',
    'arrived-late': 'llegó tarde',
    'missing-parts-or-accessories': 'llegó incompleto',
    'cannot-use': 'no lo puedes usar',
    'better-price-available': 'encontraste un mejor precio',
    other: 'hay otro motivo',
  },
  sentences: {
    window_none: '**Todas las ventas son finales.** Los artículos no se pueden devolver.',
    window_delivery: '**Tienes {days}** desde la entrega para pedir una devolución.',
    window_purchase: '**Tienes {days}** desde el día de la compra para pedir una devolución.',
    opened_accepted: 'Puede estar abierto.',
    opened_refused: 'Solo aceptamos artículos sin abrir, salvo que tengan un problema.',
    opened_ask: 'Si lo abriste, una persona revisa tu solicitud primero.',
    packaging_needed: 'Envíalo en su empaque original.',
    packaging_not_needed: 'No necesitas el empaque original.',
    hygiene: 'Los artículos con sello de higiene no se pueden devolver una vez abiertos, salvo que tengan un problema.',
    damage_ask: 'Si algo se rompió al usarlo, decide una persona.',
    damage_refused: 'Lo que se rompió por un golpe o mal uso no se puede devolver.',
    reasons: 'Aceptamos la devolución cuando {reasons}.',
    final_sale: '**Venta final:** {goods}. No se pueden devolver.',
    freight_free: '**El envío de devolución es gratis.**',
    freight_buyer: '**El envío de devolución cuesta {fee}**, que se descuenta de tu reembolso.',
    freight:
      '**El envío de devolución es gratis** cuando {reasons}. Si no, cuesta {fee}, que se descuenta de tu reembolso.',
    fee_none: 'Sin cargo por reposición.',
    fee_fixed: 'El cargo por reposición es de {fee} por artículo.',
    fee_percent: 'El cargo por reposición es del {fee} del precio.',
    fee_fixed_waived: 'El cargo por reposición es de {fee} por artículo. No se cobra cuando {reasons}.',
    fee_percent_waived: 'El cargo por reposición es del {fee} del precio. No se cobra cuando {reasons}.',
    refund:
      '**Te devolvemos tu dinero** en un plazo de {days} después de recibir el artículo, al método de pago que usaste.',
    credit: 'También puedes elegir crédito de la tienda.',
    credit_bonus: 'Con crédito de la tienda recibes un {percent} más.',
    swap_both: 'También puedes pedir un cambio o un reemplazo.',
    swap_exchange: 'También puedes pedir un cambio.',
    swap_replacement: 'También puedes pedir un reemplazo.',
    exchange_now:
      'El artículo nuevo sale de inmediato. Hasta que recibamos el anterior, tu tarjeta queda con una retención por su precio.',
    exchange_now_up_to:
      'El artículo nuevo sale de inmediato. Si cuesta más de {amount}, tu tarjeta queda con una retención por su precio hasta que recibamos el anterior.',
    shipping_back: 'También te devolvemos lo que pagaste por el envío cuando {reasons}.',
    spare_part: 'Si falta una pieza o está rota, te la podemos enviar. No tienes que devolver nada.',
    repair: 'También puedes pedir la reparación: lo envías, lo reparamos y te lo mandamos de vuelta.',
    keep_it: 'En algunos casos puedes quedártelo y recibir hasta el {percent} del precio.',
    next_order: 'En algunos casos puedes quedártelo y recibir un {percent} de descuento en tu próximo pedido.',
    evidence: 'Pedimos fotos o video cuando {reasons}.',
    cancel: 'Puedes cancelar un pedido hasta que se envíe.',
    cancel_hours: 'Puedes cancelar un pedido en {hours} horas, hasta que se envíe.',
    ship_within: 'Entrega el paquete en un plazo de {days} después de nuestra aprobación.',
    person_above: 'Una persona revisa las solicitudes de más de {amount}.',
    person_nth: 'Una persona revisa las solicitudes a partir de la devolución número {count} en un año.',
    person_late: '¿Hasta {days} tarde? Pregunta igual: decide una persona.',
    warranty: '**{months} de garantía** desde la entrega cuando {reasons}.',
    warranty_parts_labor: 'La garantía cubre piezas y mano de obra.',
    warranty_parts: 'La garantía cubre piezas.',
    proof:
      'Tu número de pedido con tu correo o código postal es tu comprobante de compra. Sin ellos no podemos encontrar el pedido.',
    copy: 'Puedes pedirnos una copia escrita de esta política.',
  },
};
const catalogues: Record<BuyerLanguage, Catalogue> = { en: english, zh: chinese, es: spanish };

/** A policy for goods bought between two days, both included, as a season overrides the usual one. */
export type SeasonalRules = { rules: PolicyRules; from: string; to: string };

/**
 * The policy as schema.org data (JSON-LD) for the head of the public page: an OnlineStore with its
 * MerchantReturnPolicy. `url` is the page with the words. Terms: https://schema.org/MerchantReturnPolicy. Days there
 * are counted from delivery, so a window from purchase is given as unspecified and the link tells the rest.
 */
export function merchantReturnPolicy(
  rules: PolicyRules,
  brand: { name: string; currency: string; countries?: readonly string[] },
  url: string,
  seasons: readonly SeasonalRules[] = [],
): Record<string, unknown> {
  const countries = brand.countries ?? ['US'];
  const { freight, restocking_fee: fee, remedies, condition } = rules;
  const schema = (name: string) => `https://schema.org/${name}`;
  const money = (amount: number) => ({
    '@type': 'MonetaryAmount',
    currency: brand.currency,
    value: amount / 10 ** digitsOf(brand.currency),
  });
  const window = ({ window: { days, from } }: PolicyRules) => {
    if (days === 0) return { returnPolicyCategory: schema('MerchantReturnNotPermitted') };
    if (from === 'purchase') return { returnPolicyCategory: schema('MerchantReturnUnspecified') };
    return { returnPolicyCategory: schema('MerchantReturnFiniteReturnWindow'), merchantReturnDays: days };
  };
  const freightFor = (reason: Reason, name: 'customerRemorse' | 'itemDefect') =>
    freight.buyer_fee === 0 || freight.seller_pays_for.includes(reason)
      ? { [`${name}ReturnFees`]: schema('FreeReturn') }
      : {
          [`${name}ReturnFees`]: schema('ReturnShippingFees'),
          [`${name}ReturnShippingFeesAmount`]: money(freight.buyer_fee),
        };
  const refundType = [
    ...(remedies.refund ? ['FullRefund'] : []),
    ...(remedies.exchange || remedies.replacement ? ['ExchangeRefund'] : []),
    ...(remedies.store_credit.allowed ? ['StoreCreditRefund'] : []),
  ].map(schema);
  const terms = {
    returnMethod: schema('ReturnByMail'),
    returnLabelSource: schema('ReturnLabelDownloadAndPrint'),
    ...freightFor('changed-my-mind', 'customerRemorse'),
    ...freightFor('damaged-or-defective', 'itemDefect'),
    ...(fee.kind === 'none' ? {} : { restockingFee: fee.kind === 'fixed' ? money(fee.amount) : fee.percent }),
    refundType,
    itemCondition: ['NewCondition', ...(condition.opened === 'refused' ? [] : ['UsedCondition'])].map(schema),
  };
  return {
    '@context': 'https://schema.org',
    '@type': 'OnlineStore',
    name: brand.name,
    hasMerchantReturnPolicy: {
      '@type': 'MerchantReturnPolicy',
      applicableCountry: [...countries],
      merchantReturnLink: url,
      ...window(rules),
      ...(rules.window.days === 0 ? {} : terms),
      ...(seasons.length === 0
        ? {}
        : {
            returnPolicySeasonalOverride: seasons.map(({ rules: seasonal, from, to }) => ({
              '@type': 'MerchantReturnPolicySeasonalOverride',
              startDate: from,
              endDate: to,
              ...window(seasonal),
            })),
          }),
    },
  };
}
