import { createHash } from 'node:crypto';
import { generateKey, hashOf, landlordOfKey } from '../../../src/db/access/api-key-secret';

const LANDLORD = '01920000-0000-7000-8000-000000000001';

test('a key names its landlord and is kept only as its hash', () => {
  const { key, prefix, hash } = generateKey(LANDLORD);
  expect(key).toMatch(/^rdr_[0-9A-Za-z]{22}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/);
  expect(landlordOfKey(key)).toBe(LANDLORD);
  expect(key.startsWith(prefix)).toBe(true);
  expect(prefix).toHaveLength(31);
  expect(hash).toEqual(createHash('sha256').update(key).digest());
  expect(hashOf(key)).toEqual(hash);
});

test.each(['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'])(
  'the id %s survives being written in a key',
  (landlordId) => {
    expect(landlordOfKey(generateKey(landlordId).key)).toBe(landlordId);
  },
);

test('no two keys are alike', () => {
  expect(generateKey(LANDLORD).key).not.toBe(generateKey(LANDLORD).key);
});

test('a key with any one character changed, missing or added is no key', () => {
  const { key } = generateKey(LANDLORD);
  for (let at = 0; at < key.length; at += 1) {
    const other = key[at] === '7' ? '8' : '7';
    expect(landlordOfKey(`${key.slice(0, at)}${other}${key.slice(at + 1)}`)).toBeUndefined();
    expect(landlordOfKey(`${key.slice(0, at)}${key.slice(at + 1)}`)).toBeUndefined();
  }
  expect(landlordOfKey(`${key}0`)).toBeUndefined();
  expect(landlordOfKey('')).toBeUndefined();
});
