/** The picture of a channel, with its name for who cannot see it. */
import type { ChannelKind } from '@recoup/contract';
import {
  AtSign,
  ClipboardPen,
  type LucideIcon,
  Mail,
  MessageSquare,
  Phone,
  ShoppingBag,
  Smartphone,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';

const icons: Record<ChannelKind, LucideIcon> = {
  chat: MessageSquare,
  email: Mail,
  form: ClipboardPen,
  sms: Smartphone,
  phone: Phone,
  social: AtSign,
  marketplace: ShoppingBag,
};

export function ChannelIcon({ kind, size = 14 }: { kind: ChannelKind; size?: number }) {
  const { t } = useTranslation('inbox');
  const Icon = icons[kind];
  return (
    <span className="inbox-channel" title={t(`channel.${kind}`)}>
      <Icon size={size} aria-hidden="true" />
      <span className="r-sr">{t(`channel.${kind}`)}</span>
    </span>
  );
}
