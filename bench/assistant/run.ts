/** Everything a run of the cases needs, once: the shop with their orders, the talks, the verdicts. */
import type { BuyerCase } from './case.ts';
import { type Door, openDoor } from './door.ts';
import { judge, type Verdict } from './judge.ts';
import { ordersFor, playAll, type SoldOrders } from './play.ts';
import { NOW, openShop, type Shop } from './shop.ts';

export type Opened = { shop: Shop; orders: SoldOrders };
export type RunOf = {
  tell?: (line: string) => void;
  /** Another shop than the cases' own. */
  open?: (door: Door, cases: readonly BuyerCase[]) => Promise<Opened>;
};

/** Plays cases on a migrated database of their own, and judges them. */
export async function runCases(
  databaseUrl: string,
  cases: readonly BuyerCase[],
  { tell = () => {}, open = openOwn }: RunOf = {},
): Promise<Verdict[]> {
  const door = await openDoor(databaseUrl, NOW);
  try {
    const { shop, orders } = await open(door, cases);
    await door.drain();
    return await judge(door, await playAll({ door, shop }, cases, orders, tell));
  } finally {
    await door.close();
  }
}

async function openOwn(door: Door, cases: readonly BuyerCase[]): Promise<Opened> {
  const shop = await openShop(door);
  await door.drain();
  return { shop, orders: await ordersFor({ door, shop }, cases) };
}
