"""What the HTTP library logs of our exchanges: headers that it cannot read, word for word, with whatever is in them."""

from __future__ import annotations

import logging

from pulumi_arize_users.api.deadline import deadline_of_this_thread


class _WithoutHeaders(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        # Of this thread's exchange only: others in this process use the library, too.
        if record.exc_info and deadline_of_this_thread():
            record.msg, record.args, record.exc_info = "The headers of an answer cannot be read.", (), None
        return True


def keep_headers_out() -> None:
    """Keep what servers send out of the library's log, where it belongs to an exchange of ours."""
    # A second call changes nothing: a logger has each filter once.
    logging.getLogger("urllib3.connection").addFilter(_FILTER)


_FILTER = _WithoutHeaders()
