import { describe, expect, it } from 'vitest';
import { categoryKey, chooseSop, type SopChoice } from './choose-sop.ts';

const all: SopChoice[] = ['general', 'electronics', 'vacuum', 'lamp', 'kitchen'].map((category, at) => ({
  id: `0${at}`,
  brand_id: null,
  category,
}));
const own = { id: '10', brand_id: 'lumora', category: 'vacuum' };
const chosen = (category: string | null, brandId: string | null = 'lumora', electronic = false, sops = all) =>
  chooseSop(sops, { brandId, category, electronic })?.category;

describe('the checklist of a unit', () => {
  it.each([
    ['vacuum', 'vacuum'],
    ['Robot Vacuums', 'vacuum'],
    ['扫地机器人', 'vacuum'],
    ['Floor lamps', 'lamp'],
    ['Air Fryer', 'kitchen'],
    ['Wireless headphones', 'electronics'],
    ['T-Shirt', 'general'],
    [null, 'general'],
  ])('of category %s is the one for %s', (category, expected) => {
    expect(chosen(category)).toBe(expected);
  });

  it('is the one for electronics where the goods have a battery', () => {
    expect(chosen('Toys', 'lumora', true)).toBe('electronics');
  });

  it('is the brand’s own before everybody’s, and never another brand’s', () => {
    expect(chooseSop([...all, own], { brandId: 'lumora', category: 'vacuum', electronic: false })).toBe(own);
    expect(chooseSop([...all, own], { brandId: 'crisp', category: 'vacuum', electronic: false })?.id).toBe('02');
  });

  it('is the newest of two for the same goods', () => {
    const newer = { id: '99', brand_id: null, category: 'Vacuums' };
    expect(chooseSop([newer, ...all], { brandId: null, category: 'vacuum', electronic: false })).toBe(newer);
  });

  it('is none where the workspace has none', () => {
    expect(chosen('vacuum', null, true, [])).toBeUndefined();
    expect(categoryKey('Gas')).toBe('gas');
  });
});
