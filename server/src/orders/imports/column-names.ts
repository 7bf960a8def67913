/** The names people and programs give to columns, in English and Chinese, and the field of ours each one means. */
import type { ImportField } from '@recoup/contract';

export type What = 'orders' | 'products';

type Names = Partial<Record<ImportField, readonly [english: string, chinese: string]>>;

const ORDERS: Names = {
  'order.external_id': [
    'order id, orderid, amazon order id, shop order id, platform order id',
    '平台订单号, 平台单号, 系统订单号, 订单id, 交易编号, 原始单号',
  ],
  'order.number': [
    'order, order number, order no, order no., order #, order name, name, number, sales order',
    '订单号, 订单编号, 订单, 单号, 销售单号, 店铺单号',
  ],
  'order.placed_at': [
    'order date, date, created at, created, placed at, purchase date, purchased at, order time, paid at, payments date',
    '下单时间, 下单日期, 订单时间, 订单日期, 创建时间, 付款时间, 购买时间, 成交时间, 日期',
  ],
  'order.currency': ['currency, currency code', '币种, 货币, 币别'],
  'order.channel': [
    'channel, source, sales channel, platform, marketplace, store, shop',
    '渠道, 平台, 销售平台, 店铺, 来源',
  ],
  'order.shipping': ['shipping, shipping price, shipping fee, shipping cost, postage, freight', '运费, 邮费, 物流费'],
  'order.email': [
    'email, e-mail, buyer email, customer email, email address',
    '邮箱, 买家邮箱, 电子邮箱, 电子邮件, 客户邮箱',
  ],
  'order.cancelled_at': ['cancelled at, canceled at, cancelled, cancel date', '取消时间, 取消日期'],
  'customer.name': [
    'customer, customer name, buyer, buyer name, recipient, recipient name, ship to, ship to name, shipping name, full name',
    '收件人, 收货人, 收件人姓名, 收货人姓名, 买家, 买家姓名, 客户, 客户姓名, 姓名',
  ],
  'customer.phone': [
    'phone, telephone, mobile, buyer phone, buyer phone number, shipping phone, ship phone number',
    '电话, 手机, 手机号, 联系电话, 收件人电话, 收货人电话, 收件人手机',
  ],
  'customer.language': ['language, locale', '语言'],
  'address.line1': [
    'address, address 1, address1, address line 1, street, street address, shipping address, shipping address1, shipping street, ship address 1',
    '地址, 地址1, 详细地址, 收货地址, 收件地址, 街道',
  ],
  'address.line2': [
    'address 2, address2, address line 2, apt, suite, shipping address2, ship address 2',
    '地址2, 门牌号',
  ],
  'address.city': ['city, town, shipping city, ship city', '城市, 市, 收货城市'],
  'address.region': [
    'state, province, region, state province, shipping province, shipping state, ship state',
    '州, 省, 省份, 州省, 省州, 收货省份',
  ],
  'address.postal_code': [
    'zip, zip code, zipcode, postal code, postcode, shipping zip, ship postal code',
    '邮编, 邮政编码, 收货邮编',
  ],
  'address.country': ['country, country code, shipping country, ship country', '国家, 国家地区, 国家代码, 收货国家'],
  'line.external_id': ['line id, lineitem id, item id, order item id', '子订单号, 行号, 明细id'],
  'line.sku': [
    'sku, item sku, seller sku, lineitem sku, product sku, item number, item no, sku code',
    '商品编码, 商品sku, 货号, 产品sku, 规格编码, 商家编码, 产品编码',
  ],
  'line.title': [
    'title, item, item name, product, product name, product title, description, lineitem name',
    '商品名称, 产品名称, 商品, 商品标题, 品名, 货品名称',
  ],
  'line.quantity': [
    'quantity, qty, units, count, pcs, lineitem quantity, quantity purchased',
    '数量, 件数, 购买数量, 商品数量, 个数',
  ],
  'line.unit_price': [
    'price, unit price, item price, lineitem price, selling price',
    '单价, 售价, 价格, 商品单价, 销售单价',
  ],
  'line.discount': [
    'discount, discount amount, item discount, lineitem discount, item promotion discount',
    '折扣, 优惠, 优惠金额, 折扣金额',
  ],
  'line.tax': ['tax, taxes, sales tax, item tax', '税, 税费, 税额, 税金'],
  'payment.method': ['payment method, payment, gateway', '支付方式, 付款方式'],
  'payment.label': ['card, payment label, payment account', '支付账号, 付款账号'],
  'payment.amount': [
    'total, amount, paid, amount paid, order total, grand total',
    '实付金额, 实付, 付款金额, 订单金额, 总金额, 合计, 实收金额',
  ],
  'fulfilment.carrier': [
    'carrier, shipping carrier, courier, shipping method',
    '物流公司, 快递公司, 承运商, 物流商, 物流方式',
  ],
  'fulfilment.tracking': [
    'tracking, tracking number, tracking no, tracking id',
    '物流单号, 快递单号, 运单号, 跟踪号, 追踪号',
  ],
  'fulfilment.shipped_at': [
    'shipped at, shipped, ship date, shipping date, fulfilled at, dispatch date',
    '发货时间, 发货日期, 出库时间',
  ],
  'fulfilment.delivered_at': [
    'delivered at, delivered, delivery date, received at',
    '签收时间, 签收日期, 妥投时间, 送达时间, 收货时间, 到货时间',
  ],
  'fulfilment.serials': ['serial, serials, serial number, serial numbers, sn, s/n', '序列号, 机身号, sn码'],
  'fulfilment.batch': ['batch, lot, batch number, lot number', '批次, 批号, 生产批次'],
};

const PRODUCTS: Names = {
  'product.external_id': ['product id, handle, parent sku, spu, style', '产品id, 商品id, 父sku, 款号, spu编码'],
  'product.title': [
    'title, name, product, product name, product title, item name, english name',
    '英文名, 英文名称, 产品英文名, 商品英文名',
  ],
  'product.title_zh': ['chinese title, chinese name, title zh', '商品名称, 产品名称, 中文名, 中文名称, 品名, 商品标题'],
  'product.category': ['category, type, product type, product category', '类目, 品类, 分类, 类别, 商品类目'],
  'variant.external_id': ['variant id, variation id, sku id, skuid', '变体id, 规格id'],
  'variant.sku': [
    'sku, variant sku, seller sku, item sku, item number',
    '商品编码, 货号, 产品编码, 规格编码, 商家编码, sku编码',
  ],
  'variant.title': ['variant, variant title, variation, option, specification', '规格, 变体, 颜色尺码, 规格型号, 型号'],
  'variant.upc': ['upc, barcode, variant barcode, upc code', '条码, 商品条码, upc码'],
  'variant.ean': ['ean, ean code, ean13, gtin', '国际条码, ean码'],
  'variant.asin': ['asin, asin1', '亚马逊asin'],
  'variant.fnsku': ['fnsku, fulfillment network sku, fulfillment channel sku', '亚马逊fnsku'],
  'variant.price': [
    'price, variant price, selling price, retail price, list price',
    '售价, 零售价, 销售价, 价格, 单价',
  ],
  'variant.unit_cost': [
    'cost, unit cost, cost per item, cogs, purchase price',
    '成本, 成本价, 采购价, 单位成本, 出厂价',
  ],
  'variant.currency': ['currency', '币种, 货币'],
  'variant.weight_g': ['weight g, weight, grams, variant grams, weight grams', '重量, 重量g, 克重, 毛重, 重量克'],
  'variant.hts_code': ['hts, hts code, hs code, variant hs code, tariff code', '海关编码, hs编码, 税则号, 海关税号'],
  'variant.origin_country': ['origin, country of origin, made in, origin country', '原产国, 产地, 原产地'],
  'variant.warranty_months': ['warranty, warranty months', '质保, 保修, 质保期, 保修期, 质保月数'],
  'variant.lithium_battery': [
    'battery, lithium, lithium battery, contains battery',
    '锂电池, 含锂电池, 带电, 是否带电',
  ],
  'variant.tracks_serial': ['serialized, tracks serial, serial tracked', '序列号管理, 是否序列号管理'],
  'variant.final_sale': ['final sale, not returnable', '不可退, 不可退货, 不支持退货'],
  'variant.hygiene': ['hygiene, hygienic', '卫生用品, 贴身用品'],
  'variant.resale_a': ['resale a, open box price, resale grade a', 'a级售价, a级价格, 开箱价'],
  'variant.resale_b': ['resale b, resale grade b', 'b级售价, b级价格'],
  'variant.resale_c': ['resale c, resale grade c', 'c级售价, c级价格'],
  'variant.resale_d': ['resale d, resale grade d', 'd级售价, d级价格'],
};

const known: Record<What, Names> = { orders: ORDERS, products: PRODUCTS };

/** Which fields a table of that kind may fill. */
export function fieldsOf(what: What): ImportField[] {
  return Object.keys(known[what]) as ImportField[];
}

/** `Order #`, `order_no` and `订单 编号：` without what people put between and around. */
export function plain(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}#]/gu, '');
}

type Guess = { field: ImportField | null; sure: 'same' | 'known' | 'none' };

/** Guesses the field of each column; a field is taken once, by the surest and then the first column that claims it. */
export function guessColumns(headers: readonly string[], what: What): Guess[] {
  const same = new Map<string, ImportField>();
  const other = new Map<string, ImportField>();
  for (const field of fieldsOf(what)) {
    same.set(plain(field), field);
    for (const name of (known[what][field] ?? []).flatMap((names) => names.split(', '))) other.set(plain(name), field);
  }
  const taken = new Set<ImportField>();
  const guesses: Guess[] = headers.map(() => ({ field: null, sure: 'none' }));
  for (const [names, sure] of [
    [same, 'same'],
    [other, 'known'],
  ] as const) {
    headers.forEach((header, i) => {
      const field = names.get(plain(header)) ?? names.get(plain(header.replace(/[(（[【].*$/u, '')));
      if (!field || taken.has(field) || guesses[i]!.field) return;
      taken.add(field);
      guesses[i] = { field, sure };
    });
  }
  return guesses;
}
