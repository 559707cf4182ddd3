// 异常名录 as the people concerned walk through it: proposed, reviewed by another, told on paper, objected to, answered by somebody
// without a part in it, withdrawn, every receiver told; and a person who asks for a copy of what is held about them.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { act, bringIn, openCase, untilAssessed } from '../harness/desk.mjs';
import { strangersOnOneTelephone } from '../harness/filings.mjs';
import { journey } from '../harness/journey.mjs';

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** Three complaints of one person, the last of them declined; where the page of that person is. */
async function declinedPerson(t, prefix, phone) {
  await t.login('officer');
  const strangers = strangersOnOneTelephone({ prefix: `${prefix}-${Date.now()}`, count: 3, trader: `测试路${prefix}店（虚构）`, phone });
  const rows = strangers.map((row) => ({ ...row, 姓名: '欧阳册', 证件号码: strangers[0].证件号码, 联系地址: strangers[0].联系地址 }));
  await bringIn(t, rows);
  await untilAssessed(t);
  const number = rows[2].来件编号;
  await openCase(t, number);
  await t.page.locator('summary', { hasText: '不予受理' }).click();
  const decline = t.page.locator('form[action$="/decline"]');
  await decline.locator('label.ground', { hasText: '不是为生活消费需要' }).locator('input[type=radio]').check();
  await decline.locator('summary', { hasText: '引用其他来件或在卷材料' }).click();
  await decline.locator('[name="records"]').fill('监控录像');
  await decline.getByLabel('理由').fill('经核查购买记录和监控录像，自行夹带过期商品后索赔，不是为生活消费需要。');
  await decline.getByRole('button').click();
  await t.page.getByRole('link', { name: '投诉不予受理决定书' }).first().waitFor();
  await t.page.getByRole('link', { name: /^人员 \d+ 的全部/ }).first().click();
  await t.page.waitForURL('**/persons/*');
  return { person: t.path, number, rows };
}

/** Leaves the desk to somebody else, who opens this page. */
async function seat(t, who, path) {
  await t.freshBrowser();
  await t.login(who);
  await t.open(path);
}

/** Takes the paper with this title; it is a file that begins as a PDF does. */
async function takePaper(t, title) {
  const [download] = await Promise.all([t.page.waitForEvent('download'), t.page.getByRole('link', { name: title }).first().click()]);
  const bytes = await readFile(await download.path());
  assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');
  return download.suggestedFilename();
}

journey('名录：提出、复核、告知、异议、答复、撤回并告知每个接收单位', async (t) => {
  const { person } = await declinedPerson(t, 'ML', '15400003333');
  await t.page.getByRole('link', { name: '提出列入异常名录' }).click();
  await t.page.locator('input[name="base"]').first().check();
  await t.page.locator('#reason').fill('自行夹带过期商品后索赔，有监控录像为证，需要提示其他承办人。');
  await t.soundPage('提出列入');
  await t.page.getByRole('button', { name: '提出列入' }).click();
  await t.page.getByText('已提出列入，等待另一人复核').waitFor();
  const entry = t.path;
  assert.equal(await t.page.locator('form[action$="/approve"]').count(), 0, 'who proposed does not review');

  await seat(t, 'head', entry);
  await act(t, 'approve', { reason: '逐项核对，依据成立，仍然有效。' });
  await t.page.getByText('复核同意。').waitFor();

  await seat(t, 'officer', entry);
  await act(t, 'serve');
  await t.page.getByText('告知书已制作').waitFor();
  assert.match(await takePaper(t, '列入异常名录告知书'), /列入异常名录告知书.*录告〔\d{4}〕第\d+号\.pdf/);

  await seat(t, 'head', entry);
  assert.equal(await t.page.locator('form[action$="/enter"]').count(), 0, 'nobody is listed before the notice is served');
  await seat(t, 'officer', entry);
  await act(t, 'services', { way: '直接送达', served_on: today(), note: '本人签收。' });
  await t.page.getByText('已记录送达').waitFor();
  await t.soundPage('告知书已送达');

  await seat(t, 'head', entry);
  await act(t, 'enter');
  await t.page.getByText('已列入，并告知本局其他单位').waitFor();
  await t.soundPage('在册');
  await t.open(person);
  await t.page.getByText('查看记录和所指的事实').waitFor();
  await t.soundPage('人员页上的指引');

  await seat(t, 'county', '/registry');
  await t.page.getByRole('link', { name: entry.split('/').pop(), exact: true }).click();
  assert.equal(await t.page.locator('form[action$="/withdraw"]').count(), 0, 'a receiver looks and does not act');

  await seat(t, 'officer', entry);
  await act(t, 'object', { channel: '信函', words: '录像中的人不是我，我当天在外地。' });
  await t.page.getByText('已登记异议').waitFor();
  assert.equal(await t.page.locator('details[id^="answer-"]').count(), 0, 'who had a part in it does not answer');

  await seat(t, 'deputy', entry);
  await t.page.locator('details[id^="answer-"] summary').click();
  const answer = t.page.locator('details[id^="answer-"] form');
  await answer.getByLabel('异议成立', { exact: true }).check();
  await answer.locator('textarea').fill('经重新比对录像，录像中的人确实不是本人。');
  await answer.getByRole('button', { name: '答复异议' }).click();
  await t.page.getByText('已答复异议').waitFor();
  await takePaper(t, '异常名录异议答复书');
  await t.soundPage('异议成立');

  await seat(t, 'officer', entry);
  await act(t, 'withdraw', { reason: '异议成立，予以撤回并告知各接收单位。' });
  await t.page.getByText('已撤回。').waitFor();
  await takePaper(t, '异常名录记录结束告知书');
  const receivers = await t.page.locator('section[aria-labelledby="receivers"] tbody tr').count();
  assert(receivers > 0, 'it was shown to the other units');
  assert.equal(await t.page.getByText('异常名录记录停止使用通知书').count(), receivers, 'a paper for each receiver');
  await t.soundPage('已撤回');

  await seat(t, 'county', '/registry');
  await t.page.getByRole('heading', { name: '已结束，请确认停止使用' }).waitFor();
  await t.open(entry);
  await takePaper(t, '异常名录记录停止使用通知书');
  assert.equal(await t.page.getByText('列入异常名录告知书').count(), 0, 'papers to the person are not for receivers');
  await t.page.getByRole('button', { name: '确认停止使用' }).click();
  await t.page.getByText('已确认停止使用。').waitFor();
});

journey('个人信息权利：登记请求、制作副本、答复', async (t) => {
  const { person, number } = await declinedPerson(t, 'QL', '15400004444');
  await t.page.getByRole('link', { name: '登记个人信息权利请求' }).click();
  await t.page.getByLabel('查阅、复制').check();
  await t.page.getByLabel('途径').selectOption({ label: '当面' });
  await t.page.getByLabel('由谁提出').selectOption({ label: '本人' });
  const offered = await t.page.locator('#submission option').allInnerTexts();
  await t.page.getByLabel('据以核实身份的来件').selectOption({ label: offered.find((label) => label.startsWith(number)) });
  await t.page.getByLabel('怎样核实请求人的身份').fill('核对身份证原件，与来件所留号码一致。');
  await t.page.getByLabel('请求的内容').fill('请提供贵局所存我的全部个人信息。');
  await t.soundPage('登记权利请求');
  await t.page.getByRole('button', { name: '登记请求' }).click();
  await t.page.getByText('已登记请求').waitFor();
  const request = t.path;
  await t.page.getByRole('button', { name: '制作个人信息副本' }).click();
  await t.page.getByText('副本已制作').waitFor();
  await takePaper(t, '个人信息副本');
  await act(t, 'answer', { outcome: 'granted', reason: '副本随本答复书一并提供。' });
  await t.page.getByText('已答复，答复书已制作').waitFor();
  await takePaper(t, '个人信息权利请求答复书');
  await t.soundPage('权利请求已答复');

  await t.open('/rights?answered=1');
  await t.page.getByRole('link', { name: request.split('/').pop(), exact: true }).waitFor();
  await t.soundPage('权利请求列表');
  await seat(t, 'auditor', request);
  assert.equal(await t.page.getByRole('link', { name: '个人信息副本' }).count(), 0, 'an auditor sees that it was made, not what it says');
  await t.open(person);
});
