"""Every error the project raises on purpose.

    TrendsqaError
    ├── InputError              the person can fix what they gave
    │   ├── SettingsError           a setting is unknown, out of range or contradicts another
    │   ├── SourceError             an entry of a source manifest or the library is wrong
    │   ├── UnreadableFileError     a file is empty, damaged, encrypted, scanned, too large or mislabelled
    │   ├── LostTextError           text that is published can no longer be read; what was published stays
    │   ├── QuestionSetError        an evaluation file is malformed
    │   ├── AddressError            an address may not be fetched: its form, where it leads or robots.txt forbids it
    │   └── UnknownItemError        an id names nothing in this collection
    ├── RightsError             a source's terms forbid what was asked
    ├── NetworkError            there is no network, or a publisher's server failed: try again later
    ├── ModelError              weights are missing, altered or of another model
    ├── IndexUnavailableError   no generation can be opened; the message holds the command that mends it
    │   └── IndexDamagedError       a file of a generation is missing or does not match its checksum
    ├── StorageError            a disk is full or a folder may not be written: make room, then try again
    ├── BuilderBusyError        another process builds or deletes: try again when it is done
    └── QuoteError              a quote does not stand at its offsets: a defect, never shown to a person

A message has a subject, the value found, the value expected and the next step.
"""

__all__ = [
    "AddressError",
    "BuilderBusyError",
    "IndexDamagedError",
    "IndexUnavailableError",
    "InputError",
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
    """Base of every error that carries a message for a person."""


class InputError(TrendsqaError):
    """The person can fix what they gave."""


class SettingsError(InputError):
    """A setting is unknown, out of range or contradicts another."""


class SourceError(InputError):
    """An entry of a source manifest or of the library is wrong."""


class UnreadableFileError(InputError):
    """A file is empty, damaged, encrypted, scanned, too large or mislabelled."""


class LostTextError(InputError):
    """Text that is published can no longer be read; what was published stays."""


class QuestionSetError(InputError):
    """An evaluation file is malformed."""


class AddressError(InputError):
    """An address may not be fetched: its form, where it leads or robots.txt forbids it."""


class UnknownItemError(InputError):
    """An id names nothing in this collection."""


class RightsError(TrendsqaError):
    """A source's terms forbid what was asked."""


class NetworkError(TrendsqaError):
    """There is no network, or a publisher's server failed: try again later."""


class ModelError(TrendsqaError):
    """Weights are missing, altered or of another model."""


class IndexUnavailableError(TrendsqaError):
    """No generation can be opened; the message holds the command that mends it."""


class IndexDamagedError(IndexUnavailableError):
    """A file of a generation is missing or does not match its checksum."""


class StorageError(TrendsqaError):
    """A disk is full or a folder may not be written: make room or give the right, then try again."""


class BuilderBusyError(TrendsqaError):
    """Another process builds or deletes generations: try again when it is done."""


class QuoteError(TrendsqaError):
    """A quote does not stand at its offsets: a defect, never shown to a person."""
