/** What a look-up is given and what it gives. */
import type { BuyerLanguage, ChatCard, ChatChoice, LookUp, Money } from '@recoup/contract';
import type { BrandFacts } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { dateText, moneyText } from '../../platform/mail/index.ts';
import type { At } from '../acts/at.ts';
import type { Found, Slots, Source, Tokens } from '../talk.ts';

export type Asked = { slots: Slots; tokens: Tokens; language: BuyerLanguage; text: string };
export type Look = {
  at: At;
  tx: Tx;
  /** The product's own, in the transaction. */
  ctx: Ctx & { tx: Tx };
  brand: BrandFacts;
  of: Asked;
};

/** Without the look-up's name: `lookUp` puts it before facts and variables, but for a variable with a dot of its own. */
export type Finding = {
  facts: Record<string, string | number | boolean | null>;
  variables?: Record<string, string | null | undefined>;
  sources?: Source[];
  fills?: Slots;
  cards?: ChatCard[];
  choices?: ChatChoice[];
};
export type Finds = (look: Look) => Promise<Finding>;
/** Nothing can be said: no order is in sight, or none is chosen. A fact that is not there holds nothing. */
export const nothing: Finding = { facts: {} };

export function foundOf(look_up: LookUp, given: Finding): Found {
  const named = <T>(some: Record<string, T>) =>
    Object.fromEntries(
      Object.entries(some).map(([name, value]) => [name.includes('.') ? name : `${look_up}.${name}`, value]),
    );
  const known = Object.entries(given.variables ?? {}).filter((one): one is [string, string] => Boolean(one[1]));
  return {
    look_up,
    facts: named(given.facts),
    variables: named(Object.fromEntries(known)),
    sources: given.sources ?? [],
    fills: given.fills ?? {},
    cards: given.cards ?? [],
    choices: given.choices ?? [],
  };
}

/** Money as this buyer reads it. */
export const moneyIn = ({ of }: Pick<Look, 'of'>, money: Money): string => moneyText(money, of.language);
/** A day, or an instant as the day it is in the brand's zone, as this buyer reads it. */
export function dayIn({ of, brand, ctx }: Pick<Look, 'of' | 'brand' | 'ctx'>, at: Date | string): string {
  const value = typeof at === 'string' ? at : at.toISOString();
  return dateText(value, { language: of.language, time_zone: brand.timeZone, now: ctx.now });
}

/** A card that is only looked at. */
export function plainCard(
  kind: ChatCard['kind'],
  given: Pick<ChatCard, 'title'> & Partial<Pick<ChatCard, 'value' | 'detail' | 'photo_url' | 'url'>>,
): ChatCard {
  const nothing = { value: null, detail: null, photo_url: null, url: null };
  const noAnswer = { remedy: null, yes: null, no: null, expires_at: null };
  return { ...nothing, ...given, ...noAnswer, id: newId(), kind, state: 'plain' };
}
