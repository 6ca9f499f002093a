"""Every error that the library raises on purpose; its text says what was expected, what came, and the cure.

    TanyaError
    ├── InputError            the caller's text, file or argument is unusable
    │   └── NotFoundError     no article has that id
    ├── SettingsError         a setting in the environment or `.env` is unusable
    ├── ModelError            a model is missing, damaged or of the wrong kind
    ├── StoreError            the database cannot be opened, read or written
    │   └── BusyError         another process held the database for too long; try again
    └── GenerationError       an index generation is missing or damaged and could not be rebuilt

An abstention is an `Answer`, not an error; a search that finds nothing returns an empty list.
"""


class TanyaError(Exception):
    """Base of all errors meant for the user: `str(error)` is one clear sentence."""


class InputError(TanyaError):
    """The caller's text, file or argument is unusable."""


class NotFoundError(InputError):
    """No article has that id."""


class SettingsError(TanyaError):
    """A setting in the environment or `.env` is unusable."""


class ModelError(TanyaError):
    """A model is missing, damaged or of the wrong kind."""


class StoreError(TanyaError):
    """The database cannot be opened, read or written."""


class BusyError(StoreError):
    """Another process held the database for too long; trying again later is the cure."""


class GenerationError(TanyaError):
    """An index generation is missing or damaged and could not be rebuilt."""
