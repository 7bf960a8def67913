import { accessories, box, dangers, ifSafe, looks, product, type SopDraft, seal, wipe } from './draft.ts';

const ifLit = { step: 'power', answer: ['yes'] };

export const lamp: SopDraft = {
  category: 'lamp',
  name: 'Lamp 灯具',
  usual_seconds: 180,
  steps: [
    product,
    seal,
    box,
    accessories({
      en: 'Base, pole or arm, shade, adapter, screws and key, remote if it has one, manual.',
      zh: '底座、灯杆或灯臂、灯罩、适配器、螺丝与扳手、遥控器（如有）、说明书。',
    }),
    looks(
      { en: 'Shade, joints, base and cord. Glass against the light.', zh: '看灯罩、关节、底座和电线；玻璃对着光看。' },
      1,
    ),
    dangers(
      {
        en: 'Run the cord through your fingers to the plug. Cracked glass, bare wire, burn marks at the socket?',
        zh: '从头到尾捋一遍电线到插头。玻璃开裂、裸线、灯座烧痕？',
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
      title: { en: 'Lights up', zh: '能点亮' },
      question: { en: 'Plug it in. Does it light at full brightness?', zh: '插电，能以最大亮度点亮吗？' },
      hint: { en: 'Use the house bulb where none came back.', zh: '没有退回灯泡时，用站点的测试灯泡。' },
      only_if: ifSafe,
      answers: [
        { key: 'yes', words: { en: 'Yes', zh: '能' }, tone: 'good' },
        { key: 'no', words: { en: 'No', zh: '不亮' }, tone: 'bad', functional: 'D', photo: true },
      ],
    },
    {
      key: 'controls',
      area: 'function',
      title: { en: 'Dimmer and modes', zh: '调光与模式' },
      question: { en: 'Do dimmer, colors and remote work?', zh: '调光、色温和遥控都正常吗？' },
      hint: { en: 'Darkest to brightest once, each mode once.', zh: '从最暗到最亮调一遍，各模式切换一遍。' },
      only_if: ifLit,
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
    {
      key: 'flicker',
      area: 'function',
      title: { en: 'Steady light', zh: '无频闪' },
      question: { en: 'Is the light steady for a minute?', zh: '持续一分钟不闪烁吗？' },
      hint: {
        en: 'Watch it through the phone’s camera; bend the cord at the base.',
        zh: '用手机镜头观察，并轻弯底座处电线。',
      },
      only_if: ifLit,
      answers: [
        { key: 'steady', words: { en: 'Steady', zh: '稳定' }, tone: 'good' },
        {
          key: 'flickers',
          words: { en: 'Flickers or hums', zh: '闪烁或有嗡声' },
          tone: 'bad',
          functional: 'C',
          photo: true,
        },
      ],
    },
    {
      key: 'stands',
      area: 'function',
      title: { en: 'Stands firm', zh: '站立稳固' },
      question: { en: 'Does it stand firm, with all joints holding?', zh: '站立稳固、各关节能固定吗？' },
      only_if: ifSafe,
      answers: [
        { key: 'firm', words: { en: 'Firm', zh: '稳固' }, tone: 'good' },
        {
          key: 'loose',
          words: { en: 'A joint sags', zh: '关节松动下垂' },
          tone: 'neutral',
          functional: 'B',
        },
        { key: 'tips', words: { en: 'Tips over', zh: '会倾倒' }, tone: 'bad', functional: 'C', photo: true },
      ],
    },
    wipe,
  ],
};
