// The shape gym: one question at a time. What went wrong comes back, and is remembered in this browser.

const KEY = 'essential-pytorch.gym'
const REST = 40 // so many others are asked before a question that was right
const AGAIN = 6 // and before one that was wrong; three times as many when it is wrong again
const BOX = 3 // a family that was wrong is asked 1 + BOX times as often, and less with each right answer
const UP = 5
const DOWN = 2

export const begin = () => ({ level: 1, run: 0, turn: 0, missed: [], seen: [], families: {} })
const key = ({ code, takes }) => `${code} ${takes}`

// The question to ask; `state` is what `answered` made of the answers so far.
export function next({ level, turn, missed, seen, families }, questions, random = Math.random) {
  const due = missed.filter(([, when]) => when <= turn)
  const again = due.map(([name]) => questions.find(one => key(one) === name)).find(Boolean)
  if (again) return again
  const fresh = questions.filter(one => one.level === level && !seen.includes(key(one)))
  const many = Map.groupBy(fresh, one => one.family)
  const odds = [...many.keys()].map(family => [family, 1 + (families[family]?.[2] ?? 0)])
  let left = random() * odds.reduce((sum, [, weight]) => sum + weight, 0)
  const [family] = odds.find(([, weight]) => (left -= weight) < 0)
  return many.get(family)[Math.floor(random() * many.get(family).length)]
}

export function answered({ level, run, turn, missed, seen, families }, question, right) {
  const [hits, asked, box] = families[question.family] ?? [0, 0, 0]
  const [, , before] = missed.find(([one]) => one === key(question)) ?? []
  const gap = before ? 3 * before : AGAIN
  const others = missed.filter(([one]) => one !== key(question))
  const length = right ? Math.max(run, 0) + 1 : Math.min(run, 0) - 1
  const step = (length >= UP) - (length <= -DOWN)
  return {
    level: Math.min(Math.max(level + step, 1), 3),
    run: step ? 0 : length,
    turn: turn + 1,
    missed: right ? others : [...others, [key(question), turn + 1 + gap, gap]],
    seen: [...seen, key(question)].slice(-REST),
    families: { ...families, [question.family]: [hits + right, asked + 1, right ? Math.max(box - 1, 0) : BOX] },
  }
}

// What is kept may have been broken by hand.
function kept() {
  try {
    const { level, run, turn, missed, seen, families } = JSON.parse(localStorage.getItem(KEY))
    const scores = Object.values(families)
    const numbers = [run, turn, ...missed.flatMap(([, when, gap]) => [when, gap]), ...scores.flat()]
    const sound = [1, 2, 3].includes(level) && Array.isArray(seen) && scores.every(one => one.length === 3)
    if (sound && numbers.every(Number.isFinite)) return { level, run, turn, missed, seen, families }
  } catch { /* nothing is kept, or it is blocked */ }
  return begin()
}

function element(name, ...inner) {
  const made = document.createElement(name)
  made.append(...inner)
  return made
}

const code = text => element('code', text)
const tuple = shape => `(${shape}${/,|^$/.test(shape) ? '' : ','})`
const dims = ([, shape]) => shape.match(/[^,\s]+/g) ?? []
const isDtype = line => line.endsWith('.dtype')
const ALSO = { half: 'float16', float: 'float32', double: 'float64', int: 'int32', long: 'int64' }

function plain(text) {
  const word = text.trim().toLowerCase().replace('torch.', '')
  return ALSO[word] ?? word
}

function given({ takes, sizes }) {
  const kinds = { bool: 'bool, all True' }
  const inputs = takes.map(one => `${one[0]}: ${tuple(one[1])} ${kinds[one[2]] ?? one[2]}`.trim())
  return [inputs, Object.entries(sizes).map(one => one.join(' = '))].map(said => said.join(', ')).filter(Boolean)
}

function answer({ raises, says, shape, words }) {
  if (raises) return Object.assign(element('samp', raises), { className: 'calc-refused' })
  return code(says ?? [...new Set([words, shape].map(list => tuple(list.join(', '))))].join(' = '))
}

// How the operands line up, where the line does nothing else.
async function drawn({ takes, sizes, code: line, shape, words }) {
  const [, one, sign, two] = line.match(/^(\w+) ([-+*@]) (\w+)$/) ?? []
  const cat = shape && line.match(/^torch.cat\(\[\w+, \w+\](?:, dim=(-?\d))?\)$/)
  if (!sign && !cat) return ''
  const draw = await import('./draw/lineup.js')
  const operands = sign ? [one, two].map(name => takes.find(([other]) => other === name)) : takes
  const shapes = operands.map(one => dims(one).map(dim => sizes[dim] ?? +dim))
  const letters = [...operands.map(dims), words]
  return sign === '@' ? draw.drawMatmul(...shapes, shape, letters)
    : sign ? draw.drawBroadcast(shapes, shape, letters) : draw.drawCat(shapes, +(cat[1] ?? 0), shape, letters)
}

// What was typed, or null for "it raises": whether it is right, and what else is to be said of it.
function judged(judge, text, { code: line, shape, words, sizes, says, raises }) {
  if (text === null) return { right: !!raises, parsed: true }
  if (!text.trim()) return { reason: 'Type what comes out, or say that it raises.' }
  if (says || isDtype(line)) return { right: !raises && plain(text) === plain(says), parsed: true }
  const { right, parsed, reason } = judge(text, shape ?? [], sizes, words)
  return { right: right && !raises, parsed, reason: parsed && raises ? '' : reason }
}

class ShapeGym extends HTMLElement {
  async connectedCallback() {
    this.form = this.querySelector('form')
    this.asked = this.querySelector('.gym-asked')
    this.said = this.querySelector('output')
    const { said, raises, level } = this.form
    this.form.onsubmit = event => this.submit(event, said)
    this.form.onkeydown = event => {
      if (event.key !== '!') return
      event.preventDefault()
      raises.click()
    }
    raises.onclick = () => this.verdict(null)
    try {
      this.questions = await (await fetch(new URL('gym.json', import.meta.url))).json()
    } catch {
      return this.asked.textContent = 'The questions could not be loaded. Are you offline?'
    }
    level.onchange = () => this.ask({ ...this.state, level: +level.value, run: 0 })
    this.querySelector('[name=reset]').onclick = () => confirm('Forget what you answered here?') && this.ask(begin())
    this.ask(kept())
  }

  keep(state) {
    this.state = state
    this.form.level.value = state.level
    for (const row of this.querySelectorAll('[data-family]')) {
      const [right, asked] = state.families[row.dataset.family] ?? [0, 0]
      Object.assign(row.querySelector('progress'), { max: asked || 1, value: right })
      row.querySelector('small').textContent = `${right} of ${asked}`
    }
    try { localStorage.setItem(KEY, JSON.stringify(state)) } catch { /* blocked: it lasts for this page */ }
  }

  ask(state) {
    this.keep(state)
    const { said, check, raises } = this.form
    this.question = next(state, this.questions)
    this.open = true
    const { code: line, says } = this.question
    this.asked.replaceChildren(...given(this.question).map(text => element('p', code(text))), element('pre', code(line)))
    said.previousElementSibling.textContent = isDtype(line) ? 'dtype?' : says ? 'Value?' : 'Shape?'
    said.value = ''
    check.textContent = 'Check'
    said.readOnly = raises.disabled = false
    this.said.replaceChildren()
  }

  submit(event, said) {
    event.preventDefault()
    if (!this.question) return
    if (this.open) return this.verdict(said.value)
    this.ask(this.state)
    said.focus()
  }

  // What was typed; null is "it raises".
  async verdict(text) {
    const { question, state } = this
    const { judge } = await import('./player/predict.js')
    if (!this.open || this.question !== question) return
    const { right, parsed, reason } = judged(judge, text, question)
    if (!parsed) return this.said.textContent = reason
    this.open = false
    this.keep(answered(state, question, right))
    const { said, check, raises } = this.form
    said.readOnly = raises.disabled = true
    check.textContent = 'Next'
    check.focus()
    const what = question.raises ? ', it raises ' : ', it is '
    const lines = [element('p', element('strong', right ? '✓ Right' : '✗ Not yet'), what, answer(question))]
    const level = this.state.level - state.level
    if (level) lines.push(element('p', `${level > 0 ? 'Up' : 'Down'} to level ${this.state.level}.`))
    if (!right) {
      const link = this.querySelector(`[data-family="${question.family}"] a`).cloneNode(true)
      lines.push(element('p', reason ? `${reason}. ` : '', 'The lesson: ', link))
    }
    this.said.replaceChildren(...lines)
    const figure = element('figure')
    figure.innerHTML = right ? '' : await drawn(question).catch(() => '')
    if (lines[0].isConnected) this.said.append(figure)
  }
}

customElements.define('shape-gym', ShapeGym)
