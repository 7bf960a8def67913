/** Which help articles may solve a problem with a product. Pure. */
import type { Reason } from '@recoup/contract';
import { lexemesOf } from '../search/lexemes.ts';

export type GuideQuestion = { sku: string; title: string; category: string; reason: Reason; detail: string | null };
export type Offered = {
  title: string;
  words: string;
  /** Products it is about; empty: about all. */
  skus: readonly string[];
  /** What a conversation it answers is about; a reason or a detail may stand there too. */
  intents: readonly string[];
  category: string | null;
};

/** What a reason is called among the intents of conversations. */
const intentsOf: Partial<Record<Reason, readonly string[]>> = {
  'cannot-use': ['how_to', 'setup', 'troubleshooting'],
  'damaged-or-defective': ['troubleshooting', 'damaged', 'defective'],
  'missing-parts-or-accessories': ['missing_part'],
};
/** Words of articles that help with a reason, where the buyer said no more. Those not named are not solved by reading. */
const wordsOf: Partial<Record<Reason, string>> = {
  'cannot-use': 'set up start connect use 设置 安装 使用 连接 configurar instalar usar',
  'damaged-or-defective': 'fix reset restart troubleshoot stops 故障 排除 重置 重启 reiniciar arreglar',
  'missing-parts-or-accessories': 'box inside find missing 缺少 配件 盒内 falta caja',
};
/** The same for details, beside the words of their own code. */
const detailWords: Record<string, string> = {
  wont_turn_on: '开机 电源 enciende power charge',
  battery_drains: '电池 续航 batería',
  keeps_disconnecting: '断开 连接 蓝牙 desconecta reconnect pair',
  setup_too_hard: '设置 安装 set start configurar',
  stops_or_circles: '停 转圈 círculos wheel sensor clean',
  wont_charge_or_dock: '充电 充电座 carga base dock contacts',
  weak_suction: '吸力 滤网 succión filter',
  brush_or_wheel_stuck: '滚刷 轮子 cepillo rueda hair',
  map_or_app_trouble: '地图 应用 mapa wifi',
  too_loud: '噪音 ruido noise quiet loud',
  wont_light: '不亮 灯泡 enciende bulb',
  flickers: '闪烁 parpadea flicker dimmer bulb',
  bulb_or_screws_missing: '灯泡 螺丝 bombilla tornillos screw',
  wont_heat: '加热 calienta heat',
  leaks: '漏水 gotea leak seal',
  smells_or_smokes: '异味 冒烟 olor smell first',
  lid_or_basket_missing: '盖 篮 tapa cesta',
};
const empty = new Set(['wont', 'or', 'too', 'is', 'the', 'a', 'my', 'differs', 'of']);

const INTENT = 3;
const SKU = 2;
const WORD_IN_TITLE = 1;
const WORD = 0.4;
/** An article about another product is none; one about all products must answer the problem by its words or its intent. */
const LEAST_WORDS = 0.8;
const LEAST_WORDS_OWN = 0.4;

/** Indexes of the articles, the likeliest first; empty where none fits. */
export function solving(problem: GuideQuestion, articles: readonly Offered[]): number[] {
  const wanted = wordsFor(problem);
  const intents = [problem.reason, problem.detail, ...(intentsOf[problem.reason] ?? [])];
  return articles
    .map((article, index) => ({ index, score: scoreOf(problem, article, wanted, intents) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ index }) => index);
}

function wordsFor({ reason, detail }: GuideQuestion): string[] {
  const own = detail ? `${detail.replaceAll('_', ' ')} ${detailWords[detail] ?? ''}` : (wordsOf[reason] ?? '');
  return lexemesOf(own).filter((word) => !empty.has(word));
}

function scoreOf(
  { sku, detail, reason }: GuideQuestion,
  article: Offered,
  wanted: readonly string[],
  intents: readonly (string | null)[],
): number {
  const own = article.skus.includes(sku);
  if (article.skus.length > 0 && !own) return 0;
  const title = new Set(lexemesOf(article.title));
  const words = new Set(lexemesOf(article.words));
  const held = wanted.reduce((sum, one) => sum + (title.has(one) ? WORD_IN_TITLE : words.has(one) ? WORD : 0), 0);
  const meant = article.intents.some((intent) => intents.includes(intent));
  const exactly = article.intents.includes(detail ?? reason);
  if (!meant && held < (own ? LEAST_WORDS_OWN : LEAST_WORDS)) return 0;
  // Meant for such problems in general, about no product in particular, and without a word of this one: not help.
  if (!exactly && !own && held === 0) return 0;
  return (exactly ? INTENT : 0) + (meant ? INTENT : 0) + (own ? SKU : 0) + held;
}
