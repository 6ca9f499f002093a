"""The commands of each role, as the menus and the help show them."""

from bot.locales.voice import Voice
from bot.people.records import Role


def commands_of(role: Role, voice: Voice) -> list[tuple[str, str]]:
    """The commands of a role and what they do, in the order of the menu."""
    say = voice.say
    commands = [
        ("ask", say("Ask a question")),
        ("articles", say("List the articles, or search them")),
        ("article", say("Read an article by its number")),
        ("new", say("Begin a new conversation")),
        ("language", say("Choose the language")),
        ("privacy", say("What is kept of you")),
        ("forgetme", say("Delete what is kept of you")),
        ("help", say("What I can do")),
    ]
    if role != "reader":
        commands += [
            ("addarticle", say("Add an article")),
            ("edit", say("Change an article")),
            ("delete", say("Delete an article")),
            ("cancel", say("Stop what is going on")),
            ("unanswered", say("What people asked in vain")),
            ("stats", say("How the bot is doing")),
            ("export", say("Download the questions as a table")),
        ]
    if role == "admin":
        commands += [
            ("reindex", say("Build the index again")),
            ("users", say("List editors and admins")),
            ("grant", say("Make someone an editor or admin")),
            ("revoke", say("Make someone a reader again")),
            ("audit", say("The last changes")),
        ]
    return commands
