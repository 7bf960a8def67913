/** A row of a parts list as people keep it in a spreadsheet. */
import type { PartRow } from '@recoup/contract';
import { RowRefusal } from '../bulk/rows.ts';
import type { Cells, ColumnNames } from '../bulk/sheet-rows.ts';
import { readAmount, readCount, readYesNo } from '../imports/amounts.ts';

export type PartColumn =
  | 'sku'
  | 'title'
  | 'title_zh'
  | 'title_es'
  | 'price'
  | 'unit_cost'
  | 'currency'
  | 'weight_g'
  | 'hts_code'
  | 'origin_country'
  | 'fits'
  | 'mends'
  | 'archived';

export const partColumns: ColumnNames<PartColumn> = {
  sku: 'part sku, part number, part no, part, item number, 配件编码, 配件sku, 货号, 编码, 料号',
  title: 'name, part name, english name, description, 英文名, 英文名称, 配件英文名',
  title_zh: 'chinese name, chinese title, 中文名, 中文名称, 配件名称, 品名, 名称',
  title_es: 'spanish name, spanish title, 西班牙文名, 西语名称',
  price: 'selling price, retail price, 售价, 价格, 单价',
  unit_cost: 'cost, purchase price, 成本, 成本价, 采购价, 单位成本',
  currency: 'currency code, 币种, 货币',
  weight_g: 'weight, grams, weight grams, 重量, 克重, 重量克, 重量g',
  hts_code: 'hts, hs code, tariff code, 海关编码, hs编码',
  origin_country: 'origin, country of origin, made in, 原产国, 产地',
  fits: 'products, fits products, for products, 适用产品, 适用商品, 适配产品',
  mends: 'problems, mends problems, reasons, 可解决问题, 解决问题, 适用问题',
  archived: 'discontinued, 停用, 已停用',
};

const parts = (cell: string) =>
  cell
    .split(/[;；\n|]/u)
    .map((one) => one.trim())
    .filter(Boolean);

/** `LMP-1 x2; LMP-2` → two of the part in LMP-1, one in LMP-2. */
export function readFits(cell: string): NonNullable<PartRow['fits']> {
  return parts(cell).map((one) => {
    const [, product = one, count] = /^(.*\S)(?:\s+x|\s*[×*])\s*(\d{1,4})$/iu.exec(one) ?? [];
    return { product, per_product: count ? Number(count) : 1 };
  });
}

/** `damaged-or-defective/flickers; missing-parts-or-accessories` */
function readMends(cell: string): unknown[] {
  return parts(cell).map((one) => {
    const [reason, detail = null] = one.split('/').map((part) => part.trim());
    return { reason, detail: detail || null };
  });
}

/** What a row says, for the contract's schema to judge; amounts in the row's currency, or the brand's. Throws a RowRefusal. */
export function partOfCells(cell: Cells<PartColumn>, brandCurrency: string): Record<string, unknown> {
  const code = cell('currency')?.toUpperCase() ?? brandCurrency;
  const said = <T>(field: PartColumn, read: (text: string) => T): Record<string, T> => {
    const text = cell(field);
    return text === null ? {} : { [field]: read(text) };
  };
  const amount = (field: PartColumn) => said(field, (text) => readAmount(text, checked(code), field));
  return {
    ...said('sku', String),
    ...said('title', String),
    ...said('title_zh', String),
    ...said('title_es', String),
    ...amount('price'),
    ...amount('unit_cost'),
    ...said('currency', (text) => checked(text.toUpperCase())),
    ...said('weight_g', (text) => readCount(text, 'weight_g')),
    ...said('hts_code', String),
    ...said('origin_country', (text) => text.toUpperCase()),
    ...said('fits', readFits),
    ...said('mends', readMends),
    ...said('archived', (text) => readYesNo(text, 'archived')),
  };
}

function checked(currency: string): string {
  if (/^[A-Z]{3}$/.test(currency)) return currency;
  throw new RowRefusal('order.currency_unknown', 'currency', `${currency} is no currency of ISO 4217`);
}
