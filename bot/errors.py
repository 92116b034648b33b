"""Every error this program raises on purpose. The docstring of an error is its first sentence.

KekrafError
├── ConfigFault          a setting or a data file is wrong: stop, say what and how to mend it
├── StoreError
│   ├── StoreDown        the database cannot be reached or written now: try again
│   ├── AwaitedInTurn    our mistake: something but the repository was awaited in a transaction
│   └── BackupFault      a backup is damaged, or the store is not one it can be restored into
├── Refused              an action may not be done; `key` names the sentence for the person
├── CommandFault         a command cannot do what it was told; `str()` says why
├── BadPayload           a platform sent what cannot be read: answer 4xx, keep nothing
└── SendError            an answer, or none, of a platform to an outgoing message
    ├── NotSent          no byte left: safe to send again
    ├── InDoubt          it may have arrived
    └── Rejected         the platform answered: no
"""


class KekrafError(Exception):
    """Something this program knows about went wrong."""


class ConfigFault(KekrafError):
    """A setting or a file of the city pack is wrong.

    `str()` is one line: the setting, the fault, the fix.
    """

    def __init__(self, setting: str, fault: str, fix: str) -> None:
        super().__init__(f"{setting}: {fault}. {fix}")


class StoreError(KekrafError):
    """The store could not do what was asked."""


class StoreDown(StoreError):
    """The database cannot be reached or written now; the same work may succeed later."""


class AwaitedInTurn(StoreError):
    """Something other than the repository was awaited inside a transaction."""


class BackupFault(StoreError):
    """A backup cannot be restored: it is damaged, or the store is not one for it. Nothing was changed."""


class Refused(KekrafError):
    """The person may not do this now; `key` names the sentence that says so."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class CommandFault(KekrafError):
    """A command was told something that cannot be done; `str()` is one line."""


class BadPayload(KekrafError):
    """A platform's payload is not of the documented shape."""


class SendError(KekrafError):
    """An outgoing message met trouble."""


class NotSent(SendError):
    """No byte left this machine (connect refused, connect or pool time-out)."""


class InDoubt(SendError):
    """The request left and no whole answer came back: it may have arrived."""


class Rejected(SendError):
    """The platform answered with an error: `status` is its HTTP code, `reason` its own words, `retry_after` seconds.

    `migrated` is the new chat id when a group has become a supergroup.
    """

    def __init__(self, status: int, reason: str, retry_after: float | None = None, migrated: str = "") -> None:
        super().__init__(f"{status} {reason}")
        self.status = status
        self.reason = reason
        self.retry_after = retry_after
        self.migrated = migrated
