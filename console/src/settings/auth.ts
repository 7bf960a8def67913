/** One's own sign-in, over better-auth's paths below /v1/auth: password, second step, sessions. */
import { ApiProblem } from '../app/problem.ts';

async function ask(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(`/v1/auth${path}`, {
      method,
      credentials: 'include',
      headers: { Accept: 'application/json', ...(body ? { 'Content-Type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  } catch {
    throw new ApiProblem({ code: 'network.offline', status: 0 });
  }
  const answer = (await response.json().catch(() => ({}))) as unknown;
  if (response.ok) return answer;
  const problem = answer as { code?: string };
  throw new ApiProblem({ ...problem, code: ownCode(problem.code ?? 'server.away'), status: response.status });
}

/** Signed in, a wrong password is about the password alone, not about an address. */
function ownCode(code: string): string {
  return code === 'auth.wrong' ? 'auth.wrong_password' : code;
}

export type SessionRow = {
  id: string;
  token: string;
  userAgent: string | null;
  ipAddress: string | null;
  createdAt: string;
  expiresAt: string;
};

export async function readSessions(): Promise<{ rows: SessionRow[]; own: string | null }> {
  const [rows, here] = (await Promise.all([ask('GET', '/list-sessions'), ask('GET', '/get-session')])) as [
    SessionRow[],
    { session?: { id: string } } | null,
  ];
  const newest = [...rows].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  return { rows: newest, own: here?.session?.id ?? null };
}
export const endSession = (token: string) => ask('POST', '/revoke-session', { token });
export const endOtherSessions = () => ask('POST', '/revoke-other-sessions', {});

export const changePassword = (currentPassword: string, newPassword: string, endOthers: boolean) =>
  ask('POST', '/change-password', { currentPassword, newPassword, revokeOtherSessions: endOthers });

/** Begins the set-up: nothing is asked at sign-in until the first code is confirmed. */
export async function beginTwoFactor(password: string): Promise<{ uri: string; codes: string[] }> {
  const { totpURI, backupCodes } = (await ask('POST', '/two-factor/enable', { password })) as {
    totpURI: string;
    backupCodes: string[];
  };
  return { uri: totpURI, codes: backupCodes };
}
export const confirmTwoFactor = (code: string) =>
  ask('POST', '/two-factor/verify-totp', { code: code.replace(/\s/g, '') });
export const endTwoFactor = (password: string) => ask('POST', '/two-factor/disable', { password });
export async function newBackupCodes(password: string): Promise<string[]> {
  const { backupCodes } = (await ask('POST', '/two-factor/generate-backup-codes', { password })) as {
    backupCodes: string[];
  };
  return backupCodes;
}
