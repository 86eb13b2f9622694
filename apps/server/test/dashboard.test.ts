import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { launchReady, scrape } from './support/process/server-process.ts'

const dashboardFile = new URL('../../../deploy/grafana-dashboard.json', import.meta.url)
const dashboardSchema = z.object({
  panels: z.array(z.object({ targets: z.array(z.object({ expr: z.string() })) })),
})

/** A name that a filter stands behind is a metric's. */
const metricName = /\b[a-z_]+(?=\{)/g

it('shows on its dashboard every metric of its own, and none that there isn\u2019t', async () => {
  const { panels } = dashboardSchema.parse(JSON.parse(readFileSync(dashboardFile, 'utf8')))
  const shown = panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => expr.match(metricName) ?? []))
  const { url } = await launchReady()
  const told = new Set((await scrape(url)).match(/^[a-z]\w+/gm))
  expect(shown.filter((name) => !told.has(name))).toEqual([])
  const own = [...told].filter((name) => name.startsWith('undertone_'))
  expect(own.filter((name) => !shown.includes(name))).toEqual([])
})
