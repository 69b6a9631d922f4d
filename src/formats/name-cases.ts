// The two spellings of a source's names: snake_case on the wire, camelCase in the objects of its SDK.
import type { Paths } from './format.ts';

export const camelCase = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const bothCases = (...names: string[]): Paths => [...new Set(names.flatMap((name) => [name, camelCase(name)]))];
