/**
 * The colours of the staff app, light and dark. tokens.css carries the same values as CSS variables (a test holds the
 * two together); this copy is for what cannot read a variable: Ant Design's theme and charts.
 */
export type Palette = Record<Token, string>;
export type Token =
  | 'canvas'
  | 'surface'
  | 'sunken'
  | 'line'
  | 'line2'
  | 'ink'
  | 'ink2'
  | 'ink3'
  | 'act'
  | 'actH'
  | 'actTint'
  | 'onAct'
  | 'good'
  | 'goodT'
  | 'goodS'
  | 'clock'
  | 'clockT'
  | 'clockS'
  | 'bad'
  | 'badT'
  | 'badS'
  | 'move'
  | 'moveT'
  | 'moveS'
  | 'bot'
  | 'botT'
  | 'botS'
  | 'idle'
  | 'idleT'
  | 'hatch';

export const light: Palette = {
  canvas: '#F6F5F1',
  surface: '#FFFFFF',
  sunken: '#EFEDE7',
  line: '#E3E0D8',
  line2: '#CBC7BC',
  ink: '#1B1F1E',
  ink2: '#474D4A',
  ink3: '#656B68',
  act: '#0E5A63',
  actH: '#0A474F',
  actTint: '#E2EFEF',
  onAct: '#FFFFFF',
  good: '#27693B',
  goodT: '#E3F0E5',
  goodS: '#3E8F58',
  clock: '#855300',
  clockT: '#FAEED3',
  clockS: '#BC7F0E',
  bad: '#AE2A20',
  badT: '#FAE7E4',
  badS: '#C9392D',
  move: '#2C5AA3',
  moveT: '#E6EDF8',
  moveS: '#4C7BC6',
  bot: '#65459A',
  botT: '#EFEAF7',
  botS: '#8A6BBD',
  idle: '#5E6461',
  idleT: '#ECEAE4',
  hatch: '#8B8F8A',
};

export const dark: Palette = {
  canvas: '#131716',
  surface: '#1A1F1E',
  sunken: '#101413',
  line: '#2B3230',
  line2: '#414A47',
  ink: '#ECEBE5',
  ink2: '#B9BEB9',
  ink3: '#979E99',
  act: '#6FC3C9',
  actH: '#8AD3D8',
  actTint: '#1B3538',
  onAct: '#0B2225',
  good: '#83CB95',
  goodT: '#1C3223',
  goodS: '#5FAE76',
  clock: '#E8B552',
  clockT: '#372A10',
  clockS: '#D99A1C',
  bad: '#F0897F',
  badT: '#3D1E1B',
  badS: '#D9584C',
  move: '#8FB4EC',
  moveT: '#1D2A40',
  moveS: '#6C97DA',
  bot: '#BBA2E6',
  botT: '#2C2440',
  botS: '#9B7FD0',
  idle: '#A2A8A3',
  idleT: '#272D2B',
  hatch: '#7C837F',
};

/** Charts: up to six categories, in order. Every pair stays apart under the three common colour-vision deficiencies. */
export const categories = {
  light: ['#0E5A63', '#B47B0C', '#C8574F', '#3F84D6', '#5B3D03', '#9B7EBA'],
  dark: ['#6FC3C9', '#D4AB48', '#CA5E68', '#7D8CF0', '#E8EAAA', '#966DC0'],
} as const;

/** Heat maps, low to high; the number is always written in the cell. */
export const heat = ['#F1F4F2', '#CFE0DF', '#8FB9BB', '#4B8A90', '#0E5A63', '#08373D'] as const;
