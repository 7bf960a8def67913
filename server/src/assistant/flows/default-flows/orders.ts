/** What is asked about an order: where it is, calling it off or changing it, the money, its receipt. */
import { choice, findsOrder, personChoice, say, shippedFlow, title, to, when } from './steps.ts';

export const whereIsIt = shippedFlow({
  key: 'where_is_it',
  name: title('Where is my order?', '查物流'),
  starts: { intents: ['where_is_order', 'delivered_not_received', 'tracking_question'], surer_than: 40 },
  steps: [
    ...findsOrder(when('order.cancelled', true, '9a', ['was cancelled', '已取消']), to('2')),
    {
      id: '2',
      kind: 'looks_up',
      look_up: 'tracking',
      title: title('Where is the parcel?', '包裹在哪里'),
      next: [
        when('tracking.not_shipped', true, '3a', ['not shipped', '未发货']),
        when('tracking.delivered', true, '3b', ['delivered', '已送达']),
        when('tracking.lost', true, '3c', ['no scan for long', '长时间无更新']),
        when('tracking.late', true, '3d', ['late', '已延误']),
        when('tracking.known', true, '3e', ['moving', '运输中']),
        to('9b'),
      ],
    },
    {
      id: '3a',
      kind: 'says',
      title: title('Not shipped yet', '尚未发货'),
      say: say(
        'Order {{order.number}} hasn’t left the warehouse yet. You’ll get the tracking by e-mail when it does.',
        '订单 {{order.number}} 还没有从仓库发出，发出后会把物流单号发到您的邮箱。',
        'El pedido {{order.number}} aún no ha salido del almacén. Cuando salga, te llegará el seguimiento por correo.',
      ),
      ends: 'answered',
    },
    {
      id: '3b',
      kind: 'says',
      shows: 'tracking',
      title: title('Delivered: is it there?', '已送达：收到了吗'),
      say: say(
        'The carrier says: {{tracking.last}}. Do you have it? Neighbours and the mail room are worth a look.',
        '物流显示：{{tracking.last}}。您收到了吗？也可以问问邻居、门卫或代收点。',
        'El transportista dice: {{tracking.last}}. ¿Lo tienes? A veces está con un vecino o en conserjería.',
      ),
      say_again: say('Did the parcel turn up?', '包裹找到了吗？', '¿Apareció el paquete?'),
      choices: [
        choice('yes_found', 'Yes, I have it', '收到了', 'Sí, lo tengo'),
        choice('not_found', 'No, it isn’t here', '没有收到', 'No está'),
      ],
      next: [when('answer.3b', 'yes_found', '4', ['found', '已找到']), to('5')],
    },
    {
      id: '3c',
      kind: 'says',
      shows: 'tracking',
      title: title('No scan for long', '长时间没有更新'),
      say: say(
        'Your parcel has been under way for too long: {{tracking.last}}.',
        '您的包裹在途时间过长：{{tracking.last}}。',
        'Su paquete lleva demasiado tiempo en camino: {{tracking.last}}.',
      ),
      next: [to('5')],
    },
    {
      id: '3d',
      kind: 'says',
      shows: 'tracking',
      title: title('Late, and moving', '延误但仍在途'),
      say: say(
        'It’s later than it should be, I’m sorry: {{tracking.last}}. Follow it here. Do you want somebody to look into it?',
        '抱歉，比预计的慢了：{{tracking.last}}。可以在这里跟踪。需要请同事跟进吗？',
        'Va con retraso, lo siento: {{tracking.last}}. Puedes seguirlo aquí. ¿Quieres que alguien lo revise?',
      ),
      choices: [
        choice('yes_please', 'Yes, please', '需要', 'Sí, por favor'),
        choice('no_wait', 'No, I’ll wait', '不用，我再等等', 'No, espero'),
      ],
      next: [when('answer.3d', 'yes_please', '5', ['yes', '需要']), to('4')],
    },
    {
      id: '3e',
      kind: 'says',
      shows: 'tracking',
      title: title('On its way', '运输中'),
      say: say(
        'It’s under way: {{tracking.last}}. Follow it here.',
        '包裹正在路上：{{tracking.last}}。可以在这里实时跟踪。',
        'Está de camino: {{tracking.last}}. Puedes seguirlo aquí.',
      ),
      ends: 'answered',
    },
    {
      id: '4',
      kind: 'says',
      title: title('All right', '已解答'),
      say: say('Good. Write here if anything changes.', '好的，有变化随时来找我。', 'Bien. Escríbeme si algo cambia.'),
      ends: 'answered',
    },
    {
      id: '5',
      kind: 'hands_over',
      because: 'rule',
      title: title('A person asks the carrier', '请同事联系承运商'),
      say: say(
        'A colleague takes this up with the carrier. You don’t have to do anything.',
        '请同事跟承运商核实，您这边不用操作。',
        'Un compañero lo reclama al transportista. Tú no tienes que hacer nada.',
      ),
    },
    {
      id: '9a',
      kind: 'goes_to',
      flow: 'refund_status',
      title: title('Cancelled: where is the money?', '已取消：查退款进度'),
    },
    {
      id: '9b',
      kind: 'hands_over',
      because: 'cannot_do',
      title: title('No tracking is known', '没有物流信息'),
      say: say(
        'I have no tracking for this order. A colleague will find out.',
        '这笔订单我查不到物流信息，请同事帮您核实。',
        'No tengo seguimiento de este pedido. Un compañero lo averigua.',
      ),
    },
  ],
});

export const cancelOrChange = shippedFlow({
  key: 'cancel_or_change',
  name: title('Cancel or change', '改单'),
  starts: { intents: ['cancel_order', 'change_order', 'change_address'], surer_than: 40 },
  steps: [
    ...findsOrder(
      when('order.cancelled', true, '3b', ['was cancelled', '已取消']),
      when('order.shipped', true, '6', ['has left', '已发货']),
      when('wanted', 'cancel', '3', ['cancel', '取消']),
      when('change', true, '5', ['change', '修改']),
      to('2'),
    ),
    {
      id: '2',
      kind: 'says',
      title: title('Cancel or change?', '取消还是修改'),
      say: say(
        'Good timing, it hasn’t shipped yet. Shall I cancel it, or is there something to change?',
        '还没发货，来得及。您是想取消订单，还是修改内容？',
        'Está a tiempo, aún no ha salido. ¿Lo cancelo o hay que cambiar algo?',
      ),
      say_again: say(
        'Cancel the order, or change something?',
        '取消订单，还是修改内容？',
        '¿Cancelar el pedido o cambiar algo?',
      ),
      choices: [
        choice('cancel', 'Cancel it', '取消订单', 'Cancelarlo'),
        choice('address', 'Change the address', '修改地址', 'Cambiar la dirección'),
        choice('item', 'Change an item', '修改商品', 'Cambiar un artículo'),
      ],
      next: [when('answer.2', 'cancel', '3', ['cancel', '取消']), to('4')],
    },
    {
      id: '3',
      kind: 'looks_up',
      look_up: 'cancellation',
      title: title('Can it be cancelled?', '能否取消'),
      note: title('asks policy', '查政策'),
      next: [
        when('order.above', true, '8', ['order above the limit', '订单金额超过上限']),
        when('cancellation.already', true, '3b', ['is cancelled', '已取消']),
        when('cancellation.shipped', true, '6', ['has left', '已发货']),
        when('cancellation.asks_person', true, '8', ['a rule asks a person', '规则要求人工']),
        when('cancellation.possible', true, '3a', ['yes', '可以']),
        to('8'),
      ],
    },
    {
      id: '3a',
      kind: 'does',
      act: 'cancel_order',
      title: title('Cancels it', '取消订单'),
      say: say(
        'I can cancel order {{order.number}}. {{cancellation.amount}} goes back to {{cancellation.to}}. Shall I?',
        '可以取消订单 {{order.number}}。{{cancellation.amount}} 会退回到 {{cancellation.to}}。确认取消吗？',
        'Puedo cancelar el pedido {{order.number}}. Se devuelven {{cancellation.amount}} a {{cancellation.to}}. ¿Lo hago?',
      ),
      next: [
        when('done.3a', 'done', '3c', ['done', '已取消']),
        when('done.3a', 'declined', '3d', ['keeps it', '保留订单']),
        to('8'),
      ],
    },
    {
      id: '3b',
      kind: 'goes_to',
      flow: 'refund_status',
      title: title('Is cancelled: the money', '已取消：查退款进度'),
    },
    {
      id: '3c',
      kind: 'says',
      title: title('Says that it is cancelled', '告知已取消'),
      say: say(
        'Your order is cancelled. The confirmation comes by e-mail.',
        '订单已取消，确认邮件稍后发到您的邮箱。',
        'Tu pedido está cancelado. La confirmación te llega por correo.',
      ),
      ends: 'settled',
    },
    {
      id: '3d',
      kind: 'says',
      title: title('The order stays', '订单保留'),
      say: say(
        'All right, the order stays as it is.',
        '好的，订单保持不变。',
        'De acuerdo, el pedido queda como está.',
      ),
      ends: 'answered',
    },
    {
      id: '4',
      kind: 'asks',
      slot: 'change',
      title: title('What is to change?', '改成什么'),
      say: say(
        'What should it be instead? For an address, please write all of it.',
        '请问要改成什么？改地址的话请写完整。',
        '¿Cómo debe quedar? Si es la dirección, escríbela completa.',
      ),
      next: [to('5')],
    },
    {
      id: '5',
      kind: 'hands_over',
      because: 'cannot_do',
      title: title('A person changes it', '请同事修改'),
      say: say(
        'Noted. A colleague changes it before the order leaves, and confirms it to you.',
        '记下了。请同事在发货前修改，改好后跟您确认。',
        'Anotado. Un compañero lo cambia antes de que salga y te lo confirma.',
      ),
    },
    {
      id: '6',
      kind: 'says',
      title: title('Has left already', '已经发货'),
      say: say(
        'Order {{order.number}} has left already, so it can’t be changed any more. Would you like to send it back?',
        '订单 {{order.number}} 已经发货，改不了了。需要办理退货吗？',
        'El pedido {{order.number}} ya ha salido y no se puede cambiar. ¿Quieres devolverlo?',
      ),
      choices: [
        choice('yes_return', 'Return it', '办理退货', 'Devolverlo'),
        choice('no_keep', 'No, I’ll keep it', '不用了', 'No, me lo quedo'),
        personChoice,
      ],
      next: [when('answer.6', 'yes_return', '7', ['return', '退货']), to('6a')],
    },
    {
      id: '6a',
      kind: 'says',
      title: title('Keeps it', '不退了'),
      say: say('All right. Enjoy it!', '好的，祝您使用愉快！', '¡De acuerdo, que lo disfrutes!'),
      ends: 'answered',
    },
    { id: '7', kind: 'goes_to', flow: 'return', title: title('A return', '转退货流程') },
    {
      id: '8',
      kind: 'hands_over',
      because: 'policy_asks',
      title: title('A person decides', '请同事处理'),
      say: say(
        'Whether this one can still be stopped, a colleague has to check. I’m passing it on right now.',
        '这笔订单能否拦下，需要同事确认，我马上转过去。',
        'Si aún se puede parar lo tiene que ver un compañero. Se lo paso ahora mismo.',
      ),
    },
  ],
});

export const refundStatus = shippedFlow({
  key: 'refund_status',
  name: title('Where is my refund?', '退款进度'),
  starts: { intents: ['refund_status', 'return_status', 'return_label'], surer_than: 40 },
  steps: [
    ...findsOrder(to('2')),
    {
      id: '2',
      kind: 'looks_up',
      look_up: 'refunds',
      title: title('What was refunded?', '退款情况'),
      next: [
        when('refunds.failed', true, '8', ['failed', '退款失败']),
        when('refunds.owed', true, '3a', ['under way', '处理中']),
        when('refunds.sent', true, '3b', ['sent', '已退']),
        when('order.has_return', true, '3c', ['a return is open', '退货处理中']),
        to('3d'),
      ],
    },
    {
      id: '3a',
      kind: 'says',
      title: title('Under way', '处理中'),
      say: say(
        '{{refunds.amount}} is being refunded to {{refunds.to}}. It should show there by {{refunds.arrives_by}}.',
        '{{refunds.amount}} 正在退回到 {{refunds.to}}。预计{{refunds.arrives_by}}前到账。',
        'Se están devolviendo {{refunds.amount}} a {{refunds.to}}. Deberías verlo ahí antes del {{refunds.arrives_by}}.',
      ),
      shows: 'return',
      ends: 'answered',
    },
    {
      id: '3b',
      kind: 'says',
      title: title('Sent', '已退'),
      say: say(
        '{{refunds.amount}} went back to {{refunds.to}} on {{refunds.on}}. Banks take a moment: look for it by {{refunds.arrives_by}}.',
        '{{refunds.amount}} 已于{{refunds.on}}退回到 {{refunds.to}}。银行入账需要时间，请留意{{refunds.arrives_by}}前到账。',
        'El {{refunds.on}} se devolvieron {{refunds.amount}} a {{refunds.to}}. El banco tarda un poco: míralo antes del {{refunds.arrives_by}}.',
      ),
      say_again: say('Is the money there?', '款项到账了吗？', '¿Ha llegado el dinero?'),
      ends: 'answered',
      shows: 'return',
    },
    {
      id: '3c',
      kind: 'says',
      title: title('A return is open', '退货处理中'),
      shows: 'return',
      say: say(
        'Your return is open, and the refund follows once it’s settled. Label and state are here.',
        '您的退货正在处理，完成后会退款。退货面单和进度可以在这里查看。',
        'Tu devolución está abierta y el reembolso llega cuando se resuelva. Aquí tienes la etiqueta y el estado.',
      ),
      ends: 'answered',
    },
    {
      id: '3d',
      kind: 'says',
      title: title('No refund on this order', '没有退款记录'),
      say: say(
        'I see no return and no refund on order {{order.number}}. Would you like to start one?',
        '订单 {{order.number}} 没有退货或退款记录。需要现在办理吗？',
        'No veo devoluciones ni reembolsos en el pedido {{order.number}}. ¿Quieres empezar una?',
      ),
      choices: [
        choice('yes_return', 'Yes, start a return', '办理退货', 'Sí, empezar'),
        choice('no_thanks', 'No', '不用', 'No'),
        personChoice,
      ],
      next: [
        {
          when: [
            { fact: 'answer.3d', is: 'yes_return' },
            { fact: 'order.cancelled', is: true },
          ],
          to: '8',
        },
        when('answer.3d', 'yes_return', '7', ['return', '退货']),
        to('4'),
      ],
    },
    {
      id: '4',
      kind: 'says',
      title: title('Nothing to do', '无需处理'),
      say: say('All right.', '好的。', 'De acuerdo.'),
      ends: 'answered',
    },
    { id: '7', kind: 'goes_to', flow: 'return', title: title('A return', '转退货流程') },
    {
      id: '8',
      kind: 'hands_over',
      because: 'cannot_do',
      title: title('A person looks into it', '请同事核查'),
      say: say(
        'Something is in the way of this refund. A colleague looks into it now.',
        '这笔退款遇到了问题，请同事马上核查。',
        'Algo impide este reembolso. Un compañero lo revisa ahora.',
      ),
    },
  ],
});

export const invoice = shippedFlow({
  key: 'invoice',
  name: title('Receipt or invoice', '收据或发票'),
  starts: { intents: ['invoice_request'], surer_than: 40 },
  steps: [
    ...findsOrder(when('company', true, '5', ['to a company', '公司抬头']), to('2')),
    {
      id: '2',
      kind: 'does',
      act: 'send_receipt',
      title: title('Sends the receipt', '发送收据'),
      note: title('to the address of the order', '发到下单邮箱'),
      say: say(
        'I can mail you the receipt of order {{order.number}}. Shall I? If it has to name a company, tell me which.',
        '可以把订单 {{order.number}} 的收据发到您的邮箱，需要吗？要开公司抬头的话，请告诉我公司名称。',
        'Puedo enviarte por correo el recibo del pedido {{order.number}}. ¿Lo hago? Si debe ir a nombre de una empresa, dime cuál.',
      ),
      next: [
        when('done.2', 'done', '3', ['sent', '已发送']),
        when('done.2', 'declined', '4', ['not that', '不是这个']),
        to('6'),
      ],
    },
    {
      id: '3',
      kind: 'says',
      title: title('The receipt is in the mail', '已发送'),
      say: say('Sent. It’s in your inbox.', '已发送，请查收邮件。', 'Enviado. Lo tienes en tu correo.'),
      ends: 'settled',
    },
    {
      id: '4',
      kind: 'asks',
      slot: 'company',
      title: title('To which company?', '公司抬头'),
      say: say(
        'Who should it be made out to? Company name, address and tax number, please.',
        '请问抬头开给谁？请提供公司名称、地址和税号。',
        '¿A nombre de quién? Nombre de la empresa, dirección y número fiscal, por favor.',
      ),
      next: [to('5')],
    },
    {
      id: '5',
      kind: 'hands_over',
      because: 'cannot_do',
      title: title('A person makes it out', '请同事开具'),
      say: say(
        'Noted. A colleague makes it out and mails it to you.',
        '记下了，请同事开具后发到您的邮箱。',
        'Anotado. Un compañero la emite y te la envía por correo.',
      ),
    },
    {
      id: '6',
      kind: 'hands_over',
      because: 'cannot_do',
      title: title('Could not be sent', '发送失败'),
      say: say(
        'I can’t send it from here. A colleague will.',
        '我这边发不了，请同事来处理。',
        'Desde aquí no puedo enviarlo. Lo hará un compañero.',
      ),
    },
  ],
});
