// A referral to the police: two officers report, the head approves, the paper is served, the police answer.

import assert from 'node:assert/strict';

import { act, becomes, bringIn, issue, openCase, serve } from '../harness/desk.mjs';
import { strangersOnOneTelephone } from '../harness/filings.mjs';
import { journey } from '../harness/journey.mjs';

async function referral(t) {
  return t.page.locator('section[aria-label^="移送"]').innerText();
}

async function step(t, code, fields = {}) {
  await act(t, code, fields, '/referrals/');
  await t.page.getByText('已记录').first().waitFor();
}

journey('移送公安机关，不予立案后复议，公安机关立案，移交物品', async (t) => {
  await t.login('county');
  const [row] = strangersOnOneTelephone({ prefix: `YS-${Date.now()}`, count: 1, trader: '测试路移送店（虚构）', phone: '15400005555' });
  row.行政区划代码 = '430602';
  await bringIn(t, [row]);
  await openCase(t, row.来件编号);
  await act(t, 'propose_referral', {
    suspect: '投诉举报人',
    crime: '敲诈勒索',
    amount: '3600',
    times: '1',
    second: '周承办（演示）（岳阳市市场监督管理局）',
    records: '转账记录\n通话录音',
    has_report: '1',
    items_listed: '1',
    appraisal_settled: '1',
    reason: '以举报相要挟，向经营者索要三千六百元，有转账记录和通话录音。',
  });
  await t.page.getByText('已记录').first().waitFor();
  await t.soundPage('移送报告');

  await becomes(t, 'head');
  await openCase(t, row.来件编号);
  await act(t, 'approve_referral', { organ: '岳阳市公安局岳阳楼分局', reason: '材料齐全，同意移送公安机关。' }, '/referrals/');
  await t.page.getByRole('heading', { name: '涉嫌犯罪案件移送书' }).waitFor();
  await t.soundPage('移送书填写页');
  assert(!(await t.page.content()).includes(row.姓名), 'whoever filed is not named in clear');
  assert.equal(await t.page.locator('form.draft [name="addressee"]').inputValue(), '岳阳市公安局岳阳楼分局');
  assert.match(await t.page.locator('form.draft [name="case_officers"]').inputValue(), /彭楼区.*\n周承办/);
  await issue(t);
  assert.match(await referral(t), /应于 .* 前移送/);
  await t.soundPage('移送书已签发');

  await becomes(t, 'county');
  await openCase(t, row.来件编号);
  await serve(t, '涉嫌犯罪案件移送书', '公安机关', '直接送达');
  assert.match(await referral(t), /已移送，待签收/);
  await step(t, 'receive_referral', { receipt: '王警官，当日' });
  await step(t, 'ask_supplement', { materials: '原始聊天记录' });
  await step(t, 'send_supplement', { materials: '原始聊天记录' });
  await step(t, 'police_not_filed', { paper: '岳楼公不立字〔2026〕8号', result: '数额未达立案标准' });
  await t.soundPage('公安机关不予立案');
  await step(t, 'ask_reconsideration');
  await step(t, 'reconsideration_filed', { paper: '岳楼公立字〔2026〕19号' });
  assert.match(await referral(t), /公安机关已立案/);
  await step(t, 'hand_over_items', { items: '手机一部、转账记录一份' });
  assert.match(await referral(t), /已移交/);
  await t.soundPage('已移交');
});
