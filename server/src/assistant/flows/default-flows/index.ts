import type { Flow, FlowKey } from '@recoup/contract';
import { anythingElse, beforeBuying, complaint, person } from './answers.ts';
import { cancelOrChange, invoice, refundStatus, whereIsIt } from './orders.ts';
import { returnFlow } from './return.ts';
import { damaged, doesNotWork, exchange, howTo, missingPart, warranty, wrongItem } from './things.ts';

/** The flows as Recoup ships them: version 0 of every brand's own. */
export const shippedFlows: ReadonlyMap<FlowKey, Flow> = new Map(
  [
    returnFlow,
    exchange,
    damaged,
    missingPart,
    wrongItem,
    doesNotWork,
    howTo,
    whereIsIt,
    cancelOrChange,
    refundStatus,
    warranty,
    invoice,
    beforeBuying,
    complaint,
    person,
    anythingElse,
  ].map((flow) => [flow.key, flow]),
);
