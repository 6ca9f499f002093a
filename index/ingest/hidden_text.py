"""Text on a page that its readers do not see, removed before anything is read from the page.

Hidden text is a way to plant false answers. Seen are attributes, elements that are not shown, inline styles
and the plain selectors of style sheets inside the page; sheets elsewhere and scripts are not followed.
"""

import re
from collections.abc import Iterator

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
_ZERO = r"[-+]?0*(?:\.0*)?(?:[a-z%]*)"
_SMALL = r"\+?(?:0*[012]?(?:\.\d*)?(?:px|pt)|0*(?:\.[01]\d*)?(?:r?em|%)?)"
_FAR = r"-\d{3,}(?:\.\d*)?[a-z]*|-\d{2,}(?:\.\d*)?(?:r?em|%|v[wh])"
_CLEAR = (
    r"transparent|rgba\([^)]*,\s*0*(?:\.0\d*)?%?\s*\)|rgba?\([^)]*/\s*0*(?:\.0\d*)?%?\s*\)"
    r"|#(?:[0-9a-f]{3}0|[0-9a-f]{6}0[0-9a-f])"
)
_HIDING = tuple(
    (prop, re.compile(value))
    for prop, value in (
        ("display", r"none"),
        ("visibility", r"hidden|collapse"),
        ("content-visibility", r"hidden"),
        ("opacity", r"0*(?:\.0\d*)?%?"),
        ("filter", r".*opacity\(\s*(?:0*(?:\.0\d*)?)%?\s*\).*"),
        ("font-size", _SMALL),
        ("font", rf"(?:[a-z]+\s+)*{_SMALL}(?:/\S+)?\s.*"),
        ("color", _CLEAR),
        ("-webkit-text-fill-color", _CLEAR),
        ("text-indent", _FAR),
        ("left", _FAR),
        ("right", _FAR),
        ("top", _FAR),
        ("bottom", _FAR),
        ("margin-left", _FAR),
        ("margin-top", _FAR),
        ("clip", r"rect\(\s*(?:[01](?:px)?[\s,]+){3}[01](?:px)?\s*\)"),
        ("clip-path", r"inset\(\s*(?:50|100)%.*\)|circle\(\s*0.*\)|polygon\(\s*0[^1-9]*\)"),
        ("transform", r".*(?:scale[xy]?\(\s*0*(?:\.0\d*)?[\s,)]|translate[xy]?\(\s*-\d{3,}).*"),
        ("max-height", _ZERO),
        ("max-width", _ZERO),
        ("line-height", _ZERO),
        ("zoom", _ZERO),
    )
)  # fmt: skip
_BOX = re.compile(r"0*[01]?(?:\.\d*)?(?:px)?")
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
    doomed = [element for element in page.iter() if _is_hidden(element, selectors)]
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()


def _is_hidden(element: HtmlElement, selectors: set[str]) -> bool:
    if isinstance(element, _Comment | _ProcessingInstruction):
        return True
    tag = str(element.tag)
    if tag in ("html", "body", "head"):
        return False
    if tag in _NEVER_SHOWN or "hidden" in element.attrib or "inert" in element.attrib:
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
    if any(prop in style and value.fullmatch(style[prop]) for prop, value in _HIDING):
        return True
    return "hidden" in style.get("overflow", "") and any(
        prop in style and _BOX.fullmatch(style[prop]) for prop in ("height", "width")
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
