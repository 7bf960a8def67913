import type { Features, Vocabulary } from './features.ts';
import type { Model, Packed } from './model.ts';

/** Weights as int8 with one scale a row: a quarter of the room, and no answer of the tests changes by it. */
export function packMatrix(weights: Float32Array | Float64Array, rows: number, columns: number): Packed {
  const values = new Int8Array(rows * columns);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const base = row * columns;
    let largest = 0;
    for (let at = base; at < base + columns; at++) largest = Math.max(largest, Math.abs(weights[at]!));
    if (largest === 0) continue;
    const scale = largest / 127;
    scales[row] = scale;
    for (let at = base; at < base + columns; at++) values[at] = Math.round(weights[at]! / scale);
  }
  return { rows, columns, values, scales };
}

/** "RCIM" and the version of the layout. A model of another version is refused and trained anew. */
const MAGIC = 0x4d494352;
const VERSION = 1;
const HEADER = 12;

/**
 * The whole model as bytes, to keep and to load elsewhere. Layout, little-endian: magic, version, length of the head (each
 * uint32); the head as JSON, which names every part that follows and its length in bytes; the parts, each from a multiple of 4.
 */
export function packModel(model: Model): Uint8Array {
  const { features, linear, network } = model;
  const parts: Record<string, Uint8Array> = {
    words: keysOf(features.blocks[0]),
    wordIdf: bytesOf(features.blocks[0].idf),
    chars: keysOf(features.blocks[1]),
    charIdf: bytesOf(features.blocks[1].idf),
    linear: bytesOf(linear.weights.values),
    linearScales: bytesOf(linear.weights.scales),
    linearBias: bytesOf(linear.bias),
    inputs: bytesOf(network.inputs.values),
    inputScales: bytesOf(network.inputs.scales),
    inputBias: bytesOf(network.inputBias),
    outputs: bytesOf(network.outputs.values),
    outputScales: bytesOf(network.outputs.scales),
    outputBias: bytesOf(network.outputBias),
  };
  const { intents, thresholds, quantile, trained } = model;
  const lengths = Object.entries(parts).map(([name, part]) => [name, part.length] as const);
  const head = {
    intents,
    thresholds,
    quantile,
    trained,
    rows: features.rows,
    reading: features.reading,
    parts: lengths,
  };
  const headBytes = new TextEncoder().encode(JSON.stringify(head));
  const size = Object.values(parts).reduce((at, part) => aligned(at) + part.length, HEADER + headBytes.length);
  const packed = new Uint8Array(size);
  const view = new DataView(packed.buffer);
  for (const [at, number] of [MAGIC, VERSION, headBytes.length].entries()) view.setUint32(at * 4, number, true);
  packed.set(headBytes, HEADER);
  let at = HEADER + headBytes.length;
  for (const part of Object.values(parts)) {
    at = aligned(at);
    packed.set(part, at);
    at += part.length;
  }
  return packed;
}

type Head = Pick<Model, 'intents' | 'thresholds' | 'quantile' | 'trained'> &
  Pick<Features, 'rows' | 'reading'> & { parts: [string, number][] };

/** The model of those bytes, answering exactly as the one that was packed. Throws where they are no model, cut off, or of another version. */
export function unpackModel(packed: Uint8Array): Model {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  if (packed.length < HEADER || view.getUint32(0, true) !== MAGIC) throw new Error('These bytes are no intent model.');
  const version = view.getUint32(4, true);
  if (version !== VERSION) throw new Error(`The intent model is of version ${version}; this program reads ${VERSION}.`);
  const headEnds = HEADER + view.getUint32(8, true);
  if (headEnds > packed.length) throw new Error('The intent model is cut off.');
  const head = JSON.parse(new TextDecoder().decode(packed.subarray(HEADER, headEnds))) as Head;
  const parts = new Map<string, Uint8Array>();
  let at = headEnds;
  for (const [name, length] of head.parts) {
    at = aligned(at);
    if (at + length > packed.length) throw new Error('The intent model is cut off.');
    // A copy, also of what came as a Buffer (from a file, from the database), whose own `slice` would share the bytes around it.
    parts.set(name, new Uint8Array(packed.subarray(at, at + length)));
    at += length;
  }
  const part = (name: string) => {
    const found = parts.get(name);
    if (!found) throw new Error(`The intent model has no part ${name}.`);
    return found;
  };
  const floats = (name: string) => new Float32Array(part(name).buffer);
  const matrix = (values: string, scales: string): Packed => {
    const perRow = floats(scales);
    const whole = new Int8Array(part(values).buffer);
    return { rows: perRow.length, columns: whole.length / Math.max(perRow.length, 1), values: whole, scales: perRow };
  };
  const words = vocabulary(part('words'), floats('wordIdf'), 0);
  const chars = vocabulary(part('chars'), floats('charIdf'), words.idf.length);
  const { intents, thresholds, quantile, trained, rows, reading } = head;
  return {
    intents,
    thresholds,
    quantile,
    trained,
    features: { blocks: [words, chars], rows, reading },
    linear: { weights: matrix('linear', 'linearScales'), bias: floats('linearBias') },
    network: {
      inputs: matrix('inputs', 'inputScales'),
      inputBias: floats('inputBias'),
      outputs: matrix('outputs', 'outputScales'),
      outputBias: floats('outputBias'),
    },
  };
}

const aligned = (at: number) => Math.ceil(at / 4) * 4;
const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Int8Array) =>
  new Uint8Array(buffer, byteOffset, byteLength);
const keysOf = ({ ids }: Vocabulary) => new TextEncoder().encode([...ids.keys()].join('\n'));

function vocabulary(keys: Uint8Array, idf: Float32Array, base: number): Vocabulary {
  const names = idf.length === 0 ? [] : new TextDecoder().decode(keys).split('\n');
  return { ids: new Map(names.map((key, at) => [key, base + at])), idf };
}
