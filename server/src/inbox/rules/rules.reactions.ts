import { job } from '../../platform/jobs.ts';
import { reaction } from '../../platform/record.ts';
import { TRIGGERING, triggerOf } from './engine.ts';
import { runIdleRules, runRules } from './run-rules.ts';

export const ruleReactions = [
  reaction({
    on: TRIGGERING,
    name: 'run-inbox-rules',
    when: (event) => triggerOf(event) !== null,
    run: runRules,
  }),
];

export const ruleJobs = [job({ name: 'inbox.idle-rules', cron: '*/10 * * * *', run: (ctx) => runIdleRules(ctx) })];
