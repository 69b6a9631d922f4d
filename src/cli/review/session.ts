// One review from the first frame to the last: holds the state, draws it, does what the reducer asks for, and puts the terminal back.
import type { Instance } from 'ink';
import { UsageError } from '../../model/errors.ts';
import type { Remap } from '../../tui/keys.ts';
import { type ReviewEvent, reduce } from '../../tui/reduce.ts';
import { firstState, type Request, type ReviewState, unwrittenCount } from '../../tui/state.ts';
import { frame } from '../../tui/views/frame.ts';
import { spoken } from '../../tui/views/spoken.ts';
import { loadDrawing } from '../bundled.ts';
import { exitCodes } from '../exit-code.ts';
import { type AuditorOptions, createAuditor } from './auditor.ts';
import { type Doing, doRequest } from './do-request.ts';
import { reviewFiles } from './files.ts';
import { createPainter } from './painter.ts';
import type { Screen } from './screen.ts';

export interface SessionOptions extends Omit<AuditorOptions, 'tell'> {
  readonly screen: Screen;
  readonly colour: boolean;
  readonly unicode: boolean;
  readonly remap: Remap;
  readonly screenReader: boolean;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Ended {
  readonly code: number;
  /** Decisions that no file has. */
  readonly unwritten: number;
  readonly unreadable: ReturnType<ReturnType<typeof createAuditor>['unreadable']>;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Between frames that tell of progress. */
const betweenFramesMs = 100;
const resizePauseMs = 30;
const resumePauseMs = 50;

export async function runSession(options: SessionOptions): Promise<Ended> {
  const { screen, screenReader, colour, unicode } = options;
  takeTerminalSeriously();
  const { render, reviewElement } = await loadDrawing();
  const auditor = createAuditor({ ...options, tell });
  const files = reviewFiles(options.base);
  let instance: Instance | undefined;
  const painter = createPainter(screen.size, screen.write);
  let ending = false;
  let drawing: 'soon' | ReturnType<typeof setTimeout> | undefined;
  let drawn = 0;
  let said: readonly string[] = [];
  let state: ReviewState = reduce(firstState(auditor.empty, look(), options.remap), {
    kind: 'review',
    review: auditor.empty,
  });
  let end: (code: number) => void = () => {};
  let fail: (error: unknown) => void = () => {};
  const ended = new Promise<number>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  const doing: Doing = { ...options, auditor, files, tell, end: () => end(exitCodes.fine), lend, suspend };

  function look() {
    return { ...screen.size(), colour, unicode };
  }

  function tell(event: ReviewEvent): void {
    const before = state;
    state = reduce(state, event);
    const { requests } = state;
    if (requests.length > 0) state = reduce(state, { kind: 'taken' });
    if (screenReader) said = [...said, ...spoken(before, state)];
    draw(event.kind === 'key' || event.kind === 'text');
    for (const request of requests) carryOut(request);
  }

  function carryOut(request: Request): void {
    doRequest(request, doing).catch((error: unknown) => {
      if (error instanceof UsageError) tell({ kind: 'told', message: error.message });
      else fail(error);
    });
  }

  let turn = 0;
  const element = (lines: readonly string[]) =>
    reviewElement({ state, tell, turn: ++turn, lines, said: screenReader ? said : undefined });

  /** Once for all that happened in this turn; what nobody pressed a key for may wait for more of its kind. */
  function draw(soon: boolean): void {
    if (!instance || drawing === 'soon') return;
    if (drawing !== undefined) clearTimeout(drawing);
    const now = (): void => {
      drawing = undefined;
      drawn = performance.now();
      const lines = screenReader ? [] : painter.next(frame(state));
      if (screenReader || lines.length > 0) instance?.rerender(element(lines));
    };
    const wait = drawn + betweenFramesMs - performance.now();
    if (soon || wait <= 0) {
      drawing = 'soon';
      setImmediate(now);
    } else drawing = setTimeout(now, wait);
  }

  function mount(): void {
    const keys = screen.enter();
    screen.clear();
    painter.forget();
    instance = render(element(screenReader ? [] : painter.next(frame(state))), {
      stdin: keys,
      exitOnCtrlC: false,
      patchConsole: false,
      isScreenReaderEnabled: screenReader,
      // Drawn at once and whole: the painter knows where the lines belong.
      ...(screenReader ? {} : { stdout: painter.stream, debug: true }),
    });
    instance.waitUntilExit().catch(fail);
  }

  function unmount(): void {
    const old = instance;
    instance = undefined;
    old?.unmount();
  }

  /** Hands the terminal to somebody else and takes it back. */
  async function lend(work: () => Promise<void>): Promise<void> {
    unmount();
    screen.leave();
    try {
      await work();
    } finally {
      if (!ending) {
        state = reduce(state, { kind: 'screen', screen: look() });
        mount();
      }
    }
  }

  /** A stopped program goes on after this when the shell says so. */
  async function suspend(): Promise<void> {
    process.off('SIGTSTP', stopped);
    await lend(async () => {
      process.kill(0, 'SIGTSTP');
      await new Promise((resolve) => setTimeout(resolve, resumePauseMs));
    });
    process.on('SIGTSTP', stopped);
  }

  const stopped = (): void => void suspend().catch(fail);
  const onSignal = (name: (typeof signals)[number]): void => end(exitCodes[name]);
  let resizing: ReturnType<typeof setTimeout> | undefined;
  screen.onResize(() => {
    clearTimeout(resizing);
    resizing = setTimeout(() => {
      if (!instance) return;
      state = reduce(state, { kind: 'screen', screen: look() });
      screen.clear();
      painter.forget();
      draw(true);
    }, resizePauseMs);
  });
  for (const name of signals) process.on(name, onSignal);
  process.on('SIGTSTP', stopped);
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  try {
    mount();
    auditor.begin().catch((error: unknown) => {
      if (!ending) fail(error);
    });
    const code = await ended;
    return { code, unwritten: unwrittenCount(state), unreadable: auditor.unreadable() };
  } finally {
    ending = true;
    clearTimeout(resizing);
    unmount();
    screen.close();
    await auditor.end();
    for (const name of signals) process.off(name, onSignal);
    process.off('SIGTSTP', stopped);
    process.off('uncaughtException', fail);
    process.off('unhandledRejection', fail);
  }
}

/** Ink draws nothing where CI is set, even on a terminal. There is one here: somebody looks at it. */
function takeTerminalSeriously(): void {
  for (const name of ['CI', 'CONTINUOUS_INTEGRATION']) if (process.env[name] !== undefined) process.env[name] = '0';
}
