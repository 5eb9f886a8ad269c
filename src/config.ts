import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import type { OidcSettings } from './http/identity/access-tokens';
import { isSafeAddress } from './http/identity/issuer';
import { type Limits, USUAL_LIMITS } from './http/rate-limits';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** One line a variable: its name, what it may be, and the sentence that refuses anything else. */
const environmentSchema = z.object({
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
  REDRESS_REQUESTS_PER_MINUTE: wholeNumber('REDRESS_REQUESTS_PER_MINUTE', 0, 10_000_000).default(
    USUAL_LIMITS.requestsPerMinute,
  ),
  REDRESS_FAILURES_PER_MINUTE: wholeNumber('REDRESS_FAILURES_PER_MINUTE', 1, 1_000_000).default(
    USUAL_LIMITS.failuresPerMinute,
  ),
  REDRESS_TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(',').map((each) => each.trim()))
    .refine((all) => all.every((each) => ipaddr.isValid(each) || ipaddr.isValidCIDR(each)), {
      error:
        'REDRESS_TRUSTED_PROXIES is not a list of addresses: it looks like 10.0.0.5 or 10.0.0.0/24, several with commas between.',
    })
    .default([]),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, {
      error: (issue) => `LOG_LEVEL is ${shown(issue.input)}: it is one of ${LOG_LEVELS.join(', ')}.`,
    })
    .default('info'),
});

export type DatabaseConfig =
  | { readonly mode: 'embedded'; readonly dataDir: string; readonly seed: 'demo' | 'none' }
  | { readonly mode: 'external'; readonly url: string; readonly migrationUrl: string };

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly database: DatabaseConfig;
  readonly poolSize: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly oidc: OidcSettings | null;
  readonly limits: Limits;
  readonly trustedProxies: readonly string[];
}

/** All that is wrong is said at once: whoever deploys should not learn of it one restart at a time. */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
): { config: Config } | { faults: string[] } {
  const parsed = environmentSchema.safeParse(env);
  const faults = parsed.error?.issues.map((issue) => issue.message) ?? [];
  faults.push(...misplacedSettings(env));
  if (!parsed.success || faults.length > 0) return { faults };

  const given = parsed.data;
  const database: DatabaseConfig =
    given.DATABASE_URL === undefined
      ? { mode: 'embedded', dataDir: given.REDRESS_DATA_DIR, seed: given.REDRESS_SEED ?? 'demo' }
      : {
          mode: 'external',
          url: given.DATABASE_URL,
          migrationUrl: given.REDRESS_MIGRATION_URL ?? given.DATABASE_URL,
        };
  return {
    config: {
      port: given.PORT,
      // On its own database it is somebody's trial on their own machine; beside a server it is a deployment.
      host: given.HOST ?? (database.mode === 'embedded' ? '127.0.0.1' : '0.0.0.0'),
      database,
      poolSize: given.REDRESS_POOL_SIZE,
      logLevel: given.LOG_LEVEL,
      oidc: oidcOf(given),
      limits: {
        requestsPerMinute: given.REDRESS_REQUESTS_PER_MINUTE,
        failuresPerMinute: given.REDRESS_FAILURES_PER_MINUTE,
      },
      trustedProxies: given.REDRESS_TRUSTED_PROXIES,
    },
  };
}

function oidcOf(given: z.output<typeof environmentSchema>): OidcSettings | null {
  const { REDRESS_OIDC_ISSUER: issuer, REDRESS_OIDC_AUDIENCE: audience } = given;
  if (issuer === undefined || audience === undefined) return null;
  const claims = {
    role: given.REDRESS_OIDC_ROLE_CLAIM,
    landlord: given.REDRESS_OIDC_LANDLORD_CLAIM,
    person: given.REDRESS_OIDC_PERSON_CLAIM,
  };
  return { issuer, audience, claims };
}

function misplacedSettings(env: Readonly<Record<string, string | undefined>>): string[] {
  const known = Object.keys(environmentSchema.shape).filter((name) => name.startsWith('REDRESS_'));
  const faults = Object.keys(env)
    .filter((name) => name.startsWith('REDRESS_') && !known.includes(name))
    .map(
      (name) => `${name} is not a setting of Redress: the settings with this prefix are ${known.join(', ')}.`,
    );
  if (env.DATABASE_URL === undefined && env.REDRESS_MIGRATION_URL !== undefined) {
    faults.push('REDRESS_MIGRATION_URL goes with DATABASE_URL, which is not set: set both or neither.');
  }
  if (env.DATABASE_URL !== undefined && env.REDRESS_SEED !== undefined) {
    faults.push(
      'REDRESS_SEED belongs to the embedded database and has no meaning with DATABASE_URL: remove one of the two.',
    );
  }
  // Without an audience, a token that the same provider issued for any other service would open this one.
  const oidc = Object.keys(env).filter((name) => name.startsWith('REDRESS_OIDC_'));
  if (oidc.length > 0 && !(env.REDRESS_OIDC_ISSUER && env.REDRESS_OIDC_AUDIENCE)) {
    faults.push(
      'Access tokens need REDRESS_OIDC_ISSUER and REDRESS_OIDC_AUDIENCE both: set the two, or no REDRESS_OIDC_ setting.',
    );
  }
  return faults;
}

function named(name: string, what: string) {
  return z.string().trim().min(1, `${name} is empty: it is ${what}.`);
}

function wholeNumber(name: string, least: number, most: number) {
  return z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most, {
      error: (issue) => `${name} is ${shown(issue.input)}: it is a whole number from ${least} to ${most}.`,
    })
    .transform(Number);
}

function isPostgresUrl(text: string): boolean {
  return /^postgres(ql)?:\/\//.test(text) && URL.canParse(text);
}

function shown(input: unknown): string {
  return JSON.stringify(input);
}
