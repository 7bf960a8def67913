import type { Token } from './tokens.ts';

/**
 * Words of after-sales that mean about the same, in English (a star: whatever ending) and Chinese, under one name. They let
 * few rows go further: who was only taught “refund” understands “reimbursement” and 退钱 too. Weights are learned like any
 * other's, so a word in the wrong place does little harm. Whether they are used at all is found out in training.
 */
const CONCEPTS: Record<string, [english: string, chinese: string]> = {
  return: ['return* retrun* rma', '退货 退回 退掉 退件 寄回 退换 退给 要退 想退 能退 可退 退还 归还 返还 送回'],
  refund: [
    'refund* refnd* reimburs* repay* chargeback* repaid recoup* compensat*',
    '退款 退钱 返款 还钱 退我钱 赔 赔偿 赔付 补偿 退回款 原路 退费 打款',
  ],
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
  exchange: ['exchang* exchng* swap* trade substitut* convert', '换货 更换 调换 换'],
  replacement: ['replac* resend reship* another', '补发 重发 重新发 换新 再发 新的 补一个 补寄 另发 换个新'],
  size: [
    'size* large* larger small* bigger big medium xl xxl tight loose fit fits',
    '尺码 尺寸 大号 小号 码 大小 紧 松 大一 小一',
  ],
  color: [
    'color* colour* black white red blue green grey gray pink shade hue beige brown purple',
    '颜色 色差 黑色 白色 红色 蓝色 绿色 灰色 粉色 米色 棕色 紫色 色',
  ],
  broken: [
    'broke* broken brok crack* smash* shatter* damag* dent* scratch* torn bent chip chipped crush*',
    '坏 碎 破 裂 损坏 破损 划痕 压扁 凹 变形 摔 磕',
  ],
  defect: [
    'defect* fault* malfunction* flaw* quality issue issues problem* glitch* bug buggy',
    '质量 次品 瑕疵 故障 毛病 不良 问题 失效 老化 有毛病',
  ],
  missing: [
    'missing missng lack* absent incomplete forgot omitted without short',
    '少 缺 漏 缺少 漏发 少发 没给 忘了放 不全',
  ],
  part: [
    'part parts piece* screw* cable* charger* adapter* adaptor* accessor* remote* bracket* component* bolt* plug cord',
    '配件 零件 螺丝 线 充电线 数据线 充电器 适配器 遥控器 支架 附件 插头 电源',
  ],
  wrong: [
    'wrong* wrng incorrect* mistake* mixed confus*',
    '错 发错 寄错 错误 不对 不一致 不符 不是我 拿错 装错 弄错 搞错 别人的',
  ],
  works: [
    'work* function* operat* start* boot* run runs respon* activ* perform*',
    '能用 工作 运行 正常 启动 使用 用 好用 起作用 有效 好使 管用',
  ],
  power: [
    'power* turn turns switch* charging battery on off plug* outlet volt charged charges energi*',
    '开机 关机 充电 电池 通电 没电 充不进 打开 开 插电 通上电 充 开不了 电源键 按键',
  ],
  not: [
    'not no dont doesnt didnt isnt wont cant cannot couldnt never nothing havent hasnt wasnt nobody nt',
    '不 没 没有 无法 不能 未 别 无',
  ],
  dead: [
    'dead stopp* stops fail* unrespons* freez* frozen died die dies quit quits bricked kaput shut',
    '没反应 失灵 死机 停了 卡死 不动 罢工 坏掉 熄 断电 黑屏 死 停',
  ],
  connect: [
    'connect* pair* bluetooth wifi sync* app network detect* discover* router signal reconnect* link* disconnect* phone',
    '连接 连 连不上 蓝牙 配对 网络 绑定 同步 搜不到 搜索 路由器 信号 断开 手机 链接 网',
  ],
  symptom: [
    'nois* loud smell* leak* flicker* blink* rattl* vibrat* drip* wobbl*',
    '噪音 响 异响 味道 漏水 闪 闪烁 抖 晃',
  ],
  light: ['light lights lamp* bulb* bright* dim dimmer dark', '灯 亮 亮度 光 不亮 暗'],
  how: [
    'how howto instruct* guide* tutorial* steps explain* teach show tip tips learn',
    '怎么 如何 怎样 咋 教程 步骤 教 指导 怎么弄 怎么用 怎么办 指教 方法 办法',
  ],
  manual: ['manual* handbook pdf booklet', '说明书 手册 说明'],
  setup: [
    'setup set install* assembl* configur* reset* mount* adjust* timer* clean* program*',
    '安装 设置 组装 重置 调节 调 定时 清洗 清洁 拆',
  ],
  where: ['where wheres whereabouts locat*', '哪 哪里 哪儿 在哪 到哪'],
  when: [
    'when date eta soon how-long days day weeks week today tomorrow hours',
    '什么时候 何时 啥时候 几天 多久 哪天 预计 时间 天 周 星期 小时 明天 今天 多长时间',
  ],
  ship: [
    'ship* deliver* dispatch* courier* carrier* transit mail* post postal usps ups fedex',
    '快递 物流 发货 送达 送到 派送 运输 配送 寄 发出 邮寄',
  ],
  parcel: ['parcel* package pakage* packages box boxes shipment*', '包裹 箱子 盒子 快件 包装'],
  arrive: [
    'arriv* came come received receive got here delivered showed shows',
    '到货 收到 到手 签收 到 送来 到了 拿到 取到',
  ],
  track: [
    'track* status progress updat* number scan scanned',
    '单号 进度 查询 查 状态 更新 扫描 轨迹 显示 动态 没更新',
  ],
  lost: [
    'lost stolen stuck delay* late overdue waiting wait still vanish* disappear* thief theft slow',
    '丢 丢失 被偷 卡住 延误 晚 迟 还没 一直 不见 丢件 没收到 慢 太久 迟到 超时 等',
  ],
  order: ['order* orderd purchas* bought buy buying checkout placed', '订单 下单 买 购买 拍 单子 下的单 买的 单 购'],
  cancel: [
    'cancel* cancl* abort* undo revoke scrap drop halt withdraw',
    '取消 撤销 撤单 不要了 不想要 别发 退单 停止 作废 拦截 别寄',
  ],
  address: [
    'address* adress* zip zipcode postcode street apartment moved moving',
    '地址 邮编 门牌 收件 收货人 搬家 收货',
  ],
  change: [
    'chang* correct* edit* modif* redirect* rerout* modify alter* add remove',
    '改 修改 更正 变更 改成 更改 变 加一个 减一个 调整',
  ],
  warranty: [
    'warrant* waranty waranties guarante* coverage covered protect* plan expired expire*',
    '保修 质保 三包 过保 保质 延保 保固 质量保证 保障 期内 几年',
  ],
  repair: ['repair* mend* fix* servic* technician* servicing workshop', '修 维修 修理 返修 检修 维护 修好 送修'],
  invoice: [
    'invoice* invoce receipt* recipt tax vat bill expense* billing company itemiz* document',
    '发票 收据 开票 税号 报销 增值税 抬头 税票 凭证 开个票 电子票',
  ],
  stock: [
    'stock restock* available availab* sold inventory discontin* preorder backorder',
    '有货 库存 现货 缺货 补货 上架 断货 售罄 补 预售 现',
  ],
  spec: [
    'waterproof* dimmable volt* watt* material* compatib* dimension* weigh* difference support* spec*',
    '防水 材质 功率 兼容 区别 参数 适用 重量 支持 电压',
  ],
  label: ['label* print* qr dropoff pickup barcode slip', '面单 标签 打印 上门 取件 运单 条码 寄件 快递单'],
  gift: ['gift* present birthday wrap*', '礼物 送人 礼品 生日'],
  account: ['account* login password sign email profile username log', '账号 密码 登录 注册 邮箱 账户 资料 会员'],
  complaint: [
    'complain* terrible awful worst horribl* disappoint* dissapoint* unhappy dissatisf* rude unaccept* sucks',
    '投诉 差评 失望 不满 态度 恶劣 太差 差劲 烂 垃圾 举报',
  ],
  fraud: [
    'scam* fraud* cheat* liar* fake counterfeit con fraudulent ripoff stole',
    '骗子 欺诈 假货 骗 假的 正品 诈骗 上当 虚假 坑人',
  ],
  lawyer: [
    'lawyer* attorney* sue legal court bbb lawsuit litig* consumer ag ftc rights',
    '律师 起诉 法院 工商 消协 12315 法律 律师函 维权 仲裁 消费者 曝光 监管',
  ],
  person: [
    'human* person persn people agent* representative* manager* supervisor* operator* somebody someone',
    '人工 真人 客服 经理 工作人员 主管 专员',
  ],
  talk: ['talk* tlk speak* call chat contact* reach transfer', '电话 聊 沟通 转接 转 打电话 联系 找 接 打 语音 通话'],
  robot: ['robot* bot bots machine chatbot*', '机器人 智能 机器'],
  danger: [
    'fire smok* burn* spark* explod* explos* shock* overheat* injur* hurt hot',
    '火 冒烟 烟 烧 烫 爆炸 触电 受伤 起火',
  ],
  want: ['want wanna need like would wish prefer ill id', '想 要 需要 想要 希望 申请 打算'],
  please: ['please pls plz kindly could appreciate', '请 麻烦 帮我 帮忙 劳驾 拜托 能否 可否 请问'],
  thanks: ['thanks thank thx cheers grateful ty thanku', '谢谢 感谢 多谢 多谢啦 辛苦 感激 谢了'],
  greeting: ['hello hi hey morning afternoon greetings yo howdy evening', '你好 您好 在吗 哈喽 哈罗 早 嗨 晚上好'],
  keep: ['keep keeping kept retain partial', '留 留着 保留 不退 部分'],
  yes: ['yes yeah yep yup ok okay sure correct right agreed fine', '好 好的 是 是的 对 行 可以 嗯 没错 同意'],
  no: ['nope nah neither', '不是 不用 不行 不可以 算了'],
  bye: ['bye goodbye cya later farewell', '再见 拜拜 回见 下次'],
  solved: ['solved fixed sorted resolved success* finally', '好了 解决 搞定 修好了 成功 可以了'],
  still: ['again same anymore', '还是 依然 仍然 照样 又'],
  mind: ['mind regret* impuls* decided', '后悔 改主意 冲动 想了想'],
  expect: [
    'describ* description picture* photo* advertis* listing website expect*',
    '描述 图片 照片 宣传 详情 页面 期望 实物',
  ],
  business: [
    'wholesale bulk partner* seo marketing influencer* collab* sponsor* supplier*',
    '合作 批发 推广 代理 供应商 引流 加盟 广告',
  ],
  free: ['free fee fees postage', '免费 包邮 运费 邮费 手续费'],
  customs: ['customs duty import duties', '关税 海关 清关 进口'],
  compatible: [
    'iphone android ios samsung mac windows alexa google homekit model version',
    '苹果 安卓 华为 小米 型号 版本 系统',
  ],
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
