/** What the cards of acts say beside the gate's own words. */
import type { BuyerLanguage } from '@recoup/contract';

type YesNo = { yes: string; no: string };
type Words = {
  give_remedy: YesNo;
  cancel_order: YesNo;
  send_receipt: YesNo;
  cancel_title(number: string): string;
  cancel_detail(to: string | null): string;
  receipt_title(number: string): string;
  receipt_detail(to: string): string;
  settled: string;
};

export const actWords: Record<BuyerLanguage, Words> = {
  en: {
    give_remedy: { yes: 'Yes, please', no: 'No, thanks' },
    cancel_order: { yes: 'Yes, cancel it', no: 'No, keep it' },
    send_receipt: { yes: 'Yes, mail it', no: 'No, thanks' },
    cancel_title: (number) => `Cancel order ${number}`,
    cancel_detail: (to) => (to ? `All of it goes back to ${to}. Nothing is shipped.` : 'Nothing is shipped.'),
    receipt_title: (number) => `The receipt of order ${number}`,
    receipt_detail: (to) => `By mail to ${to}, the address of the order.`,
    settled: 'Settled',
  },
  zh: {
    give_remedy: { yes: '好的，就这样', no: '不用了' },
    cancel_order: { yes: '确认取消', no: '不取消' },
    send_receipt: { yes: '好的，发给我', no: '不用了' },
    cancel_title: (number) => `取消订单 ${number}`,
    cancel_detail: (to) => (to ? `款项全部退回 ${to}，商品不再发出。` : '商品不再发出。'),
    receipt_title: (number) => `订单 ${number} 的收据`,
    receipt_detail: (to) => `发送至下单邮箱 ${to}。`,
    settled: '已解决',
  },
  es: {
    give_remedy: { yes: 'Sí, por favor', no: 'No, gracias' },
    cancel_order: { yes: 'Sí, cancelarlo', no: 'No, mantenerlo' },
    send_receipt: { yes: 'Sí, envíalo', no: 'No, gracias' },
    cancel_title: (number) => `Cancelar el pedido ${number}`,
    cancel_detail: (to) => (to ? `Todo vuelve a ${to}. No se envía nada.` : 'No se envía nada.'),
    receipt_title: (number) => `El recibo del pedido ${number}`,
    receipt_detail: (to) => `Por correo a ${to}, la dirección del pedido.`,
    settled: 'Resuelto',
  },
};
