import { weighRefusals } from './weight';

weighRefusals(({ method }) => method === 'GET');
