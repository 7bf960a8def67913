import { readFile } from 'node:fs/promises';
import type { AnswerOf, BodyIn, EndpointSpec, ParamsIn, QueryIn } from '@recoup/contract';
import { files } from '@recoup/contract';
import type { Product } from '../app.ts';

type Input<E> = (ParamsIn<E> extends undefined ? { params?: undefined } : { params: ParamsIn<E> }) &
  (QueryIn<E> extends undefined ? { query?: undefined } : { query?: QueryIn<E> }) &
  (BodyIn<E> extends undefined ? { body?: undefined } : { body: BodyIn<E> });

/** Somebody of the story at the product's front door: the public API, asked inside the process. */
export type Person = {
  call<const E extends EndpointSpec>(
    endpoint: E,
    ...input: [ParamsIn<E>, BodyIn<E>] extends [undefined, undefined] ? [Input<E>?] : [Input<E>]
  ): Promise<AnswerOf<E>>;
  /** Uploads a photo of the demo, to another address than the usual where one is named; answers the file's id. */
  photo(name: string, to?: string): Promise<string>;
};

export function person(product: Product, headers: Record<string, string>): Person {
  const server = product.app!.server;
  return {
    async call(endpoint, ...[input]) {
      const { params, query, body } = (input ?? {}) as {
        params?: Record<string, string>;
        query?: Record<string, string>;
        body?: object;
      };
      const path = endpoint.path.replace(/:(\w+)/g, (_, name) => encodeURIComponent(params?.[name] ?? ''));
      const search = query ? `?${new URLSearchParams(query)}` : '';
      const answer = await server.inject({ method: endpoint.method, url: path + search, headers, payload: body });
      if (answer.statusCode >= 300) throw new Error(`${endpoint.method} ${path}: ${answer.statusCode} ${answer.body}`);
      return answer.json();
    },
    async photo(name, to) {
      const content = await readFile(new URL(`./photos/${name}`, import.meta.url));
      const buyer = headers.authorization !== undefined;
      const boundary = 'recoup-demo-boundary';
      const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: image/jpeg\r\n\r\n`;
      const payload = Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]);
      const url = to ?? (buyer ? files.buyerUpload.path : files.upload.path);
      const answer = await server.inject({
        method: 'POST',
        url,
        headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
        payload,
      });
      if (answer.statusCode >= 300) throw new Error(`upload ${name}: ${answer.statusCode} ${answer.body}`);
      return answer.json<{ id: string }>().id;
    },
  };
}

/** Signs in with a password, as a person does. */
export async function signIn(product: Product, email: string, password: string, origin: string): Promise<Person> {
  const answer = await product.app!.server.inject({
    method: 'POST',
    url: '/v1/auth/sign-in/email',
    headers: { origin },
    payload: { email, password },
  });
  if (answer.statusCode !== 200) throw new Error(`sign-in of ${email}: ${answer.statusCode} ${answer.body}`);
  const cookie = answer.cookies
    .map(({ name, value }) => `${name}=${encodeURIComponent(decodeURIComponent(value))}`)
    .join('; ');
  return person(product, { cookie, origin });
}
