// Mediation that is suspended and ends with its term. Puts the clock of the city ahead, so it comes last.

import assert from 'node:assert/strict';

import { act, becomes, bringIn, clock, issue, openCase, serve } from '../harness/desk.mjs';
import { daysAgo, strangersOnOneTelephone } from '../harness/filings.mjs';
import { journey } from '../harness/journey.mjs';

const TERM = '调解成功或终止调解';
const daysBetween = (from, until) => Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000);

journey('调解中止五日，六十日期满终止并送达双方', async (t) => {
  await t.login('officer');
  const [row] = strangersOnOneTelephone({ prefix: `TJ-${Date.now()}`, count: 1, trader: '测试路调解店（虚构）', phone: '15400004444' });
  row.登记时间 = daysAgo(0, '00:10');
  await bringIn(t, [row]);
  await openCase(t, row.来件编号);
  await act(t, 'accept');
  await t.page.getByText('已受理').first().waitFor();
  const first = (await clock(t, TERM)).due;
  for (const side of ['投诉人', '被投诉人']) await act(t, 'consent', { side, answer: '同意' });

  await act(t, 'convene', { at: `${first}T09:30`, place: '第一调解室', mediator: '许调解（演示）' });
  await t.page.getByRole('heading', { name: '投诉调解通知书' }).waitFor();
  await t.page.getByText('依法应制作下面的文书').waitFor();
  assert.equal(await t.page.locator('form.draft [name="place"]').inputValue(), '第一调解室');
  await t.soundPage('通知调解带出通知书');
  await t.page.getByRole('link', { name: '取消' }).click();
  await t.page.getByRole('link', { name: '制作《投诉调解通知书》' }).waitFor();
  await t.soundPage('待制作的文书');
  await t.page.getByRole('link', { name: '制作《投诉调解通知书》' }).click();
  await issue(t);
  assert.equal(await t.page.getByRole('link', { name: '制作《投诉调解通知书》' }).count(), 0);

  await act(t, 'challenge', { side: '被投诉人', mediator: '许调解（演示）', reason: '调解人员与投诉人有亲属关系。' });
  await t.page.getByText('已记录').first().waitFor();
  assert.match((await clock(t, TERM)).text, /已中止/);
  await t.soundPage('调解中止');

  await t.server.goForward(5);
  await becomes(t, 'head');
  await openCase(t, row.来件编号);
  await act(t, 'rule_challenge', { answer: '同意', mediator: '周承办（演示）', reason: '经查属实，另行指派调解人员。' });
  await t.page.getByRole('heading', { name: '回避决定书' }).waitFor();
  assert.equal(await t.page.locator('form.draft [name="avoidance_outcome"]').inputValue(), 'granted');
  await t.soundPage('回避决定带出决定书');
  await issue(t);
  const last = (await clock(t, TERM)).due;
  assert(daysBetween(first, last) >= 5, `five days are added: ${first} → ${last}`);

  await becomes(t, 'officer');
  await openCase(t, row.来件编号);
  await t.page.locator('summary', { hasText: '终止调解' }).click();
  await t.page.getByText(`调解期限至${last}届满，尚不能以期限届满为由终止调解`).first().waitFor();
  await t.shot('期限未到不能以期满为由');

  const today = await t.server.goForward(1);
  const ended = await t.server.goForward(daysBetween(today, last));
  assert.equal(ended, last);
  await becomes(t, 'officer');
  await openCase(t, row.来件编号);
  await act(t, 'end-mediation', { ground: 'term_over', records: '调解笔录', reason: '六十日内双方未能达成调解协议。' });
  await t.page.getByText('已终止调解').first().waitFor();
  await t.soundPage('终止调解之后');
  await serve(t, '投诉终止调解决定书', '投诉人', '直接送达');
  assert.match((await clock(t, '将终止调解告知双方')).text, /计时中|还剩|剩/);
  await serve(t, '投诉终止调解决定书', '经营者', '直接送达');
  assert.match((await clock(t, '将终止调解告知双方')).text, /已完成/);
  await t.soundPage('双方均已送达');
});
