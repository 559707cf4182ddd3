// A paper drafted by hand: the form, the preview, the issue, the editable copy, the service, the correction.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { csvFile, strangersOnOneTelephone } from '../harness/filings.mjs';
import { journey } from '../harness/journey.mjs';

const RUN_LIMIT_MS = 60_000;

async function saved(t, link) {
  const download = t.page.waitForEvent('download');
  await link.click();
  return readFile(await (await download).path());
}

journey('制作、预览、签发、送达、更正一份文书', async (t) => {
  await t.login('officer');
  const rows = strangersOnOneTelephone({ prefix: `WS-${Date.now()}`, count: 1, trader: '测试路文书店（虚构）', phone: '15400004321' });
  await t.open('/imports');
  await t.page.getByLabel('文件', { exact: true }).setInputFiles(csvFile('来件-文书.csv', rows));
  await t.page.getByRole('button', { name: '开始导入' }).click();
  await t.page.waitForURL('**/imports/*');
  await t.page.getByText('已完成', { exact: true }).first().waitFor({ timeout: RUN_LIMIT_MS });
  await t.open(`/submissions?number=${rows[0].来件编号}`);
  await t.page.getByRole('link', { name: rows[0].来件编号, exact: true }).click();

  await t.page.locator('summary', { hasText: '制作其他文书' }).click();
  await t.page.getByRole('link', { name: '投诉/举报分送通知书' }).first().click();
  await t.page.getByRole('heading', { name: '投诉/举报分送通知书' }).waitFor();
  await t.soundPage('文书填写页');
  assert(!(await t.page.content()).includes(rows[0].姓名), 'what is on file is not shown in clear');
  await t.page.getByLabel('接收机关').fill('岳阳县市场监督管理局（虚构）');
  await t.page.getByLabel('报告处理结果的期限').fill('2099-12-01');

  const preview = t.page.waitForRequest('**/papers/preview');
  const popup = t.page.waitForEvent('popup');
  await t.page.getByRole('button', { name: '预览' }).click();
  await popup;
  await preview.catch(() => undefined);

  await t.page.getByRole('button', { name: '签发并编号' }).click();
  await t.page.getByText('文书已签发').waitFor();
  await t.soundPage('已签发');
  const pdf = await saved(t, t.page.getByRole('link', { name: '投诉/举报分送通知书 PDF' }));
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  const docx = await saved(t, t.page.getByRole('link', { name: /可编辑副本/ }));
  assert.equal(docx.subarray(0, 2).toString(), 'PK');

  await t.page.locator('summary', { hasText: '记录送达' }).click();
  const form = t.page.locator('form[action$="/services"]');
  const today = await form.getByLabel('日期').getAttribute('max');
  await form.getByLabel('送达方式').selectOption({ label: '邮寄送达' });
  await form.getByLabel('日期').fill(today);
  await form.getByRole('button').click();
  await t.page.getByRole('alert').first().waitFor();
  await t.shot('邮寄要有邮件号码');
  await form.getByLabel('送达方式').selectOption({ label: '邮寄送达' });
  await form.getByLabel('日期').fill(today);
  await form.getByLabel('送达情况').fill('邮件号码 XA00000000000');
  await form.getByRole('button').click();
  await t.page.getByText('已记录送达').waitFor();
  await t.soundPage('已送达');

  await t.page.getByRole('link', { name: /^更正/ }).click();
  await t.page.getByRole('heading', { name: /^更正：/ }).waitFor();
  await t.page.getByLabel('材料页数').fill('9');
  await t.page.getByRole('button', { name: '签发并编号' }).click();
  await t.page.getByText('原文书标为已更正').waitFor();
  await t.soundPage('已更正');
});
