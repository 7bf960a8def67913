import { reaction } from '../platform/record.ts';
import { makeLabel } from './make-label.ts';
import { giveLabelBack } from './void-label.ts';

export const reactions = [
  reaction({ on: 'label.wanted', name: 'make-label', run: makeLabel }),
  reaction({ on: 'label.voided', name: 'give-label-back', run: giveLabelBack }),
];
