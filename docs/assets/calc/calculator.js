// What the calculators share: a form that stands on the page, and an answer below it at every change.
// The form's markup is in the page. The answer is worked out here, in the words of torch.

import { tuple } from '../draw/axes.js'

// What torch itself raises for what is asked, word for word.
export class Refused extends Error {
  constructor(kind, message) {
    super(message)
    this.kind = kind
  }
}

export const refuse = (message, kind = 'RuntimeError') => { throw new Refused(kind, message) }

// What was typed is no shape, no number: torch is not asked.
export class Unread extends Error {}

const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
export const safe = text => `${text}`.replace(/[&<>"]/g, sign => escapes[sign])
export const code = text => `<code>${safe(text)}</code>`
export const product = list => list.reduce((all, size) => all * size, 1)
export const sizes = shape => `[${shape.join(', ')}]`

// (8, 1, 6), [8, 1, 6], 8 1 6, 8x1x6 as [8, 1, 6]; nothing, or (), as []. `low` is the least a size may be.
export function readSizes(text, low = 0) {
  const inner = text.replace(/torch\.Size|[()[\]]/g, ' ').trim().replace(/\s*,$/, '')
  if (!inner) return []
  const read = inner.split(/\s*[,x×*]\s*|\s+/).map(word => /^-?\d+$/.test(word) ? Number(word) : NaN)
  const wrong = read.findIndex(size => !(size >= low && size <= 1e9))
  if (wrong >= 0) throw new Unread(`Write whole numbers, as in ${tuple([8, 1, 6])}. I can’t read “${text.trim()}”.`)
  return read
}

// What stands in place of an answer. An error of ours is no answer.
export function refusal(error) {
  if (!(error instanceof Refused || error instanceof Unread)) throw error
  return error.kind ? `<samp class="calc-refused">${safe(`${error.kind}: ${error.message}`)}</samp>` : safe(error.message)
}

export class Calculator extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector('form')
    this.said = this.querySelector('output') ?? form.appendChild(document.createElement('output'))
    form.oninput = () => this.answer()
    form.onsubmit = event => event.preventDefault()
    this.answer()
  }

  // `work(asked)` of a calculator: the answer as HTML for what its fields hold, {name: text}.
  answer() {
    const asked = Object.fromEntries(new FormData(this.querySelector('form')))
    try {
      this.said.innerHTML = this.work(asked)
    } catch (error) {
      this.said.innerHTML = refusal(error)
    }
    if (this.said.scrollHeight > this.said.clientHeight) this.said.tabIndex = 0 // the keyboard must reach all of it
  }

  // The shape that `ask` finds, or what torch says in its place, and below it a drawing of either.
  shown(ask, draw) {
    try {
      const shape = ask()
      return `The result is ${code(tuple(shape))}.${draw(shape)}`
    } catch (error) {
      return refusal(error) + draw()
    }
  }
}
