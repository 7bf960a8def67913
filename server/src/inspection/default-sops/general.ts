import { accessories, box, ifOpened, looks, product, type SopDraft, seal, wipe } from './draft.ts';

/** For goods of any kind that have no checklist of their own. */
export const general: SopDraft = {
  category: 'general',
  name: 'Any goods 通用商品',
  usual_seconds: 150,
  steps: [
    product,
    seal,
    box,
    looks({ en: 'Turn it over once. Look at edges, corners and the bottom.', zh: '翻转一圈，看边、角和底部。' }, 0),
    accessories({
      en: 'Compare with the packing list on the box or in the manual.',
      zh: '对照彩盒或说明书上的装箱清单。',
    }),
    {
      key: 'works',
      area: 'function',
      title: { en: 'Does its job', zh: '功能正常' },
      question: { en: 'Use it as the buyer would. Does it do its job?', zh: '像买家一样使用一遍，功能正常吗？' },
      hint: {
        en: 'Test what the buyer complained about first.',
        zh: '先测买家反映的问题。',
      },
      only_if: ifOpened,
      answers: [
        { key: 'yes', words: { en: 'Yes', zh: '正常' }, tone: 'good' },
        {
          key: 'partly',
          words: { en: 'With a fault', zh: '有故障' },
          help: { en: 'Usable, one thing is wrong', zh: '能用，但有一处问题' },
          tone: 'bad',
          functional: 'C',
          photo: true,
        },
        { key: 'no', words: { en: 'No', zh: '不能用' }, tone: 'bad', functional: 'D', photo: true },
        {
          key: 'cannot_test',
          words: { en: 'Can’t test', zh: '无法测试' },
          help: { en: 'Something needed is not here', zh: '缺少测试条件' },
          tone: 'neutral',
          functional: 'C',
        },
      ],
    },
    {
      key: 'damage',
      area: 'damage',
      title: { en: 'Damage', zh: '损坏' },
      question: { en: 'Was it damaged by use or on the way?', zh: '有使用或运输造成的损坏吗？' },
      hint: {
        en: 'Crushed carton and broken foam speak for the carrier; wear, water and glue for use.',
        zh: '外箱压坏、泡沫碎裂多为运输所致；磨损、进水、粘补多为使用所致。',
      },
      only_if: ifOpened,
      answers: [
        { key: 'none', words: { en: 'No', zh: '没有' }, tone: 'good' },
        {
          key: 'transit',
          words: { en: 'On the way', zh: '运输损坏' },
          tone: 'bad',
          cosmetic: 'C',
          photo: true,
        },
        {
          key: 'misuse',
          words: { en: 'By use', zh: '人为损坏' },
          help: { en: 'Drop, water, changed or repaired', zh: '跌落、进水、改装或自行维修' },
          tone: 'bad',
          functional: 'D',
          buyer_caused: true,
          photo: true,
        },
        {
          key: 'dangerous',
          words: { en: 'Dangerous now', zh: '有安全隐患' },
          help: { en: 'Sharp edges, leaks, bare wires', zh: '锐边、渗漏、裸线' },
          tone: 'bad',
          functional: 'D',
          unsafe: true,
          photo: true,
        },
      ],
    },
    wipe,
  ],
};
