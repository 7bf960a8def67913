/**
 * Our accounts in the books of an accountant, where a brand set nothing: a plain US chart for QuickBooks and Xero, and
 * the account numbers of the Chinese Accounting Standards for Business Enterprises (企业会计准则, four digits and two for
 * the sub-account) for Kingdee and Yonyou. Defaults to start from: the accountant sets their own.
 */
import { type Account, type Bookkeeper, chart } from '@recoup/contract';

type Code = { code: string; name: string };
type Row = [us: string, en: string, cn: string, zh: string];

const rows: Record<Account, Row> = {
  sales_returns: ['4100', 'Sales returns', '600199', '主营业务收入-销售退回'],
  shipping_refunded: ['4110', 'Shipping refunded', '600198', '主营业务收入-退回运费'],
  goodwill: ['4120', 'Goodwill to customers', '600197', '主营业务收入-售后折让'],
  store_credit_bonus: ['4130', 'Store credit bonus', '660110', '销售费用-储值赠送'],
  discounts_used: ['4140', 'Discounts used', '600196', '主营业务收入-商业折扣'],
  fees_kept: ['4150', 'Return fees kept', '605101', '其他业务收入-退货费用'],
  goods_sent: ['5110', 'Goods sent as remedies', '640110', '主营业务成本-售后补发'],
  freight_out: ['5120', 'Freight out, remedies', '660111', '销售费用-补发运费'],
  outbound_freight_lost: ['5130', 'Outbound freight lost', '660112', '销售费用-退货损失去程运费'],
  fees_lost: ['5140', 'Payment and marketplace fees lost', '660301', '财务费用-未退手续费'],
  return_freight: ['5150', 'Return freight', '660113', '销售费用-退货运费'],
  duty_brokerage: ['5160', 'Duty and brokerage', '660114', '销售费用-关税与报关'],
  receiving: ['5210', 'Receiving', '660115', '销售费用-退货收货'],
  inspection: ['5220', 'Inspection', '660116', '销售费用-退货检测'],
  storage: ['5230', 'Storage', '660117', '销售费用-退货仓储'],
  repair_labor: ['5240', 'Repair labor', '660118', '销售费用-维修人工'],
  repair_parts: ['5250', 'Repair parts', '660119', '销售费用-维修配件'],
  repack: ['5260', 'Repacking', '660120', '销售费用-重新包装'],
  relabel: ['5270', 'Relabeling', '660121', '销售费用-换标'],
  disposal_fees: ['5280', 'Disposal fees', '660122', '销售费用-销毁处理'],
  capital: ['5310', 'Capital tied up', '660302', '财务费用-资金占用'],
  dispute_losses: ['5410', 'Dispute losses', '671110', '营业外支出-拒付损失'],
  dispute_fees: ['5420', 'Dispute fees', '660303', '财务费用-拒付手续费'],
  resale: ['4210', 'Resale of returned goods', '605102', '其他业务收入-退货再售'],
  parts_recovered: ['4220', 'Parts recovered', '605103', '其他业务收入-拆件回收'],
  carrier_claims: ['4230', 'Carrier claims', '630110', '营业外收入-承运商赔付'],
  vendor_credits: ['4240', 'Vendor credits', '630111', '营业外收入-供应商赔付'],
  duty_drawback: ['4250', 'Duty drawback', '630112', '营业外收入-关税退税'],
  charges_received: ['4260', 'Exchange differences received', '600195', '主营业务收入-换货差价'],
  credits_expired: ['4270', 'Store credit expired', '630113', '营业外收入-储值过期'],
  sales_tax: ['2210', 'Sales tax payable', '222199', '应交税费-美国销售税'],
  refunds_payable: ['2110', 'Refunds payable', '224110', '其他应付款-应退客户款'],
  store_credit: ['2120', 'Store credit outstanding', '220301', '预收账款-储值余额'],
  disputed_funds: ['1220', 'Disputed funds held', '122110', '其他应收款-拒付待决'],
  payment_clearing: ['1110', 'Payment clearing', '101210', '其他货币资金-支付平台'],
  carrier_payable: ['2130', 'Carriers payable', '220210', '应付账款-承运商'],
  customs_clearing: ['2140', 'Customs clearing', '224111', '其他应付款-海关往来'],
  labor_clearing: ['2150', 'Warehouse labor clearing', '224112', '其他应付款-仓库人工'],
  storage_clearing: ['2160', 'Storage clearing', '224113', '其他应付款-仓储费'],
  inventory_clearing: ['1310', 'Inventory clearing', '140510', '库存商品-售后往来'],
  sales_clearing: ['1120', 'Sales clearing', '112210', '应收账款-销售往来'],
  claims_clearing: ['1230', 'Claims receivable', '122111', '其他应收款-索赔'],
  sunk_clearing: ['5910', 'Costs booked elsewhere', '660191', '销售费用-他处已列支'],
  imputed_clearing: ['5920', 'Imputed costs', '660391', '财务费用-估算资金成本对冲'],
  holds: ['9110', 'Card holds (memo)', '900101', '备查-信用卡预授权'],
  holds_against: ['9120', 'Card holds, contra (memo)', '900102', '备查-预授权对方'],
};

export function defaultCode(account: Account, system: Bookkeeper): Code {
  const [us, en, cn, zh] = rows[account];
  return system === 'kingdee' || system === 'yonyou' ? { code: cn, name: zh } : { code: us, name: en };
}
/** What an account is called in the plain tables. */
export const accountName = (account: Account, language: 'en' | 'zh'): string =>
  rows[account][language === 'zh' ? 3 : 1];

/** Accounts that leave for an accountant: holds stay beside the books. */
export const isBooked = (account: Account): boolean => chart[account] !== 'memo';
