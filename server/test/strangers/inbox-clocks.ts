import { inboxSetup } from '@recoup/contract';
import type { Book } from './sample.ts';

const HOURS = {
  name: 'Hours of the first',
  time_zone: 'America/Chicago',
  weekly: [{ day: 'mon' as const, from: '09:00', to: '17:00' }],
};
const TARGET = {
  kind: 'first_reply' as const,
  minutes: 60,
  hours: 'always' as const,
  bot_counts: false,
  pause_while_waiting: false,
  pause_while_snoozed: false,
  reset_on_reopen: false,
  warn_minutes: 10,
  escalate: null,
};

export const inboxClocksBook: Book = {
  async make(door, { brand }) {
    const calendar = await door.owner.call(inboxSetup.addCalendar, { body: HOURS });
    const body = { name: 'Promise of the first', calendar_id: calendar.id, brand_id: brand!, targets: [TARGET] };
    const promise = await door.owner.call(inboxSetup.addSla, { body });
    return { calendar: calendar.id, promise: promise.id };
  },
  samples: {
    put_inbox_calendars_id: ({ calendar }) => ({ params: { id: calendar! }, body: { ...HOURS, name: 'spy' } }),
    post_inbox_sla: ({ brand, calendar, team, agent }) => ({
      body: {
        name: 'spy',
        brand_id: brand!,
        calendar_id: calendar!,
        targets: [{ ...TARGET, escalate: { priority: 'urgent', team_id: team!, notify_ids: [agent!] } }],
      },
    }),
    put_inbox_sla_id: ({ promise, brand, calendar }) => ({
      params: { id: promise! },
      body: { name: 'spy', brand_id: brand!, calendar_id: calendar!, targets: [TARGET] },
    }),
    put_inbox_surveys: ({ brand }) => ({
      body: {
        brand_id: brand!,
        kind: 'csat',
        enabled: true,
        after_minutes: 0,
        again_after_days: 0,
        share: 100,
        channels: [],
      },
    }),
    get_inbox_figures: ({ brand, team, agent }) => ({
      query: {
        from: '2026-01-01T00:00:00Z',
        to: '2099-01-01T00:00:00Z',
        brand_id: brand!,
        team_id: team!,
        staff_id: agent!,
      },
    }),
  },
};
