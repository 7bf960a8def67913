/** Goods of a customer that came back otherwise than promised, for returns' own signs that a person should look. */
import { sql } from 'kysely';
import type { Trouble, TroubleSide } from '../returns/index.ts';

/** So many returns are named; a person who looks needs no more. */
const NAMED = 5;

type Row = Omit<Trouble, 'returns'> & { codes: string[] | null };

/**
 * Swaps are units of a customer's returns that were another product, or whose serial number was sold with another order;
 * an empty box is an unpacked parcel of theirs that held nothing at all. One statement over the customer's own returns.
 */
export const troubleOfCustomers: TroubleSide = {
  async ofCustomer(tx, ctx, { customerId, since }) {
    const { rows } = await sql<Row>`
      with own as (
        select r.id, r.code, r.order_id, r.requested_at from returns r
        where r.workspace_id = ${ctx.workspaceId} and r.customer_id = ${customerId} and r.requested_at >= ${since}
      ), swapped as (
        select u.id, o.code, o.requested_at from own o join units u on u.workspace_id = ${ctx.workspaceId} and u.return_id = o.id
        where u.arrival = 'wrong' or (u.serial is not null and exists (
          select from order_lines l where l.workspace_id = u.workspace_id and l.order_id <> o.order_id
            and l.id in (select lines_with_serial(array[u.serial, upper(u.serial), lower(u.serial)]))))
      ), emptied as (
        select p.id, o.code, o.requested_at from own o join parcels p on p.workspace_id = ${ctx.workspaceId} and p.return_id = o.id
        where p.stage = 'unpacked' and not exists (
          select from units u where u.workspace_id = p.workspace_id and u.parcel_id = p.id)
      )
      select (select count(*)::int from swapped) as serial_swaps, (select count(*)::int from emptied) as empty_boxes,
        (select array_agg(x.code order by x.at desc) from (select code, max(requested_at) as at
          from (select code, requested_at from swapped union all select code, requested_at from emptied) y group by code) x) as codes`.execute(
      tx,
    );
    const found = rows[0]!;
    return {
      serial_swaps: found.serial_swaps,
      empty_boxes: found.empty_boxes,
      returns: (found.codes ?? []).slice(0, NAMED),
    };
  },
};
