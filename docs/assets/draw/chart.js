// Numbers along a loop as lines: a small chart for each series.

import { LIT, keys, svg, tag, text } from './axes.js'

const short = value => +value.toPrecision(3)

// drawSeries({ loss: [2.3, 1.9] }); what is no finite number leaves a gap.
export function drawSeries(series) {
  const charts = Object.entries(series).map(([name, all], n) => {
    const seen = keys(all).filter(at => Number.isFinite(all[at]))
    const [low, high] = [Math.min, Math.max].map(pick => seen.map(at => all[at]).reduce((a, b) => pick(a, b)))
    const [x, y] = [at => 62 + 180 * at / all.length, value => 100 * n + 32 + 56 * (high - value) / (high - low || 1)]
    const last = seen.at(-1)
    const labels = [['max', 1, high], ['min', 1, low], ['last', x(last) + 8, all[last]]]
    return [`${name}: n = ${all.length}, ${labels.map(([kind, , value]) => `${kind} ${short(value)}`).join(', ')}`,
      text(1, 100 * n + 12, `${name}, n = ${all.length}`),
      labels.map(([kind, at, value]) => text(at, y(value) + 4, short(value), { 'data-kind': kind, 'font-weight': at > 1 ? 700 : null })),
      tag('path', { d: seen.map(at => `${seen.includes(at - 1) ? 'L' : 'M'}${x(at)} ${y(all[at])}`).join(''), fill: 'none', stroke: LIT, 'stroke-width': 2 }),
      tag('circle', { cx: x(last), cy: y(all[last]), r: 3, fill: LIT })]
  })
  return svg(Object.keys(series).join(', '), charts.map(([says]) => says).join('; '), 318, 100 * charts.length, charts.map(([, ...marks]) => marks))
}
