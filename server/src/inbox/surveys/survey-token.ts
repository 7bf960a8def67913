import { Refusal } from '../../platform/refusal.ts';
import { isSigned, sign } from '../../platform/secrets.ts';

/** What a survey's link carries: the one survey it answers, and until when. */
export type SurveyClaims = { workspaceId: string; brandId: string; surveyId: string; expiresAt: Date };

const PURPOSE = 'survey';
const MAC_BYTES = 16;
const BODY_BYTES = 16 * 3 + 5;

/** Writes the token of a survey's link. It answers one survey and opens nothing else. */
export function signSurveyToken(secret: string, { workspaceId, brandId, surveyId, expiresAt }: SurveyClaims): string {
  const ids = [workspaceId, brandId, surveyId].map((id) => Buffer.from(id.replaceAll('-', ''), 'hex'));
  const until = Buffer.alloc(5);
  until.writeUIntBE(Math.floor(expiresAt.getTime() / 1000), 0, 5);
  const body = Buffer.concat([...ids, until]);
  return Buffer.concat([body, sign(secret, PURPOSE, body).subarray(0, MAC_BYTES)]).toString('base64url');
}

/** Reads it. Throws `survey.not_found` where it is not ours or was changed, `survey.over` where its time is over. */
export function readSurveyToken(secret: string, token: string, now: Date): SurveyClaims {
  const bytes = Buffer.from(token, 'base64url');
  const body = bytes.subarray(0, -MAC_BYTES);
  const isOurs =
    body.length === BODY_BYTES &&
    bytes.toString('base64url') === token &&
    isSigned(secret, PURPOSE, body, bytes.subarray(-MAC_BYTES));
  if (!isOurs) throw new Refusal('survey.not_found');
  const expiresAt = new Date(body.readUIntBE(BODY_BYTES - 5, 5) * 1000);
  if (expiresAt <= now) throw new Refusal('survey.over');
  const [workspaceId, brandId, surveyId] = [0, 16, 32].map((from) => idOf(body.subarray(from, from + 16)));
  return { workspaceId: workspaceId!, brandId: brandId!, surveyId: surveyId!, expiresAt };
}

function idOf(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
