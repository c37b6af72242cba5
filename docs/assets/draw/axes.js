// A tensor's axes as boxes, and what became of each: data in, SVG text out.

export const LIT = 'var(--md-primary-fg-color, #a8381a)'
const MUTED = 'var(--md-default-fg-color--light, #59616c)'
const HUES = ['function', 'constant', 'string', 'number', 'keyword']

export const keys = list => [...list.keys()]
export const sum = list => list.reduce((total, one) => total + one, 0)
export const tuple = sizes => `(${sizes.join(', ')}${sizes.length === 1 ? ',' : ''})`
export const span = words => 7.3 * `${words ?? ''}`.length

export const tag = (name, marks, ...inside) =>
  `<${name}${Object.entries(marks).map(([key, value]) => value == null ? '' : ` ${key}="${value}"`).join('')}>${inside.flat(9).join('')}</${name}>`
const safe = words => `${words}`.replace(/[&<]/g, sign => `&#${sign.charCodeAt()};`)
export const text = (x, y, words, marks) => words == null ? '' : tag('text', { x, y, ...marks }, safe(words))
export const svg = (title, says, width, height, ...inside) => tag('svg', {
  role: 'img', width, viewBox: `0 0 ${width} ${height}`, style: 'max-width:100%', fill: 'currentColor',
  'font-size': 12, 'font-family': 'var(--md-code-font-family, monospace)',
}, tag('title', {}, safe(title)), tag('desc', {}, safe(says)), inside)

// 'H*W' has the colours of H and W; 9 and 13 keep apart letters that meet.
export const hues = (letter, at) => (letter?.match(/[a-z]+/gi)?.map(word => word.charCodeAt() * 9 % 13) ?? [at])
  .map(hue => `var(--md-code-hl-${HUES[hue % 5]}-color, currentColor)`)

// What `rows` draws of a shape; `more` adds to an axis.
export const boxes = (shape, letters, more = () => {}) => shape.length ? shape.map((size, axis) => {
  const letter = letters?.[axis] == size ? null : letters?.[axis]
  return { axis, size, said: size, letter, colours: hues(letter, axis), ...more(axis) }
}) : [{ said: '()', colours: [] }]

function box(x, width, y, { axis, at, size, said, letter, kind, state, colours }) {
  const [part, middle, lit] = [width / colours.length, x + width / 2, kind === 'clash' || state === 'written']
  return tag('g', { 'data-axis': axis, 'data-at': at, 'data-size': size, 'data-kind': kind, 'data-state': state, 'text-anchor': 'middle' },
    colours.map((fill, i) => tag('rect', { x: x + i * part, y, width: part, height: 34, fill, opacity: 0.2 })),
    tag('rect', {
      x, y, width, height: 34, fill: 'none', stroke: lit ? LIT : colours[0] ?? MUTED, 'stroke-width': lit ? 3 : 1,
      'stroke-dasharray': { new: '4 3', missing: '2 3', stretched: '9 3' }[kind],
    }),
    text(middle, y + 14, letter, { 'font-weight': 700 }), text(middle, y + (letter ? 29 : 21), said, state && { fill: MUTED, 'font-size': 11 }),
    text(middle, y + 47, kind, { fill: MUTED }))
}

// Lines of words or of boxes (null: none), in columns when aligned. A ribbon leads from the first line to the second.
export function rows(title, lines, pitch, ribbons = [], aligned = true) {
  const widths = lines.map(line => line.map?.((_, i) => 8 + Math.max(0, ...(aligned ? lines : [line]).map(other => other.map && other[i]).filter(Boolean)
    .flatMap(({ size = 1, letter, said, kind }) => [span(letter), span(said), span(kind), 14 + 6 * Math.log2(size)]))))
  const left = (row, i) => 1 + 5 * i + sum(widths[row].slice(0, i))
  const top = row => 1 + sum(lines.slice(0, row).map(line => line.map ? pitch : 24))
  const says = lines.map(line => line.map?.(one => one && [one.letter, one.said, one.kind, one.from].join(' ').trim()).join(', ') ?? line)
  const wide = Math.max(...lines.map((line, row) => line.map ? left(row, line.length) : span(line)))
  return svg(title, says.join('; '), Math.ceil(wide), top(lines.length - 1) + Math.min(pitch, 54),
    ribbons.map(([from, first, share, to, at, part, fill, kind]) => {
      const [p, q, r, s] = [first, first + share].map(x => left(0, from) + x * widths[0][from])
        .concat([at, at + part].map(x => left(1, to) + x * widths[1][to]))
      return tag('path', {
        d: `M${p} 35C${p} 60 ${r} 60 ${r} 85H${s}C${s} 60 ${q} 60 ${q} 35`, fill, opacity: 0.3, 'data-from': from, 'data-to': to, 'data-kind': kind,
      })
    }),
    lines.map((line, row) => line.map ? tag('g', { 'data-row': row }, line.map((one, i) => one && box(left(row, i), widths[row][i], top(row), one)))
      : text(1, top(row) + 17, line)))
}

export const drawAxes = ({ shape }, letters) => rows(tuple(shape), [boxes(shape, letters)], 38)

// Axes whose every step goes to another cell: only their strides tell anything.
const walking = ({ shape, stride }) => keys(shape).filter(i => shape[i] > 1 && stride[i] > 0)
const end = ({ shape, stride, offset }) => offset + sum(shape.map((size, i) => (size - 1) * stride[i]))

// Where a tensor reads a cell; out of its shape where it does not.
const indexOf = (tensor, cell) => tensor.shape.map((size, i) => {
  const larger = walking(tensor).map(axis => tensor.stride[axis]).filter(stride => stride > tensor.stride[i])
  return size > 1 ? Math.floor((cell - tensor.offset) % Math.min(...larger) / (tensor.stride[i] || Infinity)) : 0
})

// [{ after: j or null, before: [i…], kind }]; null when `before` does not read what `after` reads.
export function mapAxes(before, after) {
  const [a, b] = [before, after]
  const [olds, news] = [walking(a), walking(b)]
  const cells = olds.reduce((all, i) => all * a.shape[i], 1)
  const whole = [a, b].every(one => end(one) + 1 === one.offset + cells)
  const from = b.shape.map((size, j) => olds.filter(i => news.includes(j) && (whole
    ? b.stride[j] % (a.stride[i] * a.shape[i]) && a.stride[i] % (b.stride[j] * size)
    : b.stride[j] < a.stride[i] * a.shape[i] && a.stride[i] <= b.stride[j] * (size - 1))))
  const outside = [b.offset, end(b)].some(cell => indexOf(a, cell).some((at, i) => at < 0 || at >= a.shape[i]))
  if (outside || news.some(j => !from[j].length)) return null

  // What does not walk, or walks no more, goes together by size and by place.
  const lost = () => keys(a.shape).filter(i => !from.flat().includes(i))
  const [free, still] = [lost(), keys(b.shape).filter(j => !news.includes(j))]
  const pairs = free.flatMap(i => still.map(j => {
    const [same, near] = [a.shape[i] === b.shape[j], i - free.indexOf(i) === j - still.indexOf(j)]
    return [same + (near && (same || a.shape[i] === 1 || b.shape[j] < 2)), i, j]
  })).reverse().sort(([p], [q]) => q - p)
  for (const [fit, i, j] of pairs) if (fit && !from[j].length && lost().includes(i)) from[j].push(i)

  return [...from.map((axes, j) => {
    const [was, is] = [a.shape[axes[0]], b.shape[j]]
    const kind = axes.length > 1 ? 'joined' : from.filter(others => others.includes(axes[0])).length > 1 ? 'split'
      : was === is ? 'same' : was > is ? 'sliced' : was || is > 1 ? 'stretched' : 'new'
    return { after: j, before: axes, kind }
  }), ...lost().map(i => ({ after: null, before: [i], kind: 'dropped' }))]
}

// Both tensors and a ribbon from each axis to what became of it; '' when mapAxes has no answer.
export function drawRelabel(before, after, lettersBefore, lettersAfter) {
  const links = mapAxes(before, after)
  if (!links) return ''
  const start = indexOf(before, after.offset)
  const old = boxes(before.shape, lettersBefore, i => ({ kind: links.find(link => link.after === null && link.before[0] === i)?.kind }))
  const fresh = boxes(after.shape, lettersAfter, j => {
    const { before: axes, kind } = links[j]
    return {
      kind: kind === 'same' ? null : kind, from: axes.map(i => `from ${old[i].letter ?? `axis ${i}`}`).join(' and '),
      ...axes.length && { colours: axes.flatMap(i => old[i].colours) },
    }
  })
  const ribbons = after.shape.flatMap((size, j) => links[j].before.map((i, at, { length }) => {
    const heirs = links.filter(link => link.before.includes(i))
    const [first, share, all] = links[j].kind === 'sliced' ? [start[i], size, before.shape[i]] : [heirs.indexOf(links[j]), 1, heirs.length]
    return [i, first / all, share / all, j, at / length, 1 / length, old[i].colours[0], links[j].kind]
  }))
  return rows(`${tuple(before.shape)} becomes ${tuple(after.shape)}`, [old, fresh], 84, ribbons, false)
}
