/** Files that go along: picked, pasted or dropped; each with its progress. */
import type { Uploaded } from '@recoup/contract';
import { useRef, useState } from 'react';
import { upload } from '../app/api.ts';
import { useProblemWords } from '../app/problem-words.ts';

export type Attachment = { key: number; name: string; share: number; file?: Uploaded; failed?: string };

export function useAttachments() {
  const words = useProblemWords();
  const next = useRef(1);
  const [all, setAll] = useState<readonly Attachment[]>([]);
  const change = (key: number, part: Partial<Attachment>) =>
    setAll((was) => was.map((each) => (each.key === key ? { ...each, ...part } : each)));
  const add = (files: Iterable<File>) => {
    for (const file of files) {
      const key = next.current++;
      setAll((was) => [...was, { key, name: file.name, share: 0 }]);
      upload(file, (share) => change(key, { share })).then(
        (done) => change(key, { share: 1, file: done }),
        (error: unknown) => change(key, { failed: words(error).words }),
      );
    }
  };
  return {
    all,
    add,
    remove: (key: number) => setAll((was) => was.filter((each) => each.key !== key)),
    clear: () => setAll([]),
    ids: all.flatMap(({ file }) => (file ? [file.id] : [])),
    going: all.some(({ file, failed }) => !file && !failed),
  };
}
export type Attachments = ReturnType<typeof useAttachments>;
