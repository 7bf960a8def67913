import { dutyApi, ledgerApi, orders } from '@recoup/contract';
import { inWorkspace } from '../../src/platform/db.ts';
import { newId } from '../../src/platform/ids.ts';
import { type Book, nothing } from './sample.ts';

const RATE = {
  hts: '8508',
  origin: 'CN',
  kind: 'other',
  rate: 1,
  from: '2026-01-01',
  to: null,
  label: 'spy',
  source_url: null,
  checked_on: null,
};

export const booksBook: Book = {
  async make(door, { brand, unit }) {
    const { owner } = door;
    const line = { sku: 'FIRST-LAMP', quantity: 5, value: 5_000, duty: 900 };
    const entry = await owner.call(dutyApi.addImportEntry, {
      body: { brand_id: brand!, number: 'AAA-0000001-1', on: '2026-01-01', port: 'Oakland', lines: [line] },
    });
    const rate = await owner.call(dutyApi.addRate, { body: { ...RATE, kind: 'other', label: 'of the first' } });
    const { rows } = await owner.call(orders.products, { query: { brand_id: brand!, q: 'FIRST-LAMP' } });
    const booked = await owner.call(ledgerApi.entries, { query: { brand_id: brand! } });
    const ctx = door.ctx();
    const claim = newId();
    await inWorkspace(ctx, async (tx) => {
      const shared = { workspace_id: ctx.workspaceId, brand_id: brand! };
      await tx
        .insertInto('drawback_claims')
        .values({
          ...shared,
          id: claim,
          code: 'DB-AAAA-AAAA',
          state: 'draft',
          basis: 'destroyed',
          file_by: '2031-01-01',
          currency: 'USD',
          claimed: 178,
          created_at: ctx.now,
        })
        .execute();
      const about = { lpn: 'LPN-AAAA-AAAA', sku: 'FIRST-LAMP', title: 'of the first', gone_at: ctx.now, amount: 178 };
      await tx
        .insertInto('drawback_units')
        .values({ ...shared, claim_id: claim, unit_id: unit!, import_line_id: entry.lines[0]!.id, ...about })
        .execute();
      await tx
        .updateTable('import_lines')
        .set({ claimed: 1 })
        .where('workspace_id', '=', ctx.workspaceId)
        .where('id', '=', entry.lines[0]!.id)
        .execute();
    });
    return {
      importEntry: entry.id,
      dutyRate: rate.id!,
      claim,
      lampVariant: rows[0]!.variants[0]!.id,
      ledgerEntry: booked.rows[0]!.id,
    };
  },
  samples: {
    get_ledger: ({ brand, keptReturn }) => ({ query: { brand_id: brand!, return_id: keptReturn! } }),
    get_ledger_entries_id: ({ ledgerEntry }) => ({ params: { id: ledgerEntry! } }),
    get_ledger_balance: ({ brand }) => ({ query: { brand_id: brand! } }),
    get_ledger_export: ({ brand }) => ({
      query: { brand_id: brand!, month: new Date().toISOString().slice(0, 7), format: 'csv' },
    }),
    get_ledger_account_map: ({ brand }) => ({ query: { brand_id: brand!, system: 'xero' } }),
    put_ledger_account_map: ({ brand }) => ({ query: { brand_id: brand!, system: 'xero' }, body: { rows: [] } }),
    get_periods: ({ brand }) => ({ query: { brand_id: brand! } }),
    post_periods_close: ({ brand }) => ({ body: { month: '2026-01', brand_id: brand! } }),
    get_returns_id_cost: ({ return: id }) => ({ params: { id: id! } }),
    post_returns_id_cost_lines: ({ return: id }) => ({
      params: { id: id! },
      body: { account: 'carrier_claims', amount: 1, reason: 'spy', reference: 'spy' },
    }),
    get_cost_rates: ({ brand }) => ({ query: { brand_id: brand! } }),
    put_cost_rates: ({ brand }) => ({ query: { brand_id: brand! }, body: { rates: { receiving_per_unit: 1 } } }),
    put_duty_rates_id: ({ dutyRate }) => ({ params: { id: dutyRate! }, body: RATE }),
    delete_duty_rates_id: ({ dutyRate }) => ({ params: { id: dutyRate! } }),
    get_import_entries: ({ brand }) => ({ query: { brand_id: brand! } }),
    get_import_entries_id: ({ importEntry }) => ({ params: { id: importEntry! } }),
    post_import_entries: ({ brand }) => ({
      body: {
        brand_id: brand!,
        number: 'BBB-0000001-1',
        on: '2026-01-01',
        port: 'spy',
        lines: [{ sku: 'FIRST-LAMP', quantity: 1, value: 1, duty: 1 }],
      },
    }),
    post_import_entries_file: ({ brand }) => ({ query: { brand_id: brand! }, body: nothing }),
    get_drawback_eligible: ({ brand }) => ({ query: { brand_id: brand! } }),
    get_drawback_claims: ({ brand }) => ({ query: { brand_id: brand! } }),
    get_drawback_claims_id: ({ claim }) => ({ params: { id: claim! } }),
    get_drawback_claims_id_file: ({ claim }) => ({ params: { id: claim! } }),
    post_drawback_claims: ({ brand, unit }) => ({
      body: { brand_id: brand!, basis: 'destroyed', unit_ids: [unit!] },
    }),
    post_drawback_claims_id_filed: ({ claim }) => ({ params: { id: claim! }, body: { reference: 'spy' } }),
    post_drawback_claims_id_paid: ({ claim }) => ({ params: { id: claim! }, body: { amount: 1 } }),
    post_drawback_claims_id_end: ({ claim }) => ({
      params: { id: claim! },
      body: { as: 'withdrawn', reason: 'spy' },
    }),
    post_duty_compare_batch: ({ brand, lampVariant }) => ({
      body: { brand_id: brand!, variant_id: lampVariant!, quantity: 1, price: 1, customs_value: 1 },
    }),
  },
};
