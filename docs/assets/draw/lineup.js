// How operands line up; letters of each, then of the result.

import { LIT, boxes, hues, keys, rows, tuple } from './axes.js'

export const clash = { kind: 'clash', lit: true, colours: [LIT] }

function draw(title, shapes, result, letters = [], more, pitch, ribbons) {
  const rank = Math.max(...shapes.map(shape => shape.length))
  const pad = (list = []) => [...Array(rank - list.length), ...list]
  const all = shapes.map(pad)
  const line = (shape, names, n) => boxes(shape, pad(names), i =>
    more(all.map(other => other[i]), shape[i], i - rank, n))
  const lines = all.map((shape, n) => line(shape, letters[n], n))
  if (result) lines.push('=', line(result.length ? pad(result) : [], letters.at(-1), all.length))
  return rows(title, lines, pitch, ribbons)
}

function stretch(sizes, size) {
  const others = new Set(sizes.filter(one => one >= 0 && one !== 1)).size
  if (size === undefined) return { said: 1, kind: 'missing', colours: [] }
  return size === 1 ? others && { kind: 'stretched' } : others > 1 && clash
}

export const drawBroadcast = (shapes, result, letters) =>
  draw(shapes.map(tuple).join(' with '), shapes, result, letters, stretch, 54)

// bmm is `strict`: it stretches nothing.
export function drawMatmul(a, b, result, letters = [], strict) {
  const column = list => b.length > 1 || !list?.length ? list : [...list, undefined]
  const kept = list => a.length > 1 || !list?.length ? column(list) : [...list.slice(0, -1), undefined, list.at(-1)]
  const agree = a.at(-1) === (b.at(-2) ?? b[0])
  const rank = Math.max(2, a.length, b.length)
  return draw(`${tuple(a)} @ ${tuple(b)}`, [a, column(b)], kept(result), letters.map((list, n) => [list, column(list), kept(list)][n]),
    (sizes, size, at, n) => n < 2 && (at < -2 || size === undefined ? strict ? sizes[0] !== sizes[1] && clash : stretch(sizes, size)
      : at === -1 - n && (agree ? n && { kind: 'agree' } : clash)),
    84, agree ? [[rank - 1, 0.4, 0.2, rank - 2, 0.4, 0.2, 'currentColor']] : [])
}

export function drawCat(shapes, dim, result, letters) {
  const along = dim < 0 ? dim : dim - shapes[0].length
  const few = shapes.slice(0, 4)
  const parts = shapes[4] ? `${shapes.length} tensors` : few.map(shape => shape.at(along)).join(' + ')
  return draw(few.map(tuple).join(' and '), few, result, letters, (sizes, size, at, n) =>
    at !== along ? new Set(sizes).size > 1 && clash : few[n] ? { kind: 'joined', colours: hues(null, n) }
      : { said: `${parts} = ${size}`, colours: few.flatMap((_, n) => hues(null, n)) }, 54)
}

// k is the kernel's size, p may be [left, right], extra is output_padding.
export const drawConv = axes => axes.map(({ letter = 'axis', n, k, s = 1, p = 0, d = 1, extra = 0, transposed }) => {
  const [[left, right], reach] = [[p, p].flat(), d * (k - 1) + 1]
  const out = transposed ? (n - 1) * s + reach - left - right + extra : Math.floor((n + left + right - reach) / s) + 1
  const [long, windows, from, to] = transposed ? [out, n, 'out', 'in'] : [n, out, 'in', 'out']
  const block = d > 1 || k % s || left % s ? 1 : s
  const cells = keys(Array(Math.min(10, Math.ceil((left + long + right) / block)))).map(at => at * block - left)
  const few = cells.slice(0, block > 1 || left > 9 ? 6 : 9)
  const line = (word, said, j) => [{ letter: word, said, colours: hues(word) }, ...few.map(cell => {
    const at = cell + left - j * s
    return at < 0 || at >= reach || at % d ? null
      : { cell, said: cell, colours: cell < 0 || cell >= long ? [] : hues(word) }
  })]
  return rows(`${letter}: ${n} becomes ${out}`, [
    `${letter}: kernel ${k}, stride ${s}, padding ${p}${d > 1 ? `, dilation ${d}` : ''}`,
    ...block > 1 ? [`each box is ${block} cells`] : [],
    [...line(from, letter), cells[few.length] < Infinity ? { said: '…', colours: [] } : null],
    ...[0, 1, 2].filter(j => j < windows && j * s < few.length * block).map(j => line(to, j, j)),
    transposed ? `(${n} − 1) · ${s} + ${reach} − ${left} − ${right} + ${extra} = ${out}`
      : `⌊(${n} + ${left} + ${right} − ${reach}) / ${s}⌋ + 1 = ${out}`,
  ], 38)
}).join(' ')
