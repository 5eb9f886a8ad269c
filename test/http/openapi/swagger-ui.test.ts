import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import type { DemoKeys } from '../../../src/demo/keys';
import { seedDemo } from '../../../src/demo/seed';
import { startTestApp, TEST_NOW, type TestApp } from '../../support/app';

/** Operations staff work in Swagger UI, so their morning is driven in a real browser. */

const browserPath = ['chromium', 'chromium-browser', 'google-chrome']
  .flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)))
  .find((path) => existsSync(path));

/** Without a browser it is not declared, rather than skipped: CI installs Chromium. */
const testInBrowser = (name: string, work: () => Promise<void>): void => {
  if (browserPath) test(name, work);
};

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--in-process-gpu',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

describe('Swagger UI', () => {
  let service: TestApp;
  let keys: DemoKeys;
  let context: BrowserContext | undefined;
  const refusedByPolicy: string[] = [];
  const profile = mkdtempSync(join(tmpdir(), 'redress-browser-'));

  beforeAll(async () => {
    service = await startTestApp();
    const seeded = await seedDemo(service.database, TEST_NOW, () => undefined);
    if (!seeded) throw new Error('The test database was not empty');
    keys = seeded;
  });

  afterAll(async () => {
    await context?.close();
    await service?.stop();
    rmSync(profile, { recursive: true, force: true });
  });

  async function openPage(): Promise<Page> {
    context = await chromium.launchPersistentContext(profile, {
      executablePath: browserPath ?? '',
      args: FLAGS,
      viewport: { width: 1280, height: 900 },
    });
    const page = await context.newPage();
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) refusedByPolicy.push(message.text());
    });
    await page.goto(`${service.url}/docs`);
    return page;
  }

  const operation = (page: Page, id: string): Locator => page.locator(`[id$="-${id}"]`).first();

  async function open(page: Page, id: string): Promise<Locator> {
    const block = operation(page, id);
    await block.locator('.opblock-summary-control').click();
    return block;
  }

  async function execute(block: Locator): Promise<{ status: string; body: string }> {
    await block.locator('button.execute').click();
    const answer = block.locator('.live-responses-table .response').first();
    await answer.waitFor();
    const status = await answer.locator('.response-col_status').innerText();
    const body = await answer.locator('.highlight-code').first().innerText();
    return { status: status.trim().split(/\s/)[0] ?? '', body };
  }

  testInBrowser(
    'an officer authorises with a key, lists what is overdue, opens a complaint and acknowledges it',
    async () => {
      const page = await openPage();
      await page.locator('button.authorize').first().click();
      // The first of the two ways in is the API key; the other is an access token of an identity provider.
      const byKey = page.locator('.auth-container').first();
      await byKey.locator('input').fill(keys.hhs?.key ?? '');
      await byKey.locator('button.authorize').click();
      await byKey.locator('button.btn-done').click();

      const overdue = await execute(await open(page, 'listDueClocks'));
      expect(overdue.status).toBe('200');
      expect(overdue.body).toContain('"reference": "C-2024-000001"');

      const read = await execute(await open(page, 'readComplaint'));
      expect(read.status).toBe('200');
      expect(read.body).toContain('The acknowledgement at');

      const acknowledged = await execute(await open(page, 'acknowledge'));
      expect(acknowledged.status).toBe('201');
      expect(acknowledged.body).toContain('"acknowledgedOn": "2026-03-02"');

      const again = await execute(operation(page, 'acknowledge'));
      expect(again.status).toBe('409');
      expect(again.body).toContain('was acknowledged on 2026-03-02');

      const summaries = await page.locator('.opblock-summary-description').allInnerTexts();
      expect(summaries.length).toBeGreaterThan(30);
      expect(summaries.filter((summary) => summary.trim() === '')).toEqual([]);
      // Swagger UI tries one style of its own in a line, which no release of this page has let it; nothing lacks it.
      expect(refusedByPolicy.filter((refusal) => !refusal.startsWith('Applying inline style'))).toEqual([]);
    },
  );

  test('the page is given a summary of every operation to show', async () => {
    const { paths } = (await service.as().get('/docs/json')).body;
    const summaries = Object.values<Record<string, { operationId?: string; summary?: string }>>(paths)
      .flatMap((item) => Object.values(item))
      .filter(({ operationId }) => operationId !== undefined)
      .map(({ summary = '' }) => summary.trim());
    expect(summaries.length).toBeGreaterThan(30);
    expect(summaries).not.toContain('');
  });
});
