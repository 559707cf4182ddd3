// A tip-off comes again with new facts: both are handled as one, and the term counts from the later.

import assert from 'node:assert/strict';

import { act, bringIn, clock, openCase } from '../harness/desk.mjs';
import { daysAgo, strangersOnOneTelephone } from '../harness/filings.mjs';
import { journey } from '../harness/journey.mjs';

const TERM = '核查并决定是否立案';

journey('补充新事实的举报并入前一件，一并立案', async (t) => {
  await t.login('officer');
  const [one] = strangersOnOneTelephone({ prefix: `JB-${Date.now()}`, count: 1, trader: '测试路举报店（虚构）', phone: '15400003333' });
  const first = { ...one, 类型: '投诉举报', 登记时间: daysAgo(8) };
  const second = { ...first, 来件编号: `${one.来件编号}-补`, 登记时间: daysAgo(0, '00:10'), 内容: '又发现该店涂改生产日期，附照片。【虚构数据】' };
  await bringIn(t, [first, second]);
  await openCase(t, first.来件编号);
  const before = await clock(t, TERM);

  await openCase(t, second.来件编号);
  const own = await clock(t, TERM);
  await act(t, 'merge_facts', { other: second.来件编号, reason: '同一举报人补充新的违法事实，合并处理。' });
  await t.page.getByRole('alert').first().waitFor();
  await t.shot('不能并入自己');
  const form = t.page.locator('form[action$="/merge_facts"]');
  await form.locator('[name="other"]').fill(first.来件编号);
  await form.getByRole('button').click();
  await t.page.getByText('已记录').first().waitFor();
  assert.match(await t.page.locator('.case-head').innerText(), /举报·已并案/);
  await t.soundPage('后一件已并案');

  await t.page.locator('section.matter').getByRole('link', { name: first.来件编号 }).click();
  await t.page.getByText(second.来件编号).first().waitFor();
  const after = await clock(t, TERM);
  assert.notEqual(before.due, after.due, 'the term counts anew');
  assert.equal(after.due, own.due, 'from the day of the later tip-off');
  await t.soundPage('前一件重新计算期限');

  await act(t, 'open-case', { reason: '经核查，两次举报的事实均有初步证据。' });
  await t.page.getByText('已记录立案').waitFor();
  await openCase(t, second.来件编号);
  assert.match(await t.page.locator('section[aria-label^="线索"]').innerText(), /已立案/);
  await t.soundPage('并入的线索一并立案');
});
