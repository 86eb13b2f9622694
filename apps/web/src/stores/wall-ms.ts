import { z } from 'zod/mini'

/** Wall clock, milliseconds since 1970. Past the year 9999 there is no date that could be shown or written down. */
export const wallMsSchema = z.number().check(z.gte(0), z.lte(253_402_300_799_999))
