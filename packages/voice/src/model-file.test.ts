import { statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fromBase64 } from './base64.ts'
import { loadModel, type ModelFile } from './model-file.ts'
import full from './models/full.model.json' with { type: 'json' }
import open from './models/open.model.json' with { type: 'json' }

describe.each<[string, ModelFile]>([
  ['full', full],
  ['open', open],
])('the %s model', (name, file) => {
  it('has no more than 500,000 parameters, in no more than 2 MB', () => {
    expect(parametersIn(file)).toBeLessThanOrEqual(500_000)
    const { size } = statSync(new URL(`models/${name}.model.json`, import.meta.url))
    expect(size).toBeLessThanOrEqual(2_000_000)
  })

  it('is refused where it was trained on other measures', () => {
    const { weights, biases } = file.byFunctionals
    const fewer = {
      scales: weights.scales.slice(1),
      base64: weights.base64.slice(0, 4 * weights.scales.length),
    }
    expect(() => loadModel({ ...file, byFunctionals: { weights: fewer, biases: biases.slice(1) } })).toThrow(
      /functionals.+train it again/,
    )
  })
})

it('of EmoDB alone knows only the affects of EmoDB, and names nothing else that it learnt from', () => {
  expect(open.corpora).toEqual(['emodb'])
  expect(loadModel(open).coordinates.heard.filter(Boolean)).toHaveLength(7)
})

/** Every number that was learnt: bytes of base64 and numbers, at any depth. */
function parametersIn(value: unknown): number {
  if (typeof value === 'number') return 1
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce(
    (sum, [key, inner]) =>
      sum + (key === 'base64' && typeof inner === 'string' ? fromBase64(inner).length : parametersIn(inner)),
    0,
  )
}
