// Sort and filter the cheat sheet. Without JavaScript the whole table stays, in the order of its topics.

const words = node => node.textContent.replace(/\s+/g, ' ').trim()
const text = (row, column) => words(row.cells[column])
const number = said => parseFloat(said) || 0

class CheatSheet extends HTMLElement {
  connectedCallback() {
    if (this.field) return
    this.table = this.querySelector('table')
    this.groups = [...this.table.tBodies].map(body => [body, [...body.rows]])
    this.rows = this.groups.flatMap(([, rows]) => rows).filter(row => row.cells.length > 1)
    this.addField()
    ;[...this.table.tHead.rows[0].cells].forEach((head, column) => this.addButton(head, column))
  }

  addField() {
    const label = document.createElement('label')
    label.append('Find ', this.field = document.createElement('input'))
    this.field.type = 'search'
    this.field.placeholder = 'gather, nn.Conv, (B, K), shares …'
    this.field.oninput = () => this.filter()
    this.count = document.createElement('output')
    this.prepend(label, this.count)
    this.filter()
  }

  filter() {
    const asked = this.field.value.toLowerCase().trim()
    for (const row of this.rows) {
      const here = words(row).toLowerCase()
      row.hidden = !here.includes(asked)
    }
    for (const body of this.table.tBodies) {
      body.hidden = ![...body.rows].some(row => row.cells.length > 1 && !row.hidden)
    }
    this.count.textContent = `${this.rows.filter(row => !row.hidden).length} rows`
  }

  addButton(head, column) {
    const button = document.createElement('button')
    button.type = 'button'
    button.append(...head.childNodes)
    button.onclick = () => this.sort(head, column)
    head.append(button)
  }

  // Once: from the start of the alphabet, or the largest. Twice: turned around. Then the topics again.
  sort(head, column) {
    const now = { undefined: 'first', first: 'turned' }[head.dataset.sorted]
    for (const other of head.parentElement.cells) {
      delete other.dataset.sorted
      other.removeAttribute('aria-sort')
    }
    const [[first]] = this.groups
    for (const [body, rows] of this.groups) body.replaceChildren(...(now ? [] : rows))
    if (now) {
      const numbers = this.rows.some(row => /^\d/.test(text(row, column)))
      const compare = (a, b) => numbers
        ? number(text(b, column)) - number(text(a, column))
        : !text(a, column) - !text(b, column) || text(a, column).localeCompare(text(b, column))
      const sorted = [...this.rows].sort(compare)
      first.append(...(now === 'turned' ? sorted.reverse() : sorted))
      head.dataset.sorted = now
      head.setAttribute('aria-sort', (now === 'first') === numbers ? 'descending' : 'ascending')
    }
    this.filter()
  }
}

customElements.get('cheat-sheet') || customElements.define('cheat-sheet', CheatSheet)
