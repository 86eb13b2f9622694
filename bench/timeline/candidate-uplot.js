import 'uplot/dist/uPlot.min.css'
import UPlot from 'uplot'

/** As it comes: a thin line in one colour, and points only where they have room, which is the least that it can do. */
export function showUPlot(place, items, windowS) {
  return showPlot(place, items, windowS, { width: 1 })
}

/** A line as thick as the ribbon on average, and a point at each tone. */
export function showUPlotAlike(place, items, windowS) {
  return showPlot(place, items, windowS, { width: 6, points: { show: true, size: 8, fill: '#29596c' } })
}

/** Returns what drags it so many pixels back in time. */
function showPlot(place, items, windowS, line) {
  const data = [items.map(({ event }) => event.timestamp), items.map(({ event }) => event.arousal)]
  const lastS = data[0].at(-1)
  const width = place.clientWidth - 40
  const options = {
    width,
    height: 144,
    legend: { show: false },
    cursor: { show: false },
    axes: [{ show: false }, { show: false }],
    scales: {
      x: { time: false, auto: false, range: (_, min, max) => [min, max] },
      y: { auto: false, range: [-1, 1] },
    },
    series: [{}, { stroke: '#29596c', ...line }],
  }
  const plot = new UPlot(options, data, place)
  const dragTo = (pixels) => {
    const max = lastS - (pixels * windowS) / (width - 32)
    plot.setScale('x', { min: max - windowS, max })
  }
  dragTo(0)
  return dragTo
}
