import { fuzz } from './fuzz';

fuzz(({ method }) => method === 'GET');
