// A real Chromium for tests of the page, when the machine has one. Every request a page makes and every complaint is kept.
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function chromiumPath(): string | undefined {
  return places.find((place) => existsSync(place));
}

/** Undefined, and a reason is printed, when there is none. */
export async function openBrowser(): Promise<Browser | undefined> {
  const executablePath = chromiumPath();
  if (executablePath !== undefined) return chromium.launch({ executablePath, args: flags });
  process.stderr.write('no chromium on this machine: the HTML report was not tried in a browser\n');
  return undefined;
}

export interface Visit {
  readonly page: Page;
  /** Requests besides the page itself. */
  readonly requests: readonly string[];
  /** Errors and warnings on the console, and uncaught ones. */
  readonly complaints: readonly string[];
}

export interface Visitor {
  readonly width?: number;
  readonly script?: boolean;
  readonly dark?: boolean;
}

/** Serves the text at an address of its own, so that the page's content policy is the only one. */
export async function visit(browser: Browser, text: string, visitor: Visitor = {}): Promise<Visit> {
  const address = 'http://report.invalid/report.html';
  const page = await browser.newPage({
    viewport: { width: visitor.width ?? 1280, height: 900 },
    javaScriptEnabled: visitor.script ?? true,
    colorScheme: visitor.dark ? 'dark' : 'light',
    bypassCSP: false,
  });
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.route('**/*', async (route) => {
    if (route.request().url() === address)
      return route.fulfill({ contentType: 'text/html; charset=utf-8', body: text });
    requests.push(route.request().url());
    return route.abort();
  });
  await page.goto(address);
  return { page, requests, complaints };
}
