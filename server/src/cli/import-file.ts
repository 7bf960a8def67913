/** The command import: a file of orders or products, as the console imports it, from the terminal. */
import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { importField, importSettings } from '@recoup/contract';
import { z } from 'zod';
import {
  doImport,
  importErrors,
  mapImport,
  type Preview,
  queueImport,
  readImport,
  startImport,
} from '../orders/index.ts';
import { workspaceOfBrand } from '../platform/http.ts';
import { Refusal } from '../platform/refusal.ts';
import { takeFile } from '../uploads/index.ts';
import type { Installation } from './installation.ts';
import type { Terminal } from './terminal.ts';
import { needed, one, oneOf, readArgs, Trouble } from './usage.ts';

export const IMPORT = `Usage: npm run recoup -- import FILE --brand SLUG
  FILE                      Shopify's order export (CSV), its orders as JSON, or any table (CSV, XLSX)
  --what orders|products    (default: orders)
  --mapping FILE            JSON: {"columns": {"Their header": "order.number", …}, "settings": {…}}
  --currency USD            of amounts whose currency is not named (default: the brand's)
  --time-zone ZONE          of days and times without one (default: the brand's)
  --date-order iso|mdy|dmy  how 11/2/2026 is meant
  --delivered-after DAYS    where no delivery is named: so many days after the order
  --dry-run                 read and count, and write nothing`;

const mappingFile = z.strictObject({
  columns: z.record(z.string(), importField.nullable()).default({}),
  settings: importSettings.partial().default({}),
});

/** Returns whether all rows came in. */
export async function commandImport(
  { db, ctxOf }: Installation,
  args: readonly string[],
  terminal: Terminal,
): Promise<boolean> {
  const string = { type: 'string' } as const;
  const given = readArgs(
    args,
    {
      brand: string,
      what: string,
      mapping: string,
      currency: string,
      'time-zone': string,
      'date-order': string,
      'delivered-after': string,
      'dry-run': { type: 'boolean' },
    },
    IMPORT,
    1,
  );
  const { say } = terminal;
  const [named] = given.rest;
  if (!named) throw new Trouble(`Which file?\n\n${IMPORT}`);
  const slug = needed(given, 'brand', IMPORT);
  const what = oneOf(one(given, 'what') ?? 'orders', ['orders', 'products'], 'what');
  const mapping = await readMapping(terminal.folder, one(given, 'mapping'));
  const file = resolve(terminal.folder, named);
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new Trouble(`There is no file ${named}.`);
  const { workspaceId, brandId } = await workspaceOfBrand(db, slug).catch((error: unknown) => {
    throw error instanceof Refusal ? new Trouble(`No brand has the slug ${slug}.`) : error;
  });
  const ctx = ctxOf(workspaceId);

  const uploaded = await takeFile(ctx, createReadStream(file), basename(file));
  let preview = await startImport(ctx, { brand_id: brandId, file_id: uploaded.id, what });
  const settings = {
    ...preview.settings,
    ...mapping.settings,
    ...present('currency', one(given, 'currency')?.toUpperCase()),
    ...present('time_zone', one(given, 'time-zone')),
    ...present('date_order', one(given, 'date-order')),
    ...present('delivered_after_days', one(given, 'delivered-after')),
  };
  const read = importSettings
    .extend({ delivered_after_days: z.coerce.number().int().min(0).max(365).nullable() })
    .safeParse(settings);
  if (!read.success) throw new Trouble(`${read.error.issues[0]!.path.join('.')}: ${read.error.issues[0]!.message}`);
  const columns = preview.columns.map(({ header, field }) => ({
    header,
    field: header in mapping.columns ? mapping.columns[header]! : field,
  }));
  const unknown = Object.keys(mapping.columns).find(
    (header) => !preview.columns.some((column) => column.header === header),
  );
  if (unknown) throw new Trouble(`${named} has no column "${unknown}".`);
  preview = await mapImport(ctx, preview.job.id, { columns, settings: read.data });
  describe(preview, say);
  if (preview.missing_fields.length > 0) {
    throw new Trouble(
      `It is not clear which column holds ${preview.missing_fields.join(', ')}. Say so in a file and give it with --mapping:\n  {"columns": {"Their header": "${preview.missing_fields[0]}"}}`,
    );
  }
  if (given.values['dry-run']) return preview.would.failed === 0;

  const { id } = preview.job;
  await queueImport(ctx, id);
  const progress = setInterval(async () => {
    const { job } = await readImport(ctx, id);
    say(`${job.done} of ${job.total}`);
  }, 2000);
  await doImport(ctx, id).finally(() => clearInterval(progress));
  const { job } = await readImport(ctx, id);
  if (job.state === 'failed')
    throw new Trouble(`The import failed: ${job.failure}. What was written stays; it may be repeated.`);
  say(
    `${job.created_rows} new, ${job.updated_rows} changed, ${job.unchanged_rows} as they were, ${job.failed_rows} left out.`,
  );
  if (job.failed_rows === 0) return true;
  const errors = `${basename(file).replace(/\.[^.]*$/, '')} errors.csv`;
  const { body } = await importErrors(ctx, id);
  await pipeline(body as Readable, createWriteStream(resolve(terminal.folder, errors)));
  say(`What was left out, and why: ${errors}. Mend it and import it by itself.`);
  return false;
}

async function readMapping(folder: string, file: string | undefined): Promise<z.output<typeof mappingFile>> {
  if (!file) return mappingFile.parse({});
  const text = await readFile(resolve(folder, file), 'utf8').catch(() => {
    throw new Trouble(`There is no file ${file}.`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Trouble(`${file} is not JSON: ${(error as Error).message}`);
  }
  const read = mappingFile.safeParse(json);
  if (read.success) return read.data;
  const { path, message } = read.error.issues[0]!;
  throw new Trouble(`${file}: ${path.join('.')}: ${message}`);
}

function present<K extends string>(key: K, value: string | undefined): { [key in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]?: string });
}

const KINDS = { shopify_csv: "Shopify's order export", shopify_json: "Shopify's JSON", table: 'a table' } as const;

function describe({ job, would, columns, problems }: Preview, say: (line: string) => void): void {
  const parts =
    job.what === 'orders'
      ? `${would.orders} orders with ${would.lines} lines`
      : `${would.products} products with ${would.variants} variants`;
  say(`${job.file_name} is ${KINDS[job.kind]}: ${parts}; ${would.failed} cannot be read.`);
  if (job.kind === 'table') {
    for (const { header, field } of columns) say(`  ${header} → ${field ?? 'left out'}`);
  }
  for (const { code, rows, example_row, message } of problems)
    say(`  ${rows} rows, the first is ${example_row}: ${message} (${code})`);
}
