// Which katas are done, kept in this browser. listing.js loads this where a page asks for it.

const KEY = 'essential-pytorch.katas'
let kept = []
let blocked = false

// A file, here or from the command line, is {"done": ["untokenize"]}; what else is in it is left out.
const names = data => data.done.filter(name => /^\w+$/.test(name))

function done() {
  try {
    if (!blocked) kept = names(JSON.parse(localStorage.getItem(KEY) ?? '{"done": []}'))
  } catch { /* broken by hand: what this page knows */ }
  return new Set(kept)
}

function keep(all) {
  kept = [...all]
  try {
    localStorage.setItem(KEY, JSON.stringify({ done: kept }))
  } catch {
    blocked = true // it lasts for this page
  }
  showAll()
}

function showAll() {
  for (const one of document.querySelectorAll('kata-done, kata-progress')) one.show()
}

function button(text, act) {
  const made = document.createElement('button')
  made.type = 'button'
  made.textContent = text
  made.onclick = act
  return made
}

// A button; in a card, which is a link, a mark.
class KataDone extends HTMLElement {
  connectedCallback() {
    this.button = this.closest('a') ? null : button('', () => this.toggle())
    this.replaceChildren(this.button ?? '')
    this.show()
  }

  toggle() {
    const all = done()
    if (!all.delete(this.dataset.kata)) all.add(this.dataset.kata)
    keep(all)
  }

  show() {
    const is = done().has(this.dataset.kata)
    this.toggleAttribute('done', is)
    if (!this.button) return this.textContent = is ? '✓ Done' : ''
    const row = this.closest('tr')?.querySelector('a')
    this.button.textContent = is ? '✓ Done' : 'Mark as done'
    this.button.ariaLabel = row ? `${this.button.textContent}: ${row.textContent}` : null
  }
}

class KataProgress extends HTMLElement {
  connectedCallback() {
    this.says = document.createElement('p')
    this.says.role = 'status'
    this.file = document.createElement('input')
    Object.assign(this.file, { type: 'file', accept: '.json', hidden: true, onchange: () => this.import() })
    this.replaceChildren(this.says, button('Export', () => this.export()),
      button('Import', () => this.file.click()), button('Reset', () => this.reset()), this.file)
    this.show()
  }

  show(also = '') {
    const katas = [...document.querySelectorAll('tr kata-done')]
    const open = katas.filter(one => !done().has(one.dataset.kata))
    const minutes = open.reduce((sum, one) => sum + +one.dataset.minutes, 0)
    this.says.textContent = [`${katas.length - open.length} of ${katas.length} done`,
      minutes ? `, about ${minutes} minutes to go` : '', also].join('')
  }

  export() {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([JSON.stringify({ done: [...done()] }, null, 1)], { type: 'application/json' }))
    link.download = 'progress.json'
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href))
  }

  async import() {
    const found = await this.file.files[0].text().then(JSON.parse).then(names).catch(() => null)
    this.file.value = ''
    if (found) keep(new Set([...done(), ...found]))
    this.show(found ? `. Read ${found.length} from the file` : '. That file holds no progress')
  }

  reset() {
    if (confirm('Forget which katas are done?')) keep([])
  }
}

customElements.define('kata-done', KataDone)
customElements.define('kata-progress', KataProgress)
addEventListener('storage', event => event.key === KEY && showAll())
