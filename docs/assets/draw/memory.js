// The memory of a small tensor: its cells once, then the cell that each position reads.

import { LIT, keys, rows, span, sum, tuple } from './axes.js'

export const cellOf = ({ stride, offset }, index) => offset + sum(index.map((at, i) => at * stride[i]))

const short = value => `${!value?.toFixed ? value ?? '?' : value && Math.abs(value) < 0.01 ? value.toExponential(0) : +value.toFixed(2)}`
const split = (list, size) => keys(Array(Math.ceil(list.length / size))).map(n => list.slice(n * size, n * size + size))

export function drawMemory(tensor, cells, written = []) {
  const { shape, stride } = tensor
  const read = shape.reduce((list, size) => list.flatMap(index => keys(Array(size)).map(at => [...index, at])), [[]])
    .map(index => cellOf(tensor, index))
  const across = Math.floor(313 / (13 + Math.max(14, ...cells.map(value => span(short(value))))))
  const draw = (cell, at) => ({
    axis: cell, at, said: cell, letter: short(cells[cell]), state: written.includes(cell) ? 'written' : read.includes(cell) ? 'read' : 'unread',
    colours: read.includes(cell) ? [`color-mix(in oklch, ${LIT} ${100 * cell / cells.length}%, var(--letters, #0b5d70))`] : [],
  })
  // Rows of the last axis, cut where the room ends; blocks of the last two, side by side where there is room.
  const [tall, long] = [1, 1, ...shape].slice(-2)
  const blocks = split(split(read.map(draw), long), tall)
  const grid = split(blocks, Math.max(1, Math.floor((across + 1) / (long + 1)))).flatMap((some, n) =>
    [...n ? [''] : [], ...keys(some[0]).flatMap(n => split(some.flatMap(block => [...block[n], null]), across))])
  return rows(`${cells.length} cells of memory`, ['memory: value, cell', ...split(keys(cells).map(cell => draw(cell)), across),
    `${tuple(shape)}, stride ${tuple(stride)}`, ...grid], 38)
}
