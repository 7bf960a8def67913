import type { JsonSchema, OpenApi, Operation } from './openapi.ts';

/** The API's reference as one page that needs nothing else: groups, parameters, examples, refusals and a line of curl each. */
export function referencePage(api: OpenApi): string {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const groups = api.tags.map(({ name }) => ({
    name,
    list: operations.filter(({ operation }) => operation.tags[0] === name),
  }));
  const nav = groups.map(({ name, list }) => {
    const links = list.map(
      ({ operation }) => `<li><a href="#${operation.operationId}">${text(operation.summary)}</a></li>`,
    );
    return `<details><summary>${text(name)}</summary><ul>${links.join('')}</ul></details>`;
  });
  const origin = api.servers[0]?.url ?? '';
  const sections = groups.map(
    ({ name, list }) => `<section><h2>${text(name)}</h2>${list.map((one) => article(one, origin)).join('')}</section>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="data:,"><title>${text(api.info.title)}</title><style>${CSS}</style></head>
<body><nav><h1>${text(api.info.title)}</h1><p><a href="/v1/openapi.json">OpenAPI 3.1</a></p>${nav.join('')}</nav>
<main><section>${prose(api.info.description)}<h3>Who may call</h3>
<p>Programs send <code>Authorization: Bearer rk_…</code>, an API key made under Settings. A key may do what its scopes say, in the brands it is held to. Buyers' pages send the token of their link instead; it opens one order.</p></section>
${sections.join('\n')}</main></body></html>`;
}

type One = { path: string; method: string; operation: Operation };

function article({ path, method, operation }: One, origin: string): string {
  const { access, permission, refusals } = operation['x-recoup'];
  const who =
    access === 'staff'
      ? permission
        ? `needs <code>${text(permission)}</code>`
        : 'staff and keys'
      : access === 'buyer'
        ? "a buyer's link"
        : access === 'chat'
          ? 'a chat session'
          : access === 'call'
            ? 'a seat in a call'
            : 'anybody';
  const [type, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const [answerType, answer] = Object.entries(operation.responses[200]?.content ?? {})[0] ?? [];
  const isJson = answerType === 'application/json';
  const codes = [
    ...new Set(
      Object.entries(operation.responses).flatMap(([status, { description }]) =>
        status === '200' ? [] : (description.match(/[a-z_]+(\.[a-z_]+)+/g)?.map((code) => `${status} ${code}`) ?? []),
      ),
    ),
  ];
  return `<article id="${operation.operationId}"><h3>${text(operation.summary)}</h3>
<p class="line"><b class="${method.toLowerCase()}">${method}</b> <code>${text(path)}</code> <span>${who}</span></p>
${parameters(operation)}
${type && body ? `<h4>Body <small>${text(type)}</small></h4>${type === 'application/json' ? fields(body.schema) : ''}` : ''}
<h4>Example</h4><pre>${text(curl({ path, method, operation }, origin, type === 'application/json' ? example(body?.schema ?? {}) : undefined, type))}</pre>
<h4>Answer <small>${text(answerType ?? '')}</small></h4>${isJson && answer ? `<pre>${text(JSON.stringify(example(answer.schema), null, 2))}</pre>` : '<p>A file.</p>'}
${codes.length > 0 ? `<h4>May refuse</h4><p class="codes">${codes.map((code) => `<code${refusals.includes(code.slice(4)) ? ' class="own"' : ''}>${text(code)}</code>`).join(' ')}</p>` : ''}
</article>`;
}

function parameters({ parameters: list }: Operation): string {
  if (list.length === 0) return '';
  const rows = list.map(
    ({ name, in: where, required, schema, description }) =>
      `<tr><td><code>${text(name)}</code></td><td>${where}${required ? ', required' : ''}</td><td>${text(describe(schema))} ${text(description ?? '')}</td></tr>`,
  );
  return `<h4>Parameters</h4><table>${rows.join('')}</table>`;
}

function fields(schema: JsonSchema): string {
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  const required = new Set((schema.required ?? []) as string[]);
  const rows = Object.entries(properties).map(
    ([name, one]) =>
      `<tr><td><code>${text(name)}</code></td><td>${required.has(name) ? 'required' : ''}</td><td>${text(describe(one))}</td></tr>`,
  );
  return rows.length > 0 ? `<table>${rows.join('')}</table>` : '';
}

/** A schema in a few words: `one of a, b`, `text up to 80`, `whole number 1–200`. */
export function describe(schema: JsonSchema): string {
  const {
    type,
    enum: options,
    anyOf,
    items,
    maxLength,
    minimum,
    maximum,
    format,
    const: only,
    default: preset,
  } = schema;
  const also = preset === undefined ? '' : ` (default ${JSON.stringify(preset)})`;
  if (only !== undefined) return JSON.stringify(only);
  if (Array.isArray(options)) return `one of ${options.join(', ')}${also}`;
  if (Array.isArray(anyOf)) return [...new Set(anyOf.map((one) => describe(one as JsonSchema)))].join(' or ') + also;
  if (type === 'array') return `list of ${describe((items ?? {}) as JsonSchema)}${also}`;
  if (type === 'string')
    return `${format === 'uuid' ? 'id' : (format ?? 'text')}${typeof maxLength === 'number' ? ` up to ${maxLength}` : ''}${also}`;
  if (type === 'integer' || type === 'number') {
    const range = typeof minimum === 'number' && minimum > -1e15 ? ` from ${minimum}` : '';
    const top = typeof maximum === 'number' && maximum < 1e15 ? ` to ${maximum}` : '';
    return `${type === 'integer' ? 'whole number' : 'number'}${range}${top}${also}`;
  }
  return `${typeof type === 'string' ? type : 'any'}${also}`;
}

const WORDS: Record<string, string> = {
  slug: 'lumora-home',
  name: 'Lumora Home',
  email: 'ana@example.com',
  time_zone: 'America/New_York',
  city: 'Dallas',
  region: 'TX',
  postal_code: '75201',
  line1: '1200 Dock Street',
  sku: 'LMP-ARC-BLK',
  code: 'RMA-7F3K-92QD',
  external_id: '4821',
  tracking_number: '1Z999AA10123456784',
};
const ID = '01936f5e-7c3a-7b41-9d2e-5f60718293a4';

/** A value that the schema allows, for reading; the smallest that shows every field. */
export function example(schema: JsonSchema, name = '', depth = 0): unknown {
  const {
    type,
    enum: options,
    anyOf,
    allOf,
    items,
    properties,
    format,
    const: only,
    default: preset,
    minimum,
    pattern,
  } = schema;
  if (only !== undefined) return only;
  if (preset !== undefined && preset !== null) return preset;
  if (Array.isArray(options)) return options[0];
  if (Array.isArray(anyOf))
    return example((anyOf.find((one) => (one as JsonSchema).type !== 'null') ?? anyOf[0]) as JsonSchema, name, depth);
  if (Array.isArray(allOf)) return Object.assign({}, ...allOf.map((one) => example(one as JsonSchema, name, depth)));
  if (type === 'object' || properties) {
    if (depth > 5) return {};
    const entries = Object.entries((properties ?? {}) as Record<string, JsonSchema>);
    return Object.fromEntries(entries.map(([key, one]) => [key, example(one, key, depth + 1)]));
  }
  if (type === 'array') return depth > 5 ? [] : [example((items ?? {}) as JsonSchema, name, depth + 1)];
  if (type === 'integer' || type === 'number') return typeof minimum === 'number' && minimum > 0 ? minimum : 1;
  if (type === 'boolean') return true;
  if (type === 'null') return null;
  if (Array.isArray(type)) return example({ ...schema, type: type.find((one) => one !== 'null') }, name, depth);
  if (type !== 'string') return {};
  if (format === 'uuid') return ID;
  if (format === 'date-time') return '2026-11-17T15:04:00Z';
  if (format === 'date') return '2026-11-17';
  if (format === 'email') return 'ana@example.com';
  if (pattern === '^[A-Z]{3}$') return 'USD';
  if (pattern === '^[A-Z]{2}$') return 'US';
  if (typeof pattern === 'string' && pattern.startsWith('^#')) return '#1E2A4A';
  return WORDS[name] ?? 'text';
}

function curl({ path, method, operation }: One, origin: string, body: unknown, type: string | undefined): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => (name.endsWith('id') ? ID : name.toUpperCase()));
  const lines = [`curl ${method === 'GET' ? '' : `-X ${method} `}'${origin}${filled}'`];
  if (operation.security.length > 0) {
    const token = operation['x-recoup'].access === 'staff' ? 'rk_…' : 'TOKEN';
    lines.push(`-H 'Authorization: Bearer ${token}'`);
  }
  if (operation.parameters.some(({ name }) => name === 'Idempotency-Key')) lines.push(`-H 'Idempotency-Key: 5f2c…'`);
  if (type === 'multipart/form-data') lines.push(`-F 'file=@photo.jpg'`);
  else if (type === 'application/x-ndjson') lines.push(`-H 'Content-Type: ${type}'`, `--data-binary @rows.ndjson`);
  else if (body !== undefined)
    lines.push(`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(body, null, 2).replaceAll("'", "'\\''")}'`);
  return lines.join(' \\\n  ');
}

const text = (value: string) =>
  value.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);
const prose = (value: string) =>
  value
    .split('\n\n')
    .map((part) => `<p>${text(part).replace(/`([^`]+)`/g, '<code>$1</code>')}</p>`)
    .join('');

const CSS = `:root{color-scheme:light dark;--ink:#1c2333;--soft:#5b6478;--line:#dfe3ea;--ground:#fff;--card:#f6f7f9;--accent:#1e2a4a}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9f0;--soft:#9aa3b5;--line:#2c3344;--ground:#12161f;--card:#1a2030;--accent:#9db4ff}}
*{box-sizing:border-box}body{margin:0;display:grid;grid-template-columns:17rem minmax(0,1fr);font:15px/1.55 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;color:var(--ink);background:var(--ground)}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1.25rem 1rem;border-right:1px solid var(--line);background:var(--card)}nav h1{font-size:1.05rem;margin:0}nav ul{list-style:none;margin:.25rem 0 .75rem;padding:0 0 0 .75rem}nav li{margin:.15rem 0}nav summary{cursor:pointer;font-weight:600;padding:.2rem 0}
main{padding:1.5rem 2.25rem 6rem;max-width:60rem}a{color:var(--accent)}nav a{color:inherit;text-decoration:none}nav a:hover{text-decoration:underline}
h2{margin:2.5rem 0 .5rem;font-size:1.35rem}h3{margin:0;font-size:1.05rem}h4{margin:1rem 0 .35rem;font-size:.8rem;color:var(--soft)}small{font-weight:400}
article{border:1px solid var(--line);border-radius:8px;padding:1rem 1.25rem;margin:1rem 0;scroll-margin-top:1rem}article:target{border-color:var(--accent)}
.line{margin:.25rem 0}.line span{color:var(--soft)}b{font:600 .75rem ui-monospace,monospace;border:1px solid currentColor;border-radius:4px;padding:.1rem .35rem}.get{color:#1f7a4d}.post{color:#2757c4}.patch,.put{color:#9a6200}.delete{color:#b3261e}
@media(prefers-color-scheme:dark){.get{color:#6fd19d}.post{color:#8fb0ff}.patch,.put{color:#e5b25c}.delete{color:#ff9b90}}
code,pre{font:13px/1.5 ui-monospace,"SFMono-Regular",Menlo,monospace}pre{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.75rem;overflow:auto;max-height:22rem;margin:0}
table{border-collapse:collapse;width:100%}td{border-top:1px solid var(--line);padding:.3rem .75rem .3rem 0;vertical-align:top}td:nth-child(2){color:var(--soft);white-space:nowrap}
.codes code{display:inline-block;margin:.15rem .3rem .15rem 0;padding:.05rem .4rem;border:1px solid var(--line);border-radius:4px;color:var(--soft)}.codes .own{color:var(--ink)}
@media(max-width:50rem){body{display:block}nav{position:static;height:auto}main{padding:1rem}}`;
