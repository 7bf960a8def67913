import type { App } from '../../platform/http.ts';

export function conversationRoutes(_app: App): void {}
