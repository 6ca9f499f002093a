"""Which blocks of a page are its article: the box that holds most of its sentences, without what links elsewhere.

Judged are sentences and links, not the outlets' own names of things, so that unknown layouts are read too; names
of classes only tell what inside the article is none of it. After the ideas of Kohlschütter et al. 2010 ("Boilerplate
detection using shallow text features") and of Readability.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

from index.ingest.blocks import HEADINGS, Block, read_blocks

_SENTENCE = 8
"""Words from which a line without a final punctuation counts as text."""

_ENDS = (".", "!", "?", "…", '."', ".”", '?"', "?”", '!"', "!”", ".)", ".'", ".’", ":", ";", '"', "”")
_MOSTLY = 0.5
_MARKED_SHARE = 0.6
_MAIN_SHARE = 0.8
_ARTICLE_SHARE = 0.97
_LARGE_SHARE = 0.3
_FEWEST_WORDS = 12
_LISTED = 6
_MARK = 4
_LONGEST_TEASER = 60
_TEASED = ("li", "div", "article", "section", "td", "tr", "dd")
_NEVER = ("nav", "button", "figcaption", "footer", "menu")
_MARKED = re.compile(
    r"(?:article|artikel|post|entry|news|berita|story|detail|read|content|konten|isi)[-_]{0,2}"
    r"(?:body|content|text|txt|isi|konten|detail|entry|read)"
    r"|(?:body|content|text|txt|isi|konten)[-_]{0,2}(?:article|artikel|post|news|berita|story|detail|read)",
    re.IGNORECASE,
)
_NOT_ARTICLE = frozenset(
    "related terkait lainnya rekomendasi recommended recommendation recommendations popular populer terpopuler"
    " terkini trending share sharer sharing social sosial sosmed tags taglist komentar comment comments disqus respond"
    " breadcrumb breadcrumbs nav navbar navigation menu sidebar footer ad ads adv iklan advertisement banner promo"
    " newsletter subscribe subscription langganan pagination paging paginate caption credit credits bacajuga"
    " linksisip readmore readalso widget cookie cookies kuki consent login modal popup byline copyright topik topic"
    " terbaru latest editor penulis reporter photo foto gallery galeri toolbar rating vote polling jadwal".split()
)
_NOT_ARTICLE_PAIRS = (
    "baca-juga",
    "read-also",
    "read-more",
    "inner-link",
    "tag-list",
    "list-tag",
    "box-tag",
    "see-also",
)
_LEAD = frozenset("lead intro summary ringkasan sinopsis deck teras excerpt standfirst lede abstract".split())


def find_body(page: HtmlElement) -> list[Block]:
    """Find the article's blocks, in their order; none where the page has no article."""
    blocks = _without_teasers(page, read_blocks(page))
    doomed = _not_article(page, blocks)
    blocks = [block for block in blocks if not _is_within(block.element, doomed)]
    told = _told(page, blocks)
    chosen = _main_box(page, told)
    kept = {chosen, *_leads(chosen, told)}
    inside = [block for block in blocks if _is_within(block.element, kept)]
    body = [block for block in inside if not _links_elsewhere(block)]
    return body if sum(map(_worth, body)) >= _FEWEST_WORDS else []


def is_sentence(block: Block) -> bool:
    """Whether a block is text of an article, rather than a label or a link."""
    return _worth(block) > 0


def words_of(blocks: Iterable[Block]) -> int:
    """How many words the blocks have."""
    return sum(len(block.text.split()) for block in blocks)


def _worth(block: Block) -> float:
    """How much a block speaks for its box being the article, in words; links speak against it."""
    words = len(block.text.split())
    if block.is_row:
        return words
    if block.linked > _MOSTLY * len(block.text):
        return -2.0 - words
    if block.is_heading:
        return 0.0
    if words >= _SENTENCE or (words > 2 and block.text.endswith(_ENDS)):
        return words * (1 - block.linked / len(block.text))
    return -1.0


def _links_elsewhere(block: Block) -> bool:
    return (
        not block.is_row
        and block.linked > _MOSTLY * len(block.text)
        and not block.text.endswith((".", ".”", '."'))
    )


def _told(page: HtmlElement, blocks: Sequence[Block]) -> dict[HtmlElement, float]:
    """What the sentences in each box are worth together."""
    return _summed(page, [(block, max(_worth(block), 0)) for block in blocks])


def _linking(page: HtmlElement, blocks: Sequence[Block]) -> dict[HtmlElement, float]:
    """What the links and labels in each box weigh together."""
    return _summed(page, [(block, max(-_worth(block), 0)) for block in blocks])


def _summed(page: HtmlElement, worths: Iterable[tuple[Block, float]]) -> dict[HtmlElement, float]:
    sums: dict[HtmlElement, float] = defaultdict(float)
    for block, worth in worths:
        box: HtmlElement | None = block.element if worth else None
        while box is not None:
            sums[box] += worth
            box = None if box is page else box.getparent()
    return sums


def _main_box(page: HtmlElement, told: dict[HtmlElement, float]) -> HtmlElement:
    """Go down while one box holds all but a little; inside an article a little less is left out."""
    box = page
    while True:
        children = [child for child in box if told.get(child, 0) > 0]
        if not children:
            return box
        best = max(children, key=lambda child: told[child])
        share = _share(box, best)
        if told[best] < share * told[box] or best.tag in ("p", *HEADINGS):
            return box
        if any(_alike(best, child) for child in children if child is not best):
            return box
        box = best


def _share(box: HtmlElement, best: HtmlElement) -> float:
    """How much of a box's text a box in it must hold to stand for it."""
    if _is_body(best):
        return _MARKED_SHARE
    return _ARTICLE_SHARE if _is_article(box) else _MAIN_SHARE


def _is_article(box: HtmlElement) -> bool:
    return box.tag == "article" or _is_body(box)


def _is_body(box: HtmlElement) -> bool:
    names = f"{box.get('class', '')} {box.get('id', '')}"
    return box.get("itemprop") == "articleBody" or _MARKED.search(names) is not None


def _alike(box: HtmlElement, other: HtmlElement) -> bool:
    """Whether two boxes are made the same way: parts of one article often are."""
    return bool(box.get("class")) and (box.tag, box.get("class")) == (other.tag, other.get("class"))


def _leads(chosen: HtmlElement, told: dict[HtmlElement, float]) -> list[HtmlElement]:
    """The lead paragraphs that stand before the chosen box or the boxes around it."""
    found: list[HtmlElement] = []
    for box in (chosen, *chosen.iterancestors()):
        for before in box.itersiblings(preceding=True):
            if not isinstance(before.tag, str):
                continue
            for part in before.iter():
                if isinstance(part.tag, str) and not _LEAD.isdisjoint(_names(part)) and told.get(part, 0) > 0:
                    found.append(part)
        if _is_article(box) and box is not chosen:
            break
    return found


def _not_article(page: HtmlElement, blocks: Sequence[Block]) -> set[HtmlElement]:
    """The boxes that are named as something else or list links, unless they hold much of the page's text."""
    told, linking = _told(page, blocks), _linking(page, blocks)
    most = _LARGE_SHARE * told.get(page, 0)
    return {
        box
        for box in page.iter()
        if isinstance(box.tag, str)
        and box.tag not in ("html", "body")
        and told.get(box, 0) < most
        and (
            box.tag in _NEVER
            or _is_named_so(box)
            or (box.tag not in ("p", "li") and linking.get(box, 0) > told.get(box, 0) + _LISTED)
        )
    }


def _is_named_so(box: HtmlElement) -> bool:
    names = f"{box.get('class', '')} {box.get('id', '')}".lower().replace("_", "-")
    return not _NOT_ARTICLE.isdisjoint(_names(box)) or any(pair in names for pair in _NOT_ARTICLE_PAIRS)


def _names(box: HtmlElement) -> set[str]:
    """The words in a box's class and id."""
    names = f"{box.get('class', '')} {box.get('id', '')}"
    return set(re.split(r"[^a-z0-9]+", re.sub(r"([a-z])([A-Z])", r"\1-\2", names).lower()))


def _is_within(element: HtmlElement, boxes: set[HtmlElement]) -> bool:
    box: HtmlElement | None = element
    while box is not None:
        if box in boxes:
            return True
        box = box.getparent()
    return False


def _without_teasers(page: HtmlElement, blocks: list[Block]) -> list[Block]:
    """Leave out teasers: boxes beside each other, each short and under a link that is a line of its own."""
    inside: dict[HtmlElement, list[Block]] = defaultdict(list)
    for block in blocks:
        for box in (block.element, *block.element.iterancestors()):
            inside[box].append(block)
    beside: dict[HtmlElement | None, list[HtmlElement]] = defaultdict(list)
    for box, held in inside.items():
        if box.tag in _TEASED and _is_teaser(held):
            beside[box.getparent()].append(box)
    doomed = {box for boxes in beside.values() if len(boxes) > 1 for box in boxes}
    return [block for block in blocks if not _is_within(block.element, doomed)] if doomed else blocks


def _is_teaser(held: list[Block]) -> bool:
    """Whether the first line that tells something is a link, and little comes behind it."""
    title = next((block for block in held if is_sentence(block) or _is_link(block)), None)
    return title is not None and _is_link(title) and words_of(held) <= _LONGEST_TEASER


def _is_link(block: Block) -> bool:
    return block.linked >= len(block.text) - _MARK and len(block.text.split()) > 1
