import { reaction } from '../platform/record.ts';
import { makeFirstBins } from './first-bins.ts';
import { releaseParcel } from './release-parcel.ts';

export const reactions = [
  reaction({
    on: 'site.opened',
    name: 'make-first-bins',
    run: (ctx, event) => makeFirstBins(ctx, event.subject.id),
  }),
  reaction({
    on: 'return.cancelled',
    name: 'release-open-parcel',
    run: (ctx, event) => releaseParcel(ctx, event.subject.id),
  }),
];
