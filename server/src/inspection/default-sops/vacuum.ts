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

const ifOn = { step: 'power', answer: ['yes'] };

export const vacuum: SopDraft = {
  category: 'vacuum',
  name: 'Robot vacuum 扫地机器人',
  usual_seconds: 300,
  steps: [
    product,
    serial,
    seal,
    box,
    accessories({
      en: 'Robot, charging dock, power cord, side brush, filter, dust bin, manual.',
      zh: '主机、充电座、电源线、边刷、滤网、尘盒、说明书。',
    }),
    looks(
      {
        en: 'Top, bumper, sides, then the bottom with wheels and brush.',
        zh: '顶面、撞板、侧面，再看底部的轮子和滚刷。',
      },
      1,
    ),
    dangers(
      {
        en: 'Dust bin and water tank out. Look into the battery bay and at the contacts.',
        zh: '取出尘盒和水箱，检查电池仓和充电触点。',
      },
      [swollen],
    ),
    {
      key: 'power',
      area: 'power',
      title: { en: 'Powers on', zh: '能开机' },
      question: { en: 'Hold the power button. Does it start and speak?', zh: '长按电源键，能启动并播报吗？' },
      hint: { en: 'Flat? Five minutes on the dock, then try again.', zh: '没电先上座充 5 分钟再试。' },
      only_if: ifSafe,
      answers: [
        { key: 'yes', words: { en: 'Yes', zh: '能' }, tone: 'good' },
        { key: 'no', words: { en: 'No', zh: '不能' }, tone: 'bad', functional: 'D', photo: true },
      ],
    },
    {
      key: 'drives',
      area: 'function',
      title: { en: 'Drives straight', zh: '直线行走' },
      question: { en: 'Press Start. Does it drive straight for 3 feet?', zh: '按“启动”，能直行 1 米吗？' },
      hint: {
        en: 'Put it on the gray mat, facing the yellow line. Both wheels must turn.',
        zh: '放在灰色垫子上，正对黄线。左右两轮都要转动。',
      },
      only_if: ifOn,
      answers: [
        {
          key: 'yes',
          words: { en: 'Yes', zh: '能' },
          help: { en: 'Both wheels turn', zh: '两轮都转' },
          tone: 'good',
        },
        {
          key: 'no',
          words: { en: 'No', zh: '不能' },
          help: { en: 'Then say which wheel', zh: '接着选哪个轮子' },
          tone: 'bad',
          functional: 'C',
          photo: true,
        },
      ],
    },
    {
      key: 'wheel',
      area: 'function',
      title: { en: 'Which wheel stalls?', zh: '哪个轮子不转？' },
      question: { en: 'Which wheel stalls?', zh: '哪个轮子不转？' },
      hint: { en: 'Seen from above, the bumper in front.', zh: '从上往下看，撞板朝前。' },
      only_if: { step: 'drives', answer: ['no'] },
      answers: [
        { key: 'left', words: { en: 'Left', zh: '左轮' }, tone: 'bad' },
        { key: 'right', words: { en: 'Right', zh: '右轮' }, tone: 'bad' },
        { key: 'both', words: { en: 'Both', zh: '两轮都不转' }, tone: 'bad', functional: 'D' },
        {
          key: 'neither',
          words: { en: 'Neither, it turns off course', zh: '都转，但跑偏' },
          tone: 'bad',
        },
      ],
    },
    {
      key: 'suction',
      area: 'function',
      title: { en: 'Suction and brush', zh: '吸力与滚刷' },
      question: { en: 'Does it pick up the test rice in one pass?', zh: '一次能吸干净测试米粒吗？' },
      hint: { en: 'A spoon of rice on the mat. Listen for grinding.', zh: '垫子上撒一勺米，听有无异响。' },
      only_if: ifOn,
      answers: [
        { key: 'yes', words: { en: 'Yes', zh: '能' }, tone: 'good' },
        {
          key: 'weak',
          words: { en: 'Leaves some', zh: '有残留' },
          help: { en: 'Clean the filter, try once more', zh: '清洁滤网后再试一次' },
          tone: 'neutral',
          functional: 'B',
        },
        { key: 'no', words: { en: 'No', zh: '不能' }, tone: 'bad', functional: 'C', photo: true },
      ],
    },
    {
      key: 'docks',
      area: 'function',
      title: { en: 'Finds its dock', zh: '自动回充' },
      question: { en: 'Press Home. Does it dock and charge?', zh: '按“回充”，能回座并充电吗？' },
      hint: { en: 'From 5 feet away. The light on the dock must change.', zh: '距离 1.5 米，充电座指示灯应变化。' },
      only_if: { step: 'drives', answer: ['yes'] },
      answers: [
        { key: 'yes', words: { en: 'Yes', zh: '能' }, tone: 'good' },
        { key: 'no', words: { en: 'No', zh: '不能' }, tone: 'bad', functional: 'C', photo: true },
        {
          key: 'no_dock',
          words: { en: 'No dock came back', zh: '充电座未退回' },
          tone: 'neutral',
          functional: 'C',
        },
      ],
    },
    {
      key: 'reset',
      area: 'cleaning',
      title: { en: 'Map and Wi-Fi wiped', zh: '清除地图与网络' },
      question: { en: 'Hold both buttons for 10 seconds. Is it reset?', zh: '同时长按两键 10 秒，已恢复出厂吗？' },
      hint: { en: 'The home’s floor plan is the buyer’s data.', zh: '户型地图属于买家个人数据。' },
      only_if: ifOn,
      answers: [
        { key: 'done', words: { en: 'Reset', zh: '已恢复' }, tone: 'good' },
        {
          key: 'not_possible',
          words: { en: 'Does not reset', zh: '无法恢复' },
          tone: 'bad',
          functional: 'C',
        },
      ],
    },
    wipe,
  ],
};
