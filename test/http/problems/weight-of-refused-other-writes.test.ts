import { weighRefusals } from './weight';

weighRefusals(({ method, path }) => method !== 'GET' && !path.startsWith('/v1/complaints'));
