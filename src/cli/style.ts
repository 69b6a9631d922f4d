// Style: colour, width and signs of one output stream, decided once and before anything is drawn.
import type { Style } from '../report/style.ts';
import type { Io, Output } from './io.ts';

export interface StyleFlags {
  readonly color?: boolean;
  readonly wide?: boolean;
  readonly compact?: boolean;
}

type Surroundings = Pick<Io, 'env' | 'platform'>;

export function decideStyle(
  output: Output,
  surroundings: Surroundings,
  flags: StyleFlags,
  shown: Pick<Style, 'top' | 'groups'>,
): Style {
  return {
    width: decideWidth(output, surroundings.env, flags),
    colour: decideColour(output, surroundings.env, flags),
    unicode: decideUnicode(surroundings),
    ...shown,
  };
}

/** A file gets no colour and no shortened line. */
export function fileStyle(shown: Pick<Style, 'top' | 'groups'>): Style {
  return { width: Number.POSITIVE_INFINITY, colour: false, unicode: true, ...shown };
}

/** Flag, then NO_COLOR, then FORCE_COLOR, then TERM=dumb, then whether a terminal is there. */
export function decideColour(output: Output, env: Io['env'], flags: StyleFlags): boolean {
  if (flags.color !== undefined) return flags.color;
  if (env.NO_COLOR) return false;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (env.TERM === 'dumb') return false;
  return output.isTTY;
}

const compactWidth = 80;

export function decideWidth(output: Output, env: Io['env'], flags: StyleFlags): number {
  if (flags.wide) return Number.POSITIVE_INFINITY;
  const columns = screenWidth(output, env);
  return flags.compact ? Math.min(columns, compactWidth) : columns;
}

function screenWidth(output: Output, env: Io['env']): number {
  if (output.columns) return output.columns;
  const columns = Number(env.COLUMNS);
  if (Number.isInteger(columns) && columns > 0) return columns;
  return output.isTTY ? compactWidth : Number.POSITIVE_INFINITY;
}

/** Every terminal but the Linux console and old Windows ones draws the few signs we use. */
export function decideUnicode({ env, platform }: Surroundings): boolean {
  if (platform !== 'win32') return env.TERM !== 'linux' && env.TERM !== 'dumb';
  return Boolean(env.WT_SESSION || env.TERM_PROGRAM || env.ConEmuTask || env.TERM?.includes('256color'));
}
