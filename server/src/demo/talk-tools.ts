/** What makes the demo's inbox work: promises, teams, macros, rules and help articles, in the brands' own words. */
import { type Brand, inbox, inboxSetup } from '@recoup/contract';
import type { Person } from './door.ts';
import type { BrandKey } from './story.ts';

const weekdays = (['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((day) => ({ day, from: '08:00', to: '18:00' }));
const plain = {
  bot_counts: false,
  pause_while_waiting: false,
  pause_while_snoozed: false,
  reset_on_reopen: false,
} as const;

/** Returns the mail channel of each brand. */
export async function setUpInbox(
  owner: Person,
  agents: Record<'grace' | 'luis' | 'helen', { person: Person; id: string }>,
  brands: Record<BrandKey, Brand>,
): Promise<Record<BrandKey, string>> {
  const calendar = await owner.call(inboxSetup.addCalendar, {
    body: {
      name: 'US support',
      time_zone: 'America/Los_Angeles',
      weekly: [...weekdays, { day: 'sat', from: '09:00', to: '13:00' }],
      holidays: [
        { day: '2026-11-26', name: 'Thanksgiving' },
        { day: '2026-12-25', name: 'Christmas Day' },
        { day: '2027-01-01', name: 'New Year’s Day' },
      ],
    },
  });
  const promise = (
    name: string,
    position: number,
    channels: ('chat' | 'email' | 'form')[],
    first: number,
    next: number,
  ) =>
    owner.call(inboxSetup.addSla, {
      body: {
        name,
        calendar_id: calendar.id,
        position,
        channels,
        targets: [
          {
            ...plain,
            // What the assistant answers is an answer, where it is on.
            bot_counts: true,
            kind: 'first_reply',
            minutes: first,
            hours: 'always',
            warn_minutes: Math.round(first / 3),
            escalate: null,
          },
          {
            ...plain,
            kind: 'next_reply',
            minutes: next,
            hours: 'always',
            warn_minutes: Math.round(next / 3),
            escalate: null,
          },
          {
            ...plain,
            pause_while_waiting: true,
            kind: 'resolution',
            minutes: 40 * 60,
            hours: 'business',
            warn_minutes: 240,
            escalate: null,
          },
        ],
      },
    });
  await promise('Chat', 0, ['chat'], 45, 60);
  await promise('Mail, one day', 1, [], 24 * 60, 24 * 60);

  await owner.call(inboxSetup.addTeam, {
    body: {
      name: 'Lumora support',
      brand_id: brands.lumora.id,
      member_ids: [agents.grace.id, agents.luis.id],
      share_out: false,
    },
  });
  await owner.call(inboxSetup.addTeam, {
    body: {
      name: 'Tavola care',
      brand_id: brands.tavola.id,
      member_ids: [agents.luis.id, agents.helen.id],
      share_out: false,
    },
  });
  await agents.luis.person.call(inbox.away, { body: { languages: ['en', 'es'], most: 25 } });
  await agents.helen.person.call(inbox.away, { body: { languages: ['en', 'zh'], most: 15 } });

  await writeMacros(owner);
  await writeRules(owner);
  await writeArticles(owner, brands);
  const mail = async (key: BrandKey, address: string) => {
    const settings = { kind: 'email', address, from_name: brands[key].name } as const;
    return (await owner.call(inboxSetup.addChannel, { body: { brand_id: brands[key].id, name: address, settings } }))
      .id;
  };
  return { lumora: await mail('lumora', 'help@lumora.example'), tavola: await mail('tavola', 'care@tavola.example') };
}

async function writeMacros(owner: Person): Promise<void> {
  const name = '{{ contact.first_name | default: contact.name }}';
  const bodies: { name: string; intents: string[]; body: { en: string; zh?: string; es?: string }; tags?: string[] }[] =
    [
      {
        name: 'Send the missing part',
        intents: ['missing_part'],
        body: {
          en: `Hi ${name}, sorry the part was missing. A new one leaves today by Priority Mail; there is nothing to send back.`,
          es: `Hola ${name}, sentimos que faltara la pieza. Hoy mismo sale una nueva; no hace falta devolver nada.`,
          zh: `${name} 您好,很抱歉漏装了配件。今天就给您补寄,无需寄回任何东西。`,
        },
        tags: ['spare-part'],
      },
      {
        name: 'Ask for photos',
        intents: ['damaged'],
        body: {
          en: `Hi ${name}, I’m sorry. Could you send a photo of the damage and one of the box? Then I can settle it right away.`,
          es: `Hola ${name}, lo siento. ¿Me puede enviar una foto del daño y otra de la caja? Así lo resuelvo enseguida.`,
          zh: `${name} 您好,非常抱歉。能否发一张破损处的照片和一张外箱的照片?这样我可以马上为您处理。`,
        },
      },
      {
        name: 'How to start a return',
        intents: ['return'],
        body: {
          en: `Hi ${name}, you can start the return here in two minutes; the label is on us where policy says so.`,
          es: `Hola ${name}, puede iniciar la devolución aquí en dos minutos.`,
        },
      },
      {
        name: 'When does the refund arrive',
        intents: ['refund_status'],
        body: {
          en: `Hi ${name}, once we have the goods the refund goes to your card the same day; your bank shows it in 2 to 3 days.`,
        },
      },
      {
        name: 'Wi-Fi: 2.4 GHz only',
        intents: ['how_to'],
        body: {
          en: `Hi ${name}, our lamps and robots join 2.4 GHz networks. Most routers offer both under one name; please switch 5 GHz off for the minute of pairing.`,
        },
      },
      {
        name: 'Thank you and goodbye',
        intents: [],
        body: {
          en: `Happy to help, ${name}. Write any time.`,
          es: `Con mucho gusto, ${name}.`,
          zh: `很高兴能帮到您,${name}。`,
        },
      },
    ];
  for (const { tags, ...macro } of bodies) {
    const actions = tags ? [{ do: 'add_tags' as const, tags }] : [];
    await owner.call(inboxSetup.addMacro, { body: { ...macro, actions } });
  }
}

async function writeRules(owner: Person): Promise<void> {
  const missing = ['missing', 'was not in the box', 'wasn’t in the box', '少了', 'falta'];
  await owner.call(inboxSetup.addRule, {
    body: {
      name: 'A part is missing',
      on: 'message_received',
      conditions: [{ on: 'text', any_of: missing }],
      actions: [{ do: 'add_tags', tags: ['missing-part'] }],
      enabled: true,
    },
  });
  await owner.call(inboxSetup.addRule, {
    body: {
      name: 'Somebody speaks of a dispute',
      on: 'message_received',
      position: 1,
      conditions: [{ on: 'text', any_of: ['chargeback', 'dispute', 'lawyer', 'BBB', 'small claims'] }],
      actions: [
        { do: 'priority', priority: 'urgent' },
        { do: 'add_tags', tags: ['dispute-risk'] },
        { do: 'note', text: 'A dispute was mentioned: answer today, and offer a remedy before the bank asks.' },
      ],
      enabled: true,
    },
  });
  await owner.call(inboxSetup.addRule, {
    body: {
      name: 'Two weeks without a word',
      on: 'idle',
      idle_hours: 336,
      position: 2,
      conditions: [{ on: 'state', is: ['waiting'] }],
      actions: [{ do: 'resolve' }],
      enabled: true,
    },
  });
}

async function writeArticles(owner: Person, brands: Record<BrandKey, Brand>): Promise<void> {
  const articles = [
    {
      brand: 'lumora',
      slug: 'join-wi-fi',
      category: 'First steps',
      skus: ['LM-HALO-BLK', 'LM-R7-WHT', 'LM-R5-WHT'],
      en: [
        'Joining your Wi-Fi',
        'Our lamps and robots use **2.4 GHz**.\n\n1. Open the app and tap **Add**.\n2. Hold the button for five seconds until the light blinks.\n3. Choose your network and type its password.\n\nIf your router offers 5 GHz under the same name, switch it off for a minute.',
      ],
      zh: [
        '连接 Wi-Fi',
        '我们的灯具和扫地机器人使用 **2.4 GHz** 网络。\n\n1. 打开 App,点击**添加**。\n2. 长按按钮五秒,直到指示灯闪烁。\n3. 选择网络并输入密码。\n\n如果路由器的 5 GHz 与 2.4 GHz 同名,请暂时关闭 5 GHz。',
      ],
    },
    {
      brand: 'lumora',
      slug: 'clean-the-brush',
      category: 'Care',
      skus: ['LM-R7-WHT', 'LM-R5-WHT'],
      en: [
        'Cleaning the brush and the wheels',
        'Once a week:\n\n- Lift out the main brush and cut away hair with the blade on the cover.\n- Pull the side brush off and wipe its axle.\n- Turn each wheel by hand; it should spin freely.',
      ],
      zh: [
        '清洁滚刷和轮子',
        '每周一次:\n\n- 取出主刷,用盖板上的刀片割掉缠绕的头发。\n- 拔下边刷,擦净轴心。\n- 用手转动每个轮子,应能自由转动。',
      ],
    },
    {
      brand: 'tavola',
      slug: 'crisper-plate',
      category: 'First steps',
      skus: ['TV-CRISP4-BLK', 'TV-CRISP5-BLK'],
      en: [
        'Where the crisper plate goes',
        'The plate sits in the bottom of the basket, feet down. It is packed under the basket, wrapped in white paper.\n\nIf it is not there, write to us: we send one the same day.',
      ],
      zh: [
        '炸盘放在哪里',
        '炸盘放在炸篮底部,脚朝下。出厂时用白纸包好放在炸篮下面。\n\n如果没有找到,请联系我们,当天补寄。',
      ],
    },
    {
      brand: 'tavola',
      slug: 'first-use-smell',
      category: 'First steps',
      skus: ['TV-CRISP4-BLK', 'TV-CRISP5-BLK'],
      en: [
        'A smell at first use',
        'A light smell in the first minutes is oil from the making burning off. Run the fryer empty at 400 °F for 20 minutes with a window open. If it still smells after that, stop using it and write to us.',
      ],
      zh: [
        '首次使用有气味',
        '最初几分钟的轻微气味是生产用油挥发。请开窗,空烧 200 °C 20 分钟。如果之后仍有气味,请停止使用并联系我们。',
      ],
    },
  ] as const;
  for (const { brand, slug, category, skus, en, zh } of articles) {
    const words = ([title, body]: readonly [string, string]) => ({ title, body });
    const made = await owner.call(inboxSetup.addArticle, {
      body: { brand_id: brands[brand].id, slug, category, skus: [...skus], draft: { en: words(en), zh: words(zh) } },
    });
    await owner.call(inboxSetup.publishArticle, { params: { id: made.id } });
  }
}
