import {
  accessories,
  box,
  dangers,
  ifSafe,
  looks,
  product,
  type SopDraft,
  seal,
  serial,
  swollen,
  wipe,
} from './draft.ts';

/** For anything with a plug or a battery. */
export const electronics: SopDraft = {
  category: 'electronics',
  name: 'Electronics 电子产品',
  usual_seconds: 240,
  steps: [
    product,
    serial,
    seal,
    box,
    looks(
      {
        en: 'Screen off, under the lamp. Look at glass, ports and the bottom.',
        zh: '关屏，在灯下看玻璃、接口和底部。',
      },
      1,
    ),
    accessories({
      en: 'Charger, cable, remote or case as listed on the box; the manual.',
      zh: '按彩盒清单核对：充电器、数据线、遥控器或外壳，以及说明书。',
    }),
    dangers(
      {
        en: 'Look into the ports and the battery bay. Moisture label red? Case bulging? Smell of burning?',
        zh: '看接口和电池仓。防水标变红？外壳鼓起？有焦味？',
      },
      [swollen],
    ),
    {
      key: 'power',
      area: 'power',
      title: { en: 'Powers on', zh: '能开机' },
      question: { en: 'Does it switch on and stay on for a minute?', zh: '能开机并持续一分钟吗？' },
      hint: { en: 'Charge for 5 minutes first if nothing happens.', zh: '没有反应先充电 5 分钟。' },
      only_if: ifSafe,
      answers: [
        { key: 'yes', words: { en: 'Yes', zh: '能' }, tone: 'good' },
        {
          key: 'on_charger',
          words: { en: 'Only on the charger', zh: '只能插电开机' },
          tone: 'bad',
          functional: 'C',
          photo: true,
        },
        { key: 'no', words: { en: 'No', zh: '不能' }, tone: 'bad', functional: 'D', photo: true },
      ],
    },
    {
      key: 'functions',
      area: 'function',
      title: { en: 'Core functions', zh: '核心功能' },
      question: { en: 'Do the core functions work?', zh: '核心功能都正常吗？' },
      hint: {
        en: 'Buttons, display or sound, connection, what it is sold for. Start with what the buyer said.',
        zh: '按键、显示或声音、连接，以及主打功能。先测买家反映的问题。',
      },
      only_if: { step: 'power', answer: ['yes', 'on_charger'] },
      answers: [
        { key: 'all', words: { en: 'All of them', zh: '全部正常' }, tone: 'good' },
        {
          key: 'one_fault',
          words: { en: 'One fault', zh: '一处故障' },
          tone: 'bad',
          functional: 'C',
          photo: true,
        },
        {
          key: 'many_faults',
          words: { en: 'Several faults', zh: '多处故障' },
          tone: 'bad',
          functional: 'D',
          photo: true,
        },
      ],
    },
    {
      key: 'reset',
      area: 'cleaning',
      title: { en: 'Factory reset', zh: '恢复出厂' },
      question: { en: 'Is it reset, with nobody signed in?', zh: '已恢复出厂、无账号登录吗？' },
      hint: { en: 'A unit locked to an account cannot be sold.', zh: '绑定账号的机器不能再销售。' },
      only_if: { step: 'power', answer: ['yes', 'on_charger'] },
      answers: [
        { key: 'done', words: { en: 'Yes, reset', zh: '已恢复' }, tone: 'good' },
        { key: 'not_needed', words: { en: 'Nothing to reset', zh: '无需恢复' }, tone: 'neutral' },
        {
          key: 'locked',
          words: { en: 'Locked to an account', zh: '账号锁定' },
          help: { en: 'The buyer must sign out first', zh: '需买家先解绑' },
          tone: 'bad',
          functional: 'D',
          buyer_caused: true,
          photo: true,
        },
      ],
    },
    wipe,
  ],
};
