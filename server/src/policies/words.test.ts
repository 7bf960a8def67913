import { type BuyerLanguage, type PolicyRules, policyRules, reasons, startingPolicy } from '@recoup/contract';
import { merchantReturnPolicy, type PolicySentence, policyWords, type WordPart } from '@recoup/contract/policy-words';
import { describe, expect, it } from 'vitest';

const text = (sentence: PolicySentence) =>
  sentence.parts.map((part) => ('value' in part ? part.value : part.text)).join('');
const page = (rules: PolicyRules, language: BuyerLanguage) => policyWords(rules, language, 'USD').map(text);
function rules(change: (rules: PolicyRules) => void = () => {}): PolicyRules {
  const made = startingPolicy('USD');
  change(made);
  return made;
}

describe('a policy in plain words', () => {
  it('says in English what holds', () => {
    const said = page(rules(), 'en');
    expect(said).toContain('You have 30 days from delivery to ask for a return.');
    expect(said).toContain('Your money comes back within 2 days after we receive the goods, to the payment you used.');
    expect(said).toContain('Store credit pays 10% more.');
    expect(said).toContain('12 months of warranty from delivery when it is damaged or defective.');
    expect(said.find((sentence) => sentence.startsWith('Sending it back is free when'))).toBe(
      'Sending it back is free when it is damaged or defective, it is not as described, you got the wrong item, parts or accessories are missing, or it arrived late. Otherwise it costs $7.95, taken from your refund.',
    );
  });
  it('says the same in Chinese', () => {
    expect(page(rules(), 'zh')).toEqual(
      expect.arrayContaining([
        '签收后 30 天内可以申请退货。',
        '我们收到商品后 2 天内退款到原支付方式。',
        '选择购物金可多得 10%。',
      ]),
    );
  });
  it('says the same in Spanish', () => {
    expect(page(rules(), 'es')).toEqual(
      expect.arrayContaining([
        'Tienes 30 días desde la entrega para pedir una devolución.',
        'Con crédito de la tienda recibes un 10% más.',
      ]),
    );
  });
  it('has one sentence for one fact in every language, and no hole in any', () => {
    const keys = (language: BuyerLanguage) => policyWords(rules(), language, 'USD').map(({ key }) => key);
    expect(keys('zh')).toEqual(keys('en'));
    expect(keys('es')).toEqual(keys('en'));
    const every = rules((r) => {
      r.reasons = [...reasons];
      r.final_sale = { skus: ['LAMP-01'], categories: ['outlet'] };
      r.restocking_fee = { kind: 'percent', amount: 0, percent: 15, waived_for: ['damaged-or-defective'] };
      r.remedies.repair = true;
      r.remedies.next_order_discount = { allowed: true, percent: 15, reasons: [] };
      r.shipping_refunded_for = ['damaged-or-defective'];
      r.exchange = { ships: 'now', unsecured_up_to: 8_000 };
    });
    for (const language of ['en', 'zh', 'es'] as const) {
      for (const sentence of page(every, language)) expect(sentence).not.toMatch(/[{}*]|undefined/);
    }
  });
  it('tells what may be mailed or repaired, and when an exchange leaves', () => {
    const said = page(
      rules((r) => {
        r.remedies.repair = true;
        r.remedies.next_order_discount = { allowed: true, percent: 15, reasons: [] };
        r.shipping_refunded_for = ['arrived-late'];
        r.exchange = { ships: 'now', unsecured_up_to: 8_000 };
      }),
      'en',
    );
    expect(said).toEqual(
      expect.arrayContaining([
        'If a part is missing or broken, we can mail you the part. You send nothing back.',
        'You can have it repaired instead: you send it in, we repair it and send it back.',
        'For some problems you may keep it and get 15% off your next order.',
        'You also get back what you paid for delivery when it arrived late.',
        'What you exchange it for leaves right away. Above $80.00, your card holds its price until the old one is back.',
      ]),
    );
    const plain = page(
      rules((r) => {
        r.remedies.spare_part = false;
      }),
      'en',
    ).join(' ');
    expect(plain).not.toMatch(/mail you the part|repaired|next order|leaves right away/);
  });
  it('marks the values, so that an editor can show what changed', () => {
    const parts = (days: number) =>
      policyWords(
        rules((r) => {
          r.window.days = days;
        }),
        'en',
        'USD',
      )[0]!.parts;
    const values = (list: WordPart[]) => list.flatMap((part) => ('value' in part ? part.value : []));
    expect([values(parts(30)), values(parts(1))]).toEqual([['30 days'], ['1 day']]);
    expect(parts(30)).toEqual([
      { text: 'You have ', strong: true },
      { value: '30 days', strong: true },
      { text: ' from delivery to ask for a return.' },
    ]);
  });
  it('tells every fee with its amount, as New York wants it', () => {
    const fees = rules((r) => {
      r.restocking_fee = { kind: 'fixed', amount: 1_250, percent: 0, waived_for: [] };
      r.freight.seller_pays_for = [];
    });
    expect(page(fees, 'en')).toEqual(
      expect.arrayContaining([
        'The restocking fee is $12.50 for each item.',
        'Sending it back costs $7.95, taken from your refund.',
      ]),
    );
  });
  it('is short where all sales are final, but keeps the warranty', () => {
    const said = policyWords(
      rules((r) => {
        r.window.days = 0;
      }),
      'en',
      'USD',
    ).map(({ key }) => key);
    expect(said).toEqual(['window_none', 'warranty', 'warranty_parts_labor', 'proof', 'copy']);
  });
  it('adds the brand’s own words, in English where they were not translated', () => {
    const noted = rules((r) => {
      r.note = { en: 'We reply on Sundays too.' };
    });
    expect(page(noted, 'es').at(-1)).toBe('We reply on Sundays too.');
  });
  it('begins from rules that the contract accepts, in any currency', () => {
    for (const currency of ['USD', 'EUR', 'JPY', 'KWD'])
      expect(policyRules.parse(startingPolicy(currency))).toEqual(startingPolicy(currency));
    expect(startingPolicy('JPY').freight.buyer_fee).toBe(0);
  });
});

describe('the policy as schema.org says it', () => {
  const brand = { name: 'Lumora', currency: 'USD' };
  const url = 'https://returns.lumora.example/b/lumora/policy';
  it('is a store with its return policy', () => {
    expect(merchantReturnPolicy(rules(), brand, url)).toEqual({
      '@context': 'https://schema.org',
      '@type': 'OnlineStore',
      name: 'Lumora',
      hasMerchantReturnPolicy: {
        '@type': 'MerchantReturnPolicy',
        applicableCountry: ['US'],
        merchantReturnLink: url,
        returnPolicyCategory: 'https://schema.org/MerchantReturnFiniteReturnWindow',
        merchantReturnDays: 30,
        returnMethod: 'https://schema.org/ReturnByMail',
        returnLabelSource: 'https://schema.org/ReturnLabelDownloadAndPrint',
        customerRemorseReturnFees: 'https://schema.org/ReturnShippingFees',
        customerRemorseReturnShippingFeesAmount: { '@type': 'MonetaryAmount', currency: 'USD', value: 7.95 },
        itemDefectReturnFees: 'https://schema.org/FreeReturn',
        refundType: [
          'https://schema.org/FullRefund',
          'https://schema.org/ExchangeRefund',
          'https://schema.org/StoreCreditRefund',
        ],
        itemCondition: ['https://schema.org/NewCondition', 'https://schema.org/UsedCondition'],
      },
    });
  });
  it('permits nothing where all sales are final, and promises no days it cannot count from delivery', () => {
    const of = (change: (r: PolicyRules) => void) =>
      merchantReturnPolicy(rules(change), brand, url).hasMerchantReturnPolicy as Record<string, unknown>;
    expect(
      of((r) => {
        r.window.days = 0;
      }),
    ).toMatchObject({ returnPolicyCategory: 'https://schema.org/MerchantReturnNotPermitted' });
    const fromPurchase = of((r) => {
      r.window.from = 'purchase';
    });
    expect(fromPurchase.returnPolicyCategory).toBe('https://schema.org/MerchantReturnUnspecified');
    expect(fromPurchase).not.toHaveProperty('merchantReturnDays');
  });
  it('carries the season', () => {
    const season = {
      rules: rules((r) => {
        r.window.days = 60;
      }),
      from: '2026-10-15',
      to: '2026-12-24',
    };
    expect(merchantReturnPolicy(rules(), brand, url, [season]).hasMerchantReturnPolicy).toMatchObject({
      returnPolicySeasonalOverride: [{ startDate: '2026-10-15', endDate: '2026-12-24', merchantReturnDays: 60 }],
    });
  });
});
