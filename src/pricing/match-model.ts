// Matchers of a card row over a lower-case model id. `specificity` orders the matchers that fit the same id: the larger goes first.
import type { Matcher, SimpleMatcher } from '../model/rate-card.ts';
import { compilePattern } from './pattern.ts';

export interface CompiledMatcher {
  readonly fits: (id: string) => boolean;
  /** A whole-id pattern before a start or end, before a part; within a kind the longer text first. */
  readonly specificity: number;
}

/** Ids longer than this are nobody's model. */
export const longestId = 300;

const kindWeight = longestId + 1;

export function compileMatcher(matcher: Matcher): CompiledMatcher {
  if (!('all' in matcher)) return compileSimple(matcher);
  const wanted = matcher.all.flatMap((part) => ('not' in part ? [] : [compileSimple(part)]));
  const unwanted = matcher.all.flatMap((part) => ('not' in part ? [compileSimple(part.not)] : []));
  return {
    fits: (id) => wanted.every((part) => part.fits(id)) && !unwanted.some((part) => part.fits(id)),
    specificity: Math.max(0, ...wanted.map((part) => part.specificity)),
  };
}

/** The first thing wrong with the regular expressions of a matcher. */
export function faultOf(matcher: Matcher): string | undefined {
  const parts = 'all' in matcher ? matcher.all.map((part) => ('not' in part ? part.not : part)) : [matcher];
  for (const part of parts) {
    const pattern = 'regex' in part ? compilePattern(part.regex) : undefined;
    if (pattern && 'fault' in pattern) return pattern.fault;
  }
  return undefined;
}

function compileSimple(matcher: SimpleMatcher): CompiledMatcher {
  if ('equals' in matcher) {
    const text = matcher.equals.toLowerCase();
    return { fits: (id) => id === text, specificity: 3 * kindWeight + text.length };
  }
  if ('starts_with' in matcher) {
    const text = matcher.starts_with.toLowerCase();
    return { fits: (id) => id.startsWith(text), specificity: kindWeight + text.length };
  }
  if ('ends_with' in matcher) {
    const text = matcher.ends_with.toLowerCase();
    return { fits: (id) => id.endsWith(text), specificity: kindWeight + text.length };
  }
  if ('contains' in matcher) {
    const text = matcher.contains.toLowerCase();
    return { fits: (id) => id.includes(text), specificity: text.length };
  }
  const pattern = compilePattern(matcher.regex);
  return { fits: 'test' in pattern ? pattern.test : () => false, specificity: 2 * kindWeight + matcher.regex.length };
}
