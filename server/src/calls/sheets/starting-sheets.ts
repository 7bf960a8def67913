/** Diagnosis sheets that come with the product, for goods of any kind. A brand takes them as drafts and makes them its own. */
import type { Reason, RemedyKind, SheetOutcome, SheetRule, SheetStep, VerdictOf, Words } from '@recoup/contract';

export type StartingSheet = { key: string; name: Words; reasons: Reason[]; steps: SheetStep[] };

const words = (en: string, zh: string): Words => ({ en, zh });
const to = (step: string, ...answers: string[]): SheetRule => ({ answers, step, outcome: null });
const end = (
  verdict: VerdictOf,
  says: Words,
  {
    answers = [],
    defect = null,
    remedy = null,
    reason = null,
  }: Partial<Omit<SheetOutcome, 'verdict' | 'says'>> & { answers?: string[] } = {},
): SheetRule => ({ answers, step: null, outcome: { verdict, says, defect, remedy, reason } });

type Extra = Partial<Pick<SheetStep, 'choices' | 'measure' | 'photo' | 'help'>>;
const step = (key: string, kind: SheetStep['kind'], ask: Words, leads: SheetRule[], extra: Extra = {}): SheetStep => ({
  key,
  kind,
  ask,
  leads,
  help: {},
  picture_file_id: null,
  choices: [],
  measure: null,
  photo: false,
  ...extra,
});
const choice = (key: string, en: string, zh: string) => ({ key, words: words(en, zh) });
const remedy = (kind: RemedyKind) => kind;

const carrierSays = words(
  'Thank you, that is clear: it was damaged on its way. You do not have to take it up with the carrier, we do.',
  '谢谢，很清楚了：是运输途中损坏的。您不用联系承运商，由我们来处理。',
);
const factorySays = words(
  'Thank you. It left the factory like this. We put it right.',
  '谢谢，这是出厂时就有的问题，由我们负责解决。',
);
const sellerSays = words('That is our mistake. We put it right.', '这是我们的失误，由我们负责解决。');
const userSays = words(
  'I see how it happened. I look at what we can do for you.',
  '我明白是怎么回事了，我看看能为您做什么。',
);
const unclearSays = words(
  'I cannot tell from here. A colleague looks at it too, and we write to you.',
  '目前还无法判断，我们会请同事一起看，再给您回复。',
);

export const startingSheets: readonly StartingSheet[] = [
  {
    key: 'arrived_damaged',
    name: words('Arrived damaged', '收货时已损坏'),
    reasons: ['damaged-or-defective'],
    steps: [
      step(
        'box',
        'choice',
        words('Please show me the outer box, all six sides.', '请把外箱的六个面都给我看一下。'),
        [to('dent_at_damage', 'dented', 'wet'), to('packed_inside', 'sound'), to('when_seen', 'gone')],
        {
          photo: true,
          help: words(
            'Look for crushed corners, holes, water marks, re-taped seams, and the label with its tracking number.',
            '看有没有压角、破洞、水渍、二次封箱的胶带，以及带运单号的面单。',
          ),
          choices: [
            choice('dented', 'Crushed, torn or holed', '压扁、撕裂或破洞'),
            choice('wet', 'Wet or stained', '受潮或有污渍'),
            choice('sound', 'Sound', '完好'),
            choice('gone', 'Thrown away', '已经扔掉'),
          ],
        },
      ),
      step(
        'dent_at_damage',
        'yes_no',
        words('Is the damage on the goods where the box was hit?', '商品的损坏位置和外箱受损的位置一致吗？'),
        [
          end('carrier', carrierSays, {
            answers: ['yes'],
            defect: 'damaged in transit',
            remedy: remedy('replacement'),
          }),
          to('packed_inside', 'no'),
        ],
        { photo: true, help: words('Hold the goods into the box as they came.', '请把商品按原样放回箱内比对。') },
      ),
      step(
        'packed_inside',
        'choice',
        words('How was it packed inside? Please show me the padding.', '箱内是怎么包装的？请给我看看填充物。'),
        [
          end('factory', factorySays, {
            answers: ['loose'],
            defect: 'packed without enough padding',
            remedy: remedy('replacement'),
          }),
          to('marks_of_use', 'snug'),
          to('when_seen', 'unknown'),
        ],
        {
          photo: true,
          choices: [
            choice('snug', 'Held fast', '固定牢固'),
            choice('loose', 'Loose, or without padding', '松动或没有填充'),
            choice('unknown', 'Cannot be seen any more', '已看不到'),
          ],
        },
      ),
      step(
        'marks_of_use',
        'yes_no',
        words('Are there marks of use: scuffs, dirt, missing film?', '有使用痕迹吗：划痕、污渍、保护膜已撕？'),
        [
          to('when_seen', 'yes'),
          end('factory', factorySays, {
            answers: ['no'],
            defect: 'damaged before packing',
            remedy: remedy('replacement'),
          }),
        ],
        { photo: true },
      ),
      step(
        'when_seen',
        'choice',
        words('When did you first see the damage?', '您是什么时候发现损坏的？'),
        [
          end('carrier', carrierSays, {
            answers: ['opening'],
            defect: 'damaged in transit',
            remedy: remedy('replacement'),
          }),
          end('user', userSays, { answers: ['dropped'], defect: 'dropped by the buyer', remedy: remedy('spare_part') }),
          end('unclear', unclearSays),
        ],
        {
          choices: [
            choice('opening', 'On opening the box', '开箱时'),
            choice('later', 'Later, in use', '使用中'),
            choice('dropped', 'It fell or was hit', '摔过或碰撞过'),
          ],
        },
      ),
    ],
  },
  {
    key: 'does_not_turn_on',
    name: words('Does not turn on', '无法开机'),
    reasons: ['damaged-or-defective', 'cannot-use'],
    steps: [
      step(
        'wet',
        'yes_no',
        words(
          'Before we plug it in: is it wet, swollen, hot, or does it smell?',
          '通电之前先看：有没有受潮、鼓包、发烫或异味？',
        ),
        [to('liquid', 'yes'), to('power', 'no')],
        {
          photo: true,
          help: words(
            'If yes: unplug it, do not charge it, keep it away from anything that burns.',
            '如果有：请断电，不要充电，远离易燃物。',
          ),
        },
      ),
      step('liquid', 'yes_no', words('Has it been near water, or left outside?', '有没有接触过水，或放在室外？'), [
        end('user', userSays, { answers: ['yes'], defect: 'liquid damage' }),
        end('factory', factorySays, {
          answers: ['no'],
          defect: 'battery or board overheats',
          remedy: remedy('refund'),
        }),
      ]),
      step(
        'power',
        'choice',
        words(
          'Please plug it into another socket, straight into the wall, and show me.',
          '请换一个插座，直接插到墙上，给我看一下。',
        ),
        [
          end('user', words('It works. Glad we tried that together.', '可以用了，太好了。'), {
            answers: ['works'],
            remedy: remedy('guidance'),
            reason: 'cannot-use',
          }),
          to('cable', 'light', 'nothing'),
        ],
        {
          choices: [
            choice('works', 'It works now', '现在正常了'),
            choice('light', 'A light, but it does not start', '有灯亮，但不启动'),
            choice('nothing', 'Nothing at all', '完全没有反应'),
          ],
        },
      ),
      step(
        'cable',
        'choice',
        words('Please show me the cable and the plug, both ends.', '请给我看电源线和插头的两端。'),
        [
          end('factory', factorySays, { answers: ['bad'], defect: 'power cable faulty', remedy: remedy('spare_part') }),
          to('code', 'sound'),
          end('seller', sellerSays, {
            answers: ['missing'],
            defect: 'power cable missing',
            reason: 'missing-parts-or-accessories',
            remedy: remedy('spare_part'),
          }),
        ],
        {
          photo: true,
          choices: [
            choice('sound', 'Sound and fits', '完好、匹配'),
            choice('bad', 'Bent, burnt or loose', '弯折、烧痕或松动'),
            choice('missing', 'None came with it', '没有收到'),
          ],
        },
      ),
      step(
        'code',
        'code',
        words('Please hold the label with the serial number to the camera.', '请把带序列号的标签对准镜头。'),
        [
          end(
            'seller',
            words(
              'This is not the unit we sent for this order. We look into it.',
              '这不是我们为该订单发出的商品，我们来核实。',
            ),
            {
              answers: ['differs'],
              defect: 'another serial number than sold',
              reason: 'received-the-wrong-item',
            },
          ),
          to('opened', 'matches', 'unread'),
        ],
      ),
      step(
        'opened',
        'yes_no',
        words('Has it been dropped, opened or repaired by somebody?', '有没有摔过、拆开过或维修过？'),
        [
          end('user', userSays, { answers: ['yes'], defect: 'dropped or opened' }),
          end('factory', factorySays, { answers: ['no'], defect: 'dead on arrival', remedy: remedy('replacement') }),
        ],
      ),
    ],
  },
  {
    key: 'missing_part',
    name: words('A part is missing', '缺少配件'),
    reasons: ['missing-parts-or-accessories'],
    steps: [
      step(
        'list',
        'photo',
        words(
          'Please lay out everything that came, next to the list in the manual.',
          '请把收到的所有东西摆出来，放在说明书的清单旁边。',
        ),
        [to('hidden')],
      ),
      step(
        'hidden',
        'yes_no',
        words('Please look once more in the padding and the lid: is it there?', '请再找找填充物和箱盖里：有没有？'),
        [
          end('user', words('There it is. Good that we looked.', '找到了，太好了。'), {
            answers: ['yes'],
            remedy: remedy('guidance'),
          }),
          to('sealed', 'no'),
        ],
        {
          help: words(
            'Small parts are often taped under the lid or inside the foam.',
            '小配件常粘在盖子下面或泡沫里。',
          ),
        },
      ),
      step(
        'sealed',
        'choice',
        words('How was the box closed when it came?', '收到时外箱的封口是什么样的？'),
        [
          end('factory', factorySays, {
            answers: ['factory'],
            defect: 'part missing in the box',
            remedy: remedy('spare_part'),
          }),
          end('carrier', carrierSays, { answers: ['open'], defect: 'opened in transit', remedy: remedy('spare_part') }),
          end('seller', sellerSays, {
            answers: ['again'],
            defect: 'sold again without all parts',
            remedy: remedy('spare_part'),
          }),
        ],
        {
          photo: true,
          choices: [
            choice('factory', 'With the maker’s seal', '原厂封口'),
            choice('again', 'Taped a second time', '二次封箱'),
            choice('open', 'Torn or open', '撕开或敞开'),
          ],
        },
      ),
    ],
  },
  {
    key: 'wrong_item',
    name: words('Not what was ordered', '发错货'),
    reasons: ['received-the-wrong-item'],
    steps: [
      step(
        'code',
        'code',
        words('Please hold the barcode or serial number to the camera.', '请把条码或序列号对准镜头。'),
        [to('label', 'matches', 'unread'), to('order', 'differs')],
      ),
      step(
        'label',
        'choice',
        words('What does the label on the box say, and what is in it?', '箱子上的标签写的是什么？里面是什么？'),
        [
          end('factory', factorySays, {
            answers: ['other_inside'],
            defect: 'wrong product in the box',
            remedy: remedy('replacement'),
          }),
          to('order', 'other_label'),
          to('chosen', 'same'),
        ],
        {
          photo: true,
          choices: [
            choice('other_inside', 'Label is right, the contents are not', '标签对，里面不对'),
            choice('other_label', 'The label is of something else', '标签本身就不对'),
            choice('same', 'Both are what the order says', '都与订单一致'),
          ],
        },
      ),
      step(
        'order',
        'yes_no',
        words('Does the address label carry your name and this order?', '面单上是您的名字和这个订单吗？'),
        [
          end('seller', sellerSays, { answers: ['yes'], defect: 'wrong item sent', remedy: remedy('replacement') }),
          end('carrier', carrierSays, {
            answers: ['no'],
            defect: 'parcels mixed up on the way',
            remedy: remedy('replacement'),
          }),
        ],
        { photo: true },
      ),
      step(
        'chosen',
        'yes_no',
        words('Does it differ from the page of the product where you bought it?', '和您购买时的商品页面不一样吗？'),
        [
          end('seller', sellerSays, {
            answers: ['yes'],
            defect: 'listing differs from goods',
            reason: 'item-not-as-described',
          }),
          end('user', userSays, { answers: ['no'], reason: 'changed-my-mind', remedy: remedy('exchange') }),
        ],
      ),
    ],
  },
  {
    key: 'not_as_described',
    name: words('Not as described', '与描述不符'),
    reasons: ['item-not-as-described'],
    steps: [
      step(
        'what',
        'choice',
        words('What is it that differs?', '哪里不一样？'),
        [to('color', 'color'), to('size', 'size'), to('works', 'function'), to('note', 'else')],
        {
          choices: [
            choice('color', 'Color or finish', '颜色或表面'),
            choice('size', 'Size', '尺寸'),
            choice('function', 'What it can do', '功能'),
            choice('else', 'Something else', '其他'),
          ],
        },
      ),
      step(
        'color',
        'choice',
        words('Please show it by daylight, next to the picture of the shop.', '请在自然光下，放在商品图片旁边给我看。'),
        [
          end('factory', factorySays, {
            answers: ['other'],
            defect: 'color differs from sample',
            remedy: remedy('keep_it'),
          }),
          end('seller', sellerSays, {
            answers: ['picture'],
            defect: 'picture shows another color',
            remedy: remedy('keep_it'),
          }),
          end('user', userSays, { answers: ['light'], reason: 'changed-my-mind' }),
        ],
        {
          photo: true,
          choices: [
            choice('other', 'Another color than the one ordered', '与所订颜色不同'),
            choice('picture', 'The color ordered, the picture is off', '颜色对，图片有色差'),
            choice('light', 'The light makes it look so', '光线造成'),
          ],
        },
      ),
      step(
        'size',
        'measure',
        words(
          'Please measure it with me: how far is it off, in percent of what the page says?',
          '我们一起量一下：和页面标注相差百分之几？',
        ),
        [
          end('user', userSays, { answers: ['within'], reason: 'changed-my-mind', remedy: remedy('exchange') }),
          end('factory', factorySays, { defect: 'size out of tolerance', remedy: remedy('replacement') }),
        ],
        {
          photo: true,
          measure: { unit: '%', low: -3, high: 3 },
          help: words('Use a card or a banknote beside it as the known size.', '可以放一张银行卡作为参照。'),
        },
      ),
      step(
        'works',
        'yes_no',
        words('Does the page of the product say that it can do this?', '商品页面写了有这个功能吗？'),
        [to('guide', 'yes'), end('user', userSays, { answers: ['no'], reason: 'changed-my-mind' })],
      ),
      step(
        'guide',
        'yes_no',
        words('We try it together, step by step. Does it work now?', '我们一起一步步试。现在可以了吗？'),
        [
          end('user', words('It works. Glad we tried that together.', '可以用了，太好了。'), {
            answers: ['yes'],
            remedy: remedy('guidance'),
            reason: 'cannot-use',
          }),
          end('factory', factorySays, {
            answers: ['no'],
            defect: 'function does not work',
            reason: 'damaged-or-defective',
            remedy: remedy('replacement'),
          }),
        ],
      ),
      step('note', 'note', words('Please tell me in your words.', '请您说说具体情况。'), [end('unclear', unclearSays)]),
    ],
  },
];
