/** What transform.wat turns its numbers by, in the order in which it reads them. */

/** Of the first stage, for each four neighbouring places: the cosines of their first turns, the sines, those of the second, … */
export function firstStageTurns(): Float32Array {
  const turns = new Float32Array(16 * 24)
  for (let place = 0; place < 64; place++)
    for (let power = 1; power <= 3; power++) {
      const at = Math.floor(place / 4) * 24 + (power - 1) * 8 + (place % 4)
      turns[at] = Math.cos((2 * Math.PI * power * place) / 256)
      turns[at + 4] = -Math.sin((2 * Math.PI * power * place) / 256)
    }
  return turns
}

/** Of a stage of transforms of `size`: for each place cosine and sine of its three turns. */
export function laterStageTurns(size: number): Float32Array {
  return Float32Array.from({ length: (size / 4) * 6 }, (_, at) => {
    const angle = (2 * Math.PI * (1 + (Math.floor(at / 2) % 3)) * Math.floor(at / 6)) / size
    return at % 2 === 0 ? Math.cos(angle) : -Math.sin(angle)
  })
}

/** Of the step from pairs to real numbers: the cosines of bins 0…131, then the sines. */
export function separationTurns(): Float32Array {
  return Float32Array.from({ length: 2 * 132 }, (_, at) =>
    at < 132 ? Math.cos((Math.PI * at) / 256) : Math.sin((Math.PI * (at - 132)) / 256),
  )
}
