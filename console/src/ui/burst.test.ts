import { describe, expect, test } from 'vitest';
import { type Burst, feed } from './burst.ts';

/** Types keys with a fixed gap and tells what reached the page, what was held, and what was scanned. */
function type(keys: string[], every: number) {
  let burst: Burst | null = null;
  let at = 1000;
  const passed: string[] = [];
  const scans: string[] = [];
  for (const key of keys) {
    const verdict = feed(burst, key, at);
    passed.push(...verdict.released);
    if (verdict.do === 'pass') passed.push(key);
    if (verdict.do === 'scan') scans.push(verdict.text);
    burst = verdict.burst;
    at += every;
  }
  return { passed: passed.filter((key) => key.length === 1).join(''), entered: passed.includes('Enter'), scans, burst };
}

describe('a scanner', () => {
  test('is known by its speed and its Enter; only its first key reached the page', () => {
    const seen = type([...'RMA-7F3K-92QD', 'Enter'], 4);
    expect(seen.scans).toEqual(['RMA-7F3K-92QD']);
    expect(seen.passed).toBe('R');
    expect(seen.entered).toBe(false);
  });

  test('that presses Shift for capitals is still a scanner', () => {
    expect(type(['Shift', 'L', 'Shift', 'P', 'Shift', 'N', '-', '4', 'Enter'], 8).scans).toEqual(['LPN-4']);
  });

  test('on the radio may stumble once it is known', () => {
    let burst: Burst | null = null;
    let at = 0;
    const scans: string[] = [];
    for (const [key, after] of [
      ['L', 0],
      ['P', 5],
      ['N', 5],
      ['-', 60],
      ['4', 5],
      ['Enter', 70],
    ] as const) {
      at += after;
      const verdict = feed(burst, key, at);
      if (verdict.do === 'scan') scans.push(verdict.text);
      burst = verdict.burst;
    }
    expect(scans).toEqual(['LPN-4']);
  });

  test('that sends two codes is heard twice', () => {
    expect(type([...'LPN-4K7P-31', 'Enter', ...'CMD-PASS', 'Enter'], 5).scans).toEqual(['LPN-4K7P-31', 'CMD-PASS']);
  });

  test('is not needed for three quick keys and Enter', () => {
    const seen = type([...'abc', 'Enter'], 5);
    expect(seen.scans).toEqual([]);
    expect(seen.passed).toBe('abc');
    expect(seen.entered).toBe(true);
  });
});

describe('a person', () => {
  test('types a code by hand and it is typing', () => {
    const seen = type([...'RMA-7F3K', 'Enter'], 90);
    expect(seen.scans).toEqual([]);
    expect(seen.passed).toBe('RMA-7F3K');
    expect(seen.entered).toBe(true);
  });

  test('who rolls two keys within 20 ms loses neither', () => {
    let burst: Burst | null = null;
    const out: string[] = [];
    for (const [key, at] of [
      ['t', 0],
      ['h', 20],
      ['e', 140],
      [' ', 260],
    ] as const) {
      const verdict = feed(burst, key, at);
      out.push(verdict.released, verdict.do === 'pass' ? key : '');
      burst = verdict.burst;
    }
    expect(out.join('')).toBe('the ');
  });
});
