"""All exceptions that the project raises on purpose.

    TrendsqaError
    ├── InputError              invalid input, which the person can fix
    │   ├── SettingsError           a setting is unknown, out of range or contradicts another
    │   ├── SourceError             an entry of a source manifest or the library is wrong
    │   ├── UnreadableFileError     a file is empty, damaged, encrypted, scanned, too large, mislabelled or loses much
    │   ├── LostTextError           published text can no longer be read; the published generation stays
    │   ├── QuestionSetError        an evaluation file is malformed
    │   ├── AddressError            an address may not be fetched: its form, its target or robots.txt forbids it
    │   ├── KeyFileError            the file of API keys is damaged, or others may read or write it
    │   └── UnknownItemError        an id names nothing in this collection
    ├── RightsError             a source's terms forbid the request
    ├── NetworkError            there is no network, or a publisher's server failed: try again later
    ├── ModelError              weights are missing, altered or of another model
    ├── IndexUnavailableError   no generation can be opened; the message contains the command to fix it
    │   └── IndexDamagedError       a file of a generation is missing or does not match its checksum
    ├── StorageError            a disk is full or a folder may not be written: free space, then try again
    ├── BuilderBusyError        another process builds or deletes generations: try again later
    └── QuoteError              a quote is not at its offsets in the text: a defect, never shown to a person

A message has a subject, the value found, the value expected and the next step.
"""

__all__ = [
    "AddressError",
    "BuilderBusyError",
    "IndexDamagedError",
    "IndexUnavailableError",
    "InputError",
    "KeyFileError",
    "LostTextError",
    "ModelError",
    "NetworkError",
    "QuestionSetError",
    "QuoteError",
    "RightsError",
    "SettingsError",
    "SourceError",
    "StorageError",
    "TrendsqaError",
    "UnknownItemError",
    "UnreadableFileError",
]


class TrendsqaError(Exception):
    """Base class of all errors with a message for a person."""


class InputError(TrendsqaError):
    """Invalid input, which the person can fix."""


class SettingsError(InputError):
    """A setting is unknown, out of range or contradicts another."""


class SourceError(InputError):
    """An entry of a source manifest or of the library is wrong."""


class UnreadableFileError(InputError):
    """A file is empty, damaged, encrypted, scanned, too large or mislabelled, or too much of it would be lost."""


class LostTextError(InputError):
    """Published text can no longer be read; the published generation stays."""


class QuestionSetError(InputError):
    """An evaluation file is malformed."""


class AddressError(InputError):
    """An address may not be fetched: its form, its target or robots.txt forbids it."""


class KeyFileError(InputError):
    """The file of API keys is damaged, or others may read or write it."""


class UnknownItemError(InputError):
    """An id names nothing in this collection."""


class RightsError(TrendsqaError):
    """A source's terms forbid the request."""


class NetworkError(TrendsqaError):
    """There is no network, or a publisher's server failed: try again later."""


class ModelError(TrendsqaError):
    """Weights are missing, altered or of another model."""


class IndexUnavailableError(TrendsqaError):
    """No generation can be opened; the message contains the command to fix it."""


class IndexDamagedError(IndexUnavailableError):
    """A file of a generation is missing or does not match its checksum."""


class StorageError(TrendsqaError):
    """A disk is full or a folder may not be written: free space or grant the right, then try again."""


class BuilderBusyError(TrendsqaError):
    """Another process builds or deletes generations: try again when it is done."""


class QuoteError(TrendsqaError):
    """A quote is not at its offsets in the text: a defect, never shown to a person."""
