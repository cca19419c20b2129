"""Weighs a page as a browser gets it that was never there: heads, and bodies as compressed."""

from tests.checking_client import CheckingClient
from tests.html_checks import LOADING, Page

# Links that a browser fetches at once; others wait until they are followed.
FETCHED = {"stylesheet", "icon", "preload", "manifest"}


def cold_bytes(client: CheckingClient, path: str) -> int:
    """The page and every file that it links, each once."""
    answer = client.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status}"
    return sum(_weight(client, address) for address in dict.fromkeys([path, *linked(client.page)]))


def linked(page: Page) -> list[str]:
    """The addresses of the files that a page needs."""
    return [
        element.get(LOADING[str(element.tag)], "")
        for element in page.all(*LOADING)
        if element.tag != "link" or FETCHED & set(element.get("rel", "").split())
        if element.get(LOADING[str(element.tag)])
    ]


def _weight(client: CheckingClient, address: str) -> int:
    client.is_checking = False
    answer = client.get(address, headers={"Accept-Encoding": "br"})
    client.is_checking = True
    assert answer.status_code == 200, f"{address}: {answer.status}"
    head = sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
    return head + len(answer.data)
