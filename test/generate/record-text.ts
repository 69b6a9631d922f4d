// A member of a record as text: '' when it is neither text nor a number.
import { type JsonObject, member } from '../../src/model/json.ts';

export function text(holder: JsonObject, name: string): string {
  const value = member(holder, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
