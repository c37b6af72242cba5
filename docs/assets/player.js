// The button that opens a listing's player. What a closed page does not need is fetched when it is touched.

// Asked for side by side, though the first imports the others.
const FILES = ['player/play', 'player/run', 'player/panel', 'draw/axes']

class StepThrough extends HTMLElement {
  connectedCallback() {
    this.st = this.closest('.st')
    this.name = this.st.querySelector('.st-name').textContent.replace(/\.py$/, '')
    this.button = document.createElement('button')
    this.button.className = 'st-open'
    this.button.textContent = this.label = this.hasAttribute('predict') ? 'Predict the shapes' : 'Step through'
    this.button.onpointerenter = this.button.onfocus = () => this.load()
    this.button.onclick = () => this.open().then(() => this.querySelector('[data-act=forward]')?.focus())
    this.prepend(this.button)
    addEventListener('hashchange', this)
    this.handleEvent()
  }

  disconnectedCallback() {
    removeEventListener('hashchange', this)
    this.steps?.leave()
  }

  // #tokenize_image:step=7
  handleEvent() {
    const [, name, step] = location.hash.match(/^#(.+):step=(\d+)$/) ?? []
    if ([...document.querySelectorAll('step-through')].find(one => one.name === name) !== this) return
    this.open(step - 1).then(() => this.st.scrollIntoView())
  }

  load() {
    const run = new URL(`runs/${this.dataset.run}`, import.meta.url)
    return this.loaded ??= Promise.all([
      fetch(run).then(answer => answer.json()), ...FILES.map(file => import(`./${file}.js`)), this.style(),
    ]).catch(() => this.loaded = null)
  }

  // Beside the player, not in the head: what is there goes when the reader goes on to another page.
  style() {
    const link = Object.assign(document.createElement('link'), {
      rel: 'stylesheet', href: new URL('player/player.css', import.meta.url),
    })
    return new Promise(done => {
      link.onload = link.onerror = done
      this.prepend(link)
    })
  }

  async open(at) {
    this.setAttribute('open', '')
    const [run, { play } = {}] = await this.load() ?? []
    this.toggleAttribute('open', run)
    this.button.textContent = run ? this.label : 'The steps could not be loaded. Retry'
    if (run) this.steps ??= play(this, run)
    this.steps?.go(at)
  }
}

customElements.define('step-through', StepThrough)
