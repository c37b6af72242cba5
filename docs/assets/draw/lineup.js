// How the operands of +, @, cat and a convolution line up; `result` is null when they do not.

import { LIT, MUTED, WIDE, boxes, hues, keys, rows, svg, tag, text, tuple } from './axes.js'

const clash = { kind: 'clash', colours: [LIT] }
const pad = (list, rank) => [...Array(Math.max(0, rank - (list?.length ?? 0))), ...list ?? []]
const draw = (lines, shapes, sign, result, letters, links) => rows(`${shapes.map(tuple).join(sign)}: ${result ? tuple(result) : 'error'}`,
  result ? [...lines, boxes(result, letters[lines.length])] : lines, links)

// What broadcasting does to the i-th size of a shape.
function stretch(shapes, shape, i) {
  const sizes = new Set(shapes.map(other => other[i] ?? 1).filter(size => size !== 1))
  if (shape[i] === undefined) return { said: 1, kind: 'ghost', colours: [] }
  return shape[i] === 1 ? sizes.size && { kind: 'stretched' } : sizes.size > 1 && clash
}

export function drawBroadcast(shapes, result, letters = []) {
  const rank = Math.max(...shapes.map(shape => shape.length))
  const all = shapes.map(shape => pad(shape, rank))
  return draw(all.map((shape, n) => boxes(shape, pad(letters[n], rank), i => stretch(all, shape, i))), shapes, ' with ', result, letters)
}
