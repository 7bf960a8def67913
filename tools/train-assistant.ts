// Trains the assistant's own model from server/src/assistant/intents/utterances and writes shipped.model beside it:
//   node tools/train-assistant.ts
// Says how it does on the messages of the authors kept for testing, by language.
import { writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { loadUtterances, packModel, unpackModel } from '../server/src/assistant/intents/index.ts';
import type { ShippedHead } from '../server/src/assistant/intents/shipped.ts';
import { corpusHash, teach, tryOut } from '../server/src/assistant/intents/teach.ts';

const began = performance.now();
const utterances = loadUtterances();
const rows = utterances.filter(({ split }) => split === 'train');
const test = utterances.filter(({ split }) => split === 'test');
const packed = packModel(teach(rows));
const model = unpackModel(packed);
const head: ShippedHead = { corpus: corpusHash(utterances), rows: rows.length, figures: tryOut(model, test) };
const compressed = brotliCompressSync(packed, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: packed.length } });
const file = Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), compressed]);
writeFileSync(new URL('../server/src/assistant/intents/shipped.model', import.meta.url), file);

console.log(
  `${rows.length} messages learned, ${(file.length / 1e6).toFixed(2)} MB, ${((performance.now() - began) / 1000).toFixed(0)} s`,
);
for (const language of ['all', ...new Set(test.map((one) => one.language))]) {
  const own = test.filter((one) => language === 'all' || one.language === language);
  const { accuracy, coverage, oos_recall } = tryOut(model, own);
  const percent = (of: number) => `${(of / 100).toFixed(1)} %`;
  console.log(
    `${language}: ${own.length} tested, right ${percent(accuracy)}, answered ${percent(coverage)}, out of scope kept out ${percent(oos_recall)}`,
  );
}
