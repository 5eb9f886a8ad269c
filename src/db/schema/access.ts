import { boolean, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { Role } from '../../policy/rules/roles';
import { bytes, instant, landlordId } from '../connection/columns';

/** What a key is good for within its roles: reading alone, or the operations of these ids. */
export type KeyLimit = 'read' | readonly string[];

/** No foreign key to landlords: the keys of the platform itself stand under the nil id, which is no landlord. */
export const apiKeys = pgTable(
  'api_keys',
  {
    landlordId: landlordId(),
    id: uuid().notNull(),
    name: text().notNull(),
    prefix: text().notNull(),
    hash: bytes().notNull(),
    roles: text().array().$type<readonly Role[]>().notNull(),
    /** Whom of the landlord's staff it acts for, as assignments name them. */
    person: text(),
    only: jsonb('good_for').$type<KeyLimit>(),
    expiresAt: instant('expires_at'),
    revokedAt: instant('revoked_at'),
    /** The key that a rotation put in its place. */
    replacedBy: uuid('replaced_by'),
    lastUsedAt: instant('last_used_at'),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.id] }),
    unique('api_keys_hash_unique').on(t.landlordId, t.hash),
  ],
);

/**
 * Answers kept under the key a caller sent with a request, so that the same request sent again is answered and not
 * done again. Written by the transaction that did it.
 */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    landlordId: landlordId(),
    principal: text().notNull(),
    operation: text().notNull(),
    key: text().notNull(),
    fingerprint: bytes().notNull(),
    status: integer().notNull(),
    headers: jsonb().$type<Readonly<Record<string, string>>>().notNull(),
    /** Null where it must not be kept: a secret, which is shown once, or the words of what was anonymised since. */
    body: text(),
    /** True where the caller could read the thing it told of; null of earlier releases, which did not ask. */
    seen: boolean(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.principal, t.operation, t.key] }),
    index('idempotency_keys_expiry').on(t.landlordId, t.expiresAt),
  ],
);

/**
 * Who read or changed what of a landlord, when and from where. Append-only by trigger, like the events, but not for ever:
 * the function `forget_access` removes what is older than the service is told to keep.
 */
export const accessLog = pgTable(
  'access_log',
  {
    landlordId: landlordId(),
    id: uuid().notNull(),
    at: instant('at').notNull(),
    principal: text().notNull(),
    name: text().notNull(),
    address: text().notNull(),
    requestId: text('request_id').notNull(),
    operation: text().notNull(),
    /** The complaint, contact, key or other thing as it was asked for; null for a list. */
    subject: text(),
    status: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.id] }),
    index('access_log_subject').on(t.landlordId, t.subject, t.id),
  ],
);

/** What the service signs with, under the nil id: it is the platform's own. Made by the migration and never changed. */
export const serviceSecrets = pgTable(
  'service_secrets',
  {
    landlordId: landlordId(),
    name: text().notNull(),
    secret: bytes().notNull(),
  },
  (t) => [primaryKey({ columns: [t.landlordId, t.name] })],
);
