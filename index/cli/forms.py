"""The JSON forms that scripts rely on (see the contracts in docs/architecture.md)."""

import json
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

from index.json_lines import JsonObject, JsonValue
from index.types import Answer, Article, ArticleSummary, Citation, Hit, ImportResult, Retelling


def dump(value: object) -> str:
    """One line of JSON; dates in ISO form, text as it is."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> JsonValue:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"no JSON form for {type(value).__name__}")


def answer_form(answer: Answer, *, question_id: str | None = None) -> JsonObject:
    """The Answer object; `id` and `external_id` appear only where there is one."""
    form: JsonObject = {} if question_id is None else {"id": question_id}
    return form | {
        "question": answer.question,
        "language": answer.language,
        "kind": answer.kind,
        "abstained": answer.abstained,
        "confidence": round(answer.confidence, 4),
        "answer": answer.answer,
        "citations": [_citation(c) for c in answer.citations],
        "hits": [_hit(h) for h in answer.hits],
        "elapsed_ms": round(answer.elapsed_ms, 2),
    }


def _external(external_id: str | None) -> JsonObject:
    return {} if external_id is None else {"external_id": external_id}


def _citation(citation: Citation) -> JsonValue:
    return (
        {"article_id": citation.article_id}
        | _external(citation.external_id)
        | {
            "title": citation.title,
            "url": citation.url,
            "published_at": citation.published_at.isoformat() if citation.published_at else None,
            "outlet": citation.outlet,
            "quote": citation.quote,
            "start": citation.start,
            "end": citation.end,
            "passage_id": citation.passage_id,
            "score": round(citation.score, 6),
        }
        | ({} if citation.page is None else {"page": citation.page})
        | ({"also": [_retelling(each) for each in citation.also]} if citation.also else {})
    )


def _retelling(other: Retelling) -> JsonValue:
    return {
        "article_id": other.article_id,
        "title": other.title,
        "outlet": other.outlet,
        "url": other.url,
    }


def _hit(hit: Hit) -> JsonValue:
    return (
        {"article_id": hit.article.id}
        | _external(hit.article.external_id)
        | {"passage_id": hit.passage.id, "score": round(hit.score, 6), "rank": hit.rank}
    )


def article_form(article: Article | ArticleSummary) -> dict[str, object]:
    """An article's own fields."""
    return asdict(article)


def import_form(result: ImportResult) -> JsonObject:
    """What an import did."""
    return {
        "created": result.created,
        "unchanged": result.unchanged,
        "passages": result.passages,
        "refused": [{"line": line, "reason": reason} for line, reason in result.refused],
        "undated": [{"line": line, "date": text} for line, text in result.undated],
    }
