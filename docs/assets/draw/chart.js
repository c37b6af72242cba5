// A line for each series of numbers.

import { LIT, keys, svg, tag, text } from './axes.js'

export function drawSeries(series) {
  const says = []
  const charts = Object.entries(series).map(([name, all], n) => {
    const known = at => Number.isFinite(all[at])
    const seen = keys(all).filter(known)
    const values = seen.map(at => all[at])
    const [max, min] = [Math.max(...values), Math.min(...values)]
    const labels = seen.length ? Object.entries({ max, min, last: values.at(-1) }) : []
    const x = at => 62 + 180 * at / (all.length - 1 || 1)
    const y = value => 100 * n + 32 + 56 * (max - value) / (max - min || 1)
    says.push(`${name} ${labels.map(label => label.join(' ')).join(', ')}`)
    return [
      text(1, 100 * n + 12, `${name}, n = ${all.length}`),
      labels.map(([kind, value]) =>
        text(kind === 'last' ? 250 : 1, y(value) + 4, +value.toPrecision(3), { 'data-kind': kind })),
      tag('path', {
        d: seen.map(at => `${known(at - 1) ? 'L' : 'M'}${x(at)} ${y(all[at])}h0`).join(''),
        fill: 'none', stroke: LIT, 'stroke-width': 2, 'stroke-linecap': 'round',
      }),
    ]
  })
  return svg(Object.keys(series), says.join('; '), 318, 100 * charts.length, charts)
}
