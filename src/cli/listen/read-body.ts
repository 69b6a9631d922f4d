// Bodies to lines of JSON, one record each. A batch of spans becomes a record for every span, so that batching leaves no trace.
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../../model/json.ts';
import { groupDigits, scanDefaults } from '../../scan/limits.ts';
import { otlpRequests } from '../../scan/otlp-schema.ts';
import { parseStrict } from '../../scan/parse-object.ts';
import { ProtoFault, readMessage } from '../../scan/protobuf.ts';
import { scanRecords } from '../../scan/scan-records.ts';
import { type Encoding, Refusal } from './answer.ts';

export type Signal = 'spans' | 'logs';

/** Names of the lists of a request, from the outermost. */
const levels: Readonly<Record<Signal, readonly [string, string, string]>> = {
  spans: ['resourceSpans', 'scopeSpans', 'spans'],
  logs: ['resourceLogs', 'scopeLogs', 'logRecords'],
};

/** JSON nests up to three levels for two of protobuf, and what is kept must be readable again. */
const protobufDepth = scanDefaults.depth / 2;

/** Every span takes its resource and scope along: a large resource around many spans must not fill the memory. */
const splitCharacters = 128 * 1024 * 1024;

export function readExport(body: Buffer, encoding: Encoding, signal: Signal): readonly string[] {
  const request = encoding === 'protobuf' ? readProtobuf(body, signal) : readJson(body);
  const [groups, scopes, items] = levels[signal];
  if (!Object.hasOwn(request, groups) && Object.keys(request).length > 0) {
    throw unreadable(`the body is no OTLP export request: it has no ${groups}`);
  }
  const lines: string[] = [];
  let characters = 0;
  for (const group of listOf(request, groups)) {
    for (const scope of listOf(group, scopes)) {
      for (const item of listOf(scope, items)) {
        const line = JSON.stringify({ [groups]: [{ ...group, [scopes]: [{ ...scope, [items]: [item] }] }] });
        characters += line.length;
        if (characters > splitCharacters) throw tooMuchWhenSplit();
        lines.push(line);
      }
    }
  }
  return lines;
}

function tooMuchWhenSplit(): Refusal {
  const most = groupDigits(splitCharacters);
  return new Refusal(413, `with its resource beside every span the batch has more than ${most} bytes`, { lost: true });
}

function readJson(body: Buffer): JsonObject {
  const request = parseStrict(body.toString('utf8'), scanDefaults.depth);
  if (request) return request;
  throw unreadable(`the body is not one JSON object, or it nests deeper than ${scanDefaults.depth} levels`);
}

function readProtobuf(body: Buffer, signal: Signal): JsonObject {
  try {
    return readMessage(body, otlpRequests[signal], protobufDepth);
  } catch (error) {
    if (!(error instanceof ProtoFault)) throw error;
    throw unreadable(`the body is no OTLP request in protobuf: ${error.message} (byte ${groupDigits(error.at)})`);
  }
}

function listOf(object: JsonObject, name: string): readonly JsonObject[] {
  const list: JsonValue | undefined = member(object, name);
  if (list === undefined || list === null) return [];
  if (isArray(list) && list.every(isObject)) return list;
  throw unreadable(`the body is no OTLP export request: ${name} is no list of objects`);
}

/** JSON, JSON Lines or a JSON array. Unlike a file, a body is taken whole or not at all. */
export async function readRecords(body: Buffer): Promise<readonly string[]> {
  const lines: string[] = [];
  const batches = scanRecords(once(body));
  for (let batch = await batches.next(); ; batch = await batches.next()) {
    if (batch.done) {
      if (batch.value.text_lines > 0) throw unreadable('between the records stands something that is no JSON');
      break;
    }
    for (const scanned of batch.value) {
      if (scanned.kind === 'rejected') throw unreadable(scanned.reason);
      lines.push(JSON.stringify(scanned.value));
    }
  }
  if (lines.length === 0) throw unreadable('the body holds no record');
  return lines;
}

async function* once(body: Buffer): AsyncGenerator<Uint8Array, void> {
  yield body;
}

const unreadable = (message: string): Refusal => new Refusal(400, message, { lost: true });
