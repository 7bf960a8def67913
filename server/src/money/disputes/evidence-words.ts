/** Words of the evidence pack, in English for the bank and in Chinese for the manager who signs off on it. */
import type { DisputeReason, EvidenceCode } from '@recoup/contract';

type Words = {
  title: string;
  contents: string;
  page: (n: number) => string;
  made: (at: string) => string;
  facts: Record<
    | 'dispute'
    | 'reference'
    | 'network_code'
    | 'reason'
    | 'amount'
    | 'opened'
    | 'due'
    | 'order'
    | 'placed'
    | 'customer'
    | 'email'
    | 'payment'
    | 'sent_to'
    | 'billed_to'
    | 'total'
    | 'carrier'
    | 'tracking'
    | 'shipped'
    | 'delivered'
    | 'policy'
    | 'applies_to'
    | 'channel'
    | 'merchant',
    string
  >;
  sections: Record<EvidenceCode, { title: string; lead: string }>;
  head: Record<
    | 'item'
    | 'sku'
    | 'quantity'
    | 'price'
    | 'when'
    | 'what'
    | 'number'
    | 'amount'
    | 'unit'
    | 'grade'
    | 'outcome'
    | 'file',
    string
  >;
  reasons: Record<DisputeReason, string>;
  events: Record<string, string>;
  states: Record<'sent' | 'owed' | 'sending' | 'failed', string>;
  outcomes: Record<string, string>;
  customer: string;
  photo_by: Record<'buyer' | 'brand', string>;
  failed_steps: (count: number) => string;
  not_yet: string;
  store_credit: string;
};

const en: Words = {
  title: 'Response to a dispute',
  contents: 'In this pack',
  page: (n) => `Page ${n}`,
  made: (at) => `Made ${at} from the records of the order. Times are in the merchant's time zone.`,
  facts: {
    dispute: 'Dispute',
    reference: 'Payment company’s number',
    network_code: 'Reason code',
    reason: 'Claim',
    amount: 'Disputed amount',
    opened: 'Opened',
    due: 'Answer due',
    order: 'Order',
    placed: 'Placed',
    customer: 'Customer',
    email: 'E-mail',
    payment: 'Paid by',
    sent_to: 'Sent to',
    billed_to: 'Customer’s address',
    total: 'Order total',
    carrier: 'Carrier',
    tracking: 'Tracking number',
    shipped: 'Handed to the carrier',
    delivered: 'Delivered',
    policy: 'Return policy',
    applies_to: 'Applies to',
    channel: 'Bought at',
    merchant: 'Merchant',
  },
  sections: {
    statement: { title: 'What the merchant says', lead: 'The merchant’s own statement on this claim.' },
    order: { title: 'The order', lead: 'What was bought, by whom, and what was paid.' },
    delivery: { title: 'Delivery', lead: 'How the goods were sent, where to, and when they were delivered.' },
    conversation: { title: 'Conversation with the customer', lead: 'What was written, in full and in order.' },
    photos: { title: 'Photos', lead: 'Photos of the customer and of the warehouse.' },
    inspection: {
      title: 'Inspection of returned goods',
      lead: 'What was found when the goods came back and were tested by a checklist.',
    },
    policy: {
      title: 'Return policy in force at purchase',
      lead: 'Shown to the customer before the order was placed; the version that was in force on that day.',
    },
    refunds: { title: 'Refunds and credits given', lead: 'What has been given back to the customer already.' },
    timeline: { title: 'Timeline', lead: 'Everything that happened, in order.' },
    files: { title: 'Further files', lead: 'Files the merchant added.' },
  },
  head: {
    item: 'Item',
    sku: 'SKU',
    quantity: 'Quantity',
    price: 'Price',
    when: 'When',
    what: 'What happened',
    number: 'Number',
    amount: 'Amount',
    unit: 'Unit',
    grade: 'Grade',
    outcome: 'Outcome',
    file: 'File',
  },
  reasons: {
    fraud: 'The cardholder says they did not make the purchase',
    not_received: 'The goods did not arrive',
    not_as_described: 'The goods are not as described, or defective',
    credit_not_given: 'A refund was promised and not given',
    cancelled: 'The order was cancelled',
    duplicate: 'Charged twice',
    wrong_amount: 'The amount is wrong',
    paid_other_way: 'Paid another way',
    unknown: 'Not stated',
  },
  events: {
    'order.placed': 'Order placed',
    'order.shipped': 'Handed to the carrier',
    'order.delivered': 'Delivered',
    'return.requested': 'Customer asked for a remedy',
    'return.approved': 'Request approved',
    'return.declined': 'Request declined',
    'return.in_transit': 'Return on its way',
    'return.received': 'Return received',
    'return.replacement_sent': 'Replacement sent',
    'return.closed': 'Settled',
    'unit.inspected': 'Returned goods inspected',
    'outbound.shipped': 'Goods sent for the remedy',
    'outbound.delivered': 'Goods for the remedy delivered',
    'refund.sent': 'Refund sent',
    'credit.issued': 'Store credit given',
    'dispute.opened': 'Dispute opened',
  },
  states: { sent: 'sent', owed: 'not sent', sending: 'on its way', failed: 'failed' },
  outcomes: { accepted: 'accepted', rejected: 'rejected', ask: 'under review' },
  customer: 'Customer',
  photo_by: { buyer: 'From the customer', brand: 'From the warehouse' },
  failed_steps: (count) => `${count} checks failed`,
  not_yet: 'not known',
  store_credit: 'Store credit',
};

const zh: Words = {
  title: '拒付申诉材料',
  contents: '材料目录',
  page: (n) => `第 ${n} 页`,
  made: (at) => `根据订单记录生成于 ${at}，时间均为品牌所在时区。`,
  facts: {
    dispute: '拒付编号',
    reference: '支付公司编号',
    network_code: '原因代码',
    reason: '持卡人主张',
    amount: '争议金额',
    opened: '发起时间',
    due: '答复截止',
    order: '订单',
    placed: '下单时间',
    customer: '买家',
    email: '邮箱',
    payment: '付款方式',
    sent_to: '收货地址',
    billed_to: '买家地址',
    total: '订单总额',
    carrier: '承运商',
    tracking: '运单号',
    shipped: '交运时间',
    delivered: '签收时间',
    policy: '退货政策',
    applies_to: '适用商品',
    channel: '购买渠道',
    merchant: '商户',
  },
  sections: {
    statement: { title: '商户陈述', lead: '商户就本次拒付的说明。' },
    order: { title: '订单', lead: '谁买了什么、付了多少。' },
    delivery: { title: '物流与签收', lead: '货物如何寄出、寄往何处、何时签收。' },
    conversation: { title: '与买家的会话', lead: '按时间顺序的完整记录。' },
    photos: { title: '照片', lead: '买家与仓库拍摄的照片。' },
    inspection: { title: '退回商品检测', lead: '退回商品按作业标准检测的结果。' },
    policy: { title: '下单时生效的退货政策', lead: '下单前已向买家展示；为当日生效版本。' },
    refunds: { title: '已退款与购物金', lead: '已退还给买家的款项。' },
    timeline: { title: '时间线', lead: '按时间顺序的全部经过。' },
    files: { title: '补充文件', lead: '商户补充的文件。' },
  },
  head: {
    item: '商品',
    sku: 'SKU',
    quantity: '数量',
    price: '单价',
    when: '时间',
    what: '事件',
    number: '编号',
    amount: '金额',
    unit: '单件',
    grade: '成色等级',
    outcome: '结论',
    file: '文件',
  },
  reasons: {
    fraud: '持卡人称未进行该交易',
    not_received: '未收到货',
    not_as_described: '货不对板或有质量问题',
    credit_not_given: '承诺退款未到账',
    cancelled: '订单已取消',
    duplicate: '重复扣款',
    wrong_amount: '金额有误',
    paid_other_way: '已通过其他方式付款',
    unknown: '未说明',
  },
  events: {
    'order.placed': '下单',
    'order.shipped': '交给承运商',
    'order.delivered': '已签收',
    'return.requested': '买家提出售后申请',
    'return.approved': '申请通过',
    'return.declined': '申请被拒',
    'return.in_transit': '退货运输中',
    'return.received': '仓库收到退货',
    'return.replacement_sent': '换货已寄出',
    'return.closed': '已办结',
    'unit.inspected': '退回商品已检测',
    'outbound.shipped': '售后货物已寄出',
    'outbound.delivered': '售后货物已签收',
    'refund.sent': '退款已发出',
    'credit.issued': '购物金已发放',
    'dispute.opened': '发起拒付',
  },
  states: { sent: '已发出', owed: '未发出', sending: '处理中', failed: '失败' },
  outcomes: { accepted: '接收', rejected: '拒收', ask: '待判定' },
  customer: '买家',
  photo_by: { buyer: '买家提供', brand: '仓库拍摄' },
  failed_steps: (count) => `${count} 项未通过`,
  not_yet: '未知',
  store_credit: '购物金',
};

export const evidenceWords = { en, zh };
