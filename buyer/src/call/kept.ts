/** What this browser remembers of its calls, so that a page that is loaded again is in the same seat. */
export type KeptCall = {
  callId: string;
  /** Opens this one call and nothing else. */
  token: string;
  slug: string;
  at: number;
};

const SEAT = 'recoup-seat';
const CALL = 'recoup-call';
/** A call that was left longer ago is not gone back to by itself. */
const FRESH_MS = 3 * 3_600_000;
let memory: Record<string, string> = {};

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return memory[name] ?? null; // private browsing may forbid it
  }
}
function write(name: string, value: string | null): void {
  const { [name]: _, ...others } = memory;
  memory = value === null ? others : { ...others, [name]: value };
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // kept for as long as the page stands
  }
}

export const randomName = () => crypto.randomUUID().replaceAll('-', '');

/** What this browser says of itself each time it comes by a link. */
export function ownSeat(): string {
  const kept = read(SEAT);
  if (kept && /^[A-Za-z0-9_-]{20,64}$/.test(kept)) return kept;
  const fresh = randomName();
  write(SEAT, fresh);
  return fresh;
}
/** Takes over the seat of a page of this same browser that may not use the camera. */
export function takeSeat(seat: string | null): void {
  if (seat && /^[A-Za-z0-9_-]{20,64}$/.test(seat)) write(SEAT, seat);
}
export const forgetHash = () => history.replaceState(null, '', location.pathname + location.search);

export function keptCall(slug: string | null): KeptCall | null {
  try {
    const kept = JSON.parse(read(CALL) ?? 'null') as KeptCall | null;
    if (!kept || Date.now() - kept.at > FRESH_MS || (slug !== null && kept.slug !== slug)) return null;
    return kept;
  } catch {
    return null;
  }
}
export const keepCall = (kept: KeptCall) => write(CALL, JSON.stringify(kept));
export const forgetCall = () => write(CALL, null);
