import { useTranslation } from 'react-i18next';

/** The name in the reader's language where there is one. */
export function usePartName() {
  const { i18n } = useTranslation('parts');
  return ({ title, title_zh }: { title: string; title_zh: string | null }) =>
    i18n.language.startsWith('zh') ? (title_zh ?? title) : title;
}
