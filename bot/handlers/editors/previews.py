"""Previews: a draft shown before it is stored, with a button for each part of it."""

from dataclasses import dataclass, fields, replace

from bot.articles import drafts
from bot.articles.drafts import Content, KeptDraft, Purpose
from bot.inbox.turn import Turn
from bot.locales.voice import Voice
from bot.messages.outgoing import Button, Keyboard, Reply, Styled
from bot.rendering.articles import render_preview
from index.types import ArticleDraft

PARTS = ("title", "body", "published_at", "url")
_HELD = {field.name for field in fields(ArticleDraft)} - {"pages"}
"""What a new text may keep; where pages of print begin was true of the old text alone."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A preview as a message."""

    body: Styled
    keyboard: Keyboard


def offer(turn: Turn, content: Content, *, joins: KeptDraft | None = None) -> str:
    """Show a new draft and keep it; its id."""
    draft_id = drafts.new_draft_id()
    purpose: Purpose = "add" if content.article_id is None else "edit"
    user_id = turn.person.id
    turn.write(lambda session: drafts.keep(session, draft_id, user_id, purpose, content))
    shown = preview(draft_id, content, turn.voice, joins=joins)
    turn.outgoing.append(Reply(turn.place, shown.body, shown.keyboard, draft_id))
    return draft_id


def retire(turn: Turn, kept: KeptDraft | None) -> None:
    """Close a draft that another takes the place of; its buttons go."""
    if kept is None or kept.state != "open":
        return
    turn.write(lambda session: drafts.close(session, kept.id, "dropped"))
    if kept.message_id is not None:
        turn.new_buttons(kept.message_id, ())


def rewrite(turn: Turn, kept: KeptDraft, content: Content) -> None:
    """Show another content in the preview that is there."""
    turn.write(lambda session: drafts.rewrite(session, kept.id, content))
    shown = preview(kept.id, content, turn.voice)
    if kept.message_id is None:
        turn.outgoing.append(Reply(turn.place, shown.body, shown.keyboard, kept.id))
    else:
        turn.edit(kept.message_id, shown.body, shown.keyboard)


def preview(draft_id: str, content: Content, voice: Voice, *, joins: KeptDraft | None = None) -> Shown:
    """The message that shows a draft."""
    body = render_preview(content.draft, _heading(content.article_id, voice), voice)
    save = Button(voice.say("Save"), data=f"save:{draft_id}")
    drop = Button(voice.say("Cancel"), data=f"drop:{draft_id}")
    names = part_names(voice)
    parts = tuple(Button(names[part], data=f"change:{draft_id}:{part}") for part in PARTS)
    rows: Keyboard = ((save, drop), parts)
    if joins is not None:
        join = Button(voice.say("Join to the one before"), data=f"join:{draft_id}:{joins.id}")
        rows = (*rows, (join,))
    return Shown(body, rows)


def part_names(voice: Voice) -> dict[str, str]:
    """What the parts of an article are called."""
    return {
        "title": voice.say("Title"),
        "body": voice.say("Text"),
        "published_at": voice.say("Date"),
        "url": voice.say("Link"),
    }


def with_missing_facts(draft: ArticleDraft, old: ArticleDraft) -> ArticleDraft:
    """A draft that takes from an older one all that it does not say itself."""
    missing = {name: getattr(old, name) for name in _HELD if not getattr(draft, name)}
    return replace(draft, **missing)


def _heading(article_id: int | None, voice: Voice) -> str:
    if article_id is None:
        return voice.say("Shall I save this?")
    return voice.say("Shall article {id} become this?", id=article_id)
