/** What the assistant says of itself, between the words of flows: which was meant, the next thing, a hand-over. */
import type { FlowKey, Spoken } from '@recoup/contract';

export const ownWords = {
  hello: {
    en: 'Hi! What can I help you with?',
    zh: '您好！有什么可以帮您的？',
    es: '¡Hola! ¿En qué puedo ayudarte?',
  },
  which: {
    en: 'I want to get this right. Which of these is it about?',
    zh: '我确认一下，您想咨询的是哪一项？',
    es: 'Quiero entenderte bien. ¿De qué se trata?',
  },
  which_open: {
    en: 'I did not quite get that. Could you tell me in a few words what you need?',
    zh: '抱歉，我没太明白。能简单说说您需要什么帮助吗？',
    es: 'No lo he entendido bien. ¿Me cuentas en pocas palabras qué necesitas?',
  },
  photo_of_what: {
    en: 'Thanks for the photo. What is the matter with it?',
    zh: '照片收到了，谢谢。请问是什么问题？',
    es: 'Gracias por la foto. ¿Qué le pasa?',
  },
  welcome: {
    en: 'You’re welcome!',
    zh: '不客气！',
    es: '¡De nada!',
  },
  bye: {
    en: 'Take care! Write here whenever you need us.',
    zh: '感谢您的咨询，有需要随时来找我们。',
    es: '¡Que te vaya bien! Escríbenos cuando lo necesites.',
  },
  left_it: {
    en: 'All right, I have left everything as it is.',
    zh: '好的，那就先不处理了。',
    es: 'De acuerdo, lo dejo todo como está.',
  },
  glad: {
    en: 'Glad to hear it works!',
    zh: '太好了，能用就好！',
    es: '¡Me alegro de que funcione!',
  },
  not_for_us: {
    en: 'Here I can only help with orders and products of this shop.',
    zh: '这里只能为您解答本店订单和商品的问题。',
    es: 'Aquí solo puedo ayudar con pedidos y productos de esta tienda.',
  },
  next: {
    en: 'Now the other thing:',
    zh: '接着说您的另一个问题：',
    es: 'Ahora, lo otro:',
  },
  back_to: {
    en: 'Back to where we were:',
    zh: '回到刚才的问题：',
    es: 'Volvamos a lo de antes:',
  },
  anything_else: {
    en: 'Anything else?',
    zh: '还有别的需要帮忙吗？',
    es: '¿Algo más?',
  },
  tell_more: {
    en: 'Could you tell me a little more?',
    zh: '能再多说一点吗？',
    es: '¿Me puedes contar un poco más?',
  },
  code_sent: {
    en: 'One check first, so that nobody else can change your order: I have mailed a six-digit code to {{code.to}}. Type it here, please.',
    zh: '为了保护您的订单，先做一步验证：六位验证码已发送到 {{code.to}}，请在这里输入。',
    es: 'Antes, una comprobación para que nadie más pueda tocar tu pedido: he enviado un código de seis cifras a {{code.to}}. Escríbelo aquí, por favor.',
  },
  code_again: {
    en: 'I still need the six-digit code from the mail to {{code.to}}. Have a look in spam too.',
    zh: '还差邮件里的六位验证码（发送至 {{code.to}}），也可以看看垃圾邮件箱。',
    es: 'Me falta el código de seis cifras del correo enviado a {{code.to}}. Mira también en el correo no deseado.',
  },
  code_wrong: {
    en: 'That code does not match. Please check it once more.',
    zh: '验证码不对，请再核对一下。',
    es: 'Ese código no coincide. Compruébalo de nuevo, por favor.',
  },
  offer_lapsed: {
    en: 'That offer had run out, so I have made it anew.',
    zh: '刚才的方案已过期，我重新为您生成了一份。',
    es: 'Esa propuesta había caducado; la he hecho de nuevo.',
  },
  yes_or_no: {
    en: 'Just tap yes or no, and I will take it from there.',
    zh: '点一下“是”或“否”，我马上处理。',
    es: 'Toca sí o no y me encargo.',
  },
  not_on_offer: {
    en: 'I see. What is listed is all I am able to give, so a colleague will look at it with you.',
    zh: '理解您的想法。我能提供的就是上面这些，我请同事来跟您一起看。',
    es: 'Te entiendo. Lo de la lista es todo lo que yo puedo ofrecer, así que un compañero lo verá contigo.',
  },
  to_person: {
    en: 'I am passing you to a colleague, with everything you told me. You will not have to repeat it.',
    zh: '我把您转给同事，您说过的内容都会一并转过去，不用再说一遍。',
    es: 'Te paso con un compañero y le cuento todo lo que me has dicho. No tendrás que repetirlo.',
  },
  so_sorry: {
    en: 'I’m sorry to hear that. Let me put it right.',
    zh: '很抱歉让您有这样的体验，我来帮您解决。',
    es: 'Lo siento mucho. Voy a arreglarlo.',
  },
  sorry: {
    en: 'I’m sorry this has been such a nuisance. A colleague takes over now, and knows everything you told me.',
    zh: '给您添麻烦了，非常抱歉。现在由同事接手，您说过的情况都会一并转过去。',
    es: 'Siento mucho las molestias. Ahora te atiende un compañero que ya sabe todo lo que me has contado.',
  },
  safety: {
    en: 'Your safety comes first: stop using it, and unplug it if you can do so without touching the damaged part. I am getting a person right now.',
    zh: '安全第一：请马上停止使用，在不接触损坏部位的前提下断开电源。我立刻请人工同事来处理。',
    es: 'Tu seguridad es lo primero: deja de usarlo y desenchúfalo si puedes hacerlo sin tocar la parte dañada. Aviso a una persona ahora mismo.',
  },
  legal: {
    en: 'I understand that this is serious. A person will take it from here.',
    zh: '我明白这件事很重要，马上由人工同事接手处理。',
    es: 'Entiendo que es un asunto serio. Una persona se encarga desde aquí.',
  },
  away: {
    en: 'The team is away right now and back {{people.back}}. You will get the answer here and by mail.',
    zh: '同事目前不在线，{{people.back}}回来，届时会在这里和邮件里回复您。',
    es: 'El equipo no está ahora y vuelve {{people.back}}. Recibirás la respuesta aquí y por correo.',
  },
} as const satisfies Record<string, Spoken>;
export type OwnWords = keyof typeof ownWords;

/** A flow as a buyer would say it: what is asked where it is not sure what was meant. */
export const flowWords: Record<FlowKey, Spoken> = {
  return: { en: 'Return something', zh: '退货退款', es: 'Devolver algo' },
  exchange: { en: 'Exchange something', zh: '换货', es: 'Cambiar algo' },
  damaged: { en: 'It arrived damaged', zh: '收到时已损坏', es: 'Llegó dañado' },
  missing_part: { en: 'Something is missing', zh: '少了配件', es: 'Falta algo' },
  wrong_item: { en: 'I got the wrong item', zh: '发错货了', es: 'Me llegó otra cosa' },
  does_not_work: { en: 'It does not work', zh: '用不了', es: 'No funciona' },
  how_to: { en: 'How to use it', zh: '使用方法', es: 'Cómo se usa' },
  where_is_it: { en: 'Where is my order', zh: '查物流', es: 'Dónde está mi pedido' },
  cancel_or_change: { en: 'Cancel or change an order', zh: '取消或修改订单', es: 'Cancelar o cambiar un pedido' },
  refund_status: { en: 'My return or refund', zh: '退货或退款进度', es: 'Mi devolución o reembolso' },
  warranty: { en: 'Warranty', zh: '保修', es: 'Garantía' },
  invoice: { en: 'Receipt or invoice', zh: '收据或发票', es: 'Recibo o factura' },
  before_buying: { en: 'A question before buying', zh: '售前咨询', es: 'Una pregunta antes de comprar' },
  complaint: { en: 'A complaint', zh: '投诉', es: 'Una queja' },
  person: { en: 'Talk to a person', zh: '转人工', es: 'Hablar con una persona' },
  anything_else: { en: 'Something else', zh: '其他问题', es: 'Otra cosa' },
};
