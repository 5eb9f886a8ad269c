import { type Environment, environmentSchema, type LOG_LEVELS } from './environment';
import type { OidcSettings } from '../http/auth/access-tokens';
import type { Limits } from '../http/auth/rate-limits';
import type { HttpSettings } from '../http/hooks/settings';
import type { Keeping } from './maintenance';
import { tracingOf } from './tracing-environment';
import type { TracingSettings } from '../tracing/settings';

const MEBIBYTE = 1024 * 1024;

export type DatabaseConfig =
  | { readonly mode: 'embedded'; readonly dataDir: string; readonly seed: 'demo' | 'none' }
  | { readonly mode: 'external'; readonly url: string; readonly migrationUrl: string | null };

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly database: DatabaseConfig;
  readonly poolSize: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly oidc: OidcSettings | null;
  readonly limits: Limits;
  readonly trustedProxies: readonly string[];
  /** How long requests that are under way may take to end once the service is told to stop. */
  readonly drainMs: number;
  readonly keeping: Keeping;
  /** What differs from the defaults of the HTTP side. */
  readonly http: Partial<HttpSettings>;
  readonly tracing: TracingSettings | null;
}

/** All that is wrong is said at once: whoever deploys should not learn of it one restart at a time. */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
): { config: Config } | { faults: string[] } {
  const parsed = environmentSchema.safeParse(env);
  const faults = parsed.error?.issues.map((issue) => issue.message) ?? [];
  faults.push(...misplacedSettings(env));
  const traced = tracingOf(env);
  if ('faults' in traced) faults.push(...traced.faults);
  if (!parsed.success || 'faults' in traced || faults.length > 0) return { faults };

  const given = parsed.data;
  const database: DatabaseConfig =
    given.DATABASE_URL === undefined
      ? { mode: 'embedded', dataDir: given.REDRESS_DATA_DIR, seed: given.REDRESS_SEED ?? 'demo' }
      : {
          mode: 'external',
          url: given.DATABASE_URL,
          migrationUrl: given.REDRESS_MIGRATION_URL ?? null,
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
      drainMs: given.REDRESS_DRAIN_SECONDS * 1000,
      keeping: { accessLogYears: given.REDRESS_ACCESS_LOG_YEARS },
      http: httpOf(given),
      tracing: traced.settings,
    },
  };
}

function oidcOf(given: Environment): OidcSettings | null {
  const { REDRESS_OIDC_ISSUER: issuer, REDRESS_OIDC_AUDIENCE: audience } = given;
  if (issuer === undefined || audience === undefined) return null;
  const claims = {
    role: given.REDRESS_OIDC_ROLE_CLAIM,
    landlord: given.REDRESS_OIDC_LANDLORD_CLAIM,
    person: given.REDRESS_OIDC_PERSON_CLAIM,
  };
  return { issuer, audience, claims, demandsAtJwt: given.REDRESS_OIDC_REQUIRE_AT_JWT };
}

function httpOf(given: Environment): Partial<HttpSettings> {
  const { REDRESS_MAX_EVENT_LOOP_DELAY_MS: delay, REDRESS_MAX_HEAP_MB: heap } = given;
  return {
    corsOrigins: given.REDRESS_CORS_ORIGINS,
    behindTls: given.REDRESS_BEHIND_TLS,
    requestTimeoutMs: given.REDRESS_REQUEST_TIMEOUT_SECONDS * 1000,
    ...(delay !== undefined && { maxEventLoopDelayMs: delay }),
    ...(heap !== undefined && { maxHeapBytes: heap * MEBIBYTE }),
  };
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
