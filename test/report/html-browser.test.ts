// The HTML report in a real Chromium: silent, complete without script, sortable and searchable with it, and open to everybody.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, visit } from './browser.ts';
import { attackedReport } from './injections.ts';
import { largeReport } from './large-report.ts';
import { reporters } from './loaded-reporters.ts';
import { ambiguousReport, emptyReport, monthReport } from './sample-report.ts';
import { shopReport } from './shop-report.ts';

const style = { width: 80, colour: false, unicode: true, top: 10, groups: [] };
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser | undefined;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser?.close());

const documents = {
  shop: shopReport,
  month: largeReport({ days: 30 }),
  ambiguous: ambiguousReport,
  empty: emptyReport,
  attacked: attackedReport,
};

describe.each(Object.entries(documents))('%s', (name, report) => {
  test('loads without a complaint and without a request, and fits every width', { timeout: 60_000 }, async () => {
    if (!browser) return;
    for (const width of [390, 1280]) {
      const { page, requests, complaints } = await visit(browser, reporters.html(report, style), { width });
      expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
      const wider = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
      expect(wider, `at ${width}`).toBeLessThanOrEqual(0);
      await page.close();
    }
  });

  test('has no serious violation of accessibility, light, dark and narrow', { timeout: 120_000 }, async () => {
    if (!browser) return;
    for (const visitor of name === 'shop' ? [{}, { dark: true }, { width: 390 }] : [{}]) {
      const { page } = await visit(browser, reporters.html(report, style), visitor);
      await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");
      await page.evaluate(axe);
      // The cast holds because this is what axe.run promises.
      const results = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as AxeResults;
      const serious = results.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      await page.close();
    }
  });
});

test('nothing of an attack becomes an element or runs', { timeout: 60_000 }, async () => {
  if (!browser) return;
  const { page } = await visit(browser, reporters.html(attackedReport, style));
  let dialogs = 0;
  page.on('dialog', (dialog) => {
    dialogs++;
    return dialog.dismiss();
  });
  expect(await page.evaluate("document.querySelectorAll('script').length")).toBe(1);
  expect(
    await page.evaluate("document.querySelectorAll('img, b, iframe, [onmouseover], [onerror], [style]').length"),
  ).toBe(0);
  expect(dialogs).toBe(0);
  await page.close();
});

describe('tables', () => {
  const teams = (page: Page) =>
    page.evaluate<string[]>("Array.from(document.querySelectorAll('#spend tbody tr th'), (cell) => cell.textContent)");

  test('are complete without script, and have no dead controls', { timeout: 60_000 }, async () => {
    if (!browser) return;
    const { page } = await visit(browser, reporters.html(largeReport({ groups: 300 }), style), { script: false });
    expect(await page.locator('#spend tbody tr').count()).toBe(300);
    expect(await page.locator('button, input').count()).toBe(0);
    await page.close();
  });

  test('sort by a click or a key, and say so', { timeout: 60_000 }, async () => {
    if (!browser) return;
    const { page } = await visit(browser, reporters.html(monthReport, style));
    const table = page.locator('#spend table').first();
    expect((await teams(page)).slice(0, 5)).toEqual([
      'support-platform',
      'sales-copilot',
      'search',
      '(no owner)',
      'hackweek',
    ]);
    await table.getByRole('button', { name: 'owner_team' }).click();
    expect((await teams(page)).slice(0, 5)).toEqual([
      '(no owner)',
      'hackweek',
      'sales-copilot',
      'search',
      'support-platform',
    ]);
    expect(await table.locator('th').first().getAttribute('aria-sort')).toBe('ascending');
    await table.getByRole('button', { name: 'Unattributed' }).focus();
    await page.keyboard.press('Enter');
    expect((await teams(page))[0]).toBe('(no owner)');
    expect(await table.locator('th[aria-sort]').count()).toBe(1);
    await page.close();
  });

  test('ten thousand rows: a page at a time, searched and sorted', { timeout: 120_000 }, async () => {
    if (!browser) return;
    const report = largeReport({ groups: 10_000 });
    const { page, complaints } = await visit(browser, reporters.html(report, style));
    const rows = page.locator('#spend tbody tr');
    expect(await rows.count()).toBe(100);
    expect(await page.locator('#spend caption').first().innerText()).toBe(
      'Spend by owner_team 10,000 rows, the first 100 shown',
    );
    const search = page.getByRole('searchbox', { name: 'Search in Spend by owner_team' });
    await search.fill('TEAM-0123');
    await expect.poll(() => rows.count()).toBe(10);
    expect(await teams(page)).toContain('team-01237');
    expect(await page.locator('#spend caption').first().innerText()).toBe('Spend by owner_team 10 of 10,000 rows');
    await page.locator('#spend').getByRole('button', { name: 'owner_team' }).click();
    expect((await teams(page))[0]).toBe('team-01230');
    await search.fill('');
    await expect.poll(() => rows.count()).toBe(100);
    await page.locator('#spend thead th').nth(1).getByRole('button').click();
    // Only what is shown is laid out again.
    expect(await rows.count()).toBe(100);
    await page.getByRole('button', { name: 'Show all 10,000' }).click();
    expect(await rows.count()).toBe(10_000);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

test('print opens what is folded, in one column of dark text on white', { timeout: 60_000 }, async () => {
  if (!browser) return;
  const { page } = await visit(browser, reporters.html(shopReport, style), { dark: true });
  // The worst trace is open from the start, and stays so.
  expect(await page.locator('details[open]').count()).toBe(1);
  expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(20_000);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.evaluate("dispatchEvent(new Event('beforeprint'))");
  expect(await page.locator('details:not([open])').count()).toBe(0);
  expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(0, 0, 0)');
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  await page.evaluate("dispatchEvent(new Event('afterprint'))");
  expect(await page.locator('details[open]').count()).toBe(1);
  await page.close();
});
