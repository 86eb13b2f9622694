import { expect, it } from 'vitest'
import { exportName } from './export-name.ts'

it('a file is called by when its conversation began, in an order that sorts', () => {
  expect(exportName(new Date(2026, 0, 5, 8, 3).getTime(), 'csv')).toBe('undertone-2026-01-05-08-03.csv')
})
