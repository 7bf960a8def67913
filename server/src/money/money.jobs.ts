import type { Job } from '../platform/jobs.ts';
import { keepChargesJob, settleChargeJob } from './charges/settle-charge.ts';
import { forgetEventsJob } from './gateways/forget-events.ts';
import { takeEventJob } from './gateways/take-event.ts';
import { sendDueJob } from './refunds/send-refund.ts';

/** What payments do outside any request. */
export const paymentJobs: readonly Job[] = [takeEventJob, forgetEventsJob, sendDueJob, settleChargeJob, keepChargesJob];
