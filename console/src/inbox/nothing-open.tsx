/** Beside the list while no conversation is open. */
import { useTranslation } from 'react-i18next';
import { Kbd } from '../ui/kbd.tsx';

export function NothingOpen() {
  const { t } = useTranslation('inbox');
  return (
    <div className="inbox-nothing">
      <h2>{t('nothing.title')}</h2>
      <p>
        <Kbd k="j" /> <Kbd k="k" /> {t('nothing.move')} <Kbd k="Enter" /> {t('nothing.open')} <Kbd k="⌘K" />{' '}
        {t('nothing.search')}
      </p>
    </div>
  );
}
