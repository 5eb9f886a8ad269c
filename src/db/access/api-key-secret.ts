import { hash, randomBytes } from 'node:crypto';

/**
 * A key is `rdr_<landlord>_<secret>_<check>`: 22, 43 and 6 characters of base 62, so that a double click selects all
 * of it. It names its landlord because every lookup starts there; the check tells a mistyped key from an unknown one
 * without asking the database, and lets scanners recognise a leaked key.
 */
const SHAPE = /^rdr_([0-9A-Za-z]{22})_[0-9A-Za-z]{43}_([0-9A-Za-z]{6})$/;
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SECRET_BYTES = 32;
const LARGEST_UUID = (1n << 128n) - 1n;

/** What is shown of a key after it was made: enough to recognise it, no part of the secret. */
const PREFIX_LENGTH = 26;
const SHOWN_OF_SECRET = 4;

export interface NewKey {
  /** Shown once and never stored. */
  readonly key: string;
  readonly prefix: string;
  readonly hash: Buffer;
}

export function generateKey(landlordId: string): NewKey {
  const landlord = toBase62(BigInt(`0x${landlordId.replaceAll('-', '')}`), 22);
  const secret = toBase62(BigInt(`0x${randomBytes(SECRET_BYTES).toString('hex')}`), 43);
  const unchecked = `rdr_${landlord}_${secret}`;
  const key = `${unchecked}_${checkOf(unchecked)}`;
  return { key, prefix: shownOf(key), hash: hashOf(key) };
}

/** The landlord a key names, or undefined where the text is no key. Nothing is proved by it yet. */
export function landlordOfKey(key: string): string | undefined {
  const [, landlord, check] = SHAPE.exec(key) ?? [];
  if (landlord === undefined || check !== checkOf(key.slice(0, -7))) return undefined;
  const value = fromBase62(landlord);
  if (value > LARGEST_UUID) return undefined;
  const hex = value.toString(16).padStart(32, '0');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** As much of a key as may be shown after it was made. */
export const shownOf = (key: string): string => key.slice(0, PREFIX_LENGTH + 1 + SHOWN_OF_SECRET);

/** A plain hash is enough: 256 random bits cannot be guessed from it, and a slow one would cost every request. */
export const hashOf = (key: string): Buffer => hash('sha256', key, 'buffer');

function checkOf(unchecked: string): string {
  return toBase62(BigInt(hashOf(unchecked).readUInt32BE(0)), 6);
}

function toBase62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = `${DIGITS[Number(rest % 62n)]}${text}`;
  return text;
}

function fromBase62(text: string): bigint {
  let value = 0n;
  for (const digit of text) value = value * 62n + BigInt(DIGITS.indexOf(digit));
  return value;
}
