// The memory of a small tensor: its cells once, then which of them each position reads.

import { LIT, MUTED, WIDE, centred, keys, span, sum, svg, tag, text, tuple } from './axes.js'

export const cellOf = ({ stride, offset }, index) => offset + sum(index.map((at, i) => at * stride[i]))

const short = value => !value?.toFixed ? value ?? ''
  : value && Math.abs(value) < 0.01 ? value.toExponential(0) : String(+value.toFixed(2))

export function drawMemory(tensor, cells, written = []) {
  const { shape, stride, offset } = tensor
  const all = shape.reduce((list, size) => list.flatMap(index => keys(Array(size)).map(at => [...index, at])), [[]])
  const read = all.map(index => cellOf(tensor, index))
  const wide = Math.max(24, ...cells.map(value => span(short(value)) + 6))
  const across = Math.floor(WIDE / wide)
  const draw = (kind, x, y, cell, marks) => {
    const [lit, pale] = [written.includes(cell), !read.includes(cell)]
    return tag('g', { 'data-kind': kind, 'data-cell': cell, 'data-state': lit ? 'written' : pale ? 'unread' : 'read', ...marks },
      tag('rect', {
        x: x + 1, y, width: wide - 2, height: 32, stroke: lit ? LIT : MUTED, 'stroke-width': lit ? 3 : 0.5, 'fill-opacity': pale ? 0 : 0.35,
        fill: `color-mix(in oklch, ${LIT} ${Math.round(100 * cell / cells.length)}%, var(--letters, #0b5d70))`,
      }),
      centred(x + wide / 2, y + 12, cell, { 'font-size': 11, fill: MUTED }), centred(x + wide / 2, y + 27, short(cells[cell])))
  }
  // Positions stand in rows of the last axis (cut where the room ends), rows in blocks of the last two.
  const [tall, long] = [1, 1, ...shape].slice(-2)
  const [cut, step] = [Math.ceil(long / across), Math.min(long, across) * wide + 14]
  const beside = Math.floor((WIDE + 14) / step)
  const top = 62 + 35 * Math.ceil(cells.length / across)
  const deep = tall * cut * 35 + 20
  const grid = read.map((cell, at) => {
    const [column, line, block] = [at % long, Math.floor(at / long) % tall, Math.floor(at / long / tall)]
    const [x, y] = [block % beside * step, top + Math.floor(block / beside) * deep]
    return [at % (long * tall) || shape.length < 3 ? '' : text(x + 1, y - 5, `[${all[at].slice(0, -2)}]`, { fill: MUTED }),
      draw('position', x + column % across * wide, y + 35 * (line * cut + Math.floor(column / across)), cell, { 'data-at': String(all[at]) })]
  })
  const how = `${tuple(shape)} by stride ${tuple(stride)}${offset ? ` from ${offset}` : ''}`
  return svg(`${cells.length} cells of memory read as ${how}`,
    `It reads cells ${read.join(', ')}.${written.length ? ` Written: ${written.join(', ')}.` : ''}`,
    WIDE, top + deep * Math.ceil(read.length / long / tall / beside) - 18,
    text(0, 12, 'memory'), keys(cells).map(cell => draw('memory', cell % across * wide, 20 + 35 * Math.floor(cell / across), cell)),
    text(0, top - (shape.length > 2 ? 24 : 8), how), grid)
}
