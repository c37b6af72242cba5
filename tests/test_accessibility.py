"""What axe-core says of every page, light and dark, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from test_site import OPEN, every_kind, serious, size, some, tour

# Contrast costs ten times as much as all other rules. Elements below the same chain of tags, classes
# and states have the same colours, so of each chain only the first is judged.
CONTRAST = """async width => {
  const state = one => ['class', 'style', 'open', 'aria-pressed', 'aria-current', 'data-guess', 'checked']
    .map(name => one.getAttribute(name) ?? '').join()
  const chains = new Map([[null, '']])
  const chain = one => {
    if (!chains.has(one)) chains.set(one, `${chain(one.parentElement)}>${one.localName} ${state(one)}`)
    return chains.get(one)
  }
  const known = new Set(JSON.parse(sessionStorage.getItem(`judged ${width}`) ?? '[]'))
  const text = one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())
  const fresh = [...document.body.querySelectorAll('*')].filter(one => {
    if (!text(one) || !one.checkVisibility() || known.has(chain(one))) return false
    return known.add(chain(one))
  })
  sessionStorage.setItem(`judged ${width}`, JSON.stringify([...known]))
  if (!fresh.length) return { violations: [], judged: 0 }
  const { violations } = await axe.run(
    { include: fresh }, { resultTypes: ['violations'], runOnly: ['color-contrast'] })
  return { violations, judged: fresh.length }
}"""
OTHERS = """async () => (await axe.run({
  resultTypes: ['violations'], rules: { 'color-contrast': { enabled: false } },
})).violations"""


WIDTHS = 1280, 768, 360
FAST = {"light": WIDTHS[:1], "dark": WIDTHS[-1:]}


@pytest.fixture
def opened(new_context):
    """Go through pages with everything opened: opened("dark", urls, [360]) gives (page, address, width)."""

    def walked(scheme, urls, widths):
        context = new_context(color_scheme=scheme)
        context.add_init_script(Axe().axe_script)
        page = context.new_page()
        for url in tour(page, urls):
            page.evaluate(OPEN)
            for width in widths:
                page.set_viewport_size(size(width))
                yield page, url, width

    return walked


@pytest.mark.parametrize(
    "walk, widths",
    [(some, FAST), pytest.param(every_kind, dict.fromkeys(FAST, WIDTHS), marks=pytest.mark.slow)],
    ids=["some", "all"],
)
@pytest.mark.parametrize("scheme, name", [("light", "default"), ("dark", "slate")])
def test_nothing_serious_stands_in_the_way_of_anyone(opened, walk, widths, scheme, name):
    """Everything is in contrast; and once for each width, as they don't depend on colours, all other rules."""
    judged, found = {width: [] for width in widths[scheme]}, []
    for page, url, width in opened(scheme, walk(), widths[scheme]):
        assert page.locator("body").get_attribute("data-md-color-scheme") == name
        result = page.evaluate(CONTRAST, width)
        judged[width].append(result["judged"])
        once = (scheme == "light") == (width == WIDTHS[0])
        others = page.evaluate(OTHERS) if once else []
        violations = serious([*result["violations"], *others])
        found += [f"{url} at {width}: {line}" for line in violations]
    assert found == []
    assert all(sum(many) > 200 and many[0] > 50 for many in judged.values())
