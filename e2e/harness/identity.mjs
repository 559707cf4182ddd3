// 统一身份认证 for journeys: a second mingjian over the same city that trusts an identity service, and an identity service that lies.

import { execFile, spawn } from 'node:child_process';
import { createHash, createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

export const CLIENT = 'mingjian';
export const SECRET = 'made-up-secret-of-a-test-0123456789';

/** A port that was free a moment ago. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** `mingjian serve` over the journey's city with that identity service, `login` tied to `subject` there; ends with `stop()`. */
export async function trusting({ data, binary }, issuer, port, login, subject) {
  const city = join(data, 'city');
  const config = join(city, 'config.toml');
  const before = await readFile(config, 'utf8');
  const secret = join(data, `secret-${port}`);
  await writeFile(secret, `${SECRET}\n`);
  const redirect = `http://127.0.0.1:${port}/login/outside/return`;
  const section = { label: '某市统一身份认证', issuer, client_id: CLIENT, client_secret_file: secret, redirect };
  const lines = Object.entries(section).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  await writeFile(config, `${before}\n[outside_login]\n${lines.join('\n')}\n`);
  await promisify(execFile)(binary, ['account', 'link', '--data', city, '--login', login, '--issuer', issuer, '--subject', subject]);
  const child = spawn(binary, ['serve', '--data', city, '--listen', `127.0.0.1:${port}`], { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
  const stop = async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
    await writeFile(config, before);
    await promisify(execFile)(binary, ['account', 'unlink', '--data', city, '--login', login]);
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}

const base64url = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** Tokens that are wrong in one way each, by what is wrong with them; `good` first. */
function tokens(issuer, nonce, keys) {
  const now = Math.floor(Date.now() / 1000);
  const header = { alg: 'RS256', typ: 'JWT', kid: 'k1' };
  const claims = { iss: issuer, aud: CLIENT, sub: 'known', nonce, iat: now, exp: now + 300 };
  const without = (...names) => Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)));
  const signed = (key, head, body) => {
    const text = `${base64url(head)}.${base64url(body)}`;
    return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`;
  };
  const of = (changed, head = header) => signed(keys.own.privateKey, head, { ...claims, ...changed });
  const maced = (secret, head = { ...header, alg: 'HS256' }) => {
    const text = `${base64url(head)}.${base64url(claims)}`;
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  };
  const good = of({});
  const [first, second, third] = good.split('.');
  const flipped = (at) => {
    const bytes = Buffer.from(third, 'base64url');
    bytes[at] ^= 1;
    return `${first}.${second}.${bytes.toString('base64url')}`;
  };
  const pem = keys.own.publicKey.export({ type: 'spki', format: 'pem' });
  const swapped = (changed) => `${first}.${base64url({ ...claims, ...changed })}.${third}`;
  return {
    good,
    'no algorithm': `${base64url({ ...header, alg: 'none' })}.${second}.`,
    'no algorithm, signature left': `${base64url({ ...header, alg: 'none' })}.${second}.${third}`,
    'no algorithm, spelt otherwise': `${base64url({ ...header, alg: 'None' })}.${second}.`,
    'no algorithm named': `${base64url({ typ: 'JWT', kid: 'k1' })}.${second}.${third}`,
    'a code under the public key': maced(pem),
    'a code under the public key, trimmed': maced(pem.trim()),
    'a code under the client secret': maced(SECRET),
    'a code under nothing': maced(''),
    'another key of the same name': signed(keys.other.privateKey, header, claims),
    'a key nobody published': signed(keys.other.privateKey, { ...header, kid: 'k2' }, claims),
    'another key without a name': signed(keys.other.privateKey, { alg: 'RS256', typ: 'JWT' }, claims),
    'a key that the token brings': signed(keys.other.privateKey, { ...header, jwk: keys.other.publicKey.export({ format: 'jwk' }) }, claims),
    'a key from an address in the token': signed(keys.other.privateKey, { ...header, jku: `${issuer}/jwks-of-others` }, claims),
    'first byte of the signature flipped': flipped(0),
    'middle byte of the signature flipped': flipped(100),
    'last byte of the signature flipped': flipped(255),
    'signature cut off': `${first}.${second}.${third.slice(0, 40)}`,
    'no signature': `${first}.${second}.`,
    'two parts': `${first}.${second}`,
    'one part': first,
    'four parts': `${good}.${third}`,
    'five parts, as if sealed': `${first}.${second}.${third}.${third}.${third}`,
    'not base64': good.replaceAll('.', '!.!'),
    'empty': '',
    'claims that are no JSON': (() => {
      const text = `${first}.${base64url('not json')}`;
      return `${text}.${sign('RSA-SHA256', Buffer.from(text), keys.own.privateKey).toString('base64url')}`;
    })(),
    'claims that are a list': (() => {
      const text = `${first}.${base64url('[]')}`;
      return `${text}.${sign('RSA-SHA256', Buffer.from(text), keys.own.privateKey).toString('base64url')}`;
    })(),
    'another person put in': swapped({ sub: 'other' }),
    'another audience put in': swapped({ aud: 'other' }),
    'a later end put in': swapped({ exp: now + 9_999 }),
    'another nonce put in': swapped({ nonce: 'other' }),
    'another issuer': of({ iss: 'https://login.other.example' }),
    'an issuer like ours': of({ iss: `${issuer}/` }),
    'an empty issuer': of({ iss: '' }),
    'no issuer': signed(keys.own.privateKey, header, without('iss')),
    'another audience': of({ aud: 'other' }),
    'an audience like ours': of({ aud: `${CLIENT}2` }),
    'no audience': signed(keys.own.privateKey, header, without('aud')),
    'an empty list of audiences': of({ aud: [] }),
    'another audience besides': of({ aud: [CLIENT, 'other'] }),
    'made for another party': of({ azp: 'other' }),
    'ended': of({ exp: now - 3_600 }),
    'ended long ago': of({ exp: 1 }),
    'no end': signed(keys.own.privateKey, header, without('exp')),
    'an end that is no number': of({ exp: 'tomorrow' }),
    'no time of issue': signed(keys.own.privateKey, header, without('iat')),
    'no nonce': signed(keys.own.privateKey, header, without('nonce')),
    'an empty nonce': of({ nonce: '' }),
    'another login\'s nonce': of({ nonce: randomBytes(16).toString('base64url') }),
    'no person': signed(keys.own.privateKey, header, without('sub')),
    'an empty person': of({ sub: '' }),
    'a person that is a number': of({ sub: 7 }),
    'a person without an account': of({ sub: 'stranger' }),
    'the access token\'s hash is another': of({ at_hash: createHash('sha256').update('other').digest().subarray(0, 16).toString('base64url') }),
    'a rule that we must know and do not': of({}, { ...header, crit: ['x'], x: 1 }),
  };
}

/** An identity service whose token endpoint answers the code `N` with the Nth token; `names()` says what is wrong with each. */
export async function lyingService() {
  const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keys = { own: pair(), other: pair() };
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const nonces = new Map();
  const jwk = (key) => ({ ...key.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' });
  const answers = {
    '/.well-known/openid-configuration': {
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
    },
    '/jwks': { keys: [jwk(keys.own)] },
    '/jwks-of-others': { keys: [jwk(keys.other)] },
  };
  const server = createServer((request, response) => {
    const tell = (status, type, body) => response.writeHead(status, { 'content-type': type }).end(body);
    if (answers[request.url]) return tell(200, 'application/json', JSON.stringify(answers[request.url]));
    let form = '';
    request.on('data', (chunk) => (form += chunk));
    request.on('end', () => {
      const code = new URLSearchParams(form).get('code') ?? '';
      const [number, login] = code.split('~');
      if (number === 'error') return tell(400, 'application/json', JSON.stringify({ error: 'invalid_grant' }));
      if (number === 'broken') return tell(500, 'text/html', '<h1>500</h1>');
      if (number === 'large') return tell(200, 'application/json', JSON.stringify({ access_token: 'x'.repeat(3_000_000) }));
      if (number === 'elsewhere') return response.writeHead(302, { location: `${issuer}/token2` }).end();
      const token = Object.values(tokens(issuer, nonces.get(login), keys))[Number(number)];
      const body = { access_token: 'made-up', token_type: 'Bearer', expires_in: 300 };
      return tell(200, 'application/json', JSON.stringify(number === 'without' ? body : { ...body, id_token: token }));
    });
  }).listen(port, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    issuer,
    names: () => Object.keys(tokens(issuer, 'n', keys)),
    /** The nonce of a login that is under way. */
    expect: (login, nonce) => nonces.set(login, nonce),
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
