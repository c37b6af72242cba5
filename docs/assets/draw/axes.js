// A tensor's axes as boxes, and what became of each. Data in, SVG text out; no page is needed.

export const WIDE = 318 // and no wider: on a phone the letters keep their size
export const MUTED = 'var(--md-default-fg-color--light, #59616c)'
export const LIT = 'var(--md-primary-fg-color, #a8381a)'
const HUES = ['function', 'constant', 'string', 'number', 'keyword']

export const keys = list => [...list.keys()]
export const sum = list => list.reduce((total, one) => total + one, 0)
export const tuple = sizes => `(${sizes.join(', ')}${sizes.length === 1 ? ',' : ''})`
export const span = words => 7.3 * String(words ?? '').length
const safe = words => String(words).replace(/[&<"]/g, sign => `&#${sign.charCodeAt()};`)

// tag('rect', { x: 1 }) is '<rect x="1"></rect>'; an attribute that is null is left out.
export const tag = (name, attributes, ...inside) => `<${name}${Object.entries(attributes).map(([key, value]) =>
  value == null ? '' : ` ${key}="${safe(value.toFixed ? +value.toFixed(1) : value)}"`).join('')}>${inside.flat(9).join('')}</${name}>`
export const text = (x, y, words, more) => tag('text', { x, y, ...more }, safe(words))
export const centred = (x, y, words, more) => text(x, y, words, { 'text-anchor': 'middle', ...more })
export const svg = (title, says, width, height, ...inside) => tag('svg', {
  role: 'img', width, viewBox: `0 0 ${width} ${height}`, style: 'max-width:100%', fill: 'currentColor',
  'font-size': 12, 'font-family': 'var(--md-code-font-family, monospace)',
}, tag('title', {}, safe(title)), tag('desc', {}, safe(says)), inside)

// The colours of 'H*W' are those of H and W (9 and 13 keep letters that meet apart); without a letter, that of the place.
export const hues = (letter, at) => (letter?.match(/[a-z]+/gi)?.map(word => word.charCodeAt() * 9 % 13) ?? [at])
  .map(hue => `var(--md-code-hl-${HUES[hue % 5]}-color, currentColor)`)

// The axes of a shape as `rows` draws them; `more` tells what is special about one.
export const boxes = (shape, letters = [], more = () => {}) => shape.length ? shape.map((size, axis) => ({
  axis, size, said: size, letter: letters[axis] == size ? '' : letters[axis], colours: hues(letters[axis], axis), ...more(axis),
})) : [{ said: '()', colours: [] }]

// [[x, width]] of columns of boxes: room for the words, more for the large.
function lay(columns) {
  const least = columns.map(column => 8 + Math.max(16, ...column.flatMap(one => [one?.letter, one?.said, one?.kind].map(span))))
  const more = columns.map(column => 6 * Math.log2(Math.max(2, ...column.map(one => one?.size ?? 2))))
  const share = Math.max(0, Math.min(1, (WIDE - sum(least) - 5 * least.length) / sum(more)))
  const widths = least.map((width, i) => width + share * more[i])
  return widths.map((width, i) => [1 + sum(widths.slice(0, i)) + 5 * i, width])
}

function box([x, width], y, row, { axis, size, said, letter, kind, colours }) {
  const put = (down, words, more) => words == null ? '' : centred(x + width / 2, y + down, words, more)
  const part = width / colours.length
  return tag('g', { 'data-row': row, 'data-axis': axis, 'data-size': size, 'data-kind': kind },
    colours.map((fill, i) => tag('rect', { x: x + i * part, y, width: part, height: 40, fill, opacity: 0.2 })),
    tag('rect', {
      x, y, width, height: 40, fill: 'none', stroke: colours[0] ?? MUTED, 'stroke-width': kind === 'clash' ? 3 : 1,
      'stroke-dasharray': { new: '4 3', ghost: '2 3', stretched: '9 3' }[kind],
    }), put(17, letter, { 'font-weight': 700 }), put(letter ? 33 : 24, said), put(53, kind, { fill: MUTED }))
}

// Rows of boxes (null where there is none), in columns when they are aligned; ribbons lead from the first row to the second.
export function rows(title, lines, ribbons = [], aligned = true) {
  const places = lines.map(line => lay(keys(line).map(i => aligned ? lines.map(other => other[i]) : [line[i]])))
  const pitch = ribbons.length ? 90 : 60
  const says = lines.map(line => line.map(one => one && Object.values(one).slice(2, -1).filter(Boolean).join(' ')).join(', '))
  return svg(title, says.join('; '), Math.ceil(Math.max(...places.map(line => sum(line.at(-1))))) + 1, pitch * lines.length,
    ribbons.map(({ from, first = 0, share = 1, to, at = 0, part = 1, ...marks }) => {
      const [[a, wide], [b, long]] = [places[0][from], places[1][to]]
      const [p, q, r, s] = [a + first * wide, a + (first + share) * wide, b + at * long, b + (at + part) * long].map(Math.round)
      return tag('path', { d: `M${p} 41C${p} 91 ${r} 41 ${r} 91H${s}C${s} 41 ${q} 91 ${q} 41`, opacity: 0.3, 'data-from': from, 'data-to': to, ...marks })
    }),
    lines.map((line, row) => line.map((one, i) => one ? box(places[row][i], 1 + pitch * row, row, one) : '')))
}

export const drawAxes = ({ shape }, letters) => rows(tuple(shape), [boxes(shape, letters)])

// Axes along which each step goes to another cell: only their strides tell anything.
const walking = ({ shape, stride }) => keys(shape).filter(i => shape[i] > 1 && stride[i] > 0)
const end = ({ shape, stride, offset }) => offset + sum(shape.map((size, i) => (size - 1) * stride[i]))

// The index at which a tensor reads a cell, or null.
function indexOf({ shape, stride, offset }, cell) {
  const index = shape.map(() => 0)
  let rest = cell - offset
  for (const i of walking({ shape, stride }).sort((a, b) => stride[b] - stride[a])) {
    index[i] = Math.min(shape[i] - 1, Math.floor(rest / stride[i]))
    rest -= index[i] * stride[i]
  }
  return rest ? null : index
}

// [{ after: j or null, before: [i…], kind }], or null when `before` does not read what `after` reads.
export function mapAxes(before, after) {
  const [a, b] = [before, after]
  const [olds, news] = [walking(a), walking(b)]
  const cells = olds.reduce((all, i) => all * a.shape[i], 1)
  const whole = [a, b].every(one => end(one) + 1 === one.offset + cells)
  const from = b.shape.map((size, j) => olds.filter(i => news.includes(j) && (whole
    ? b.stride[j] % (a.stride[i] * a.shape[i]) && a.stride[i] % (b.stride[j] * size)
    : b.stride[j] < a.stride[i] * a.shape[i] && a.stride[i] <= b.stride[j] * (size - 1))))
  if (!indexOf(a, b.offset) || !indexOf(a, end(b)) || news.some(j => !from[j].length)) return null

  // What does not walk, or walks no more, goes together by size and by place.
  const lost = keys(a.shape).filter(i => !from.flat().includes(i))
  const still = keys(b.shape).filter(j => !news.includes(j))
  const place = (list, i) => i - list.indexOf(i)
  const pairs = lost.flatMap(i => still.map(j => {
    const [same, near] = [a.shape[i] === b.shape[j], place(lost, i) === place(still, j)]
    return [i, j, same + (near && (same || a.shape[i] === 1 || b.shape[j] < 2))]
  })).reverse().sort((p, q) => q[2] - p[2])
  for (const [i, j, fit] of pairs) if (fit && !from[j].length && !from.flat().includes(i)) from[j].push(i)

  const links = from.map((axes, j) => {
    const [was, is] = [a.shape[axes[0]], b.shape[j]]
    const kind = axes.length > 1 ? 'joined' : from.filter(others => others.includes(axes[0])).length > 1 ? 'split'
      : was === is ? 'same' : was > is ? 'sliced' : was || is > 1 ? 'stretched' : 'new'
    return { after: j, before: axes, kind }
  })
  return [...links, ...lost.filter(i => !from.flat().includes(i)).map(i => ({ after: null, before: [i], kind: 'dropped' }))]
}

// Both tensors, and a ribbon from each axis to what became of it; '' when mapAxes has no answer.
export function drawRelabel(before, after, lettersBefore = [], lettersAfter) {
  const links = mapAxes(before, after)
  if (!links) return ''
  const start = indexOf(before, after.offset)
  const old = boxes(before.shape, lettersBefore, i => ({ kind: links.find(link => link.after === null && link.before[0] === i)?.kind }))
  const fresh = boxes(after.shape, lettersAfter, j => {
    const { before: axes, kind } = links[j]
    const from = axes.map(i => `from ${lettersBefore[i] || `axis ${i}`}`).join(' and ')
    const colours = axes.flatMap(i => old[i].colours)
    return { kind: kind === 'same' ? null : kind, from, ...colours.length && { colours } }
  })
  const ribbons = links.flatMap(({ after: to, before: axes, kind }) => to === null ? [] : axes.map((from, at) => {
    const heirs = links.filter(link => link.before.includes(from))
    const [first, share] = heirs.length > 1 ? [heirs.findIndex(link => link.after === to) / heirs.length, 1 / heirs.length]
      : [start[from] / before.shape[from], Math.min(1, after.shape[to] / before.shape[from])]
    return { from, first, share, to, at: at / axes.length, part: 1 / axes.length, fill: old[from].colours[0], 'data-kind': kind }
  }))
  return rows(`${tuple(before.shape)} becomes ${tuple(after.shape)}`, [old, fresh], ribbons, false)
}
