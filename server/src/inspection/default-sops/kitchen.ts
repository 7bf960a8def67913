import { accessories, box, dangers, ifOpened, ifSafe, looks, product, type SopDraft, seal, wipe } from './draft.ts';

const ifOn = { step: 'power', answer: ['yes'] };

export const kitchen: SopDraft = {
  category: 'kitchen',
  name: 'Kitchen appliance 厨房电器',
  usual_seconds: 240,
  steps: [
    product,
    seal,
    box,
    accessories({
      en: 'Basket or pot, tray, rack, lid, measuring cup, manual and recipe card.',
      zh: '炸篮或内胆、托盘、烤架、盖子、量杯、说明书和食谱卡。',
    }),
    {
      key: 'food',
      area: 'cleaning',
      title: { en: 'Used for food', zh: '食物残留' },
      question: { en: 'Was food cooked in it?', zh: '烹饪使用过吗？' },
      hint: { en: 'Gloves on. Smell it, look under the rack.', zh: '戴手套。闻一闻，看烤架下面。' },
      only_if: ifOpened,
      answers: [
        { key: 'never', words: { en: 'Never', zh: '未使用' }, tone: 'good' },
        {
          key: 'washed',
          words: { en: 'Yes, it washes off', zh: '用过，可洗净' },
          tone: 'neutral',
          cosmetic: 'B',
        },
        {
          key: 'baked_in',
          words: { en: 'Yes, baked in', zh: '用过，油垢结焦' },
          tone: 'bad',
          cosmetic: 'C',
          photo: true,
        },
        {
          key: 'mold',
          words: { en: 'Mold or rot', zh: '发霉腐坏' },
          help: { en: 'Bag it, do not open it again', zh: '装袋密封，不再打开' },
          tone: 'bad',
          cosmetic: 'D',
          functional: 'D',
          unsafe: true,
          photo: true,
        },
      ],
    },
    {
      key: 'coating',
      area: 'appearance',
      title: { en: 'Non-stick coating', zh: '不粘涂层' },
      question: { en: 'Is the coating of basket and pot whole?', zh: '炸篮和内胆涂层完整吗？' },
      only_if: ifOpened,
      answers: [
        { key: 'whole', words: { en: 'Whole', zh: '完整' }, tone: 'good' },
        { key: 'none', words: { en: 'It has none', zh: '无涂层' }, tone: 'neutral' },
        {
          key: 'scratched',
          words: { en: 'Scratched', zh: '有划痕' },
          tone: 'neutral',
          cosmetic: 'C',
        },
        {
          key: 'peeling',
          words: { en: 'Peeling off', zh: '脱落' },
          help: { en: 'It would come off into food', zh: '会混入食物' },
          tone: 'bad',
          functional: 'D',
          unsafe: true,
          photo: true,
        },
      ],
    },
    looks({ en: 'Housing, window, handle, feet, cord.', zh: '看外壳、视窗、把手、脚垫、电线。' }, 1),
    dangers(
      {
        en: 'Cord and plug first. Then the heater: anything loose, melted or wet?',
        zh: '先看电线和插头，再看发热管：有无松动、熔化、潮湿？',
      },
      [
        {
          key: 'cord',
          words: { en: 'Cord or plug damaged', zh: '电线或插头损坏' },
          help: { en: 'Do not plug it in', zh: '禁止通电' },
          tone: 'bad',
          functional: 'D',
          unsafe: true,
          photo: true,
        },
      ],
    ),
    {
      key: 'power',
      area: 'power',
      title: { en: 'Powers on', zh: '能开机' },
      question: { en: 'Plug it in. Does the panel light up?', zh: '插电，面板会亮吗？' },
      hint: { en: 'On the outlet with the cut-off switch.', zh: '使用带漏电保护的插座。' },
      only_if: ifSafe,
      answers: [
        { key: 'yes', words: { en: 'Yes', zh: '会' }, tone: 'good' },
        { key: 'no', words: { en: 'No', zh: '不会' }, tone: 'bad', functional: 'D', photo: true },
        {
          key: 'trips',
          words: { en: 'It trips the switch', zh: '跳闸' },
          help: { en: 'Unplug it at once', zh: '立即拔掉电源' },
          tone: 'bad',
          functional: 'D',
          unsafe: true,
          photo: true,
        },
      ],
    },
    {
      key: 'heats',
      area: 'function',
      title: { en: 'Does what it is for', zh: '主要功能' },
      question: { en: 'Run it for 3 minutes. Does it heat, blend or brew?', zh: '运行 3 分钟，能加热、搅拌或冲煮吗？' },
      hint: {
        en: 'Air fryer at 400 °F: the probe must show 300 °F after 3 minutes. Blender and brewer with water.',
        zh: '空气炸锅设 200 °C：3 分钟后探针应达 150 °C。搅拌机、咖啡机加水测试。',
      },
      only_if: ifOn,
      answers: [
        { key: 'yes', words: { en: 'Yes', zh: '正常' }, tone: 'good' },
        {
          key: 'weak',
          words: { en: 'Weak, slow or loud', zh: '功率弱、慢或异响' },
          tone: 'bad',
          functional: 'C',
          photo: true,
        },
        { key: 'no', words: { en: 'No', zh: '不工作' }, tone: 'bad', functional: 'D', photo: true },
      ],
    },
    {
      key: 'buttons',
      area: 'function',
      title: { en: 'Panel and timer', zh: '面板与定时' },
      question: { en: 'Do all buttons, the display and the timer work?', zh: '按键、显示和定时都正常吗？' },
      only_if: ifOn,
      answers: [
        { key: 'all', words: { en: 'All of them', zh: '全部正常' }, tone: 'good' },
        {
          key: 'some',
          words: { en: 'Not all', zh: '部分失灵' },
          tone: 'bad',
          functional: 'C',
          photo: true,
        },
      ],
    },
    wipe,
  ],
};
