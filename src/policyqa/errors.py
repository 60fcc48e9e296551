"""Errors that policyqa raises when it is unable to do what was asked. Each message says what to do.

    PolicyQAError
    ├── ReadError        a file cannot be read as a document
    ├── IndexMissing     there is no index in the folder
    ├── IndexDamaged     the index does not match its manifest
    ├── IndexBusy        another process is building this index
    ├── ModelError       an embedding model cannot be loaded
    └── InputError       a command, setting or question file is malformed

A wrong call is a `ValueError`; not finding an answer is a result, not an error.
"""


class PolicyQAError(Exception):
    """Base of all errors that a user can do something about."""


class ReadError(PolicyQAError):
    """A file cannot be read as a document."""


class IndexMissing(PolicyQAError):
    """There is no index in the folder."""


class IndexDamaged(PolicyQAError):
    """An index file does not match the manifest's checksum, or the manifest is not one of ours."""


class IndexBusy(PolicyQAError):
    """Another process is building this index."""


class ModelError(PolicyQAError):
    """An embedding model cannot be loaded or does not fit the index."""


class InputError(PolicyQAError):
    """A command, setting or question file is malformed."""
