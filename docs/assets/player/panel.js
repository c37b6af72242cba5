// One step of a run as HTML text.

import { tuple } from '../draw/axes.js'

export const safe = text => `${text}`.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt()};`)
const code = text => `<code>${safe(text)}</code>`
const div = (kind, ...inner) => inner.some(Boolean) ? `<div class="st-${kind}">${inner.join('')}</div>` : ''
const facts = (...words) => div('facts', safe(words.filter(Boolean).join(' · ')))
const button = text => `<button type="button" data-act="${text.match(/\w+/)}" title="${text}">${text.split(':')[0]}</button>`

export const controls = steps => div('controls',
  ...'first: Home,back: ArrowLeft,forward: ArrowRight,last: End,into: ArrowDown,over: Shift+ArrowRight,out: ArrowUp'.split(',').map(button),
  `<input type="range" min="1" max="${steps}" aria-label="Step"><output class="st-place"></output>`,
  ...'copy link,predict first,close: Escape'.split(',').map(button),
) + '<div class="st-says" aria-live="polite"></div><div class="st-panel"></div>'

function shape({ shape, letters }) {
  const [numbers, words] = [shape, shape.map((size, i) => letters[i] ?? size)].map(tuple)
  return ` <span class="st-letters">${safe(words)}</span>${words === numbers ? '' : ` <span class="st-numbers">${numbers}</span>`}`
}

function plain(run, value) {
  const { type, text, items, tensor } = run.values[value]
  return items ? `${type} of ${items.map(item => plain(run, item)).join(', ')}` : text || type || tuple(run.tensors[tensor].shape)
}

export function says(run, { did, changes }) {
  const named = (verb, which) => changes.filter(one => which === one.memory.startsWith('written') && one.name !== 'returned')
    .map((one, i) => `${i ? '' : verb} ${one.name} ${plain(run, one.value)}`).join(', ')
  return [did, named('writes in place', true), named(did ? 'with' : 'makes', false)].filter(Boolean).join(', ') || 'runs'
}

function card(run, { name, value, memory, tensor }) {
  if (!tensor?.dtype) return div('card', code(name), tensor ? shape(tensor) : ` = ${code(plain(run, value))}`)
  const { shape: sizes, stride, role, dtype, device, grad, values, min, max, mean } = tensor
  const dense = sizes.every((size, i) => size < 2 || stride[i] === sizes.slice(i + 1).reduce((all, size) => all * size, 1))
  return div('card', code(name), shape(tensor),
    facts(role, dtype, device, `stride ${tuple(stride)}`, memory, `${dense ? '' : 'not '}contiguous`, grad && 'requires grad'),
    facts(values.join(', '), mean != null && `… min ${min} · max ${max} · mean ${mean}`))
}

const links = (run, step) => [
  ...step.links.map(([i, text]) => div('link', `<button type="button" data-span="${i}">${code(text)}</button>`, shape(run.tensor(step.spans[i][4], step)))),
  ...step.layers.map(([layer, , value]) => div('link', code(plain(run, layer)), gave(run, step, value))),
]

// A layer may give several tensors, or end in an error.
function gave(run, step, value) {
  const tensor = run.tensor(value, step)
  return tensor ? shape(tensor) : value < 0 ? '' : ` ${safe(plain(run, value))}`
}

// Where `asked` says so, a shape is still a question.
export function panel(run, step, asked, points) {
  const printed = run.output.slice(run.all[step.index - 1]?.printed, step.printed).trimEnd()
  const names = run.names(step).map(one =>
    `<span${one.step === step ? ' data-new' : ''}>${code(one.name)}${asked(one.step) ? ' ?' : shape(one.tensor)}</span>`)
  return div('told', div('facts', safe(step.path.filter(Boolean).map(frame => run.frames[frame][0]).join(' › '))), ...asked(step) ? [ask(run.made(step))]
    : [...step.changes.map(one => card(run, one)), div('links', ...links(run, step))],
  printed && `<div>prints <samp>${safe(printed)}</samp></div>`, div('names', ...names), points ? score(points) : '')
    + '<div class="st-drawn" tabindex="0" role="group" aria-label="Drawings"></div>'
}

const ask = ({ name }) => `<form><label>Shape of ${code(name)}? <input autocomplete="off" autocapitalize="off"></label>
<button>Check</button> ${button('show me')}</form>`

const score = points => div('score', `${points.filter(point => point == 1).length} of ${points.length} on this page `, button('reset'))

async function drawn(run, step, { kind, of, to, text, dim, weight, axes, lit, series }) {
  const all = [...of, to].map(value => run.tensor(value, step))
  const [shapes, letters] = ['shape', 'letters'].map(key => all.map(one => one?.[key]))
  const [made, [first], last] = [shapes.pop(), letters, letters.at(-1)]
  const file = { view: 'axes', axes: 'axes', memory: 'memory', series: 'chart' }[kind] ?? 'lineup'
  const draw = await import(`../draw/${file}.js`)
  return [text, {
    series: () => draw.drawSeries(series),
    axes: () => draw.drawAxes(all[0], first),
    memory: () => draw.drawMemory(all[0], run.cells[all[0].cells], lit),
    view: () => draw.drawRelabel(...all, ...letters) || draw.drawAxes(all[1], last),
    matmul: () => draw.drawMatmul(...shapes, made, letters),
    linear: () => draw.drawMatmul(shapes[0], weight, made, [first, [made && first.at(-1), last?.at(-1)], last]),
    broadcast: () => draw.drawBroadcast(shapes, made, letters),
    cat: () => draw.drawCat(shapes, dim, made, letters),
    conv: () => draw.drawConv(axes.map((axis, i) => ({ letter: first.at(i - axes.length) ?? 'axis', ...axis }))),
  }[kind]()]
}

export async function figures(run, step) {
  const all = await Promise.all(step.drawings.map(drawing => drawn(run, step, drawing)))
  return all.map(([caption, svg]) => `<figure>${code(caption)}${svg}</figure>`).join('')
}
