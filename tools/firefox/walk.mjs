import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';

/** The morning that test/http/openapi/swagger-ui.test.ts drives in Chromium, in Firefox, against a service that was built. */

const data = mkdtempSync(join(tmpdir(), 'redress-firefox-'));

function startService() {
  const server = join(import.meta.dirname, '../../dist/server.js');
  const env = { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'silent', REDRESS_DATA_DIR: data };
  return spawn(process.execPath, [server], { env, stdio: ['ignore', 'pipe', 'inherit'] });
}

async function addressOf(service) {
  let written = '';
  for await (const chunk of service.stdout.iterator({ destroyOnReturn: false })) {
    written += chunk;
    const address = /Swagger UI: (http:\/\/\S+\/docs)/.exec(written)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error(`The service did not start:\n${written}`);
}

async function executed(block) {
  await block.waitForSelector('button.execute').then((button) => button.click());
  const answer = await block.waitForSelector('.live-responses-table .response');
  const text = (selector) => answer.$eval(selector, (element) => element.innerText.trim());
  return { status: (await text('.response-col_status')).split(/\s/)[0], body: await text('.highlight-code') };
}

async function walk(page, address) {
  const { hhs } = JSON.parse(readFileSync(join(data, 'demo-keys.json'), 'utf8'));
  const open = async (id) => {
    const block = await page.waitForSelector(`[id$="-${id}"]`);
    await block.$('.opblock-summary-control').then((control) => control.click());
    return block;
  };

  await page.goto(address);
  await page.locator('button.authorize').click();
  // The first of the two ways in is the API key; the other is an access token of an identity provider.
  const byKey = await page.waitForSelector('.auth-container');
  await byKey.$('input').then((input) => input.type(hhs.key));
  await byKey.$('button.authorize').then((button) => button.click());
  await byKey.waitForSelector('button.btn-done').then((button) => button.click());

  const overdue = await executed(await open('listDueClocks'));
  assert.equal(overdue.status, '200');
  assert.match(overdue.body, /"reference": "C-2024-000001"/);

  const read = await executed(await open('readComplaint'));
  assert.equal(read.status, '200');
  assert.match(read.body, /The acknowledgement at/);

  const acknowledged = await executed(await open('acknowledge'));
  assert.equal(acknowledged.status, '201');
  assert.match(acknowledged.body, /"acknowledgedOn": "\d{4}-\d\d-\d\d"/);
}

const service = startService();
try {
  const address = await addressOf(service);
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: '/usr/bin/firefox-esr' });
  try {
    const page = await browser.newPage();
    // A busy machine takes its time.
    page.setDefaultTimeout(120_000);
    await page.setViewport({ width: 1280, height: 1600 });
    await walk(page, address);
    console.log(`${await browser.version()}: listed what is overdue, read a complaint and acknowledged it`);
  } finally {
    await browser.close();
  }
} finally {
  if (service.exitCode === null && service.signalCode === null) {
    service.kill('SIGTERM');
    await once(service, 'exit');
  }
  rmSync(data, { recursive: true, force: true });
}
