/** Signing in and out, over better-auth's paths below /v1/auth. */
import { ApiProblem } from '../app/problem.ts';

type Answer = Record<string, unknown>;

async function post(path: string, body: object): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(`/v1/auth${path}`, {
      method: 'POST',
      credentials: 'include',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    throw new ApiProblem({ code: 'network.offline', status: 0 });
  }
  const answer = (await response.json().catch(() => ({}))) as Answer;
  if (response.ok) return answer;
  throw new ApiProblem({ ...answer, code: codeOf(answer, response.status), status: response.status });
}

/** better-auth speaks in capitals (INVALID_EMAIL_OR_PASSWORD), our own refusals in dots: one set of codes from here on. */
export function codeOf(answer: Answer, status: number): string {
  const code = typeof answer.code === 'string' ? answer.code : '';
  if (code.includes('.')) return code;
  if (code === 'INVALID_EMAIL_OR_PASSWORD' || code === 'INVALID_PASSWORD' || code === 'INVALID_EMAIL')
    return 'auth.wrong';
  if (code === 'INVALID_CODE' || code === 'INVALID_TWO_FACTOR_COOKIE' || code === 'INVALID_BACKUP_CODE')
    return 'auth.wrong_code';
  if (code === 'INVALID_TOKEN' || code === 'TOKEN_EXPIRED') return 'auth.link_expired';
  if (code === 'PASSWORD_TOO_SHORT' || code === 'PASSWORD_TOO_LONG') return 'auth.password';
  if (status === 429) return 'auth.too_many';
  return status >= 500 ? 'server.away' : 'auth.wrong';
}

/** `code` when a second step is wanted. */
export async function signIn(email: string, password: string): Promise<'in' | 'code'> {
  const answer = await post('/sign-in/email', { email, password });
  return answer.twoFactorRedirect ? 'code' : 'in';
}

/** The six digits of the authenticator, or one of the codes kept on paper. */
export async function verifyCode(code: string, trustDevice: boolean): Promise<void> {
  const digits = code.replace(/\s/g, '');
  if (/^\d{6}$/.test(digits)) await post('/two-factor/verify-totp', { code: digits, trustDevice });
  else await post('/two-factor/verify-backup-code', { code: code.trim(), trustDevice });
}

/** Sends the mail where the address is known; says nothing about whether it is. */
export async function askNewPassword(email: string): Promise<void> {
  await post('/request-password-reset', { email, redirectTo: '/reset-password' });
}

export async function setNewPassword(token: string, newPassword: string): Promise<void> {
  await post('/reset-password', { token, newPassword });
}
