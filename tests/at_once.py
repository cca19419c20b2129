"""Several people, tabs or retries that act in the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from sqlmodel import Session

Result = TypeVar("Result")


def at_once(
    session: Session, acts: Sequence[Callable[[Session], Result]]
) -> list[Result | Exception]:
    """What each act gives or raises, each in a transaction of its own on the same database."""
    session.commit()
    engine, together = session.get_bind(), Barrier(len(acts))

    def run(act: Callable[[Session], Result]) -> Result | Exception:
        together.wait(timeout=10)
        with Session(engine, expire_on_commit=False) as own:
            try:
                result = act(own)
                own.commit()
            except Exception as error:
                return error
            return result

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
