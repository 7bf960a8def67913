/** The words in which somebody is asked to be recorded. What was shown is kept word for word with each answer. Pure. */
import type { BuyerLanguage, ConsentRule } from '@recoup/contract';

/** Changed words are a new version. */
const VERSION = '2026-11-22';

export type Asked = 'buyer' | 'staff';
export type Blanks = { brand: string; agent: string; keep_days: number };
export type Wording = { text: string; version: string; language: BuyerLanguage };

type Texts = Record<Asked, string> & Record<'everybody', string>;
const texts: Record<BuyerLanguage, Texts> = {
  en: {
    buyer:
      '{agent} of {brand} asks to record this video call: picture and sound of everybody in it. {everybody}The recording shows what was found and agreed, is kept for {days} days and then erased. You may say no, and nothing changes for your case. You may take your yes back at any time: recording stops at once.',
    everybody: 'Where you are, the law wants everybody to agree first. ',
    staff:
      'I agree that my picture and my voice in this call are recorded for {brand}, kept for {days} days and then erased. Recording begins only when everybody in the call has agreed, and I may take my yes back at any time.',
  },
  zh: {
    buyer:
      '{brand} 的 {agent} 希望录制本次视频通话，包括通话中所有人的画面和声音。{everybody}录像用于记录查看到的情况和双方的约定，保存 {days} 天后删除。您可以不同意，这不影响问题的处理；同意之后也可以随时撤回，录制会立即停止。',
    everybody: '按您所在地的法律，须先征得通话中所有人的同意。',
    staff:
      '我同意 {brand} 录制我在本次通话中的画面和声音，录像保存 {days} 天后删除。通话中的每个人都同意之后才会开始录制，我可以随时撤回同意。',
  },
  es: {
    buyer:
      '{agent}, de {brand}, pide permiso para grabar esta videollamada: la imagen y el sonido de todos los que participan. {everybody}La grabación muestra lo que se vio y se acordó, se guarda {days} días y después se borra. Puede decir que no y nada cambia en su caso. Puede retirar su permiso en cualquier momento: la grabación se detiene al instante.',
    everybody: 'Donde usted está, la ley exige que todos estén de acuerdo antes. ',
    staff:
      'Acepto que {brand} grabe mi imagen y mi voz en esta llamada, que se guarden {days} días y después se borren. La grabación empieza solo cuando todos los que participan han aceptado, y puedo retirar mi permiso en cualquier momento.',
  },
};

/** The text for who is asked, in their language, with the brand's and the agent's names and the days it is kept. */
export function wordingOf(asked: Asked, language: BuyerLanguage, rule: ConsentRule, blanks: Blanks): Wording {
  const strict = rule.needs !== 'one';
  const said = texts[language];
  const filled = said[asked]
    .replace('{everybody}', strict ? said.everybody : '')
    .replace('{days}', String(blanks.keep_days))
    .replace('{brand}', () => blanks.brand)
    .replace('{agent}', () => blanks.agent);
  return { text: filled, language, version: `${VERSION}/${asked}/${strict ? 'all' : 'one'}/${blanks.keep_days}` };
}
