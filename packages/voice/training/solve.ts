/**
 * Solves A·x = b for each b, with A symmetric and positive definite (row by row), by Cholesky's decomposition.
 */
export function solvePositive(matrix: Float64Array, rightSides: readonly Float64Array[]): Float64Array[] {
  const size = Math.sqrt(matrix.length)
  const lower = decompose(matrix, size)
  return rightSides.map((b) => backward(lower, size, forward(lower, size, b)))
}

function decompose(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(matrix.length)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]
      for (let k = 0; k < j; k++) sum -= lower[i * size + k] * lower[j * size + k]
      if (i === j && sum <= 0) throw new Error('the matrix is not positive definite')
      lower[i * size + j] = i === j ? Math.sqrt(sum) : sum / lower[j * size + j]
    }
  }
  return lower
}

function forward(lower: Float64Array, size: number, b: Float64Array): Float64Array {
  const y = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    let sum = b[i]
    for (let k = 0; k < i; k++) sum -= lower[i * size + k] * y[k]
    y[i] = sum / lower[i * size + i]
  }
  return y
}

function backward(lower: Float64Array, size: number, y: Float64Array): Float64Array {
  const x = new Float64Array(size)
  for (let i = size - 1; i >= 0; i--) {
    let sum = y[i]
    for (let k = i + 1; k < size; k++) sum -= lower[k * size + i] * x[k]
    x[i] = sum / lower[i * size + i]
  }
  return x
}
