// Prompts and completions, put where each kind of record keeps them. Nothing of them may ever be read.
import { isArray, isObject, type JsonObject, type JsonValue } from '../../src/model/json.ts';

/** In every prompt, and nowhere else. */
export const marker = 'zq7mark';
const asked = `Please tell me where my ${marker} parcel is, and why it is late.`;
const messages = [
  { role: 'system', content: asked },
  { role: 'user', content: [{ type: 'text', text: asked }] },
];
const answer = {
  choices: [{ index: 0, message: { role: 'assistant', content: asked } }],
  output: [{ content: asked }],
};

/** The same record with prompts in it. */
export function withPrompts(file: string, record: JsonObject): JsonObject {
  switch (file) {
    case 'otlp.jsonl':
      return mapObjects(record, (object) =>
        typeof object.spanId === 'string' && object.attributes ? span(object) : object,
      );
    case 'litellm.jsonl':
      return {
        ...record,
        messages,
        response: answer,
        proxy_server_request: { method: 'POST', body: { messages, input: asked } },
        metadata: deeper(record.metadata, {
          error_information: { error_message: asked, traceback: asked },
          vector_store_request_metadata: [{ query: asked }],
        }),
      };
    case 'bifrost.jsonl':
      return {
        ...record,
        input_history: messages,
        output_message: { role: 'assistant', content: asked },
        responses_input_history: messages,
        content_summary: asked,
        raw_request: JSON.stringify({ messages }),
        raw_response: JSON.stringify(answer),
        params: { instructions: asked },
        tools: [{ function: { description: asked } }],
        ...(record.error_details ? { error_details: deeper(record.error_details, { error: { message: asked } }) } : {}),
      };
    case 'helicone.jsonl':
      return {
        ...record,
        request_body: { messages },
        response_body: answer,
        llmSchema: { request: { prompt: asked } },
      };
    case 'bedrock.jsonl':
      return {
        ...record,
        input: deeper(record.input, { inputBodyJson: { messages, inputText: asked } }),
        output: deeper(record.output, { outputBodyJson: { output: { message: { content: [{ text: asked }] } } } }),
      };
    case 'nested.jsonl':
      return mapObjects(record, (object) =>
        object.usage || object.component || object === record ? neutral(object) : object,
      );
    default:
      return neutral(record);
  }
}

function neutral(record: JsonObject): JsonObject {
  return {
    ...record,
    messages,
    prompt: asked,
    completion: asked,
    content: asked,
    input: asked,
    output: [{ content: asked }],
    choices: answer.choices,
    request: { body: asked, messages },
    response: { ...answer, text: asked },
    system_prompt: asked,
    error_message: asked,
    'gen_ai.input.messages': messages,
    'gen_ai.output.messages': JSON.stringify(answer),
    'gen_ai.prompt.0.content': asked,
  };
}

const textAttributes = [
  ...[
    'gen_ai.input.messages',
    'gen_ai.output.messages',
    'gen_ai.system_instructions',
    'gen_ai.prompt',
    'gen_ai.completion',
  ],
  ...[
    'gen_ai.prompt.0.content',
    'gen_ai.completion.0.content',
    'gen_ai.tool.call.arguments',
    'gen_ai.tool.call.result',
  ],
  ...[
    'input.value',
    'output.value',
    'llm.input_messages.0.message.content',
    'llm.prompts',
    'llm.prompt_template.template',
  ],
  ...['traceloop.entity.input', 'traceloop.entity.output', 'ai.prompt', 'ai.prompt.messages', 'ai.response.text'],
  ...['langfuse.observation.input', 'langfuse.observation.output', 'exception.message', 'db.statement'],
];

function span(object: JsonObject): JsonObject {
  const attributes = textAttributes.map((key) => ({ key, value: { stringValue: asked } }));
  const structured = {
    key: 'gen_ai.input.messages.structured',
    value: { arrayValue: { values: [{ kvlistValue: { values: attributes } }] } },
  };
  const events = ['gen_ai.user.message', 'gen_ai.choice', 'exception', 'gen_ai.content.prompt'];
  return {
    ...object,
    attributes: [...(isArray(object.attributes) ? object.attributes : []), ...attributes, structured],
    events: events.map((name) => ({
      name,
      attributes: [{ key: 'content', value: { stringValue: asked } }, ...attributes],
    })),
    status: deeper(object.status, { message: asked }),
  };
}

/** The object with `more` laid over it, objects into objects. */
function deeper(value: JsonValue | undefined, more: JsonObject): JsonObject {
  const merged: Record<string, JsonValue> = isObject(value) ? { ...value } : {};
  for (const [key, inner] of Object.entries(more)) merged[key] = isObject(inner) ? deeper(merged[key], inner) : inner;
  return merged;
}

/** Every object of the record, the innermost first, as `change` makes it. */
function mapObjects(record: JsonObject, change: (object: JsonObject) => JsonObject): JsonObject {
  const inside = (value: JsonValue): JsonValue =>
    isArray(value) ? value.map(inside) : isObject(value) ? mapObjects(value, change) : value;
  const inner = Object.fromEntries(Object.entries(record).map(([key, value]) => [key, inside(value)]));
  return change(inner);
}

/** Lines that no record can be read from, or whose error message quotes the prompt. */
export const talkativeLines: readonly string[] = [
  `User asked: ${asked}`,
  `2026-09-03 10:00:00 INFO prompt="${asked}" {not: json} {"half": "${asked}`,
  `{"trace_id":"c1","model":"gpt-4.1","messages":[{"role":"user","content":"${asked}`,
  `{'model': 'gpt-4.1', 'messages': [{'role': 'user', 'content': '${asked}'}], 'usage': None}`,
  `{"model":"gpt-4.1","usage":{"input":3},"prompt":"${asked} \\x"}`,
  `{"model":"gpt-4.1","usage":{"input":3},"prompt": ${asked}}`,
  `{model: "gpt-4.1", usage: {input: 3}, prompt: "${asked}"}`,
  `{"model":"gpt-4.1","usage":{"input":3},"prompt":"${asked}",}}`,
  `{"prompt":"${asked}","answer":"${asked}"}`,
  `{"level":"error","msg":"${asked}","model":"gpt-4.1","tokens":"many"}`,
  `{"hop":"app","trace_id":"e1","model":"gpt-4.1","provider":"openai","status":"error","error":"refused to answer ${asked}"}`,
  `{"hop":"app","trace_id":"e2","model":"gpt-4.1","provider":"openai","error":{"type":"bad_request","message":"${asked}"}}`,
  `{"hop":"app","trace_id":"e3","model":"gpt-4.1","provider":"openai","usage":{"input":5,"output":3},"exception":{"message":"${asked}"}}`,
];
