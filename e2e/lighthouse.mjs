// What Lighthouse says of the first screen, as a phone on slow 4G with a slow processor has it: medians of five visits.
// Fails where accessibility or best practices aren't perfect; speed depends on the machine, and is only printed.
import lighthouse from 'lighthouse'
import { chromium } from 'playwright-core'
import { launchProduct } from '../scripts/product.mjs'

const rounds = 5
const port = 9_333
const categories = ['performance', 'accessibility', 'best-practices']
const figures = ['first-contentful-paint', 'largest-contentful-paint', 'interactive', 'total-blocking-time']

const { url, stop } = await launchProduct(chromium, [`--remote-debugging-port=${port}`])
try {
  const visits = []
  for (let i = 0; i < rounds; i++) visits.push(await visit())
  report(visits)
} finally {
  await stop()
}

/** Lighthouse's own default is the mobile preset: 412 × 823, slow 4G, a processor four times as slow. */
async function visit() {
  const result = await lighthouse(url, { port, onlyCategories: categories, logLevel: 'error' })
  return result.lhr
}

function report(visits) {
  const score = (name) => median(visits.map(({ categories }) => 100 * categories[name].score))
  for (const name of categories) console.log(`${name}: ${score(name).toFixed(0)}`)
  for (const name of figures)
    console.log(`${name}: ${median(visits.map(({ audits }) => audits[name].numericValue)).toFixed(0)} ms`)
  const bytes = median(visits.map(({ audits }) => audits['total-byte-weight'].numericValue))
  console.log(`fetched: ${(bytes / 1000).toFixed(0)} kB`)
  for (const line of new Set(visits.flatMap(shortcomings))) console.log(line)
  process.exitCode = score('accessibility') === 100 && score('best-practices') === 100 ? 0 : 1
}

/** Audits that cost points. */
function shortcomings({ categories, audits }) {
  const refs = Object.values(categories).flatMap(({ auditRefs }) => auditRefs)
  return refs
    .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9)
    .map(({ id }) => `short of it: ${id}, ${audits[id].displayValue ?? audits[id].title}`)
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
