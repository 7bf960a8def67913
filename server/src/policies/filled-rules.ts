import type { PolicyRules } from '@recoup/contract';

type Later = 'spare_part' | 'repair' | 'next_order_discount' | 'guidance';
/** Rules as a version published some time ago may hold them: without what policies have learned to say since. */
export type KeptRules = Omit<
  PolicyRules,
  'condition' | 'remedies' | 'shipping_refunded_for' | 'exchange' | 'cancellation'
> &
  Partial<Pick<PolicyRules, 'shipping_refunded_for' | 'exchange' | 'cancellation'>> & {
    condition: Omit<PolicyRules['condition'], 'buyer_damage'> & Partial<Pick<PolicyRules['condition'], 'buyer_damage'>>;
    remedies: Omit<PolicyRules['remedies'], Later> & Partial<Pick<PolicyRules['remedies'], Later>>;
  };

/** The same rules with the contract's defaults where they say nothing. Cheaper than parsing; a test holds both together. */
export function filledRules(rules: KeptRules): PolicyRules {
  return {
    ...rules,
    condition: { buyer_damage: 'ask', ...rules.condition },
    shipping_refunded_for: rules.shipping_refunded_for ?? [],
    exchange: rules.exchange ?? { ships: 'on_receipt', unsecured_up_to: 0 },
    cancellation: rules.cancellation ?? { by_buyer: 'ask', within_hours: null },
    remedies: {
      spare_part: true,
      repair: false,
      next_order_discount: { allowed: false, percent: 15, reasons: [] },
      guidance: true,
      ...rules.remedies,
    },
  };
}
