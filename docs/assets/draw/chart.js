// Numbers along a loop as lines, a small chart for each series.

import { LIT, MUTED, WIDE, keys, svg, tag, text } from './axes.js'

const short = value => String(+value.toPrecision(4))

// drawSeries({ loss: [2.3, 1.9] }); what is not a finite number leaves a gap.
export function drawSeries(series) {
  const says = []
  const charts = Object.entries(series).map(([name, all], n) => {
    const seen = keys(all).filter(at => Number.isFinite(all[at]))
    const [first, last] = [seen[0], seen.at(-1)]
    const [low, high] = seen.map(at => all[at]).reduce(([low, high], one) => [Math.min(low, one), Math.max(high, one)], [Infinity, -Infinity])
    const x = at => 60 + 190 * at / (all.length - 1 || 1)
    const y = value => 120 * n + 34 + 60 * (high - value) / (high - low || 1)
    says.push(`${name}: ${all.length} values from ${short(all[first])} to ${short(all[last])}, least ${short(low)}, most ${short(high)}`)
    const line = seen.map(at => `${seen.includes(at - 1) ? 'L' : 'M'}${x(at).toFixed(1)} ${y(all[at]).toFixed(1)}`).join('')
    return [
      text(0, 120 * n + 14, name, { 'font-weight': 700 }),
      [high, low].map(value => [tag('path', { d: `M60 ${y(value)}H250`, stroke: MUTED, 'stroke-dasharray': '1 3' }),
        text(54, y(value) + 4, short(value), { 'text-anchor': 'end', fill: MUTED })]),
      tag('path', { d: line, fill: 'none', stroke: LIT, 'stroke-width': 2, 'stroke-linecap': 'round' }),
      tag('circle', { cx: x(last), cy: y(all[last]), r: 3.5, fill: LIT }),
      text(x(last) + 8, y(all[last]) + 4, short(all[last]), { 'font-weight': 700 }),
      text(60, 120 * n + 112, '1', { fill: MUTED }), text(250, 120 * n + 112, all.length, { 'text-anchor': 'end', fill: MUTED }),
    ]
  })
  return svg(Object.keys(series).join(', '), says.join('; '), WIDE, 120 * charts.length, charts)
}
