import { randomUUID } from 'node:crypto';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { TracingSettings } from './settings';
import { telling } from './delivery';
import { Spans } from './spans';

export interface Tracing {
  readonly spans: Spans;
  /** Delivers what is left, for as long as that may take; what is not delivered by then is lost. */
  stop(boundMs: number): Promise<void>;
}

/** Spans leave in batches, in the background: a collector that is slow or away costs a request nothing. */
export function startTracing(
  settings: TracingSettings,
  onTrouble: (lost: number, error: unknown) => void,
): Tracing {
  const delivery = telling(exporterOf(settings), onTrouble);
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'redress', 'service.instance.id': randomUUID() }))
      .merge(detectResources({ detectors: [envDetector] })),
    sampler: samplerOf(settings),
    spanProcessors: [new BatchSpanProcessor({ exporter: delivery })],
  });
  const spans = new Spans(provider.getTracer('redress'));
  return {
    spans,
    async stop(boundMs) {
      let timer: NodeJS.Timeout | undefined;
      const bound = new Promise<void>((passed) => {
        timer = setTimeout(passed, boundMs);
      });
      // A failed delivery has been told of already, span by span lost.
      const delivered = provider.shutdown().catch(() => undefined);
      await Promise.race([delivered, bound]);
      clearTimeout(timer);
    },
  };
}

function exporterOf({ url, protocol }: TracingSettings): SpanExporter {
  return protocol === 'http/json' ? new JsonExporter({ url }) : new ProtobufExporter({ url });
}

function samplerOf({ sampler, ratio }: TracingSettings): Sampler {
  switch (sampler) {
    case 'always_on':
      return new AlwaysOnSampler();
    case 'always_off':
      return new AlwaysOffSampler();
    case 'traceidratio':
      return new TraceIdRatioBasedSampler(ratio);
    case 'parentbased_always_on':
      return new ParentBasedSampler({ root: new AlwaysOnSampler() });
    case 'parentbased_always_off':
      return new ParentBasedSampler({ root: new AlwaysOffSampler() });
    case 'parentbased_traceidratio':
      return new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) });
  }
}
