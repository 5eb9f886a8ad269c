import { z } from 'zod';
import { ROLES } from '../../policy/rules/roles';
import { type ApiKeyRow, PLATFORM } from '../../db/access/api-keys';
import { words } from '../../policy/document/vocabulary';
import { instantSchema } from '../../policy/dates/local-date';
import { personSchema } from '../../policy/events/parts';
import { keyLimitSchema } from '../auth/key-limits';
import { EXAMPLE_LANDLORD_ID } from './landlord';

const rolesSchema = z.array(z.enum(ROLES)).min(1).max(ROLES.length);

export const newKeySchema = z
  .strictObject({
    name: words(100).describe('Who or what will use it. The record of a complaint names it with every act.'),
    roles: rolesSchema,
    person: personSchema
      .nullable()
      .default(null)
      .describe(
        'Whom of the staff the key acts for, as assignments name them. A handler needs it where the landlord lets handlers see only what is assigned to them.',
      ),
    only: keyLimitSchema.nullable().default(null).describe('null: all that its roles may do.'),
    expiresAt: instantSchema.nullable().default(null).describe('When it stops working; null: never.'),
    landlordId: z
      .uuid()
      .optional()
      .describe("Only for the platform's own key: whose key it is. Without it the key is the platform's."),
  })
  .meta({ id: 'NewApiKey' });

const shown = {
  id: z.uuid(),
  landlordId: z.uuid().nullable().describe("null for the platform's own keys."),
  name: z.string(),
  prefix: z.string().describe('How the key begins, to recognise it by.'),
  roles: rolesSchema,
  person: personSchema.nullable(),
  only: keyLimitSchema.nullable(),
  expiresAt: instantSchema.nullable(),
  revokedAt: instantSchema.nullable(),
  lastUsedAt: instantSchema.nullable().describe('To the minute.'),
  createdAt: instantSchema,
  createdBy: z.string(),
};

export const apiKeySchema = z.strictObject(shown).meta({ id: 'ApiKey' });
export type ApiKey = z.output<typeof apiKeySchema>;

export const issuedKeySchema = z
  .strictObject({
    ...shown,
    key: z.string().describe('The key itself. It is shown this once and kept nowhere.'),
  })
  .meta({ id: 'IssuedApiKey' });

export const rotationSchema = z
  .strictObject({
    overlapHours: z
      .int()
      .min(0)
      .max(720)
      .default(24)
      .describe('How long the old key works beside the new one.'),
  })
  .meta({ id: 'KeyRotation' });

export const apiKeyView = ({ landlordId, roles, only, replacedBy: _, ...row }: ApiKeyRow): ApiKey => ({
  ...row,
  landlordId: landlordId === PLATFORM ? null : landlordId,
  roles: [...roles],
  only: only === null || only === 'read' ? only : [...only],
});

export const EXAMPLE_KEY_ID = '01920000-0000-7000-8000-0000000000a1';

export const exampleKey = {
  id: EXAMPLE_KEY_ID,
  landlordId: EXAMPLE_LANDLORD_ID,
  name: 'Housing management system',
  prefix: 'rdr_02VNxaHR9uEiEk7yTwbAHR_4fTq',
  roles: ['complaints-officer'],
  person: null,
  only: null,
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: null,
  createdAt: '2024-09-02T09:00:00.000Z',
  createdBy: 'key:Hexagon administrator#01920000-0000-7000-8000-00000000aaaa',
};

export const exampleIssuedKey = {
  ...exampleKey,
  key: 'rdr_02VNxaHR9uEiEk7yTwbAHR_4fTqEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLE00_000000',
};

/** How a key is named in a path, and whose it is. */
export const keyParams = z.strictObject({ id: z.uuid().describe('The id of the key, not the key itself.') });
export const whose = {
  landlordId: z
    .uuid()
    .optional()
    .describe("Only for the platform's own key: whose keys are meant. Without it, its own."),
};
export const keyExample = { params: { id: EXAMPLE_KEY_ID } };
