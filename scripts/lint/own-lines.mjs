const functions = 'FunctionDeclaration, FunctionExpression, ArrowFunctionExpression'

/**
 * An ESLint rule: a function's own lines of code, without those of the functions inside it. ESLint's own
 * `max-lines-per-function` counts them all, so it would speak against every `createX`, which is many short ones.
 */
export const ownLines = {
  meta: {
    type: 'suggestion',
    schema: [{ type: 'object', properties: { max: { type: 'integer' } }, additionalProperties: false }],
    messages: { long: '{{count}} own lines; past {{max}} a function asks to be looked at again.' },
  },
  create(context) {
    const [{ max }] = context.options
    const around = []
    const codeLines = linesWithCode(context.sourceCode)

    function enter(node) {
      around.push({ node, inside: [] })
    }
    function leave() {
      const { node, inside } = around.pop()
      around.at(-1)?.inside.push(node.loc)
      const isWithin = (line) => inside.some(({ start, end }) => line > start.line && line <= end.line)
      const count = codeLines(node.loc).filter((line) => !isWithin(line)).length
      if (count > max) context.report({ node, messageId: 'long', data: { count, max } })
    }
    return { [`:matches(${functions})`]: enter, [`:matches(${functions}):exit`]: leave }
  },
}

/** Blank lines and comments count for nothing. */
function linesWithCode({ ast }) {
  const lines = new Set()
  for (const { loc } of ast.tokens) for (let n = loc.start.line; n <= loc.end.line; n++) lines.add(n)
  return ({ start, end }) => [...lines].filter((line) => line >= start.line && line <= end.line)
}
