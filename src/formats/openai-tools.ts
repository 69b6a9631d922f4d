// What tools of OpenAI's Responses API are billed for beside the tokens, wherever an answer was saved.
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import type { Draft } from './format.ts';
import { readText } from './values.ts';

const tools = {
  web_search_call: 'web_search',
  file_search_call: 'file_search',
  code_interpreter_call: 'code_execution',
} as const;

/**
 * Only the types of the items are looked at, what a search did, and where code ran: a container is billed once, whatever ran in it. Without
 * tokens the fees alone would pass for the price of the call.
 */
export function countTools(draft: Draft, output: JsonValue | undefined): void {
  if (!isArray(output) || draft.usage === undefined) return;
  const items = output.filter(isObject);
  for (const [type, name] of Object.entries(tools)) {
    const calls = items.filter((item) => item.type === type && isBilled(item));
    const places = calls.map((item, index) => readText(item.container_id) ?? index);
    if (places.length > 0) draft.usage = { ...draft.usage, [name]: new Set(places).size };
  }
}

/** Opening a page and finding something in it are free; only searching is billed. An older answer does not say which it was. */
function isBilled(item: JsonObject): boolean {
  const action = member(item, 'action');
  return !isObject(action) || action.type === undefined || action.type === 'search';
}
