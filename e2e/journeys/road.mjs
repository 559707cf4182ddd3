// The main road: a workbook with mistakes goes in, is mended, is assessed, and ends in an official paper.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { csvFile, mendWorkbook, strangersOnOneTelephone } from '../harness/filings.mjs';
import { journey } from '../harness/journey.mjs';

const RUN_LIMIT_MS = 60_000;

async function upload(t, file) {
  await t.open('/imports');
  await t.page.getByLabel('文件', { exact: true }).setInputFiles(file);
  await t.page.getByRole('button', { name: '开始导入' }).click();
  await t.page.waitForURL('**/imports/*');
  await t.page.getByText('已完成', { exact: true }).first().waitFor({ timeout: RUN_LIMIT_MS });
}

async function counted(t, name) {
  return Number(await t.page.locator(`[data-count="${name}"]`).last().innerText());
}

/** The findings of an import appear by themselves a moment after it. */
async function untilAssessed(t) {
  const started = Date.now();
  while (!(await t.page.getByText('新入库的来件已完成研判').isVisible())) {
    assert(Date.now() - started < RUN_LIMIT_MS, 'the assessment after the import did not finish');
    await t.page.reload();
  }
}

async function savedBytes(download) {
  return readFile(await download.path());
}

journey('导入有错的文件、改正、再导入、不予受理、下载文书', async (t) => {
  await t.login('officer');
  const trader = '测试路酱鸭店（虚构）';
  const rows = strangersOnOneTelephone({ prefix: `E2E-${Date.now()}`, count: 6, trader, phone: '15400001234' });
  const rightNumber = rows[1].证件号码;
  const wrongNumber = `${rightNumber.slice(0, 17)}${rightNumber.endsWith('1') ? '2' : '1'}`;
  rows[1].证件号码 = wrongNumber;
  rows[4].来源渠道 = '路过';
  await upload(t, csvFile('来件-有错.csv', rows));
  assert.deepEqual([await counted(t, 'inserted'), await counted(t, 'rejected')], [4, 2]);
  assert(!(await t.page.content()).includes(wrongNumber), 'a page about mistakes must not repeat the values');
  await t.soundPage('退回的行');

  const download = t.page.waitForEvent('download');
  await t.page.getByRole('link', { name: '下载错误工作簿' }).click();
  const { bytes, mended } = mendWorkbook(await savedBytes(await download), { [wrongNumber]: rightNumber, 路过: '来访' });
  assert.equal(mended, 2);
  await upload(t, { name: '错误工作簿-已改.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: bytes });
  assert.deepEqual([await counted(t, 'inserted'), await counted(t, 'rejected')], [2, 0]);
  await untilAssessed(t);

  await t.open(`/submissions?number=${rows[5].来件编号}`);
  await t.page.getByRole('link', { name: rows[5].来件编号, exact: true }).click();
  await t.page.getByRole('heading', { name: '多人使用同一联系方式' }).waitFor();
  await t.soundPage('命中的来件');

  await t.page.locator('summary', { hasText: '不予受理' }).click();
  const form = t.page.locator('form[action$="/decline"]');
  await form.locator('label.ground', { hasText: '不是为生活消费需要' }).locator('input[type=radio]').check();
  await form.getByLabel('理由').fill('多名互不相识的人在短期内以同一电话对同一经营者同一问题集中高额索赔，经核查不是为生活消费需要。');
  await form.getByRole('button').click();
  await t.page.getByRole('alert').first().waitFor();
  await t.shot('没有证据不能决定');

  await form.locator('label.ground', { hasText: '多人使用同一联系方式' }).locator('input[type=checkbox]').check();
  await form.getByRole('button').click();
  await t.page.getByRole('link', { name: '投诉不予受理决定书' }).first().waitFor();
  await t.soundPage('已不予受理');
  const paper = t.page.waitForEvent('download');
  await t.page.getByRole('link', { name: '投诉不予受理决定书' }).first().click();
  const pdf = await savedBytes(await paper);
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
});

journey('从工作台打开最急的一件', async (t) => {
  await t.login('head');
  const first = t.page.locator('main a[href^="/submissions/"]').first();
  await first.click();
  await t.page.getByRole('heading', { name: '办理经过' }).waitFor();
  await t.soundPage('最急的一件');
});
