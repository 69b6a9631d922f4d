// Errors a user can do something about. Anything else that is thrown is a bug of ours and keeps its stack.

/** Wrong use: a flag, a config, a contract, a rate card. One sentence and one hint. */
export class UsageError extends Error {
  readonly hint: string | undefined;
  constructor(message: string, hint?: string) {
    super(message);
    this.name = 'UsageError';
    this.hint = hint;
  }
}

/** An input that could not be read to its end: missing, truncated, corrupt, too large when unpacked. */
export class UnreadableInput extends Error {
  readonly input: string;
  readonly hint: string | undefined;
  constructor(input: string, message: string, hint?: string) {
    super(message);
    this.name = 'UnreadableInput';
    this.input = input;
    this.hint = hint;
  }
}
