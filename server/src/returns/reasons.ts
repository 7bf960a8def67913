/**
 * The reasons a buyer may choose from, by category of goods. A reason is a Shopify return-reason handle; a detail is a
 * finer word within it, which buyers know better than the handle ("It stops or drives in circles"). Both are codes:
 * their words are in the buyer's and the console's catalogues, under `reason.<handle>` and `detail.<detail>`. A detail
 * comes before the bare reason it belongs to. Details are stored with the line, so a code is never given a new meaning.
 */
import type { PolicyRules, Reason } from '@recoup/contract';
import { reasons as all } from '@recoup/contract';

export type ReasonChoice = { reason: Reason; detail: string | null };

const details: Record<string, readonly (readonly [Reason, string])[]> = {
  electronics: [
    ['damaged-or-defective', 'wont_turn_on'],
    ['damaged-or-defective', 'battery_drains'],
    ['damaged-or-defective', 'keeps_disconnecting'],
    ['damaged-or-defective', 'screen_or_case_cracked'],
    ['missing-parts-or-accessories', 'charger_or_cable_missing'],
    ['cannot-use', 'setup_too_hard'],
  ],
  vacuum: [
    ['damaged-or-defective', 'stops_or_circles'],
    ['damaged-or-defective', 'wont_charge_or_dock'],
    ['damaged-or-defective', 'weak_suction'],
    ['damaged-or-defective', 'brush_or_wheel_stuck'],
    ['cannot-use', 'map_or_app_trouble'],
    ['item-not-as-described', 'too_loud'],
  ],
  lamp: [
    ['damaged-or-defective', 'wont_light'],
    ['damaged-or-defective', 'flickers'],
    ['damaged-or-defective', 'shade_or_glass_broken'],
    ['missing-parts-or-accessories', 'bulb_or_screws_missing'],
    ['item-not-as-described', 'light_or_color_differs'],
  ],
  kitchen: [
    ['damaged-or-defective', 'wont_heat'],
    ['damaged-or-defective', 'leaks'],
    ['damaged-or-defective', 'coating_peels'],
    ['damaged-or-defective', 'smells_or_smokes'],
    ['missing-parts-or-accessories', 'lid_or_basket_missing'],
    ['item-not-as-described', 'too_loud'],
  ],
  apparel: [
    ['damaged-or-defective', 'seam_or_zip'],
    ['damaged-or-defective', 'stain_or_hole'],
    ['item-not-as-described', 'light_or_color_differs'],
    ['item-not-as-described', 'fabric_feels_different'],
  ],
  beauty: [
    ['damaged-or-defective', 'leaked'],
    ['damaged-or-defective', 'seal_broken'],
    ['damaged-or-defective', 'out_of_date'],
    ['cannot-use', 'skin_reaction'],
    ['item-not-as-described', 'smell_or_texture'],
  ],
};

/** What shops call their categories, and which list above is meant. */
const families: readonly (readonly [RegExp, string])[] = [
  [/vacuum|robot/, 'vacuum'],
  [/lamp|light|lighting|bulb/, 'lamp'],
  [/kitchen|cook|coffee|espresso|kettle|fryer|grill|blender/, 'kitchen'],
  [/apparel|cloth|shirt|shoe|boot|sneaker|jacket|fashion|footwear/, 'apparel'],
  [/beauty|makeup|cosmetic|perfume|skin|care/, 'beauty'],
  [
    /electronic|phone|laptop|tablet|camera|speaker|headphone|earbud|watch|charger|keyboard|mouse|audio|reader|thermostat/,
    'electronics',
  ],
];

/** Reasons that make no sense for a kind of goods: nothing but clothes is too small. */
const sizeReasons: readonly Reason[] = ['too-small', 'too-big'];

export function familyOf(category: string): string {
  const key = category.toLowerCase();
  if (key in details) return key;
  return families.find(([pattern]) => pattern.test(key))?.[1] ?? 'general';
}

/** The choices for a category, in the order they are shown; `accepted` (of the policies) narrows them, empty accepts all. */
export function reasonsFor(category: string, accepted: PolicyRules['reasons']): ReasonChoice[] {
  const family = familyOf(category);
  const sized = family === 'apparel' || family === 'general';
  return all
    .filter((reason) => accepted.length === 0 || accepted.includes(reason))
    .filter((reason) => sized || !sizeReasons.includes(reason))
    .flatMap((reason) => [
      ...(details[family] ?? []).filter(([of]) => of === reason).map(([, detail]) => ({ reason, detail })),
      { reason, detail: null },
    ]);
}

/** Every detail there is, for the catalogues' tests. */
export const allDetails: readonly string[] = [
  ...new Set(
    Object.values(details)
      .flat()
      .map(([, detail]) => detail),
  ),
];
