import { describe, expect, test } from 'vitest';
import { alarmIn } from './alarm.ts';
import { plain } from './spelling.ts';

const kindOf = (text: string) => alarmIn(plain(text), [])?.kind ?? null;

describe('what may hurt somebody goes to a person at once', () => {
  test.each([
    'The lamp caught fire last night',
    'it is on fire',
    'There is smoke coming out of the back',
    'it started smoking when I plugged it in',
    'Smells like burning plastic',
    'there was a burnt smell and then it died',
    'I got an electric shock from the base',
    'it zapped me',
    'sparks flew out of the socket',
    'the battery is swollen',
    'My daughter got hurt by the sharp edge',
    'I burned my hand on the handle',
    'the cord melted',
    'cut my finger on the broken glass',
    'we had to go to the emergency room',
    'No! It caught fire!',
    "I don't care about the refund, it nearly burned down our house",
    'It exploded on the counter',
    'the outlet is black and scorched',
    'IT IS SMOKING!!!',
    'The lamp won’t stop smoking',
    'not only does it spark, it also buzzes',
    '灯冒烟了',
    '充电器起火了',
    '有烧焦的味道',
    '碰到的时候被电了一下，漏电',
    '电池鼓包了',
    '孩子的手被烫伤了',
    '空气炸锅冒烟了',
    '没有受伤，但是冒烟了',
    '插头打火花',
    'La lámpara echó humo',
    'me dio una descarga eléctrica',
    'huele a quemado',
    'se incendió el cargador',
  ])('«%s»', (text) => expect(kindOf(text)).toBe('safety'));
});

describe('threats of law go to a person at once', () => {
  test.each([
    'I will call my lawyer',
    'I am going to sue you',
    'see you in court',
    'reporting you to the BBB',
    'I will file a chargeback',
    'you leave me no choice but to take legal action',
    "don't make me get an attorney involved",
    '我会找律师',
    '我要打12315投诉',
    '法院见',
    '等着收律师函吧',
    'voy a hablar con mi abogado',
    'los voy a demandar',
  ])('«%s»', (text) => expect(kindOf(text)).toBe('legal'));
});

describe('the same words where they mean something else sound no alarm', () => {
  test.each([
    'Does the smoke detector come with batteries?',
    'there is no smoke, it just does not turn on',
    'nobody was hurt',
    'I did not see any sparks',
    'is this part of the fire sale?',
    'your prices are fire',
    'you guys are on fire today',
    'will it work with my Fire TV stick?',
    'smoking deal!',
    'I live in a non-smoking household',
    'I was shocked at the price',
    'sticker shock',
    'the ice cream melted my heart',
    'do you have it in smoke gray?',
    'I burned the toast because the timer is off',
    'please ship it to the hospital, I work at the hospital as a nurse',
    'my name is Sue and I need a refund',
    'please send it to 12 Tennis Court Road',
    'I am not going to sue anybody',
    'is it non-toxic?',
    'the bulb burned out',
    'does it overheat?',
    'can I return it?',
    'hello',
    '空气炸锅不加热',
    '这价格很火',
    '这款卖火了吧',
    '我家没有起火，只是不亮',
    '烟雾报警器怎么安装',
    '有漏电保护吗',
    '颜色是烟灰色吗',
    '我气炸了',
    '我是律师，帮律师买的',
    '鸡翅烤糊了',
    '寄到市人民医院，我在医院上班',
    'es sin humo?',
    'tienen detector de humo',
    'soy abogada y quiero factura',
  ])('«%s»', (text) => expect(kindOf(text)).toBeNull());
});

test('danger comes before law, with the words that said it', () => {
  expect(alarmIn(plain('It caught fire and I will sue you'), [])).toEqual({ kind: 'safety', words: ['caught fire'] });
});

test('a brand’s own words sound as whole words, in any spelling of case', () => {
  expect(alarmIn(plain('this is a RECALL matter'), ['recall'])).toEqual({ kind: 'own', words: ['recall'] });
  expect(alarmIn(plain('I recalled it'), ['recall'])).toBeNull();
  expect(alarmIn(plain('我要找央视曝'), ['央视'])).toEqual({ kind: 'own', words: ['央视'] });
  expect(alarmIn(plain('a (+) b'), ['(+)', ' '])).toEqual({ kind: 'own', words: ['(+)'] });
});

test('a long text of nothing costs little', () => {
  const began = performance.now();
  for (const piece of [
    'no '.repeat(1300),
    'fire on on on '.repeat(280),
    '没有没有不'.repeat(800),
    'smell '.repeat(650),
  ]) {
    alarmIn(plain(piece), ['word']);
  }
  expect(performance.now() - began).toBeLessThan(1500);
});
