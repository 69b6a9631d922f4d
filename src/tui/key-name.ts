// The name of a pressed key, in the words of the key table.

/** What Ink tells of a key. */
export interface Pressed {
  readonly upArrow: boolean;
  readonly downArrow: boolean;
  readonly leftArrow: boolean;
  readonly rightArrow: boolean;
  readonly pageDown: boolean;
  readonly pageUp: boolean;
  readonly home: boolean;
  readonly end: boolean;
  readonly return: boolean;
  readonly escape: boolean;
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly tab: boolean;
  readonly backspace: boolean;
  readonly delete: boolean;
}

const named: readonly (readonly [keyof Pressed, string])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageDown', 'pgdn'],
  ['pageUp', 'pgup'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'esc'],
  // Terminals send what Ink calls delete for the backspace key.
  ['backspace', 'backspace'],
  ['delete', 'backspace'],
];

export function keyName(input: string, pressed: Pressed): string {
  if (pressed.tab) return pressed.shift ? 'shift-tab' : 'tab';
  const known = named.find(([flag]) => pressed[flag]);
  if (known) return known[1];
  if (pressed.ctrl) return `ctrl-${input}`;
  return input === ' ' ? 'space' : input;
}

const signs: ReadonlyMap<string, string> = new Map([
  ['\r', 'enter'],
  ['\n', 'enter'],
  ['\t', 'tab'],
  ['\u007F', 'backspace'],
  ['\u0008', 'backspace'],
  ['\u001B', 'esc'],
  [' ', 'space'],
]);

/** The key that sends a character. */
export function keyOfSign(sign: string): string {
  const code = sign.charCodeAt(0);
  return signs.get(sign) ?? (code < 32 ? `ctrl-${String.fromCharCode(code + 96)}` : sign);
}
