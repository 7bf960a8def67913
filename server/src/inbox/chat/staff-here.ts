/** When a screen of staff in the inbox of a workspace last said anything, as every process hears it. Right after its start a process knows of nobody. */
const seen = new Map<string, number>();
const HERE_MS = 90_000;

export function staffWasHere(workspaceId: string, at: Date): void {
  seen.set(workspaceId, at.getTime());
}
export function staffIsHere(workspaceId: string, now: Date): boolean {
  const last = seen.get(workspaceId);
  return last !== undefined && now.getTime() - last < HERE_MS;
}
