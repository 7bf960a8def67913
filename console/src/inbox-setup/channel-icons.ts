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

/** The same pictures as in the inbox. */
export const channelIcons: Record<ChannelKind, LucideIcon> = {
  chat: MessageSquare,
  email: Mail,
  form: ClipboardPen,
  sms: Smartphone,
  phone: Phone,
  social: AtSign,
  marketplace: ShoppingBag,
};
