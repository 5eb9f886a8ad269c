/** The embedded server cannot be used here, for a reason its reader can act on: the message is the whole report. */
export class EmbeddedUnusable extends Error {
  override readonly name = 'EmbeddedUnusable';
}
