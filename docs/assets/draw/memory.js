// Each cell once, then what each position reads.

import { LIT, keys, rows, span, sum, tuple } from './axes.js'

export const cellOf = ({ stride, offset = 0 }, index) => offset + sum(index.map((at, i) => at * stride[i]))

const short = value => `${value % 1 ? +value.toFixed(2) || +value.toPrecision(1) : value ?? '?'}`
const split = (list, size) => list.flatMap((_, n) => n % size ? [] : [list.slice(n, n + size)])

export function drawMemory({ shape, stride = [], offset = 0 }, cells, written = []) {
  const read = shape.reduce((all, size, i) =>
    all.flatMap(cell => keys(Array(size)).map(at => cell + at * stride[i])), [offset])
  const draw = cell => ({
    cell, said: cell, letter: short(cells[cell]), lit: written.includes(cell),
    colours: written.includes(cell) ? [LIT] : !read.includes(cell) ? []
      : [`color-mix(in oklch, ${LIT} ${100 * cell / cells.length}%, var(--letters, #0b5d70))`],
  })
  const across = Math.floor(313 / (13 + Math.max(14, ...cells.map(value => span(short(value))))))
  const [tall, long] = [1, 1, ...shape].slice(-2)
  const grid = split(split(read.map(draw), long), tall)
    .flatMap(block => [...block.flatMap(line => split(line, across)), '']).slice(0, -1)
  const strip = split(keys(cells).map(draw), across)
  const how = `${tuple(shape)}, stride ${tuple(stride)}`
  return rows(`${cells.length} cells of memory`, ['memory: value, cell', ...strip, how, ...grid], 38)
}
