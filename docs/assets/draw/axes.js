// Axes as boxes: data in, SVG text out.

export const LIT = 'var(--md-primary-fg-color, #a8381a)'
const HUES = ['function', 'constant', 'string', 'number', 'keyword']

export const keys = list => [...list.keys()]
export const sum = list => list.reduce((total, one) => total + one, 0)
export const tuple = sizes => `(${sizes.join(', ')}${sizes.length === 1 ? ',' : ''})`
export const span = words => 7.3 * `${words ?? ''}`.length
const safe = words => `${words}`.replace(/[&<]/g, sign => `&#${sign.charCodeAt()};`)

export const tag = (name, marks, ...inside) => `<${name}${Object.entries(marks)
  .map(([key, value]) => value == null ? '' : ` ${key}="${value}"`).join('')}>${inside.flat(9).join('')}</${name}>`
export const text = (x, y, words, marks) => words == null ? '' : tag('text', { x, y, ...marks }, safe(words))
export const svg = (title, says, width, height, ...inside) => tag('svg', {
  role: 'img', width, viewBox: `0 0 ${width} ${height}`, fill: 'currentColor',
  style: 'max-width:100%;font:12px var(--md-code-font-family, monospace)',
}, tag('title', {}, safe(title)), tag('desc', {}, safe(says)), inside)

// 9 and 13 spread the usual letters.
export const hues = (letter, at) => (letter?.match(/[a-z]+/gi)?.map(word => word.charCodeAt() * 9 % 13) ?? [at])
  .map(hue => `var(--md-code-hl-${HUES[hue % 5]}-color, currentColor)`)

export const boxes = (shape, letters = [], more = () => {}) => shape.length ? shape.map((size, axis) => {
  const letter = letters[axis] == size ? null : letters[axis]
  const one = { axis, size, said: size, letter, colours: hues(letter, axis), ...more(axis) }
  return one.said === undefined ? null : one
}) : [{ said: '()', colours: [] }]

function box(x, width, y, { axis, cell, size, said, letter, kind, lit, colours }) {
  const part = width / colours.length
  return tag('g', {
    'data-axis': axis, 'data-cell': cell, 'data-size': size, 'data-kind': kind, 'data-lit': lit,
    'text-anchor': 'middle', opacity: colours[0] ? 1 : 0.7,
  }, colours.map((fill, i) => tag('rect', { x: x + i * part, y, width: part, height: 34, fill, opacity: 0.2 })),
  tag('rect', {
    x, y, width, height: 34, fill: 'none', stroke: colours[0] ?? 'currentColor', 'stroke-width': lit ? 3 : 1,
    'stroke-dasharray': { new: 4, missing: 2, stretched: 8 }[kind],
  }),
  text(x + width / 2, y + 14, letter, { 'font-weight': 700 }),
  text(x + width / 2, y + (letter ? 29 : 21), said),
  text(x + width / 2, y + 47, kind))
}

// Lines of words or boxes; ribbons from the first to the second.
export function rows(title, lines, pitch, ribbons = [], apart) {
  const widths = lines.map(line => [...line].map((_, i) => 8 + Math.max(...(apart ? [line] : lines).flatMap(other => {
    const { size = 1, letter, said, kind } = other[i] ?? 0
    return [14 + 6 * Math.log2(size), ...[letter, said, kind].map(span)]
  }))))
  const x = (row, i, part = 0) => 1 + 5 * i + sum(widths[row].slice(0, i)) + (part && part * widths[row][i])
  const top = row => 1 + sum(lines.slice(0, row).map(line => line.map ? pitch : 24))
  const words = one => one && [one.letter, one.said, one.kind, one.from].join(' ').trim()
  const says = lines.map(line => line.map?.(words).join(', ') ?? line)
  return svg(title, says.join('; '), Math.max(...lines.map((line, row) => line.map ? x(row, line.length) : span(line))),
    top(lines.length - 1) + Math.min(pitch, 54),
    ribbons.map(([from, first, share, to, at, part, fill]) => {
      const [p, q, r, s] = [x(0, from, first), x(0, from, first + share), x(1, to, at), x(1, to, at + part)]
      return tag('path', {
        d: `M${p} 35C${p} 60 ${r} 60 ${r} 85H${s}C${s} 60 ${q} 60 ${q} 35`, fill, opacity: 0.3,
        'data-from': from, 'data-to': to,
      })
    }),
    lines.map((line, row) => line.map
      ? tag('g', { 'data-row': row }, line.map((one, i) => one && box(x(row, i), widths[row][i], top(row), one)))
      : text(1, top(row) + 17, line)))
}

export const drawAxes = ({ shape }, letters) => rows(tuple(shape), [boxes(shape, letters)], 38)

// [{ after, before: [i…], kind, start }], or null when `before` does not read what `after` reads.
export function mapAxes(before, after) {
  // Only an axis that walks from cell to cell has a stride that tells anything.
  const [old, fresh] = [before, after].map(({ shape, stride }) =>
    shape.map((size, i) => ({ i, size, step: stride[i], stop: size * stride[i] })))
  const walks = one => one.stop > one.step
  const walking = old.filter(walks)
  const reach = axes => sum(axes.map(one => one.stop - one.step))
  const cells = walking.reduce((total, one) => total * one.size, 1)
  const whole = reach(fresh) + 1 === cells
  const from = fresh.map(b => walking.filter(a => walks(b) && (whole
    ? b.step % a.stop && a.step % b.stop : b.step < a.stop && a.step <= b.stop - b.step)))
  const first = (after.offset ?? 0) - (before.offset ?? 0)
  const place = (cell, { step }) =>
    Math.floor(cell % Math.min(...walking.map(one => one.step).filter(other => other > step)) / step) || 0
  const inside = cell => walking.every(a => place(cell, a) >= 0 && place(cell, a) < a.size)
  if (!inside(first) || !inside(first + reach(fresh)) || fresh.some(b => walks(b) && !from[b.i].length)) return null

  // The others pair up by size and place.
  const lost = () => old.filter(a => !from.flat().includes(a))
  const pairs = lost().flatMap(a => fresh.map(b => [(a.size === b.size) + (a.i === b.i), a, b]))
  for (const [fit, a, b] of pairs.reverse().sort(([p], [q]) => q - p)) {
    if (fit && !from[b.i].length && lost().includes(a)) from[b.i].push(a)
  }
  return [...from.map((axes, j) => {
    const [was, is] = [axes[0]?.size, fresh[j].size]
    const kind = axes.length > 1 ? 'joined' : from.filter(others => others.includes(axes[0])).length > 1 ? 'split'
      : was > is ? 'sliced' : was === is ? 'same' : is > 1 ? 'stretched' : 'new'
    return { after: j, before: axes.map(a => a.i), kind, start: axes.map(a => place(first, a)) }
  }), ...lost().map(a => ({ after: null, before: [a.i], kind: 'dropped' }))]
}

export function drawRelabel(before, after, lettersBefore, lettersAfter) {
  const links = mapAxes(before, after)
  if (!links) return ''
  const lost = links.slice(after.shape.length)
  const old = boxes(before.shape, lettersBefore, i => lost.find(link => link.before[0] === i))
  const fresh = boxes(after.shape, lettersAfter, j => {
    const { before: axes, kind } = links[j]
    const from = axes.map(i => `from ${old[i].letter ?? `axis ${i}`}`).join(' and ')
    return { kind: kind === 'same' ? null : kind, from, ...from && { colours: axes.flatMap(i => old[i].colours) } }
  })
  const ribbons = after.shape.flatMap((size, j) => links[j].before.map((i, at, { length }) => {
    const { kind, start } = links[j]
    const heirs = links.filter(link => link.before.includes(i))
    const [first, share, all] = kind === 'sliced' ? [start[at], size, before.shape[i]]
      : [heirs.indexOf(links[j]), 1, heirs.length]
    return [i, first / all, share / all, j, at / length, 1 / length, old[i].colours[0]]
  }))
  return rows(`${tuple(before.shape)} becomes ${tuple(after.shape)}`, [old, fresh], 84, ribbons, true)
}
