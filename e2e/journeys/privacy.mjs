// Clear values: only for a purpose, on record, and never in an address.

import assert from 'node:assert/strict';

import { journey } from '../harness/journey.mjs';

async function openFirstNamed(t) {
  await t.open('/submissions?kind=complaint');
  await t.page.locator('tbody a[href^="/submissions/"]').first().click();
  await t.page.getByRole('heading', { name: '登记信息' }).waitFor();
}

journey('写明用途才能看明文，看过留下记录', async (t) => {
  await t.login('head');
  await openFirstNamed(t);
  const address = t.page.url();
  await t.page.getByRole('button', { name: '查看联系电话明文' }).click();
  const dialog = t.page.locator('#reveal-phone');
  await dialog.getByLabel('用途').selectOption('核实来件人身份');
  await dialog.getByRole('button', { name: '查看', exact: true }).click();
  await t.page.getByRole('heading', { name: '联系电话明文' }).waitFor();
  const phone = await t.page.locator('.revealed dd').first().innerText();
  assert.match(phone, /\d{7}|\*/);
  assert(!t.page.url().includes(phone));
  await t.soundPage('明文');
  await t.page.goto(address);
  await t.page.getByText('核实来件人身份').first().waitFor();
});

journey('县区的承办人看不到别处的来件', async (t) => {
  await t.login('head');
  await t.open('/submissions?region=430626');
  const other = await t.page.locator('tbody a[href^="/submissions/"]').first().getAttribute('href');
  await t.freshBrowser();
  await t.login('county');
  const response = await t.open(other);
  assert.equal(response.status(), 404);
  await t.soundPage('不存在或无权');
});
