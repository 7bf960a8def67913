/** What staff read for each intent, with a sentence that says it. */
export type IntentWords = {
  intent: string;
  name: { en: string; zh: string };
  example: { en: string; zh: string };
};

const of = (intent: string, en: string, zh: string, exampleEn: string, exampleZh: string): IntentWords => ({
  intent,
  name: { en, zh },
  example: { en: exampleEn, zh: exampleZh },
});

/** In the order they are shown: problems, orders, questions, the talk itself. The words are kept here, as intents are data. */
export const intentWords: readonly IntentWords[] = [
  of('want_return', 'Wants to return', '想退货', 'I want to return this', '我想退货'),
  of('want_refund', 'Wants a refund', '想退款', 'I want my money back', '请给我退款'),
  of('want_exchange', 'Wants an exchange', '想换货', 'Can I swap it for a bigger size?', '想换大一码'),
  of('want_replacement', 'Wants a replacement', '想补发新件', 'Please send me a new one', '请给我补发一个'),
  of('want_repair', 'Wants a repair', '想维修', 'Can you fix it?', '可以维修吗'),
  of(
    'want_keep_discount',
    'Keeps it for money back',
    '留用并要求补偿',
    'I’ll keep it if you refund a part',
    '退一部分钱我就留着',
  ),
  of('item_damaged', 'Arrived damaged', '到货破损', 'It arrived with a crack', '收到的时候灯罩碎了'),
  of('item_defective', 'Does not work right', '产品故障', 'It stopped working after two days', '用了两天就坏了'),
  of('wont_pair', 'Will not connect', '连不上', 'It will not join my Wi-Fi', '连不上 WiFi'),
  of('wont_turn_on', 'Will not turn on', '开不了机', 'It won’t turn on', '插上电没反应'),
  of('missing_part', 'A part is missing', '缺件', 'The screws were not in the box', '盒子里没有螺丝'),
  of('wrong_item', 'Got the wrong item', '发错货', 'I ordered black and got white', '你们发错货了'),
  of('not_as_described', 'Not as described', '与描述不符', 'It looks nothing like the picture', '实物和图片不符'),
  of('size_wrong', 'Does not fit', '尺码不合适', 'The shoes are too small', '鞋子偏小'),
  of('changed_mind', 'Changed their mind', '不想要了', 'I don’t need it anymore', '不想要了'),
  of('arrived_late', 'Arrived too late', '到得太晚', 'It came after the party', '生日都过了才到'),
  of('where_is_order', 'Where is my order', '订单到哪了', 'Where is my order?', '我的订单到哪了'),
  of(
    'delivered_not_received',
    'Delivered, not received',
    '显示签收未收到',
    'It says delivered but I don’t have it',
    '显示签收但我没收到',
  ),
  of('tracking_question', 'About tracking', '物流单号问题', 'My tracking number doesn’t work', '物流单号查不到'),
  of('change_address', 'Change the address', '修改地址', 'I entered the wrong address', '地址填错了'),
  of('change_order', 'Change the order', '修改订单', 'Can I add another one to my order?', '可以加一件吗'),
  of('cancel_order', 'Cancel the order', '取消订单', 'Please cancel my order', '我想取消订单'),
  of('refund_status', 'Where is my refund', '退款进度', 'Where is my refund?', '退款什么时候到账'),
  of('return_status', 'What of my return', '退货进度', 'Did you receive my return?', '退货收到了吗'),
  of('return_label', 'About the return label', '退货面单', 'I need a return label', '没有收到退货面单'),
  of('how_to_use', 'How to use it', '使用方法', 'How do I set the timer?', '定时怎么设置'),
  of('setup_help', 'Help with setting up', '安装设置', 'How do I set it up?', '请问怎么安装'),
  of('warranty_question', 'About the warranty', '保修咨询', 'How long is the warranty?', '保修多久'),
  of('warranty_claim', 'Warranty claim', '申请保修', 'I want to make a warranty claim', '我想申请保修'),
  of('invoice_request', 'Wants an invoice', '要发票', 'Can you send me a receipt?', '可以开发票吗'),
  of(
    'price_match',
    'Price went down',
    '保价补差',
    'It’s on sale now, can I get the difference?',
    '刚买就降价，能退差价吗',
  ),
  of('discount_code', 'About a code or coupon', '优惠码', 'My discount code isn’t working', '优惠码用不了'),
  of('product_question', 'About a product', '产品咨询', 'Does the lamp have a dimmer?', '这个灯可以调光吗'),
  of('stock_question', 'In stock?', '库存咨询', 'When will it be back in stock?', '什么时候补货'),
  of('shipping_cost', 'About delivery', '运费与配送', 'How much is shipping?', '运费多少'),
  of('compatibility', 'Works with?', '兼容性', 'Does it work with Alexa?', '苹果手机能用吗'),
  of('complaint', 'Complaint', '投诉', 'I’m very disappointed with your service', '我要投诉'),
  of('legal_threat', 'Threatens with law', '法律威胁', 'I’ll contact my lawyer', '我会找律师'),
  of('safety_report', 'Safety', '安全事故', 'It started smoking', '冒烟了'),
  of('talk_to_person', 'Wants a person', '转人工', 'Can I speak to a human?', '转人工'),
  of('store_credit_balance', 'About store credit', '购物金余额', 'How much store credit do I have?', '购物金还剩多少'),
  of('greeting', 'Greeting', '问候', 'Hello', '你好'),
  of('thanks', 'Thanks', '感谢', 'Thank you', '谢谢'),
  of('goodbye', 'Goodbye', '道别', 'Bye', '再见'),
  of('yes', 'Yes', '肯定', 'Yes, please', '好的'),
  of('no', 'No', '否定', 'No, thanks', '不用了'),
  of('it_worked', 'It worked', '已解决', 'It works now', '可以用了'),
  of('it_did_not_work', 'It did not work', '没解决', 'That didn’t work', '还是不行'),
  of('never_mind', 'Never mind', '算了', 'Never mind', '算了'),
  of('spam_or_offer', 'Offer or spam', '推广或广告', 'We can get you to page one of Google', '我们是做推广的'),
];
