import { fuzz } from './fuzz';

fuzz(({ method, path }) => method !== 'GET' && path.startsWith('/v1/complaints'));
