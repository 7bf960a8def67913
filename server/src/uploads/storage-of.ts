import type { Config } from '../platform/config.ts';
import { openStorage, type Storage } from '../platform/files/index.ts';

const open = new WeakMap<Config, Promise<Storage>>();

/** Where this installation keeps its files; opened once a process, when first asked for. */
export function storageOf(config: Config): Promise<Storage> {
  let storage = open.get(config);
  if (!storage) {
    storage = openStorage(config.files);
    open.set(config, storage);
    storage.catch(() => open.delete(config));
  }
  return storage;
}
