import type { CallDesk } from '@recoup/contract';
import type { Tone } from '../../ui/status.tsx';

export const deskTones: Record<CallDesk['state'], Tone> = {
  off: 'idle',
  free: 'good',
  gone: 'good',
  ringing: 'move',
  busy: 'here',
  wrapping_up: 'clock',
};
