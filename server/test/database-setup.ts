import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { startThrowaway, type Throwaway } from './throwaway.ts';

declare module 'vitest' {
  interface ProvidedContext {
    databaseDesk: string;
  }
}

/**
 * Vitest's global setup. Test files run in processes of their own; the first to ask at the desk has the cluster
 * started, and every one is told where it is. A run without database tests starts none.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let throwaway: Promise<Throwaway> | null = null;
  const desk = createServer((_request, response) => {
    throwaway ??= startThrowaway();
    throwaway.then(
      ({ ownerUrl }) => response.end(ownerUrl),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve));
  project.provide('databaseDesk', `http://127.0.0.1:${(desk.address() as AddressInfo).port}`);
  return async () => {
    desk.close();
    const started = await throwaway?.catch(() => null);
    await started?.stop();
  };
}
