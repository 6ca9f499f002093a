"""The audit trail of what editors do with articles."""

from bot.inbox.turn import Turn
from bot.people import records as people
from bot.rendering.composing import shortened


def record_act_on(turn: Turn, act: str, article_id: int, title: str) -> None:
    """Write down who did what with which article, when the turn is committed."""
    subject = f"article {article_id}: {shortened(title, 100)}"
    turn.write(lambda session: people.record_act(session, turn.person.id, act, subject))
