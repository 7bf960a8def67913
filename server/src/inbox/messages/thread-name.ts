/** A service's thread as it is kept beside Message-IDs: no other channel's thread, and no mail, is called the same. */
export const threadPrefix = (channelId: string): string => `thread:${channelId}:`;

export function threadName(channelId: string, thread: string): string {
  return threadPrefix(channelId) + thread;
}
