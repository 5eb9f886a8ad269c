/** A strong entity tag as the service gives it: the version, a dot, and a hash of what else the answer depends on. */
const FORM = /^"([^".]+)\.([\w-]{12})"$/;

/** The version that an `ETag` names, in quotes as `If-Match` takes it; fails where the tag has another form. */
export function versionIn(etag: string | undefined): string {
  const version = FORM.exec(etag ?? '')?.[1];
  if (version === undefined) throw new Error(`${etag} is no entity tag of this service`);
  return `"${version}"`;
}
