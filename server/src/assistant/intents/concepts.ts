import type { Token } from './tokens.ts';

/**
 * Words of after-sales that mean about the same, in English (a star: whatever ending) and Chinese, under one name. They let
 * few rows go further: who was only taught “refund” understands “reimbursement” and 退钱 too. Weights are learned like any
 * other's, so a word in the wrong place does little harm. Whether they are used at all is found out in training.
 */
const CONCEPTS: Record<string, [english: string, chinese: string]> = {
  return: ['return* retrun* rma', '退货 退回 退掉 退件 寄回 退换 退给 要退 想退 能退 可退'],
  refund: ['refund* refnd* reimburs* repay* chargeback*', '退款 退钱 返款 还钱 退我钱 赔 赔偿 赔付 补偿'],
  money: [
    'money cash payment* paid pay dollar* usd bank card cards paypal',
    '钱 款 卡 银行 账户 到账 支付 付款 支付宝 微信',
  ],
  charged: ['charg* twice double overcharg* deduct* billed', '扣款 多扣 重复扣 扣了 收费 扣钱'],
  credit: ['credit* voucher* balance', '余额 积分 储值'],
  price: [
    'price* cost* cheap* expensive discount* coupon* promo* sale code',
    '价格 便宜 贵 优惠 折扣 券 多少钱 差价 降价 活动',
  ],
  exchange: ['exchang* exchng* swap* trade substitut*', '换货 更换 调换 换'],
  replacement: ['replac* resend reship* another', '补发 重发 重新发 换新 再发 新的'],
  size: [
    'size* large* larger small* bigger big medium xl xxl tight loose fit fits',
    '尺码 尺寸 大号 小号 码 大小 紧 松 大一 小一',
  ],
  color: ['color* colour* black white red blue green grey gray pink', '颜色 色差 黑色 白色 红色 蓝色 绿色 灰色 粉色'],
  broken: [
    'broke* broken brok crack* smash* shatter* damag* dent* scratch* torn bent chip chipped crush*',
    '坏 碎 破 裂 损坏 破损 划痕 压扁 凹 变形 摔 磕',
  ],
  defect: ['defect* fault* malfunction* flaw* quality', '质量 次品 瑕疵 故障 毛病 不良'],
  missing: [
    'missing missng lack* absent incomplete forgot omitted without short',
    '少 缺 漏 缺少 漏发 少发 没给 忘了放 不全',
  ],
  part: [
    'part parts piece* screw* cable* charger* adapter* adaptor* accessor* remote* bracket* component* bolt* plug cord',
    '配件 零件 螺丝 线 充电线 数据线 充电器 适配器 遥控器 支架 附件 插头 电源',
  ],
  wrong: ['wrong* wrng incorrect* mistake* mixed', '错 发错 寄错 错误 不对 不一致 不符 不是我'],
  works: ['work* function* operat* start* boot* run runs', '能用 工作 运行 正常 启动 使用 用'],
  power: ['power* turn turns switch* charging battery on off', '开机 关机 充电 电池 通电 没电 充不进 打开 开'],
  not: [
    'not no dont doesnt didnt isnt wont cant cannot couldnt never nothing havent hasnt wasnt nobody nt',
    '不 没 没有 无法 不能 未 别 无',
  ],
  dead: ['dead stopp* stops fail* unrespons* freez* frozen', '没反应 失灵 死机 停了 卡死 不动 罢工'],
  connect: ['connect* pair* bluetooth wifi sync* app network', '连接 连 连不上 蓝牙 配对 网络 绑定 同步'],
  symptom: [
    'nois* loud smell* leak* flicker* blink* rattl* vibrat* drip* wobbl*',
    '噪音 响 异响 味道 漏水 闪 闪烁 抖 晃',
  ],
  light: ['light lights lamp* bulb* bright* dim dimmer dark', '灯 亮 亮度 光 不亮 暗'],
  how: ['how howto instruct* guide* tutorial* steps explain*', '怎么 如何 怎样 咋 教程 步骤 教 指导'],
  manual: ['manual* handbook pdf booklet', '说明书 手册 说明'],
  setup: [
    'setup set install* assembl* configur* reset* mount* adjust* timer* clean* program*',
    '安装 设置 组装 重置 调节 调 定时 清洗 清洁 拆',
  ],
  where: ['where wheres whereabouts locat*', '哪 哪里 哪儿 在哪 到哪'],
  when: ['when date eta soon how-long', '什么时候 何时 啥时候 几天 多久 哪天 预计 时间'],
  ship: [
    'ship* deliver* dispatch* courier* carrier* transit mail* post postal usps ups fedex',
    '快递 物流 发货 送达 送到 派送 运输 配送 寄 发出 邮寄',
  ],
  parcel: ['parcel* package pakage* packages box boxes shipment*', '包裹 箱子 盒子 快件 包装'],
  arrive: ['arriv* came come received receive got here', '到货 收到 到手 签收 到'],
  track: ['track* status progress updat*', '单号 进度 查询 查 状态 更新'],
  lost: ['lost stolen stuck delay* late overdue waiting wait still', '丢 丢失 被偷 卡住 延误 晚 迟 还没 一直'],
  order: ['order* orderd purchas* bought buy buying checkout', '订单 下单 买 购买 拍 单子'],
  cancel: ['cancel* cancl* abort* undo revoke', '取消 撤销 撤单 不要了 不想要 别发'],
  address: [
    'address* adress* zip zipcode postcode street apartment moved moving',
    '地址 邮编 门牌 收件 收货人 搬家 收货',
  ],
  change: ['chang* correct* edit* modif* redirect* rerout*', '改 修改 更正 变更 改成'],
  warranty: ['warrant* waranty waranties guarante* coverage covered', '保修 质保 三包 过保 保质 延保'],
  repair: ['repair* mend* fix* servic* technician*', '修 维修 修理 返修'],
  invoice: ['invoice* invoce receipt* recipt tax vat bill expense*', '发票 收据 开票 税号 报销 增值税 抬头'],
  stock: ['stock restock* available availab* sold', '有货 库存 现货 缺货 补货 上架'],
  spec: [
    'waterproof* dimmable volt* watt* material* compatib* dimension* weigh* difference support* spec*',
    '防水 材质 功率 兼容 区别 参数 适用 重量 支持 电压',
  ],
  label: ['label* print* qr dropoff pickup', '面单 标签 打印 上门 取件'],
  gift: ['gift* present birthday wrap*', '礼物 送人 礼品 生日'],
  account: ['account* login password sign email', '账号 密码 登录 注册 邮箱'],
  complaint: [
    'complain* terrible awful worst horribl* disappoint* dissapoint* unhappy dissatisf* rude unaccept* sucks',
    '投诉 差评 失望 不满 态度 恶劣 太差 差劲 烂 垃圾 举报',
  ],
  fraud: ['scam* fraud* cheat* liar* fake counterfeit', '骗子 欺诈 假货 骗 假的 正品'],
  lawyer: ['lawyer* attorney* sue legal court bbb', '律师 起诉 法院 工商 消协 12315'],
  person: [
    'human* person persn people agent* representative* manager* supervisor* operator* somebody someone',
    '人工 真人 客服 经理 工作人员 主管 专员',
  ],
  talk: ['talk* tlk speak* call phone chat', '电话 聊 沟通 转接 转 打电话 联系'],
  robot: ['robot* bot bots machine chatbot*', '机器人 智能 机器'],
  danger: [
    'fire smok* burn* spark* explod* explos* shock* overheat* injur* hurt hot',
    '火 冒烟 烟 烧 烫 爆炸 触电 受伤 起火',
  ],
  want: ['want wanna need like would', '想 要 需要 想要'],
  please: ['please pls plz kindly could', '请 麻烦 帮我 帮忙'],
  thanks: ['thanks thank thx cheers', '谢谢 感谢 多谢'],
  greeting: ['hello hi hey morning afternoon', '你好 您好 在吗 哈喽'],
};

const LONGEST_CHINESE = 5;
const words = new Map<string, string>();
const beginnings = new Map<string, string>();
for (const [concept, [english, chinese]] of Object.entries(CONCEPTS)) {
  for (const word of english.split(' ')) {
    if (word.endsWith('*')) beginnings.set(word.slice(0, -1), concept);
    else words.set(word, concept);
  }
  for (const word of chinese.split(' ')) words.set(word, concept);
}

/** A concept in a message, and the first and last token it stands on. */
export type Mention = { concept: string; from: number; to: number };

/** The concepts a message names, in order; in Chinese the longest word that begins at a character. */
export function mentions(row: readonly Token[]): Mention[] {
  const found: Mention[] = [];
  for (let at = 0; at < row.length; at++) {
    const mention = longestFrom(row, at);
    if (!mention) continue;
    found.push(mention);
    at = mention.to;
  }
  return found;
}

function longestFrom(row: readonly Token[], from: number): Mention | undefined {
  let best: Mention | undefined;
  let word = '';
  for (let to = from; to < Math.min(row.length, from + LONGEST_CHINESE); to++) {
    if (to > from && !row[to]!.glued) break;
    word += row[to]!.form;
    const concept = words.get(word) ?? (to === from ? begunBy(word) : undefined);
    if (concept) best = { concept, from, to };
  }
  return best;
}

function begunBy(word: string): string | undefined {
  for (let end = word.length; end >= 3; end--) {
    const concept = beginnings.get(word.slice(0, end));
    if (concept) return concept;
  }
  return undefined;
}
