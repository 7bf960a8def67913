import type { EndpointSpec } from '@recoup/contract';
import { z } from 'zod';
import type { App } from './http.ts';
import { referencePage } from './reference.ts';
import { statusOf } from './refusal.ts';

export type JsonSchema = { [key: string]: unknown };
export type Operation = {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security: Record<string, string[]>[];
  parameters: {
    name: string;
    in: 'path' | 'query' | 'header';
    required: boolean;
    description?: string;
    schema: JsonSchema;
  }[];
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: JsonSchema }> }>;
  /** The contract's own words, for the reference and for tests that walk every endpoint. */
  'x-recoup': { access: string; permission: string | null; refusals: readonly string[]; per_row: boolean };
};
export type OpenApi = {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } };
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: Record<string, unknown>; schemas: Record<string, JsonSchema> };
};

/** Serves /v1/openapi.json and the readable reference at /docs/api, both made once from the endpoints that are served. */
export function describeApi({ server, services, endpoints }: App): void {
  let made: { json: string; page: string } | null = null;
  const make = () => {
    const document = openApiOf(endpoints, services.config.publicUrl);
    made ??= { json: JSON.stringify(document), page: referencePage(document) };
    return made;
  };
  server.get('/v1/openapi.json', async (_req, reply) => {
    return reply
      .header('cache-control', 'no-cache')
      .header('access-control-allow-origin', '*')
      .type('application/json; charset=utf-8')
      .send(make().json);
  });
  server.get('/docs/api', async (_req, reply) =>
    reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(make().page),
  );
}

/** The OpenAPI 3.1 document of these endpoints. */
export function openApiOf(endpoints: readonly EndpointSpec[], url: string): OpenApi {
  const paths: OpenApi['paths'] = {};
  for (const spec of endpoints) {
    const path = spec.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [spec.method.toLowerCase()]: operationOf(spec) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Recoup API',
      version: '1',
      description: ABOUT,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url }],
    tags: [...new Set(endpoints.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        api_key: { type: 'http', scheme: 'bearer', description: 'An API key, `rk_…`, made in the settings.' },
        session: { type: 'apiKey', in: 'cookie', name: 'recoup.session_token', description: 'A signed-in browser.' },
        portal_token: {
          type: 'http',
          scheme: 'bearer',
          description: "The token of a buyer's link; it opens one order.",
        },
        chat_token: {
          type: 'http',
          scheme: 'bearer',
          description: 'The token of a chat session; it opens what this contact said and was told.',
        },
        seat_token: {
          type: 'http',
          scheme: 'bearer',
          description: 'The token of a seat in a call; it opens this call until it has ended.',
        },
      },
      schemas: { Problem: PROBLEM },
    },
  };
}

const ABOUT = `Everything the screens do goes through this API.

Amounts are whole numbers of minor units (cents) with an ISO 4217 currency. Instants are ISO 8601 in UTC; days name their time zone. Ids are UUIDs. Lists are paged by \`cursor\`: ask again with \`next_cursor\` until it is null.

A POST may carry an \`Idempotency-Key\`: sent again within 7 days, the same request is answered with what the first one did (header \`Idempotency-Replayed: true\`). What was refused is not kept, and may be mended and sent again under the same key.

What fails answers application/problem+json (RFC 9457) with a stable \`code\`. Bad input is 422 \`input.invalid\` and names the \`fields\`.`;

const PROBLEM: JsonSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'request_id'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable and dotted, for programs: `return.more_than_ordered`.' },
    details: { type: 'object', additionalProperties: true },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
    request_id: { type: 'string' },
  },
};

function operationOf(spec: EndpointSpec): Operation {
  return {
    operationId: operationId(spec),
    tags: [spec.tag],
    summary: spec.summary,
    ...(spec.permission ? { description: `Needs \`${spec.permission}\`.` } : {}),
    security:
      spec.access === 'staff'
        ? [{ api_key: [] }, { session: [] }]
        : spec.access === 'buyer'
          ? [{ portal_token: [] }]
          : spec.access === 'chat'
            ? [{ chat_token: [] }]
            : spec.access === 'call'
              ? [{ seat_token: [] }]
              : [],
    parameters: parametersOf(spec),
    ...bodyOf(spec),
    responses: responsesOf(spec),
    'x-recoup': {
      access: spec.access,
      permission: spec.permission ?? null,
      refusals: spec.refusals ?? [],
      per_row: spec.perRow ?? false,
    },
  };
}

/** `POST /v1/returns/:id/approve` → `post_returns_id_approve`. */
export function operationId({ method, path }: Pick<EndpointSpec, 'method' | 'path'>): string {
  const words = path.replace(/^\/v1\//, '').match(/\w+/g) ?? [];
  return [method.toLowerCase(), ...words].join('_');
}

/** True where a POST's answer is kept under its Idempotency-Key; see http.ts. */
export function isKeyed(spec: EndpointSpec): boolean {
  return spec.method === 'POST' && spec.access !== 'public' && !spec.perRow && !spec.rawBody && !spec.answersFile;
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  // What JSON Schema cannot say (a refinement, a list in a query) is left open; the server checks it all the same.
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' });
  return rest as JsonSchema;
}

function parametersOf(spec: EndpointSpec): Operation['parameters'] {
  const names = [...spec.path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  const params = spec.params ? propertiesOf(schemaOf(spec.params, 'input')) : {};
  const query = spec.query ? schemaOf(spec.query, 'input') : {};
  const required = new Set((query.required as string[] | undefined) ?? []);
  return [
    ...names.map((name) => ({ name, in: 'path' as const, required: true, schema: params[name] ?? { type: 'string' } })),
    ...Object.entries(propertiesOf(query)).map(([name, schema]) => {
      return { name, in: 'query' as const, required: required.has(name), schema };
    }),
    ...(isKeyed(spec) ? [KEY_HEADER] : []),
  ];
}

const KEY_HEADER = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: false,
  description: 'Makes repeating this request harmless.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};

function propertiesOf(schema: JsonSchema): Record<string, JsonSchema> {
  return (schema.properties as Record<string, JsonSchema> | undefined) ?? {};
}

function bodyOf(spec: EndpointSpec): Pick<Operation, 'requestBody'> {
  if (spec.rawBody === 'multipart') {
    const schema = { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } };
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } };
  }
  if (spec.rawBody === 'ndjson') {
    const schema = { type: 'string', description: 'One JSON object a line.' };
    return { requestBody: { required: true, content: { 'application/x-ndjson': { schema } } } };
  }
  if (spec.rawBody === 'mail') {
    const schema = { type: 'string', format: 'binary', description: 'A raw mail (RFC 5322).' };
    return { requestBody: { required: true, content: { 'message/rfc822': { schema } } } };
  }
  if (spec.rawBody === 'bytes') {
    const schema = { type: 'string', format: 'binary' };
    return { requestBody: { required: true, content: { 'application/octet-stream': { schema } } } };
  }
  if (!spec.body) return {};
  const required = !spec.body.safeParse(undefined).success;
  return { requestBody: { required, content: { 'application/json': { schema: schemaOf(spec.body, 'input') } } } };
}

function responsesOf(spec: EndpointSpec): Operation['responses'] {
  const answer = spec.answersFile
    ? { [spec.answersFile]: { schema: { type: 'string', format: 'binary' } } }
    : { 'application/json': { schema: schemaOf(spec.response, 'output') } };
  const codes = new Map<number, string[]>();
  const add = (code: string) => codes.set(statusOf(code), [...(codes.get(statusOf(code)) ?? []), code]);
  if (spec.access === 'staff') add('auth.needed');
  if (spec.access === 'buyer' || spec.access === 'chat' || spec.access === 'call')
    for (const code of ['auth.link_needed', 'link.not_found', 'link.expired']) add(code);
  if (spec.permission) add('permission.not_allowed');
  if (spec.params || spec.query || spec.body) add('input.invalid');
  if (isKeyed(spec)) add('idempotency.key_reused');
  for (const code of spec.refusals ?? []) add(code);
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return {
    200: { description: 'Done', content: answer },
    ...Object.fromEntries(
      [...codes].map(([status, list]) => [
        status,
        { description: [...new Set(list)].map((code) => `\`${code}\``).join(', '), content: problem },
      ]),
    ),
  };
}
