/** Stripe, by its own library: refunds, payment pages and holds, disputes, signed events. */
import { CompanySaysNo, KeyRefused, type PaymentCompany } from '../../money/index.ts';
import { ask, clientFor } from './client.ts';
import { acceptDispute, dispute, submitEvidence } from './disputes.ts';
import { eventOf, readEvent } from './events.ts';
import { capture, closePage, payPage, payState, release } from './pay-page.ts';
import { elsewhere, refund, refundState } from './refund.ts';

export const stripe: PaymentCompany = {
  kind: 'stripe',
  takes: ({ reference }) => reference !== null && /^(?:ch|py|pi)_[A-Za-z0-9]+$/.test(reference),
  async whoIs(config, secretKey) {
    const live = /^(?:sk|rk)_live_/.test(secretKey);
    const client = clientFor(config, secretKey);
    try {
      const account = await ask(() => client.accounts.retrieveCurrent());
      const name = account.settings?.dashboard.display_name || account.business_profile?.name || account.email || null;
      return { externalId: account.id, name, live };
    } catch (error) {
      if (error instanceof CompanySaysNo) throw new KeyRefused(error.message);
      // A restricted key may not be let see the account; it is good if it sees refunds.
      if (!(error instanceof KeyRefused && secretKey.startsWith('rk_'))) throw error;
      await ask(() => client.refunds.list({ limit: 1 }));
      return { externalId: null, name: null, live };
    }
  },
  refund,
  refundState,
  elsewhere,
  payPage,
  payState,
  closePage,
  capture,
  release,
  dispute,
  submitEvidence,
  acceptDispute,
  readEvent,
  eventOf,
};
