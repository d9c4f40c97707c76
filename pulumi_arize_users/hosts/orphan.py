"""A host whose engine is gone: it begins nothing further, and ends.

An engine that is killed says nothing to its providers, and their process would go on inviting people of whom nobody
keeps a record. But the engine holds the other ends of the process's output for as long as it lives, also where a shell
stands between the two.
"""

from __future__ import annotations

import os
import select
import signal
import stat
import threading
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pulumi_arize_users.api.cancellation import Cancellation

THREAD = "arize-orphan"
OUTPUTS = (1, 2)
# Nobody records any more what comes of requests that are under way by then.
SECONDS_TO_END = 5.0

# Providers of one process may be configured at once.
_BEGINNING: Final = threading.Lock()


def end_with_the_engine(cancellation: Cancellation) -> bool:
    """End this process once its engine is gone; False if that cannot be seen here.

    Args:
        cancellation: stops what is under way.
    """
    pipes = [output for output in OUTPUTS if _is_pipe(output)]
    if not pipes or not hasattr(select, "poll"):
        return False
    with _BEGINNING:
        if all(thread.name != THREAD for thread in threading.enumerate()):
            threading.Thread(target=_end_after, args=(pipes, cancellation), name=THREAD, daemon=True).start()
    return True


def wait_until_unread(outputs: list[int]) -> None:
    """Wait until nobody reads any of these pipes any more.

    Args:
        outputs: file descriptors that this process writes to.
    """
    read = select.poll()
    for output in outputs:
        read.register(output, 0)  # no event is asked for, and the end of the reader is always told
    left = set(outputs)
    while left:
        for output, _ in read.poll():
            read.unregister(output)
            left.discard(output)


def _end_after(pipes: list[int], cancellation: Cancellation) -> None:
    wait_until_unread(pipes)
    cancellation.request()
    # The host's own way to end, which waits for what is under way.
    os.kill(os.getpid(), signal.SIGINT)
    # A shell's job in the background ignores that one.
    time.sleep(SECONDS_TO_END)
    os.kill(os.getpid(), signal.SIGTERM)


def _is_pipe(output: int) -> bool:
    try:
        mode = os.fstat(output).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)
