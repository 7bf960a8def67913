import type { Discount, StoreCredit } from '@recoup/contract';
import type { Tone } from '../ui/status.tsx';

export const creditTone: Record<StoreCredit['state'], Tone> = {
  asked: 'clock',
  active: 'idle',
  used: 'good',
  expired: 'diff',
  void: 'diff',
  declined: 'diff',
};
export const codeTone: Record<Discount['state'], Tone> = {
  active: 'idle',
  used: 'good',
  expired: 'diff',
  void: 'diff',
};
