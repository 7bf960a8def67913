import { describe, expect, test } from 'vitest';
import {
  delayImpairment,
  LINE_LIMITS,
  lineTroubles,
  lossImpairment,
  meanScore,
  mouthToEar,
  opinionScore,
  qualityWord,
  voiceRating,
  voiceScore,
} from './call-quality.ts';

describe('the score of a call, worked by hand from ITU-T G.107', () => {
  test.each([
    // delay in ms: X = lg2(Ta/100); 25 * ((1 + X^6)^(1/6) - 3 * (1 + (X/3)^6)^(1/6) + 2)
    { delay: 100, idd: 0 },
    // X = 1: 25 * (2^(1/6) - 3 * (730/729)^(1/6) + 2) = 25 * (1.12246 - 3.00069 + 2)
    { delay: 200, idd: 3.04 },
    // X = 2: 25 * (65^(1/6) - 3 * (1 + 64/729)^(1/6) + 2) = 25 * (2.00517 - 3.04237 + 2)
    { delay: 400, idd: 24.07 },
  ])('$delay ms from mouth to ear cost $idd of R', ({ delay, idd }) => {
    expect(delayImpairment(delay)).toBeCloseTo(idd, 2);
  });

  test.each([
    // 95 * Ppl / (Ppl + 25.1)
    { loss: 0, ie: 0 },
    { loss: 3, ie: 10.14 },
    { loss: 25.1, ie: 47.5 },
  ])('$loss % lost cost $ie of R', ({ loss, ie }) => {
    expect(lossImpairment(loss)).toBeCloseTo(ie, 2);
  });

  test.each([
    // 1 + 0.035 R + R (R - 60) (100 - R) * 7e-6
    { rating: 93.2, mos: 4.41 },
    { rating: 80, mos: 4.024 },
    { rating: 50, mos: 2.575 },
    { rating: 3, mos: 1 },
    { rating: 0, mos: 1 },
    { rating: 100, mos: 4.5 },
  ])('R $rating is heard as $mos', ({ rating, mos }) => {
    expect(opinionScore(rating)).toBeCloseTo(mos, 2);
  });

  test.each([
    { line: 'nothing wrong', rtt: 0, jitter: 0, loss: 0, score: 4.41, word: 'good' },
    { line: 'across a country', rtt: 84, jitter: 4, loss: 0.6, score: 4.36, word: 'good' },
    // Ta = 150 + 20 + 26.5 = 196.5, Idd 2.70; Ie,eff = 95 * 5 / 30.1 = 15.78; R = 74.72
    { line: '300 ms and 5 % lost', rtt: 300, jitter: 10, loss: 5, score: 3.81, word: 'fair' },
    { line: 'at every threshold', rtt: 400, jitter: 30, loss: 3, score: 3.59, word: 'weak' },
    { line: 'a bad mobile network', rtt: 800, jitter: 40, loss: 10, score: 1.83, word: 'bad' },
  ])('$line: $score, $word', ({ rtt, jitter, loss, score, word }) => {
    expect(voiceScore({ rtt, jitter, loss })).toBe(score);
    expect(qualityWord({ rtt, jitter, loss, freeze: 0 })).toBe(word);
  });

  test('more delay, more jitter or more loss is never heard better', () => {
    for (let step = 0; step < 100; step++) {
      const at = { rtt: step * 15, jitter: step, loss: step };
      const here = voiceRating(at);
      expect(voiceRating({ ...at, rtt: at.rtt + 15 })).toBeLessThanOrEqual(here);
      expect(voiceRating({ ...at, jitter: at.jitter + 1 })).toBeLessThanOrEqual(here);
      expect(voiceRating({ ...at, loss: at.loss + 1 })).toBeLessThanOrEqual(here);
    }
    expect(mouthToEar(100, 10)).toBe(96.5);
  });

  test('what is not known is not scored, and does not count in the mean', () => {
    expect(voiceScore({ rtt: null, jitter: 5, loss: null })).toBeNull();
    expect(qualityWord({ rtt: null, jitter: null, loss: null, freeze: null })).toBeNull();
    expect(qualityWord({ rtt: null, jitter: null, loss: null, freeze: 900 })).toBe('weak');
    expect(meanScore([4, null, 3])).toBe(3.5);
    expect(meanScore([null])).toBeNull();
  });

  test('only what is above its threshold is trouble, the worst first', () => {
    expect(lineTroubles({ ...LINE_LIMITS })).toEqual([]);
    expect(lineTroubles({ rtt: 500, jitter: 90, loss: 3, freeze: 501 })).toEqual(['jitter', 'rtt', 'freeze']);
    expect(qualityWord({ rtt: 50, jitter: 2, loss: 0, freeze: 800 })).toBe('fair');
  });
});
