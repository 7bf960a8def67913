/** The demo's remedies that wait for a second person: an agent agreed to more than she may give alone. */
import { orders, type RemedyChoice, returns } from '@recoup/contract';
import { type Calendar, DAY, later } from './clock.ts';
import type { Person } from './door.ts';

type Told = {
  on: Calendar;
  end: Date;
  owner: Person;
  people: Record<'grace' | 'luis', Person>;
  brandId: string;
  settle(): Promise<void>;
};

/** Puts two on the calendar, hours before the story stops; each on an order still inside its window. */
export function tellApprovals({ on, end, owner, people, brandId, settle }: Told): void {
  const taken = new Set<string>();
  const since = new Date(end.getTime() - 24 * DAY).toISOString();
  const anOrder = async (title: string) => {
    const { rows } = await owner.call(orders.list, { query: { brand_id: brandId, limit: 200 } });
    for (const { id, title: what, delivered_at, returns: count } of rows.toReversed()) {
      if (what !== title || taken.has(id) || count > 0 || delivered_at === null || delivered_at < since) continue;
      taken.add(id);
      return owner.call(orders.get, { params: { id } });
    }
    return null;
  };
  const agreed = (hours: number, by: Person, title: string, comment: string, photo: string, choice?: RemedyChoice) =>
    on.at(later(end, -hours), async () => {
      const order = await anOrder(title);
      const line = order?.lines.find((one) => one.title === title);
      if (!order || !line) return;
      await by.call(returns.request, {
        params: { id: order.id },
        body: {
          lines: [
            {
              order_line_id: line.id,
              quantity: 1,
              reason: 'damaged-or-defective',
              remedy: 'keep_it',
              comment,
              opened: true,
              file_ids: [await by.photo(photo)],
              ...(choice ? { choice } : {}),
            },
          ],
        },
      });
      await settle();
    });
  agreed(
    3,
    people.grace,
    'Halo floor lamp',
    'A hairline crack in the base. I keep it for something back.',
    'lamp_crack.jpg',
  );
  agreed(20, people.luis, 'Sweep R7 robot vacuum', 'Scratched lid, works fine.', 'vac_home.jpg');
}
