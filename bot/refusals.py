"""The library's own sentences that people may meet, so that the catalogs know them; `Voice.tell` looks them up."""


def known(sentence: str) -> str:
    """Mark a sentence for the catalogs; a test compares it with the library's source."""
    return sentence


REFUSALS = (
    known("The article has no text: put the title on the first line and the text below it."),
    known("The article is empty: give it some text."),
    known("The article's URL must begin with http:// or https:// and name a site, without blanks."),
    known("That is not a web address; it must read like https://example.com/article."),
    known("A web address must begin with http:// or https://."),
    known("That web address names no public site."),
    known("The host of that web address cannot be read."),
    known("That address holds no page of text; only HTML, plain text, Markdown and PDF are read."),
    known("No article text was found there: add the article's text instead."),
    known("That is not a text: it holds zero bytes."),
)
