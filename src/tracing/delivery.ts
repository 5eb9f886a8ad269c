import type { SpanExporter } from '@opentelemetry/sdk-trace';

/** Said at most this often: a collector that is away is away for every batch. */
const BETWEEN_WORDS_MS = 60_000;

/** The exporter, and a word about the spans it could not deliver, which it drops without one. */
export function telling(
  exporter: SpanExporter,
  onTrouble: (lost: number, error: unknown) => void,
  elapsedMs = () => performance.now(),
): SpanExporter {
  let lost = 0;
  let lastWord = Number.NEGATIVE_INFINITY;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        // 0 is success (ExportResultCode of @opentelemetry/core, which is not ours to import).
        if (result.code !== 0) {
          lost += spans.length;
          if (elapsedMs() - lastWord >= BETWEEN_WORDS_MS) {
            lastWord = elapsedMs();
            onTrouble(lost, result.error);
            lost = 0;
          }
        }
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}
