// The review in Ink: draws the frame of the state, turns keys into events, hands requests to the outside. No rule of its own.
import { Box, Text, useInput, useStdout } from 'ink';
import { useEffect, useReducer } from 'react';
import { keyName } from './key-name.ts';
import type { Remap } from './keys.ts';
import { type ReviewEvent, reduce } from './reduce.ts';
import type { Review } from './review.ts';
import { firstState, type Request, type ReviewState } from './state.ts';
import { frame } from './views/frame.ts';

export interface ReviewProps {
  readonly review: Review;
  readonly colour: boolean;
  readonly unicode: boolean;
  readonly remap: Remap;
  /** Called once with the way to tell the screen what happened. */
  readonly connect: (tell: (event: ReviewEvent) => void) => void;
  readonly onRequest: (request: Request, state: ReviewState) => void;
}

export function ReviewApp({ review, colour, unicode, remap, connect, onRequest }: ReviewProps) {
  const { stdout } = useStdout();
  const size = () => ({ columns: stdout.columns ?? 80, rows: stdout.rows ?? 24, colour, unicode });
  const [state, tell] = useReducer(reduce, undefined, () =>
    reduce(firstState(review, size(), remap), { kind: 'review', review }),
  );
  useEffect(() => connect(tell), [connect]);
  useEffect(() => {
    const resized = () => tell({ kind: 'screen', screen: size() });
    stdout.on('resize', resized);
    return () => void stdout.off('resize', resized);
  });
  useEffect(() => {
    if (state.requests.length === 0) return;
    tell({ kind: 'taken' });
    for (const request of state.requests) onRequest(request, state);
  }, [state, onRequest]);
  useInput((input, key) => {
    const name = keyName(input, key);
    // Several characters at once are a paste.
    tell([...name].length > 1 && name === input ? { kind: 'paste', text: input } : { kind: 'key', key: name });
  });
  return <Frame state={state} />;
}

export function Frame({ state }: { readonly state: ReviewState }) {
  const lines = frame(state);
  return (
    <Box flexDirection="column">
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line of the screen is its place
        <Text key={at} wrap="truncate">
          {line === '' ? ' ' : line}
        </Text>
      ))}
    </Box>
  );
}
