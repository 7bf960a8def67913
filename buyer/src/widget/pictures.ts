/** Pictures and videos for the next message, sent up while the buyer still writes. Loaded with the first of them. */
import type { AnswerOf, chat, Problem } from '@recoup/contract';
import { Failed } from './api.ts';
import type { Session } from './session.ts';
import type { Store } from './store.ts';

const MOST = 6;

export class Pictures {
  #store: Store;
  #session: Session;
  #origin: string;

  constructor(store: Store, session: Session, origin: string) {
    this.#store = store;
    this.#session = session;
    this.#origin = origin;
  }

  async attach(files: readonly File[]): Promise<void> {
    this.#store.set({ failed: null });
    const room = MOST - this.#store.state.files.length - this.#store.state.sending.length;
    if (files.length > room) this.#store.set({ failed: 'file.too_many' });
    await Promise.all(files.slice(0, Math.max(0, room)).map((file) => this.#send(file)));
  }

  async #send(file: File): Promise<void> {
    const key = crypto.randomUUID();
    const others = () => this.#store.state.sending.filter((one) => one.key !== key);
    const isAt = (part: number) => this.#store.set({ sending: [...others(), { key, name: file.name, part }] });
    isAt(0);
    try {
      const { id, name, type, url, thumb_url } = await this.#session.as((token) =>
        upload<AnswerOf<typeof chat.upload>>(`${this.#origin}/v1/chat/files`, file, token, isAt),
      );
      this.#store.set({ files: [...this.#store.state.files, { id, name, type, url, thumb_url }] });
    } catch (error) {
      this.#store.fail(error);
    } finally {
      this.#store.set({ sending: others() });
    }
  }
}

/** Sends a picture or a video, telling how far it is (0 to 1). */
function upload<T>(url: string, file: File, token: string, progress: (part: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.responseType = 'json';
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onerror = () => reject(new Failed('network'));
    request.onload = () =>
      request.status < 300
        ? resolve(request.response as T)
        : reject(new Failed((request.response as Problem | null)?.code ?? 'unknown'));
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });
}
