import { z } from 'zod';
import type { TracingSettings } from '../tracing/settings';

const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const satisfies readonly TracingSettings['sampler'][];

const PROTOCOLS = ['http/protobuf', 'http/json'] as const satisfies readonly TracingSettings['protocol'][];
const USUAL_COLLECTOR = 'http://localhost:4318';

/**
 * The names that OpenTelemetry gives to these settings, and not our own: operators and platforms set them for every
 * service alike. What is not listed here (headers, certificates, compression, timeout, attributes of the resource) is
 * read by OpenTelemetry itself.
 */
const schema = z.object({
  OTEL_SDK_DISABLED: z.string().optional(),
  OTEL_TRACES_EXPORTER: oneOf('OTEL_TRACES_EXPORTER', ['otlp', 'none']).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: address('OTEL_EXPORTER_OTLP_ENDPOINT').optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: address('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT').optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: oneOf('OTEL_EXPORTER_OTLP_PROTOCOL', PROTOCOLS).optional(),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: oneOf('OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', PROTOCOLS).optional(),
  OTEL_TRACES_SAMPLER: oneOf('OTEL_TRACES_SAMPLER', SAMPLERS).optional(),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .refine((text) => /^\d*\.?\d+$/.test(text) && Number(text) <= 1, {
      error: (issue) =>
        `OTEL_TRACES_SAMPLER_ARG is ${JSON.stringify(issue.input)}: it is a share from 0 to 1, such as 0.1.`,
    })
    .transform(Number)
    .optional(),
});

/** On as soon as a collector is named, and off again by OTEL_SDK_DISABLED=true or OTEL_TRACES_EXPORTER=none: null. */
export function tracingOf(
  env: Readonly<Record<string, string | undefined>>,
): { readonly settings: TracingSettings | null } | { readonly faults: string[] } {
  // OpenTelemetry takes an empty variable for one that is not set.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  if (given.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return { settings: null };
  if (!Object.keys(given).some((name) => WHERE.includes(name))) return { settings: null };
  const parsed = schema.safeParse(given);
  if (!parsed.success) return { faults: parsed.error.issues.map(({ message }) => message) };

  const { data } = parsed;
  if (data.OTEL_TRACES_EXPORTER === 'none') return { settings: null };
  const collector = data.OTEL_EXPORTER_OTLP_ENDPOINT ?? USUAL_COLLECTOR;
  return {
    settings: {
      url: data.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? `${collector.replace(/\/$/, '')}/v1/traces`,
      protocol:
        data.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL ?? data.OTEL_EXPORTER_OTLP_PROTOCOL ?? 'http/protobuf',
      sampler: data.OTEL_TRACES_SAMPLER ?? 'parentbased_always_on',
      ratio: data.OTEL_TRACES_SAMPLER_ARG ?? 1,
    },
  };
}

/** Any one of these asks for traces; the rest only say how. */
const WHERE: readonly string[] = [
  'OTEL_TRACES_EXPORTER',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
];

function oneOf<const Values extends readonly string[]>(name: string, values: Values) {
  return z.enum(values, {
    error: (issue) =>
      `${name} is ${JSON.stringify(issue.input)}: for the traces of Redress it is ${values.join(' or ')}.`,
  });
}

function address(name: string) {
  return z.string().refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), {
    error: `${name} is not the address of a collector: it looks like http://collector.example:4318.`,
  });
}
