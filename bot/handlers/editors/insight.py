"""What the questions tell: `/stats` as a picture, `/unanswered` as a list of work."""

from bot.conversation import answers
from bot.handlers.finding import Shelf
from bot.handlers.paging import id_in, page_in
from bot.handlers.readers.reading import CLOSEST
from bot.inbox.turn import Turn
from bot.insight import statistics, teaching
from bot.insight.questions import question_table
from bot.insight.statistics import Statistics, Unanswered
from bot.locales.voice import Voice
from bot.messages.incoming import Message, Press
from bot.messages.outgoing import Button, File, Keyboard, Picture, Styled
from bot.process.workers import Workers
from bot.rendering.composing import Composer, shortened
from bot.rendering.picture import draw
from bot.store.database import Database
from index.errors import NotFoundError

PER_PAGE = 8
CAPTION = 1000


class Insight:
    """Shows editors how the bot is doing."""

    def __init__(self, library: Shelf, workers: Workers, database: Database) -> None:
        self._library = library
        self._workers = workers
        self._database = database

    async def stats(self, turn: Turn, message: Message) -> None:
        """`/stats [DAYS]`: the last thirty days, or as many as are wanted."""
        length = min(id_in([message.argument]) or statistics.DAYS, statistics.MOST_DAYS)
        counted = await self._database.run(lambda session: statistics.statistics(session, length=length))
        if not counted.questions:
            turn.reply(
                turn.voice.say_many(
                    "Nobody has asked anything in the last {n} day.",
                    "Nobody has asked anything in the last {n} days.",
                    length,
                )
            )
            return
        vain = await self._database.run(lambda session: statistics.unanswered(session, limit=3))
        png = await self._workers.run(lambda: draw(counted, turn.voice))
        turn.outgoing.append(Picture(turn.place, png, _caption(counted, vain, turn.voice)))

    async def export(self, turn: Turn, message: Message) -> None:
        """`/export`: all kept questions as a table."""
        table = await self._database.run(question_table)
        if not table:
            turn.reply(turn.voice.say("Nobody has asked anything yet."))
            return
        caption = Styled(turn.voice.say("The questions that are kept, without names."))
        turn.outgoing.append(File(turn.place, table, "questions.csv", caption))

    async def unanswered(self, turn: Turn, message: Message) -> None:
        """`/unanswered`: what people asked in vain."""
        turn.reply(*await self._page(0, turn.voice))

    async def turn_page(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """Another page of it."""
        if press.message_id is not None:
            turn.edit(press.message_id, *await self._page(page_in(arguments, 0, 10_000), turn.voice))

    async def examine(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """One of the questions: which article answers it, or does none?"""
        kept = await self._database.run(lambda session: answers.find(session, arguments[0]))
        if kept is None:
            turn.toast = turn.voice.say("This answer was forgotten; please ask again.")
            return
        ids = list(dict.fromkeys(hit.article_id for hit in kept.hits))[:CLOSEST]
        rows = [(Button(title, data=f"judge:{kept.id}:{id_}"),) for id_, title in await self._titles(ids)]
        nothing = Button(turn.voice.say("No article tells"), data=f"judge:{kept.id}:none")
        done = Button(turn.voice.say("Off the list"), data=f"judge:{kept.id}:done")
        composer = Composer().bold(shortened(kept.question, 500)).plain("\n\n")
        composer.plain(turn.voice.say("Which article answers it? Your choice is used to test the bot."))
        turn.reply(composer.build(), (*rows, (nothing, done)))

    async def judge(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """An editor's verdict on a question."""
        answer_id, verdict = arguments[0], arguments[-1]
        article_id = id_in(arguments, 1) or None
        user_id = turn.person.id
        if verdict != "done":
            turn.write(lambda session: teaching.give_verdict(session, answer_id, user_id, article_id))
        turn.write(lambda session: statistics.set_aside(session, answer_id))
        if press.message_id is not None:
            turn.edit(press.message_id, turn.voice.say("Done."))

    async def _titles(self, ids: list[int]) -> list[tuple[int, str]]:
        def work() -> list[tuple[int, str]]:
            found = []
            for id_ in ids:
                try:
                    found.append(
                        (id_, shortened(" ".join(self._library.article(id_).title.split()), 60) or str(id_))
                    )
                except NotFoundError:
                    continue
            return found

        return await self._workers.run(work)

    async def _page(self, page: int, voice: Voice) -> tuple[Styled, Keyboard]:
        found = await self._database.run(
            lambda session: statistics.unanswered(session, limit=PER_PAGE + 1, offset=page * PER_PAGE)
        )
        shown = found[:PER_PAGE]
        if not shown:
            return Styled(voice.say("Nothing was asked in vain.")), ()
        composer = Composer().bold(voice.say("Asked in vain")).plain("\n")
        for number, vain in enumerate(shown, start=1):
            composer.plain(f"\n{number}. {shortened(vain.question, 200)}")
            composer.plain(f" ×{vain.times}" if vain.times > 1 else "")
            if vain.waiting:
                composer.plain(" · ").plain(voice.say_many("{n} waits", "{n} wait", vain.waiting))
        composer.plain("\n\n").italic(voice.say("A number opens the question."))
        rows = [
            (
                Button(str(number), data=f"vain:{vain.answer_id}"),
                Button(voice.say("Add an article to {number}", number=number), data=f"fill:{vain.answer_id}"),
            )
            for number, vain in enumerate(shown, start=1)
        ]
        earlier = (Button("‹", data=f"vains:{page - 1}"),) if page else ()
        later = (Button("›", data=f"vains:{page + 1}"),) if len(found) > PER_PAGE else ()
        return composer.build(), (*rows, earlier + later)


def _caption(counted: Statistics, vain: list[Unanswered], voice: Voice) -> Styled:
    composer = (
        Composer(limit=CAPTION)
        .bold(voice.say_many("The last {n} day", "The last {n} days", counted.length))
        .plain("\n")
    )
    share = round(100 * counted.share_answered)
    composer.plain(voice.say_many("{n} question", "{n} questions", counted.questions))
    if counted.inline:
        composer.plain(" ").plain(voice.say("({n} inline)", n=voice.number(counted.inline)))
    composer.plain(" · ").plain(voice.say("{share} % answered", share=share))
    composer.plain(f" · 👍 {counted.good} · 👎 {counted.bad}")
    composer.plain("\n").plain(
        voice.say("Median time to answer: {s} s", s=voice.number(round(counted.median_ms / 1000, 1)))
    )
    _questions(
        composer,
        voice.say("Slowest"),
        [f"{shortened(question, 80)} ({round(ms)} ms)" for question, ms in counted.slowest],
    )
    _questions(composer, voice.say("Asked in vain"), [shortened(item.question, 80) for item in vain])
    return composer.build()


def _questions(composer: Composer, heading: str, lines: list[str]) -> None:
    if lines:
        composer.plain("\n\n").bold(heading)
    for line in lines:
        composer.plain(f"\n• {line}")
