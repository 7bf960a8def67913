/** Which checklist a unit is inspected by. Pure. */

export type SopChoice = { id: string; brand_id: string | null; category: string };
export type ForWhat = { brandId: string | null; category: string | null; electronic: boolean };

/** `Robot Vacuums` and `robot_vacuum` are one category. */
export function categoryKey(category: string): string {
  const key = category
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
  return key.length > 3 ? key.replace(/s$/, '') : key;
}

/** Families of the checklists that come with the product, by a word of the category. */
const families: readonly [RegExp, string][] = [
  [/vacuum|mop|扫地|吸尘/, 'vacuum'],
  [/lamp|light|bulb|灯/, 'lamp'],
  [/kitchen|fryer|kettle|cook|oven|blender|toaster|grill|coffee|厨/, 'kitchen'],
  [
    /electr|phone|tablet|laptop|computer|camera|speaker|audio|watch|monitor|console|charger|power_bank|gaming|keyboard|mouse|router|reader|printer|数码|电子|电器/,
    'electronics',
  ],
];

/**
 * The nearest checklist: of this category, then of its family, then `electronics` for goods with a battery, then
 * `general`; the brand's own before everybody's each time. Among equals the newest. Null where there is none.
 */
export function chooseSop<S extends SopChoice>(
  sops: readonly S[],
  { brandId, category, electronic }: ForWhat,
): S | null {
  const own = category === null ? null : categoryKey(category);
  const family = own && (families.find(([word]) => word.test(own))?.[1] ?? null);
  const wanted = [own, family, electronic ? 'electronics' : null, 'general']
    .filter((key) => key !== null)
    .map(categoryKey);
  const newest = [...sops].sort((a, b) => (a.id < b.id ? 1 : -1));
  for (const key of wanted) {
    const same = newest.filter((sop) => categoryKey(sop.category) === key);
    const found = same.find(({ brand_id }) => brand_id !== null && brand_id === brandId);
    const shared = found ?? same.find(({ brand_id }) => brand_id === null);
    if (shared) return shared;
  }
  return null;
}
