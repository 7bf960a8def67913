import { useTranslation } from 'react-i18next';

/** Why a language model's words were not used, in the reader's own; a note nobody wrote words for stands as it came. */
export function useModelNote(): (note: string) => string {
  const { t, i18n } = useTranslation('terms');
  return (note) => {
    const [code = '', rest] = note.split(/:\s*(.*)/s);
    const key = `model_note.${code}`;
    if (code === 'with' || !i18n.exists(key, { ns: 'terms' })) return note;
    return rest ? t('model_note.with', { why: t(key), what: rest }) : t(key);
  };
}
