import '../inbox-setup/inbox-setup.css';
import './assistant.css';
import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/states.tsx';
import { useAssistantBrand } from './brand.ts';
import { TryProvider } from './try-talk.tsx';

export function AssistantLayout() {
  const { t } = useTranslation('assistant');
  const brand = useAssistantBrand();
  if (!brand) return <EmptyState title={t('no_brand')} note={t('no_brand_note')} />;
  return (
    <TryProvider key={brand.id} brandId={brand.id}>
      <Outlet />
    </TryProvider>
  );
}
