// What officers do over and over: bring filings in, open a case, do one act on it, make and serve a paper.

import { csvFile } from './filings.mjs';

const RUN_LIMIT_MS = 60_000;

/** Imports the rows; waits until they are in. */
export async function bringIn(t, rows) {
  await t.open('/imports');
  await t.page.getByLabel('文件', { exact: true }).setInputFiles(csvFile(`来件-${rows[0].来件编号}.csv`, rows));
  await t.page.getByRole('button', { name: '开始导入' }).click();
  await t.page.waitForURL('**/imports/*');
  await t.page.getByText('已完成', { exact: true }).first().waitFor({ timeout: RUN_LIMIT_MS });
}

/** Reloads the page of the import until its filings are assessed. */
export async function untilAssessed(t) {
  const started = Date.now();
  while (!(await t.page.getByText('新入库的来件已完成研判').isVisible())) {
    if (Date.now() - started > RUN_LIMIT_MS) throw new Error('the assessment after the import did not finish');
    await t.page.reload();
  }
}

/** Finds a filing by its number, as one does with a letter in hand. */
export async function openCase(t, number) {
  await t.open(`/submissions?number=${number}`);
  await t.page.getByRole('link', { name: number, exact: true }).click();
  await t.page.getByRole('heading', { name: '办理经过' }).waitFor();
}

/**
 * Opens the form of an act, fills it and sends it.
 * @param {string} act the end of the form's address, e.g. `convene`
 * @param {Record<string, string>} fields by the name of the field: a text, a day, or the label of a choice
 * @param {string} within a part of the form's address where several owners offer the act, e.g. `/clues/`
 */
export async function act(t, code, fields = {}, within = '/') {
  const form = t.page.locator(`form[action*="${within}"][action$="/${code}"]`).first();
  await form.locator('xpath=../summary').click();
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]`);
    const folded = form.locator('details:not([open])', { has: t.page.locator(`[name="${name}"]`) });
    if (await folded.count()) await folded.locator('summary').click();
    const kind = await field.first().evaluate((element) => element.type);
    if (kind === 'checkbox') await field.first().check();
    else if (kind === 'radio') await form.locator(`[name="${name}"][value="${value}"]`).check();
    else if (kind === 'select-one') await field.selectOption({ label: value });
    else await field.fill(value);
  }
  await form.locator('button[type=submit]').last().click();
}

/** Fills what is still empty on the drafting form, and issues. */
export async function issue(t, fields = {}) {
  for (const [name, value] of Object.entries(fields)) await t.page.locator(`form.draft [name="${name}"]`).fill(value);
  await t.page.getByRole('button', { name: '签发并编号' }).click();
  await t.page.getByText('文书已签发').waitFor();
}

/** Records that the paper of that title was served. */
export async function serve(t, title, recipient, way, note = '') {
  const paper = t.page.locator('ul.papers > li', { hasText: title }).first();
  const form = paper.locator('form[action$="/services"]');
  await paper.locator('details.act > summary').click();
  await form.getByLabel('受送达人').selectOption({ label: recipient });
  await form.getByLabel('送达方式').selectOption({ label: way });
  await form.getByLabel('日期').fill(await form.getByLabel('日期').getAttribute('max'));
  const hour = form.getByLabel('时刻');
  if (await hour.count()) await hour.fill(new Date().toLocaleTimeString('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' }));
  await form.getByLabel('送达情况').fill(note);
  await form.getByRole('button').click();
  await t.page.getByText('已记录送达').waitFor();
}

/** A term as the page tells it: its last day, and all that is said of it. */
export async function clock(t, term) {
  const shown = t.page.locator('.clock', { hasText: term }).first();
  return { due: await shown.locator('time').first().getAttribute('datetime'), text: await shown.innerText() };
}

/** Somebody else sits down at a browser of their own. */
export async function becomes(t, who) {
  await t.freshBrowser();
  await t.login(who);
}
