"""The application and the files of the tree, for rules that look at all of them."""

import pytest
from flask import Flask

from citizen_app import create_app
from citizen_app.config import Environment, Settings


@pytest.fixture(scope="session")
def whole_app() -> Flask:
    """The application with every room; nothing connects to its database."""
    return create_app(Settings(environment=Environment.TEST, database_url="sqlite://"))
