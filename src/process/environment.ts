import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { isSafeAddress } from '../http/auth/issuer';
import { USUAL_KEEPING } from './maintenance';
import { USUAL_LIMITS } from '../http/auth/rate-limits';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** One line a variable: its name, what it may be, and the sentence that refuses anything else. */
export const environmentSchema = z.object({
  PORT: wholeNumber('PORT', 0, 65_535).default(3000),
  HOST: z
    .string()
    .trim()
    .min(1, 'HOST is empty: give the address to listen on, such as 127.0.0.1 or 0.0.0.0.')
    .optional(),
  DATABASE_URL: z
    .string()
    .refine(
      isPostgresUrl,
      'DATABASE_URL is not a PostgreSQL address: it looks like postgres://user:password@host:5432/database.',
    )
    .optional(),
  REDRESS_MIGRATION_URL: z
    .string()
    .refine(
      isPostgresUrl,
      'REDRESS_MIGRATION_URL is not a PostgreSQL address: it looks like postgres://owner:password@host:5432/database.',
    )
    .optional(),
  REDRESS_DATA_DIR: z
    .string()
    .min(1, 'REDRESS_DATA_DIR is empty: give a directory, such as ./data.')
    .default('./data'),
  REDRESS_SEED: z
    .enum(['demo', 'none'], {
      error: (issue) => `REDRESS_SEED is ${shown(issue.input)}: it is "demo" or "none".`,
    })
    .optional(),
  REDRESS_POOL_SIZE: wholeNumber('REDRESS_POOL_SIZE', 1, 50).default(8),
  REDRESS_OIDC_ISSUER: z
    .string()
    .refine(
      isSafeAddress,
      'REDRESS_OIDC_ISSUER is not the address of an identity provider: it looks like https://login.example/tenant, exactly as the provider names itself.',
    )
    .optional(),
  REDRESS_OIDC_AUDIENCE: named('REDRESS_OIDC_AUDIENCE', 'what the provider calls this service').optional(),
  REDRESS_OIDC_ROLE_CLAIM: named('REDRESS_OIDC_ROLE_CLAIM', 'the claim that holds the roles').default(
    'roles',
  ),
  REDRESS_OIDC_LANDLORD_CLAIM: named(
    'REDRESS_OIDC_LANDLORD_CLAIM',
    'the claim that holds the id of the landlord',
  ).default('landlord'),
  REDRESS_OIDC_PERSON_CLAIM: named(
    'REDRESS_OIDC_PERSON_CLAIM',
    "the claim that holds the landlord's reference for the person",
  ).default('sub'),
  REDRESS_OIDC_REQUIRE_AT_JWT: trueOrFalse('REDRESS_OIDC_REQUIRE_AT_JWT'),
  REDRESS_REQUESTS_PER_MINUTE: wholeNumber('REDRESS_REQUESTS_PER_MINUTE', 0, 10_000_000).default(
    USUAL_LIMITS.requestsPerMinute,
  ),
  REDRESS_FAILURES_PER_MINUTE: wholeNumber('REDRESS_FAILURES_PER_MINUTE', 1, 1_000_000).default(
    USUAL_LIMITS.failuresPerMinute,
  ),
  REDRESS_TRUSTED_PROXIES: z
    .string()
    .transform(partsOf)
    .refine((all) => all.every((each) => ipaddr.isValid(each) || ipaddr.isValidCIDR(each)), {
      error:
        'REDRESS_TRUSTED_PROXIES is not a list of addresses: it looks like 10.0.0.5 or 10.0.0.0/24, several with commas between.',
    })
    .default([]),
  REDRESS_CORS_ORIGINS: z
    .string()
    .transform(partsOf)
    .refine((origins) => origins.every(isOrigin), {
      error: (issue) =>
        `REDRESS_CORS_ORIGINS is ${shown(issue.input)}: it lists origins with commas between, each as a browser writes it, such as https://crm.example.org.`,
    })
    .default([]),
  REDRESS_BEHIND_TLS: trueOrFalse('REDRESS_BEHIND_TLS'),
  REDRESS_REQUEST_TIMEOUT_SECONDS: wholeNumber('REDRESS_REQUEST_TIMEOUT_SECONDS', 1, 300).default(30),
  REDRESS_DRAIN_SECONDS: wholeNumber('REDRESS_DRAIN_SECONDS', 1, 600).default(10),
  REDRESS_MAX_EVENT_LOOP_DELAY_MS: wholeNumber('REDRESS_MAX_EVENT_LOOP_DELAY_MS', 0, 60_000).optional(),
  REDRESS_MAX_HEAP_MB: wholeNumber('REDRESS_MAX_HEAP_MB', 0, 1_000_000).optional(),
  REDRESS_ACCESS_LOG_YEARS: wholeNumber('REDRESS_ACCESS_LOG_YEARS', 1, 100).default(
    USUAL_KEEPING.accessLogYears,
  ),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, {
      error: (issue) => `LOG_LEVEL is ${shown(issue.input)}: it is one of ${LOG_LEVELS.join(', ')}.`,
    })
    .default('info'),
});

export type Environment = z.output<typeof environmentSchema>;

function named(name: string, what: string) {
  return z.string().trim().min(1, `${name} is empty: it is ${what}.`);
}

/** False unless told. */
function trueOrFalse(name: string) {
  return z
    .enum(['true', 'false'], {
      error: (issue) => `${name} is ${shown(issue.input)}: it is "true" or "false".`,
    })
    .transform((text) => text === 'true')
    .default(false);
}

function wholeNumber(name: string, least: number, most: number) {
  return z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most, {
      error: (issue) => `${name} is ${shown(issue.input)}: it is a whole number from ${least} to ${most}.`,
    })
    .transform(Number);
}

function partsOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Compared letter by letter with what browsers send, so anything else could never match. `*` is no origin either. */
function isOrigin(text: string): boolean {
  return /^https?:[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

function isPostgresUrl(text: string): boolean {
  return /^postgres(ql)?:\/\//.test(text) && URL.canParse(text);
}

function shown(input: unknown): string {
  return JSON.stringify(input);
}
