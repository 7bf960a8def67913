/** What an invitation by text message says; the link stands alone on its line, so that every phone makes it one to tap. */
import type { BuyerLanguage } from '@recoup/contract';

type Invitation = { brand: string; who: string | null; url: string };

export const invitationText: Record<BuyerLanguage, (of: Invitation) => string> = {
  en: ({ brand, who, url }) =>
    `${who ? `${who} at ${brand}` : brand} invites you to a video call. It opens in your phone’s browser:\n${url}`,
  zh: ({ brand, who, url }) => `${brand}${who ? ` 的 ${who} ` : ''}邀请您视频通话，用手机浏览器打开即可：\n${url}`,
  es: ({ brand, who, url }) =>
    `${who ? `${who}, de ${brand},` : brand} le invita a una videollamada. Se abre en el navegador de su teléfono:\n${url}`,
};
