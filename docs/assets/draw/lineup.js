// How the operands of +, @, cat and a convolution line up; a result of null means that they do not.

import { LIT, boxes, hues, keys, rows, tuple } from './axes.js'

const clash = { kind: 'clash', colours: [LIT] }
const pad = (list = [], rank) => [...Array(rank - list.length), ...list]
const draw = (lines, shapes, sign, result, made, ...more) => rows(`${shapes.map(tuple).join(sign)} ${result ? `is ${tuple(result)}` : 'fails'}`,
  result ? [...lines, '=', pad(made, lines[0].length)] : lines, ...more)

// What broadcasting does to axis i of a shape.
function stretch(shapes, shape, i) {
  const sizes = new Set(shapes.map(other => other[i] ?? 1).filter(size => size !== 1))
  if (shape[i] === undefined) return { said: 1, kind: 'missing', colours: [] }
  return shape[i] === 1 ? sizes.size && { kind: 'stretched' } : sizes.size > 1 && clash
}

export function drawBroadcast(shapes, result, letters = []) {
  const rank = Math.max(...shapes.map(shape => shape.length))
  const all = shapes.map(shape => pad(shape, rank))
  const lines = all.map((shape, n) => boxes(shape, pad(letters[n], rank), i => stretch(all, shape, i)))
  return draw(lines, shapes, ' with ', result, result && boxes(result, letters[shapes.length]), 54)
}

export function drawMatmul(a, b, result, letters = []) {
  const rank = Math.max(2, a.length, b.length)
  const upright = list => b.length === 1 && list ? [...list, undefined] : list
  const all = [pad(a, rank), pad(upright(b), rank)]
  const names = [pad(letters[0], rank), pad(upright(letters[1]), rank)]
  const agree = all[0][rank - 1] === all[1][rank - 2]
  const lines = all.map((shape, n) => boxes(shape, names[n], i => i < rank - 2 || shape[i] === undefined
    ? stretch(all, shape, i) : i === rank - 1 - n && (agree ? n && { kind: 'agree' } : clash)))
  const made = boxes(result ?? [], letters[2])
  if (b.length === 1) made.push(null)
  else if (a.length === 1) made.splice(-1, 0, null)
  return draw(lines, [a, b], ' @ ', result, made, 84, agree ? [[rank - 1, 0.4, 0.2, rank - 2, 0.4, 0.2, 'currentColor', 'agree']] : [])
}

export function drawCat(shapes, dim, result, letters = []) {
  const along = (dim + shapes[0].length) % shapes[0].length
  const few = keys(shapes).filter(n => n < 4 || n === shapes.length - 1)
  const lines = few.map(n => boxes(shapes[n], letters[n], i => i === along ? { kind: 'joined', colours: hues(null, n) }
    : new Set(shapes.map(shape => shape[i])).size > 1 && clash))
  const made = boxes(result ?? [], letters[shapes.length], i => i === along && {
    said: `${few.map(n => `${n > 4 ? '… + ' : ''}${shapes[n][i]}`).join(' + ')} = ${result[i]}`, colours: few.flatMap(n => hues(null, n)),
  })
  return draw(lines, shapes, ' and ', result, made, 54)
}

// Of { n, k, s, p, d, extra, transposed }: k is the kernel's size, extra is output_padding; p may be [left, right].
export function outSize({ n, k, s = 1, p = 0, d = 1, extra = 0, transposed }) {
  const [[left, right], reach] = [[p, p].flat(), d * (k - 1) + 1]
  return transposed ? (n - 1) * s + reach - left - right + extra : Math.floor((n + left + right - reach) / s) + 1
}

const gcd = (a, b) => b ? gcd(b, a % b) : a

// A drawing for each axis: the cells under the kernel, then its first windows; boxes of several cells when the kernel is large.
export const drawConv = axes => axes.map(axis => {
  const { letter = 'axis', n, k, s = 1, p = 0, d = 1, extra = 0, transposed } = axis
  const [[left, right], reach, out] = [[p, p].flat(), d * (k - 1) + 1, outSize(axis)]
  const [long, windows, from, to] = transposed ? [out, n, 'out', 'in'] : [n, out, 'in', 'out']
  const block = [s, left, right, long].reduce(gcd, d > 1 ? 1 : k)
  const few = block > 1 ? 6 : 8
  const cells = keys(Array((left + long + right) / block)).map(at => at * block - left)
  const line = (word, said, chosen) => [{ letter: word, said, colours: hues(word) }, ...cells.slice(0, few).map(at => chosen(at) ? {
    axis: at, said: at, colours: at < 0 || at >= long ? [] : hues(word),
  } : null)]
  return rows(`${letter}: ${n} becomes ${out}`, [
    `${letter}: kernel ${k}, stride ${s}, padding ${p}${d > 1 ? `, dilation ${d}` : ''}`,
    ...block > 1 ? [`each box is ${block} cells`] : [],
    [...line(from, letter, () => true), cells[few] < Infinity ? { said: '…', colours: [] } : null],
    ...keys(Array(windows)).slice(0, 3).map(j => line(to, j, cell => {
      const at = cell + left - j * s
      return at >= 0 && at < reach && at % d === 0
    })),
    transposed ? `(${n} − 1) · ${s} + ${reach} − ${left} − ${right} + ${extra} = ${out}` : `⌊(${n} + ${left} + ${right} − ${reach}) / ${s}⌋ + 1 = ${out}`,
  ], 38)
}).join('')
