import type { Body } from './on-record';

const isObject = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A body with the fields of a patch in it (RFC 7396): null takes a field away. */
export function mergePatch(body: Body, patch: Body): Body {
  const merged: Record<string, unknown> = { ...body };
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) delete merged[field];
    else
      merged[field] = isObject(value)
        ? mergePatch(isObject(merged[field]) ? merged[field] : {}, value)
        : value;
  }
  return merged;
}

/** A day put right is no longer that of the moment on record, nor a moment of the day on record. */
export function patched(body: Body, patch: Body): Body {
  const dayAlone = 'occurredOn' in patch && !('occurredAt' in patch);
  const momentAlone = 'occurredAt' in patch && !('occurredOn' in patch);
  const receivedAlone = 'receivedOn' in patch && !('receivedAt' in patch);
  const receivedMoment = 'receivedAt' in patch && !('receivedOn' in patch);
  const { occurredOn, occurredAt, receivedOn, receivedAt, ...rest } = body;
  const kept = {
    ...rest,
    ...(!momentAlone && occurredOn !== undefined && { occurredOn }),
    ...(!dayAlone && occurredAt !== undefined && { occurredAt }),
    ...(!receivedMoment && receivedOn !== undefined && { receivedOn }),
    ...(!receivedAlone && receivedAt !== undefined && { receivedAt }),
  };
  return mergePatch(kept, patch);
}
