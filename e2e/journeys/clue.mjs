// A complaint is refused for 第十六条第三项; what is suspected of the trader lives on and is filed.

import assert from 'node:assert/strict';

import { act, bringIn, openCase, untilAssessed } from '../harness/desk.mjs';
import { strangersOnOneTelephone } from '../harness/filings.mjs';
import { journey } from '../harness/journey.mjs';

journey('以第十六条第三项不予受理，线索仍然查到立案', async (t) => {
  await t.login('officer');
  const rows = strangersOnOneTelephone({ prefix: `XS-${Date.now()}`, count: 6, trader: '测试路线索店（虚构）', phone: '15400002222' });
  const number = rows[5].来件编号;
  await bringIn(t, rows);
  await untilAssessed(t);
  await openCase(t, number);
  await act(t, 'clues', { reason: '所购商品标签没有生产日期，涉嫌违反食品安全法第六十七条。' });
  await t.page.getByText('已转为线索').waitFor();

  await t.page.locator('summary', { hasText: '不予受理' }).click();
  const decline = t.page.locator('form[action$="/decline"]');
  await decline.getByText('本件有 1 条线索尚未决定').waitFor();
  await t.shot('不予受理表单提示线索');
  await decline.locator('label.ground', { hasText: '不是为生活消费需要' }).locator('input[type=radio]').check();
  await decline.locator('label.ground', { hasText: '多人使用同一联系方式' }).locator('input[type=checkbox]').check();
  await decline.getByLabel('理由').fill('多名互不相识的人以同一电话对同一经营者集中索赔，经核查不是为生活消费需要。');
  await decline.getByRole('button').click();
  await t.page.getByText('线索核查不受影响').waitFor();
  await t.page.getByRole('link', { name: '投诉不予受理决定书' }).first().waitFor();
  await t.soundPage('不予受理之后');

  const clue = t.page.locator('section[aria-label^="线索"]');
  assert.match(await clue.innerText(), /待核查/);
  await act(t, 'file', { reason: '经核查，标签没有生产日期属实。' }, '/clues/');
  await t.page.getByText('线索已立案。').waitFor();
  assert.match(await clue.innerText(), /已立案/);
  assert.match(await t.page.locator('.case-head').innerText(), /投诉·不予受理/);
  await t.soundPage('线索立案之后');
});
