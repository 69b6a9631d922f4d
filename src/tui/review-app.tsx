// The review in Ink: draws the frame of a state and names the keys that are pressed. No rule and no state of its own.
import { Box, Static, Text, useInput } from 'ink';
import { keyName } from './key-name.ts';
import type { ReviewEvent } from './reduce.ts';
import type { ReviewState } from './state.ts';
import { frame } from './views/frame.ts';

export interface ReviewProps {
  readonly state: ReviewState;
  readonly tell: (event: ReviewEvent) => void;
  /** Another number for every drawing: the same lines may belong elsewhere now. */
  readonly turn: number;
  /** The lines to draw: all of the frame, or those of it that changed. */
  readonly lines: readonly string[];
  /** What was said so far; then there is no screen, only text that grows. */
  readonly said: readonly string[] | undefined;
}

export function ReviewApp({ state, tell, turn, lines, said }: ReviewProps) {
  useInput((input, key) => {
    const name = keyName(input, key);
    tell(name === input && [...input].length > 1 ? { kind: 'text', text: input } : { kind: 'key', key: name });
  });
  return said === undefined ? <Lines key={turn} lines={lines} /> : <Spoken said={said} state={state} />;
}

/** For whoever does not know React. */
export function reviewElement(props: ReviewProps) {
  return <ReviewApp {...props} />;
}

export function Frame({ state }: { readonly state: ReviewState }) {
  return <Lines lines={frame(state)} />;
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
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

/** Lines are written once and stay; only the line that is being typed changes. */
function Spoken({ said, state }: { readonly said: readonly string[]; readonly state: ReviewState }) {
  return (
    <>
      <Static items={[...said]}>{(line, at) => <Text key={at}>{line}</Text>}</Static>
      {state.prompt && <Text>{state.prompt.text}</Text>}
    </>
  );
}
