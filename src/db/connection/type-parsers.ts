import { type CustomTypesConfig, types } from 'pg';
import { toInstant } from './columns';

/** Types that `pg` knows without naming them. */
const DATE_ARRAY: number = 1182;
const TEXT_ARRAY: number = 1009;

const asWritten = (text: string) => text;
const safeNumber = (text: string) => (Number.isSafeInteger(Number(text)) ? Number(text) : text);

/** Per pool and never global, so that another user of `pg` in the process keeps its own. */
export const typeParsers: CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary') {
      if (oid === types.builtins.DATE) return asWritten;
      if (oid === DATE_ARRAY) return types.getTypeParser(TEXT_ARRAY);
      if (oid === types.builtins.TIMESTAMPTZ) return toInstant;
      if (oid === types.builtins.INT8) return safeNumber;
    }
    return types.getTypeParser(oid, format);
  },
};
