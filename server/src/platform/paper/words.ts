import type { BuyerLanguage, RemedyKind } from '@recoup/contract/common';

const en = {
  from: 'From',
  ship_to: 'Ship to',
  date: 'Date',
  weight: 'Weight',
  order: 'Order',
  reference: 'Reference',
  parcel: 'Parcel',
  of: 'of',
  tracking: 'Tracking',
  rma: 'RMA',
  label_advice: 'Stick flat on the outside of the box. Cover every older label and bar code.',
  slip_title: 'Packing slip',
  slip_lead: 'Put this page inside the box, on top.',
  return_of: 'Return of',
  going_to: 'Going to',
  send_by: 'Send by',
  item: 'Item',
  sku: 'SKU',
  quantity: 'Quantity',
  put_in: 'Put in as well',
  count: 'In this box',
  step_1: 'Tick each item as you put it in.',
  step_2: 'Pack it so that nothing moves. The original packaging is best where you still have it.',
  step_3: 'Lay this page on top, close the box, and stick the return label on the outside.',
  page: 'Page',
  scan_at_dock: 'Warehouse: scan to receive',
  bin: 'Bin',
  answers: 'Answer cards',
  answers_lead: 'Scan a card instead of pressing a key.',
  key: 'Key',
  out_code: 'Outbound',
  out_title: 'What is in this box',
  out_lead: {
    spare_part: 'The part we promised, to put it right. There is nothing to send back.',
    replacement: 'Your replacement.',
    exchange: 'What you exchanged for.',
    repair: 'Your own, repaired and tested.',
  } as Partial<Record<RemedyKind, string>>,
  out_help: 'Questions? Write to',
  receipt: 'Receipt',
  cancelled: 'Cancelled on',
  goods: 'Items',
  discount: 'Discount',
  freight: 'Shipping',
  tax: 'Tax',
  total: 'Total',
  paid: 'Paid with',
  given_back: 'Given back to',
  no_tax_invoice: 'This receipt shows what was bought and paid. It is not a tax invoice.',
};
export type PaperWords = typeof en;

const zh: PaperWords = {
  from: '寄件人',
  ship_to: '收件人',
  date: '日期',
  weight: '重量',
  order: '订单',
  reference: '参考号',
  parcel: '包裹',
  of: '/',
  tracking: '运单号',
  rma: '退货授权号（RMA）',
  label_advice: '面单平整贴在箱子外侧，并遮盖旧面单和旧条码。',
  slip_title: '装箱单',
  slip_lead: '将本页放入箱内最上层。',
  return_of: '退货',
  going_to: '退往',
  send_by: '最晚寄出日期',
  item: '商品',
  sku: 'SKU',
  quantity: '数量',
  put_in: '一并放入',
  count: '本箱数量',
  step_1: '每放入一件，就在方框内打勾。',
  step_2: '填实空隙，避免晃动；原包装还在的话，优先使用原包装。',
  step_3: '把本页放在最上层后封箱，再将退货面单贴在箱子外侧。',
  page: '第',
  scan_at_dock: '仓库：扫码收货',
  bin: '库位',
  answers: '答案卡',
  answers_lead: '扫描卡片即可作答，无需按键。',
  key: '按键',
  out_code: '出库单',
  out_title: '箱内物品',
  out_lead: {
    spare_part: '这是为您补寄的配件，装上即可使用，无需寄回任何物品。',
    replacement: '这是给您换新的商品。',
    exchange: '这是您换货选择的商品。',
    repair: '您的商品已修好并通过测试。',
  },
  out_help: '有问题请联系',
  receipt: '收据',
  cancelled: '取消日期',
  goods: '商品金额',
  discount: '优惠',
  freight: '运费',
  tax: '税费',
  total: '合计',
  paid: '付款方式：',
  given_back: '已退至',
  no_tax_invoice: '本收据用于说明购买与付款情况，不作为税务发票。',
};

const es: PaperWords = {
  from: 'Remitente',
  ship_to: 'Destinatario',
  date: 'Fecha',
  weight: 'Peso',
  order: 'Pedido',
  reference: 'Referencia',
  parcel: 'Paquete',
  of: 'de',
  tracking: 'Rastreo',
  rma: 'RMA',
  label_advice: 'Pega la etiqueta bien lisa por fuera de la caja y tapa las etiquetas y los códigos anteriores.',
  slip_title: 'Lista de empaque',
  slip_lead: 'Pon esta hoja dentro de la caja, encima de todo.',
  return_of: 'Devolución',
  going_to: 'Se envía a',
  send_by: 'Enviar a más tardar el',
  item: 'Artículo',
  sku: 'SKU',
  quantity: 'Cantidad',
  put_in: 'Incluye también',
  count: 'En esta caja',
  step_1: 'Marca cada artículo al meterlo en la caja.',
  step_2: 'Empaca de modo que nada se mueva; si aún tienes el empaque original, úsalo.',
  step_3: 'Pon esta hoja encima, cierra la caja y pega la etiqueta de devolución por fuera.',
  page: 'Página',
  scan_at_dock: 'Almacén: escanear para recibir',
  bin: 'Ubicación',
  answers: 'Tarjetas de respuesta',
  answers_lead: 'Escanea una tarjeta en lugar de pulsar una tecla.',
  key: 'Tecla',
  out_code: 'Salida',
  out_title: 'Contenido de la caja',
  out_lead: {
    spare_part: 'La pieza prometida para solucionarlo. No hay que devolver nada.',
    replacement: 'Tu reemplazo.',
    exchange: 'El artículo que elegiste a cambio.',
    repair: 'Tu artículo, reparado y probado.',
  },
  out_help: '¿Preguntas? Escribe a',
  receipt: 'Recibo',
  cancelled: 'Cancelado el',
  goods: 'Artículos',
  discount: 'Descuento',
  freight: 'Envío',
  tax: 'Impuestos',
  total: 'Total',
  paid: 'Pagado con',
  given_back: 'Devuelto a',
  no_tax_invoice: 'Este recibo muestra lo comprado y pagado. No es una factura fiscal.',
};

export const paperWords: Record<BuyerLanguage, PaperWords> = { en, zh, es };

const locales: Record<BuyerLanguage, string> = { en: 'en-US', zh: 'zh-CN', es: 'es-US' };

/** A calendar day for paper: `Tuesday, November 17, 2026`, or short: `Nov 17, 2026`. */
export function paperDate(day: string, language: BuyerLanguage, style: 'long' | 'short' = 'short'): string {
  const at = new Date(`${day}T12:00:00Z`);
  const parts: Intl.DateTimeFormatOptions =
    style === 'long'
      ? { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' }
      : { year: 'numeric', month: language === 'zh' ? 'long' : 'short', day: 'numeric' };
  return new Intl.DateTimeFormat(locales[language], { ...parts, timeZone: 'UTC' }).format(at);
}

/** US buyers and docks weigh in pounds and ounces; Chinese paper shows kilograms. */
export function paperWeight(grams: number, language: BuyerLanguage): string {
  if (language === 'zh') return `${(grams / 1000).toFixed(2)} kg`;
  const ounces = Math.max(1, Math.round(grams / 28.349523125));
  return ounces < 16 ? `${ounces} oz` : `${Math.floor(ounces / 16)} lb ${ounces % 16} oz`;
}
