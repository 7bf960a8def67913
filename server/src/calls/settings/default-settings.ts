import type { CallSettings } from '@recoup/contract';

/** What holds for a brand that decided nothing: calls are on wherever buyers find us, and nothing is recorded. */
export const DEFAULT_SETTINGS: CallSettings = {
  enabled: true,
  entries: ['widget', 'portal', 'tracking'],
  calendar_id: null,
  rings: 'one_by_one',
  ring_seconds: 20,
  most_wait_seconds: 120,
  wrap_up_seconds: 60,
  most_minutes: 60,
  call_back: true,
  slots: { enabled: true, minutes: 15, days_ahead: 7, lead_minutes: 30, at_once: 1, remind_minutes: [1440, 15] },
  recording: { enabled: false, keep_days: 90 },
  stills_keep_days: null,
  ask_csat: true,
  sfu: 'mesh',
};
