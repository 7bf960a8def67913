/** Stripe, by its own library: refunds, payment pages and holds, disputes, signed events. */
import { KeyRefused, type PaymentCompany } from '../../money/index.ts';
import { ask, clientFor, StripeSaysNo } from './client.ts';
import { acceptDispute, dispute, submitEvidence } from './disputes.ts';
import { eventOf, readEvent } from './events.ts';
import { capture, closePage, payPage, payState, release } from './pay-page.ts';
import { elsewhere, refund, refundState } from './refund.ts';

export const stripe: PaymentCompany = {
  kind: 'stripe',
  takes: ({ reference }) => reference !== null && /^(?:ch|py|pi)_[A-Za-z0-9]+$/.test(reference),
  async whoIs(config, secretKey) {
    const live = /^(?:sk|rk)_live_/.test(secretKey);
    try {
      const account = await ask(() => clientFor(config, secretKey).accounts.retrieveCurrent());
      const name = account.settings?.dashboard.display_name || account.business_profile?.name || account.email || null;
      return { externalId: account.id, name, live };
    } catch (error) {
      if (error instanceof StripeSaysNo) throw new KeyRefused(error.message);
      throw error;
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
