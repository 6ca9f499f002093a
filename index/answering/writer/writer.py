"""The optional writer: a language model's answer from the quotations, of which only supported sentences are kept."""

import logging
from collections.abc import Callable
from dataclasses import replace

from pydantic import SecretStr

from index.answering.asked.question import Question
from index.answering.writer.draft import Draft, sentences
from index.answering.writer.prompting import Chat, WriterError, prompt_for
from index.answering.writer.quotations import quotations_for
from index.types import Answer

logger = logging.getLogger(__name__)

Told = Callable[[str], None]
"""Called with the whole text so far, every time another sentence of it was found to be supported."""


class Writer:
    """Writes answers with a language model. Thread-safe where the model is."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    def close(self) -> None:
        """Let go of the model's server."""
        self._chat.close()

    def written(self, answer: Answer, question: Question, told: Told | None = None) -> Answer:
        """The answer in the model's words, cited; the answer as it was when the model fails or nothing is supported.

        Args:
            answer: An answer, not an abstention.
            question: What it answers.
            told: Hears the text grow.
        """
        quotations = quotations_for(answer, question)
        if not quotations:
            return answer
        draft = Draft(question, quotations)
        try:
            for text in sentences(self._chat.stream(prompt_for(question, answer.language, quotations))):
                if draft.add(text) and told:
                    told(draft.text)
                if draft.is_full:
                    break
        except WriterError as error:
            logger.warning("%s The quotations answer instead, or what was written so far.", error)
        if not draft.citations:
            return answer
        return replace(answer, answer=draft.text, citations=draft.citations)


def open_writer(base_url: str, model: str, key: SecretStr) -> Writer | None:
    """The writer of an OpenAI-compatible server; None without an address or a model."""
    if not (base_url and model):
        return None
    from index.answering.writer.chat_client import ChatClient

    return Writer(ChatClient(base_url, model, key))
