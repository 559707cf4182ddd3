// One person at one browser: what a journey can do and what it must not meet on its way.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { newerProblems, watchPage } from './problems.mjs';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export class Traveller {
  #browser;
  #contexts = [];
  #problems = [];
  #shots = 0;

  constructor({ browser, server, out, name }) {
    this.#browser = browser;
    this.server = server;
    this.out = out;
    this.name = name;
  }

  /** The page of this traveller, opened at first use. */
  get page() {
    assert(this.currentPage, 'call `await t.open(path)` or `await t.login()` first');
    return this.currentPage;
  }

  /** A browser of its own: no cookies, and no scripts where asked for. Later calls act on it. */
  async freshBrowser({ javaScriptEnabled = true, width = 1280, height = 900 } = {}) {
    const context = await this.#browser.newContext({
      baseURL: this.server.url,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      javaScriptEnabled,
      acceptDownloads: true,
      viewport: { width, height },
    });
    context.setDefaultTimeout(15_000);
    this.#contexts.push(context);
    this.currentPage = await context.newPage();
    watchPage(this.currentPage, this.#problems);
    return this.currentPage;
  }

  /** Goes to a path of the server; answers with the response. */
  async open(path) {
    if (!this.currentPage) await this.freshBrowser();
    return this.page.goto(path);
  }

  /** Logs in with a ready account of the demo, by its post (`officer`, `head`, `clerk`, `auditor`) or its login. */
  async login(who = 'officer') {
    const accounts = this.server.accounts;
    const account = accounts.find(({ login }) => login === who) ?? accounts.find(({ role }) => role === who);
    assert(account, `the demo has no account ${who}`);
    await this.open('/login');
    await this.page.getByLabel('账号').fill(account.login);
    await this.page.getByLabel('密码').fill(this.server.password);
    await this.page.getByRole('button', { name: '登录' }).click();
    await this.page.waitForURL((url) => url.pathname !== '/login');
  }

  /** A picture in `e2e/out`, numbered in the order of the journey. */
  async shot(label, { fullPage = true } = {}) {
    this.#shots += 1;
    const file = `${this.name}-${String(this.#shots).padStart(2, '0')}-${label}.png`.replaceAll(/[\s/]+/g, '_');
    await this.page.screenshot({ path: join(this.out, file), fullPage });
  }

  /** axe finds nothing on this page, in light and in dark. */
  async accessible() {
    for (const colorScheme of ['light', 'dark']) {
      await this.page.emulateMedia({ colorScheme });
      // By the debugger and not by a script element: the page's policy forbids foreign scripts, rightly.
      await this.page.evaluate(axeSource);
      const violations = await this.page.evaluate(async (values) => {
        const result = await globalThis.axe.run(document, { runOnly: { type: 'tag', values } });
        return result.violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.slice(0, 5).map(({ target }) => target.join(' ')), count: nodes.length }));
      }, AXE_TAGS);
      const shown = violations.map(({ id, help, where, count }) => `${id} (${count}): ${help}\n    ${where.join('\n    ')}`).join('\n  ');
      assert.equal(violations.length, 0, `axe, ${colorScheme}, ${this.path}:\n  ${shown}`);
    }
    await this.page.emulateMedia({ colorScheme: 'light' });
  }

  /** Nothing sticks out to the side, from a small phone to a wide screen. */
  async fits(widths = [320, 768, 1280, 1920]) {
    const before = this.page.viewportSize();
    for (const width of widths) {
      await this.page.setViewportSize({ width, height: 900 });
      const excess = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert(excess <= 0, `${this.path} sticks out by ${excess} px at ${width} px`);
    }
    await this.page.setViewportSize(before);
  }

  /** What every page must be: accessible in light and dark, fitting every width; with a picture. */
  async soundPage(label) {
    await this.shot(label);
    await this.accessible();
    await this.fits();
  }

  get path() {
    return new URL(this.page.url()).pathname;
  }

  /** Script errors, policy violations, failed styles and server errors met so far, each told once. */
  newProblems() {
    return newerProblems(this.#problems);
  }

  async leave() {
    await Promise.all(this.#contexts.map((context) => context.close()));
  }
}
