/** Of the shipped procedures those of ombudsmen and their codes; the others are landlords' own. */
export const SCHEMES: readonly string[] = ['code-2022', 'code-2024', 'lgsco', 'nipso', 'psow', 'spso'];
