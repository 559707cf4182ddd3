import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';

import { journey } from '../harness/journey.mjs';

/** What a telephone shows: RFC 6238, written apart from the server's. */
function shown(secret, now = Date.now()) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

async function enter(t, code) {
  await t.page.getByLabel('验证码').fill(code);
  await t.page.getByRole('button', { name: '登录' }).click();
}

journey('启用动态验证码，凭验证码和备用码登录，再停用', async (t) => {
  await t.login('clerk');
  await t.page.getByRole('link', { name: /我的账号/ }).click();
  await t.page.getByRole('heading', { name: '我的账号' }).waitFor();
  await t.soundPage('我的账号');

  await t.page.getByRole('button', { name: '启用' }).click();
  await t.page.getByRole('heading', { name: '启用动态验证码' }).waitFor();
  await t.soundPage('启用动态验证码');
  const secret = (await t.page.locator('code.secret').innerText()).replaceAll(' ', '');
  await t.page.getByLabel('验证码').fill('000000');
  await t.page.getByRole('button', { name: '启用' }).click();
  await t.page.getByText('验证码不正确').waitFor();
  await t.page.getByLabel('验证码').fill(shown(secret));
  await t.page.getByRole('button', { name: '启用' }).click();
  await t.page.getByRole('heading', { name: '已启用动态验证码' }).waitFor();
  await t.soundPage('备用码');
  const codes = await t.page.locator('.codes code').allInnerTexts();
  assert.equal(codes.length, 8);
  await t.page.getByRole('link', { name: '已保存' }).click();

  await t.page.getByRole('button', { name: '退出' }).click();
  await t.login('clerk');
  assert.equal(t.path, '/login/code');
  await t.soundPage('登录时的验证码');
  await t.open('/');
  assert.equal(t.path, '/login', 'the password alone opens nothing');
  await t.login('clerk');
  await enter(t, '123456');
  await t.page.getByRole('alert').waitFor();
  await enter(t, codes[0]);
  await t.page.getByRole('heading', { name: '工作台' }).waitFor();

  await t.open('/account');
  await t.page.getByText('还有 7 个备用码').waitFor();
  await t.page.getByText('停用（').click();
  await t.page.getByLabel('密码', { exact: true }).fill(t.server.password);
  await t.page.getByRole('button', { name: '停用' }).click();
  await t.page.getByText('已停用动态验证码').waitFor();
});

journey('看见并结束自己在别处的登录', async (t) => {
  await t.login('county');
  const first = t.page;
  await t.freshBrowser();
  await t.login('county');
  await t.open('/account');
  await t.page.getByText('本次登录').waitFor();
  await t.page.getByRole('button', { name: '结束其他全部登录' }).click();
  await t.page.getByText('已结束所选的登录').waitFor();
  await first.goto('/submissions');
  assert.equal(new URL(first.url()).pathname, '/login');
});
