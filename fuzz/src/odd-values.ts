import fc from 'fast-check'

/** Numbers that programs stumble over, and others. */
export const oddNumber = fc.oneof(
  fc.constantFrom(
    ...[0, -0, 1, -1, 0.5, NaN, Infinity, -Infinity, Number.MAX_VALUE, Number.MIN_VALUE],
    ...[2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 8.64e15, 8.65e15, 1e21, 1e300],
  ),
  fc.integer(),
  fc.double(),
)

/** Texts that programs stumble over, and others. */
export const oddText = fc.oneof(
  fc.constantFrom(
    ...['', ' ', '0', '-1', '1e3', '0x10', 'null', 'NaN', '__proto__', 'constructor', 'toString'],
    ...['\u0000', '\n', '\r\n', '\uFEFF', '\uD800', 'é'.normalize('NFD'), '=1+1', '"', '\\', '%00', '../'],
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ maxLength: 30 }),
)

/** Whatever JSON can say, and a bit more. */
export const oddValue = fc.oneof(
  oddNumber,
  oddText,
  fc.constantFrom(null, undefined, true, false, [], {}),
  fc.anything({ maxDepth: 2, maxKeys: 4, withNullPrototype: false }),
)

/** An object of the fields of `right`, of which any may be odd, absent, or joined by others. */
export function nearly(right: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(
    Object.entries(right).map(([name, value]) => [
      name,
      fc.oneof({ weight: 12, arbitrary: value }, { weight: 1, arbitrary: oddValue }),
    ]),
  )
  return fc.oneof(
    { weight: 6, arbitrary: fc.record(right) },
    { weight: 6, arbitrary: fc.record(fields) },
    { weight: 2, arbitrary: fc.record(fields, { requiredKeys: [] }) },
    { weight: 1, arbitrary: oddValue },
  )
}
