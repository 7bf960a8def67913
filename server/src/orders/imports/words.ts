/** Small vocabularies of tables: countries, languages, channels, SKUs without a name. */
import type { Address, BuyerLanguage } from '@recoup/contract';

const countries = new Map<string, string>();
for (const language of ['en', 'zh', 'es']) {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  for (let a = 65; a <= 90; a += 1) {
    for (let b = 65; b <= 90; b += 1) {
      const code = String.fromCharCode(a, b);
      const name = names.of(code);
      if (name && name !== code && !countries.has(name.toLowerCase())) countries.set(name.toLowerCase(), code);
    }
  }
}
for (const [name, code] of [
  ['usa', 'US'],
  ['u.s.a.', 'US'],
  ['u.s.', 'US'],
  ['united states of america', 'US'],
  ['uk', 'GB'],
  ['great britain', 'GB'],
  ['england', 'GB'],
  ['中国大陆', 'CN'],
  ['中华人民共和国', 'CN'],
] as const) {
  countries.set(name, code);
}

/** `US`, `USA`, `United States`, `美国` → `US`. */
export function countryCode(text: string): string | null {
  const plain = text.normalize('NFKC').trim();
  const named = countries.get(plain.toLowerCase());
  return named ?? (/^[A-Za-z]{2}$/.test(plain) ? plain.toUpperCase() : null);
}

export type LooseAddress = { [K in keyof Address]?: string };
/**
 * An address of what a table has of one; undefined where too little is there to write a parcel to. A country that is not
 * said is the United States where the postal code is a ZIP.
 */
export function addressOf(loose: LooseAddress): Address | undefined {
  const has = (text: string | undefined, max: number) => text?.replace(/\s+/g, ' ').trim().slice(0, max) || undefined;
  const postal = has(loose.postal_code?.replace(/^'/, ''), 20);
  const named = has(loose.country, 120);
  const country = named ? countryCode(named) : /^\d{5}(-\d{4})?$/.test(postal ?? '') ? 'US' : null;
  const [line1, city] = [has(loose.line1, 200), has(loose.city, 120)];
  if (!line1 || !city || !postal || !country) return undefined;
  // Excel takes the zeros off the ZIPs of New England.
  const postal_code = country === 'US' && /^\d{3,4}$/.test(postal) ? postal.padStart(5, '0') : postal;
  const address: Address = { line1, city, postal_code, country };
  const [name, line2, region, phone] = [
    has(loose.name, 120),
    has(loose.line2, 200),
    has(loose.region, 60),
    has(loose.phone, 40),
  ];
  if (name) address.name = name;
  if (line2) address.line2 = line2;
  if (region) address.region = region;
  if (phone) address.phone = phone;
  return address;
}

const languages: [RegExp, BuyerLanguage][] = [
  [/^(zh|chinese|中文|汉语|简体|繁)/i, 'zh'],
  [/^(es|spanish|español|西班牙)/i, 'es'],
  [/^(en|english|英)/i, 'en'],
];
export function languageOf(text: string): BuyerLanguage | undefined {
  return languages.find(([pattern]) => pattern.test(text.trim()))?.[1];
}

const channels: [RegExp, string][] = [
  [/amazon|亚马逊/i, 'amazon'],
  [/tik\s*tok|抖音/i, 'tiktok'],
  [/walmart|沃尔玛/i, 'walmart'],
  [/ebay/i, 'ebay'],
  [/aliexpress|速卖通/i, 'aliexpress'],
  [/shopify|^web$|独立站|官网|网站|online store/i, 'shop'],
];
/** A channel as our lists know it: `Amazon.com` → `amazon`, `Point of Sale` → `point_of_sale`. An app's bare number is the shop. */
export function channelOf(text: string): string {
  const plain = text.normalize('NFKC').trim();
  const known = channels.find(([pattern]) => pattern.test(plain))?.[1];
  if (known) return known;
  const slug = plain
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40);
  return slug === '' || /^\d+$/.test(slug) ? 'shop' : slug;
}

/** A name for each line of an order that stays the same when its lines change places: what it is, and the how manieth of it. */
export function lineNames(): (what: string) => string {
  const seen = new Map<string, number>();
  return (what) => {
    const name = what.slice(0, 110);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}#${count}`;
  };
}
