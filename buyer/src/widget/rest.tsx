/** What the panel's first sight does without. */

export { beginCall, bringCalls, Calls, resumeCall } from './calling.tsx';
export { Ask, type Card } from './cards.tsx';
export { Conversations } from './conversations.tsx';
export { default as css } from './rest.css?inline';
export { Messages } from './said.tsx';
