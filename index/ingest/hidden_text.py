"""Text on a page that its readers do not see, removed before anything is read from the page.

Hidden text is a way to plant false answers. Seen are attributes, elements that are not shown, inline styles
and the plain selectors of style sheets inside the page; sheets elsewhere and scripts are not followed.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from lxml.etree import _Comment, _ProcessingInstruction
from lxml.html import HtmlElement

_NEVER_SHOWN = frozenset(
    (
        "template", "noscript", "script", "style", "iframe", "object", "embed", "applet", "svg", "math",
        "canvas",
        "audio",
        "video", "textarea", "select", "datalist", "dialog", "noframes", "noembed", "rp", "map",
    )
)  # fmt: skip
_HIDING_CLASSES = frozenset(
    (
        "hidden", "hide", "d-none", "invisible", "sr-only", "visually-hidden", "visuallyhidden",
        "screen-reader-text", "screenreader", "offscreen", "is-hidden", "u-hidden", "display-none",
    )
)  # fmt: skip
_NUMBER = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+))\s*([a-z%]*)")
_SMALLEST = {"px": 3.0, "pt": 3.0, "em": 0.2, "rem": 0.2, "%": 20.0, "": 0.001}
_FARTHEST = {"px": 300.0, "pt": 300.0, "em": 20.0, "rem": 20.0, "%": 90.0, "vw": 90.0, "vh": 90.0}
_CLEAREST = {"": 0.1, "%": 10.0}
_CLEAR = re.compile(
    r"transparent|rgba\([^)]*,\s*0*(?:\.0\d*)?%?\s*\)|rgba?\([^)]*/\s*0*(?:\.0\d*)?%?\s*\)"
    r"|#(?:[0-9a-f]{3}0|[0-9a-f]{6}0[0-9a-f])"
)
_OPACITY = re.compile(r"opacity\(\s*([^)]*?)\s*\)")
_FONT = re.compile(r"(?:[a-z-]+\s+)*([^\s/]+)(?:/\S+)?\s.*")


def _is_below(value: str, limits: dict[str, float]) -> bool:
    """Whether a value is a number in one of these units, and its size is less than that unit's limit."""
    number = _NUMBER.fullmatch(value)
    return number is not None and abs(float(number[1])) < limits.get(number[2], 0)


def _is_zero(value: str) -> bool:
    number = _NUMBER.fullmatch(value)
    return number is not None and float(number[1]) == 0


def _is_far(value: str) -> bool:
    """Whether a length moves a box off the page: bare words such as "auto" move nothing."""
    number = _NUMBER.fullmatch(value)
    return number is not None and float(number[1]) <= -_FARTHEST.get(number[2], float("inf"))


def _is_faint(value: str) -> bool:
    return _is_below(value, _CLEAREST)


def _is_tiny(value: str) -> bool:
    return _is_below(value, _SMALLEST)


def _is_filtered_out(value: str) -> bool:
    found = _OPACITY.search(value)
    return found is not None and _is_faint(found[1])


def _is_tiny_font(value: str) -> bool:
    found = _FONT.fullmatch(value)
    return found is not None and _is_tiny(found[1])


def _matching(pattern: str) -> Callable[[str], object]:
    return re.compile(pattern).fullmatch


_HIDING: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("display", "none".__eq__),
    ("visibility", ("hidden", "collapse").__contains__),
    ("content-visibility", "hidden".__eq__),
    ("opacity", _is_faint),
    ("filter", _is_filtered_out),
    ("font-size", _is_tiny),
    ("font", _is_tiny_font),
    ("color", _CLEAR.fullmatch),
    ("-webkit-text-fill-color", _CLEAR.fullmatch),
    ("text-indent", _is_far),
    ("left", _is_far),
    ("right", _is_far),
    ("top", _is_far),
    ("bottom", _is_far),
    ("margin-left", _is_far),
    ("margin-top", _is_far),
    ("clip", _matching(r"rect\(\s*(?:[01](?:px)?[\s,]+){3}[01](?:px)?\s*\)")),
    ("clip-path", _matching(r"inset\(\s*(?:50|100)%.*\)|circle\(\s*0[^.\d].*\)|polygon\(\s*0[^1-9]*\)")),
    ("transform", _matching(
        r".*(?:scale[xy]?\(\s*(?:0+(?:\.0\d*)?|\.0\d*)[\s,)]|translate[xy]?\(\s*-\d{3,}(?:px|vw|vh|%)).*"
    )),
    ("max-height", _is_zero),
    ("max-width", _is_zero),
    ("line-height", _is_zero),
    ("zoom", _is_zero),
)  # fmt: skip
_THINNEST = {"px": 2.0, "": 2.0}
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,5000})\}")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:\.(-?[_a-z][\w-]*)|#(-?[_a-z][\w-]*))", re.IGNORECASE)
_CSS_STATEMENT = re.compile(r"@(?:charset|import|namespace)\b[^;{}]{0,500};")
_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_NAMED_LIGHT = frozenset(
    ("white", "snow", "ivory", "ghostwhite", "floralwhite", "whitesmoke", "mintcream", "azure")
)
_LIGHT = 235
_MOST_RULES = 5000


def remove_hidden_text(page: HtmlElement) -> None:
    """Remove what is not shown from a parsed page, in place."""
    sheets = "".join(style.text or "" for style in page.iter("style"))
    selectors = set(_hiding_selectors(sheets))
    _drop([element for element in page.iter() if _is_hidden(element, selectors)])


def remove_what_is_no_text(page: HtmlElement) -> None:
    """Remove only what no browser shows as text (scripts, comments), in place: of a page that hides all of it."""
    _drop([element for element in page.iter() if _is_no_text(element)])


def _drop(doomed: Iterable[HtmlElement]) -> None:
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()


def _is_hidden(element: HtmlElement, selectors: set[str]) -> bool:
    if _is_no_text(element):
        return True
    tag = str(element.tag)
    if tag in ("html", "body", "head"):
        return False
    if "hidden" in element.attrib or "inert" in element.attrib:
        return True
    if element.get("aria-hidden", "").strip().lower() == "true":
        return True
    if (tag, element.get("type", "").lower()) == ("input", "hidden"):
        return True
    classes = element.get("class", "").split()
    if not _HIDING_CLASSES.isdisjoint(map(str.lower, classes)):
        return True
    if selectors and any(name in selectors for name in _own_selectors(tag, element.get("id"), classes)):
        return True
    style = _declarations(element.get("style", ""))
    if "color" in element.attrib and tag == "font":
        style.setdefault("color", element.get("color", "").strip().lower())
    return bool(style) and (_hides(style) or _is_pale(element, style))


def _is_no_text(element: HtmlElement) -> bool:
    return isinstance(element, _Comment | _ProcessingInstruction) or str(element.tag) in _NEVER_SHOWN


def _own_selectors(tag: str, name: str | None, classes: list[str]) -> Iterator[str]:
    for selector in (*(f".{own}" for own in classes), f"#{name}"):
        yield selector
        yield tag + selector


def _hiding_selectors(sheets: str) -> Iterator[str]:
    """The selectors of one class or id whose rules hide; rules inside @media and its like are passed over."""
    plain = _without_at_rules(_CSS_STATEMENT.sub("", _CSS_COMMENT.sub("", sheets)))
    for count, (names, body) in enumerate(_RULE.findall(plain)):
        if count >= _MOST_RULES:
            return
        if _hides(_declarations(body)):
            for name in names.split(","):
                match = _SELECTOR.fullmatch(name.strip())
                if match:
                    yield f"{(match[1] or '').lower()}{'.' + match[2] if match[2] else '#' + match[3]}"


def _without_at_rules(sheets: str) -> str:
    kept: list[str] = []
    depth = 0
    skipping = False
    for piece in re.split(r"([{}])", sheets):
        if piece == "{":
            depth += 1
        if depth == 0 and "@" in piece:
            skipping = True
        if not skipping:
            kept.append(piece)
        if piece == "}":
            depth = max(0, depth - 1)
            skipping = skipping and depth > 0
    return "".join(kept)


def _declarations(style: str) -> dict[str, str]:
    """The declarations of a style, by property, in lower case and without "!important"."""
    found: dict[str, str] = {}
    for declaration in style.lower().split(";")[:200]:
        prop, _, value = declaration.partition(":")
        found[prop.strip()] = value.replace("!important", "").strip()
    found.pop("", None)
    return found


def _hides(style: dict[str, str]) -> bool:
    if any(prop in style and hides(style[prop]) for prop, hides in _HIDING):
        return True
    return "hidden" in style.get("overflow", "") and any(
        prop in style and _is_below(style[prop], _THINNEST) for prop in ("height", "width")
    )


def _is_pale(element: HtmlElement, style: dict[str, str]) -> bool:
    """Whether text is all but white with nothing darker declared behind it, or coloured as its ground."""
    color = style.get("color", "")
    background = style.get("background-color", style.get("background", ""))
    if color and color == background:
        return True
    return _is_light(color) and not _on_dark(element)


def _on_dark(element: HtmlElement) -> bool:
    for behind in (element, *element.iterancestors()):
        style = _declarations(behind.get("style", ""))
        background = style.get("background-color", style.get("background", behind.get("bgcolor", "")))
        if background:
            return not _is_light(background.strip().lower())
    return False


def _is_light(color: str) -> bool:
    if color in _NAMED_LIGHT:
        return True
    if match := re.fullmatch(r"#([0-9a-f]{3,8})", color):
        digits = match[1]
        pairs = (
            [digit * 2 for digit in digits[:3]]
            if len(digits) < 6
            else [digits[0:2], digits[2:4], digits[4:6]]
        )
        return all(int(pair, 16) >= _LIGHT for pair in pairs)
    if match := re.match(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})", color):
        return all(int(part) >= _LIGHT for part in match.groups())
    if match := re.match(r"hsla?\([^,\s]+[\s,]+[^,\s]+[\s,]+(\d{1,3})", color):
        return int(match[1]) >= 94
    return False
