import { affectSchema } from '@undertone/shared'
import { describe, expect, it } from 'vitest'
import tokens from './tokens.css?raw'

const affects = affectSchema.options.map((affect) => `affect-${affect}`)
const system = colorsIn(/^:root \{([^}]*)\}/m)
const contrast = colorsIn(/:root\[data-theme='contrast'\] \{([^}]*)\}/)

describe('text on paper', () => {
  it.each(['ink', 'quiet-ink', 'accent', ...affects])(
    'can be read: %s is 7:1 at least, light and dark',
    (name) => {
      for (const shade of [0, 1] as const)
        expect(ratio(system, name, 'paper', shade)).toBeGreaterThanOrEqual(7)
    },
  )

  it.each(['ink', 'quiet-ink', 'accent'])('is 10:1 at least in high contrast: %s', (name) => {
    for (const shade of [0, 1] as const)
      expect(ratio(contrast, name, 'paper', shade)).toBeGreaterThanOrEqual(10)
  })

  it('can be read on the one filled button as well', () => {
    for (const shade of [0, 1] as const)
      expect(ratio(system, 'on-accent', 'accent', shade)).toBeGreaterThanOrEqual(7)
  })
})

type Colors = ReadonlyMap<string, readonly [light: string, dark: string]>

/** Every colour of the block that `block` finds, light and dark. */
function colorsIn(block: RegExp): Colors {
  const [, body = ''] = block.exec(tokens) ?? []
  const found = [...body.matchAll(/--([\w-]+):[^;]*light-dark\((#\w+), (#\w+)\)/g)]
  return new Map(found.map(([, name = '', light = '', dark = '']) => [name, [light, dark]]))
}

/** The contrast of WCAG 2.2: (lighter + 0.05) / (darker + 0.05). Throws where a colour isn't there. */
function ratio(colors: Colors, text: string, ground: string, shade: 0 | 1): number {
  const [a, b] = [text, ground].map((name) => {
    const pair = colors.get(name)
    if (!pair) throw new Error(`There is no colour --${name}`)
    return luminance(pair[shade])
  })
  const [lighter, darker] = [Math.max(a ?? 0, b ?? 0), Math.min(a ?? 0, b ?? 0)]
  return (lighter + 0.05) / (darker + 0.05)
}

/** Relative luminance of `#rgb` or `#rrggbb`, as WCAG 2.2 defines it. */
function luminance(color: string): number {
  const digits = color.length === 4 ? color.replaceAll(/[\da-f]/gi, '$&$&') : color
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(digits.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
