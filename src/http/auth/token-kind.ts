/** The header and the claims of a token, once its signature is proved. */
interface SignedToken {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** RFC 9068, 2.1: an access token that says that it is one. Media types are alike in any case. */
const ACCESS_TOKEN = /^(application\/)?at\+jwt$/i;
/** Says nothing of the kind. Keycloak, Entra and Auth0 give it to access tokens and to ID tokens alike. */
const ANY_TOKEN = /^(application\/)?jwt$/i;

/** Where providers say the kind within a token: Keycloak in `typ`, Cognito in `token_use`, others in `token_type`. */
const KIND_CLAIMS = ['typ', 'token_use', 'token_type'];
const ACCESS_WORD = /^(bearer|access([_-]token)?|(application\/)?at\+jwt)$/i;

/** OpenID Connect gives these to ID tokens alone. Keycloak had `nonce` in access tokens too, which say their kind. */
const OF_ID_TOKENS = ['nonce', 'at_hash', 'c_hash', 's_hash'];

/** Claims of access tokens, for the grant or the client: one is there even where a client calls its own service. */
const OF_ACCESS_TOKENS = ['scope', 'scp', 'client_id', 'appid', 'azpacr'];

/**
 * Why a token that the provider signed for this service gives its bearer nothing here; null for an access token. A
 * provider signs much else with the same key, and that opens no door (RFC 8725, 3.11 and 3.12). With `demanded`, only
 * what says in its header that it is an access token will do.
 */
export function kindFault({ header, payload }: SignedToken, demanded: boolean): string | null {
  const { typ } = header;
  const says = isText(typ, ACCESS_TOKEN);
  if (typ !== undefined && !says && !isText(typ, ANY_TOKEN))
    return `This is no access token: its typ is ${shown(typ)}.`;
  if (demanded && !says) return 'This access token does not say that it is one: its typ has to be at+jwt.';
  if (has(payload, 'events')) return 'This is no access token: it tells of events.';
  if (has(payload, 'cnf'))
    return 'This access token is bound to a key of its client (cnf), and mere bearers are not let in with it.';
  const stated = KIND_CLAIMS.filter((name) => has(payload, name) && !isText(payload[name], ANY_TOKEN));
  const other = stated.find((name) => !isText(payload[name], ACCESS_WORD));
  if (other !== undefined) return `This is no access token: its ${other} is ${shown(payload[other])}.`;
  return says || stated.length > 0 ? null : idTokenFault(payload);
}

/** Of a token that says nowhere what it is. */
function idTokenFault(payload: SignedToken['payload']): string | null {
  const told = OF_ID_TOKENS.find((name) => has(payload, name));
  if (told !== undefined) return `This is an ID token and no access token: it has a ${told}.`;
  const { aud, azp } = payload;
  const isForItsClient = azp !== undefined && [aud].flat().includes(azp);
  return isForItsClient && !OF_ACCESS_TOKENS.some((name) => has(payload, name))
    ? 'This is an ID token and no access token: it is for the client that it was issued to.'
    : null;
}

const has = (payload: SignedToken['payload'], name: string): boolean => Object.hasOwn(payload, name);

const isText = (value: unknown, form: RegExp): boolean => typeof value === 'string' && form.test(value);

/** The provider's own word, yet any could stand there. */
const shown = (value: unknown): string => String(JSON.stringify(value)).slice(0, 60);
