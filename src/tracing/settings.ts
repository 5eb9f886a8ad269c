/** Where traces go and which. */
export interface TracingSettings {
  readonly url: string;
  readonly protocol: 'http/protobuf' | 'http/json';
  readonly sampler:
    | 'always_on'
    | 'always_off'
    | 'traceidratio'
    | 'parentbased_always_on'
    | 'parentbased_always_off'
    | 'parentbased_traceidratio';
  /** Of the traces that begin here, for the two samplers that take a share. */
  readonly ratio: number;
}
