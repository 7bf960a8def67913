/**
 * Pieces of a recording on their way to the server. Each is kept in this browser (IndexedDB) until it has arrived: of a tab that was
 * closed the rest is sent when the console is opened again, so that a crash loses seconds.
 */
import { callRecordings } from '@recoup/contract';
import { headersOf, call as request, urlOf } from '../app/api.ts';
import { ApiProblem } from '../app/problem.ts';

export type Piece = { n: number; blob: Blob; from: string; to: string };
type KeptPiece = Piece & { recording_id: string };
type KeptEnd = { recording_id: string; chunks: number; ended_at: string };

const DATABASE = 'recoup-recordings';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore('pieces', { keyPath: ['recording_id', 'n'] });
      asked.result.createObjectStore('ends', { keyPath: 'recording_id' });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error('no place to keep recordings'));
  });
}

/** One request in its own transaction. Where the browser has no such store (a private window), nothing is kept and sending goes on. */
async function inStore<T>(
  name: 'pieces' | 'ends',
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | undefined> {
  try {
    const database = await open();
    try {
      return await new Promise<T>((resolve, reject) => {
        const asked = work(database.transaction(name, mode).objectStore(name));
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error ?? new Error('not kept'));
      });
    } finally {
      database.close();
    }
  } catch {
    return undefined;
  }
}

async function sha256(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function send({ recording_id, n, blob, from, to }: KeptPiece): Promise<void> {
  const query = { sha256: await sha256(blob), from, to, sent_at: new Date().toISOString() };
  const response = await fetch(urlOf(callRecordings.chunk, { params: { id: recording_id, n }, query }), {
    method: 'POST',
    credentials: 'include',
    headers: { ...headersOf(), 'Content-Type': 'application/octet-stream' },
    body: blob,
  });
  if (response.ok) return;
  const said = (await response.json().catch(() => ({}))) as { code?: string };
  throw new ApiProblem({ code: said.code ?? 'server.away', status: response.status });
}

/** Asking again is of no use. */
const isRefused = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem &&
  error.status >= 400 &&
  error.status < 500 &&
  ![401, 408, 425, 429].includes(error.status);

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** The pieces of one recording: each is sent until it has arrived, or until the server says that no more is wanted. */
export class Pieces {
  #waiting: KeptPiece[] = [];
  #going: Promise<void> | null = null;
  #over = false;
  #recordingId: string;
  #onRefused: (code: string) => void;

  constructor(recordingId: string, onRefused: (code: string) => void) {
    this.#recordingId = recordingId;
    this.#onRefused = onRefused;
  }

  async add(piece: Piece): Promise<void> {
    const kept = { ...piece, recording_id: this.#recordingId };
    this.#waiting.push(kept);
    await inStore('pieces', 'readwrite', (store) => store.put(kept));
    this.#going ??= this.#run().finally(() => {
      this.#going = null;
    });
  }

  async #run(): Promise<void> {
    for (let piece = this.#waiting[0]; piece && !this.#over; piece = this.#waiting[0]) {
      for (let wait = 1000; !this.#over; wait = Math.min(wait * 2, 15_000)) {
        try {
          await send(piece);
          await forget(piece);
          this.#waiting.shift();
          break;
        } catch (error) {
          if (isRefused(error)) {
            this.#over = true;
            for (const one of this.#waiting) await forget(one);
            this.#onRefused(error.code);
          } else await pause(wait);
        }
      }
    }
  }

  /** When everything added so far has arrived or was refused. */
  async arrived(): Promise<void> {
    while (this.#going) await this.#going;
  }

  /** The recording is over: so many pieces make it. Said again at the next opening of the console where it was not heard now. */
  async finish(chunks: number, ended_at: string): Promise<void> {
    await inStore('ends', 'readwrite', (store) => store.put({ recording_id: this.#recordingId, chunks, ended_at }));
    await this.arrived();
    await sayEnd({ recording_id: this.#recordingId, chunks, ended_at });
  }
}

const forget = ({ recording_id, n }: KeptPiece) =>
  inStore('pieces', 'readwrite', (store) => store.delete([recording_id, n]));

async function sayEnd({ recording_id, chunks, ended_at }: KeptEnd): Promise<void> {
  const body = { chunks, ended_at, sent_at: new Date().toISOString() };
  try {
    await request(callRecordings.finish, { params: { id: recording_id }, body });
  } catch (error) {
    if (!isRefused(error)) return;
  }
  await inStore('ends', 'readwrite', (store) => store.delete(recording_id));
}

/** When the console opens: what an earlier tab left behind is sent, and its end said. Another tab that still records is left alone. */
export async function sendLeftPieces(): Promise<void> {
  const work = async () => {
    const left = ((await inStore('pieces', 'readonly', (store) => store.getAll())) ?? []) as KeptPiece[];
    for (const piece of left) {
      try {
        await send(piece);
        await forget(piece);
      } catch (error) {
        if (!isRefused(error)) return;
        await forget(piece);
      }
    }
    const ends = ((await inStore('ends', 'readonly', (store) => store.getAll())) ?? []) as KeptEnd[];
    for (const end of ends) await sayEnd(end);
  };
  // Sending a piece twice is harmless; the lock only spares the line.
  if ('locks' in navigator)
    await navigator.locks.request('recoup-recordings', { ifAvailable: true }, (lock) => lock && work());
  else await work();
}
