"""The parts of a kata's page as HTML; `link` gives the address of a file of the site."""

from html import escape

from stepthrough import kata, listing, prose, snippet, syllabus

COUNTED = ("First hint", "Second hint", "Third hint")


def card(one, link):
    """The kata on a lesson's page: what it is, what it takes, whether it is done."""
    page = syllabus.page_of(one)
    return (
        f'<a class="kata-card" href="{link(f"{page}.md")}">'
        f'<strong>{escape(syllabus.title(page))}</strong> <span class="kata-time">{one.minutes} minutes</span> '
        f'<kata-done data-kata="{one.name}"></kata-done>'
        f"<br>\n<span>{prose.html(one.title)}</span></a>\n"
    )


def task(one, link):
    """What to do, then what it takes and what it is good for."""
    lesson = syllabus.lesson(one)
    tools = [tool(name, page, link) for name, page in syllabus.trains(one).items()]
    rows = {
        "Time": f"about {one.minutes} minutes",
        "Trains": ", ".join(tools),
        "Lesson": lesson and refer(lesson, escape(syllabus.title(lesson)), link),
        "Later": prose.html(one.returns),
    }
    told = "".join(f"<dt>{head}</dt>\n<dd>{text}</dd>\n" for head, text in rows.items() if text)
    lead = f'<p class="kata-lead">{prose.html(one.title)}</p>\n'
    return f'{lead}{prose.paragraphs(one.task)}<dl class="kata-facts">\n{told}</dl>\n'


def tool(name, page, link):
    return refer(page, f"<code>{escape(name)}</code>", link)


def refer(page, words, link):
    return f'<a href="{link(f"{page}.md")}">{words}</a>'


def predict(tensors):
    """`tensors` is the listing of the kata's main."""
    return (
        '<h2 id="predict">Predict</h2>\n'
        "<p>This is how I try mine. Say the shape each line makes before you look. "
        "The run is recorded, and it tells you whether you were right.</p>\n"
        f"{tensors}\n"
    )


def write(one, link, stub, file, notebook, colab):
    """The stub and the ways to take it home."""
    head, begin = ("Write", "The hole is yours.")
    if kata.START in one.defined:
        raises = "breaks" in one.defined
        head, begin = "Mend", "It raises an error." if raises else "It runs, and it is wrong."
    setup = refer("run-it-yourself", "copy of the site", link)
    opened = f', or <a href="{escape(colab)}">open it in Colab</a>' if colab else ""
    commands = "\n".join(
        f"python -m stepthrough kata {verb} {one.name}" for verb in ("start", "check")
    )
    return (
        f'<h2 id="write">{head}</h2>\n'
        f"<p>This is the file you begin with. {begin}</p>\n"
        f"{stub}"
        f"<p>In your {setup}, the first line puts the file in place, and the second one judges it.</p>\n"
        f'<div class="highlight"><pre><code>{commands}\n</code></pre></div>\n'
        f'<p>Without a copy, <a href="{link(file)}" download>take the file alone</a>, or '
        f'<a href="{link(notebook)}" download>as a notebook</a>{opened}. '
        "The notebook brings a judge of its own and needs only torch.</p>\n"
    )


def stub(one):
    """The file a reader begins with, as a listing."""
    begun = snippet.parse(one.one.path, one.one.shown, one.stub.encode())
    return f'<div class="st">\n{listing.plain(begun, f"{one.name}.py")}</div>\n'


def judged(one):
    rows = "".join(f"<li>{prose.html(words)}</li>\n" for words in one.promises)
    return (
        '<h2 id="judged">What has to hold</h2>\n'
        f"<p>Your answer is judged by these promises:</p>\n<ul>\n{rows}</ul>\n"
    )


def hints(one):
    folded = [
        f"<details data-search-exclude><summary>{head}</summary>\n<p>{prose.html(text)}</p></details>\n"
        for head, text in zip(COUNTED, one.hints, strict=True)
    ]
    return f'<h2 id="hints">Hints</h2>\n{"".join(folded)}'


def solution(answer):
    """`answer` is the listing of the kata's answer."""
    return (
        '<h2 id="solution">A solution</h2>\n'
        "<details data-search-exclude><summary>Show mine</summary>\n"
        f"<p>Step through it, and compare it with yours.</p>\n{answer}</details>\n"
    )


def done(one):
    return f'<p class="kata-end"><kata-done data-kata="{one.name}"></kata-done></p>\n'
