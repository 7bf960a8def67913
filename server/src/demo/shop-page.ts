/** The demo's shop: pages of goods as any shop has them, with the widget on them, to try the chat as a buyer. */
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { chatOfBrand, signatureOf } from '../inbox/index.ts';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { type App, buyerOf } from '../platform/http.ts';
import { Refusal } from '../platform/refusal.ts';
import { fileUrl } from '../uploads/index.ts';

const SLUG = 'lumora';
type Product = { id: string; title: string; price: number; currency: string; key: string | null };

/** Serves /demo-shop where there is a demo workspace; elsewhere it is not there. `?as=1` is the shop with a buyer signed in. */
export function serveDemoShop({ server, services }: App): void {
  server.get('/demo-shop', async (req, reply) => {
    const { product, as, lang } = req.query as { product?: string; as?: string; lang?: string };
    const base = {
      now: services.clock(),
      db: services.db,
      config: services.config,
      log: req.log as Logger,
      requestId: req.id,
    };
    const found = await services.db.kysely
      .selectFrom('public_names')
      .select(['workspace_id', 'brand_id'])
      .where('slug', '=', SLUG)
      .executeTakeFirst();
    if (!found) throw new Refusal('path.not_found');
    const ctx: Ctx = { ...base, workspaceId: found.workspace_id, actor: buyerOf(found.brand_id) };
    const page = await inWorkspace(ctx, async (tx) => {
      const { rows } = await sql<{
        demo: boolean;
      }>`select demo from workspaces where workspace_id = ${ctx.workspaceId}`.execute(tx);
      const channel = rows[0]?.demo ? await chatOfBrand(tx, ctx, found.brand_id) : null;
      if (!channel) return null;
      const { rows: products } = await sql<Product>`
        select p.id, p.title, v.price, v.currency, f.key from products p
        join lateral (select price, currency from variants v where v.workspace_id = p.workspace_id and v.product_id = p.id and v.price is not null
          order by v.price desc limit 1) v on true
        left join files f on f.workspace_id = p.workspace_id and f.id = p.photo_file_id
        where p.workspace_id = ${ctx.workspaceId} and p.brand_id = ${found.brand_id} and f.key is not null order by p.title limit 8`.execute(
        tx,
      );
      const { rows: buyers } = await sql<{ name: string; email: string }>`
        select c.name, c.email from customers c join orders o on o.workspace_id = c.workspace_id and o.customer_id = c.id
        where c.workspace_id = ${ctx.workspaceId} and c.brand_id = ${found.brand_id} and c.email is not null order by o.placed_at desc limit 1`.execute(
        tx,
      );
      return { channel, products, buyer: as ? (buyers[0] ?? null) : null };
    });
    if (!page?.products.length) throw new Refusal('path.not_found');
    const shown =
      page.products.find(({ id }) => id === product) ??
      page.products.find(({ title }) => /^Halo/.test(title)) ??
      page.products[0]!;
    return reply
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(draw(ctx, page.channel, page.products, shown, page.buyer, /^(zh|es)$/.test(lang ?? '') ? lang! : 'en'));
  });
}

function draw(
  ctx: Ctx,
  channel: { key: string; secret: string | null },
  products: readonly Product[],
  shown: Product,
  buyer: { name: string; email: string } | null,
  lang: string,
): string {
  const to = (id: string) => `/demo-shop?product=${id}${buyer ? '&amp;as=1' : ''}`;
  const price = new Intl.NumberFormat('en-US', { style: 'currency', currency: shown.currency }).format(
    shown.price / 100,
  );
  const links = products
    .map(
      ({ id, title }) =>
        `<a href="${to(id)}"${id === shown.id ? ' aria-current="page"' : ''}>${html(title.split(' ').slice(0, 2).join(' '))}</a>`,
    )
    .join('');
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${html(shown.title)}, Lumora</title>
<link rel="icon" href="data:,">
<style>
body{margin:0;color:#1B1F1E;background:#fff;font:16px/26px -apple-system,system-ui,"Segoe UI",Roboto,sans-serif}
header{display:flex;align-items:center;justify-content:space-between;flex-wrap:wrap;gap:8px 28px;padding:18px 32px}
header b{display:flex;align-items:center;gap:10px;font-size:20px;color:#1E2A4A}
header b::before{content:"";width:12px;height:12px;border-radius:6px;background:#F2B13C}
nav{display:flex;flex-wrap:wrap;gap:6px 26px;font-size:15px}
nav a{color:#1B1F1E;text-decoration:none}nav a[aria-current]{font-weight:600}nav a:hover{text-decoration:underline}
figure{margin:0;background:#E2E0DC;display:grid;place-items:center;height:min(52vh,560px);overflow:hidden}
figure img{width:100%;height:100%;object-fit:cover}
main{max-width:640px;padding:28px 32px 120px}
h1{margin:0;font-size:34px;line-height:42px;letter-spacing:-.01em}
.price{margin:4px 0 10px;font-size:21px}p{margin:0 0 14px;color:#474D4A}
a.main{display:inline-block;font-weight:600;padding:14px 40px;border-radius:10px;background:#1E2A4A;color:#fff;text-decoration:none}
small{color:#656B68;display:block;margin-top:16px}
</style>
</head>
<body>
<header><b>lumora</b><nav aria-label="Shop">${links}<a href="/b/${SLUG}">Returns</a>${
    buyer
      ? `<a href="/demo-shop?product=${shown.id}">Sign out ${html(buyer.name)}</a>`
      : `<a href="/demo-shop?product=${shown.id}&amp;as=1">Sign in as a buyer</a>`
  }</nav></header>
<figure><img src="${shown.key ? fileUrl(ctx, shown.key) : ''}" alt="${html(shown.title)}"></figure>
<main>
<h1>${html(shown.title)}</h1>
<p class="price">${price}</p>
<p>A page of the demo's shop. Everything in it is invented, but the chat is real: write as a buyer here, and answer in the inbox.</p>
<a class="main" href="/b/${SLUG}">Return or exchange one</a>
<p><small>Ships from Dallas. 30 days to change your mind.</small></p>
</main>
${snippet(ctx, channel, buyer)}
</body>
</html>`;
}

/** As the settings show it; a signed-in buyer is named and signed on the shop's server, which here is ours. */
function snippet(
  ctx: Ctx,
  { key, secret }: { key: string; secret: string | null },
  buyer: { name: string; email: string } | null,
): string {
  const tag = (more: string) => `<script src="/widget.js" data-key="${key}"${more} async></script>`;
  if (!buyer || !secret) return tag(' data-id=""');
  const who = { id: `demo-${buyer.email}`, email: buyer.email, issued_at: ctx.now.toISOString() };
  const signature = signatureOf(secret, who);
  return tag(
    ` data-id="${html(who.id)}" data-email="${html(who.email)}" data-name="${html(buyer.name)}" data-issued-at="${who.issued_at}" data-signature="${signature}"`,
  );
}

const html = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
