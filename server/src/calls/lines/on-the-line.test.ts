import { expect, test } from 'vitest';
import type { Services } from '../../platform/http.ts';
import type { Talker } from '../../platform/sockets.ts';
import type { SeatLine } from './call-lines.ts';
import { linesOf, type Page } from './on-the-line.ts';

const AT = { workspaceId: 'workspace', callId: 'call' };
const NOW = { rows: [], at: 1 };
const linesHere = () => linesOf({} as Services);
const pageOf = (peer: string): Page => ({ ...AT, talker: {} as Talker<SeatLine>, partId: `part of ${peer}`, peer });

test('what is said to somebody who is just being let in waits for them, in its order, and reaches nobody else', () => {
  const lines = linesHere();
  const heard: string[] = [];
  const say = (to: string, word: string) =>
    lines.tell({ ...AT, to }, ({ peer }) => heard.push(`${peer} hears ${word}`));
  say('agent', 'before anybody comes');
  const done = lines.expect(AT.workspaceId, AT.callId);
  say('agent', 'an offer');
  say('agent', 'candidates');
  say('somebody else', 'hello');
  lines.add(pageOf('agent'), NOW);
  done();
  say('agent', 'the rest');
  expect(heard).toEqual(['agent hears an offer', 'agent hears candidates', 'agent hears the rest']);
  lines.close();
});

test('who was not let in after all is kept nothing', () => {
  const lines = linesHere();
  const heard: string[] = [];
  const done = lines.expect(AT.workspaceId, AT.callId);
  lines.tell({ ...AT, to: 'agent' }, () => heard.push('an offer'));
  done();
  lines.expect(AT.workspaceId, AT.callId);
  lines.add(pageOf('agent'), NOW);
  expect(heard).toEqual([]);
  lines.close();
});
