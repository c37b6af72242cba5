// A switch in every listing's bar: read the shapes as letters, as numbers, or as both.
// Without JavaScript both are shown. overrides/main.html sets the choice before the first paint.

const KEY = 'essential-pytorch.shapes'
const CHOICES = ['letters', 'numbers', 'both']
const root = document.documentElement

function choose(choice) {
  root.dataset.shapes = choice
  try { localStorage.setItem(KEY, choice) } catch { /* blocked: the choice lasts for this page */ }
  showAll()
}

function showAll() {
  for (const one of document.querySelectorAll('shape-switch')) one.show()
}

class ShapeSwitch extends HTMLElement {
  connectedCallback() {
    this.setAttribute('role', 'toolbar')
    this.setAttribute('aria-label', 'Show shapes as')
    this.replaceChildren(...CHOICES.map(choice => {
      const button = document.createElement('button')
      button.type = 'button'
      button.textContent = choice
      button.onclick = () => choose(choice)
      return button
    }))
    this.onkeydown = event => this.move({ ArrowLeft: -1, ArrowRight: 1 }[event.key], event)
    this.show()
  }

  show() {
    for (const button of this.children) {
      const pressed = button.textContent === root.dataset.shapes
      button.setAttribute('aria-pressed', pressed)
      button.tabIndex = pressed ? 0 : -1
    }
  }

  move(by, event) {
    if (!by) return
    const buttons = [...this.children]
    const next = buttons.at((buttons.indexOf(event.target) + by) % buttons.length)
    event.preventDefault()
    next.click()
    next.focus()
  }
}

function addSwitches() {
  for (const bar of document.querySelectorAll('.st:has(.st-hash) > .st-bar:not(:has(shape-switch))')) {
    bar.append(document.createElement('shape-switch'))
  }
}

// Lines selected by hand are copied as they are in the file, without numbers and marks.
function copyAsWritten(event) {
  const selection = getSelection()
  if (selection.isCollapsed) return
  const range = selection.getRangeAt(0)
  const where = range.commonAncestorContainer
  if (!(where.closest ? where : where.parentElement).closest('.st code')) return
  const copy = range.cloneContents()
  for (const mark of copy.querySelectorAll('.st-numbers, .st-proof')) mark.remove()
  event.clipboardData.setData('text/plain', copy.textContent.replace(/ +$/gm, ''))
  event.preventDefault()
}

// A table too wide for the screen scrolls; then the keyboard must reach it.
function reachWideTables() {
  for (const box of document.querySelectorAll('.md-typeset__scrollwrap')) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0
  }
}

// Material wraps every copy button in a landmark of its own: a page full of listings would be all landmarks.
function unmarkCopyButtons() {
  for (const nav of document.querySelectorAll('.md-code__nav')) nav.role = 'none'
}

// What only some pages have is loaded where it is; a calculator, when a reader comes near.
const ELEMENTS = {
  'kata-done': 'kata',
  'broadcast-shapes': 'calc/broadcast',
  'matmul-shapes': 'calc/matmul',
  'conv-size': 'calc/conv',
  'tensor-layout': 'calc/layout',
  'shape-gym': 'gym',
}

const fetchElement = one => import(`./${ELEMENTS[one.localName]}.js`)
const near = new IntersectionObserver(seen => {
  for (const { isIntersecting, target } of seen) if (isIntersecting) fetchElement(target)
}, { rootMargin: '50%' })

function fetchElements() {
  near.disconnect()
  for (const one of document.querySelectorAll(Object.keys(ELEMENTS))) {
    one.closest('.calc') ? near.observe(one) : fetchElement(one)
  }
}

// The search box outlives the page it was written for, and so must its link.
function holdLink() {
  for (const link of document.querySelectorAll('.search-error a')) link.href = link.href
}

function improve() {
  holdLink()
  fetchElements()
  addSwitches()
  reachWideTables()
  unmarkCopyButtons()
}

customElements.define('shape-switch', ShapeSwitch)
addEventListener('copy', copyAsWritten)
addEventListener('focusin', ({ target }) => target.closest('paste-error') && import('./errors.js'))
addEventListener('storage', event => {
  if (event.key === KEY && CHOICES.includes(event.newValue)) {
    root.dataset.shapes = event.newValue
    showAll()
  }
})
if (!CHOICES.includes(root.dataset.shapes)) root.dataset.shapes = 'both'
window.document$ ? window.document$.subscribe(improve) : improve()
