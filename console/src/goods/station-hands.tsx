/** Small things every station needs. */
import './goods.css';
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * A finger or a mouse leaves the focus on the button it pressed, and then Space would press that button again instead of
 * taking a photo. Keys give the focus back to the page.
 */
export function useLetGoAfterTouch() {
  useEffect(() => {
    const letGo = (event: MouseEvent) => {
      const pressed = event.target instanceof Element ? event.target.closest('button, label') : null;
      if (
        event.detail > 0 &&
        pressed &&
        !pressed.closest('[role="dialog"]') &&
        document.activeElement instanceof HTMLElement
      ) {
        if (!document.activeElement.matches('input, textarea')) document.activeElement.blur();
      }
    };
    window.addEventListener('click', letGo);
    return () => window.removeEventListener('click', letGo);
  }, []);
}

/** The site in the bar; pressed, it asks again where the station stands. */
export function PlaceButton({ name, onChange }: { name: ReactNode; onChange?: (() => void) | undefined }) {
  const { t } = useTranslation('goods');
  if (!onChange) return <>{name}</>;
  return (
    <button type="button" className="goods-place" title={t('change_site')} onClick={onChange}>
      {name}
    </button>
  );
}
