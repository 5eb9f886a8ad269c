import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Context,
  createTraceState,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { errorCode } from '../db/connection/errors';
import type { Timing } from '../db/connection/timing';
import type { BeginSpan, CallerSpan } from '../http/hooks/request-spans';

/**
 * The spans of this process and which of them the present work belongs to. Nothing is global and nothing is patched:
 * whoever wants a span of something says so where it is done.
 */
export class Spans {
  private readonly active = new AsyncLocalStorage<Span>();

  constructor(private readonly tracer: Tracer) {}

  /** The answer to a request; of the caller's trace, if it sent one. */
  readonly ofRequest: BeginSpan = (name, caller, attributes) => {
    const above = caller ? contextOf(caller) : ROOT_CONTEXT;
    const span = this.tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, above);
    return {
      traceId: span.spanContext().traceId,
      within: (work) => this.active.run(span, work),
      end(facts, failed) {
        span.setAttributes(facts);
        if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      },
    };
  };

  /** Work that nobody asked for over HTTP, such as a round of maintenance. */
  async ofItsOwn<T>(name: string, work: () => Promise<T>): Promise<T> {
    const span = this.tracer.startSpan(name, { kind: SpanKind.INTERNAL, root: true }, ROOT_CONTEXT);
    return ended(span, () => this.active.run(span, work));
  }

  /** A step towards the database, by its name and never by its values. What belongs to no span has none either. */
  readonly step: Timing = (what, work) => {
    const above = this.active.getStore();
    if (!above?.isRecording()) return work();
    const attributes = { 'db.system.name': 'postgresql', 'db.query.summary': what };
    const context = trace.setSpan(ROOT_CONTEXT, above);
    return ended(this.tracer.startSpan(what, { kind: SpanKind.CLIENT, attributes }, context), work);
  };
}

function contextOf({ traceId, spanId, traceFlags, state }: CallerSpan): Context {
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    traceFlags,
    isRemote: true,
    ...(state !== null && { traceState: createTraceState(state) }),
  });
}

async function ended<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // The code alone: PostgreSQL writes values into its messages.
    span.setAttribute('error.type', errorCode(error) ?? (error instanceof Error ? error.name : 'error'));
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}
