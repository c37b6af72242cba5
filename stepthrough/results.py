"""Show what the labs came to, and hand their pages to mkdocs-jupyter; the fence.

    ```lab      ```lab card     ```lab table
    cnn         first-steps     all
    ```         ```             ```

mkdocs-jupyter makes the page of a lab. It would run one lab after the other, and again only when the lab's own
file changed, so what it would make is put into its cache before it looks.
"""

import ast
import base64
import json
import re
import tempfile
from functools import partial
from hashlib import sha256
from html import escape
from pathlib import Path

from stepthrough import cache, colophon, lab, labs, page, site
from stepthrough.exercise import colab

DATA = re.compile(r'src="data:image/png;base64,([\w+/=]+)"')
NOT_RUN = "The labs were not run in this build (`LABS=0`), so the results are missing."
TAKE = "Download this lab as a notebook (.ipynb)"
WHOLE = '<div class="jupyter-wrapper">'
MATERIAL = {
    WHOLE: '<div class="lab">',
    'class="anchor-link"': 'class="headerlink" title="Permanent link"',
    ' tabindex="0"': "",
    '<div class="zeroclipboard-container">.*?</clipboard-copy>.*?</div>': "",
    '<div class="highlight-ipynb hl-python"><pre><span></span>(.*?)</pre></div>': (
        r'<div class="highlight"><pre><span></span><code>\1</code></pre></div>'
    ),
    '<div class="clipboard-copy-txt".*?</div>': "",
}
last = []  # the files of the build under way, and its labs


def show(source, language, css_class, options, md, **kwargs):
    """What the fence asks for; Stop, with file, line and column, if it cannot be shown."""
    asked = source.strip()
    with page.stopping(source, "lab"):
        if "table" in options:
            return table(md, ready(md))
        lab.load(asked)
        one, book = ready(md)[asked]
        return card(md, one) if "card" in options else result(md, one, book)


# For mkdocs-jupyter


def ready(md):
    """{name: (lab, the notebook as it ran)}; pages are in mkdocs-jupyter's cache, notebooks among the site's files."""
    under_way = site.under_way(md)
    if under_way is None:
        return labs.ran()
    if under_way.build not in last:  # once in a build
        last[:] = [under_way.build, labs.ran()]
        for one, book in last[1].values():
            under_way.publish(f"labs/{one.name}.ipynb", partial(download, one))
            if "mkdocs-jupyter" in under_way.config["plugins"]:
                prepare(one, book, under_way.config["plugins"]["mkdocs-jupyter"].config)
    return last[1]


def download(one):
    """The notebook to take home."""
    return cache.made("books", one.name, one.key, ".ipynb", one.written)


def end(one, book):
    """The last paragraph of a lab's page, as other pages have it from the extension."""
    link = partial(site.seen_from, f"labs/{one.name}/")
    return colophon.colophon(link, [labs.place(one)] if book else ())


def prepare(one, book, config):
    """Put the page of a lab where mkdocs-jupyter looks for it."""
    from mkdocs_jupyter import plugin

    kept = plugin._compute_cache_key(one.path, config, config["execute"])
    path = plugin._get_cache_path(config["cache_dir"], kept)
    own = sha256(Path(__file__).read_bytes()).hexdigest()
    key = f"{one.key if book else 'not run'} {own} {end(one, book)}"
    if is_kept(path, key):
        return
    tokens, title = plugin._get_nb_toc_tokens(str(one.path), config["toc_depth"])
    made = {"content": html(one, book), "toc_tokens": tokens, "title": title, "key": key}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(made), encoding="utf-8")


def is_kept(path, key):
    try:
        return json.loads(path.read_text(encoding="utf-8"))["key"] == key
    except (OSError, ValueError, KeyError):
        return False


def html(one, book):
    """The page of a lab: its own cells, and what they printed and drew."""
    import jupytext
    import nbformat
    from mkdocs_jupyter import convert

    shown = nbformat.from_dict(json.loads(jupytext.writes(one.book, fmt="ipynb")))
    if book is None:
        shown.cells.insert(1, nbformat.v4.new_markdown_cell(f"**{NOT_RUN}**", id="not-run"))
    for cell, after in zip(shown.cells, book["cells"] if book else ()):
        cell.metadata.pop("tags", None)  # they would stand above the cell
        if cell.cell_type == "code":
            cell.outputs = [nbformat.from_dict(output) for output in after["outputs"]]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{one.name}.ipynb")
        nbformat.write(shown, path)
        text = convert.nb2html(str(path), no_prompt=True, allow_errors=False)
    return f"{cells(text, one)}\n{end(one, book)}"


def cells(text, one):
    """The cells alone, as Material has styles and a copy button for: 600 kB of styles and scripts stay behind."""
    text = text[text.index(WHOLE) : text.rindex("<style>")]
    take = f'<p><a class="md-button" href="../{one.name}.ipynb" download>{TAKE}</a></p>'
    text = text.replace("</h1>", f"</h1>{take}", 1)
    for old, new in MATERIAL.items():
        text = re.sub(old, new, text, flags=re.DOTALL)
    return text


# On pages


def outcome(book):
    """{'test accuracy': 0.98, ...}: the value of the lab's last cell; {} if it has none."""
    cells = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    for output in cells[-1]["outputs"]:
        text = "".join(output.get("data", {}).get("text/plain", ""))
        if text.startswith("{"):
            return ast.literal_eval(text)
    return {}


def shown(book):
    """The HTML, or else the text, of what the cells tagged "shown" gave out."""
    for cell in book["cells"]:
        if "shown" not in cell["metadata"].get("tags", ()):
            continue
        for output in cell["outputs"]:
            data = output.get("data", {})
            if "text/html" in data:
                yield "".join(data["text/html"])
            else:
                text = "".join(data.get("text/plain", output.get("text", "")))
                yield f'<pre class="lab-said"><samp>{escape(text)}</samp></pre>'


def filed(md, one, text):
    """HTML whose pictures are files of the site, so that the page stays small."""

    def put(match):
        data = base64.b64decode(match[1])
        place = f"assets/labs/{one.name}-{sha256(data).hexdigest()[:10]}.png"
        site.publish(md, place, lambda: data)
        return f'loading="lazy" src="{site.address(md, place)}"'

    return DATA.sub(put, text)


def result(md, one, book):
    """What a lab came to: its numbers, its pictures, the way to it."""
    if book is None:
        said = f"<p>{NOT_RUN.replace('`', '')}</p>\n"
    else:
        rows = "".join(row(name, value) for name, value in outcome(book).items())
        said = f'<table class="lab-result"><tbody>{rows}</tbody></table>\n' + filed(
            md, one, "\n".join(shown(book))
        )
    return f'<div class="lab">\n{said}\n{card(md, one)}</div>'


def row(name, value):
    return f'<tr><th scope="row">{escape(str(name))}</th><td>{escape(str(value))}</td></tr>'


def card(md, one):
    """The way to a lab and to its notebook."""
    here = [site.address(md, f"labs/{one.name}.py"), site.address(md, f"labs/{one.name}.ipynb")]
    links = f'<a href="{here[0]}">Lab: {escape(one.title)}</a>'
    links += f' · <a href="{here[1]}" download>as a notebook</a>'
    if opened := colab(f"labs/{one.name}.ipynb"):
        links += f' · <a href="{escape(opened)}">in Colab</a>'
    return f'<p class="lab-card">{links}</p>\n'


def table(md, made):
    """All labs, and what each came to."""
    rows = []
    for one, book in made.values():
        found = outcome(book) if book else {}
        said = ", ".join(f"{what} {value}" for what, value in found.items())
        link = f'<a href="{site.address(md, f"labs/{one.name}.py")}">{escape(one.title)}</a>'
        rows.append(f"<tr><td>{link}</td><td>{escape(said)}</td></tr>")
    head = '<tr><th scope="col">Lab</th><th scope="col">What it came to</th></tr>'
    note = "" if labs.wanted() else f"<p>{NOT_RUN.replace('`', '')}</p>\n"
    return f"{note}<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"
