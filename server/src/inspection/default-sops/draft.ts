import type { sopAnswer, sopStep } from '@recoup/contract';
import type { z } from 'zod';

/** A checklist that comes with the product. `name` stands in lists in both languages. */
export type SopDraft = { category: string; name: string; usual_seconds: number; steps: Step[] };
export type Step = z.input<typeof sopStep>;
export type Answer = z.input<typeof sopAnswer>;

/**
 * Whether the goods were opened is read from this step by its keys: brands close ways for opened goods of hygiene.
 * A checklist without it counts every unit as opened.
 */
export const SEAL = { step: 'seal', unbroken: 'sealed' } as const;

/** Asked only of opened goods. */
export const ifOpened = { step: SEAL.step, answer: ['opened'] };

/** Steps that read the same whatever the goods are. */
export const product: Step = {
  key: 'product',
  area: 'identity',
  title: { en: 'The right product', zh: '商品一致' },
  question: { en: 'Is this the product on the screen?', zh: '实物与屏幕上的商品一致吗？' },
  hint: {
    en: 'Compare model, color and size with the picture. Look at the thing, not at the carton: cartons get reused.',
    zh: '核对型号、颜色、尺寸与图片。看实物，不看外箱：外箱常被重复使用。',
  },
  answers: [
    { key: 'yes', words: { en: 'Yes', zh: '一致' }, tone: 'good' },
    {
      key: 'other_model',
      words: { en: 'Another model', zh: '型号不符' },
      help: { en: 'Same kind of thing, but not the one sold', zh: '同类商品，但不是售出的那一件' },
      tone: 'bad',
      buyer_caused: true,
      photo: true,
    },
    {
      key: 'other_thing',
      words: { en: 'Something else', zh: '完全不是该商品' },
      help: { en: 'An old one, a fake, or filler', zh: '旧品、仿品或填充物' },
      tone: 'bad',
      buyer_caused: true,
      photo: true,
    },
  ],
};

export const serial: Step = {
  key: 'serial',
  area: 'identity',
  title: { en: 'Serial number', zh: '序列号' },
  question: { en: 'Scan the serial number on the unit', zh: '扫描机身上的序列号' },
  hint: {
    en: 'The plate is on the bottom or the back. Scan the unit, not the carton.',
    zh: '铭牌在底部或背面。扫机身，不要扫外箱。',
  },
  kind: 'serial',
  answers: [
    {
      key: 'unreadable',
      words: { en: 'No plate, or unreadable', zh: '无铭牌或无法辨认' },
      help: { en: 'Torn off, scratched, never there', zh: '被撕掉、刮花或本来没有' },
      tone: 'neutral',
    },
  ],
};

export const seal: Step = {
  key: SEAL.step,
  area: 'appearance',
  title: { en: 'Factory seal', zh: '原厂封条' },
  question: { en: 'Is the factory seal unbroken?', zh: '原厂封条完好吗？' },
  hint: { en: 'Look for tape over tape and glue marks.', zh: '留意二次封胶和胶痕。' },
  answers: [
    { key: 'opened', words: { en: 'Opened', zh: '已拆封' }, tone: 'neutral' },
    { key: SEAL.unbroken, words: { en: 'Unbroken', zh: '完好，未拆封' }, tone: 'neutral' },
  ],
};

export const box: Step = {
  key: 'box',
  area: 'appearance',
  title: { en: 'Retail box', zh: '彩盒' },
  question: { en: 'Can the retail box be sold as it is?', zh: '彩盒能直接再销售吗？' },
  answers: [
    { key: 'fine', words: { en: 'Yes, clean and whole', zh: '可以，干净完整' }, tone: 'good' },
    {
      key: 'worn',
      words: { en: 'Dented, taped or written on', zh: '压痕、胶带或涂写' },
      tone: 'neutral',
      cosmetic: 'B',
    },
    { key: 'missing', words: { en: 'Missing or torn open', zh: '缺失或破损' }, tone: 'bad', cosmetic: 'B' },
  ],
};

/** How it looks, with the places to look at. */
export function looks(hint: { en: string; zh: string }, photos: number): Step {
  return {
    key: 'looks',
    area: 'appearance',
    title: { en: 'Looks', zh: '外观' },
    question: { en: 'How does it look from all sides?', zh: '各面外观如何？' },
    hint,
    only_if: ifOpened,
    photos,
    answers: [
      {
        key: 'like_new',
        words: { en: 'Like new', zh: '近新' },
        help: { en: 'No mark at arm’s length', zh: '一臂距离看不到任何痕迹' },
        tone: 'good',
      },
      {
        key: 'light',
        words: { en: 'Light marks', zh: '轻微划痕' },
        help: { en: 'Hairlines, a small scuff', zh: '细划痕或小擦痕' },
        tone: 'neutral',
        cosmetic: 'B',
      },
      {
        key: 'worn',
        words: { en: 'Clear wear', zh: '明显使用痕迹' },
        help: { en: 'Scratches one can feel, stains, yellowing', zh: '有手感的划痕、污渍、发黄' },
        tone: 'bad',
        cosmetic: 'C',
        photo: true,
      },
      {
        key: 'broken',
        words: { en: 'Cracked or broken', zh: '开裂或破损' },
        tone: 'bad',
        cosmetic: 'D',
        photo: true,
      },
    ],
  };
}

/** What must be in the box, named. */
export function accessories(list: { en: string; zh: string }): Step {
  return {
    key: 'accessories',
    area: 'accessories',
    title: { en: 'Everything in the box', zh: '配件齐全' },
    question: { en: 'Is everything in the box?', zh: '配件都齐全吗？' },
    hint: list,
    only_if: ifOpened,
    answers: [
      { key: 'all', words: { en: 'Yes, all of it', zh: '齐全' }, tone: 'good' },
      {
        key: 'small_missing',
        words: { en: 'Small things missing', zh: '缺小配件' },
        help: { en: 'Manual, screws, a cloth: replaceable', zh: '说明书、螺丝、清洁布等可补齐的' },
        tone: 'neutral',
        functional: 'B',
      },
      {
        key: 'main_missing',
        words: { en: 'A main part missing', zh: '缺主要配件' },
        help: { en: 'It does not work, or sells badly, without it', zh: '缺了就不能用或很难卖' },
        tone: 'bad',
        functional: 'C',
        photo: true,
      },
    ],
  };
}

export const wipe: Step = {
  key: 'cleaning',
  area: 'cleaning',
  title: { en: 'Clean it', zh: '清洁' },
  question: { en: 'Wipe it down. Is it clean now?', zh: '擦拭干净。现在干净了吗？' },
  hint: { en: 'Stickers off, crumbs out, no smell.', zh: '撕掉贴纸，清出碎屑，无异味。' },
  only_if: ifOpened,
  answers: [
    { key: 'clean', words: { en: 'Clean', zh: '干净' }, tone: 'good' },
    {
      key: 'stain',
      words: { en: 'A stain stays', zh: '污渍去不掉' },
      tone: 'neutral',
      cosmetic: 'C',
    },
    {
      key: 'smell',
      words: { en: 'Smell, mold or vermin', zh: '异味、发霉或虫害' },
      help: { en: 'Bag it and put it aside', zh: '装袋隔离' },
      tone: 'bad',
      cosmetic: 'D',
      functional: 'D',
      unsafe: true,
      photo: true,
    },
  ],
};

/** Checked before anything is switched on. `also` adds what this kind of goods has of its own. */
export function dangers(hint: { en: string; zh: string }, also: readonly Answer[] = []): Step {
  return {
    key: 'danger',
    area: 'damage',
    title: { en: 'Liquid, burns, drops', zh: '进液、烧灼、跌落' },
    question: { en: 'Before you switch it on: is it safe?', zh: '通电之前：安全吗？' },
    hint,
    only_if: ifOpened,
    answers: [
      { key: 'none', words: { en: 'No damage', zh: '无损坏' }, tone: 'good' },
      ...also,
      {
        key: 'liquid',
        words: { en: 'Liquid inside', zh: '进液' },
        help: { en: 'Do not switch it on', zh: '禁止通电' },
        tone: 'bad',
        functional: 'D',
        unsafe: true,
        buyer_caused: true,
        photo: true,
      },
      {
        key: 'burnt',
        words: { en: 'Burnt or melted', zh: '烧灼或熔化' },
        help: { en: 'Do not switch it on', zh: '禁止通电' },
        tone: 'bad',
        functional: 'D',
        unsafe: true,
        photo: true,
      },
      {
        key: 'dropped',
        words: { en: 'Dropped or forced', zh: '跌落或人为损坏' },
        help: { en: 'Dents with broken corners, tool marks', zh: '磕碰凹陷、角部开裂、撬痕' },
        tone: 'bad',
        cosmetic: 'C',
        buyer_caused: true,
        photo: true,
      },
    ],
  };
}
/** Answers of the step above after which the unit may be switched on. */
export const ifSafe = { step: 'danger', answer: ['none', 'dropped'] };

export const swollen: Answer = {
  key: 'swollen',
  words: { en: 'Swollen battery', zh: '电池鼓包' },
  help: { en: 'Into the sand box, call the shift lead', zh: '放入沙箱，通知班组长' },
  tone: 'bad',
  functional: 'D',
  unsafe: true,
  photo: true,
};
