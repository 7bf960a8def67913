export {
  type Catalogue,
  type MailBrand,
  type MailEngine,
  mailEngine,
  type RenderedMail,
  type TemplateSpec,
} from './engine.ts';
export { dateText, momentText, moneyText } from './format.ts';
export {
  type Delivery,
  type MailConfig,
  type MailMessage,
  type MailTransport,
  mailTransport,
  messageId,
  sendMail,
} from './transport.ts';
